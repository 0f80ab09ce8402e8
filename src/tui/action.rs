//! Everything a student can do, as data. Keys, the mouse and the command palette all give actions;
//! a screen turns them into changes of its own state and into effects.

use crate::{
    domain::{
        attempt::Stage,
        grid::Cell,
        id::{LessonId, ScenarioId},
        progress::Place,
    },
    store::Desk,
};

/// A direction on the board or in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Left.
    Left,
    /// Down.
    Down,
    /// Up.
    Up,
    /// Right.
    Right,
}

impl Way {
    /// Returns the step in columns and rows.
    pub fn step(self) -> (i32, i32) {
        match self {
            Self::Left => (-1, 0),
            Self::Down => (0, 1),
            Self::Up => (0, -1),
            Self::Right => (1, 0),
        }
    }
}

/// What can be done on a board.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BoardAction {
    /// Moves the cursor by a cell.
    Cursor(Way),
    /// Moves the cursor to the next node in that direction.
    Jump(Way),
    /// Moves the cursor to the next node in reading order.
    NextNode,
    /// Moves the cursor to the node before.
    PreviousNode,
    /// Puts the cursor on a cell (mouse).
    PointAt(Cell),
    /// Opens the component search.
    Search,
    /// Adds the component found at the cursor.
    AddFound,
    /// Adds the component found at the next free cell and stays in the search.
    AddFoundAt(usize),
    /// Starts or finishes a link.
    Connect,
    /// Picks up or puts down.
    Move,
    /// Copies the selection and picks the copy up.
    Copy,
    /// Deletes what is under the cursor or selected.
    Delete,
    /// Starts or finishes a zone.
    Zone,
    /// Changes the kind of the zone being drawn.
    ZoneKind,
    /// Takes the innermost zone at the cursor, then the one round it.
    NextZone,
    /// Names the node under the cursor, or the drawing.
    Rename,
    /// Explains the node under the cursor or the selection.
    Explain,
    /// Opens the card of the node under the cursor.
    Open,
    /// Selects or unselects the node under the cursor.
    Mark,
    /// Selects every node.
    MarkAll,
    /// Takes the last edit back.
    Undo,
    /// Makes it again.
    Redo,
    /// Shows more of the board.
    ZoomOut,
    /// Shows it larger.
    ZoomIn,
    /// Picks the largest zoom that shows everything.
    Fit,
    /// Shows or hides the needs list.
    Needs,
    /// Shows or hides the component list.
    Palette,
    /// Shows or hides the card.
    Inspector,
    /// Goes to the next finding.
    NextFinding,
    /// Turns the arrow of the link at hand round.
    Turn,
    /// Goes to the next link of the node under the cursor.
    NextLink,
    /// Changes the kind of the link at hand.
    LinkKind,
    /// Changes what the link at hand carries.
    LinkCarries,
    /// Writes the .drawio file.
    Save,
    /// Clears the board.
    Clear,
    /// Presses the mouse on a cell.
    Press(Cell, bool),
    /// Drags the mouse to a cell.
    Drag(Cell),
    /// Lets the mouse go on a cell.
    Release(Cell),
    /// Scrolls the view.
    Scroll(i32, i32),
    /// Ends what was begun.
    Stop,
    /// Finishes what was begun.
    Finish,
}

/// What can be done in the run stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunAction {
    /// Runs the board.
    Start,
    /// Lets the run go on, or stops it.
    Pause,
    /// Goes faster.
    Faster,
    /// Goes slower.
    Slower,
    /// Goes to the next thing that happened.
    StepOn,
    /// Goes back to the thing before.
    StepBack,
    /// Goes to the next incident.
    NextIncident,
    /// Goes to the incident before.
    PreviousIncident,
    /// Begins again.
    Restart,
    /// Opens the list of faults.
    Faults,
    /// Takes the faults out again.
    Calm,
    /// Shows what is behind a number.
    Why,
    /// Goes to a place of the run, in thousandths.
    Seek(u16),
    /// Measures the three qualities again.
    Measure,
    /// Stops measuring.
    Stop,
}

/// A question before something is done; the first answer is the safe one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Its title.
    pub title: String,
    /// What is at stake.
    pub text: String,
    /// The answers with what each does; nothing leaves everything as it is.
    pub answers: Vec<(String, Option<Action>)>,
}

/// Everything a student can do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Goes to a place.
    Go(Place),
    /// Goes back: out of a mode, out of an overlay, out of a screen.
    Back,
    /// Leaves the program.
    Quit,
    /// Moves in a list, text or form.
    Move(Way),
    /// Moves a page.
    Page(bool),
    /// Moves to the first or last.
    End(bool),
    /// Takes the selected thing.
    Choose,
    /// Takes the n-th thing (mouse, digits).
    Pick(usize),
    /// Goes to the next field or pane.
    Next,
    /// Goes to the field or pane before.
    Previous,
    /// Opens help.
    Help,
    /// Opens the list of all actions.
    Commands,
    /// Opens the glossary.
    Glossary,
    /// Changes to the next theme.
    Theme,
    /// Switches the mouse on or off.
    Mouse,
    /// Switches between Unicode and ASCII drawing.
    Ascii,
    /// Goes to a stage of the open contract.
    Stage(Stage),
    /// Goes to the next stage.
    NextStage,
    /// Goes to the stage before.
    PreviousStage,
    /// Opens the next hint.
    Hint,
    /// Loads the solution.
    Solution,
    /// Confirms what is selected, chosen or written.
    Confirm,
    /// Ticks the n-th quality or point.
    Tick(usize),
    /// Resets what is shown, after a confirmation.
    Reset,
    /// Writes the bundle.
    HandIn,
    /// Writes the bundle although something is missing.
    HandInAnyway,
    /// Adds somebody who hands in.
    AddPerson,
    /// Takes somebody off the list of those who hand in.
    RemovePerson,
    /// Asks something before it is done.
    Decide(Box<Decision>),
    /// Does something on the board.
    Board(BoardAction),
    /// Scrolls with the wheel by so many lines.
    Wheel(i32),
    /// Clicks at a place on the screen, `true` for a double click.
    Click(u16, u16, bool),
    /// Asks the client a question (in the client stage).
    Ask,
    /// Answers the client's question.
    Answer,
    /// Marks the text as read, or goes on.
    Continue,
    /// Closes the overlay on top and does what it was asked to choose.
    Close(Option<Box<Action>>),
    /// Starts the task at hand over, asked and confirmed.
    ResetTask,
    /// Resets everything, asked and confirmed.
    ResetEverything,
    /// Resets what is open, asked and confirmed.
    ResetNow(Desk),
    /// Does something in the run stage.
    Run(RunAction),
}

/// Something that happens outside the screens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Leaves the program.
    Quit,
    /// Keeps a step of an open board.
    Append(Desk, crate::domain::edit::Step),
    /// Keeps an attempt.
    KeepAttempt(Box<crate::domain::attempt::Attempt>),
    /// Keeps the progress.
    KeepProgress(Box<crate::domain::progress::Progress>),
    /// Keeps the settings.
    KeepSettings(crate::domain::progress::Settings),
    /// Opens the board of a lesson.
    OpenLesson(LessonId),
    /// Opens the attempt of a contract and its board.
    OpenContract(ScenarioId),
    /// Writes the .drawio of the open board; `true` when the student asked for it.
    WriteDiagram(Desk, bool),
    /// Writes the bundle of a contract; `true` even if something is missing.
    WriteBundle(ScenarioId, bool),
    /// Resets every lesson and contract, with a backup.
    ResetEverything,
    /// Resets something, with a backup.
    Reset(Desk),
    /// Switches the mouse on or off.
    Mouse(bool),
    /// Works a run out.
    Run(Box<super::running::Order>),
    /// Stops measuring.
    StopMeasuring,
}
