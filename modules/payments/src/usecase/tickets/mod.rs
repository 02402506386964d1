//! Reports that something about a payment is not right: a citizen writes and follows, a treasurer
//! answers.

mod office;
mod report;

pub use office::{Answer, Desk, Found, answer, close, desk, list, slip, waiting};
pub use report::{Report, Slip, followed, report, say_more};

use audit::{Entry, Kind, Who};
use base::{Error, Id, Result};
use cell::Cell;
use db::Tx;
use files::Name;

use crate::domain::ticket::{SlipKind, Ticket};

/// What contacts are encrypted for.
const SEALED_FOR: &str = "payments/ticket-contacts";

/// Bytes of a file that comes with a report.
pub const LARGEST_SLIP: usize = 10 << 20;
/// Letters of a message.
const LONGEST: usize = 2_000;

/// Notes a deed about a report; what was said does not stand in the trail.
async fn note(tx: &mut Tx, cell: &Cell, kind: Kind, who: &Who, id: Id<Ticket>) -> Result<()> {
    audit::record(tx, cell, Entry::new(kind, who, format!("ticket/{id}"))).await?;
    Ok(())
}

/// A message that is there and not too long.
fn message(text: &str) -> Result<String> {
    let text = text.trim();
    let code = match text.chars().count() {
        0 => "payments/ticket-empty",
        n if n > LONGEST => "payments/ticket-too-long",
        _ => return Ok(text.to_owned()),
    };
    Err(Error::new(base::Kind::Invalid, code).with("field", "cerita").with("most", LONGEST))
}

/// Where the file of a report lies.
fn file_name(id: Id<Ticket>, kind: SlipKind) -> Result<Name> {
    let name = format!("payments/tickets/{}/slip.{}", id.to_string().to_lowercase(), kind.as_str());
    Name::parse(&name)
        .map_err(|e| Error::new(base::Kind::Internal, "payments/ticket-file").caused_by(e))
}
