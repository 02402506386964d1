//! An interpreter for written calculations that knows arithmetic and nothing of the law.
//!
//! It shares no code with the assessment beyond exact fractions: it reads the steps, redoes each
//! from its operands alone, and compares. A calculation that was altered anywhere is found out.

use std::collections::BTreeMap;

use base::{Fraction, FractionError, Rounding, Rupiah};

use crate::steps::{Operand, Operation, Printed, Step};

/// What a replay computed for itself.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Replayed {
    values: BTreeMap<String, Fraction>,
    printed: BTreeMap<String, Rupiah>,
}

/// Where the steps do not hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReplayError {
    #[error("step {id}: there is an earlier step of the same name")]
    Repeated { id: String },
    #[error("step {id} refers to {missing}, which no earlier step computes")]
    Missing { id: String, missing: String },
    #[error("step {id}: the value {value} lies outside the class or bracket that is given")]
    Outside { id: String, value: Fraction },
    #[error("step {id} says {recorded}, its operands give {replayed}")]
    Differs { id: String, recorded: Fraction, replayed: Fraction },
    #[error("step {id} prints {recorded}, its rounding gives {replayed}")]
    PrintDiffers { id: String, recorded: Rupiah, replayed: i128 },
    #[error("step {id}: {problem}")]
    Number { id: String, problem: FractionError },
}

/// Redoes every step and compares it with what is written.
pub fn replay(steps: &[Step]) -> Result<Replayed, ReplayError> {
    let mut done = Replayed::default();
    for step in steps {
        let id = || step.id.clone();
        let replayed = done.evaluate(step)?;
        if replayed != step.result {
            return Err(ReplayError::Differs { id: id(), recorded: step.result, replayed });
        }
        if let Some(printed) = &step.printed {
            done.printed.insert(id(), reprinted(&step.id, replayed, printed)?);
        }
        if done.values.insert(id(), replayed).is_some() {
            return Err(ReplayError::Repeated { id: id() });
        }
    }
    Ok(done)
}

impl Replayed {
    /// The exact value of a step.
    pub fn value(&self, id: &str) -> Option<Fraction> {
        self.values.get(id).copied()
    }

    /// The printed figure of a step, `due` for example.
    pub fn printed(&self, id: &str) -> Option<Rupiah> {
        self.printed.get(id).copied()
    }

    fn operand(&self, id: &str, operand: &Operand) -> Result<Fraction, ReplayError> {
        match operand {
            Operand::Input { value, .. } => Ok(*value),
            Operand::Step { step } => self
                .value(step)
                .ok_or_else(|| ReplayError::Missing { id: id.to_owned(), missing: step.clone() }),
        }
    }

    fn evaluate(&self, step: &Step) -> Result<Fraction, ReplayError> {
        let get = |operand: &Operand| self.operand(&step.id, operand);
        let number = |problem| ReplayError::Number { id: step.id.clone(), problem };
        let outside = |value| ReplayError::Outside { id: step.id.clone(), value };
        let within = |value: Fraction, above: Rupiah, up_to: Option<Rupiah>| {
            let held = value > above.exact() && up_to.is_none_or(|bound| value <= bound.exact());
            if held { Ok(()) } else { Err(outside(value)) }
        };
        match &step.operation {
            Operation::Carried { of } => get(of),
            Operation::Sum { of } => of.iter().try_fold(Fraction::ZERO, |total, operand| {
                total.checked_add(get(operand)?).map_err(number)
            }),
            Operation::Product { of: [a, b] } => get(a)?.checked_mul(get(b)?).map_err(number),
            Operation::Quotient { of, by } => get(of)?.checked_div(get(by)?).map_err(number),
            Operation::Excess { of, over } => {
                let (of, over) = (get(of)?, get(over)?);
                if of > over { of.checked_sub(over).map_err(number) } else { Ok(Fraction::ZERO) }
            }
            Operation::Class { of, above, up_to, njop, .. } => {
                within(get(of)?, *above, Some(*up_to))?;
                Ok(njop.exact())
            }
            Operation::AboveClasses { of, top, .. } => {
                let value = get(of)?;
                within(value, *top, None)?;
                Ok(value)
            }
            Operation::BelowClasses { of, .. } => {
                let value = get(of)?;
                if value.is_zero() { Ok(value) } else { Err(outside(value)) }
            }
            Operation::Bracket { of, above, up_to, percent } => {
                within(get(of)?, above.rupiah(), up_to.map(|bound| bound.rupiah()))?;
                Ok(percent.rate())
            }
            Operation::Reduced { of, by } => {
                let of = get(of)?;
                let part = of.checked_mul(get(by)?).map_err(number)?;
                of.checked_sub(part).map_err(number)
            }
            Operation::Increased { of, by } => {
                let of = get(of)?;
                let part = of.checked_mul(get(by)?).map_err(number)?;
                of.checked_add(part).map_err(number)
            }
            Operation::AtMost { of, limit } => Ok(get(of)?.min(get(limit)?)),
            Operation::AtLeast { of, limit, unless_zero } => {
                let exempt = match unless_zero {
                    Some(operand) => get(operand)?.is_zero(),
                    None => false,
                };
                let (of, limit) = (get(of)?, get(limit)?);
                Ok(if exempt || of > limit { of } else { limit })
            }
        }
    }
}

/// Rounds again, by whole-number division rather than by the method that was used at first.
fn reprinted(id: &str, value: Fraction, printed: &Printed) -> Result<Rupiah, ReplayError> {
    let number = |problem| ReplayError::Number { id: id.to_owned(), problem };
    let overflow = || number(FractionError::Overflow);
    let unit = i128::from(i64::from(printed.rounding.unit));
    let (num, den) = (value.numerator(), value.denominator());
    let den = den.checked_mul(unit).ok_or_else(overflow)?;
    let (units, rest) = (num / den, num % den);
    // Figures of a notice are never negative, so dividing towards zero rounds down.
    let up = match printed.rounding.mode {
        Rounding::Floor => false,
        Rounding::Ceil => rest > 0,
        Rounding::HalfUp => rest >= den - rest,
    };
    let replayed = (units + i128::from(up)).checked_mul(unit).ok_or_else(overflow)?;
    if replayed != i128::from(printed.rupiah.0) {
        let recorded = printed.rupiah;
        return Err(ReplayError::PrintDiffers { id: id.to_owned(), recorded, replayed });
    }
    Ok(printed.rupiah)
}
