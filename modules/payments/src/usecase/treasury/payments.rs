//! One payment as the office sees it, with what it settled.

use base::{Id, Result};
use db::Tx;
use identity::{Actor, Resource, authorise};

use super::{Treasury, missing};
use crate::domain::entry::Entry;
use crate::permissions::READ;
use crate::store::entries::{self, Stored};
use crate::store::receipts::{self, Issued};
use crate::store::{findings, partners};

/// An entry with everything that hangs on it.
#[derive(Debug, Clone)]
pub struct PaymentFile {
    pub stored: Stored,
    pub receipts: Vec<Issued>,
    pub reversal: Option<Entry>,
    /// Whether a bank's file said that the money is there.
    pub is_final: bool,
}

impl Treasury {
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
