//! The office's side of a report.

use base::{Error, Id, Instant, Kind, Result, Rupiah};
use bytes::Bytes;
use cell::{Cell, sealed};
use db::Tx;
use identity::{Actor, Resource, authorise};
use notify::Subject;

use super::report::unknown;
use super::{SEALED_FOR, file_name, message, note};
use crate::audit_kinds;
use crate::domain::ticket::{Message, SlipKind, State, Ticket};
use crate::permissions::RECONCILE;
use crate::store::entries::{self, Stored};
use crate::store::{partners, receipts, tickets};
use crate::usecase::ledger::Ledger;

/// Reports in a state, a page of them.
///
/// # Errors
/// Those of the right.
pub async fn list(
    cell: &Cell,
    actor: &Actor,
    state: State,
    after: Option<Id<Ticket>>,
    most: i64,
) -> Result<Vec<Ticket>> {
    authorise(actor, RECONCILE, Resource::Cell)?;
    let found = cell.db().read(async |tx: &mut Tx| tickets::list(tx, state, after, most).await);
    Ok(found.await?)
}

/// How many reports wait for this person's answer.
///
/// # Errors
/// Those of the database.
pub async fn waiting(cell: &Cell, actor: &Actor) -> Result<i64> {
    if !actor.has(RECONCILE) {
        return Ok(0);
    }
    Ok(cell.db().read(async |tx: &mut Tx| tickets::count_open(tx).await).await?)
}

/// A payment that may be the one on the slip.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub bank: String,
    pub reference: String,
    pub amount: Rupiah,
    pub paid_at: Instant,
    /// Numbers of its receipts; none for an overpayment.
    pub receipts: Vec<String>,
    pub reversed: bool,
}

/// A report on the desk of whoever answers it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Desk {
    pub ticket: Ticket,
    pub messages: Vec<Message>,
    pub contact: Option<String>,
    /// Payments with the reference on the slip.
    pub matches: Vec<Found>,
}

/// A report with what the books know about its slip.
///
/// # Errors
/// Those of the right; `payments/unknown-ticket`.
pub async fn desk(cell: &Cell, actor: &Actor, id: Id<Ticket>) -> Result<Desk> {
    authorise(actor, RECONCILE, Resource::Cell)?;
    let read = cell.db().read(async |tx: &mut Tx| -> Result<_> {
        let (ticket, _) = tickets::find(tx, id).await?.ok_or_else(unknown)?;
        let messages = tickets::messages(tx, id).await?;
        let matches = match &ticket.slip {
            Some(slip) => matching(tx, slip).await?,
            None => Vec::new(),
        };
        Ok((ticket, messages, matches))
    });
    let (ticket, messages, matches) = read.await?;
    let open = |sealed: &String| -> Result<String> {
        let bytes = sealed::open(cell, SEALED_FOR, &id.to_string(), sealed)?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    };
    let contact = ticket.contact.as_ref().map(open).transpose()?;
    Ok(Desk { ticket, messages, contact, matches })
}

/// Payments whose reference or slip number is the one that was typed, bank by bank.
async fn matching(tx: &mut Tx, slip: &str) -> Result<Vec<Found>> {
    let mut found = Vec::new();
    for known in partners::list(tx).await? {
        let bank = known.partner;
        let mut entries = entries::by_slip(tx, &bank.id, slip).await?;
        if let Some(stored) = entries::by_reference(tx, &bank.id, slip).await?
            && entries.iter().all(|other| other.entry.id != stored.entry.id)
        {
            entries.push(stored);
        }
        for stored in entries {
            found.push(told(tx, &bank.name, stored).await?);
        }
    }
    Ok(found)
}

async fn told(tx: &mut Tx, bank: &str, stored: Stored) -> Result<Found> {
    let issued = receipts::of_entry(tx, stored.entry.id).await?;
    Ok(Found {
        bank: bank.to_owned(),
        reference: stored.entry.reference.clone().unwrap_or_default(),
        amount: stored.amount_in(),
        paid_at: stored.entry.paid_at,
        receipts: issued.into_iter().map(|issued| issued.receipt.number).collect(),
        reversed: entries::reversal_of(tx, stored.entry.id).await?.is_some(),
    })
}

/// What the office says to a report.
#[derive(Debug, Clone, Copy)]
pub struct Answer<'a> {
    pub text: &'a str,
    /// Nothing more is to be done.
    pub closes: bool,
}

/// Answers a report, and tells the citizen where they asked for it.
///
/// # Errors
/// Those of the right; `payments/unknown-ticket`, `payments/ticket-closed`,
/// `payments/ticket-empty`, `payments/ticket-too-long`.
pub async fn answer(
    ledger: &Ledger,
    actor: &Actor,
    id: Id<Ticket>,
    answer: Answer<'_>,
) -> Result<()> {
    authorise(actor, RECONCILE, Resource::Cell)?;
    let text = message(answer.text)?;
    let (cell, who) = (ledger.cell(), actor.who());
    let now = cell.now();
    let state = if answer.closes { State::Closed } else { State::Answered };
    cell.db()
        .write(async |tx: &mut Tx| -> Result<()> {
            let (_, secret) = find_open(tx, id).await?;
            tickets::say(tx, id, now, Some(&who.name), &text).await?;
            tickets::set_state(tx, id, state, now).await?;
            note(tx, cell, audit_kinds::TICKET_ANSWERED, &who, id).await?;
            if let (Some(post), Some(subject)) = (ledger.post_office(), subject(id)) {
                let path = format!("/bayar/laporan/{secret}");
                let key = now.millis().to_string();
                notify::ticket_answered(tx, post, &subject, &key, &path).await?;
            }
            Ok(())
        })
        .await
}

/// Closes a report without a further word.
///
/// # Errors
/// Those of the right; `payments/unknown-ticket`, `payments/ticket-closed`.
pub async fn close(cell: &Cell, actor: &Actor, id: Id<Ticket>) -> Result<()> {
    authorise(actor, RECONCILE, Resource::Cell)?;
    let (who, now) = (actor.who(), cell.now());
    cell.db()
        .write(async |tx: &mut Tx| -> Result<()> {
            find_open(tx, id).await?;
            tickets::set_state(tx, id, State::Closed, now).await?;
            note(tx, cell, audit_kinds::TICKET_CLOSED, &who, id).await
        })
        .await
}

/// The file that came with a report.
///
/// # Errors
/// Those of the right; `payments/unknown-ticket` also when there is no file.
pub async fn slip(cell: &Cell, actor: &Actor, id: Id<Ticket>) -> Result<(SlipKind, Bytes)> {
    authorise(actor, RECONCILE, Resource::Cell)?;
    let found = cell.db().read(async |tx: &mut Tx| tickets::find(tx, id).await).await?;
    let kind = found.and_then(|(ticket, _)| ticket.file).ok_or_else(unknown)?;
    let content = cell.files().find(&file_name(id, kind)?).await?.ok_or_else(unknown)?;
    Ok((kind, content))
}

/// What messages about a report are about.
pub(crate) fn subject(id: Id<Ticket>) -> Option<Subject> {
    Subject::new("ticket", &id.to_string())
}

async fn find_open(tx: &mut Tx, id: Id<Ticket>) -> Result<(Ticket, String)> {
    match tickets::find(tx, id).await?.ok_or_else(unknown)? {
        (ticket, _) if ticket.state == State::Closed => {
            Err(Error::new(Kind::Conflict, "payments/ticket-closed"))
        }
        open => Ok(open),
    }
}
