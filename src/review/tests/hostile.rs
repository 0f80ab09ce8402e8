//! Whatever is drawn, the review neither panics nor changes its mind.

use proptest::prelude::*;

use super::support::{catalogue, draw, high_fashion};
use crate::{
    domain::{
        board::{Board, Link, Node, Zone, ZoneKind},
        component::LinkKind,
        grid::{Area, Cell},
        id::{LinkId, NodeId, ZoneId},
    },
    review::{review, steps},
};

/// Seeds of a board: components, jobs and places by number, links by their ends and kind.
#[derive(Clone, Debug)]
struct Seeds {
    nodes: Vec<(usize, usize, i32, i32)>,
    links: Vec<(usize, usize, usize, usize)>,
    zones: Vec<(usize, (i32, i32, i32, i32))>,
}

fn seeds() -> impl Strategy<Value = Seeds> {
    let nodes = prop::collection::vec((0usize..200, 0usize..30, 0i32..12, 0i32..8), 0..14);
    let links = prop::collection::vec((0usize..14, 0usize..14, 0usize..10, 0usize..5), 0..30);
    let zones = prop::collection::vec((0usize..7, (0i32..8, 0i32..8, 1i32..6, 1i32..6)), 0..4);
    (nodes, links, zones).prop_map(|(nodes, links, zones)| Seeds { nodes, links, zones })
}

fn grow(seeds: &Seeds) -> Board {
    let (catalogue, scenario) = (catalogue(), high_fashion());
    let jobs: Vec<_> = scenario.job.iter().chain(catalogue.general_jobs()).map(|j| j.id.clone()).collect();
    let mut board = Board::named("grown");
    for (i, &(component, job, col, row)) in seeds.nodes.iter().enumerate() {
        let id = NodeId::new(format!("n{i}"));
        let component = catalogue.components().get(component).map_or("gone".into(), |c| c.id.clone());
        let node = Node {
            id: id.clone(),
            component,
            label: format!("N{i}"),
            at: Cell::new(col, row),
            job: jobs.get(job).cloned(),
            settings: std::collections::BTreeMap::new(),
        };
        board.nodes.insert(id, node);
    }
    for (i, &(from, to, kind, format)) in seeds.links.iter().enumerate() {
        let id = LinkId::new(format!("l{i}"));
        let link = Link {
            id: id.clone(),
            from: NodeId::new(format!("n{from}")),
            to: NodeId::new(format!("n{to}")),
            kind: LinkKind::ALL[kind],
            carries: ["xlsx", "csv", "rows"].get(format).map(|f| (*f).into()),
            label: String::new(),
        };
        board.links.insert(id, link);
    }
    for (i, &(kind, area)) in seeds.zones.iter().enumerate() {
        let id = ZoneId::new(format!("z{i}"));
        let zone =
            Zone { id: id.clone(), kind: ZoneKind::ALL[kind], label: String::new(), area: Area::from(area), azs: 1 };
        board.zones.insert(id, zone);
    }
    board
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_board_is_reviewed_without_a_panic_and_always_the_same(seeds in seeds()) {
        let (catalogue, scenario) = (catalogue(), high_fashion());
        let board = grow(&seeds);
        let first = review(&board, &catalogue, Some(&scenario), true);
        prop_assert_eq!(&first, &review(&board, &catalogue, Some(&scenario), true));
        let flow = crate::domain::flow::Flow::of(&board, &catalogue, None);
        let order = steps::in_flow_order(&flow);
        prop_assert_eq!(board.nodes.len(), order.iter().collect::<std::collections::BTreeSet<_>>().len());
        for f in &first.findings {
            prop_assert!(!f.message.is_empty() && !f.hint.is_empty());
            prop_assert!(f.nodes.iter().all(|n| board.nodes.contains_key(n)));
        }
    }
}

/// Ten pipelines of ten parts side by side.
fn hundred_nodes() -> Board {
    const ONE: &str = "
        sftp# sftp_server \n s# eventbridge_scheduler \n f# lambda job=fetch \n raw# s3 \n q# sqs_standard
        c# lambda job=convert \n csv# s3 \n l# lambda job=load \n wh# redshift_serverless \n d# sqs_dlq
        s# -control-> f# \n sftp# -pull-> f# \n f# -push-> raw# \n raw# -notice-> q#
        q# -subscribe-> c# \n c# -push-> csv# \n csv# -notice-> l# \n l# -push-> wh#
        q# -push-> d# \n l# -push-> d#";
    draw(&(0..10).map(|i| ONE.replace('#', &i.to_string())).collect::<String>())
}

#[test]
fn a_hundred_nodes_are_reviewed() {
    let board = hundred_nodes();
    assert_eq!(100, board.nodes.len());
    let r = review(&board, &catalogue(), Some(&high_fashion()), false);
    let silent = r.findings.iter().find(|f| f.code == "nobody-is-told").unwrap();
    assert_eq!(10, silent.nodes.len(), "one finding for ten places of the same kind");
}

#[test]
#[ignore = "a measurement, not a check: run with --ignored --nocapture"]
fn how_long_a_review_of_a_hundred_nodes_takes() {
    let (board, catalogue, scenario) = (hundred_nodes(), catalogue(), high_fashion());
    let mut times: Vec<std::time::Duration> = (0..50)
        .map(|_| {
            let start = std::time::Instant::now();
            std::hint::black_box(review(&board, &catalogue, Some(&scenario), true));
            start.elapsed()
        })
        .collect();
    times.sort();
    println!("review of 100 nodes, 100 links: median {:?}, slowest {:?}", times[25], times[49]);
}
