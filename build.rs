//! Tells cargo that the lessons and scenarios are part of the program: a file added there must be
//! built in again.

#![allow(clippy::print_stdout, reason = "a build script talks to cargo by printing")]

fn main() {
    println!("cargo::rerun-if-changed=lessons");
    println!("cargo::rerun-if-changed=scenarios");
    println!("cargo::rerun-if-changed=build.rs");
}
