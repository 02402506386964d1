//! The written calculation: every step with its operation, operands, exact result and citation.
//!
//! A step refers to inputs by their path in the case (`land[0].area_m2`) and to earlier steps by
//! their id, so a person can follow it with a finger and [`replay`](crate::replay()) can redo it.

use std::fmt;

use base::{Fraction, Rupiah};
use serde::{Deserialize, Serialize};

use crate::classes::{ClassCode, ClassKind};
use crate::numbers::{Amount, Percent, RoundingRule};

/// What a step does. `A` is a reference to an operand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "operation", rename_all = "snake_case")]
pub enum Operation<A> {
    /// The value is taken over unchanged.
    Carried {
        of: A,
    },
    /// All added; none is zero.
    Sum {
        of: Vec<A>,
    },
    Product {
        of: [A; 2],
    },
    Quotient {
        of: A,
        by: A,
    },
    /// `of − over`, but never less than zero.
    Excess {
        of: A,
        over: A,
    },
    /// `of` lies above `above` and not above `up_to`: it counts as `njop`.
    Class {
        of: A,
        kind: ClassKind,
        class: ClassCode,
        above: Rupiah,
        up_to: Rupiah,
        njop: Rupiah,
    },
    /// `of` is above the highest class: it counts as it is.
    AboveClasses {
        of: A,
        kind: ClassKind,
        top: Rupiah,
    },
    /// `of` is zero and below the lowest class: it counts as zero.
    BelowClasses {
        of: A,
        kind: ClassKind,
    },
    /// `of` lies strictly above `above` and not above `up_to`: the percentage applies.
    Bracket {
        of: A,
        above: Amount,
        up_to: Option<Amount>,
        percent: Percent,
    },
    /// `of × (1 − by)`.
    Reduced {
        of: A,
        by: A,
    },
    /// `of × (1 + by)`.
    Increased {
        of: A,
        by: A,
    },
    AtMost {
        of: A,
        limit: A,
    },
    /// At least `limit`; unchanged when `unless_zero` is given and is zero.
    AtLeast {
        of: A,
        limit: A,
        unless_zero: Option<A>,
    },
}

/// What a step works on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged, deny_unknown_fields)]
pub enum Operand {
    /// The exact result of an earlier step.
    Step { step: String },
    /// A number of the case or of the rules; percentages as rates (0.5 % is 0.005).
    Input { input: String, value: Fraction },
}

/// One line of the calculation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Unique in its calculation. The final ones are named like the fields of the result.
    pub id: String,
    #[serde(flatten)]
    pub operation: Operation<Operand>,
    /// The exact result, with which later steps go on.
    pub result: Fraction,
    /// The result as it is printed; only the figures of the result have one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub printed: Option<Printed>,
    /// The regulation behind the step; arithmetic has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub citation: Option<String>,
}

/// A figure as it is printed: how it was rounded, and to what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Printed {
    pub rounding: RoundingRule,
    pub rupiah: Rupiah,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub citation: Option<String>,
}

impl Step {
    /// What the step computes, whichever part it is about: `land[2].njop` is `land.njop`. This is
    /// the key under which a page finds its sentence.
    pub fn name(&self) -> String {
        let mut name = String::with_capacity(self.id.len());
        let mut inside = false;
        for c in self.id.chars() {
            match c {
                '[' => inside = true,
                ']' => inside = false,
                _ if !inside => name.push(c),
                _ => {}
            }
        }
        name
    }
}

/// The name of a step or an input: `njop`, `joint.share`, `land[0].area_m2`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Name {
    group: &'static str,
    index: Option<usize>,
    field: &'static str,
}

impl Name {
    pub(crate) const fn new(group: &'static str) -> Self {
        Self { group, index: None, field: "" }
    }

    pub(crate) const fn nth(group: &'static str, index: usize, field: &'static str) -> Self {
        Self { group, index: Some(index), field }
    }

    pub(crate) const fn part(group: &'static str, index: Option<usize>) -> Self {
        Self { group, index, field: "" }
    }

    pub(crate) const fn field(self, field: &'static str) -> Self {
        Self { field, ..self }
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.group)?;
        if let Some(index) = self.index {
            write!(f, "[{index}]")?;
        }
        if self.field.is_empty() { Ok(()) } else { write!(f, ".{}", self.field) }
    }
}
