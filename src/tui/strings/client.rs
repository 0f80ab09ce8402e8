//! Words of the client stage.

/// Title of the list of questions.
pub const QUESTIONS: &str = "Questions";
/// Title of a question at hand.
pub const QUESTION: &str = "Question";
/// Title of the line for a question of one's own.
pub const ASK: &str = "Ask the client";
/// Help under that line.
pub const ASK_HINT: &str = "One thing at a time, in your own words: when, how much, who, how often …";
/// Who the student is while no name is written.
pub const YOU: &str = "You";
/// Mark of a question that must be answered.
pub const REQUIRED: &str = "required";
/// State of a question.
pub const OPEN: &str = "open";
/// State of a question with an answer that was begun.
pub const DRAFT: &str = "begun";
/// State of a question that is closed.
pub const ANSWERED: &str = "answered";
/// State of a question that speaks of a run which is not there.
pub const WAITS: &str = "after a run";
/// How to go on with such a question.
pub const RUN_IT: &str = "F7 goes to the Run stage; M measures there.";
/// Shown until the contract is open.
pub const ONE_MOMENT: &str = "One moment: the client is being called.";
/// No question fits, and none is closed.
pub const NO_QUESTIONS: &str = "No question yet.";
/// How to go on with an open question.
pub const ANSWER_IT: &str = "Press Enter to answer.";
/// How to go on with a begun answer.
pub const GO_ON: &str = "Your answer is begun. Press Enter to go on.";
/// How to go on with a closed question.
pub const REOPEN: &str = "Answered. Press Enter to open it again and say it better.";
/// A closed question that the board no longer raises.
pub const STALE: &str = "Your board no longer raises this question. What you said is kept as it was.";
/// Head of the model answer.
pub const ONE_WAY: &str = "One way to put it:";
/// Shown where the client has nothing more to ask although something is required.
pub const NOTHING_NOW: &str = "I have nothing to ask about the drawing as it stands. More comes up as it grows.";
/// Shown where everything is answered.
pub const ALL_ANSWERED: &str =
    "That was all I wanted to know. Open an answer again, ask me something, or press F9 to hand in.";

/// Step: point.
pub const STEP_POINT: &str = "Point at it";
/// Step: number.
pub const STEP_NUMBER: &str = "Give the number";
/// Step: because.
pub const STEP_BECAUSE: &str = "Say why";
/// Step: the client asks back.
pub const STEP_THEN: &str = "One thing back";
/// Step: points.
pub const STEP_POINTS: &str = "What I listened for";

/// Help for pointing.
pub const POINT_HELP: &str = "Move to it and press Enter; Space selects several.";
/// Help for the number.
pub const NUMBER_HELP: &str = "Enter goes on. Leave it empty if you cannot say.";
/// What an empty text shows.
pub const BECAUSE_HINT: &str = "because …";
/// Help for the text.
pub const BECAUSE_HELP: &str = "In your own words. Enter says it, Alt-Enter begins a line, Esc: later.";
/// Help for the answer to what the client asks back.
pub const THEN_HELP: &str = "Enter says it. Leave it empty to let it stand.";
/// Help for the points.
pub const POINTS_HELP: &str = "Prose is not marked. Tick the points that you did make; your teacher sees both.";
/// A point that was heard.
pub const HEARD: &str = "heard";
/// A point that was mentioned without anything behind it.
pub const UNBACKED: &str = "mentioned, nothing on your board backs it";
/// A point that was not heard.
pub const NOT_HEARD: &str = "not heard";

/// Nothing was pointed at.
pub const POINT_FIRST: &str = "Move to a part of the board first.";
/// What was typed is no number.
pub const NO_NUMBER: &str = "That is no number. Write digits, such as 15 or 1.5, or leave it empty.";
/// Nothing was said.
pub const SAY_SOMETHING: &str = "Say why in a sentence or two, or press Esc to leave it for later.";
/// Nothing was asked.
pub const ASK_SOMETHING: &str = "Write a question, or press Esc to stop asking.";
/// There is no question to answer.
pub const NONE_TO_ANSWER: &str = "There is no question to answer right now.";
/// Said when a question was closed.
pub const CLOSED: &str = "Answer kept.";
/// Said when an unfinished answer was left.
pub const KEPT: &str = "Kept for later.";
/// Said when the requirement changes.
pub const CHANGED: &str = "The client has changed a requirement. The letter and the needs now say so.";
/// Head of the changed requirement in the conversation.
pub const CHANGE: &str = "A change";

/// What the client says to an empty board.
pub fn draw_first(source: Option<&str>) -> String {
    let start = match source {
        Some(name) => format!("Begin with where it starts, the {name},"),
        None => "Begin with where the data starts".to_owned(),
    };
    format!(
        "There is nothing on the board yet, so I have nothing to ask about. {start} and draw the way to where I need the data. F6 goes to the board."
    )
}

/// Why no number is asked for that only a run can give.
pub fn no_number(first: &str) -> String {
    format!("No number is asked for here yet. {first}")
}

/// How far the student is.
pub fn counts(answered: usize, required: usize, asked: usize, ask_at_least: u32) -> String {
    let asked = if ask_at_least == 0 { format!("{asked} asked") } else { format!("{asked} of {ask_at_least} asked") };
    format!("{answered} of {required} required answered, {asked}")
}

/// The same where there is little room.
pub fn counts_short(answered: usize, required: usize, asked: usize, ask_at_least: u32) -> String {
    format!("{answered}/{required} required, {asked}/{ask_at_least} asked")
}

/// Which step of the answer this is.
pub fn step(n: usize, of: usize) -> String {
    format!("{n} of {of}")
}

/// What was pointed at.
pub fn pointed_at(names: &str, right: Option<bool>) -> String {
    match right {
        Some(false) => format!("pointed at {names}: not the spot"),
        _ => format!("pointed at {names}"),
    }
}

/// What number was given.
pub fn number_given(number: &str, unit: &str, right: Option<bool>) -> String {
    let number = format!("{number} {unit}");
    match right {
        Some(false) => format!("{}: off by more than a fifth", number.trim()),
        _ => number.trim().to_owned(),
    }
}

/// How many points were heard.
pub fn points_heard(heard: usize, of: usize) -> String {
    format!("heard {heard} of {of} points")
}

/// The words that matched.
pub fn matched(words: &[String]) -> String {
    words.iter().map(|w| format!("“{w}”")).collect::<Vec<_>>().join(", ")
}
