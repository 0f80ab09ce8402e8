//! The long ways through the program.

use archlab::{content, submission};

use crate::{
    draw::{Do, Script},
    folder,
    terminal::Terminal,
};

/// From the map to the board of the first contract.
pub fn open_board(t: &mut Terminal) {
    t.see("Lessons");
    t.press("Right Enter");
    t.see("to the board");
    t.press("Enter");
    t.see("An empty board");
}

/// Lesson, brief, board, client, hand-in, restart: the whole way at 80×24.
pub fn whole_path() {
    let ws = folder();
    let mut t = Terminal::lab((80, 24), ws.path());
    lesson(&mut t);
    open_board(&mut t);
    build(&mut t, "function-chain");
    talk(&mut t);
    hand_in(&mut t);
    t.press("Ctrl-Q");
    assert_eq!(0, t.left().code);
    bundle_holds(ws.path());
    let mut again = Terminal::lab((80, 24), ws.path());
    again.see("You stopped in “High fashion, Hand in”");
    again.press("r");
    again.see("Ada Lovelace");
    again.press("Ctrl-Q");
    assert_eq!(0, again.left().code);
}

/// The first two tasks of the lesson in which one finds the way.
fn lesson(t: &mut Terminal) {
    t.see("Lessons");
    t.press("Down Enter");
    t.see("Find Lambda and add it");
    t.press("Tab a");
    t.type_text("lambda");
    t.press("Enter");
    t.see("There it is.");
    t.press("Tab Enter");
    t.see("Carry it somewhere else");
    t.press("Tab m l Enter");
    t.wait("the second task done", |s| s.contains('✓') && s.contains("Carry it somewhere else"));
    t.press("Esc");
    t.see("text / board");
    t.press("Esc");
    t.see("Contracts");
}

fn run(t: &mut Terminal, steps: &[Vec<Do>]) {
    for step in steps {
        for what in step {
            match what {
                Do::Press(keys) => t.press(keys),
                Do::Type(text) => t.type_text(text),
            }
        }
    }
}

/// Builds a design on an empty board and waits until every need is met.
fn build(t: &mut Terminal, design: &str) {
    let pack = content::default_pack().pack;
    let scenario = &pack.scenarios[0];
    let mut script = Script::new(&pack, scenario);
    script.draw(&scenario.design(design).unwrap().board);
    let review = archlab::review::review(script.board(), &pack.catalogue, Some(scenario), false);
    let open: Vec<_> = review.needs.iter().filter(|n| !n.met).map(|n| &n.why).collect();
    assert!(review.all_met(), "the script itself leaves needs open: {open:?}");
    run(t, &script.steps);
    t.see(&format!("{0}/{0}", review.needs.len()));
    t.saved();
}

/// Answers three questions of the client and asks three.
fn talk(t: &mut Terminal) {
    t.press("F8");
    t.see("0 of 5 required");
    for n in 1..=3 {
        answer(t);
        t.see(&format!("{n} of 5 required"));
    }
    for (n, question) in
        ["How large is the file?", "What time zone are the slots in?", "How stale may the web site be?"]
            .iter()
            .enumerate()
    {
        t.press("q");
        t.see("Ask the client");
        t.type_text(question);
        t.press("Enter");
        t.press("Esc");
        t.see(&format!("{} of 3 asked", n + 1));
    }
    t.saved();
}

/// Goes through the steps of one answer, whatever they are.
fn answer(t: &mut Terminal) {
    t.see("Press Enter to answer");
    t.press("a");
    loop {
        let steps = [
            "Space selects several",
            "Enter goes on.",
            "Enter says it, Alt-Enter",
            "Leave it empty to let it stand",
            "Prose is not marked",
        ];
        let text = flat(&t.wait("a step of the answer", |s| steps.iter().any(|m| flat(s).contains(m))));
        let at = steps.iter().position(|m| text.contains(m)).unwrap();
        match at {
            0 => t.press("w Enter"),
            1 => t.press("5 Enter"),
            2 => {
                t.type_text("The queue keeps the report until the next step takes it, and an alarm tells a person.");
                t.press("Enter");
            }
            3 => t.press("Enter"),
            _ => {
                t.press("Enter");
                t.wait("the end of the answer", |s| !flat(s).contains(steps[4]));
                return;
            }
        }
        t.wait("the next step", |s| !flat(s).contains(steps[at]));
    }
}

/// Writes name and qualities, then the bundle, gaps and all.
fn hand_in(t: &mut Terminal) {
    t.press("F9");
    t.see("Who hands in");
    t.press("w");
    t.see("Whose work is it?");
    t.press("Enter");
    t.type_text("Ada Lovelace");
    t.press("Tab");
    t.type_text("s-17");
    t.press("Enter");
    t.see("Ada Lovelace");
    t.press("w");
    t.see("Hand in with gaps?");
    t.press("Down Enter");
    t.see("Receipt:");
    t.saved();
}

fn bundle_holds(workspace: &std::path::Path) {
    let folder = workspace.join("high-fashion/bundles");
    let files: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|f| f.unwrap().path()).collect();
    assert_eq!(1, files.len(), "{files:?}");
    let bytes = std::fs::read(&files[0]).unwrap();
    let pack = content::default_pack().pack;
    let hash = submission::pack_hash(&content::Embedded);
    let verified = submission::verify(&bytes, &submission::Here { pack: &pack, pack_hash: &hash });
    assert!(verified.ok, "{:?}", verified.problems);
    assert_eq!("Ada Lovelace", verified.students[0].name);
}

/// The words on the screen without frames and line ends, so that wrapped sentences are found.
fn flat(screen: &str) -> String {
    let words: Vec<&str> =
        screen.split(|c: char| c.is_whitespace() || "│┃".contains(c)).filter(|w| !w.is_empty()).collect();
    words.join(" ")
}
