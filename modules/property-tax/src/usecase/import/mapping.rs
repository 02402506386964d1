//! From records of SISMIOP to values of our own; what does not fit is refused with a reason.

use base::{Fraction, Rounding, Rupiah};

use crate::domain::area::{Area, AreaError};
use crate::domain::notice::PaymentState;
use crate::domain::object::ObjectAddress;
use crate::domain::subject::Subject;
use crate::sismiop::units::Unit;
use crate::sismiop::{ObjectRecord, Reason, RowProblem, SubjectRecord};

/// A row that was read and still cannot be stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    pub column: &'static str,
    pub excerpt: String,
    pub reason: Reason,
}

impl Refused {
    pub fn new(column: &'static str, value: impl ToString, reason: Reason) -> Self {
        Self { column, excerpt: value.to_string().chars().take(24).collect(), reason }
    }

    /// The same as a problem of a line.
    pub fn at(self, line: u64) -> RowProblem {
        let Self { column, excerpt, reason } = self;
        RowProblem { line, column: Some(column), excerpt, reason }
    }
}

/// An area of at most two decimals.
pub fn area(column: &'static str, value: Fraction) -> Result<Area, Refused> {
    Area::from_square_metres(value).map_err(|error| {
        let reason = match error {
            AreaError::Negative => Reason::Negative,
            AreaError::Malformed => Reason::Number,
        };
        Refused::new(column, value, reason)
    })
}

/// A stored value in whole rupiah.
pub fn rupiah(column: &'static str, value: Fraction, unit: Unit) -> Result<Rupiah, Refused> {
    let exact = unit.in_rupiah(value);
    let whole = exact.and_then(|exact| Rupiah::round(exact, Rounding::HalfUp, 1));
    whole.map_err(|_| Refused::new(column, value, Reason::TooLarge))
}

/// A code of one digit as text; empty when there is none.
pub fn code(value: Option<u8>) -> String {
    value.map(|v| v.to_string()).unwrap_or_default()
}

pub fn text(value: Option<String>) -> String {
    value.unwrap_or_default()
}

pub fn object_address(record: &ObjectRecord) -> ObjectAddress {
    ObjectAddress {
        street: text(record.street.clone()),
        block: text(record.house.clone()),
        rt: text(record.rt.clone()),
        rw: text(record.rw.clone()),
    }
}

pub fn subject(record: SubjectRecord) -> Subject {
    Subject {
        id: record.id,
        name: text(record.name),
        street: text(record.street),
        block: text(record.house),
        rt: text(record.rt),
        rw: text(record.rw),
        village_name: text(record.village),
        city: text(record.city),
        postal_code: text(record.postcode),
        phone: text(record.phone),
        npwp: text(record.npwp),
        occupation: code(record.occupation),
    }
}

/// STATUS_PEMBAYARAN_SPPT.
pub fn payment_state(status: Option<u8>) -> Result<PaymentState, Refused> {
    match status {
        None | Some(0) => Ok(PaymentState::Unpaid),
        Some(1) => Ok(PaymentState::Paid),
        Some(2) => Ok(PaymentState::WrittenOff),
        Some(3) => Ok(PaymentState::PrincipalPaid),
        Some(other) => Err(Refused::new("STATUS_PEMBAYARAN_SPPT", other, Reason::Code)),
    }
}
