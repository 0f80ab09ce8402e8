//! Draws a design of a pack by keys alone, from an empty board.
//!
//! The keys follow from the design and from a mirror of the board that makes the same edits, so
//! that nothing in a test knows by heart where a row of a card stands.

use std::collections::{BTreeMap, BTreeSet};

use archlab::{
    content::Pack,
    domain::{
        board::{Board, Link, Node, Note, Zone, ZoneKind},
        component::LinkKind,
        edit::{Edit, compose},
        flow::{Flow, setting},
        grid::Cell,
        id::{JobId, NodeId},
        query::Selector,
        scenario::{Quality, Scenario},
        settings::SettingKind,
        value::Value,
    },
};

/// Something to do in the terminal.
pub enum Do {
    /// Press keys.
    Press(String),
    /// Type text.
    Type(String),
}

/// Writes the script for one design.
pub struct Script<'a> {
    pack: &'a Pack,
    scenario: &'a Scenario,
    board: Board,
    ids: BTreeMap<NodeId, NodeId>,
    cursor: Cell,
    pub steps: Vec<Vec<Do>>,
}

impl<'a> Script<'a> {
    /// Starts at an empty board with the cursor in its corner.
    pub fn new(pack: &'a Pack, scenario: &'a Scenario) -> Self {
        let board = Board { scenario: Some(scenario.id.clone()), ..Board::named(scenario.drawing.clone()) };
        Self { pack, scenario, board, ids: BTreeMap::new(), cursor: Cell::new(0, 0), steps: Vec::new() }
    }

    /// Draws everything of a design.
    pub fn draw(&mut self, design: &Board) {
        let mut zones: Vec<&Zone> = design.zones.values().collect();
        zones.sort_by_key(|z| std::cmp::Reverse(z.area.size()));
        zones.iter().for_each(|z| self.zone(z));
        design.nodes.values().for_each(|n| self.node(n));
        design.links.values().for_each(|l| self.link(l));
        // Jobs and settings come last: what a card offers depends on what is drawn.
        design.nodes.values().for_each(|n| self.job(n));
        design.nodes.values().for_each(|n| self.settings(n));
        design.notes.values().for_each(|n| self.note(n, design));
    }

    /// Returns the board that should stand on the screen now.
    pub fn board(&self) -> &Board {
        &self.board
    }

    fn step(&mut self, what: Vec<Do>) {
        self.steps.push(what);
    }

    fn take(&mut self, edit: Edit) {
        assert!(self.board.apply(&edit), "{}", edit.what);
    }

    fn go(&mut self, to: Cell) -> Do {
        let (dx, dy) = (to.col - self.cursor.col, to.row - self.cursor.row);
        self.cursor = to;
        let mut keys = Vec::new();
        keys.extend(std::iter::repeat_n(if dx < 0 { "h" } else { "l" }, dx.unsigned_abs() as usize));
        keys.extend(std::iter::repeat_n(if dy < 0 { "k" } else { "j" }, dy.unsigned_abs() as usize));
        Do::Press(keys.join(" "))
    }

    fn zone(&mut self, zone: &Zone) {
        let there = self.go(zone.area.at);
        let first = match self.board.zones_at(zone.area.at).last().map(|z| z.kind) {
            None => ZoneKind::Cloud,
            Some(ZoneKind::Cloud | ZoneKind::Region) => ZoneKind::Vpc,
            Some(_) => ZoneKind::PrivateSubnet,
        };
        let place = |k: ZoneKind| ZoneKind::ALL.iter().position(|x| *x == k).unwrap();
        let turns = (place(zone.kind) + ZoneKind::ALL.len() - place(first)) % ZoneKind::ALL.len();
        let corner = self.go(zone.area.last());
        self.step(vec![
            there,
            Do::Press("z".to_owned()),
            Do::Press("Tab ".repeat(turns)),
            corner,
            Do::Press("Enter".to_owned()),
        ]);
        let edit = compose::add_zone(&self.board, zone.kind, "", zone.area).unwrap();
        self.take(edit);
        if zone.azs > 1 {
            let more = "l ".repeat(usize::from(zone.azs) - 1);
            self.step(vec![Do::Press(format!("Z Enter j j {more} Esc Esc"))]);
            let id = self.board.zones_at(self.cursor).last().unwrap().id.clone();
            let azs = zone.azs;
            let edit = compose::alter_zone(&self.board, &id, |z| z.azs = azs).unwrap();
            self.take(edit);
        }
    }

    fn node(&mut self, node: &Node) {
        let component = self.pack.catalogue.get(&node.component).unwrap();
        let there = self.go(node.at);
        let mut what =
            vec![there, Do::Press("a".to_owned()), Do::Type(component.name.clone()), Do::Press("Enter".to_owned())];
        let edit = compose::add(&self.board, component, node.at).unwrap();
        self.take(edit);
        let id = self.board.node_at(node.at).unwrap().id.clone();
        if node.label != component.label {
            let clear = "Backspace ".repeat(component.label.chars().count());
            what.push(Do::Press(format!("r {clear}")));
            what.push(Do::Type(node.label.clone()));
            what.push(Do::Press("Enter".to_owned()));
            let edit = compose::relabel(&self.board, &id, &node.label).unwrap();
            self.take(edit);
        }
        self.ids.insert(node.id.clone(), id);
        self.step(what);
    }

    fn link(&mut self, link: &Link) {
        let (from, to) = (self.ids[&link.from].clone(), self.ids[&link.to].clone());
        let (a, b) = (self.board.nodes[&from].at, self.board.nodes[&to].at);
        let start = self.go(a);
        let end = self.go(b);
        let mut what = vec![start, Do::Press("c".to_owned()), end, Do::Press("Enter".to_owned())];
        let before: BTreeSet<_> = self.board.links.keys().cloned().collect();
        let edit = compose::connect(&self.board, &self.pack.catalogue, &from, &to).unwrap();
        self.take(edit);
        let id = self.board.links.keys().find(|l| !before.contains(*l)).unwrap().clone();
        let drawn = self.board.links[&id].kind;
        if drawn != link.kind || link.carries.is_some() {
            let at = self.board.links_of(&to).position(|l| l.id == id).unwrap();
            let place = |k: LinkKind| LinkKind::ALL.iter().position(|x| *x == k).unwrap();
            let turns = (place(link.kind) + LinkKind::ALL.len() - place(drawn)) % LinkKind::ALL.len();
            what.push(Do::Press("t ".repeat(at + 1)));
            what.push(Do::Press("s ".repeat(turns)));
            let kind = link.kind;
            let edit = compose::alter_link(&self.board, &id, |l| l.kind = kind).unwrap();
            self.take(edit);
            if let Some(format) = &link.carries {
                let place = self.offered(&id).iter().position(|f| f == format.as_str());
                // A format that has not arrived yet cannot be chosen yet; needs say if it matters.
                if let Some(n) = place {
                    what.push(Do::Press("f ".repeat(n + 1)));
                    let edit = compose::alter_link(&self.board, &id, |l| l.carries = Some(format.clone())).unwrap();
                    self.take(edit);
                }
            }
            what.push(Do::Press("Esc".to_owned()));
        }
        self.step(what);
    }

    fn offered(&self, link: &archlab::domain::id::LinkId) -> Vec<String> {
        let flow = self.flow();
        let link = flow.links.iter().find(|l| &l.link.id == link).unwrap();
        let node = &flow.nodes[link.from];
        let formats: BTreeSet<_> = node.gets.iter().chain(&node.makes).map(ToString::to_string).collect();
        formats.into_iter().collect()
    }

    fn flow(&self) -> Flow<'_> {
        Flow::of(&self.board, &self.pack.catalogue, Some(self.scenario))
    }

    fn jobs(&self, id: &NodeId) -> Vec<JobId> {
        let flow = self.flow();
        let n = flow.find(id).unwrap();
        let mut out: Vec<JobId> = Vec::new();
        for job in self.scenario.job.iter().chain(self.pack.catalogue.general_jobs()) {
            let can = if job.runs_on == Selector::default() {
                flow.nodes[n].component.is_some_and(|c| c.runs_code)
            } else {
                flow.describes(&job.runs_on, n)
            };
            if can && !out.contains(&job.id) {
                out.push(job.id.clone());
            }
        }
        out
    }

    fn job(&mut self, node: &Node) {
        let Some(job) = &node.job else { return };
        let id = self.ids[&node.id].clone();
        let turns = self.jobs(&id).iter().position(|j| j == job).unwrap() + 1;
        let there = self.go(node.at);
        self.step(vec![there, Do::Press(format!("Enter j {} Esc", "l ".repeat(turns)))]);
        let edit = compose::set_job(&self.board, &id, Some(job.clone())).unwrap();
        self.take(edit);
    }

    fn settings(&mut self, node: &Node) {
        let id = self.ids[&node.id].clone();
        let mut what = Vec::new();
        for (key, wanted) in &node.settings {
            let (row, now, kind) = {
                let flow = self.flow();
                let n = flow.find(&id).unwrap();
                let all = setting::all(&flow, n);
                let Some(at) = all.iter().position(|(s, _)| &s.id == key) else { continue };
                let first = if self.jobs(&id).is_empty() { 1 } else { 2 };
                (first + at, all[at].1.value.clone(), all[at].0.kind.clone())
            };
            if now == *wanted {
                continue;
            }
            if what.is_empty() {
                what = vec![self.go(node.at), Do::Press("Enter".to_owned())];
            }
            // From the last row back to the first, then down: where the card stood does not matter.
            what.push(Do::Press(format!("{} {}", "k ".repeat(30), "j ".repeat(row))));
            match (&kind, wanted) {
                (SettingKind::Number { .. }, Value::Int(n)) => {
                    what.push(Do::Press(format!("Enter {}", "Backspace ".repeat(12))));
                    what.push(Do::Type(n.to_string()));
                    what.push(Do::Press("Enter".to_owned()));
                }
                (SettingKind::Choice(words), Value::Text(t)) => {
                    let place = |w: &str| words.iter().position(|x| x == w).unwrap();
                    let Value::Text(now) = &now else { panic!("a choice holds a word") };
                    let turns = (place(t) + words.len() - place(now)) % words.len();
                    what.push(Do::Press("l ".repeat(turns)));
                }
                _ => what.push(Do::Press("Space".to_owned())),
            }
            let edit = compose::set(&self.board, &id, key, Some(wanted.clone())).unwrap();
            self.take(edit);
        }
        if !what.is_empty() {
            what.push(Do::Press("Esc".to_owned()));
            self.step(what);
        }
    }

    fn note(&mut self, note: &Note, design: &Board) {
        let nodes: Vec<&Node> = note.covers.iter().filter_map(|id| design.nodes.get(id.as_str())).collect();
        if nodes.is_empty() {
            return;
        }
        let mut what = Vec::new();
        for node in &nodes {
            what.push(self.go(node.at));
            what.push(Do::Press("Space".to_owned()));
        }
        let ticks: Vec<&str> = [(Quality::Velocity, "F2"), (Quality::Resilience, "F3"), (Quality::Replayability, "F4")]
            .into_iter()
            .filter(|(q, _)| note.qualities.contains(q))
            .map(|(_, key)| key)
            .collect();
        let text = note.text.replace('\n', " ");
        what.push(Do::Press("e".to_owned()));
        what.push(Do::Type(text.clone()));
        what.push(Do::Press(format!("{} Esc Esc", ticks.join(" "))));
        let ids: BTreeSet<String> = nodes.iter().map(|n| self.ids[&n.id].to_string()).collect();
        let edit = compose::explain(&self.board, &ids, &text, &note.qualities);
        self.take(edit);
        self.step(what);
    }
}
