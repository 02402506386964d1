//! A cube of one measure, read as people read it: one line of figures over time for each region and
//! each combination of breakdowns.

use std::collections::BTreeMap;

use cube::{Cell, Code, Cube, Role};

use super::period::Period;

/// The figures of one place and one combination of breakdowns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub region: Option<Code>,
    /// One code per breakdown, in the order of the dataset.
    pub breakdowns: Vec<Code>,
    /// Only what is known, or known to be kept secret.
    pub cells: BTreeMap<Period, Cell>,
}

impl Line {
    pub fn is_of(&self, region: &str) -> bool {
        self.region.as_ref().is_some_and(|it| it.id == region)
    }

    /// The newest period with a figure, and its cell.
    pub fn newest(&self) -> Option<(Period, Cell)> {
        let known = self.cells.iter().rev().find(|(_, cell)| cell.value().is_some());
        known.map(|(period, cell)| (*period, *cell))
    }

    /// What stands before a period in this line.
    pub fn before(&self, period: Period) -> Option<(Period, Cell)> {
        let earlier = self.cells.range(..period).rev();
        let mut same = earlier.filter(|(it, _)| it.length() == period.length());
        same.next().map(|(period, cell)| (*period, *cell))
    }
}

/// All lines with something in them: regions in the order of their list, then breakdowns in theirs.
pub fn of(cube: &Cube) -> Vec<Line> {
    let Some((time, _)) = cube.of_role(Role::Time) else { return Vec::new() };
    let region = cube.of_role(Role::Region).map(|(at, _)| at);
    let axes: Vec<usize> = breakdowns(cube);
    let mut lines: BTreeMap<Vec<usize>, Line> = BTreeMap::new();
    for (codes, cell) in cube.rows().filter(|(_, cell)| cell.sign() != "...") {
        let Some(period) = codes.get(time).and_then(|it| Period::parse(&it.id).ok()) else {
            continue;
        };
        let places = region.iter().chain(&axes).map(|at| {
            let dimension = cube.dimensions().get(*at);
            dimension.and_then(|it| it.place(&codes.get(*at)?.id)).unwrap_or(usize::MAX)
        });
        let of = |at: &usize| codes.get(*at).map(|it| (*it).clone());
        let line = lines.entry(places.collect()).or_insert_with(|| Line {
            region: region.as_ref().and_then(of),
            breakdowns: axes.iter().filter_map(of).collect(),
            cells: BTreeMap::new(),
        });
        line.cells.insert(period, cell);
    }
    lines.into_values().collect()
}

/// Where the breakdowns stand among the dimensions.
fn breakdowns(cube: &Cube) -> Vec<usize> {
    let all = cube.dimensions().iter().enumerate();
    all.filter(|(_, it)| it.role == Role::Breakdown).map(|(at, _)| at).collect()
}

/// The line of a region that reaches furthest towards today; of those the longest, then the first.
pub fn main<'l>(lines: &'l [Line], region: &str) -> Option<&'l Line> {
    let here = lines.iter().filter(|it| it.region.is_none() || it.is_of(region));
    let known = here.filter_map(|it| it.newest().map(|(period, _)| (it, (period, it.cells.len()))));
    known.reduce(|best, next| if next.1 > best.1 { next } else { best }).map(|(line, _)| line)
}
