//! The search for one way at a time: A* over (place, direction), aware of the ways found before.
//!
//! A step costs its length; a bend, a crossing and company on the same track cost extra. Equal
//! costs are settled by the order of discovery, which is fixed, so equal boards get equal routes.

use std::{cmp::Reverse, collections::BinaryHeap};

use super::{Side, lattice::Lattice};
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
const UNREACHED: u32 = u32::MAX;
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

pub(super) struct Search<'a> {
    net: &'a Lattice,
    cost: Vec<u32>,
    came: Vec<u32>,
    touched: Vec<u32>,
    /// How many lines run from a place to its right neighbour.
    along_x: Vec<u8>,
    /// How many lines run from a place to its lower neighbour.
    along_y: Vec<u8>,
    queue: BinaryHeap<Reverse<(u32, u32, u32)>>,
    found: u32,
}

impl<'a> Search<'a> {
    pub(super) fn on(net: &'a Lattice) -> Self {
        let places = net.wall.len();
        Self {
            net,
            cost: vec![UNREACHED; places * 4],
            came: vec![START; places * 4],
            touched: Vec::new(),
            along_x: vec![0; places],
            along_y: vec![0; places],
            queue: BinaryHeap::new(),
            found: 0,
        }
    }

    /// Finds the way and remembers it for the ones after.
    pub(super) fn connect(&mut self, from: Cell, to: Cell) -> Path {
        let (start, goal) = (self.net.place(from), self.net.place(to));
        let places = if start == goal { self.loop_at(start) } else { self.walk(start, goal) };
        self.remember(&places);
        self.path(&places)
    }

    /// A link from a node to itself leaves on the emptier of right and left, and comes back from
    /// above.
    fn loop_at(&self, at: usize) -> Vec<usize> {
        let row = self.net.x.len();
        let crowd = |next: usize| self.company(at, next, Side::East);
        let beside = if crowd(at - 1) < crowd(at + 1) { at - 1 } else { at + 1 };
        vec![at, beside, beside - row, at - row, at]
    }

    fn walk(&mut self, start: usize, goal: usize) -> Vec<usize> {
        self.reset();
        for side in Side::ALL {
            self.attempt(&Step { at: start, came: START, side, paid: leave_cost(side) }, goal);
        }
        while let Some(Reverse((_, _, state))) = self.queue.pop() {
            if state as usize / 4 == goal {
                return self.trail(state, start);
            }
            self.expand(state, goal);
        }
        // The outer gaps join all cells, so this is never reached; a bare line keeps it harmless.
        vec![start, goal]
    }

    fn reset(&mut self) {
        for state in self.touched.drain(..) {
            self.cost[state as usize] = UNREACHED;
        }
        self.queue.clear();
        self.found = 0;
    }

    fn expand(&mut self, state: u32, goal: usize) {
        let (at, side) = (state as usize / 4, Side::ALL[state as usize % 4]);
        let so_far = self.cost[state as usize];
        for next in Side::ALL.into_iter().filter(|n| *n != side.opposite()) {
            let turn = if next == side { self.crossing(at, side) } else { BEND };
            self.attempt(&Step { at, came: state, side: next, paid: so_far + turn }, goal);
        }
    }

    fn attempt(&mut self, step: &Step, goal: usize) {
        let Some(next) = self.neighbour(step.at, step.side) else { return };
        if self.net.wall[next] && next != goal {
            return;
        }
        let entering = if next == goal { enter_cost(step.side.opposite()) } else { 0 };
        let cost = step.paid + self.step_cost(step.at, next, step.side) + entering;
        let state = next * 4 + step.side as usize;
        if cost >= self.cost[state] {
            return;
        }
        if self.cost[state] == UNREACHED {
            self.touched.push(state as u32);
        }
        self.cost[state] = cost;
        self.came[state] = step.came;
        self.found += 1;
        self.queue.push(Reverse((cost + self.at_least(next, goal, step.side), self.found, state as u32)));
    }

    fn neighbour(&self, at: usize, side: Side) -> Option<usize> {
        let (x, y) = self.net.split(at);
        let (dx, dy) = side.step();
        let (x, y) = (x.checked_add_signed(dx as isize)?, y.checked_add_signed(dy as isize)?);
        (x < self.net.x.len() && y < self.net.y.len()).then(|| self.net.at(x, y))
    }

    /// How many lines run between two neighbouring places.
    fn company(&self, a: usize, b: usize, side: Side) -> u32 {
        let first = a.min(b);
        u32::from(if side.is_horizontal() { self.along_x[first] } else { self.along_y[first] })
    }

    fn step_cost(&self, at: usize, next: usize, side: Side) -> u32 {
        let ((ax, ay), (bx, by)) = (self.net.split(at), self.net.split(next));
        let length = self.net.x.between(ax, bx) + self.net.y.between(ay, by);
        let in_gap = if side.is_horizontal() { ay % 2 == 0 } else { ax % 2 == 0 };
        let company = self.company(at, next, side);
        let shared = match (in_gap, self.net.wall[at] || self.net.wall[next]) {
            (true, _) => COMPANY_GAP * company,
            (false, true) => COMPANY_PORT * company.min(1) + CROWD_PORT * company.saturating_sub(1),
            (false, false) => COMPANY_CELL * company,
        };
        let cut = !side.is_horizontal() && (self.net.title[at] || self.net.title[next]);
        length + shared + if cut { TITLE } else { 0 }
    }

    /// What passing straight through a place costs for the lines it cuts there.
    fn crossing(&self, at: usize, side: Side) -> u32 {
        let (back, on) = if side.is_horizontal() { (Side::North, Side::South) } else { (Side::West, Side::East) };
        let (Some(a), Some(b)) = (self.neighbour(at, back), self.neighbour(at, on)) else { return 0 };
        CROSSING * self.company(at, a, on).min(self.company(at, b, on)).min(3)
    }

    /// A lower bound of the cost from a place to the goal.
    fn at_least(&self, at: usize, goal: usize, side: Side) -> u32 {
        let ((ax, ay), (bx, by)) = (self.net.split(at), self.net.split(goal));
        let (dx, dy) = (self.net.x.between(ax, bx), self.net.y.between(ay, by));
        let straight = if side.is_horizontal() { dy == 0 } else { dx == 0 };
        dx + dy + if straight { 0 } else { BEND }
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

    fn remember(&mut self, places: &[usize]) {
        for pair in places.windows(2) {
            let horizontal = pair[0].abs_diff(pair[1]) == 1;
            let along = if horizontal { &mut self.along_x } else { &mut self.along_y };
            let count = &mut along[pair[0].min(pair[1])];
            *count = count.saturating_add(1);
        }
    }

    fn path(&self, places: &[usize]) -> Path {
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
