//! Taking a payment back: a new entry that mirrors the old one; the bills are open again.

use audit::Who;
use base::{Id, Instant};
use contracts::Reopening;
use db::Tx;

use super::ledger::Ledger;
use super::refused::{PostError, Refused};
use super::treasury::OVERPAYMENT;
use crate::domain::entry::{Entry, EntryKind, mirrored};
use crate::store::entries::{self, Stored};
use crate::store::receipts;

/// The wish to take a payment back.
#[derive(Debug, Clone)]
pub struct Reversal<'a> {
    pub of: Id<Entry>,
    /// Who takes it back, under which reference; `None` within the house.
    pub source: Option<(&'a str, &'a str)>,
    pub at: Instant,
    pub who: &'a Who,
    pub note: &'a str,
}

/// What became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reversed {
    pub entry: Entry,
    /// It had been taken back before; nothing was added.
    pub repeated: bool,
}

impl Ledger {
    /// Takes a payment back in the caller's transaction. A second time adds nothing.
    ///
    /// # Errors
    /// `UnknownPayment`, `NotReversible`; `DuplicateReference` when the reference was used for
    /// something else.
    pub async fn reverse(
        &self,
        tx: &mut Tx,
        reversal: &Reversal<'_>,
    ) -> Result<Reversed, PostError> {
        let original = entries::find(tx, reversal.of).await?.ok_or(Refused::UnknownPayment)?;
        if original.entry.kind != EntryKind::Payment {
            return Err(Refused::NotReversible.into());
        }
        if let Some(Stored { entry, .. }) = entries::reversal_of(tx, reversal.of).await? {
            return Ok(Reversed { entry, repeated: true });
        }
        // Money that was given back or counted elsewhere is not here any more; what was counted for
        // this bill belongs to another payment.
        let cleared = entries::by_reference(tx, OVERPAYMENT, &reversal.of.to_string()).await?;
        if cleared.is_some() || original.entry.partner.as_deref() == Some(OVERPAYMENT) {
            return Err(Refused::NotReversible.into());
        }
        if let Some((partner, reference)) = reversal.source
            && entries::by_reference(tx, partner, reference).await?.is_some()
        {
            return Err(Refused::DuplicateReference.into());
        }
        let entry = self.mirror(&original.entry, reversal);
        self.add(tx, &entry, reversal.who).await?;
        for issued in receipts::of_entry(tx, original.entry.id).await? {
            let reopening = Reopening {
                bill: issued.receipt.bill,
                entry: entry.id.to_string(),
                reversed: original.entry.id.to_string(),
                at: entry.booked_at,
            };
            self.bills().reopen(tx, &reopening).await?;
        }
        Ok(Reversed { entry, repeated: false })
    }

    fn mirror(&self, original: &Entry, reversal: &Reversal<'_>) -> Entry {
        let now = self.cell().now();
        Entry {
            id: self.cell().new_id(),
            kind: EntryKind::Reversal,
            booked_at: now,
            day: now.date(self.cell().zone()),
            paid_at: reversal.at,
            channel: original.channel,
            partner: reversal.source.map(|(partner, _)| partner.to_owned()),
            reference: reversal.source.map(|(_, reference)| reference.to_owned()),
            slip: None,
            code: original.code.clone(),
            reverses: Some(original.id),
            actor: reversal.who.id.clone(),
            note: reversal.note.to_owned(),
            lines: mirrored(&original.lines),
        }
    }
}
