//! What was booked on a day, and one payment as the office sees it, with what it settled.

use std::collections::BTreeMap;

use base::{Date, Id, Result};
use db::Tx;
use identity::{Actor, Resource, authorise};

use super::{Treasury, missing};
use crate::domain::channel::Channel;
use crate::domain::entry::Entry;
use crate::permissions::READ;
pub use crate::store::days::Booked;
use crate::store::entries::{self, Stored};
use crate::store::receipts::{self, Issued};
use crate::store::{days, findings, partners};

/// An entry with everything that hangs on it.
#[derive(Debug, Clone)]
pub struct PaymentFile {
    pub stored: Stored,
    pub receipts: Vec<Issued>,
    pub reversal: Option<Entry>,
    /// Whether a bank's file said that the money is there.
    pub is_final: bool,
}

/// A page of what was booked on a day.
#[derive(Debug, Clone)]
pub struct DayList {
    pub entries: Vec<Booked>,
    /// The id after which the next page begins.
    pub next: Option<String>,
    /// Names of partners by their ids.
    pub partners: BTreeMap<String, String>,
}

impl Treasury {
    /// What was booked on a day, all of it or of one channel, the newest first.
    ///
    /// # Errors
    /// Those of the right.
    pub async fn booked_on(
        &self,
        actor: &Actor,
        day: Date,
        channel: Option<Channel>,
        (before, page): (Option<&str>, usize),
    ) -> Result<DayList> {
        authorise(actor, READ, Resource::Cell)?;
        let limit = i64::try_from(page).unwrap_or(i64::MAX).saturating_add(1);
        let read = async |tx: &mut Tx| -> Result<_> {
            Ok((days::list(tx, day, channel, before, limit).await?, partners::list(tx).await?))
        };
        let (mut entries, known) = self.cell().db().read(read).await?;
        let more = entries.len() > page;
        entries.truncate(page);
        let next = entries.last().filter(|_| more).map(|last| last.id.to_string());
        let partners = known.into_iter().map(|it| (it.partner.id, it.partner.name)).collect();
        Ok(DayList { entries, next, partners })
    }

    /// Finds an entry by its id, the number of a receipt, or a partner's reference.
    ///
    /// # Errors
    /// `payments/unknown-payment`.
    pub async fn payment(&self, actor: &Actor, text: &str) -> Result<PaymentFile> {
        authorise(actor, READ, Resource::Cell)?;
        let unknown = || missing("payments/unknown-payment");
        let text = text.trim();
        let read = async |tx: &mut Tx| -> Result<PaymentFile> {
            let id = find(tx, text).await?.ok_or_else(unknown)?;
            let stored = entries::find(tx, id).await?.ok_or_else(unknown)?;
            let receipts = receipts::of_entry(tx, id).await?;
            let reversal = entries::reversal_of(tx, id).await?.map(|stored| stored.entry);
            let is_final = findings::is_final(tx, id).await?;
            Ok(PaymentFile { stored, receipts, reversal, is_final })
        };
        self.cell().db().read(read).await
    }
}

async fn find(tx: &mut Tx, text: &str) -> Result<Option<Id<Entry>>> {
    if let Some(id) = Id::parse(text) {
        return Ok(Some(id));
    }
    if let Some(issued) = receipts::find(tx, &text.to_uppercase()).await? {
        return Ok(Some(issued.entry));
    }
    for known in partners::list(tx).await? {
        if let Some(told) = findings::by_reference(tx, &known.partner.id, text).await? {
            return Ok(Some(told.entry));
        }
    }
    Ok(None)
}
