//! What a drawn board means: which links are legal, what is started, which formats flow where.
//!
//! Review, interview and simulation all ask this one place, so that they cannot disagree about a
//! drawing. What is not drawn is not there. Start reading at [`Flow::of`]; queries are answered in
//! [`ask`], settings in [`setting`], legality of single links in [`legality`].

pub mod ask;
mod disks;
pub mod legality;
mod select;
pub mod setting;
pub mod words;

pub use select::BUILT_IN_ROLES;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use super::{
    board::{Board, Link, Node},
    component::{Archetype, Catalogue, Component, Io, LinkKind},
    id::{Format, NodeId},
    scenario::{Effect, Job, Scenario},
};
use legality::Legality;

/// A link with what it means on this board.
#[derive(Clone, Debug)]
pub struct FlowLink<'a> {
    /// The drawn link.
    pub link: &'a Link,
    /// Index of the node it starts at.
    pub from: usize,
    /// Index of the node it ends at.
    pub to: usize,
    /// Whether it can work at all.
    pub legality: Legality<'a>,
    /// Whether something gets it going.
    pub live: bool,
    /// Whether records, or notices of them, travel on it when it is live.
    pub bears: bool,
    /// The formats that travel on it.
    pub formats: BTreeSet<Format>,
}

/// A node with what it means on this board.
#[derive(Clone, Debug)]
pub struct FlowNode<'a> {
    /// The drawn node.
    pub node: &'a Node,
    /// Its entry of the catalogue, unless the board names an unknown one.
    pub component: Option<&'a Component>,
    /// Its job, if it has one that the scenario or the catalogue knows.
    pub job: Option<&'a Job>,
    /// Whether something gets it going.
    pub started: bool,
    /// Formats that reach it and that it accepts.
    pub gets: BTreeSet<Format>,
    /// Formats that reach it and that it, or its job, cannot take.
    pub rejects: BTreeSet<Format>,
    /// Formats that leave it unless a link says otherwise.
    pub makes: BTreeSet<Format>,
    /// Indices of the links out of it.
    pub out: Vec<usize>,
    /// Indices of the links into it.
    pub into: Vec<usize>,
}

/// A board with what it means.
#[derive(Clone, Debug)]
pub struct Flow<'a> {
    /// The drawing.
    pub board: &'a Board,
    /// The catalogue it is read by.
    pub catalogue: &'a Catalogue,
    /// The contract it is read by, if any.
    pub scenario: Option<&'a Scenario>,
    /// The nodes in id order.
    pub nodes: Vec<FlowNode<'a>>,
    /// The links in id order; links whose ends are missing are left out.
    pub links: Vec<FlowLink<'a>>,
    index: BTreeMap<&'a NodeId, usize>,
}

impl<'a> Flow<'a> {
    /// Reads a board.
    pub fn of(board: &'a Board, catalogue: &'a Catalogue, scenario: Option<&'a Scenario>) -> Self {
        let index: BTreeMap<&NodeId, usize> = board.nodes.keys().enumerate().map(|(i, id)| (id, i)).collect();
        let nodes = board.nodes.values().map(|node| read_node(node, catalogue, scenario)).collect();
        let mut flow = Self { board, catalogue, scenario, nodes, links: Vec::new(), index };
        for link in board.links.values() {
            flow.read_link(link);
        }
        flow.let_news_travel();
        flow.start_everything();
        flow.let_formats_flow();
        flow
    }

    fn read_link(&mut self, link: &'a Link) {
        let (Some(&from), Some(&to)) = (self.index.get(&link.from), self.index.get(&link.to)) else { return };
        let legality = match (self.nodes[from].component, self.nodes[to].component) {
            (Some(f), Some(t)) => legality::of(self.catalogue, f, t, link.kind),
            _ => Legality::Unlisted,
        };
        let by_workflow = link.kind == LinkKind::Control && self.is(from, Archetype::Workflow);
        let i = self.links.len();
        self.nodes[from].out.push(i);
        self.nodes[to].into.push(i);
        self.links.push(FlowLink {
            link,
            from,
            to,
            legality,
            live: false,
            bears: link.kind.carries_records() || by_workflow,
            formats: BTreeSet::new(),
        });
    }

    /// An alert carries records where its start hands on news that a job has found in them, not
    /// news about the pipeline itself.
    fn let_news_travel(&mut self) {
        let makes_news = |n: &FlowNode<'_>| n.job.is_some_and(|j| j.effect == Effect::Notify || !j.turns.is_empty());
        let is_alert = |l: &FlowLink<'_>| l.link.kind == LinkKind::Alert && l.legality.is_legal();
        let watches = |n: &FlowNode<'_>| n.component.is_some_and(|c| c.archetype == Archetype::Alarm);
        for i in 0..self.links.len() {
            let l = &self.links[i];
            if is_alert(l) && makes_news(&self.nodes[l.from]) && !watches(&self.nodes[l.to]) {
                self.links[i].bears = true;
            }
        }
        for i in 0..self.links.len() {
            let l = &self.links[i];
            let fed = || {
                self.nodes[l.from].into.iter().any(|&into| {
                    let into = &self.links[into];
                    into.bears && makes_news(&self.nodes[into.from])
                })
            };
            if is_alert(l) && self.is(l.from, Archetype::Notifier) && fed() {
                self.links[i].bears = true;
            }
        }
    }

    /// Says whether the node behaves as the archetype.
    pub fn is(&self, node: usize, archetype: Archetype) -> bool {
        self.nodes[node].component.is_some_and(|c| c.archetype == archetype)
    }

    /// Finds a node's index.
    pub fn find(&self, id: &NodeId) -> Option<usize> {
        self.index.get(id).copied()
    }

    /// Returns the label of a node.
    pub fn label(&self, node: usize) -> &'a str {
        &self.nodes[node].node.label
    }

    /// Returns the ids of nodes.
    pub fn ids(&self, nodes: &[usize]) -> Vec<NodeId> {
        nodes.iter().map(|&n| self.nodes[n].node.id.clone()).collect()
    }

    /// Names nodes in a sentence: "Fetch, Convert and Load".
    pub fn names(&self, nodes: &[usize]) -> String {
        let labels: Vec<&str> = nodes.iter().map(|&n| self.label(n)).collect();
        join_words(&labels, "and")
    }

    fn start_everything(&mut self) {
        for n in &mut self.nodes {
            n.started = n.component.is_some_and(starts_itself);
        }
        loop {
            let mut grew = false;
            for i in 0..self.links.len() {
                if self.links[i].live || !self.goes(i) {
                    continue;
                }
                self.links[i].live = true;
                grew = true;
                let (from, to) = (self.links[i].from, self.links[i].to);
                self.nodes[to].started |= starts_its_end(self.links[i].link.kind);
                // Whoever asks a query engine gets it going.
                let asked = self.links[i].link.kind == LinkKind::Pull && self.is(from, Archetype::QueryEngine);
                self.nodes[from].started |= asked;
            }
            grew |= self.start_disks();
            if !grew {
                return;
            }
        }
    }

    /// Whether a link goes, given what is started so far.
    fn goes(&self, i: usize) -> bool {
        let l = &self.links[i];
        let (from, to) = (&self.nodes[l.from], &self.nodes[l.to]);
        l.legality.is_legal()
            && match l.link.kind {
                LinkKind::Pull => to.started,
                LinkKind::Attach | LinkKind::Lookup | LinkKind::Replay => true,
                LinkKind::Push
                | LinkKind::Subscribe
                | LinkKind::Notice
                | LinkKind::Copy
                | LinkKind::Alert
                | LinkKind::Control => from.started,
            }
    }

    fn let_formats_flow(&mut self) {
        // Formats only ever grow, and there are few of them, so this ends.
        loop {
            let mut grew = false;
            for i in 0..self.nodes.len() {
                grew |= self.make(i);
            }
            for i in 0..self.links.len() {
                grew |= self.hand_on(i);
                grew |= self.answer(i);
                grew |= self.write_to_disk(i);
            }
            if !grew {
                break;
            }
        }
        for i in 0..self.links.len() {
            self.refuse_step(i);
        }
    }

    /// A step that can take nothing of what its workflow has, refuses all of it.
    fn refuse_step(&mut self, i: usize) {
        if self.is_step(i) && self.links[i].formats.is_empty() {
            let (to, all) = (self.links[i].to, self.nodes[self.links[i].from].makes.clone());
            self.nodes[to].rejects.extend(all.iter().cloned());
            self.links[i].formats = all;
        }
    }

    /// A step of a workflow answers it: what the step made is there for the steps after it.
    fn answer(&mut self, i: usize) -> bool {
        if !self.is_step(i) {
            return false;
        }
        let l = &self.links[i];
        let (workflow, made) = (l.from, self.nodes[l.to].makes.clone());
        let grew = !made.is_subset(&self.nodes[workflow].gets);
        self.nodes[workflow].gets.extend(made);
        grew
    }

    /// Says whether the link is a live step of a workflow.
    pub fn is_step(&self, link: usize) -> bool {
        let l = &self.links[link];
        l.live && l.link.kind == LinkKind::Control && self.is(l.from, Archetype::Workflow)
    }

    fn make(&mut self, i: usize) -> bool {
        let offered = self.scenario.map_or(&[][..], |s| s.offers(&self.nodes[i].node.component));
        let n = &self.nodes[i];
        let mut makes: BTreeSet<Format> = offered.iter().cloned().collect();
        match n.job {
            Some(job) if !job.makes.is_empty() => {
                if job.takes.is_empty() || job.takes.iter().any(|f| n.gets.contains(f)) {
                    makes.extend(job.makes.iter().cloned());
                }
            }
            _ => makes.extend(n.gets.iter().cloned()),
        }
        let grew = !makes.is_subset(&n.makes);
        self.nodes[i].makes.extend(makes);
        grew
    }

    fn hand_on(&mut self, i: usize) -> bool {
        let l = &self.links[i];
        if !l.live || !l.bears {
            return false;
        }
        let from = &self.nodes[l.from];
        let formats: BTreeSet<Format> = match &l.link.carries {
            Some(f) if from.makes.contains(f) || from.gets.contains(f) => [f.clone()].into(),
            Some(_) => BTreeSet::new(),
            None => self.offered(i),
        };
        if formats.is_subset(&l.formats) {
            return false;
        }
        let to = l.to;
        for f in &formats {
            let n = &mut self.nodes[to];
            if takes(n, f) {
                n.gets.insert(f.clone());
            } else {
                n.rejects.insert(f.clone());
            }
        }
        self.links[i].formats.extend(formats);
        true
    }
}

impl Flow<'_> {
    /// What a link carries when it does not say: all that is there, but a workflow hands a step
    /// only what that step can take.
    fn offered(&self, i: usize) -> BTreeSet<Format> {
        let (l, all) = (&self.links[i], &self.nodes[self.links[i].from].makes);
        let tells = l.link.kind == LinkKind::Alert && all.iter().any(|f| f.as_str() == NEWS);
        let fits = |f: &&Format| (!self.is_step(i) || takes(&self.nodes[l.to], f)) && (!tells || f.as_str() == NEWS);
        all.iter().filter(fits).cloned().collect()
    }

    /// Where records go on from a node: each link they may take, and the node behind it. From a
    /// step of a workflow they also go back to the workflow, which hands them to its next step.
    pub fn onward(&self, node: usize) -> impl Iterator<Item = (usize, usize)> + '_ {
        let n = &self.nodes[node];
        let out = n.out.iter().map(|&l| (l, self.links[l].to));
        let back = n.into.iter().filter(|&&l| self.is_step(l)).map(|&l| (l, self.links[l].from));
        out.chain(back)
    }
}

/// What an alert carries that does not say, where there is such a thing.
const NEWS: &str = "alert";

/// Whether a node can take a format in: its service accepts it, and so does its job.
fn takes(n: &FlowNode<'_>, format: &Format) -> bool {
    let service = n.component.is_none_or(|c| c.accepts.is_empty() || c.accepts.contains(format));
    let job = n.job.is_none_or(|j| j.takes.is_empty() || j.takes.contains(format));
    service && job
}

fn read_node<'a>(node: &'a Node, catalogue: &'a Catalogue, scenario: Option<&'a Scenario>) -> FlowNode<'a> {
    let job = node.job.as_ref().and_then(|id| {
        scenario.and_then(|s| s.job(id)).or_else(|| catalogue.general_jobs().iter().find(|j| &j.id == id))
    });
    FlowNode {
        node,
        component: catalogue.get(&node.component),
        job,
        started: false,
        gets: BTreeSet::new(),
        rejects: BTreeSet::new(),
        makes: BTreeSet::new(),
        out: Vec::new(),
        into: Vec::new(),
    }
}

/// Whether a component gets going without anything that starts it.
fn starts_itself(c: &Component) -> bool {
    match c.archetype {
        Archetype::Source
        | Archetype::Scheduler
        | Archetype::Alarm
        | Archetype::Watch
        | Archetype::Worker
        | Archetype::StreamProcessor
        | Archetype::Consumer
        | Archetype::Person => true,
        Archetype::DeliveryBuffer => c.io == Io::PullThenPush,
        Archetype::Workflow => c.emits.iter().any(|e| e == "schedule"),
        _ => false,
    }
}

/// Whether a live link of this kind gets going what it points at.
fn starts_its_end(kind: LinkKind) -> bool {
    match kind {
        LinkKind::Push
        | LinkKind::Pull
        | LinkKind::Subscribe
        | LinkKind::Notice
        | LinkKind::Copy
        | LinkKind::Alert
        | LinkKind::Control
        // What is there to do something again, people start by hand.
        | LinkKind::Replay => true,
        LinkKind::Attach | LinkKind::Lookup => false,
    }
}

/// Joins words as in a sentence: "a, b and c".
pub fn join_words(words: &[&str], last: &str) -> String {
    match words {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [rest @ .., end] => format!("{} {last} {end}", rest.join(", ")),
    }
}
