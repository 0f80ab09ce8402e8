//! The true number behind a question, read off the board's settings, in thousandths.
//!
//! Where several nodes fit, each of their values is true. A number that the board does not have is
//! not asked for.

use crate::domain::{
    flow::{Flow, setting},
    query::Selector,
    question::NumberSource,
    value::Value,
};

use super::last_run::LastRun;

/// Returns the true numbers in thousandths, the first node's first; none where the board, or the run,
/// has none.
pub(super) fn truths(flow: &Flow<'_>, source: &NumberSource, last: LastRun<'_>) -> Vec<i64> {
    match source {
        NumberSource::Run(figure) => last.milli(figure).into_iter().collect(),
        NumberSource::Setting { of, key, per } => {
            flow.select(of).into_iter().filter_map(|n| in_milli(whole(flow, n, key)?, *per)).collect()
        }
        NumberSource::Count(of) => in_milli(counted(flow, of), 1).into_iter().collect(),
        NumberSource::Product { of, key, and, times, per } => {
            products(flow, (of, key), (and, times)).into_iter().filter_map(|n| in_milli(n, *per)).collect()
        }
    }
}

/// Says whether a number is within a fifth of the truth.
pub(super) fn is_near(given_milli: i64, truth_milli: i64) -> bool {
    let (given, truth) = (i128::from(given_milli), i128::from(truth_milli));
    (given - truth).abs() * 5 <= truth.abs()
}

/// Writes thousandths as people do: 10 · 2.5 · -0.125.
pub(super) fn in_words(milli: i64) -> String {
    let sign = if milli < 0 { "-" } else { "" };
    let size = milli.unsigned_abs();
    let fraction = format!("{:03}", size % 1000);
    let fraction = fraction.trim_end_matches('0');
    let dot = if fraction.is_empty() { "" } else { "." };
    format!("{sign}{}{dot}{fraction}", size / 1000)
}

/// Writes thousandths for a sentence: whole numbers with commas, small ones with one decimal.
pub(super) fn for_people(milli: i64) -> String {
    let tenths = (milli + 50 * milli.signum()) / 100;
    if milli.abs() >= 100_000 || tenths % 10 == 0 {
        let whole = (milli + 500 * milli.signum()) / 1000;
        let sign = if whole < 0 { "-" } else { "" };
        return format!("{sign}{}", grouped(whole.unsigned_abs()));
    }
    in_words(tenths * 100)
}

fn grouped(n: u64) -> String {
    match n {
        0..1000 => n.to_string(),
        _ => format!("{},{:03}", grouped(n / 1000), n % 1000),
    }
}

fn counted(flow: &Flow<'_>, of: &Selector) -> i128 {
    i128::try_from(flow.select(of).len()).unwrap_or(i128::MAX)
}

/// Products of two settings: node by node where both factors belong to the same nodes, otherwise
/// of the first node of each.
fn products(flow: &Flow<'_>, a: (&Selector, &str), b: (&Selector, &str)) -> Vec<i128> {
    let product = |n: usize, m: usize| whole(flow, n, a.1)?.checked_mul(whole(flow, m, b.1)?);
    let (first, second) = (flow.select(a.0), flow.select(b.0));
    if a.0 == b.0 {
        return first.into_iter().filter_map(|n| product(n, n)).collect();
    }
    let pair = first.first().zip(second.first());
    pair.and_then(|(&n, &m)| product(n, m)).into_iter().collect()
}

fn whole(flow: &Flow<'_>, node: usize, key: &str) -> Option<i128> {
    match setting::effective(flow, node, key)?.value {
        Value::Int(n) => Some(i128::from(n)),
        Value::Bool(_) | Value::Text(_) => None,
    }
}

fn in_milli(whole: i128, per: i64) -> Option<i64> {
    if per <= 0 {
        return None;
    }
    i64::try_from(whole.checked_mul(1000)? / i128::from(per)).ok()
}
