//! Runs of the open board: what was ordered, what came of it, and whether the board is still the
//! one that was run.
//!
//! Working a run out is pure and slow; the runtime does it on a thread of its own and hands the
//! news to [`Running::hear`]. No thread and no clock here.

use std::{ops::ControlFlow, sync::Arc};

use crate::{
    content::Pack,
    domain::{
        board::Board,
        flow::Flow,
        id::{LessonId, ScenarioId},
        kept::KeptRun,
        practice::Seen,
    },
    sim::{
        agenda::Time,
        measure::{self, Choice},
        play::{self, Played, Pull},
        practice,
        report::RunReport,
    },
    submission::{board_fingerprint as fingerprint, kept},
};

/// What is to be worked out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// Counts the orders; news of an older one is not heard any more.
    pub number: u64,
    /// The contract.
    pub scenario: ScenarioId,
    /// The board.
    pub board: Board,
    /// Whether it is judged by what the client wants after the changed requirement.
    pub changed: bool,
    /// The seed.
    pub seed: u64,
    /// What is wanted.
    pub wanted: Wanted,
    /// How often everything is run; nothing means until the figures are sure enough.
    pub replications: Option<u32>,
}

/// What is wanted of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// One run to look at, with these faults.
    Trace(Vec<Pull>),
    /// One run to look at, then this replay trial.
    Trial(String),
    /// The gauges.
    Gauges,
    /// The run of a task in a lesson.
    Practice(Trying),
}

/// Which run of which task in which lesson.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trying {
    /// The lesson.
    pub lesson: LessonId,
    /// The task.
    pub task: String,
    /// The place of the knob.
    pub turn: Option<usize>,
}

/// What comes of an order.
#[derive(Clone, Debug)]
pub enum News {
    /// One run, taken down.
    Played(Arc<Played>),
    /// Runs done, and about how many there will be.
    Progress(u32, u32),
    /// The gauges.
    Measured(Box<RunReport>),
    /// What the run of a task has shown.
    Seen(Box<Seen>),
    /// It cannot be run, and why.
    Refused(String),
}

/// One run that can be looked at.
#[derive(Clone, Debug)]
pub struct Shown {
    /// Everything that happened.
    pub played: Arc<Played>,
    /// The faults in it.
    pub pulls: Vec<Pull>,
    /// The replay trial after it.
    pub trial: Option<String>,
    /// The fingerprint of the board that was run.
    pub board: String,
    /// Whether it was run as after the changed requirement.
    pub changed: bool,
    /// Counts what was shown, so that a screen knows when to look again.
    pub number: u64,
}

/// Where a run was being watched when the stage was left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Left {
    /// The number of the run.
    pub shown: u64,
    /// The moment.
    pub at: Time,
    /// The view, by its place.
    pub view: usize,
    /// How fast it was watched.
    pub speed: usize,
}

/// A trace that was ordered.
#[derive(Clone, Debug)]
struct Ordered {
    number: u64,
    wanted: Wanted,
    board: String,
    changed: bool,
}

/// Runs of the open board.
#[derive(Clone, Debug, Default)]
pub struct Running {
    last: u64,
    /// The order of a trace that is still out.
    trace: Option<Ordered>,
    /// Where it was being watched.
    pub left: Option<Left>,
    /// The order of gauges that is still out, with the board's fingerprint.
    gauges: Option<(u64, String)>,
    /// The order of a task's run that is still out.
    practice: Option<(u64, Trying)>,
    /// What the run of a task has shown, until the lesson takes it.
    pub seen: Option<(Trying, Box<Seen>)>,
    /// How far measuring has come.
    pub progress: Option<(u32, u32)>,
    /// The run to look at.
    pub shown: Option<Shown>,
    /// Why the board cannot be run.
    pub refused: Option<String>,
    fingerprint: Option<(u64, String)>,
}

impl Running {
    /// Takes an order down and numbers it.
    pub fn order(
        &mut self,
        board: &Board,
        (scenario, changed): (ScenarioId, bool),
        seed: u64,
        wanted: Wanted,
    ) -> Order {
        self.last += 1;
        let print = fingerprint(board);
        match &wanted {
            Wanted::Trace(_) | Wanted::Trial(_) => {
                self.trace = Some(Ordered { number: self.last, wanted: wanted.clone(), board: print, changed });
            }
            Wanted::Gauges => {
                self.gauges = Some((self.last, print));
                self.progress = Some((0, 0));
            }
            Wanted::Practice(trying) => self.practice = Some((self.last, trying.clone())),
        }
        self.refused = None;
        Order { number: self.last, scenario, board: board.clone(), changed, seed, wanted, replications: None }
    }

    /// Takes news of an order. Returns a run to be kept; news of what nobody waits for is nothing.
    pub fn hear(&mut self, number: u64, news: News) -> Option<KeptRun> {
        let of_trace = self.trace.as_ref().is_some_and(|t| t.number == number);
        let of_gauges = self.gauges.as_ref().is_some_and(|g| g.0 == number);
        let of_practice = self.practice.as_ref().is_some_and(|p| p.0 == number);
        match news {
            News::Seen(seen) if of_practice => self.seen = self.practice.take().map(|(_, trying)| (trying, seen)),
            News::Refused(why) if of_practice => (self.practice, self.refused) = (None, Some(why)),
            News::Played(played) if of_trace => {
                let Ordered { number, wanted, board, changed } = self.trace.take()?;
                let (pulls, trial) = match wanted {
                    Wanted::Trace(pulls) => (pulls, None),
                    Wanted::Trial(id) => (Vec::new(), Some(id)),
                    Wanted::Gauges | Wanted::Practice(_) => (Vec::new(), None),
                };
                self.shown = Some(Shown { played, pulls, trial, board, changed, number });
            }
            News::Progress(done, of) if of_gauges => self.progress = Some((done, of)),
            News::Measured(report) if of_gauges => {
                let (_, board) = self.gauges.take()?;
                self.progress = None;
                return Some(kept(&report, board));
            }
            News::Refused(why) if of_trace || of_gauges => {
                self.stop();
                self.trace = None;
                self.refused = Some(why);
            }
            _ => {}
        }
        None
    }

    /// Gives up waiting for the gauges.
    pub fn stop(&mut self) {
        (self.gauges, self.progress) = (None, None);
    }

    /// Forgets everything but the count of orders, so that late news is told from new.
    pub fn forget(&mut self) {
        *self = Self { last: self.last, ..Self::default() };
    }

    /// Says whether a trace was ordered that has not come yet.
    pub fn is_waiting(&self) -> bool {
        self.trace.is_some()
    }

    /// Says whether the run of a task was ordered that has not come yet.
    pub fn is_trying(&self) -> bool {
        self.practice.is_some()
    }

    /// Says whether the gauges are being measured.
    pub fn is_measuring(&self) -> bool {
        self.gauges.is_some()
    }

    /// Returns the fingerprint of the board after so many steps, worked out once.
    pub fn print_of(&mut self, board: &Board, steps: u64) -> &str {
        if self.fingerprint.as_ref().is_none_or(|(at, _)| *at != steps) {
            self.fingerprint = Some((steps, fingerprint(board)));
        }
        self.fingerprint.as_ref().map_or("", |(_, print)| print)
    }
}

/// Works an order out. Asks after each run whether to go on.
pub fn work(order: &Order, pack: &Pack, tell: &mut dyn FnMut(News) -> ControlFlow<()>) {
    if let Wanted::Practice(trying) = &order.wanted {
        // Whoever does not want it any more says so, and there is nothing more to tell.
        let _ = try_out(&order.board, trying, pack).map(tell);
        return;
    }
    let Some(scenario) = pack.scenarios.iter().find(|s| s.id == order.scenario) else { return };
    let scenario = &*scenario.in_force(order.changed);
    let flow = Flow::of(&order.board, &pack.catalogue, Some(scenario));
    let news = match &order.wanted {
        Wanted::Practice(_) => return,
        Wanted::Trace(pulls) => play::play(&flow, scenario, order.seed, pulls).map(|p| Some(News::Played(Arc::new(p)))),
        Wanted::Trial(id) => play::play_trial(&flow, scenario, order.seed, id).map(|p| Some(News::Played(Arc::new(p)))),
        Wanted::Gauges => {
            let choice = Choice { seed: order.seed, replications: order.replications, ..Choice::default() };
            let report = measure::measure(&flow, scenario, &choice, &mut |p| tell(News::Progress(p.done, p.of)));
            report.map(|r| r.map(|r| News::Measured(Box::new(r))))
        }
    };
    // Whoever asked to stop waits for nothing more, so the answer is of no use either way.
    let _ = match news {
        Ok(Some(news)) => tell(news),
        Ok(None) => ControlFlow::Break(()),
        Err(why) => tell(News::Refused(why.to_string())),
    };
}

fn try_out(board: &Board, trying: &Trying, pack: &Pack) -> Option<News> {
    let lesson = pack.lessons.iter().find(|l| l.head.id == trying.lesson)?;
    let run = lesson.tasks().find(|t| t.id == trying.task)?.run.as_ref()?;
    Some(match practice::run(board, &pack.catalogue, run, trying.turn) {
        Ok(seen) => News::Seen(Box::new(seen)),
        Err(why) => News::Refused(why.to_string()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn running() -> (Running, Order) {
        let mut running = Running::default();
        let order = running.order(&Board::default(), (ScenarioId::new("a"), false), 1, Wanted::Gauges);
        (running, order)
    }

    #[test]
    fn news_of_an_order_that_nobody_waits_for_is_not_heard() {
        let (mut running, first) = running();
        running.hear(first.number, News::Progress(3, 9));
        assert_eq!(Some((3, 9)), running.progress);
        let second = running.order(&Board::default(), (ScenarioId::new("a"), false), 1, Wanted::Gauges);
        running.hear(first.number, News::Progress(8, 9));
        assert_eq!(Some((0, 0)), running.progress);
        running.forget();
        running.hear(second.number, News::Refused("no".to_owned()));
        assert_eq!(None, running.refused);
        let third = running.order(&Board::default(), (ScenarioId::new("a"), false), 1, Wanted::Gauges);
        assert!(third.number > second.number);
    }

    #[test]
    fn a_refusal_says_why_and_ends_the_wait() {
        let (mut running, order) = running();
        running.hear(order.number, News::Refused("nothing is drawn".to_owned()));
        assert!(!running.is_measuring());
        assert_eq!(Some("nothing is drawn"), running.refused.as_deref());
    }

    #[test]
    fn words_about_a_board_do_not_change_what_is_run() {
        let board = Board::named("a");
        assert_eq!(fingerprint(&board), fingerprint(&Board::named("b")));
    }
}
