//! Waivers of interest (pembebasan sanksi): proposed by one person or by the house after an outage,
//! decided by another, and revocable for the future.

mod decide;
mod outage;
mod propose;
mod view;

use base::{Error, Kind};

pub use decide::{approve, reject, revoke};
pub use outage::PropertyWaivers;
pub use propose::{Wanted, propose};
pub use view::{WaiverFile, WaiverList, get, list};

use crate::domain::waiver::{Ground, Waiver};

fn unknown() -> Error {
    Error::new(Kind::NotFound, "property-tax/unknown-waiver")
}

/// How the trail names it.
fn subject(waiver: &Waiver) -> String {
    format!("waiver/{}", waiver.id)
}

/// What the trail says about it.
fn facts(waiver: &Waiver) -> serde_json::Value {
    let terms = &waiver.terms;
    let mut facts = serde_json::json!({
        "paid_from": terms.paid.0.to_string(),
        "paid_until": terms.paid.1.to_string(),
        "from_year": terms.years.0,
        "until_year": terms.years.1,
        "percent": base::Fraction::from(terms.percent).to_string(),
    });
    if let Some(village) = &terms.village {
        facts["village"] = village.digits().into();
    }
    if let Some((from, until)) = terms.due {
        facts["due_from"] = from.to_string().into();
        facts["due_until"] = until.to_string().into();
    }
    match &waiver.ground {
        Ground::Decree { number, date } => facts["decree"] = format!("{number}, {date}").into(),
        Ground::Outage { id } => facts["outage"] = id.as_str().into(),
    }
    facts
}
