//! Answers queries about a board, each with its witnesses or the nearest miss.

use std::collections::{BTreeSet, VecDeque};

use crate::domain::{
    component::LinkKind,
    flow::{Flow, join_words, words},
    query::{Answer, BeforeQuery, CountQuery, InsideQuery, PathQuery, Query, Selector},
};

/// An answer while it is put together: node indices instead of ids.
struct Found {
    holds: bool,
    nodes: Vec<usize>,
    why: String,
}

impl Found {
    fn new(holds: bool, nodes: Vec<usize>, why: impl Into<String>) -> Self {
        Self { holds, nodes, why: why.into() }
    }
}

/// Answers a query.
pub fn ask(flow: &Flow<'_>, query: &Query) -> Answer {
    let found = answer(flow, query);
    Answer { holds: found.holds, nodes: flow.ids(&found.nodes), why: found.why }
}

fn answer(flow: &Flow<'_>, query: &Query) -> Found {
    match query {
        Query::All(list) => all(flow, list),
        Query::Any(list) => any(flow, list),
        Query::Not(inner) => {
            let f = answer(flow, inner);
            let why = match inner.as_ref() {
                Query::Exists(s) if f.holds => format!("{}: {}", words::describe(flow, s), flow.names(&f.nodes)),
                Query::Exists(s) => format!("there is no {} on the board", words::describe(flow, s)),
                _ => f.why,
            };
            Found::new(!f.holds, if f.holds { f.nodes } else { Vec::new() }, why)
        }
        Query::Exists(s) => exists(flow, s),
        Query::Path(q) => path(flow, q),
        Query::Before(q) => before(flow, q),
        Query::Inside(q) => inside(flow, q),
        Query::Count(q) => count(flow, q),
    }
}

fn all(flow: &Flow<'_>, list: &[Query]) -> Found {
    let mut nodes = Vec::new();
    let mut why = String::new();
    for query in list {
        let f = answer(flow, query);
        if !f.holds {
            return f;
        }
        for n in f.nodes {
            if !nodes.contains(&n) {
                nodes.push(n);
            }
        }
        if why.is_empty() {
            why = f.why;
        }
    }
    Found::new(true, nodes, why)
}

fn any(flow: &Flow<'_>, list: &[Query]) -> Found {
    let mut nearest: Option<Found> = None;
    for query in list {
        let f = answer(flow, query);
        if f.holds {
            return f;
        }
        if nearest.as_ref().is_none_or(|n| f.nodes.len() > n.nodes.len()) {
            nearest = Some(f);
        }
    }
    nearest.unwrap_or_else(|| Found::new(false, Vec::new(), "nothing is asked for"))
}

/// There is no such node: says so, or names those that nearly are.
fn missing(flow: &Flow<'_>, s: &Selector) -> Found {
    let (nodes, why) = words::nearly(flow, s);
    Found::new(false, nodes, why)
}

fn exists(flow: &Flow<'_>, s: &Selector) -> Found {
    let nodes = flow.select(s);
    if nodes.is_empty() {
        return missing(flow, s);
    }
    let why = words::witness(flow, s, &nodes);
    Found::new(true, nodes, why)
}

fn count(flow: &Flow<'_>, q: &CountQuery) -> Found {
    let nodes = flow.select(&q.of);
    let n = u32::try_from(nodes.len()).unwrap_or(u32::MAX);
    let holds = q.min.is_none_or(|m| n >= m) && q.max.is_none_or(|m| n <= m);
    let wanted = match (q.min, q.max) {
        (Some(a), Some(b)) if a == b => format!("{a}"),
        (Some(a), Some(b)) => format!("{a} to {b}"),
        (Some(a), None) => format!("at least {a}"),
        (None, Some(b)) => format!("at most {b}"),
        (None, None) => "any number".to_owned(),
    };
    Found::new(
        holds,
        nodes,
        format!("there {} {n} ({}); wanted: {wanted}", if n == 1 { "is" } else { "are" }, words::describe(flow, &q.of)),
    )
}

fn inside(flow: &Flow<'_>, q: &InsideQuery) -> Found {
    let nodes = flow.select(&q.nodes);
    if nodes.is_empty() {
        return missing(flow, &q.nodes);
    }
    let titles: Vec<&str> = q.zone.iter().map(|z| z.title()).collect();
    let zone = Selector { zone: q.zone.clone(), ..Selector::default() };
    let out: Vec<usize> = nodes.iter().copied().filter(|&n| !flow.describes(&zone, n)).collect();
    if out.is_empty() {
        let why = format!("{} {} inside", flow.names(&nodes), words::are(&nodes));
        return Found::new(true, nodes, why);
    }
    let why = format!("{} {} outside any {}", flow.names(&out), words::are(&out), join_words(&titles, "or"));
    Found::new(false, out, why)
}

fn usable(flow: &Flow<'_>, link: usize, by: &[LinkKind]) -> bool {
    let l = &flow.links[link];
    l.live && if by.is_empty() { l.bears } else { by.contains(&l.link.kind) }
}

/// One step of a search: a node, how many of `via` lie behind, and the step it came from.
struct Reached {
    node: usize,
    passed: usize,
    hops: u16,
    from: Option<usize>,
}

fn path(flow: &Flow<'_>, q: &PathQuery) -> Found {
    let starts = flow.select(&q.from);
    if starts.is_empty() {
        return missing(flow, &q.from);
    }
    let ends: BTreeSet<usize> = flow.select(&q.to).into_iter().collect();
    if ends.is_empty() {
        return missing(flow, &q.to);
    }
    let groups: Vec<Vec<usize>> = if q.each { starts.iter().map(|&s| vec![s]).collect() } else { vec![starts] };
    let mut nodes: Vec<usize> = Vec::new();
    let mut ways: Vec<String> = Vec::new();
    for group in groups {
        let way = match search(flow, q, &group, &ends) {
            Ok(way) => way,
            Err(miss) => return miss,
        };
        // A way may pass a node twice, such as a bucket that holds both formats.
        ways.push(way.iter().map(|&n| flow.label(n)).collect::<Vec<_>>().join(" → "));
        for n in way {
            if !nodes.contains(&n) {
                nodes.push(n);
            }
        }
    }
    Found::new(true, nodes, ways.join("; "))
}

fn search(flow: &Flow<'_>, q: &PathQuery, starts: &[usize], ends: &BTreeSet<usize>) -> Result<Vec<usize>, Found> {
    let via: Vec<BTreeSet<usize>> = q.via.iter().map(|s| flow.select(s).into_iter().collect()).collect();
    let avoid: BTreeSet<usize> = q.avoiding.as_ref().map(|s| flow.select(s).into_iter().collect()).unwrap_or_default();
    let mut steps: Vec<Reached> = Vec::new();
    let mut seen: BTreeSet<(usize, usize)> = BTreeSet::new();
    let mut queue = VecDeque::new();
    for &s in starts {
        if seen.insert((s, 0)) {
            queue.push_back(steps.len());
            steps.push(Reached { node: s, passed: 0, hops: 0, from: None });
        }
    }
    while let Some(at) = queue.pop_front() {
        let (node, passed, hops) = (steps[at].node, steps[at].passed, steps[at].hops);
        if q.within.is_some_and(|w| hops >= w) {
            continue;
        }
        for (l, to) in flow.onward(node) {
            if !usable(flow, l, &q.by) {
                continue;
            }
            let link = &flow.links[l];
            let fits = q.carrying.is_empty() || q.carrying.iter().any(|f| link.formats.contains(f));
            let arrives = fits && (to != link.to || !flow.rejects_all(l));
            if ends.contains(&to) && passed == via.len() && arrives {
                return Ok(trace(&steps, at, to));
            }
            if to == link.to && flow.rejects_all(l) {
                continue;
            }
            let passed = if via.get(passed).is_some_and(|v| v.contains(&to)) { passed + 1 } else { passed };
            if !avoid.contains(&to) && seen.insert((to, passed)) {
                queue.push_back(steps.len());
                steps.push(Reached { node: to, passed, hops: hops + 1, from: Some(at) });
            }
        }
    }
    Err(miss(flow, q, &steps, &via))
}

fn trace(steps: &[Reached], at: usize, end: usize) -> Vec<usize> {
    let mut way = vec![end];
    let mut cursor = Some(at);
    while let Some(i) = cursor {
        way.push(steps[i].node);
        cursor = steps[i].from;
    }
    way.reverse();
    way
}

/// Says how far the search came: the node that passed most of `via`, and why it ends there.
fn miss(flow: &Flow<'_>, q: &PathQuery, steps: &[Reached], via: &[BTreeSet<usize>]) -> Found {
    let telling = |i: usize| words::held_up(flow, steps[i].node, &q.by).is_some();
    // On the way of the data, a place beside it explains nothing; on the way of an alert it is the way.
    let aside = |i: usize| q.by.is_empty() && words::is_aside(flow, steps[i].node);
    let rank = |i: usize| (steps[i].passed, !aside(i), telling(i), steps[i].hops, usize::MAX - i);
    let Some(best) = (0..steps.len()).filter(|&i| q.within.is_none_or(|w| steps[i].hops < w)).max_by_key(|&i| rank(i))
    else {
        return Found::new(false, Vec::new(), "nothing starts there");
    };
    let Reached { node, passed, .. } = steps[best];
    let mut way = trace(steps, best, node);
    way.pop();
    let why = words::stuck(flow, node, q.via.get(passed).unwrap_or(&q.to), (via.len() == passed).then_some(q));
    Found::new(false, way, why)
}

fn before(flow: &Flow<'_>, q: &BeforeQuery) -> Found {
    let open = PathQuery {
        from: q.from.clone(),
        to: q.then.clone(),
        via: Vec::new(),
        avoiding: None,
        carrying: Vec::new(),
        by: q.by.clone(),
        within: None,
        each: false,
    };
    let through = path(flow, &open);
    if !through.holds {
        return through;
    }
    let first: BTreeSet<usize> = flow.select(&q.first).into_iter().collect();
    if first.is_empty() {
        return missing(flow, &q.first);
    }
    let guards = |n: usize| {
        first.contains(&n)
            || (q.beside
                && flow.nodes[n].out.iter().any(|&l| usable(flow, l, &q.by) && first.contains(&flow.links[l].to)))
    };
    match unguarded(flow, q, &guards) {
        Some(way) => {
            let labels: Vec<&str> = way.iter().map(|&n| flow.label(n)).collect();
            let why = format!(
                "the way {} has no {} before {}",
                labels.join(" → "),
                words::describe(flow, &q.first),
                flow.label(way[way.len() - 1])
            );
            Found::new(false, way, why)
        }
        None => {
            Found::new(true, first.into_iter().collect(), format!("{} comes first", words::describe(flow, &q.first)))
        }
    }
}

/// Finds a way from `from` to `then` that passes no guard before its end.
fn unguarded(flow: &Flow<'_>, q: &BeforeQuery, guards: &dyn Fn(usize) -> bool) -> Option<Vec<usize>> {
    let ends: BTreeSet<usize> = flow.select(&q.then).into_iter().collect();
    let mut steps: Vec<Reached> = Vec::new();
    let mut seen = BTreeSet::new();
    for s in flow.select(&q.from) {
        if !guards(s) && seen.insert(s) {
            steps.push(Reached { node: s, passed: 0, hops: 0, from: None });
        }
    }
    let mut at = 0;
    while at < steps.len() {
        for (l, to) in flow.onward(steps[at].node) {
            if !usable(flow, l, &q.by) {
                continue;
            }
            if ends.contains(&to) {
                return Some(trace(&steps, at, to));
            }
            if !guards(to) && seen.insert(to) {
                steps.push(Reached { node: to, passed: 0, hops: 0, from: Some(at) });
            }
        }
        at += 1;
    }
    None
}

impl Flow<'_> {
    /// Says whether everything that travels on the link is refused at its end.
    pub fn rejects_all(&self, link: usize) -> bool {
        let l = &self.links[link];
        !l.formats.is_empty() && l.formats.iter().all(|f| self.nodes[l.to].rejects.contains(f))
    }
}
