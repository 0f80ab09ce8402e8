//! Answers queries about a board, each with its witnesses or the nearest miss.

use std::collections::{BTreeSet, VecDeque};

use crate::domain::{
    component::LinkKind,
    flow::{Flow, join_words},
    query::{Answer, BeforeQuery, CountQuery, InsideQuery, PathQuery, Query, Selector},
    value::Value,
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
                Query::Exists(s) if f.holds => format!("{}: {}", describe(flow, s), flow.names(&f.nodes)),
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

fn exists(flow: &Flow<'_>, s: &Selector) -> Found {
    let nodes = flow.select(s);
    if nodes.is_empty() {
        return nearly(flow, s);
    }
    let why = witness(flow, s, &nodes);
    Found::new(true, nodes, why)
}

/// Says what the nodes were found by: a neighbour, a setting, or simply being there.
fn witness(flow: &Flow<'_>, s: &Selector, nodes: &[usize]) -> String {
    let names = flow.names(nodes);
    if let Some(b) = &s.beside {
        let mut others: Vec<usize> = nodes.iter().flat_map(|&n| flow.matching_beside(b, n)).collect();
        others.sort_unstable();
        others.dedup();
        return format!("{names} {} linked to {}", are(nodes), flow.names(&others));
    }
    let keys = s.setting.keys().chain(s.setting_min.keys());
    let settings = nodes.first().map_or_else(Vec::new, |&n| super::setting::all(flow, n));
    let shown = keys.filter_map(|k| settings.iter().find(|(spec, _)| &spec.id == k));
    let shown: Vec<String> = shown.map(|(spec, e)| format!("{}: {}", spec.name, e.value)).collect();
    if shown.is_empty() { format!("{names} {} there", are(nodes)) } else { format!("{names} ({})", shown.join(", ")) }
}

/// Nothing fits: says which nodes would, but for a neighbour or a setting.
fn nearly(flow: &Flow<'_>, s: &Selector) -> Found {
    let none = || Found::new(false, Vec::new(), format!("there is no {} on the board", describe(flow, s)));
    let bare = |beside: bool, settings: bool| {
        let mut wider = s.clone();
        if beside {
            wider.beside = None;
        }
        if settings {
            wider.setting.clear();
            wider.setting_min.clear();
        }
        if wider == *s { Vec::new() } else { flow.select(&wider) }
    };
    if let (nodes @ [_, ..], Some(b)) = (&bare(true, false)[..], &s.beside) {
        let why = format!("{} {} not linked to any {}", flow.names(nodes), are(nodes), describe(flow, &b.node));
        return Found::new(false, nodes.to_vec(), why);
    }
    if let nodes @ [first, ..] = &bare(false, true)[..] {
        let wanted = unmet_settings(flow, s, *first);
        return Found::new(false, nodes.to_vec(), format!("{}: {wanted}", flow.names(nodes)));
    }
    none()
}

/// Names the settings that keep a node from being described: "load mode is append, wanted merge".
fn unmet_settings(flow: &Flow<'_>, s: &Selector, node: usize) -> String {
    let specs = super::setting::all(flow, node);
    let name = |key: &str| specs.iter().find(|(spec, _)| spec.id == key).map_or(key, |(spec, _)| &spec.name).to_owned();
    let now = |key: &str| specs.iter().find(|(spec, _)| spec.id == key).map(|(_, e)| e.value.clone());
    let is = |key: &str| now(key).map_or_else(|| "not set".to_owned(), |v| v.to_string());
    let exact = s.setting.iter().filter(|(k, v)| now(k).as_ref() != Some(v));
    let exact = exact.map(|(k, v)| format!("{} is {}, wanted {v}", name(k), is(k)));
    let short = s.setting_min.iter().filter(|(k, min)| !matches!(now(k), Some(Value::Int(v)) if v >= **min));
    let short = short.map(|(k, min)| format!("{} is {}, wanted at least {min}", name(k), is(k)));
    exact.chain(short).collect::<Vec<_>>().join("; ")
}

fn are(nodes: &[usize]) -> &'static str {
    if nodes.len() == 1 { "is" } else { "are" }
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
        format!("there {} {n} ({}); wanted: {wanted}", if n == 1 { "is" } else { "are" }, describe(flow, &q.of)),
    )
}

fn inside(flow: &Flow<'_>, q: &InsideQuery) -> Found {
    let nodes = flow.select(&q.nodes);
    if nodes.is_empty() {
        return Found::new(false, nodes, format!("there is no {} on the board", describe(flow, &q.nodes)));
    }
    let titles: Vec<&str> = q.zone.iter().map(|z| z.title()).collect();
    let zone = Selector { zone: q.zone.clone(), ..Selector::default() };
    let out: Vec<usize> = nodes.iter().copied().filter(|&n| !flow.describes(&zone, n)).collect();
    if out.is_empty() {
        let why = format!("{} {} inside", flow.names(&nodes), are(&nodes));
        return Found::new(true, nodes, why);
    }
    let why = format!("{} {} outside any {}", flow.names(&out), are(&out), join_words(&titles, "or"));
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
        return Found::new(false, starts, format!("there is no {} on the board", describe(flow, &q.from)));
    }
    let ends: BTreeSet<usize> = flow.select(&q.to).into_iter().collect();
    if ends.is_empty() {
        return Found::new(false, starts, format!("there is no {} on the board", describe(flow, &q.to)));
    }
    let mut shown: Vec<usize> = Vec::new();
    let mut last_miss = None;
    let groups: Vec<Vec<usize>> = if q.each { starts.iter().map(|&s| vec![s]).collect() } else { vec![starts] };
    for group in groups {
        match search(flow, q, &group, &ends) {
            Ok(way) => way.into_iter().for_each(|n| {
                if !shown.contains(&n) {
                    shown.push(n);
                }
            }),
            Err(miss) => last_miss = Some(miss),
        }
    }
    if let Some(miss) = last_miss {
        return miss;
    }
    let labels: Vec<&str> = shown.iter().map(|&n| flow.label(n)).collect();
    Found::new(true, shown, labels.join(" → "))
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

/// Says how far the search came: the step that passed most of `via`, and what was missing there.
fn miss(flow: &Flow<'_>, q: &PathQuery, steps: &[Reached], via: &[BTreeSet<usize>]) -> Found {
    let best = (0..steps.len()).max_by_key(|&i| (steps[i].passed, steps[i].hops, usize::MAX - i));
    let Some(best) = best else { return Found::new(false, Vec::new(), "nothing starts there") };
    let way = {
        let mut w = trace(steps, best, steps[best].node);
        w.pop();
        w
    };
    let next = via
        .get(steps[best].passed)
        .map_or_else(|| describe(flow, &q.to), |_| describe(flow, &q.via[steps[best].passed]));
    let last = flow.label(steps[best].node);
    let format = if q.carrying.is_empty() {
        String::new()
    } else {
        let formats: Vec<&str> = q.carrying.iter().map(super::super::id::Format::as_str).collect();
        format!(" as {}", join_words(&formats, "or"))
    };
    let stuck =
        if way.len() <= 1 { format!("nothing leads on from {last}") } else { format!("it gets as far as {last}") };
    Found::new(false, way, format!("{stuck}; missing: the way to {next}{format}"))
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
        return Found::new(false, through.nodes, format!("there is no {} on the board", describe(flow, &q.first)));
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
                describe(flow, &q.first),
                flow.label(way[way.len() - 1])
            );
            Found::new(false, way, why)
        }
        None => Found::new(true, first.into_iter().collect(), format!("{} comes first", describe(flow, &q.first))),
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

/// Describes what a selector looks for, in words for people.
pub fn describe(flow: &Flow<'_>, s: &Selector) -> String {
    let name =
        |id: &crate::domain::id::ComponentId| flow.catalogue.get(id).map_or_else(|| id.to_string(), |c| c.name.clone());
    let mut what: Vec<String> = s.component.iter().map(name).collect();
    if what.is_empty() {
        what = s.archetype.iter().map(|a| a.word().replace('_', " ")).collect();
    }
    if what.is_empty() {
        what = s.role.iter().map(|r| role_words(r)).collect();
    }
    if what.is_empty() {
        what = s.category.iter().map(|c| c.word().replace('_', " ")).collect();
    }
    let what: Vec<&str> = what.iter().take(4).map(String::as_str).collect();
    let mut text = if what.is_empty() { "step".to_owned() } else { join_words(&what, "or") };
    if !s.job.is_empty() {
        let jobs: Vec<&str> = s.job.iter().map(crate::domain::id::JobId::as_str).collect();
        text = format!("{text} with the job {}", join_words(&jobs, "or"));
    }
    if !s.gets.is_empty() {
        let formats: Vec<&str> = s.gets.iter().map(crate::domain::id::Format::as_str).collect();
        text = format!("{text} that gets {}", join_words(&formats, "or"));
    }
    text
}

fn role_words(role: &str) -> String {
    match role {
        "keeps" => "store".to_owned(),
        "code" => "step that runs code".to_owned(),
        "passive" => "passive store".to_owned(),
        other => other.replace('_', " "),
    }
}
