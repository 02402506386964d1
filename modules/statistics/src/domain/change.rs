//! How a figure moved from one period to the next.

use base::{Decimal, Fraction};
use cube::{Cell, Mark, Unit};

use super::line::Line;
use super::period::Period;

/// A change against an earlier period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    pub since: Period,
    pub size: Size,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    /// The difference of two shares, in percentage points.
    Points(Fraction),
    /// The difference as a share of the earlier figure; 1/10 is ten percent.
    Rate(Fraction),
}

impl Size {
    pub fn value(self) -> Fraction {
        match self {
            Self::Points(value) | Self::Rate(value) => value,
        }
    }
}

/// The unit of shares: their differences are points, never percents of percents.
pub const PERCENT: &str = "PERSEN";

/// The change of a line up to a period. None when nothing stands before it, when that is no figure,
/// when one of both was projected and the other observed, or when it was zero and a share of it would
/// say nothing.
pub fn up_to(line: &Line, period: Period, unit: Option<&Unit>) -> Option<Change> {
    let now = line.cells.get(&period).copied()?;
    let (since, before) = line.before(period)?;
    let (now, before) = comparable(now, before)?;
    let difference = now.fraction().checked_sub(before.fraction()).ok()?;
    if unit.is_some_and(|it| it.id == PERCENT) {
        return Some(Change { since, size: Size::Points(difference) });
    }
    let rate = difference.checked_div(before.fraction()).ok()?;
    // A fall from a negative figure would be a rise as a share of it.
    let meaningful = !before.fraction().is_negative();
    meaningful.then_some(Change { since, size: Size::Rate(rate) })
}

fn comparable(now: Cell, before: Cell) -> Option<(Decimal, Decimal)> {
    let (Cell::Figure(now, mark), Cell::Figure(before, earlier)) = (now, before) else {
        return None;
    };
    let projected = |mark: Mark| mark == Mark::Projected;
    (projected(mark) == projected(earlier)).then_some((now, before))
}
