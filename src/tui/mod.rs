//! The screens: what a student sees, presses and clicks.
//!
//! The shape is one loop: an input becomes an [`action::Action`] through [`keymap`] (or the mouse),
//! [`app::App`] hands it to the screen on top, the screen changes its own state and the
//! [`model::Model`], and what has to happen outside is left there as [`action::Effect`]s, which
//! only [`runtime`] carries out. Drawing reads the same state and changes nothing.
//!
//! One place each: keys in [`keymap`], looks in [`theme`], sentences in [`strings`].

pub mod action;
pub mod app;
pub mod board;
pub mod keymap;
pub mod model;
#[cfg(test)]
mod readme;
pub mod running;
pub mod runtime;
pub mod screen;
pub mod screens;
pub mod search;
pub mod strings;
#[cfg(test)]
pub(crate) mod testing;
pub mod theme;
pub mod widgets;

pub use runtime::{Options, run, terminal_size};
