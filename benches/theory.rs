//! Makes the long table of `docs/theory.md`: the engine against queueing theory at three loads.
//!
//! `cargo bench --bench theory` prints it as Markdown; it takes some minutes.
#![allow(clippy::print_stdout, reason = "a table is to be printed")]

#[path = "../tests/theory/coverage.rs"]
mod coverage;
#[path = "../tests/theory/tandem.rs"]
mod tandem;

use coverage::cases;

fn main() {
    println!(
        "| model | theory, mean wait | engine, mean of 100 seeds | intervals that cover it | largest gap from Little's law |"
    );
    println!("| --- | ---: | ---: | ---: | ---: |");
    for (load, days) in [(50, 10), (80, 40), (95, 40)] {
        for case in cases(load, days, 10) {
            let seen = case.cover();
            println!(
                "| {} | {:.3} s | {:.3} s | {} of 100 | {:.4} |",
                case.name, case.wait_s, seen.mean, seen.covered, seen.little
            );
        }
    }
}
