//! Checking a temporary receipt: whoever holds it sees whether the cash arrived.

use base::{Date, Result, Rupiah};
use cell::Cell;
use db::Tx;

use crate::domain::collecting::number::TtsNumber;
use crate::store::counter::tts;
use crate::store::receipts;
use crate::usecase::Ledger;
use crate::usecase::counter::unknown;

const PURPOSE: &str = "payments/tts";
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const SIGNS: usize = 8;

/// What the holder of a temporary receipt may know: no name, no address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    pub number: TtsNumber,
    pub stand: Stand,
}

/// How a temporary receipt stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stand {
    /// The number was reserved for a phone; nothing has arrived from it yet.
    Reserved,
    /// The collector has the cash.
    Collected { day: Date, tax_year: i64, amount: Rupiah },
    /// It was deposited: the final receipt, or none where nothing was owed any more.
    Deposited { day: Date, tax_year: i64, amount: Rupiah, receipt: Option<String> },
}

/// Forty bits that only this cell can compute: a number without them was not given out by it.
pub(crate) fn check_signs(cell: &Cell, number: &TtsNumber) -> String {
    let mac = cell.keys().mac(PURPOSE, number.to_string().as_bytes());
    mac.iter().take(SIGNS).map(|b| char::from(ALPHABET[usize::from(b & 31)])).collect()
}

/// Looks up a temporary receipt by what its QR code says: number and check signs.
///
/// # Errors
/// `payments/unknown-tts` for a number or signs that this cell did not give out.
pub async fn check(ledger: &Ledger, number: &str, signs: &str) -> Result<Checked> {
    let number = TtsNumber::parse(number).map_err(|_| unknown("payments/unknown-tts"))?;
    if check_signs(ledger.cell(), &number) != signs.trim().to_ascii_uppercase() {
        return Err(unknown("payments/unknown-tts"));
    }
    let stand = ledger
        .cell()
        .db()
        .read(async |tx: &mut Tx| -> Result<Stand> {
            let Some(tts) = tts::find(tx, &number).await? else { return Ok(Stand::Reserved) };
            let (day, tax_year, amount) = (tts.day, tts.bill.tax_year, tts.amount);
            let Some(entry) = tts.final_entry else {
                return Ok(Stand::Collected { day, tax_year, amount });
            };
            let receipt = receipts::of_entry(tx, entry).await?.pop();
            let receipt = receipt.map(|issued| issued.receipt.number);
            Ok(Stand::Deposited { day, tax_year, amount, receipt })
        })
        .await?;
    Ok(Checked { number, stand })
}
