//! The verbs of the calculation: each computes one exact value and tells the recorder.

use base::{Fraction, FractionError, Rupiah};

use crate::classes::{ClassCode, ClassKind, ClassTable, Placement};
use crate::numbers::RoundingRule;
use crate::recorder::Recorder;
use crate::steps::{Name, Operation};

/// A value and where it was written down.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Term<A> {
    pub value: Fraction,
    pub at: A,
}

/// Two values that belong together, such as NJKP and tax.
pub(crate) type Pair<R> = (Term<<R as Recorder>::At>, Term<<R as Recorder>::At>);

/// Values on their way to being added.
pub(crate) struct Adding<A> {
    total: Fraction,
    of: Vec<A>,
}

impl<A: Copy> Adding<A> {
    pub(crate) fn none() -> Self {
        Self { total: Fraction::ZERO, of: Vec::new() }
    }

    pub(crate) fn add(&mut self, term: Term<A>) -> Result<()> {
        self.total = self.total.checked_add(term.value)?;
        self.of.push(term.at);
        Ok(())
    }
}

/// A calculation under way.
pub(crate) struct Chain<R: Recorder> {
    recorder: R,
}

type Result<T> = std::result::Result<T, FractionError>;

impl<R: Recorder> Chain<R> {
    pub(crate) fn new(recorder: R) -> Self {
        Self { recorder }
    }

    pub(crate) fn into_recorder(self) -> R {
        self.recorder
    }

    pub(crate) fn input(&mut self, name: Name, value: Fraction) -> Term<R::At> {
        Term { value, at: self.recorder.input(name, value) }
    }

    pub(crate) fn step(
        &mut self,
        name: Name,
        operation: Operation<R::At>,
        value: Fraction,
        citation: Option<&str>,
    ) -> Term<R::At> {
        Term { value, at: self.recorder.step(name, operation, value, citation) }
    }

    pub(crate) fn carried(&mut self, name: Name, of: Term<R::At>) -> Term<R::At> {
        self.step(name, Operation::Carried { of: of.at }, of.value, None)
    }

    pub(crate) fn sum(&mut self, name: Name, adding: Adding<R::At>) -> Term<R::At> {
        self.step(name, Operation::Sum { of: adding.of }, adding.total, None)
    }

    pub(crate) fn product(
        &mut self,
        name: Name,
        a: Term<R::At>,
        b: Term<R::At>,
    ) -> Result<Term<R::At>> {
        let value = a.value.checked_mul(b.value)?;
        Ok(self.step(name, Operation::Product { of: [a.at, b.at] }, value, None))
    }

    pub(crate) fn quotient(
        &mut self,
        name: Name,
        of: Term<R::At>,
        by: Term<R::At>,
    ) -> Result<Term<R::At>> {
        let value = of.value.checked_div(by.value)?;
        Ok(self.step(name, Operation::Quotient { of: of.at, by: by.at }, value, None))
    }

    pub(crate) fn excess(
        &mut self,
        name: Name,
        of: Term<R::At>,
        over: Term<R::At>,
    ) -> Result<Term<R::At>> {
        let value = of.value.checked_sub(over.value)?.max(Fraction::ZERO);
        Ok(self.step(name, Operation::Excess { of: of.at, over: over.at }, value, None))
    }

    pub(crate) fn reduced(
        &mut self,
        name: Name,
        of: Term<R::At>,
        by: Term<R::At>,
        citation: Option<&str>,
    ) -> Result<Term<R::At>> {
        let value = of.value.checked_mul(Fraction::ONE.checked_sub(by.value)?)?;
        Ok(self.step(name, Operation::Reduced { of: of.at, by: by.at }, value, citation))
    }

    pub(crate) fn increased(
        &mut self,
        name: Name,
        of: Term<R::At>,
        by: Term<R::At>,
        citation: Option<&str>,
    ) -> Result<Term<R::At>> {
        let value = of.value.checked_mul(Fraction::ONE.checked_add(by.value)?)?;
        Ok(self.step(name, Operation::Increased { of: of.at, by: by.at }, value, citation))
    }

    pub(crate) fn at_most(
        &mut self,
        name: Name,
        of: Term<R::At>,
        limit: Term<R::At>,
        citation: Option<&str>,
    ) -> Term<R::At> {
        let value = of.value.min(limit.value);
        self.step(name, Operation::AtMost { of: of.at, limit: limit.at }, value, citation)
    }

    /// The value per m² as its class counts it, and the class; the value itself where none does.
    pub(crate) fn classified(
        &mut self,
        name: Name,
        table: &ClassTable,
        kind: ClassKind,
        unit: Term<R::At>,
    ) -> (Term<R::At>, Option<ClassCode>) {
        let of = unit.at;
        let (operation, value, code) = match table.place(kind, unit.value) {
            Placement::Class(c) => {
                let (class, above, up_to, njop) = (c.code, c.above, c.up_to, c.njop);
                let operation = Operation::Class { of, kind, class, above, up_to, njop };
                (operation, njop.exact(), Some(class))
            }
            Placement::AboveTop { top } => {
                (Operation::AboveClasses { of, kind, top }, unit.value, None)
            }
            Placement::Zero => (Operation::BelowClasses { of, kind }, unit.value, None),
        };
        (self.step(name, operation, value, Some(table.citation())), code)
    }

    /// Rounds a step into a figure of the result.
    pub(crate) fn printed(
        &mut self,
        term: Term<R::At>,
        rounding: RoundingRule,
        citation: Option<&str>,
    ) -> Result<Rupiah> {
        let rupiah = rounding.apply(term.value)?;
        self.recorder.printed(term.at, rounding, rupiah, citation);
        Ok(rupiah)
    }
}
