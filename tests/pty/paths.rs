//! The long ways through the program.

use archlab::content;

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

pub fn by_mouse() {}

pub fn whole_path() {
    let ws = folder();
    let mut t = Terminal::lab((80, 24), ws.path());
    open_board(&mut t);
    build(&mut t, "function-chain");
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
    run(t, &script.steps);
    let review = archlab::review::review(script.board(), &pack.catalogue, Some(scenario), false);
    assert!(review.all_met(), "{:?}", review.needs.iter().filter(|n| !n.met).map(|n| &n.why).collect::<Vec<_>>());
    let all = format!("{0} of {0} needs", review.needs.len());
    t.see(&all);
    t.saved();
}
