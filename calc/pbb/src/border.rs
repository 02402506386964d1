//! Errors of the calculation as they leave the crate: a kind, a stable code, values for the
//! sentence. None of the values can be a NOP or a name.

use base::{Error, Kind};

use crate::case::CaseError;
use crate::classes::ClassTableError;
use crate::figures::AssessError;
use crate::penalty::PenaltyError;

impl From<AssessError> for Error {
    #[track_caller]
    fn from(error: AssessError) -> Self {
        let border = match &error {
            AssessError::MissingBracket { path, base } => {
                Self::new(Kind::Invalid, "pbb/missing-bracket")
                    .with("rule", path)
                    .with("base", base)
            }
            AssessError::UnknownUse { name } => {
                Self::new(Kind::Invalid, "pbb/unknown-use").with("use", name)
            }
            AssessError::ThresholdAsMark => Self::new(Kind::Invalid, "pbb/threshold-as-mark"),
            AssessError::Number(_) => Self::new(Kind::Invalid, "pbb/too-large"),
        };
        border.caused_by(error)
    }
}

impl From<ClassTableError> for Error {
    #[track_caller]
    fn from(error: ClassTableError) -> Self {
        Self::new(Kind::Invalid, "pbb/class-table").with("problem", &error).caused_by(error)
    }
}

impl From<CaseError> for Error {
    #[track_caller]
    fn from(error: CaseError) -> Self {
        match error {
            CaseError::Assess(error) => error.into(),
            CaseError::Classes(error) => error.into(),
            CaseError::Field { ref path, ref problem } => {
                let border = Self::new(Kind::Invalid, "pbb/case-field");
                border.with("field", path).with("problem", problem).caused_by(error)
            }
        }
    }
}

impl From<PenaltyError> for Error {
    #[track_caller]
    fn from(error: PenaltyError) -> Self {
        Self::new(Kind::Invalid, "pbb/too-large").caused_by(error)
    }
}
