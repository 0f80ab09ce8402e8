//! `archlab review`: needs met or not, and findings, for one board.

use clap::Args;
use serde::Serialize;

use super::{Global, JSON_SCHEMA, Outcome, board, input, out::Out, stop::Stop};
use crate::{
    content,
    domain::{
        board::Board,
        id::{NodeId, ScenarioId},
        scenario::{Quality, Severity},
        verdict::{Finding, NeedVerdict, Review as Verdict},
    },
    review,
};

/// Reviews a board.
#[derive(Debug, Args)]
pub(super) struct Review {
    /// A .board.toml, CONTRACT/DESIGN, or CONTRACT for your own drawing
    board: String,
    /// Contract to judge by, instead of the one the board names
    #[arg(long, value_name = "ID")]
    scenario: Option<String>,
    /// Judge as after the changed requirement
    #[arg(long)]
    changed: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Reviewed<'a> {
    schema: u32,
    scenario: Option<&'a str>,
    nodes: usize,
    links: usize,
    zones: usize,
    met: usize,
    of: usize,
    needs: Vec<ReviewedNeed<'a>>,
    findings: Vec<ReviewedFinding<'a>>,
}

#[derive(Serialize)]
struct ReviewedNeed<'a> {
    id: &'a str,
    facts: &'a [String],
    quality: Quality,
    met: bool,
    why: &'a str,
}

#[derive(Serialize)]
struct ReviewedFinding<'a> {
    code: &'a str,
    severity: Severity,
    nodes: &'a [NodeId],
    message: &'a str,
    hint: &'a str,
}

impl Review {
    /// Reviews; wanting if a need is open or a finding is an error.
    pub(super) fn run(&self, global: &Global, out: &mut Out) -> Result<Outcome, Stop> {
        let pack = input::packs(global, out)?;
        let named = board::find(&self.board, &pack, global)?;
        let scenario = board::contract(self.scenario.as_deref(), &named.board, &pack)?;
        if let Some((file, text)) = &named.file {
            for problem in content::check_board(file, text, &pack, scenario) {
                out.aside(&content::render(&problem, text));
            }
        }
        let verdict = review::review(&named.board, &pack.catalogue, scenario, self.changed || named.changed);
        if self.json {
            out.json(&reviewed(&verdict))?;
        } else {
            let title = scenario.map_or("no contract", |s| &s.title);
            out.line(format!("{} · {title}", named.name))?;
            print(&verdict, &named.board, out)?;
        }
        Ok(Outcome::of(verdict.all_met() && verdict.errors().next().is_none()))
    }
}

fn reviewed(verdict: &Verdict) -> Reviewed<'_> {
    Reviewed {
        schema: JSON_SCHEMA,
        scenario: verdict.scenario.as_ref().map(ScenarioId::as_str),
        nodes: verdict.nodes,
        links: verdict.links,
        zones: verdict.zones,
        met: verdict.met(),
        of: verdict.needs.len(),
        needs: verdict.needs.iter().map(need).collect(),
        findings: verdict.findings.iter().map(finding).collect(),
    }
}

fn need(n: &NeedVerdict) -> ReviewedNeed<'_> {
    ReviewedNeed { id: &n.id, facts: &n.facts, quality: n.quality, met: n.met, why: &n.why }
}

fn finding(f: &Finding) -> ReviewedFinding<'_> {
    ReviewedFinding { code: &f.code, severity: f.severity, nodes: &f.nodes, message: &f.message, hint: &f.hint }
}

fn print(verdict: &Verdict, board: &Board, out: &mut Out) -> Result<(), Stop> {
    out.line(format!("{} nodes, {} links, {} zones", verdict.nodes, verdict.links, verdict.zones))?;
    if !verdict.needs.is_empty() {
        out.line(format!("\n{} of {} needs met", verdict.met(), verdict.needs.len()))?;
    }
    for need in &verdict.needs {
        let (mark, why) = (if need.met { "met " } else { "open" }, need.why.trim_end_matches('.'));
        out.line(format!("  {mark}  {}: {why}.", need.short))?;
        if !need.met {
            out.line(format!("        try: {}", need.hint))?;
        }
    }
    if verdict.findings.is_empty() {
        return out.line("\nNo findings");
    }
    out.line("\nFindings")?;
    for finding in &verdict.findings {
        let labels: Vec<&str> = finding.nodes.iter().map(|id| board.label(id)).collect();
        let about = if labels.is_empty() { String::new() } else { format!(" ({})", labels.join(", ")) };
        out.line(format!("  {}  {}{about}", finding.severity, finding.code))?;
        out.line(format!("        {}", finding.message))?;
        out.line(format!("        try: {}", finding.hint))?;
    }
    Ok(())
}
