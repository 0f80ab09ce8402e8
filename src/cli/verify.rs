//! `archlab verify`: is a bundle whole, is it complete, does a second look agree?

use std::{fs, path::PathBuf};

use clap::Args;
use serde::Serialize;

use super::{Global, JSON_SCHEMA, Outcome, input, out::Out, stop::Stop};
use crate::{
    domain::attempt::Student,
    submission::{Claims, Here, Level, Verified, verify},
};

/// Checks bundles.
#[derive(Debug, Args)]
pub(super) struct Verify {
    /// Bundles to check
    #[arg(value_name = "BUNDLE", required = true)]
    bundles: Vec<PathBuf>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Checked {
    schema: u32,
    bundles: Vec<CheckedBundle>,
}

#[derive(Serialize)]
struct CheckedBundle {
    file: String,
    ok: bool,
    complete: bool,
    receipt: Option<String>,
    scenario: Option<String>,
    students: Vec<Student>,
    handed_in: String,
    version: String,
    claims: CheckedClaims,
    runs: CheckedClaims,
    problems: Vec<CheckedProblem>,
}

/// What came of judging the board again.
#[derive(Serialize)]
struct CheckedClaims {
    state: &'static str,
    says: Vec<String>,
}

#[derive(Serialize)]
struct CheckedProblem {
    level: &'static str,
    what: String,
}

impl Verify {
    /// Checks; wanting if one is damaged, changed or incomplete.
    pub(super) fn run(&self, global: &Global, out: &mut Out) -> Result<Outcome, Stop> {
        let pack = input::packs(global, out)?;
        let pack_hash = input::pack_hash(global)?;
        let here = Here { pack: &pack, pack_hash: &pack_hash };
        let mut bundles = Vec::new();
        for path in &self.bundles {
            let bytes = fs::read(path).map_err(|e| Stop::file("read the bundle", path, &e))?;
            bundles.push(CheckedBundle::of(path.display().to_string(), verify(&bytes, &here)));
        }
        let well = bundles.iter().all(|b| b.ok && b.complete && b.claims.state != "differ" && b.runs.state != "differ");
        if self.json {
            out.json(&Checked { schema: JSON_SCHEMA, bundles })?;
        } else {
            bundles.iter().try_for_each(|b| b.print(out))?;
        }
        Ok(Outcome::of(well))
    }
}

impl CheckedClaims {
    fn of(claims: Claims) -> Self {
        let (state, says) = match claims {
            Claims::Same => ("same", Vec::new()),
            Claims::OtherVersion(why) => ("other_version", vec![why]),
            Claims::Differ(what) => ("differ", what),
            Claims::Unchecked(why) => ("unchecked", vec![why]),
        };
        Self { state, says }
    }

    fn words(&self) -> String {
        let state = match self.state {
            "same" => "a second look agrees",
            "differ" => "a second look DISAGREES",
            "other_version" => "not compared",
            _ => "not checked",
        };
        if self.says.is_empty() { state.to_owned() } else { format!("{state}: {}", self.says.join("; ")) }
    }
}

impl CheckedBundle {
    fn of(file: String, verified: Verified) -> Self {
        let level = |l| match l {
            Level::Broken => "broken",
            Level::Note => "note",
        };
        Self {
            file,
            ok: verified.ok,
            complete: verified.complete,
            receipt: verified.receipt,
            scenario: verified.scenario,
            students: verified.students,
            handed_in: verified.handed_in,
            version: verified.version,
            claims: CheckedClaims::of(verified.claims),
            runs: CheckedClaims::of(verified.runs),
            problems: verified
                .problems
                .into_iter()
                .map(|p| CheckedProblem { level: level(p.level), what: p.what })
                .collect(),
        }
    }

    fn print(&self, out: &mut Out) -> Result<(), Stop> {
        let whole = if self.ok { "whole" } else { "NOT whole" };
        let complete = if self.complete { "complete" } else { "not complete" };
        out.line(format!("{}: {whole}, {complete}", self.file))?;
        let names: Vec<String> =
            self.students.iter().map(|s| format!("{} {}", s.name, s.id).trim().to_owned()).collect();
        let rows = [
            ("by", names.join(", ")),
            ("contract", self.scenario.clone().unwrap_or_default()),
            ("handed in", self.handed_in.clone()),
            ("version", self.version.clone()),
            ("receipt", self.receipt.clone().unwrap_or_default()),
            ("review", self.claims.words()),
            ("run", self.runs.words()),
        ];
        for (name, value) in rows.iter().filter(|(_, value)| !value.is_empty()) {
            out.line(format!("  {name:<10}{value}"))?;
        }
        for problem in &self.problems {
            out.line(format!("  {:<10}{}", problem.level, problem.what))?;
        }
        Ok(())
    }
}
