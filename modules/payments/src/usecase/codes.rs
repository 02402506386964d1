//! Making payment codes, and what is owed for one.

use base::{Date, Rupiah};
use contracts::{Bill, BillId};
use db::Tx;

use super::ledger::Ledger;
use super::refused::{PostError, Refused};
use crate::domain::allocation;
use crate::domain::code::Code;
use crate::store::codes::{self, Made};

/// How long a payment code counts. Its amount is computed for the day of the payment anyway.
const VALID_SECONDS: i64 = 7 * 24 * 3_600;
/// Years and objects that one code may hold: what fits a bank's screen and a receipt.
const MOST_BILLS: usize = 20;

/// What is owed for a payment code on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owed {
    pub made: Made,
    pub bills: Vec<Bill>,
    pub total: Rupiah,
}

impl Ledger {
    /// Makes a code for bills that can be paid now.
    ///
    /// # Errors
    /// As [`Ledger::owed_for`]; `UnknownBill` also for none and for more than twenty.
    pub async fn make_code(&self, ids: &[BillId]) -> Result<Made, PostError> {
        let cell = self.cell();
        let (now, today) = (cell.now(), cell.today());
        let mut bills = ids.to_vec();
        bills.sort_unstable_by(|a, b| a.nop.cmp(&b.nop).then(b.tax_year.cmp(&a.tax_year)));
        bills.dedup();
        if !(1..=MOST_BILLS).contains(&bills.len()) {
            return Err(Refused::UnknownBill.into());
        }
        let made = Made {
            code: Code::fresh(cell.random()),
            token: token(cell.random()),
            made_at: now,
            expires_at: now.plus_seconds(VALID_SECONDS),
            bills,
        };
        cell.db()
            .write_by_keys(async |tx: &mut Tx| -> Result<Made, PostError> {
                self.owed(tx, &made.bills, today).await?;
                codes::add(tx, &made).await?;
                Ok(made.clone())
            })
            .await
    }

    /// What is owed for a code on a day.
    ///
    /// # Errors
    /// `UnknownCode`, `ExpiredCode`, `UnknownBill`, `Paid`, `NothingOwed`.
    pub async fn owed_for(&self, tx: &mut Tx, code: &Code, day: Date) -> Result<Owed, PostError> {
        let made = codes::find(tx, code).await?.ok_or(Refused::UnknownCode)?;
        let (bills, total) = self.owed(tx, &made.bills, day).await?;
        // That a bill is paid matters more than that its code is old.
        if made.expires_at < self.cell().now() {
            return Err(Refused::ExpiredCode.into());
        }
        Ok(Owed { made, bills, total })
    }

    /// Bills that can all be paid on a day, and their sum.
    pub async fn owed(
        &self,
        tx: &mut Tx,
        ids: &[BillId],
        day: Date,
    ) -> Result<(Vec<Bill>, Rupiah), PostError> {
        let bills = self.bills_on(tx, ids, day).await?;
        if bills.len() != ids.len() {
            return Err(Refused::UnknownBill.into());
        }
        let total = allocation::owed(&bills).map_err(Refused::from)?;
        Ok((bills, total))
    }
}

/// 128 bits of chance for the address of a page that only its owner knows.
pub(crate) fn token(random: &dyn base::Random) -> String {
    use base64::Engine;
    let mut bytes = [0_u8; 16];
    random.fill(&mut bytes);
    base64::prelude::BASE64_URL_SAFE_NO_PAD.encode(bytes)
}
