//! Why money is not booked as it was meant.

use base::{Error, Kind, Rupiah};
use db::DbError;

use crate::domain::allocation::Misfit;

/// What stands against a payment or a reversal. Each protocol says it in its own codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("no such bill")]
    UnknownBill,
    #[error("no such payment code")]
    UnknownCode,
    #[error("the payment code has expired")]
    ExpiredCode,
    #[error("it was paid already")]
    Paid,
    #[error("nothing is owed")]
    NothingOwed,
    #[error("another amount is owed")]
    Amount { owed: Rupiah },
    #[error("the reference was used for another payment")]
    DuplicateReference,
    #[error("no such payment")]
    UnknownPayment,
    #[error("it cannot be taken back any more")]
    TooLate,
    #[error("it is not a payment")]
    NotReversible,
}

/// A payment that was refused, or a fault of the house.
#[derive(Debug, thiserror::Error)]
pub enum PostError {
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    House(#[from] Error),
}

impl From<DbError> for PostError {
    fn from(error: DbError) -> Self {
        Self::House(error.into())
    }
}

impl From<Misfit> for Refused {
    fn from(misfit: Misfit) -> Self {
        match misfit {
            Misfit::Paid => Self::Paid,
            Misfit::NothingOwed => Self::NothingOwed,
            Misfit::Amount { owed } => Self::Amount { owed },
        }
    }
}

impl From<Refused> for Error {
    fn from(refused: Refused) -> Self {
        let (kind, code) = match refused {
            Refused::UnknownBill => (Kind::NotFound, "payments/unknown-bill"),
            Refused::UnknownCode => (Kind::NotFound, "payments/unknown-code"),
            Refused::ExpiredCode => (Kind::Conflict, "payments/code-expired"),
            Refused::Paid => (Kind::Conflict, "payments/bill-paid"),
            Refused::NothingOwed => (Kind::Conflict, "payments/nothing-owed"),
            Refused::Amount { owed } => {
                return Self::new(Kind::Conflict, "payments/wrong-amount").with("owed", owed);
            }
            Refused::DuplicateReference => (Kind::Conflict, "payments/duplicate-reference"),
            Refused::UnknownPayment => (Kind::NotFound, "payments/unknown-payment"),
            Refused::TooLate => (Kind::Conflict, "payments/reversal-late"),
            Refused::NotReversible => (Kind::Conflict, "payments/not-reversible"),
        };
        Self::new(kind, code)
    }
}

impl From<PostError> for Error {
    fn from(error: PostError) -> Self {
        match error {
            PostError::Refused(refused) => refused.into(),
            PostError::House(error) => error,
        }
    }
}
