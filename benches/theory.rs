//! Makes the long table of `docs/theory.md`: the engine against queueing theory at three loads.
//!
//! `cargo bench --bench theory` prints it as Markdown; it takes a quarter of an hour, and
//! `cargo bench --bench theory -- 95` prints the rows of one load alone.
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
    let asked: Vec<i64> = std::env::args().filter_map(|a| a.parse().ok()).collect();
    for (load, days) in [(50, 10), (80, 40), (95, 40)] {
        if !asked.is_empty() && !asked.contains(&load) {
            continue;
        }
        for case in cases(load, days, 10) {
            let seen = case.cover();
            println!(
                "| {} | {:.3} s | {:.3} s | {} of 100 | {:.4} |",
                case.name, case.wait_s, seen.mean, seen.covered, seen.little
            );
        }
    }
}
