//! The accounts of the ledger: where money lies, and what it was paid for.

use std::fmt;

/// An account. Debit is what comes in.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Account {
    /// Taken by a bank or an acquirer, not yet seen in the treasury's bank account.
    Partner(String),
    /// Cash in the drawer of a teller.
    Till(String),
    /// Cash in the hands of a village collector.
    Collector(String),
    /// The regency's treasury (kas daerah).
    Treasury,
    /// The tax of the year in which it is paid.
    PrincipalCurrent,
    /// The tax of earlier years.
    PrincipalArrears,
    /// Interest for late payment (sanksi).
    Penalty,
    /// Interest that a waiver took away; held against [`Account::Penalty`].
    PenaltyWaived,
    /// Money for which nothing was owed: it is given back or counted for another bill.
    Overpayment,
    /// Cash taken against a temporary receipt, until it is deposited.
    Temporary,
    /// What a bank or acquirer kept for its service.
    Fee,
    /// What a cash count found too much or too little.
    CashDifference,
}

/// Why a text names no account.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no account `{0}`")]
pub struct UnknownAccount(String);

impl Account {
    /// The accounts that stand alone.
    pub const SINGLE: [Self; 9] = [
        Self::Treasury,
        Self::PrincipalCurrent,
        Self::PrincipalArrears,
        Self::Penalty,
        Self::PenaltyWaived,
        Self::Overpayment,
        Self::Temporary,
        Self::Fee,
        Self::CashDifference,
    ];

    /// Reads what [`Account`]'s `Display` wrote.
    pub fn parse(text: &str) -> Result<Self, UnknownAccount> {
        match text.split_once(':') {
            Some(("partner", id)) => Ok(Self::Partner(id.to_owned())),
            Some(("till", id)) => Ok(Self::Till(id.to_owned())),
            Some(("collector", id)) => Ok(Self::Collector(id.to_owned())),
            _ => Self::SINGLE
                .into_iter()
                .find(|account| account.kind() == text)
                .ok_or_else(|| UnknownAccount(text.to_owned())),
        }
    }

    /// The sort of account, as in translation keys and in the regency's chart of accounts.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Partner(_) => "partner",
            Self::Till(_) => "till",
            Self::Collector(_) => "collector",
            Self::Treasury => "treasury",
            Self::PrincipalCurrent => "principal-current",
            Self::PrincipalArrears => "principal-arrears",
            Self::Penalty => "penalty",
            Self::PenaltyWaived => "penalty-waived",
            Self::Overpayment => "overpayment",
            Self::Temporary => "temporary",
            Self::Fee => "fee",
            Self::CashDifference => "cash-difference",
        }
    }

    /// Whose it is, where there are several of the sort.
    pub fn holder(&self) -> Option<&str> {
        match self {
            Self::Partner(id) | Self::Till(id) | Self::Collector(id) => Some(id),
            _ => None,
        }
    }

    /// Whether it says where money lies.
    pub fn holds_money(&self) -> bool {
        self.holder().is_some() || matches!(self, Self::Treasury)
    }
}

/// `treasury`, `partner:bank-uji`.
impl fmt::Display for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.holder() {
            Some(holder) => write!(f, "{}:{holder}", self.kind()),
            None => f.write_str(self.kind()),
        }
    }
}
