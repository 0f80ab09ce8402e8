//! The engine against queueing theory, at a load where short runs are enough. The long table is
//! made by `cargo bench --bench theory` and kept in `docs/theory.md`.

#[path = "theory/coverage.rs"]
mod coverage;
#[path = "theory/tandem.rs"]
mod tandem;

use coverage::{Case, cases};

fn case(name: &str) -> Case {
    let all = cases(50, 2, 8);
    all.into_iter().find(|c| c.name.starts_with(name)).unwrap_or_else(|| panic!("no case {name}"))
}

fn covers(name: &str) {
    let case = case(name);
    let seen = case.cover();
    assert!((90..=99).contains(&seen.covered), "{}: {seen:?}, theory says {:.2} s", case.name, case.wait_s);
    assert!(seen.little < 0.06, "{}: {seen:?}", case.name);
}

#[test]
fn one_server_waits_as_long_as_theory_says() {
    covers("M/M/1");
}

#[test]
fn two_servers_do() {
    covers("M/M/2");
}

#[test]
fn fixed_working_times_do() {
    covers("M/G/1, fixed");
}

#[test]
fn log_normal_working_times_do() {
    covers("M/G/1, log-normal");
}

#[test]
fn erlang_c_is_that_of_the_textbook() {
    // Two servers at half their capacity wait a third of a service; eight at 0.8 wait 0.2860 / 1.6.
    assert!((coverage::mmc(1.0, 1.0, 2) - 1.0 / 3.0).abs() < 1e-12);
    assert!((coverage::mmc(0.5, 1.0, 1) - 1.0).abs() < 1e-12);
}
