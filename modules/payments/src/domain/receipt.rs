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

/// Reads a number as people type it: in groups, in small letters, with O for 0 and I or L for 1.
pub fn parse_number(text: &str) -> Option<String> {
    let plain = |c: char| match c.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    let typed = text.chars().filter(|c| !matches!(c, ' ' | '-' | '.'));
    let number: String = typed.map(plain).collect();
    to_bytes(&number).map(|_| number)
}

/// In groups as people read it: `7KQ2-M9XD-41PT-0000`.
pub fn grouped(number: &str) -> String {
    let mut groups = String::with_capacity(number.len() + 3);
    for (place, letter) in number.chars().enumerate() {
        if place > 0 && place % 4 == 0 {
            groups.push('-');
        }
        groups.push(letter);
    }
    groups
}

/// The 80 bits of a number; `None` when it is none.
pub(super) fn to_bytes(number: &str) -> Option<[u8; 10]> {
    let value = |b: u8| ALPHABET.iter().position(|a| *a == b).and_then(|p| u128::try_from(p).ok());
    if number.len() != LENGTH {
        return None;
    }
    let bits = number.bytes().try_fold(0_u128, |bits, b| Some((bits << 5) | value(b)?))?;
    bits.to_be_bytes()[6..].try_into().ok()
}

/// The number that [`to_bytes`] took.
pub(super) fn of_bytes(bytes: [u8; 10]) -> String {
    let bits = bytes.iter().fold(0_u128, |bits, b| (bits << 8) | u128::from(*b));
    let letter = |place: usize| {
        let five = usize::try_from((bits >> (5 * (LENGTH - 1 - place))) & 31).unwrap_or_default();
        char::from(ALPHABET[five])
    };
    (0..LENGTH).map(letter).collect()
}

/// How a receipt stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// A bank, an acquirer or a collector said so; the money was not yet seen in the treasury.
    Provisional,
    /// The regency has the money.
    Final,
    /// The payment was taken back.
    Cancelled,
}

impl Standing {
    /// The word of translation keys.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Provisional => "provisional",
            Self::Final => "final",
            Self::Cancelled => "cancelled",
        }
    }
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
