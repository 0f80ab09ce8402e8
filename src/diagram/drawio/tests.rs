//! What the writer promises.

use std::collections::BTreeMap;

use proptest::prelude::*;
use roxmltree::{Document, Node as Element};

use super::*;
use crate::{
    content::board::read,
    diagram::route::tests::{any_board, boards},
    domain::{
        component::{CatalogueText, JobsText},
        value::Value,
    },
};

fn catalogue() -> Catalogue {
    let text: CatalogueText = toml::from_str(include_str!("../../../scenarios/components.toml")).unwrap();
    Catalogue::new(text, JobsText::default())
}

/// The cells of a file with their ids, which sit on the wrapper where there is one.
fn cells<'a>(document: &'a Document<'a>) -> Vec<(&'a str, Element<'a, 'a>)> {
    let id = |c: Element<'a, 'a>| c.attribute("id").or_else(|| c.parent().and_then(|p| p.attribute("id"))).unwrap();
    document.descendants().filter(|n| n.has_tag_name("mxCell")).map(|c| (id(c), c)).collect()
}

fn object<'a>(document: &'a Document<'a>, id: &str) -> Element<'a, 'a> {
    document.descendants().find(|n| n.attribute("id") == Some(id)).unwrap()
}

fn draw_io_accepts(text: &str) {
    let document = Document::parse(text).unwrap();
    let cells = cells(&document);
    let ids: BTreeSet<&str> = cells.iter().map(|(id, _)| *id).collect();
    assert_eq!(ids.len(), cells.len(), "an id appears twice");
    for (id, cell) in &cells {
        for key in ["parent", "source", "target"] {
            assert!(cell.attribute(key).is_none_or(|to| ids.contains(to)), "{id}: {key}");
        }
        assert!(*id == "0" || cell.attribute("parent").is_some(), "{id} hangs nowhere");
        let loose =
            cell.attribute("edge").is_some() && (cell.attribute("source"), cell.attribute("target")) == (None, None);
        assert!(!loose, "{id} is loose");
    }
    let geometry = document.descendants().filter(|n| n.has_tag_name("mxGeometry") || n.has_tag_name("mxPoint"));
    let numbers = geometry.flat_map(|g| g.attributes().collect::<Vec<_>>()).filter(|a| a.name() != "as");
    assert!(numbers.map(|a| a.value().parse::<f64>().unwrap()).all(f64::is_finite));
}

/// No line runs through an icon or a caption.
fn lines_keep_off(board: &Board, catalogue: &Catalogue) {
    let routes = route(board);
    let sheet = Sheet::of(board, catalogue);
    let page = Page::of(&sheet, &routes, Layout::of(board, &routes, catalogue));
    for (id, line) in &page.lines {
        for w in line.points.windows(2) {
            let (x, y) = (w[0].0.min(w[1].0), w[0].1.min(w[1].1));
            let ink = Box { x, y, w: (w[0].0 - w[1].0).abs().max(1), h: (w[0].1 - w[1].1).abs().max(1) };
            assert!(w[0].0 == w[1].0 || w[0].1 == w[1].1, "{id} is slanted");
            for (node, icon) in &page.layout.icons {
                assert_eq!(
                    (0, 0),
                    (icon.at.grown(-1).shared(ink), icon.caption.grown(-1).shared(ink)),
                    "{id} on {node}"
                );
            }
        }
    }
}

#[test]
fn a_small_board_is_written_like_this() {
    let (board, catalogue) = (boards().remove(2), catalogue());
    let steps = ["sftp".into(), "fetch".into()];
    let sheet = Sheet { revision: Some("7"), steps: &steps, ..Sheet::of(&board, &catalogue) };
    insta::assert_snapshot!("small", write(&sheet));
}

#[test]
fn the_boards_of_the_tests_are_sound() {
    let catalogue = catalogue();
    for board in boards() {
        draw_io_accepts(&write(&Sheet::of(&board, &catalogue)));
        lines_keep_off(&board, &catalogue);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_board_is_sound(board in any_board()) {
        let catalogue = catalogue();
        let text = write(&Sheet::of(&board, &catalogue));
        draw_io_accepts(&text);
        lines_keep_off(&board, &catalogue);
        prop_assert_eq!(&text, &write(&Sheet::of(&board, &catalogue)));
    }

    #[test]
    fn any_text_survives(label in "\\PC{0,40}", key in "\\PC{0,12}") {
        let mut board = boards().remove(2);
        let node = board.nodes.get_mut("fetch").unwrap();
        node.label.clone_from(&label);
        node.settings = BTreeMap::from([(key, Value::Bool(true)), ("a b".into(), Value::Int(1)), ("a_b".into(), Value::Int(2))]);
        board.name = label;
        draw_io_accepts(&write(&Sheet::of(&board, &catalogue())));
    }
}

#[test]
fn the_data_of_the_board_rides_along() {
    let (board, catalogue) = (boards().remove(2), catalogue());
    let text = write(&Sheet { revision: Some("7"), ..Sheet::of(&board, &catalogue) });
    let document = Document::parse(&text).unwrap();
    let has = |id: &str, wanted: &[(&str, &str)]| {
        let found = object(&document, id);
        for (key, value) in wanted {
            assert_eq!(Some(*value), found.attribute(*key), "{id} {key}");
        }
    };
    has("0", &[("archlab", "1"), ("board", "small"), ("scenario", "high-fashion"), ("revision", "7")]);
    let note = ("note", "Nobody calls us.\nSo we pull.");
    let own = [("component", "lambda"), ("job", "pass"), ("cell", "1,0"), ("note_id", "why"), ("set_retries", "2")];
    has("n-fetch", &own);
    has("n-fetch", &[note, ("set_guard", "true"), ("note_qualities", "velocity resilience")]);
    has("l-sftp-fetch", &[("archlab", "1"), ("kind", "pull"), ("carries", "xlsx"), note]);
    has("z-net", &[("kind", "private_subnet"), ("cell", "2,0,2,1"), ("azs", "2")]);
}

#[test]
fn labels_are_escaped_for_html_and_then_for_xml() {
    let text = write(&Sheet::of(&boards()[2], &catalogue()));
    assert!(text.contains("Fetch &amp;quot;R&amp;amp;D&amp;quot;&lt;br&gt;&amp;lt;file&amp;gt;"), "{text}");
}

#[test]
fn frames_nest_and_what_stands_in_them_is_theirs() {
    let (board, _) = read(include_str!("../../../tests/boards/crowded.board.toml")).unwrap();
    let text = write(&Sheet::of(&board, &catalogue()));
    let document = Document::parse(&text).unwrap();
    let cells: BTreeMap<&str, Element<'_, '_>> = cells(&document).into_iter().collect();
    for (id, parent) in [
        ("z-cloud", "1"),
        ("z-vpc", "z-cloud"),
        ("z-private", "z-vpc"),
        ("n-queue", "z-private"),
        ("n-redshift", "z-vpc"),
        ("n-people", "1"),
        ("l-queue-convert", "z-private"),
        ("l-raw-queue", "z-cloud"),
        ("l-sftp-fetch", "1"),
    ] {
        assert_eq!(Some(parent), cells[id].attribute("parent"), "{id}");
    }
}

#[test]
fn a_legend_appears_with_the_second_kind_of_line_besides_data() {
    let catalogue = catalogue();
    let mut board = boards().remove(2);
    assert!(write(&Sheet::of(&board, &catalogue)).contains("legend-0"));
    board.links.remove("raw-fetch");
    assert!(!write(&Sheet::of(&board, &catalogue)).contains("legend-0"));
}

#[test]
fn an_empty_board_is_a_sound_file_too() {
    let (board, catalogue) = (Board::named(""), catalogue());
    let text = write(&Sheet::of(&board, &catalogue));
    draw_io_accepts(&text);
    assert!(text.contains("name=\"Drawing\""));
}

#[test]
fn a_pack_cannot_break_out_of_a_style() {
    let mut text: CatalogueText = toml::from_str(include_str!("../../../scenarios/components.toml")).unwrap();
    text.component[0].icon.fill = "#123456;html=0\"".into();
    let catalogue = Catalogue::new(text, JobsText::default());
    let style = style::icon(catalogue.components().first());
    assert!(style.contains("fillColor=#123456html0;"), "{style}");
}
