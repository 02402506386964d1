//! Who paid what, and when: about seven in ten notices, fewer in recent years, and a few stories
//! that the quality report must find.

use base::{Date, Rupiah};
use jiff::ToSpan;

use super::GenerateError;
use super::dice::Dice;
use super::tax::{Notice, TaxYear};

/// What the register says of a notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settlement {
    /// STATUS_PEMBAYARAN: 0 unpaid, 1 paid, 2 written off, 3 principal paid.
    pub status: u8,
    pub payment: Option<Payment>,
}

/// A payment, principal and penalty apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Payment {
    pub on: Date,
    pub principal: Rupiah,
    pub penalty: Rupiah,
    /// PEMBAYARAN_SPPT_KE, which has gaps.
    pub sequence: u64,
}

const UNPAID: Settlement = Settlement { status: 0, payment: None };
/// Permille of notices paid, from the latest year back.
const PAID: [u64; 5] = [580, 660, 720, 770, 810];

/// How the owner treats notices: most pay, some hardly ever do.
#[derive(Debug, Clone, Copy)]
pub struct Habit {
    diligent: bool,
}

impl Habit {
    pub fn draw(dice: &mut Dice) -> Self {
        Self { diligent: dice.happens(700) }
    }

    fn pays(self, age: usize, dice: &mut Dice) -> bool {
        let share = PAID[age.min(PAID.len() - 1)];
        dice.happens(if self.diligent { share + 150 } else { share.saturating_sub(350) })
    }
}

/// What became of a notice until `as_of`. `age` is 0 for the latest year.
pub fn settle(
    notice: &Notice,
    year: &TaxYear,
    age: usize,
    habit: Habit,
    as_of: Date,
    dice: &mut Dice,
) -> Result<Settlement, GenerateError> {
    let principal = notice.figures.due;
    if principal == Rupiah::ZERO {
        return Ok(UNPAID);
    }
    if !habit.pays(age, dice) {
        let written_off = age >= 4 && dice.happens(8);
        return Ok(Settlement { status: if written_off { 2 } else { 0 }, payment: None });
    }
    let on = day(year, dice);
    if on > as_of {
        return Ok(UNPAID);
    }
    if dice.happens(2) {
        return Ok(Settlement { status: 1, payment: None });
    }
    let penalty = year.penalty(principal, on)?;
    let forgotten = penalty > Rupiah::ZERO && dice.happens(25);
    let sequence = if dice.happens(4) { dice.between(2, 3) } else { 1 };
    let penalty = if forgotten { Rupiah::ZERO } else { penalty };
    let payment = Some(Payment { on, principal, penalty, sequence });
    Ok(Settlement { status: if forgotten { 3 } else { 1 }, payment })
}

/// A day of payment: many in the last weeks before the due date, one in six too late.
fn day(year: &TaxYear, dice: &mut Dice) -> Date {
    let due = year.rules.due_date;
    let days = match dice.below(100) {
        0..=33 => -small(dice.between(30, 210)),
        34..=83 => -small(dice.below(30)),
        84..=93 => small(dice.between(1, 120)),
        _ => small(dice.between(121, 900)),
    };
    due.saturating_add(days.days())
}

fn small(days: u64) -> i64 {
    i64::try_from(days).unwrap_or(0)
}
