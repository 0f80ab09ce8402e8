//! A lesson in pages: the text since the task before, then a task; and one page after the last.
//!
//! Here is also what comes after a lesson. Nothing is drawn here.

use crate::{
    domain::{
        attempt::Stage,
        id::LessonId,
        lesson::{Lesson, LessonHead, Part, Task, TaskRecord},
        progress::{LessonRecord, Place},
    },
    tui::{model::Model, strings::lesson as say},
};

/// What is shown at once.
#[derive(Debug, Default)]
pub struct Page<'a> {
    /// The text before the task, Markdown.
    pub texts: Vec<&'a str>,
    /// The task; nothing on the last page.
    pub task: Option<&'a Task>,
}

/// Cuts a lesson into pages; the last one has no task.
pub fn pages(lesson: &Lesson) -> Vec<Page<'_>> {
    let mut pages = Vec::new();
    let mut page = Page::default();
    for part in &lesson.parts {
        match part {
            Part::Text(text) => page.texts.push(text),
            Part::Task(task) => {
                page.task = Some(task);
                pages.push(std::mem::take(&mut page));
            }
        }
    }
    pages.push(page);
    pages
}

/// Returns the record of a task, an empty one if there is none.
pub fn record_of(record: Option<&LessonRecord>, task: &Task) -> TaskRecord {
    record.and_then(|r| r.tasks.get(&task.id)).cloned().unwrap_or_default()
}

/// Returns the indices of the tasks that are not done.
pub fn open_tasks(lesson: &Lesson, record: Option<&LessonRecord>) -> Vec<usize> {
    lesson.tasks().enumerate().filter(|(_, t)| !record_of(record, t).done).map(|(i, _)| i).collect()
}

/// Where a finished lesson leads.
pub struct Next {
    /// The place.
    pub place: Place,
    /// What it is called.
    pub name: String,
}

/// Finds what comes after a lesson: the next core lesson that is not done, then the contract that
/// the lesson prepares, then any other lesson, then the lab map.
pub fn after(lesson: &Lesson, model: &Model) -> Next {
    let head = &lesson.head;
    let done = |id: &LessonId| model.progress.lessons.get(id).is_some_and(|r| r.done);
    let open = |l: &&LessonHead| l.id != head.id && !done(&l.id);
    let to_lesson = |l: &LessonHead| Next { place: Place::Lesson(l.id.clone()), name: say::next_lesson(&l.title) };
    let lessons = &model.heads.lessons;
    if let Some(next) = lessons.iter().filter(|l| l.core && l.order >= head.order).find(open) {
        return to_lesson(next);
    }
    let contract = head.before.as_ref().and_then(|id| model.heads.scenarios.iter().find(|s| &s.id == id));
    if let Some(contract) = contract.filter(|c| !model.progress.handed_in.contains_key(&c.id)) {
        let taken = model.progress.taken.contains_key(&contract.id);
        let stage = if taken { Stage::Build } else { Stage::Brief };
        return Next { place: Place::Contract(contract.id.clone(), stage), name: say::next_contract(&contract.title) };
    }
    match lessons.iter().find(open) {
        Some(next) => to_lesson(next),
        None => Next { place: Place::Home, name: say::NEXT_HOME.to_owned() },
    }
}
