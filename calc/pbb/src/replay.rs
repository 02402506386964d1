//! An interpreter for written calculations that knows arithmetic and nothing of the law.
//!
//! It shares no code with the assessment, not even its numbers: it redoes each step from its
//! operands alone, with fractions of unlimited size, and compares. A calculation that was altered
//! anywhere is found out.

use std::collections::BTreeMap;

use base::{Fraction, Rounding, Rupiah};
use num_rational::BigRational;

use crate::numbers::Amount;
use crate::steps::{Operand, Operation, Printed, Step};

/// What a replay has confirmed.
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
    Outside { id: String, value: String },
    #[error("step {id} divides by zero")]
    DivisionByZero { id: String },
    #[error("step {id} says {recorded}, its operands give {replayed}")]
    Differs { id: String, recorded: Fraction, replayed: String },
    #[error("step {id} prints {recorded}, its rounding gives {replayed}")]
    PrintDiffers { id: String, recorded: Rupiah, replayed: String },
}

/// Redoes every step and compares it with what is written.
pub fn replay(steps: &[Step]) -> Result<Replayed, ReplayError> {
    let mut done = Replayed::default();
    for step in steps {
        let id = step.id.clone();
        let replayed = done.evaluate(step)?;
        if replayed != exact(step.result) {
            let (recorded, replayed) = (step.result, replayed.to_string());
            return Err(ReplayError::Differs { id, recorded, replayed });
        }
        if let Some(printed) = &step.printed {
            check_print(&id, &replayed, printed)?;
            done.printed.insert(id.clone(), printed.rupiah);
        }
        if done.values.insert(id.clone(), step.result).is_some() {
            return Err(ReplayError::Repeated { id });
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

    fn operand(&self, id: &str, operand: &Operand) -> Result<BigRational, ReplayError> {
        match operand {
            Operand::Input { value, .. } => Ok(exact(*value)),
            Operand::Step { step } => self
                .value(step)
                .map(exact)
                .ok_or_else(|| ReplayError::Missing { id: id.to_owned(), missing: step.clone() }),
        }
    }

    fn evaluate(&self, step: &Step) -> Result<BigRational, ReplayError> {
        let get = |operand: &Operand| self.operand(&step.id, operand);
        Ok(match &step.operation {
            Operation::Carried { of } => get(of)?,
            Operation::Sum { of } => {
                let all: Result<Vec<BigRational>, ReplayError> = of.iter().map(get).collect();
                all?.into_iter().sum()
            }
            Operation::Product { of: [a, b] } => get(a)? * get(b)?,
            Operation::Quotient { of, by } => divided(&step.id, get(of)?, get(by)?)?,
            Operation::Excess { of, over } => (get(of)? - get(over)?).max(whole(0)),
            Operation::Reduced { of, by } => get(of)? - get(of)? * get(by)?,
            Operation::Increased { of, by } => get(of)? + get(of)? * get(by)?,
            Operation::AtMost { of, limit } => get(of)?.min(get(limit)?),
            Operation::AtLeast { of, limit, unless_zero } => match unless_zero {
                Some(taxable) if get(taxable)? == whole(0) => get(of)?,
                _ => get(of)?.max(get(limit)?),
            },
            Operation::Class { of, above, up_to, njop, .. } => {
                within(&step.id, get(of)?, *above, Some(*up_to))?;
                whole(njop.0)
            }
            Operation::AboveClasses { of, top, .. } => within(&step.id, get(of)?, *top, None)?,
            Operation::BelowClasses { of, .. } => zero(&step.id, get(of)?)?,
            Operation::Bracket { of, above, up_to, percent } => {
                within(&step.id, get(of)?, above.rupiah(), up_to.map(Amount::rupiah))?;
                exact(percent.rate())
            }
        })
    }
}

fn divided(id: &str, of: BigRational, by: BigRational) -> Result<BigRational, ReplayError> {
    if by == whole(0) {
        Err(ReplayError::DivisionByZero { id: id.to_owned() })
    } else {
        Ok(of / by)
    }
}

/// The value, when it lies strictly above one bound and not above the other.
fn within(
    id: &str,
    value: BigRational,
    above: Rupiah,
    up_to: Option<Rupiah>,
) -> Result<BigRational, ReplayError> {
    let inside = value > whole(above.0) && up_to.is_none_or(|bound| value <= whole(bound.0));
    if inside { Ok(value) } else { Err(outside(id, &value)) }
}

fn zero(id: &str, value: BigRational) -> Result<BigRational, ReplayError> {
    if value == whole(0) { Ok(value) } else { Err(outside(id, &value)) }
}

fn outside(id: &str, value: &BigRational) -> ReplayError {
    ReplayError::Outside { id: id.to_owned(), value: value.to_string() }
}

fn whole(value: i64) -> BigRational {
    BigRational::from_integer(value.into())
}

fn exact(value: Fraction) -> BigRational {
    BigRational::new(value.numerator().into(), value.denominator().into())
}

fn check_print(id: &str, value: &BigRational, printed: &Printed) -> Result<(), ReplayError> {
    let unit = whole(i64::from(printed.rounding.unit));
    let units = value / &unit;
    let half = BigRational::new(1.into(), 2.into());
    let units = match printed.rounding.mode {
        Rounding::Floor => units.floor(),
        Rounding::Ceil => units.ceil(),
        // Half up is away from zero: what is owed and what is given back round alike.
        Rounding::HalfUp if units < whole(0) => (units - half).ceil(),
        Rounding::HalfUp => (units + half).floor(),
    };
    let replayed = units * unit;
    if replayed == whole(printed.rupiah.0) {
        return Ok(());
    }
    let (recorded, replayed) = (printed.rupiah, replayed.to_string());
    Err(ReplayError::PrintDiffers { id: id.to_owned(), recorded, replayed })
}
