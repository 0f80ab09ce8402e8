//! Accounts are exact on every board: random parts, random links, random settings, workloads and
//! faults.
//!
//! Two thousand boards in all; many of them make no sense, which is the point.

#![allow(clippy::unwrap_used, reason = "a board that cannot be made is a failed test")]

use std::collections::{BTreeMap, BTreeSet};

use archlab::{
    content::{self, Pack},
    domain::{
        board::{Board, Link, Node},
        component::{Archetype, Catalogue, LinkKind},
        flow::Flow,
        grid::Cell,
        scenario::Scenario,
        settings::SettingKind,
        value::Value,
        workload::Arrival,
    },
    sim::{
        cause::Cause,
        draw::{Dice, Purpose},
        play::{Played, Pull, play},
        reckon::{Account, Class},
        spans::Spans,
        trace::{Entry, Happening, Place},
    },
};

/// Random numbers for one board.
struct Chance {
    dice: Dice,
    drawn: u64,
}

impl Chance {
    fn below(&mut self, n: usize) -> usize {
        self.drawn += 1;
        self.dice.between((0, n as i64 - 1), Purpose::Share, 7, self.drawn) as usize
    }

    fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }

    fn often(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
}

/// Parts that something comes from.
const SOURCES: &[&str] = &["sftp_server", "websocket_feed", "agent_fleet"];
/// Jobs of the contract.
const JOBS: &[&str] = &["fetch", "convert", "validate", "load", "pass"];

fn pack() -> Pack {
    content::default_pack().pack
}

/// Grows a board: each new part hangs on one that is there, by a link the catalogue lists.
fn random_board(chance: &mut Chance, catalogue: &Catalogue) -> Board {
    let mut board = Board::named("random");
    let source = chance.one(SOURCES);
    add_node(chance, catalogue, &mut board, source);
    let wanted = 4 + chance.below(9);
    for _ in 0..60 {
        if board.nodes.len() >= wanted {
            break;
        }
        let ids: Vec<_> = board.nodes.keys().cloned().collect();
        let near = ids[chance.below(ids.len())].clone();
        let of = board.nodes[&near].component.clone();
        let fits: Vec<_> = catalogue.connections().iter().filter(|c| c.from == of || c.to == of).collect();
        if fits.is_empty() {
            continue;
        }
        let c = fits[chance.below(fits.len())];
        let forward = c.from == of;
        let new = add_node(chance, catalogue, &mut board, if forward { c.to.as_str() } else { c.from.as_str() });
        let (from, to) = if forward { (near.as_str(), new.as_str()) } else { (new.as_str(), near.as_str()) };
        add_link(&mut board, from, to, c.kind);
    }
    board
}

fn add_node(chance: &mut Chance, catalogue: &Catalogue, board: &mut Board, component: &str) -> String {
    let i = board.nodes.len();
    let id = format!("n{i:02}");
    let mut node = Node {
        id: id.as_str().into(),
        component: component.into(),
        label: id.clone(),
        at: Cell::new(i as i32, 0),
        job: None,
        settings: BTreeMap::new(),
    };
    let runs_code = catalogue.get(&node.component).is_some_and(|c| c.runs_code);
    if runs_code && chance.often(80) {
        node.job = Some(chance.one(JOBS).into());
    }
    board.nodes.insert(node.id.clone(), node);
    id
}

fn set_at_random(chance: &mut Chance, board: &mut Board, catalogue: &Catalogue, scenario: &Scenario) {
    let settings: Vec<(String, Vec<(String, Value)>)> = {
        let flow = Flow::of(board, catalogue, Some(scenario));
        (0..flow.nodes.len())
            .map(|n| {
                let specs = archlab::domain::flow::setting::specs(&flow, n);
                let of = specs.iter().filter_map(|s| value(chance, &s.kind).map(|v| (s.id.clone(), v)));
                (flow.nodes[n].node.id.to_string(), of.collect())
            })
            .collect()
    };
    for (node, values) in settings {
        board.nodes.get_mut(node.as_str()).unwrap().settings.extend(values);
    }
}

fn value(chance: &mut Chance, kind: &SettingKind) -> Option<Value> {
    if chance.often(50) {
        return None;
    }
    Some(match kind {
        SettingKind::Switch => Value::Bool(chance.often(50)),
        SettingKind::Number { min, max, .. } => {
            Value::Int(chance.one(&[*min, (*min + 5).min(*max), (*min + 60).min(*max), *max]))
        }
        SettingKind::Choice(words) => Value::from(words[chance.below(words.len())].as_str()),
    })
}

fn random_scenario(chance: &mut Chance, files: bool) -> Scenario {
    let arrives = if files {
        let (twice, corrected) = (chance.below(300), chance.below(300));
        let (bad, unreadable) = (chance.below(500), chance.below(200));
        format!(
            "[workload.arrives.files]\nready = [{{ share = 700, after_s = [60, 120] }}, {{ share = 250, after_s = [120, 4000] }}]\n\
             writing_s = [20, 90]\nrows = [400, 600, 1200]\nkept_s = 172800\ntwice = {twice}\ncorrected = {corrected}\n\
             with_bad_rows = {bad}\nbad_rows = [1, 50]\nunreadable = {unreadable}\n"
        )
    } else {
        let spacing = chance.one(&["even", "poisson"]);
        let cohort = if spacing == "even" { chance.one(&[0, 60_000_000, 600_000_000]) } else { 0 };
        let rate = chance.one(&[1, 2, 6]);
        format!(
            "[workload.arrives.stream]\nper_s_milli = [[\"00:00\", {rate}]]\nspacing = \"{spacing}\"\ncohort_us = {cohort}\n"
        )
    };
    let snapshot = files && chance.often(50);
    let faults: String = (0..chance.below(4)).map(|i| random_fault(chance, i)).collect();
    let text = format!(
        "schema = 1\nid = \"random\"\norder = 1\ntitle = \"Random\"\nclient = \"-\"\ncontact = \"-\"\npitch = \"-\"\nminutes = 1\n\
         drawing = \"random\"\ntime_zone = \"UTC\"\nfacts = []\nsuggests = []\n\
         [roles]\nsource = {{ archetype = [\"file_server\", \"source\"] }}\n\
         sink = {{ archetype = [\"warehouse\", \"relational_store\", \"key_value_store\", \"search_store\"] }}\n\
         [[offer]]\ncomponent = \"sftp_server\"\nformats = \"xlsx\"\n[[offer]]\ncomponent = \"websocket_feed\"\nformats = \"json\"\n\
         [[offer]]\ncomponent = \"agent_fleet\"\nformats = \"json\"\n\
         [[job]]\nid = \"fetch\"\nname = \"fetch\"\nsummary = \"-\"\nservice_ms = [5000, 20000]\n\
         [[job.setting]]\nid = \"size_check\"\nname = \"-\"\nhelp = \"-\"\nkind = \"switch\"\ndefault = false\n\
         [[job.setting]]\nid = \"claim_slot\"\nname = \"-\"\nhelp = \"-\"\nkind = \"switch\"\ndefault = false\n\
         [[job]]\nid = \"convert\"\nname = \"convert\"\nsummary = \"-\"\neffect = \"convert\"\nmakes = [\"csv\"]\nservice_ms = [8000, 30000]\n\
         [[job.setting]]\nid = \"on_bad_row\"\nname = \"-\"\nhelp = \"-\"\nkind = {{ choice = [\"stop\", \"reject\", \"skip\"] }}\ndefault = \"stop\"\n\
         [run]\ndays = 2\nutc_offset_min = 0\nslots = [\"06:00\", \"18:00\"]\n\
         target = {{ velocity = 90, resilience = 90, replayability = 90 }}\n\
         [[workload]]\nid = \"w\"\nrecords = \"rows\"\nitem = \"file\"\nat = {{ role = \"source\" }}\nformat = \"{format}\"\n\
         to = {{ role = \"sink\" }}\non_time_s = 900\nsnapshot = {snapshot}\n{arrives}{faults}",
        format = if files { "xlsx" } else { "json" },
    );
    toml::from_str(&text).unwrap_or_else(|e| panic!("{e}\n{text}"))
}

fn random_fault(chance: &mut Chance, number: usize) -> String {
    const KINDS: &[&str] = &[
        "{ late = { by_s = 2400 } }",
        "\"missing\"",
        "{ slow_writing = { for_s = 600 } }",
        "{ twice = { after_s = 1200 } }",
        "{ corrected = { after_s = 1200 } }",
        "{ poison = { records = 12 } }",
        "{ cut_short = { to_percent = 30 } }",
        "\"down\"",
        "\"throws\"",
        "{ slow = { times = 20 } }",
        "{ throttled = { to_percent = 20 } }",
        "\"bad_deploy\"",
        "\"key_changed\"",
        "\"zone_lost\"",
        "\"disconnected\"",
        "{ burst = { times = 5 } }",
        "{ out_of_order = { by_ms = 5000 } }",
        "\"stale_reference\"",
        "\"disk_full\"",
        "\"intruder\"",
        "\"region_lost\"",
    ];
    let does = KINDS[chance.below(KINDS.len())];
    let on = chance.one(&[
        "{ role = \"code\" }",
        "{ role = \"sink\" }",
        "{ role = \"buffer\" }",
        "{ role = \"source\" }",
        "{}",
    ]);
    let time = chance.one(&["05:50", "06:00", "18:00"]);
    let lasts = chance.one(&[60, 7200, 90_000]);
    let mended = chance.often(20);
    format!(
        "[[fault]]\nid = \"f{number}\"\nletter = \"a\"\nname = \"-\"\nstory = \"-\"\ndoes = {does}\non = {on}\n\
         at = {{ day = 2, time = \"{time}\" }}\nfor_s = {lasts}\nuntil_mended = {mended}\n"
    )
}

/// A random board with its contract: every other one is a design of the first contract with a few
/// things done to it, the others grow along what the catalogue lists.
fn random(seed: u64, pack: &Pack) -> (Board, Scenario) {
    let mut chance = Chance { dice: Dice::new(seed), drawn: 0 };
    let (mut board, scenario) = if seed.is_multiple_of(2) {
        let mut scenario = pack.scenarios[0].clone();
        let board = scenario.designs[chance.below(scenario.designs.len())].board.clone();
        disturb_contract(&mut chance, &mut scenario);
        (board, scenario)
    } else {
        let board = random_board(&mut chance, &pack.catalogue);
        let files = board.nodes.values().next().unwrap().component.as_str() == "sftp_server";
        (board, random_scenario(&mut chance, files))
    };
    for _ in 0..chance.below(5) {
        mutate(&mut chance, &mut board, pack);
    }
    if chance.often(40) {
        set_at_random(&mut chance, &mut board, &pack.catalogue, &scenario);
    }
    (board, scenario)
}

/// Makes what is rare in the contract frequent, and takes faults of all kinds.
fn disturb_contract(chance: &mut Chance, scenario: &mut Scenario) {
    let all = random_scenario(chance, true);
    let run = scenario.run.as_mut().unwrap();
    run.days = 3;
    for workload in &mut scenario.workload {
        workload.arrives = all.workload[0].arrives.clone();
        workload.snapshot = chance.often(70);
    }
    for fault in &mut scenario.fault {
        fault.at.day = 2;
    }
    let own = chance.below(4);
    scenario.fault.rotate_left(own);
    scenario.fault.truncate(chance.below(3));
    scenario.fault.extend(all.fault);
}

fn mutate(chance: &mut Chance, board: &mut Board, pack: &Pack) {
    let links: Vec<_> = board.links.keys().cloned().collect();
    let nodes: Vec<_> = board.nodes.keys().cloned().collect();
    match chance.below(4) {
        0 if !links.is_empty() => {
            board.links.remove(&links[chance.below(links.len())]);
        }
        1 if !links.is_empty() => {
            let kind = chance.one(LinkKind::ALL);
            board.links.get_mut(&links[chance.below(links.len())]).unwrap().kind = kind;
        }
        2 if !nodes.is_empty() => {
            let node = &nodes[chance.below(nodes.len())];
            board.nodes.remove(node);
            board.links.retain(|_, l| &l.from != node && &l.to != node);
        }
        _ if nodes.len() > 1 => {
            let (from, to) = (&nodes[chance.below(nodes.len())], &nodes[chance.below(nodes.len())]);
            let listed: Vec<LinkKind> = pack
                .catalogue
                .listed(&board.nodes[from].component, &board.nodes[to].component)
                .map(|c| c.kind)
                .collect();
            let kind = if listed.is_empty() { LinkKind::Push } else { chance.one(&listed) };
            add_link(board, from.as_str(), to.as_str(), kind);
        }
        _ => {}
    }
}

fn add_link(board: &mut Board, from: &str, to: &str, kind: LinkKind) {
    let id = format!("{from}-{kind}-{to}");
    let link =
        Link { id: id.as_str().into(), from: from.into(), to: to.into(), kind, carries: None, label: String::new() };
    board.links.insert(link.id.clone(), link);
}

fn pulls(scenario: &Scenario) -> Vec<Pull> {
    scenario.fault.iter().map(|f| Pull { fault: f.id.clone(), at: None }).collect()
}

/// The classes are disjoint and sum to what was sent; the ledger explains each record that is not
/// on time once, in its class.
fn check_account(seed: u64, account: &Account) {
    let (mut all, mut sum) = (Spans::default(), 0);
    for &class in Class::ALL {
        sum += account.class(class).count();
        all.join(account.class(class));
        let mut told = Spans::default();
        let mut lines = 0;
        for line in account.ledger.iter().filter(|l| l.class == class) {
            lines += line.records.count();
            told.join(&line.records);
        }
        if class == Class::OnTime {
            assert!(told.is_empty(), "board {seed}: the ledger complains of records on time");
        } else {
            assert_eq!(&told, account.class(class), "board {seed}: {class} is not explained");
            assert_eq!(lines, told.count(), "board {seed}: {class} is explained twice");
        }
    }
    assert_eq!(sum, account.sent.count(), "board {seed}: the classes do not sum to what was sent");
    assert_eq!(all, account.sent, "board {seed}: the classes are not what was sent");
}

/// Nobody says that a record was never fetched when it was seen anywhere behind its source.
fn check_reasons(seed: u64, flow: &Flow<'_>, played: &Played, account: &Account) {
    let moved: BTreeSet<u32> = played
        .entries
        .iter()
        .filter(|e| match e.place {
            Place::Link(l) => !flow.is(flow.links[usize::from(l)].from, Archetype::Source),
            Place::Node(_) => matches!(e.what, Some(Happening::Kept | Happening::Arrived | Happening::Done)),
            Place::Nowhere => false,
        })
        .map(|e| e.emission)
        .collect();
    for line in account.ledger.iter().filter(|l| l.cause == Cause::NeverFetched) {
        let mut known = played.entries.iter().filter(|e| e.what == Some(Happening::Ready));
        let seen = known.any(|e| moved.contains(&e.emission) && line.records.contains(e.first));
        assert!(!seen, "board {seed}: {:?} records are said never to have been fetched", line.records);
    }
}

fn check(seed: u64, pack: &Pack) {
    let (board, scenario) = random(seed, pack);
    if board.nodes.is_empty() {
        return;
    }
    let flow = Flow::of(&board, &pack.catalogue, Some(&scenario));
    let played = play(&flow, &scenario, seed, &pulls(&scenario)).unwrap();
    let without = play(&flow, &scenario, seed, &[]).unwrap();
    for run in [&played, &without] {
        for account in &run.accounts {
            check_account(seed, account);
            check_reasons(seed, &flow, run, account);
        }
    }
    check_other_draws(seed, &played, &without);
    if scenario.workload.iter().all(|w| matches!(w.arrives, Arrival::Files(_))) {
        check_draws_on_links(seed, &played, &without);
    }
    if seed.is_multiple_of(8) {
        let again = play(&flow, &scenario, seed, &pulls(&scenario)).unwrap();
        assert_eq!(played.fingerprint(), again.fingerprint(), "board {seed}: two runs differ");
    }
}

/// What a fault does not touch is as it was: everything that was over before it began.
fn check_other_draws(seed: u64, played: &Played, without: &Played) {
    let Some(first) = played.faults.iter().map(|f| f.began).min() else { return };
    // A file of the fault's slot begins to be written at the slot.
    let before = |p: &Played| -> Vec<Entry> {
        let mut entries: Vec<_> = p.entries.iter().filter(|e| e.at < first && e.until < first).copied().collect();
        entries.sort_by_key(|e| e.at);
        entries
    };
    assert!(before(played) == before(without), "board {seed}: a fault changed what came before it");
}

/// Who went where on links: the link, the records, whether it was a notice.
type Way = Vec<(Place, u64, u64, bool)>;

/// Over the whole run: an item that goes the same way with and without the faults takes the same
/// time on every link, whatever happened to others meanwhile.
fn check_draws_on_links(seed: u64, played: &Played, without: &Played) -> usize {
    let ways = |p: &Played| -> BTreeMap<u32, (Way, Vec<(Place, i64)>)> {
        let mut ways: BTreeMap<u32, (Way, Vec<(Place, i64)>)> = BTreeMap::new();
        for e in p.entries.iter().filter(|e| e.what.is_none()) {
            let (way, took) = ways.entry(e.emission).or_default();
            way.push((e.place, e.first, e.records, e.notice));
            took.push((e.place, e.until - e.at));
        }
        ways
    };
    let (with, mut same) = (ways(played), 0);
    for (emission, (way, took)) in ways(without) {
        if let Some((_, other)) = with.get(&emission).filter(|(w, _)| *w == way) {
            assert_eq!(&took, other, "board {seed}: arrival {emission} went the same way and took another time");
            same += 1;
        }
    }
    same
}

/// Everything that happens to a report, in order.
fn of_report(p: &Played, emission: u32) -> Vec<Entry> {
    let mut all: Vec<Entry> = p.entries.iter().filter(|e| e.emission == emission).copied().collect();
    all.sort_by_key(|e| (e.at, e.until));
    all
}

#[test]
fn taking_a_fault_out_leaves_every_report_of_another_day_as_it_was() {
    const DAY: i64 = 86_400_000_000;
    let pack = pack();
    let scenario = &pack.scenarios[0].in_force(true);
    for id in ["function-chain", "managed-workflow", "one-workflow", "postgres-behind-a-proxy"] {
        let board = &scenario.design(id).unwrap().board;
        let flow = Flow::of(board, &pack.catalogue, Some(scenario));
        let without = play(&flow, scenario, 3, &[]).unwrap();
        let ready = |e: &&Entry| e.what == Some(Happening::Ready);
        for fault in scenario.faults() {
            let played = play(&flow, scenario, 3, &[Pull { fault: fault.id.clone(), at: None }]).unwrap();
            let began = played.faults[0].began;
            // Every fault is over after a day at the latest; what it kept waiting is there by then.
            let other = |e: &&Entry| e.at < began - DAY / 4 || e.at > began + 2 * DAY + DAY / 2;
            let others: Vec<u32> = without.entries.iter().filter(ready).filter(other).map(|e| e.emission).collect();
            assert!(others.len() >= 18, "{id} {}: {} reports", fault.id, others.len());
            for emission in others {
                let (a, b) = (of_report(&without, emission), of_report(&played, emission));
                assert!(a == b, "{id}: {} changed report {emission}:\n{a:#?}\n{b:#?}", fault.id);
            }
        }
    }
}

fn check_all(seeds: std::ops::Range<u64>) {
    let pack = pack();
    for seed in seeds {
        check(seed, &pack);
    }
}

#[test]
fn accounts_are_exact_on_random_boards_1() {
    check_all(0..500);
}

#[test]
fn accounts_are_exact_on_random_boards_2() {
    check_all(500..1000);
}

#[test]
fn accounts_are_exact_on_random_boards_3() {
    check_all(1000..1500);
}

#[test]
fn accounts_are_exact_on_random_boards_4() {
    check_all(1500..2000);
}

#[test]
fn random_boards_are_worth_it() {
    let pack = pack();
    let mut seen: BTreeMap<Class, usize> = BTreeMap::new();
    let mut causes = BTreeSet::new();
    for seed in 0..300 {
        let (board, scenario) = random(seed, &pack);
        let flow = Flow::of(&board, &pack.catalogue, Some(&scenario));
        for account in play(&flow, &scenario, seed, &pulls(&scenario)).unwrap().accounts {
            for &class in Class::ALL {
                *seen.entry(class).or_default() += usize::from(!account.class(class).is_empty());
            }
            causes.extend(account.ledger.iter().map(|l| l.cause));
        }
    }
    assert!(Class::ALL.iter().all(|c| seen.get(c).is_some_and(|&n| n > 0)), "{seen:?}");
    assert!(causes.len() >= 10, "{causes:?}");
}

/// `ARCHLAB_BOARD=17 cargo test --test conservation the_board_asked_for` looks at one board.
#[test]
fn the_board_asked_for() {
    let Some(seeds) = std::env::var("ARCHLAB_BOARD").ok() else { return };
    let pack = pack();
    let (from, to) = seeds.split_once("..").map_or((seeds.as_str(), None), |(a, b)| (a, Some(b)));
    let from: u64 = from.parse().unwrap();
    for seed in from..to.map_or(from + 1, |t| t.parse().unwrap()) {
        let (board, scenario) = random(seed, &pack);
        let flow = Flow::of(&board, &pack.catalogue, Some(&scenario));
        let plant = archlab::sim::plant::Plant::of(&flow, &scenario).unwrap();
        let faults = scenario.fault.iter().map(|f| archlab::sim::fault::Pulled::of(&plant, f, None)).collect();
        let setup = archlab::sim::opening::Setup { seed, faults, ..Default::default() };
        let mut world = archlab::sim::world::World::open(&plant, setup);
        let mut at = 0;
        while at < plant.horizon && world.agenda.planned() < 2_000_000 {
            at += 60_000_000;
            world.run_until(at);
        }
        if world.agenda.planned() >= 2_000_000 || to.is_none() {
            let nodes: Vec<String> = board
                .nodes
                .values()
                .map(|n| format!("{} {} {:?} {:?}", n.id, n.component, n.job, n.settings))
                .collect();
            let links: Vec<String> = board.links.values().map(|l| format!("{}-{}->{}", l.from, l.kind, l.to)).collect();
            eprintln!(
                "board {seed} is busy: {} events by {} s\n  {}\n  {}",
                world.agenda.planned(),
                world.now() / 1_000_000,
                nodes.join("\n  "),
                links.join("; ")
            );
        }
        check(seed, &pack);
    }
}
