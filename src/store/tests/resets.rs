use super::*;
use crate::{
    domain::{
        lesson::TaskRecord,
        progress::{LessonRecord, Progress},
    },
    store::DiagramWrite,
};

fn worked(files: &Faulty) -> Workspace {
    let ws = open(files);
    let lesson = Desk::Lesson("one".into());
    opened(&ws);
    ws.open_desk(&lesson, &Board::named("practice"));
    ws.append(&desk(), &add(1)).unwrap();
    ws.append(&lesson, &add(2)).unwrap();
    let done = TaskRecord { done: true, ..TaskRecord::default() };
    let tasks = BTreeMap::from([("a".to_owned(), done.clone()), ("b".to_owned(), done)]);
    let mut progress = Progress { schema: 1, ..Progress::default() };
    progress.lessons.insert("one".into(), LessonRecord { tasks, done: true, ..LessonRecord::default() });
    ws.save_progress(&progress).unwrap();
    ws.save_settings(&ws.settings().value).unwrap();
    ws
}

#[test]
fn resetting_a_task_forgets_its_record_alone() {
    let files = Faulty::default();
    let ws = worked(&files);
    let aside = ws.reset_task(&"one".into(), "a").unwrap();
    let record = &ws.progress().value.lessons["one"];
    assert!(!record.done && !record.tasks.contains_key("a") && record.tasks.contains_key("b"));
    assert!(files.text(aside.join("progress.toml").to_str().unwrap()).contains("tasks.a"));
}

#[test]
fn resetting_a_lesson_or_a_contract_moves_it_into_the_backups() {
    let files = Faulty::default();
    let ws = worked(&files);
    let lesson = ws.reset_lesson(&"one".into()).unwrap();
    let contract = ws.reset_scenario(&"high-fashion".into()).unwrap();
    assert!(files.text(lesson.join("one/practice.journal").to_str().unwrap()).contains("add 2"));
    assert!(files.text(contract.join("high-fashion/report.journal").to_str().unwrap()).contains("add 1"));
    assert!(opened(&ws).history.board().is_empty());
    assert!(!ws.progress().value.lessons.contains_key("one"));
}

#[test]
fn resetting_everything_keeps_settings_and_backups() {
    let files = Faulty::default();
    let ws = worked(&files);
    ws.reset_all().unwrap();
    let left: Vec<String> = files.paths().into_iter().filter(|p| !p.contains("/backups/")).collect();
    assert_eq!(vec!["w/settings.toml"], left);
    assert!(opened(&ws).history.board().is_empty());
    ws.append(&desk(), &add(1)).unwrap();
}

#[test]
fn a_diagram_that_another_program_changed_is_left_alone() {
    let files = Faulty::default();
    let ws = open(&files);
    let write = |text: &str| ws.write_diagram(&desk(), "Plan", text.as_bytes()).unwrap();
    let path = PathBuf::from("w/high-fashion/plan.drawio");
    assert_eq!(DiagramWrite::Written(path.clone()), write("one"));
    assert_eq!(DiagramWrite::Written(path.clone()), write("two"));
    files.set_text("w/high-fashion/plan.drawio", "edited elsewhere");
    assert_eq!(DiagramWrite::ChangedOutside(path.clone()), write("three"));
    assert_eq!("edited elsewhere", files.text("w/high-fashion/plan.drawio"));
    ws.replace_diagram(&desk(), "Plan", b"three").unwrap();
    assert_eq!("three", files.text("w/high-fashion/plan.drawio"));
    assert!(files.paths().iter().any(|p| p.contains("backups") && files.text(p) == "edited elsewhere"));
}
