//! The receipt (STTS) for one bill.

use base::{Date, Random, Rupiah};
use contracts::{Bill, BillId};

/// Letters and digits that are not mistaken for each other when read aloud or copied by hand.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH: usize = 16;

/// The number of a receipt (NTPD): 80 bits of chance, so that no payment waits for another to get
/// one, and nobody finds a receipt by trying numbers.
pub fn fresh_number(random: &dyn Random) -> String {
    let mut bytes = [0_u8; LENGTH];
    random.fill(&mut bytes);
    bytes.iter().map(|b| char::from(ALPHABET[usize::from(b & 31)])).collect()
}

/// What the payer gets for one bill, as it stood when it was paid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    pub number: String,
    pub bill: BillId,
    pub payer: String,
    pub address: String,
    pub principal: Rupiah,
    pub months: u32,
    /// Before the waiver.
    pub penalty: Rupiah,
    pub waived: Rupiah,
    pub waiver_basis: String,
    /// The day that counts for the penalty.
    pub paid_on: Date,
}

impl Receipt {
    /// A receipt for a bill paid in full on `paid_on`.
    pub fn of(bill: &Bill, number: String, paid_on: Date) -> Self {
        Self {
            number,
            bill: bill.id,
            payer: bill.payer.clone(),
            address: bill.address.clone(),
            principal: bill.principal,
            months: bill.months,
            penalty: bill.penalty,
            waived: bill.waived,
            waiver_basis: bill.waiver_basis.clone(),
            paid_on,
        }
    }

    /// What was paid in all.
    pub fn total(&self) -> Rupiah {
        Rupiah(self.principal.0.saturating_add(self.penalty.0).saturating_sub(self.waived.0))
    }
}
