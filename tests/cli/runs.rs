//! `archlab run` as a shell sees it.

use std::fs;

use serde_json::Value;
use sha2::{Digest, Sha256};
use tempfile::TempDir;

use super::{json, keys, run};

/// A run of a design that takes little time: two faults, two repetitions.
const RUN: [&str; 7] =
    ["run", "high-fashion/function-chain", "--faults", "late-report,cut-short", "--replications", "1", "--json"];

#[test]
fn run_prints_the_shape_that_is_documented_and_the_same_bytes_twice() {
    let (code, shown) = json(&RUN);
    assert!(code <= 1, "{code}");
    let fields = [
        "assumed",
        "engine",
        "faults",
        "gauges",
        "horizon_s",
        "ledger",
        "phase",
        "replays",
        "replications",
        "scenario",
        "schema",
        "seed",
        "sinks",
        "trace_sha256",
    ];
    assert_eq!(fields.to_vec(), keys(&shown));
    assert_eq!(vec!["replayability", "resilience", "velocity"], keys(&shown["gauges"]));
    assert_eq!(vec!["high", "low", "met", "percent", "target", "why"], keys(&shown["gauges"]["velocity"]));
    for field in ["id", "applies", "survived", "windows", "lost", "wrong", "late", "extra_copies", "recovered_s", "why"]
    {
        assert!(shown["faults"][0].get(field).is_some(), "{field}");
    }
    assert_eq!(vec!["after", "before", "during"], keys(&shown["faults"][0]["windows"]));
    let classes = ["on_time", "late", "wrong", "parked", "rejected", "archived_only", "lost", "in_flight"];
    let sink = &shown["sinks"][0];
    let sum: u64 = classes.iter().map(|c| sink[*c].as_u64().unwrap()).sum();
    assert_eq!(sink["sent"].as_u64().unwrap(), sum);
    assert_eq!(vec!["max", "p50", "p95", "p99"], keys(&sink["freshness_s"]));
    for field in ["id", "from_node", "missing", "extra_copies", "wrong", "seconds", "reaches_back_s", "why"] {
        assert!(shown["replays"][0].get(field).is_some(), "{field}");
    }
    assert_eq!(run(&RUN).1, run(&RUN).1);
}

#[test]
fn run_says_with_its_exit_code_whether_the_targets_are_met() {
    let code = |args: &[&str]| run(args).0;
    assert_eq!(0, code(&["run", "high-fashion/function-chain", "--faults", "late-report", "--replications", "1"]));
    assert_eq!(1, code(&["run", "high-fashion/fire-and-forget", "--faults", "late-report", "--replications", "1"]));
    assert_eq!(1, code(&["run", "high-fashion/function-chain", "--faults", "none", "--replications", "1"]));
    for unreadable in [
        &["run", "nowhere.board.toml"] as &[&str],
        &["run", "high-fashion/function-chain", "--faults", "late-reprot"],
        &["run", "high-fashion/function-chain", "--replications", "0"],
    ] {
        assert_eq!(2, code(unreadable), "{unreadable:?}");
    }
    let (code, stopped) = json(&["run", "high-fashion/function-chain", "--faults", "late-reprot", "--json"]);
    assert_eq!((2, "--faults"), (code, stopped["error"]["where"].as_str().unwrap()));
}

#[test]
fn the_fingerprint_is_that_of_the_trace_file() {
    let dir = TempDir::new().unwrap();
    let file = dir.path().join("trace.jsonl");
    let named = file.display().to_string();
    let args =
        ["run", "high-fashion/one-workflow", "--faults", "none", "--replications", "1", "--trace", &named, "--json"];
    let (_, shown) = json(&args);
    let trace = fs::read(&file).unwrap();
    let said = shown["trace_sha256"].as_str().unwrap();
    let bytes = (0..said.len()).step_by(2).map(|i| u8::from_str_radix(&said[i..i + 2], 16).unwrap());
    assert_eq!(Sha256::digest(&trace).to_vec(), bytes.collect::<Vec<u8>>());
    let lines = String::from_utf8(trace).unwrap();
    assert!(lines.lines().count() > 100);
    for line in lines.lines() {
        let entry: Value = serde_json::from_str(line).unwrap();
        assert!(entry["at"].as_i64().unwrap() <= entry["until"].as_i64().unwrap());
    }
}
