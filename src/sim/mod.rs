//! Runs a board: discrete events on an integer clock, and what they show about the three
//! qualities.
//!
//! A run is a pure function of board, contract and seed. [`plant`] makes the board ready, [`world`]
//! is one run, [`reckon`] puts every record into one class, [`measure`] runs often enough to say
//! how sure a figure is. One file per kind of station.
//!
//! Deliberately not simulated: single reads by consumers, prices, and the contents of records.

mod age;
pub mod agenda;
mod asked;
#[cfg(test)]
mod balance;
mod book;
mod buffer;
mod call;
pub mod cause;
pub mod code;
mod disk;
pub mod draw;
mod failover;
pub mod fault;
pub mod fidelity;
mod freshness;
mod gap;
mod history;
pub mod interval;
pub mod item;
mod job;
mod limit;
mod log;
pub mod measure;
pub mod opening;
mod ordeal;
mod outcome;
mod people;
pub mod plant;
pub mod play;
pub mod practice;
mod queue;
mod reader;
pub mod reckon;
mod relay;
pub mod report;
mod retention;
pub mod say;
mod search;
#[cfg(test)]
mod services;
mod session;
mod source;
pub mod spans;
mod spool;
mod store;
mod stranger;
mod stream;
#[cfg(test)]
mod streaming;

pub mod trace;
mod trial;
mod trunk;
mod window;
mod workflow;
pub mod world;
