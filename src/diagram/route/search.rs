//! The search for one way at a time: A* over (place, direction), aware of the ways found before.
//!
//! A step costs its length; a bend, a crossing and company on the same track cost extra. Equal
//! costs are settled by the order of discovery, which is fixed, so equal boards get equal routes.
//! On crowded boards the cheapest way is not worth its search: there a way is good enough that is
//! not much dearer.

use super::{
    Side,
    lattice::Lattice,
    places::Places,
    queue::{Entry, Queue},
};
use crate::domain::grid::Cell;

const BEND: u32 = 10;
const CROSSING: u32 = 9;
/// Each further line along the same gap.
const COMPANY_GAP: u32 = 1;
/// Each further line along the centre line of empty cells.
const COMPANY_CELL: u32 = 3;
/// A second line at the same side of a node; a node shows two well, so more cost much more.
const COMPANY_PORT: u32 = 5;
const CROWD_PORT: u32 = 32;
/// A line through the title of a narrow zone.
const TITLE: u32 = 14;
/// From so many links on a board is crowded.
pub(super) const CROWDED: usize = 80;
/// In halves, what is known to lie ahead counts: once, so that the cheapest way is found, and on
/// crowded boards more than that, so that the search heads for its goal. On boards of 100 to 1,000
/// nodes the ways came to between 2 % less and 3 % more altogether with twice and three times, for
/// a quarter to four fifths of the work.
const EXACT: u32 = 2;
const EAGER: u32 = 5;
const UNREACHED: u32 = 1 << 30;
/// The toll of a step into a wall: no way is so dear that it would still pay.
const BLOCKED: u32 = UNREACHED;
/// Marks a state that was reached from the start itself.
const START: u32 = u32::MAX;

/// A way through the lattice: its ends and corners as (x, y) positions.
#[derive(Clone, Debug)]
pub(super) struct Path {
    pub(super) corners: Vec<(usize, usize)>,
    pub(super) leaves: Side,
    pub(super) enters: Side,
}

/// A step about to be tried: from a place towards a side, with what it cost to stand there.
struct Step {
    at: usize,
    came: u32,
    side: Side,
    paid: u32,
}

/// Where a search wants to, and how far every track is from there.
#[derive(Default)]
struct Goal {
    at: usize,
    /// Its positions on both axes.
    spot: (usize, usize),
    x: Vec<u32>,
    y: Vec<u32>,
    /// The cheapest way there so far, and the state it ends in; of equals the first.
    best: u32,
    state: Option<u32>,
}

pub(super) struct Search<'a> {
    net: &'a Lattice,
    cost: Vec<u32>,
    came: Vec<u32>,
    touched: Vec<u32>,
    /// How many lines run from a place to its right and to its lower neighbour.
    along: Vec<[u8; 2]>,
    /// What a step from a place towards each side costs, by the order of [`Side::ALL`].
    toll: Vec<[u32; 4]>,
    /// What passing straight through a place costs for the lines it cuts, upright and level.
    cut: Vec<[u32; 2]>,
    goal: Goal,
    /// What lies ahead counts so many halves.
    eager: u32,
    queue: Queue,
    /// The places whose surroundings had a say in the last search.
    seen: Places,
}

impl<'a> Search<'a> {
    pub(super) fn on(net: &'a Lattice, crowded: bool) -> Self {
        let places = net.wall.len();
        let mut it = Self {
            net,
            cost: vec![UNREACHED; places * 4],
            came: vec![START; places * 4],
            touched: Vec::new(),
            along: vec![[0; 2]; places],
            toll: vec![[BLOCKED; 4]; places],
            cut: vec![[0; 2]; places],
            goal: Goal::default(),
            eager: if crowded { EAGER } else { EXACT },
            queue: Queue::new(),
            seen: Places::default(),
        };
        for at in net.places() {
            it.charge(at, Side::East);
            it.charge(at, Side::South);
        }
        it
    }

    /// Finds the way and what had a say in it.
    pub(super) fn connect(&mut self, from: Cell, to: Cell) -> (Vec<usize>, Places) {
        let (start, goal) = (self.net.place(from), self.net.place(to));
        self.seen = Places::none(self.net.wall.len());
        self.seen.add(start);
        self.seen.add(goal);
        let places = if start == goal { self.loop_at(start) } else { self.walk(start, goal) };
        (places, std::mem::take(&mut self.seen))
    }

    /// A link from a node to itself leaves on the emptier of right and left, and comes back from
    /// above.
    fn loop_at(&self, at: usize) -> Vec<usize> {
        let row = self.net.stride();
        let beside = if self.along[at - 1][0] < self.along[at][0] { at - 1 } else { at + 1 };
        vec![at, beside, beside - row, at - row, at]
    }

    fn walk(&mut self, start: usize, goal: usize) -> Vec<usize> {
        self.reset(goal);
        self.open(goal);
        for side in Side::ALL {
            self.attempt(&Step { at: start, came: START, side, paid: leave_cost(side) });
        }
        while let Some(entry) = self.queue.pop() {
            // What is left in the queue cannot make the way to the goal any cheaper.
            if self.goal.best <= self.queue.now() {
                break;
            }
            // What was reached more cheaply since was taken further already.
            if self.cost[entry.state as usize] == entry.paid {
                self.expand(entry);
            }
        }
        self.close(goal);
        // The outer gaps join all cells, so there always is a way; a bare line would be harmless.
        self.goal.state.map_or_else(|| vec![start, goal], |state| self.trail(state, start))
    }

    fn reset(&mut self, goal: usize) {
        for state in self.touched.drain(..) {
            self.cost[state as usize] = UNREACHED;
        }
        self.queue.clear();
        let (x, y) = self.net.split(goal);
        self.goal = Goal { at: goal, spot: (x, y), best: UNREACHED, state: None, ..std::mem::take(&mut self.goal) };
        self.goal.x.clear();
        self.goal.x.extend((0..self.net.x.len()).map(|other| self.net.x.between(x, other)));
        self.goal.y.clear();
        self.goal.y.extend((0..self.net.y.len()).map(|other| self.net.y.between(y, other)));
    }

    /// Lets lines step onto the node they lead to.
    fn open(&mut self, goal: usize) {
        for side in Side::ALL {
            let before = self.net.beside(goal, side);
            self.toll[before][side.opposite() as usize] = self.price(goal, side) + enter_cost(side);
        }
    }

    fn close(&mut self, goal: usize) {
        for side in Side::ALL {
            self.toll[self.net.beside(goal, side)][side.opposite() as usize] = BLOCKED;
        }
    }

    fn expand(&mut self, entry: Entry) {
        let (at, side) = (entry.state as usize / 4, Side::ALL[entry.state as usize % 4]);
        self.seen.add(at);
        let mut turn = [BEND; 4];
        turn[side as usize] = self.cut[at][usize::from(side.is_horizontal())];
        turn[side.opposite() as usize] = BLOCKED;
        for next in Side::ALL {
            self.attempt(&Step { at, came: entry.state, side: next, paid: entry.paid + turn[next as usize] });
        }
    }

    #[inline]
    fn attempt(&mut self, step: &Step) {
        let paid = step.paid + self.toll[step.at][step.side as usize];
        let next = self.net.beside(step.at, step.side);
        let state = next * 4 + step.side as usize;
        if paid >= self.cost[state] {
            return;
        }
        let total = paid + self.at_least(next, step.side) * self.eager / 2;
        if total >= self.goal.best {
            return;
        }
        if self.cost[state] == UNREACHED {
            self.touched.push(state as u32);
        }
        self.cost[state] = paid;
        self.came[state] = step.came;
        if next == self.goal.at {
            (self.goal.best, self.goal.state) = (total, Some(state as u32));
        } else {
            self.queue.push(total, Entry { state: state as u32, paid });
        }
    }

    /// A lower bound of the cost from a place to the goal: the length, and the bends without which
    /// it cannot be reached. It never falls by more than a step costs.
    fn at_least(&self, at: usize, side: Side) -> u32 {
        let (x, y) = self.net.split(at);
        let (goal_x, goal_y) = self.goal.spot;
        let (behind, beside) = match side {
            Side::East => (goal_x < x, goal_y != y),
            Side::West => (goal_x > x, goal_y != y),
            Side::South => (goal_y < y, goal_x != x),
            Side::North => (goal_y > y, goal_x != x),
        };
        let bends = match (behind, beside) {
            (false, false) => 0,
            (false, true) => 1,
            (true, true) => 2,
            (true, false) => 3,
        };
        self.goal.x[x] + self.goal.y[y] + bends * BEND
    }

    /// Sets down anew what a step to the right or lower neighbour costs, and the same step back.
    fn charge(&mut self, at: usize, side: Side) {
        let (next, price) = (self.net.beside(at, side), self.price(at, side));
        let wall = |place: usize| if self.net.wall[place] { BLOCKED } else { price };
        (self.toll[at][side as usize], self.toll[next][side.opposite() as usize]) = (wall(next), wall(at));
    }

    /// What a step costs, if there is no wall.
    fn price(&self, at: usize, side: Side) -> u32 {
        let next = self.net.beside(at, side);
        let ((ax, ay), (bx, by)) = (self.net.split(at), self.net.split(next));
        if bx >= self.net.x.len() || by >= self.net.y.len() {
            return BLOCKED;
        }
        let length = self.net.x.between(ax, bx) + self.net.y.between(ay, by);
        let level = side.is_horizontal();
        let in_gap = if level { ay % 2 == 0 } else { ax % 2 == 0 };
        let company = u32::from(self.along[at.min(next)][usize::from(!level)]);
        let shared = match (in_gap, self.net.wall[at] || self.net.wall[next]) {
            (true, _) => COMPANY_GAP * company,
            (false, true) => COMPANY_PORT * company.min(1) + CROWD_PORT * company.saturating_sub(1),
            (false, false) => COMPANY_CELL * company,
        };
        let title = !level && (self.net.title[at] || self.net.title[next]);
        length + shared + if title { TITLE } else { 0 }
    }

    /// Sets down anew what passing straight through a place costs.
    fn cross(&mut self, at: usize) {
        let pass = |a: u8, b: u8| CROSSING * u32::from(a.min(b).min(3));
        let [right, down] = self.along[at];
        let (left, up) = (self.along[at - 1][0], self.along[at - self.net.stride()][1]);
        self.cut[at] = [pass(left, right), pass(up, down)];
    }

    fn trail(&self, last: u32, start: usize) -> Vec<usize> {
        let mut places = vec![last as usize / 4];
        let mut state = self.came[last as usize];
        while state != START {
            places.push(state as usize / 4);
            state = self.came[state as usize];
        }
        places.push(start);
        places.reverse();
        places
    }

    /// Counts a way among the lines that the ones after have to mind.
    pub(super) fn remember(&mut self, places: &[usize]) {
        for pair in places.windows(2) {
            let (first, last) = (pair[0].min(pair[1]), pair[0].max(pair[1]));
            let side = if last - first == 1 { Side::East } else { Side::South };
            let count = &mut self.along[first][usize::from(side == Side::South)];
            *count = count.saturating_add(1);
            self.charge(first, side);
            self.cross(first);
            self.cross(last);
        }
    }

    /// Returns a way without the places where it goes straight on.
    pub(super) fn path(&self, places: &[usize]) -> Path {
        let points: Vec<(usize, usize)> = places.iter().map(|&p| self.net.split(p)).collect();
        let side = |a: (usize, usize), b: (usize, usize)| match (b.0.cmp(&a.0), b.1.cmp(&a.1)) {
            (std::cmp::Ordering::Greater, _) => Side::East,
            (std::cmp::Ordering::Less, _) => Side::West,
            (_, std::cmp::Ordering::Less) => Side::North,
            _ => Side::South,
        };
        let last = points.len() - 1;
        let corner = |i: usize| side(points[i - 1], points[i]) != side(points[i], points[i + 1]);
        let corners = (0..=last).filter(|&i| i == 0 || i == last || corner(i)).map(|i| points[i]).collect();
        Path { corners, leaves: side(points[0], points[1]), enters: side(points[last], points[last - 1]) }
    }
}

/// Lines leave by the right where they can; a caption hangs below many icons.
fn leave_cost(side: Side) -> u32 {
    match side {
        Side::East => 0,
        Side::North => 2,
        Side::South => 3,
        Side::West => 4,
    }
}

/// Lines enter from the left where they can.
fn enter_cost(side: Side) -> u32 {
    match side {
        Side::West => 0,
        Side::North => 1,
        Side::South => 3,
        Side::East => 4,
    }
}
