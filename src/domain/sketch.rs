//! Boards for tests, drawn in a few words. Compiled for tests only.

use super::{
    board::{Board, Link, Node, Zone},
    component::{Catalogue, LinkKind},
    grid::{Area, Cell},
    id::{LinkId, NodeId, ZoneId, fresh},
    value::Value,
};

/// The catalogue of the default pack.
pub(crate) fn catalogue() -> Catalogue {
    static READ: std::sync::LazyLock<Catalogue> = std::sync::LazyLock::new(|| {
        let components = toml::from_str(include_str!("../../scenarios/components.toml")).unwrap();
        let jobs = toml::from_str(include_str!("../../scenarios/jobs.toml")).unwrap();
        Catalogue::new(components, jobs)
    });
    READ.clone()
}

/// Draws a board from lines: `name component [job=…] [key=value …]`, `a -kind-> b [format]`, and
/// `zone kind col row cols rows [azs]` (nodes stand in reading order, eight to a row).
pub(crate) fn draw(lines: &str) -> Board {
    let mut board = Board::named("test");
    for line in lines.lines().map(str::trim).filter(|l| !l.is_empty()) {
        let words: Vec<&str> = line.split_whitespace().collect();
        match words.as_slice() {
            ["zone", kind, rest @ ..] => add_zone(&mut board, kind, rest),
            [_, arrow, ..] if arrow.starts_with('-') => add_link(&mut board, &words),
            _ => add_node(&mut board, &words),
        }
    }
    board
}

fn add_node(board: &mut Board, words: &[&str]) {
    let place = i32::try_from(board.nodes.len()).unwrap();
    let id = NodeId::new(words[0]);
    let mut node = Node {
        id: id.clone(),
        component: words[1].into(),
        label: words[0].to_owned(),
        at: Cell::new(place % 8, place / 8),
        job: None,
        settings: std::collections::BTreeMap::new(),
    };
    for word in &words[2..] {
        let (key, value) = word.split_once('=').unwrap();
        match key {
            "job" => node.job = Some(value.into()),
            "at" => {
                let (col, row) = value.split_once(',').unwrap();
                node.at = Cell::new(col.parse().unwrap(), row.parse().unwrap());
            }
            _ => {
                node.settings.insert(key.to_owned(), value_of(value));
            }
        }
    }
    board.nodes.insert(id, node);
}

fn value_of(text: &str) -> Value {
    match text {
        "yes" => Value::Bool(true),
        "no" => Value::Bool(false),
        _ => text.parse().map_or_else(|_| Value::from(text), Value::Int),
    }
}

fn add_link(board: &mut Board, words: &[&str]) {
    let kind = LinkKind::from_word(words[1].trim_matches(['-', '>'])).unwrap_or_else(|| panic!("{words:?}"));
    let id = LinkId::new(fresh(&format!("{}-{}", words[0], words[2]), |id| board.links.contains_key(id)));
    let link = Link {
        id: id.clone(),
        from: words[0].into(),
        to: words[2].into(),
        kind,
        carries: words.get(3).map(|f| (*f).into()),
        label: String::new(),
    };
    board.links.insert(id, link);
}

fn add_zone(board: &mut Board, kind: &str, rest: &[&str]) {
    let numbers: Vec<i32> = rest.iter().map(|n| n.parse().unwrap()).collect();
    let id = ZoneId::new(fresh(kind, |id| board.zones.contains_key(id)));
    let zone = Zone {
        id: id.clone(),
        kind: super::board::ZoneKind::from_word(kind).unwrap(),
        label: String::new(),
        area: Area::from((numbers[0], numbers[1], numbers[2], numbers[3])),
        azs: u8::try_from(*numbers.get(4).unwrap_or(&1)).unwrap(),
    };
    board.zones.insert(id, zone);
}
