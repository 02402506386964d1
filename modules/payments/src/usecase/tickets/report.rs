//! The citizen's side of a report.

use audit::Who;
use base::{Error, Kind, Nop, Result};
use cell::{Cell, sealed};
use db::Tx;

use super::{LARGEST_SLIP, LONGEST, SEALED_FOR, file_name, message, note};
use crate::audit_kinds;
use crate::domain::ticket::{Message, SlipKind, State, Ticket, fresh_number};
use crate::store::tickets;
use crate::usecase::codes::token;

/// What somebody reports.
#[derive(Debug, Clone, Default)]
pub struct Report {
    pub text: String,
    pub nop: Option<Nop>,
    /// The reference on the slip.
    pub slip: String,
    /// How to reach the person, if they want to be called.
    pub contact: String,
    pub file: Option<Slip>,
}

/// A photo or a PDF of the slip.
#[derive(Debug, Clone)]
pub struct Slip {
    kind: SlipKind,
    bytes: Vec<u8>,
}

impl Slip {
    /// Looks at what came, whatever it is called.
    ///
    /// # Errors
    /// `payments/ticket-file-type`, `payments/ticket-file-size`.
    pub fn of(bytes: Vec<u8>) -> Result<Self> {
        if bytes.len() > LARGEST_SLIP {
            return Err(Error::new(Kind::TooLarge, "payments/ticket-file-size"));
        }
        match SlipKind::of(&bytes) {
            Some(kind) => Ok(Self { kind, bytes }),
            None => Err(Error::new(Kind::Invalid, "payments/ticket-file-type")),
        }
    }
}

/// Takes a report in. Gives its number and the secret of its page.
///
/// # Errors
/// `payments/ticket-empty`, `payments/ticket-too-long`; those of the file store.
pub async fn report(cell: &Cell, who: &Who, report: &Report) -> Result<(Ticket, String)> {
    let text = message(&report.text)?;
    for field in [&report.slip, &report.contact] {
        if field.chars().count() > LONGEST / 10 {
            return Err(
                Error::new(Kind::Invalid, "payments/ticket-too-long").with("most", LONGEST / 10)
            );
        }
    }
    let ticket = draft(cell, report)?;
    if let Some(Slip { kind, bytes }) = &report.file {
        cell.files().admit(bytes.len() as u64)?;
        cell.files().put(&file_name(ticket.id, *kind)?, bytes.clone()).await?;
    }
    let secret = token(cell.random());
    let kind = audit_kinds::TICKET_OPENED;
    cell.db()
        .write(async |tx: &mut Tx| -> Result<()> {
            tickets::add(tx, &ticket, &secret).await?;
            tickets::say(tx, ticket.id, ticket.made_at, None, &text).await?;
            note(tx, cell, kind, who, ticket.id).await
        })
        .await?;
    Ok((ticket, secret))
}

fn draft(cell: &Cell, report: &Report) -> Result<Ticket> {
    let some = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let id = cell.new_id();
    let seal =
        |contact: String| sealed::seal(cell, SEALED_FOR, &id.to_string(), contact.as_bytes());
    Ok(Ticket {
        id,
        number: fresh_number(cell.random()),
        state: State::Open,
        made_at: cell.now(),
        nop: report.nop,
        slip: some(&report.slip),
        contact: some(&report.contact).map(seal).transpose()?,
        file: report.file.as_ref().map(|slip| slip.kind),
    })
}

/// The report behind an address, and what was said.
///
/// # Errors
/// `payments/unknown-ticket`.
pub async fn followed(cell: &Cell, secret: &str) -> Result<(Ticket, Vec<Message>)> {
    cell.db()
        .read(async |tx: &mut Tx| -> Result<_> {
            let ticket = tickets::by_token(tx, secret).await?.ok_or_else(unknown)?;
            let messages = tickets::messages(tx, ticket.id).await?;
            Ok((ticket, messages))
        })
        .await
}

/// The citizen says more: the office has to look again.
///
/// # Errors
/// `payments/unknown-ticket`, `payments/ticket-closed`, `payments/ticket-empty`,
/// `payments/ticket-too-long`.
pub async fn say_more(cell: &Cell, who: &Who, secret: &str, text: &str) -> Result<()> {
    let (text, now) = (message(text)?, cell.now());
    let kind = audit_kinds::TICKET_OPENED;
    cell.db()
        .write(async |tx: &mut Tx| -> Result<()> {
            let ticket = tickets::by_token(tx, secret).await?.ok_or_else(unknown)?;
            if ticket.state == State::Closed {
                return Err(Error::new(Kind::Conflict, "payments/ticket-closed"));
            }
            tickets::say(tx, ticket.id, now, None, &text).await?;
            tickets::set_state(tx, ticket.id, State::Open, now).await?;
            note(tx, cell, kind, who, ticket.id).await
        })
        .await
}

pub(super) fn unknown() -> Error {
    Error::new(Kind::NotFound, "payments/unknown-ticket")
}
