//! The treasurer's desk: what is proposed and decided, overpayments, journal, arrears, outages.

pub mod arrears;
pub mod chart;
mod clearing;
pub mod journal;
mod matters;
pub mod outages;
pub mod overpayments;
pub mod payments;
pub mod proposals;
pub(crate) mod verify;
pub mod waiting;

use std::sync::Arc;

pub(crate) use clearing::OVERPAYMENT;

use audit::{Entry, Kind, Who};
use base::{Error, Result};
use cell::Cell;
use contracts::{Arrears, Waivers};
use db::Tx;
use identity::Actor;

use super::Ledger;
use crate::domain::proposal::Signature;

/// What the treasurer's deeds need. Cheap to clone.
#[derive(Clone)]
pub struct Treasury {
    ledger: Ledger,
    waivers: Arc<dyn Waivers>,
    arrears: Arc<dyn Arrears>,
}

impl Treasury {
    pub fn new(ledger: Ledger, waivers: Arc<dyn Waivers>, arrears: Arc<dyn Arrears>) -> Self {
        Self { ledger, waivers, arrears }
    }

    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    pub fn cell(&self) -> &Cell {
        self.ledger.cell()
    }

    pub(crate) fn waivers(&self) -> &dyn Waivers {
        &*self.waivers
    }

    pub(crate) fn arrears(&self) -> &dyn Arrears {
        &*self.arrears
    }

    /// Somebody's name under a deed, now.
    pub(crate) fn signed(&self, actor: &Actor) -> Signature {
        let (id, name) = (actor.id().to_owned(), actor.name().to_owned());
        Signature { actor: id, name, at: self.cell().now() }
    }

    /// Writes a deed into the audit trail, in its transaction.
    pub(crate) async fn trace(
        &self,
        tx: &mut Tx,
        (kind, subject): (Kind, String),
        who: &Who,
        facts: serde_json::Value,
    ) -> Result<()> {
        let entry = Entry::new(kind, who, subject).after(facts);
        audit::record(tx, self.cell(), entry).await?;
        Ok(())
    }
}

fn bad(code: &'static str) -> Error {
    Error::new(base::Kind::Invalid, code)
}

fn conflict(code: &'static str) -> Error {
    Error::new(base::Kind::Conflict, code)
}

fn missing(code: &'static str) -> Error {
    Error::new(base::Kind::NotFound, code)
}
