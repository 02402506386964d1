//! The rate of the bracket in which a base lies.

use crate::chain::{Chain, Term};
use crate::figures::AssessError;
use crate::recorder::Recorder;
use crate::rules::Brackets;
use crate::steps::{Name, Operation};

pub(crate) type Result<T> = std::result::Result<T, AssessError>;

/// A table of brackets with the path and the citation that stand beside its steps.
#[derive(Clone, Copy)]
pub(crate) struct Table<'a> {
    pub brackets: &'a Brackets,
    pub path: &'static str,
    pub citation: Option<&'a str>,
}

/// The rate of the bracket in which a base lies; there being none stops the assessment.
pub(crate) fn bracket<R: Recorder>(
    chain: &mut Chain<R>,
    name: Name,
    table: Table<'_>,
    base: Term<R::At>,
) -> Result<Term<R::At>> {
    let (found, up_to) = table
        .brackets
        .find(base.value)
        .ok_or(AssessError::MissingBracket { path: table.path, base: base.value })?;
    let (of, above, percent) = (base.at, found.above, found.percent);
    let operation = Operation::Bracket { of, above, up_to, percent };
    Ok(chain.step(name, operation, percent.rate(), table.citation))
}
