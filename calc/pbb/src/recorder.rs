//! Who listens to a calculation. A mass assessment has nobody listening and pays nothing for it;
//! an explanation writes every step down. Both run through the same code.

use base::{Fraction, Rupiah};

use crate::numbers::RoundingRule;
use crate::steps::{Name, Operand, Operation, Printed, Step};

/// Hears every input and every step of a calculation.
pub(crate) trait Recorder {
    /// A handle on something heard, by which later steps refer to it.
    type At: Copy;

    fn input(&mut self, name: Name, value: Fraction) -> Self::At;

    fn step(
        &mut self,
        name: Name,
        operation: Operation<Self::At>,
        result: Fraction,
        citation: Option<&str>,
    ) -> Self::At;

    /// A step is also a figure of the result, and this is how it is printed.
    fn printed(
        &mut self,
        at: Self::At,
        rounding: RoundingRule,
        rupiah: Rupiah,
        citation: Option<&str>,
    );
}

/// Listens to nothing. Handles have no size, so lists of them take no memory.
pub(crate) struct NoSteps;

impl Recorder for NoSteps {
    type At = ();

    #[inline]
    fn input(&mut self, _: Name, _: Fraction) {}

    #[inline]
    fn step(&mut self, _: Name, _: Operation<()>, _: Fraction, _: Option<&str>) {}

    #[inline]
    fn printed(&mut self, (): (), _: RoundingRule, _: Rupiah, _: Option<&str>) {}
}

/// Writes every step down.
#[derive(Default)]
pub(crate) struct Steps {
    inputs: Vec<(String, Fraction)>,
    steps: Vec<Step>,
}

/// Where something written down stands.
#[derive(Debug, Clone, Copy)]
pub(crate) enum At {
    Input(usize),
    Step(usize),
}

impl Steps {
    pub(crate) fn into_steps(self) -> Vec<Step> {
        self.steps
    }

    /// Handles are only ever made by `input` and `step`, so the element is there.
    fn operand(&self, at: At) -> Operand {
        match at {
            At::Input(at) => {
                let (input, value) = self.inputs[at].clone();
                Operand::Input { input, value }
            }
            At::Step(at) => Operand::Step { step: self.steps[at].id.clone() },
        }
    }

    fn resolved(&self, operation: Operation<At>) -> Operation<Operand> {
        use Operation as O;
        let operand = |at| self.operand(at);
        match operation {
            O::Carried { of } => O::Carried { of: operand(of) },
            O::Sum { of } => O::Sum { of: of.into_iter().map(operand).collect() },
            O::Product { of } => O::Product { of: of.map(operand) },
            O::Quotient { of, by } => O::Quotient { of: operand(of), by: operand(by) },
            O::Excess { of, over } => O::Excess { of: operand(of), over: operand(over) },
            O::Class { of, kind, class, above, up_to, njop } => {
                O::Class { of: operand(of), kind, class, above, up_to, njop }
            }
            O::AboveClasses { of, kind, top } => O::AboveClasses { of: operand(of), kind, top },
            O::BelowClasses { of, kind } => O::BelowClasses { of: operand(of), kind },
            O::Bracket { of, above, up_to, percent } => {
                O::Bracket { of: operand(of), above, up_to, percent }
            }
            O::Reduced { of, by } => O::Reduced { of: operand(of), by: operand(by) },
            O::Increased { of, by } => O::Increased { of: operand(of), by: operand(by) },
            O::AtMost { of, limit } => O::AtMost { of: operand(of), limit: operand(limit) },
            O::AtLeast { of, limit, unless_zero } => O::AtLeast {
                of: operand(of),
                limit: operand(limit),
                unless_zero: unless_zero.map(operand),
            },
        }
    }
}

impl Recorder for Steps {
    type At = At;

    fn input(&mut self, name: Name, value: Fraction) -> At {
        self.inputs.push((name.to_string(), value));
        At::Input(self.inputs.len() - 1)
    }

    fn step(
        &mut self,
        name: Name,
        operation: Operation<At>,
        result: Fraction,
        citation: Option<&str>,
    ) -> At {
        let operation = self.resolved(operation);
        let citation = citation.map(str::to_owned);
        self.steps.push(Step { id: name.to_string(), operation, result, printed: None, citation });
        At::Step(self.steps.len() - 1)
    }

    fn printed(&mut self, at: At, rounding: RoundingRule, rupiah: Rupiah, citation: Option<&str>) {
        if let At::Step(at) = at {
            let citation = citation.map(str::to_owned);
            self.steps[at].printed = Some(Printed { rounding, rupiah, citation });
        }
    }
}
