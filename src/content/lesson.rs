//! Reads a lesson: TOML between `+++` lines, then Markdown with tasks in ```` ```task ```` fences.

use std::{collections::BTreeMap, sync::Arc};

use super::{explain::Fragment, pack::PACK_SCHEMA, problem::Problem};
use crate::domain::{
    board::Board,
    lesson::{Lesson, LessonHead, Part, Task},
    practice::{Practice, Shows},
    scenario::Scenario,
};

/// What lessons use, by names without endings.
#[derive(Clone, Debug, Default)]
pub(super) struct Materials {
    /// Boards to start with, and solutions.
    pub(super) boards: BTreeMap<String, Board>,
    /// What arrives and breaks in runs.
    pub(super) benches: BTreeMap<String, Arc<Scenario>>,
}

/// A lesson's file cut into its pieces, each still knowing where it stands.
pub(super) struct Pieces<'a> {
    /// The front matter.
    pub(super) head: Fragment<'a>,
    /// Text and tasks in reading order.
    pub(super) body: Vec<Piece<'a>>,
}

impl Pieces<'_> {
    /// Says whether a sentence stands in what readers see; line breaks do not matter.
    pub(super) fn says(&self, sentence: &str) -> bool {
        let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let seen = |piece: &Piece<'_>| match piece {
            Piece::Text(text) => flat(text),
            Piece::Task(toml) => flat(toml.text()),
            Piece::Shows(_) => String::new(),
        };
        let sentence = flat(sentence);
        !sentence.is_empty() && self.body.iter().any(|p| seen(p).contains(&sentence))
    }
}

/// A piece of a lesson's body.
pub(super) enum Piece<'a> {
    /// Markdown.
    Text(&'a str),
    /// The TOML of a task.
    Task(Fragment<'a>),
    /// The TOML of a sentence that a run shows to be true; readers do not see it.
    Shows(Fragment<'a>),
}

/// Reads a lesson with the boards it uses.
pub(super) fn read(file: &str, text: &str, materials: &Materials) -> Result<Lesson, Vec<Problem>> {
    let pieces = cut(file, text).map_err(|p| vec![p])?;
    let head: LessonHead = pieces.head.read(PACK_SCHEMA)?;
    let mut problems = Vec::new();
    let (mut parts, mut shows) = (Vec::new(), Vec::new());
    for piece in &pieces.body {
        match piece {
            Piece::Text(markdown) if markdown.trim().is_empty() => {}
            Piece::Text(markdown) => parts.push(Part::Text(markdown.trim_matches('\n').to_owned())),
            Piece::Task(toml) => match toml.read::<Task>(PACK_SCHEMA) {
                Ok(task) => parts.push(Part::Task(Box::new(with_solution(task, materials)))),
                Err(more) => problems.extend(more),
            },
            Piece::Shows(toml) => match toml.read::<Shows>(PACK_SCHEMA) {
                Ok(claim) => shows.push(with_materials(claim, materials)),
                Err(more) => problems.extend(more),
            },
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let board = starting_board(&head, materials);
    Ok(Lesson { head, parts, board, shows })
}

fn with_solution(mut task: Task, materials: &Materials) -> Task {
    task.solved = task.solution.as_ref().and_then(|name| materials.boards.get(name)).cloned();
    task.started = task.start.as_ref().and_then(|name| materials.boards.get(name)).cloned();
    if let Some(run) = &mut task.run {
        put_on_bench(run, materials);
    }
    task
}

fn with_materials(mut claim: Shows, materials: &Materials) -> Shows {
    claim.drawn = materials.boards.get(&claim.board).cloned();
    if let Some(run) = &mut claim.run {
        put_on_bench(run, materials);
    }
    claim
}

fn put_on_bench(run: &mut Practice, materials: &Materials) {
    run.plan = materials.benches.get(&run.bench).cloned();
}

/// The board as the student first sees it; it always bears the drawing's name of the lesson.
fn starting_board(head: &LessonHead, materials: &Materials) -> Board {
    let material = head.board.as_ref().and_then(|name| materials.boards.get(name)).cloned();
    Board { name: head.drawing.clone(), scenario: None, ..material.unwrap_or_default() }
}

/// Cuts a lesson's file into head, text and tasks.
pub(super) fn cut<'a>(file: &'a str, whole: &'a str) -> Result<Pieces<'a>, Problem> {
    let mut lines = Lines { whole, at: 0 };
    let fragment = |start, end| Fragment { file, whole, start, end };
    match lines.next() {
        Some((_, "+++")) => {}
        _ => {
            return Err(Problem::at(file, whole, 0..0, "the lesson does not start with its head")
                .hint("Start the file with a line `+++`, the head in TOML, and another line `+++`."));
        }
    }
    let start = lines.at;
    let Some((end, _)) = lines.find(|(_, line)| *line == "+++") else {
        return Err(Problem::at(file, whole, 0..3, "the head never ends").hint("Close the head with a line `+++`."));
    };
    Ok(Pieces { head: fragment(start, end), body: cut_body(file, lines)? })
}

fn cut_body<'a>(file: &'a str, mut lines: Lines<'a>) -> Result<Vec<Piece<'a>>, Problem> {
    let whole = lines.whole;
    let mut body = Vec::new();
    let mut text_from = lines.at;
    while let Some((at, line)) = lines.next() {
        let Some(fence) = fence_of(line) else { continue };
        let from = lines.at;
        let Some((to, _)) = lines.find(|(_, l)| l.trim_end() == fence) else {
            return Err(Problem::at(file, whole, at..at + line.len(), "this block never ends")
                .hint(format!("Close it with a line `{fence}`.")));
        };
        let fragment = Fragment { file, whole, start: from, end: to };
        let piece = match line[fence.len()..].trim() {
            "task" => Piece::Task(fragment),
            "shows" => Piece::Shows(fragment),
            _ => continue,
        };
        body.extend([Piece::Text(&whole[text_from..at]), piece]);
        text_from = lines.at;
    }
    body.push(Piece::Text(&whole[text_from..]));
    Ok(body)
}

/// The run of backquotes or tildes that opens a fenced block.
fn fence_of(line: &str) -> Option<&str> {
    let mark = line.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let length = line.chars().take_while(|c| *c == mark).count();
    (length >= 3).then(|| &line[..length])
}

/// Lines with the place where each starts; line ends of any system.
struct Lines<'a> {
    whole: &'a str,
    at: usize,
}

impl<'a> Iterator for Lines<'a> {
    type Item = (usize, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        let rest = &self.whole[self.at..];
        if rest.is_empty() {
            return None;
        }
        let start = self.at;
        let length = rest.find('\n').map_or(rest.len(), |i| i + 1);
        self.at += length;
        Some((start, rest[..length].trim_end_matches(['\n', '\r'])))
    }
}
