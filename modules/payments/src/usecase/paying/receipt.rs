//! Receipts: found by their number, drawn on paper, verified by their seal.

use base::{Error, Instant, Kind, Result};
use cell::Cell;
use contracts::seals::{Sealable, sealed_if_possible};
use contracts::{MarkPlace, Seals};
use db::Tx;
use paper::{Fonts, Paper};

use crate::domain::channel::Channel;
use crate::domain::receipt::{self, Standing};
use crate::domain::seal::{self, Reading, Sealed};
use crate::print::{ReceiptSheet, print_receipt_to_seal};
use crate::store::partners;
use crate::store::receipts::{self, Issued};

/// A receipt with everything its page shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    pub issued: Issued,
    pub standing: Standing,
    /// The bank's name, where a bank brought the money.
    pub bank: Option<String>,
    /// The text inside the QR code.
    pub verify_url: String,
}

/// The receipt of a number, however it was typed. The number is chance of 80 bits: whoever has it
/// holds the receipt.
///
/// # Errors
/// `payments/unknown-receipt`.
pub async fn find(cell: &Cell, number: &str) -> Result<Held> {
    let number = receipt::parse_number(number).ok_or_else(unknown)?;
    let found = cell.db().read(async |tx: &mut Tx| -> Result<_> {
        let Some(issued) = receipts::find(tx, &number).await? else { return Ok(None) };
        let bank = match &issued.partner {
            Some(id) => partners::find(tx, id).await?.map(|known| known.partner.name),
            None => None,
        };
        Ok(Some((issued, bank)))
    });
    let (issued, bank) = found.await?.ok_or_else(unknown)?;
    let standing = standing(&issued);
    let verify_url = seal_address(cell, &issued)?;
    Ok(Held { issued, standing, bank, verify_url })
}

fn unknown() -> Error {
    Error::new(Kind::NotFound, "payments/unknown-receipt")
}

/// What the office itself took is final at once; what others report is final when it arrived.
fn standing(issued: &Issued) -> Standing {
    use Channel::{Collector, Compensation, HostToHost, Internal, Qris};
    use Channel::{Reconciliation, Teller, VirtualAccount};
    match (issued.reversed_at, issued.channel) {
        (Some(_), _) => Standing::Cancelled,
        (None, Teller | Reconciliation | Compensation | Internal) => Standing::Final,
        (None, VirtualAccount | Qris | HostToHost | Collector) => Standing::Provisional,
    }
}

/// The address of the page that verifies a receipt, with the seal as its last part.
fn seal_address(cell: &Cell, issued: &Issued) -> Result<String> {
    let seal = seal::seal(cell.keys(), &Sealed::of(&issued.receipt));
    let seal = seal.ok_or_else(|| Error::new(Kind::Internal, "payments/receipt-seal"))?;
    Ok(format!("{}/r/{seal}", cell.settings().public_url))
}

/// The receipt as PDF. The same receipt gives the same bytes for as long as it stands; how far its
/// money is changes, so that is told by the page behind the code and not by the paper.
///
/// # Errors
/// `payments/unknown-receipt`.
pub fn pdf(cell: &Cell, fonts: &Fonts, paper: Paper, held: &Held) -> Result<Vec<u8>> {
    Ok(drawn(cell, fonts, paper, held)?.0)
}

/// The same with the electronic seal of the agency, where there is one. Each copy is sealed when it
/// is asked for: page for page the same, with a time of its own.
///
/// # Errors
/// As [`pdf`]; never because of the seal.
pub async fn sealed_pdf(
    cell: &Cell,
    (fonts, paper): (&Fonts, Paper),
    held: &Held,
    seals: Option<&dyn Seals>,
) -> Result<Vec<u8>> {
    let (pdf, place) = drawn(cell, fonts, paper, held)?;
    let reason = format!("STTS PBB-P2 {}", held.issued.receipt.bill.tax_year);
    Ok(sealed_if_possible(seals, Sealable::Receipt, (pdf, Some(place)), &reason).await)
}

fn drawn(cell: &Cell, fonts: &Fonts, paper: Paper, held: &Held) -> Result<(Vec<u8>, MarkPlace)> {
    let settings = cell.settings();
    let sheet = ReceiptSheet {
        regency: settings.name.clone(),
        demo: settings.demo,
        zone: cell.zone().clone(),
        issued: held.issued.clone(),
        bank: held.bank.clone(),
        verify_url: held.verify_url.clone(),
        verify_page: format!("{}/bayar/periksa", settings.public_url),
    };
    print_receipt_to_seal(fonts, paper, &sheet)
}

/// The name under which the paper is saved.
pub fn file_name(issued: &Issued) -> String {
    let bill = issued.receipt.bill;
    format!("STTS-{}-{}-{}.pdf", bill.nop.digits(), bill.tax_year, issued.receipt.number)
}

/// What a seal turns out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Signed by this cell, and the payment stands.
    Genuine(Sealed),
    /// Signed by this cell, but the payment was taken back.
    Cancelled { sealed: Sealed, at: Instant },
    /// Not what this cell signed.
    Altered(Sealed),
    /// No seal of a receipt.
    Unreadable,
}

/// Holds a seal against the keys and the books.
///
/// # Errors
/// Those of the database.
pub async fn verify(cell: &Cell, text: &str) -> Result<Verdict> {
    let sealed = match seal::read(cell.keys(), text) {
        Reading::Signed(sealed) => sealed,
        Reading::Altered(sealed) => return Ok(Verdict::Altered(sealed)),
        Reading::Unreadable => return Ok(Verdict::Unreadable),
    };
    let found =
        cell.db().read(async |tx: &mut Tx| receipts::find(tx, &sealed.number).await).await?;
    // Signed, yet unknown here: the cell was restored from a backup older than the payment.
    Ok(match found.and_then(|issued| issued.reversed_at) {
        Some(at) => Verdict::Cancelled { sealed, at },
        None => Verdict::Genuine(sealed),
    })
}
