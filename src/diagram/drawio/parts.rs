//! The cells of the file, one kind after the other.
//!
//! Ids are stable: `z-`, `n-`, `l-` and the id on the board, so that a later save of the same
//! board changes only what the student changed.

use std::collections::BTreeSet;

use super::{
    Framed, Page,
    layout::{Box, LEFT},
    lines::{Label, Line, Point},
    style::{self, Look},
    text,
    xml::Tag,
};
use crate::domain::{
    board::{Link, Node, Zone},
    id::ZoneId,
    text::clean_line,
};

impl Page<'_> {
    /// The root, which carries what identifies the board, and the only layer.
    pub(super) fn ground(&self) -> Vec<Tag> {
        let board = self.sheet.board;
        let mut root = Tag::new("UserObject").with("id", "0").with("label", "").with("archlab", 1);
        root = root.with("board", &board.name);
        if let Some(scenario) = &board.scenario {
            root = root.with("scenario", scenario);
        }
        if let Some(revision) = self.sheet.revision {
            root = root.with("revision", revision);
        }
        vec![root.holding([Tag::new("mxCell")]), Tag::new("mxCell").with("id", "1").with("parent", "0")]
    }

    /// The drawing's name and its contract; also says how far right they reach.
    pub(super) fn heading(&self) -> (Vec<Tag>, i32) {
        let name = clean_line(self.title());
        let wide = text::width(&name, 20) * 11 / 10 + 10;
        let mut out = vec![words("title", &name, style::TITLE, Box { x: LEFT, y: 20, w: wide, h: 30 })];
        if let Some(scenario) = self.sheet.scenario {
            let title = clean_line(&scenario.title);
            let at = Box { x: LEFT, y: 50, w: text::width(&title, 12) + 10, h: 20 };
            out.push(words("contract", &title, style::SMALL, at));
        }
        (out, LEFT + wide)
    }

    pub(super) fn zone_cell(&self, z: &Framed<'_>) -> Tag {
        let zone: &Zone = z.zone;
        let data = object(&format!("z-{}", zone.id), &text::html(&z.title))
            .with("kind", zone.kind)
            .with("cell", area(zone))
            .with("azs", zone.azs);
        let data = if zone.label.is_empty() { data } else { data.with("name", &zone.label) };
        let cell = vertex(&style::zone(zone.kind, z.indent), &parent_id(z.parent.as_ref()));
        data.holding([cell.holding([self.geometry(z.at, z.parent.as_ref())])])
    }

    pub(super) fn node_cell(&self, node: &Node) -> Option<Tag> {
        let icon = self.layout.icons.get(&node.id)?;
        let component = self.sheet.catalogue.get(&node.component);
        let main = icon.lines.iter().map(|l| text::html(l)).collect::<Vec<_>>().join("<br>");
        let small = icon.small.iter().map(|l| text::html(l)).collect::<Vec<_>>().join("<br>");
        let small = if small.is_empty() {
            small
        } else {
            format!("<br><font color=\"#5A6C86\" style=\"font-size:11px\">{small}</font>")
        };
        let mut data = object(&format!("n-{}", node.id), &format!("{main}{small}"))
            .with("component", &node.component)
            .with("name", &node.label)
            .with("cell", format!("{},{}", node.at.col, node.at.row));
        if let Some(job) = &node.job {
            data = data.with("job", job);
        }
        data = self.with_note(data, node.id.as_str());
        for (key, value) in &node.settings {
            let value = toml_word(value);
            data = data.with(&format!("set_{}", attribute_name(key)), value);
        }
        let zone = self.zone_round(node.at);
        let cell = vertex(&style::icon(component), &parent_id(zone));
        Some(data.holding([cell.holding([self.geometry(icon.at, zone)])]))
    }

    pub(super) fn badges(&self) -> Vec<Tag> {
        let badge = |(i, id): (usize, &crate::domain::id::NodeId)| {
            let (icon, node) = (self.layout.icons.get(id)?, self.sheet.board.nodes.get(id)?);
            let zone = self.zone_round(node.at);
            let cell = Tag::new("mxCell").with("id", format!("step-{id}")).with("value", i + 1);
            let cell = cell.with("style", style::BADGE).with("vertex", 1).with("connectable", 0);
            Some(cell.with("parent", parent_id(zone)).holding([self.geometry(icon.badge(), zone)]))
        };
        self.sheet.steps.iter().enumerate().filter_map(badge).collect()
    }

    pub(super) fn link_cell(&self, link: &Link) -> Option<Tag> {
        let drawn = self.lines.get(&link.id)?;
        let label = drawn.label.as_ref().map(Label::html).unwrap_or_default();
        let mut data = object(&format!("l-{}", link.id), &label).with("kind", link.kind);
        if let Some(format) = &link.carries {
            data = data.with("carries", format);
        }
        if !link.label.is_empty() {
            data = data.with("name", &link.label);
        }
        data = self.with_note(data, link.id.as_str());
        let zone = self.common_zone(link);
        let cell = Tag::new("mxCell")
            .with("style", self.link_style(link, drawn)?)
            .with("edge", 1)
            .with("parent", parent_id(zone))
            .with("source", format!("n-{}", link.from))
            .with("target", format!("n-{}", link.to));
        Some(data.holding([cell.holding([self.way(drawn, zone)])]))
    }

    fn link_style(&self, link: &Link, drawn: &Line) -> Option<String> {
        let end = |key: &str, node, (x, y): Point| {
            let at = self.layout.icons.get(node)?.at;
            let part = |v: i32, from: i32, size: i32| number(f64::from(v - from) / f64::from(size.max(1)));
            let (fx, fy) = (part(x, at.x, at.w), part(y, at.y, at.h));
            Some(format!("{key}X={fx};{key}Y={fy};{key}Dx=0;{key}Dy=0;{key}Perimeter=0;"))
        };
        let exit = end("exit", &link.from, *drawn.points.first()?)?;
        let entry = end("entry", &link.to, *drawn.points.last()?)?;
        let label = drawn.label.as_ref().map(|l| {
            let ground = if l.over_lines { "#FFFFFF" } else { "none" };
            format!("{}labelBackgroundColor={ground};", l.anchor.style())
        });
        Some(format!("{}{}{exit}{entry}", Look::of(link.kind).style(), label.unwrap_or_default()))
    }

    /// The corners of a line; a straight one needs none unless it ends off the icon itself.
    fn way(&self, line: &Line, zone: Option<&ZoneId>) -> Tag {
        let origin = self.frame(zone).map_or((0, 0), |f| (f.at.x, f.at.y));
        let inner: Vec<Point> = match line.points.as_slice() {
            [a, b] => vec![(i32::midpoint(a.0, b.0), i32::midpoint(a.1, b.1))],
            [_, inner @ .., _] => inner.to_vec(),
            _ => Vec::new(),
        };
        let point = |(x, y): Point| Tag::new("mxPoint").with("x", x - origin.0).with("y", y - origin.1);
        let mut geometry = Tag::new("mxGeometry");
        if let Some(label) = &line.label {
            geometry = geometry.with("x", number(label.along)).with("y", 0);
        }
        geometry = geometry.with("relative", 1).with("as", "geometry");
        geometry.holding([Tag::new("Array").with("as", "points").holding(inner.into_iter().map(point))])
    }

    /// What each kind of line means, if there is more than one kind besides data.
    pub(super) fn legend(&self, right: i32, bottom: i32) -> (Vec<Tag>, (i32, i32)) {
        let drawn = self.sheet.board.links.values().filter(|l| self.lines.contains_key(&l.id));
        let looks: BTreeSet<Look> = drawn.map(|l| Look::of(l.kind)).collect();
        if looks.iter().filter(|l| **l != Look::Data).count() < 2 {
            return (Vec::new(), (right, bottom));
        }
        let (mut x, mut y, mut cells) = (LEFT, bottom + 30, Vec::new());
        for (i, look) in looks.into_iter().enumerate() {
            let wide = text::width(look.title(), 12) + 22;
            if x > LEFT && x + 56 + wide > right.max(700) {
                (x, y) = (LEFT, y + 26);
            }
            let (start, name) = (format!("legend-{i}-start"), format!("legend-{i}"));
            let end = Box { x: x + 56, y, w: wide, h: 20 };
            cells.push(plain(&start, "", style::ANCHOR, Box { x, y: y + 5, w: 10, h: 10 }));
            cells.push(plain(&name, look.title(), &format!("{}spacingLeft=6;", style::SMALL), end));
            let ends = "exitX=1;exitY=0.5;exitDx=0;exitDy=0;entryX=0;entryY=0.5;entryDx=0;entryDy=0;";
            let line = Tag::new("mxCell").with("id", format!("legend-{i}-line")).with("value", "");
            let line = line.with("style", format!("{}{ends}", look.style())).with("edge", 1).with("parent", 1);
            let line = line.with("source", &start).with("target", &name);
            cells.push(line.holding([Tag::new("mxGeometry").with("relative", 1).with("as", "geometry")]));
            x += 56 + wide + 30;
        }
        (cells, (right.max(x), y + 20))
    }

    fn with_note(&self, data: Tag, id: &str) -> Tag {
        let Some(note) = self.sheet.board.note_on(id) else { return data };
        let data = data.with("note", &note.text).with("note_id", &note.id);
        let qualities: Vec<&str> = note.qualities.iter().map(|q| q.word()).collect();
        if qualities.is_empty() { data } else { data.with("note_qualities", qualities.join(" ")) }
    }

    /// The innermost zone that holds both ends: a line moves with the frame its icons move with.
    fn common_zone(&self, link: &Link) -> Option<&ZoneId> {
        let at = |id| self.sheet.board.nodes.get(id).map(|n| n.at);
        let (from, to) = (at(&link.from)?, at(&link.to)?);
        let both = |f: &&Framed<'_>| f.zone.area.contains(from) && f.zone.area.contains(to);
        self.zones.iter().rev().find(both).map(|f| &f.zone.id)
    }

    fn geometry(&self, at: Box, zone: Option<&ZoneId>) -> Tag {
        let origin = self.frame(zone).map_or((0, 0), |f| (f.at.x, f.at.y));
        Tag::new("mxGeometry")
            .with("x", at.x - origin.0)
            .with("y", at.y - origin.1)
            .with("width", at.w)
            .with("height", at.h)
            .with("as", "geometry")
    }
}

impl Label {
    fn html(&self) -> String {
        self.lines.iter().map(|l| text::html(l)).collect::<Vec<_>>().join("<br>")
    }
}

/// The id of the frame something stands in, or of the layer.
fn parent_id(zone: Option<&ZoneId>) -> String {
    zone.map_or_else(|| "1".to_owned(), |z| format!("z-{z}"))
}

fn object(id: &str, label: &str) -> Tag {
    Tag::new("UserObject").with("id", id).with("label", label).with("archlab", 1)
}

fn vertex(style: &str, parent: &str) -> Tag {
    Tag::new("mxCell").with("style", style).with("vertex", 1).with("parent", parent)
}

fn words(id: &str, text: &str, style: &str, at: Box) -> Tag {
    plain(id, &text::html(text), style, at)
}

fn plain(id: &str, value: &str, style: &str, at: Box) -> Tag {
    let cell = Tag::new("mxCell").with("id", id).with("value", value).with("style", style);
    let geometry = Tag::new("mxGeometry").with("x", at.x).with("y", at.y).with("width", at.w).with("height", at.h);
    cell.with("vertex", 1).with("parent", 1).holding([geometry.with("as", "geometry")])
}

fn area(zone: &Zone) -> String {
    let (a, n) = (zone.area.at, (zone.area.cols, zone.area.rows));
    format!("{},{},{},{}", a.col, a.row, n.0, n.1)
}

/// Booleans as files write them, not as people read them.
fn toml_word(value: &crate::domain::value::Value) -> String {
    match value {
        crate::domain::value::Value::Bool(b) => b.to_string(),
        other => other.to_string(),
    }
}

/// Keeps what may stand in the name of an attribute.
fn attribute_name(key: &str) -> String {
    key.chars().map(|c| if c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.') { c } else { '_' }).collect()
}

/// Writes a number with at most four places and no trailing zeros.
fn number(value: f64) -> String {
    let text = format!("{value:.4}");
    let short = text.trim_end_matches('0').trim_end_matches('.');
    if short == "-0" || short.is_empty() { "0".to_owned() } else { short.to_owned() }
}
