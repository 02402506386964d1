//! What can be paid for an object today.

use base::{Nop, Result, Rupiah};
use contracts::{Bill, Standing};
use db::Tx;

use crate::domain::masking;
use crate::usecase::ledger::Ledger;

/// The bills of an object as anybody may see them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payable {
    pub nop: Nop,
    /// Masked.
    pub payer: String,
    pub address: String,
    /// What can be paid, the latest year first.
    pub open: Vec<Bill>,
    /// Years that were paid.
    pub paid: Vec<i64>,
}

impl Payable {
    /// What all open bills cost together today.
    pub fn total(&self) -> Rupiah {
        Rupiah(self.open.iter().fold(0, |sum, bill| sum.saturating_add(bill.total().0)))
    }
}

/// The bills of an object; `None` when nothing was ever issued for it.
///
/// # Errors
/// Those of the database.
pub async fn payable(ledger: &Ledger, nop: Nop) -> Result<Option<Payable>> {
    let cell = ledger.cell();
    let today = cell.today();
    let bills: Vec<Bill> =
        cell.db().read(async |tx: &mut Tx| ledger.bills().of_object(tx, nop, today).await).await?;
    let Some(first) = bills.first() else { return Ok(None) };
    let (payer, address) = (masking::name(&first.payer), first.address.clone());
    let paid = bills.iter().filter(|bill| bill.standing == Standing::Paid);
    let paid = paid.map(|bill| bill.id.tax_year).collect();
    let open = bills.into_iter().filter(|bill| bill.standing == Standing::Open).collect();
    Ok(Some(Payable { nop, payer, address, open, paid }))
}
