//! How often the engine's 95 % interval covers what theory says, over a hundred consecutive seeds.
#![allow(dead_code, reason = "each user takes what it needs")]

use archlab::sim::{draw::Dice, interval};

use super::tandem::{Bench, Model, Spread};

/// A model with what theory says of the mean wait at its first station.
#[derive(Clone, Debug)]
pub struct Case {
    /// What it is called.
    pub name: String,
    /// The model.
    pub model: Model,
    /// The mean wait in front of each station in sum, seconds.
    pub wait_s: f64,
    /// Seconds left out at the beginning.
    pub warm_up_s: i64,
    /// Runs for one interval.
    pub runs: u32,
}

/// What a hundred intervals showed.
#[derive(Clone, Copy, Debug)]
pub struct Coverage {
    /// Intervals that cover the theoretical value.
    pub covered: usize,
    /// Mean of everything, seconds.
    pub mean: f64,
    /// Largest relative difference from Little's law in any run.
    pub little: f64,
}

/// The mean wait in an M/M/c queue (Erlang C), with arrivals and services a second.
pub fn mmc(arrivals: f64, services: f64, servers: u32) -> f64 {
    let a = arrivals / services;
    let c = f64::from(servers);
    let (mut term, mut sum) = (1.0, 1.0);
    for k in 1..servers {
        term *= a / f64::from(k);
        sum += term;
    }
    let last = term * a / c * c / (c - a);
    last / (sum + last) / (c * services - arrivals)
}

/// The mean wait in an M/G/1 queue (Pollaczek and Khinchine), from the first two moments of the
/// working time.
pub fn mg1(arrivals: f64, mean: f64, second: f64) -> f64 {
    arrivals * second / (2.0 * (1.0 - arrivals * mean))
}

/// Every case at a load of so many per cent; `days` long, with `runs` for one interval.
pub fn cases(load: i64, days: i64, runs: u32) -> Vec<Case> {
    // Fifty seconds of work each; at full load twenty arrivals in a thousand seconds.
    let model = Model {
        per_s_milli: 20 * load / 100,
        service_ms: 50_000,
        spread: Spread::Exponential,
        servers: 1,
        stations: 1,
        days,
        cohort_us: 0,
    };
    let arrivals = model.per_s_milli as f64 / 1000.0;
    let rho = arrivals * 50.0;
    // An empty queue forgets that it was empty in a few times 1 / (1 - rho)^2 services.
    let warm_up_s = (50.0 * 12.0 / ((1.0 - rho) * (1.0 - rho))).min(days as f64 * 86_400.0 / 3.0) as i64;
    let case = |name: &str, model: Model, wait_s: f64| Case {
        name: format!("{name}, load {rho:.2}"),
        model,
        wait_s,
        warm_up_s,
        runs,
    };
    let more = |servers: i64| Model { servers, per_s_milli: model.per_s_milli * servers, ..model };
    let one = mmc(arrivals, 1.0 / 50.0, 1);
    let sigma = 1.5f64.ln() / 2.326_347_874_040_841;
    let (mean, second) = (50.0 * (sigma * sigma / 2.0).exp(), 2500.0 * (2.0 * sigma * sigma).exp());
    let spread = Model { spread: Spread::LogNormal(75_000), ..model };
    let log_normal = (arrivals * mean < 0.99).then(|| case("M/G/1, log-normal", spread, mg1(arrivals, mean, second)));
    let mut all = vec![
        case("M/M/1", model, one),
        case("M/M/2", more(2), mmc(2.0 * arrivals, 1.0 / 50.0, 2)),
        case("M/M/8", more(8), mmc(8.0 * arrivals, 1.0 / 50.0, 8)),
        case("M/G/1, fixed", Model { spread: Spread::Fixed, ..model }, mg1(arrivals, 50.0, 2500.0)),
    ];
    all.extend(log_normal);
    all.push(case("three M/M/1 in a row", Model { stations: 3, ..model }, 3.0 * one));
    all
}

impl Case {
    /// Runs it for seeds 1 to 100.
    pub fn cover(&self) -> Coverage {
        let bench = self.model.draw();
        let mut coverage = Coverage { covered: 0, mean: 0.0, little: 0.0 };
        for seed in 1..=100 {
            let waits: Vec<f64> = (0..self.runs)
                .map(|r| {
                    let (wait, little) = self.wait(&bench, Dice::repetition(seed, r));
                    coverage.little = coverage.little.max(little);
                    wait
                })
                .collect();
            // There are runs, so there is an interval.
            let (mean, half) = interval::of(&waits).unwrap_or_default();
            coverage.mean += mean / 100.0;
            coverage.covered += usize::from((mean - self.wait_s).abs() <= half);
        }
        coverage
    }

    /// Returns the mean wait of a run in sum over the stations, and how far it is from Little's
    /// law: what is inside on average is arrivals a second times the time inside.
    fn wait(&self, bench: &Bench, seed: u64) -> (f64, f64) {
        let once = bench.run(seed, self.warm_up_s);
        let watched = once.watched as f64;
        let (mut wait, mut little) = (0.0, 0.0f64);
        for t in once.tallies.iter().filter(|t| t.begun > 0) {
            let begun = t.begun as f64;
            wait += t.waited as f64 / begun / 1e6;
            let inside = t.inside as f64 / watched;
            let by_law = begun / watched * ((t.waited + t.worked) as f64 / begun);
            little = little.max((inside - by_law).abs() / by_law);
        }
        (wait, little)
    }
}
