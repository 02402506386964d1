//! What one person of the treasury proposes and another decides.

use base::{Instant, Rupiah};
use serde::{Deserialize, Serialize};

/// What is proposed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Matter {
    /// What becomes of a finding of a reconciliation.
    Finding { statement: String, number: i64, action: String },
    /// An overpayment is given back.
    Refund {
        entry: String,
        amount: i64,
        holder: String,
        bank: String,
        account: String,
        decree: String,
    },
    /// An overpayment is counted for another bill; what is left stays an overpayment.
    Compensation { entry: String, nop: String, tax_year: i64, decree: String },
    /// A payment is taken back by the office: the bill is open again, the money an overpayment.
    Reversal { entry: String },
    /// A time in which people could not pay.
    Outage { what: String, from: String, until: String },
    /// The regency's own code and name of a sort of account.
    Chart { account: String, code: String, name: String },
    /// The same for several sorts at once, as a new regency begins.
    ChartRows { rows: Vec<ChartRow> },
}

/// The code and name of one sort of account among several.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChartRow {
    pub account: String,
    pub code: String,
    pub name: String,
}

impl Matter {
    /// The word in the database and in translation keys.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Finding { .. } => "finding",
            Self::Refund { .. } => "refund",
            Self::Compensation { .. } => "compensation",
            Self::Reversal { .. } => "reversal",
            Self::Outage { .. } => "outage",
            Self::Chart { .. } => "chart",
            Self::ChartRows { .. } => "chart-rows",
        }
    }

    /// What it is about: one proposal waits for a subject at a time. An overpayment is given back
    /// or counted elsewhere, or its payment is taken back, but not two of these.
    pub fn subject(&self) -> String {
        match self {
            Self::Finding { statement, number, .. } => format!("statement/{statement}/{number}"),
            Self::Refund { entry, .. }
            | Self::Compensation { entry, .. }
            | Self::Reversal { entry } => format!("ledger/{entry}"),
            Self::Outage { what, from, .. } => format!("outage/{what}/{from}"),
            Self::Chart { account, .. } => format!("chart/{account}"),
            Self::ChartRows { .. } => "chart".to_owned(),
        }
    }

    /// Subjects of which none may wait beside it: its own, and what covers it or is covered by it.
    pub fn rivals(&self) -> Vec<String> {
        let mut all = vec![self.subject()];
        match self {
            Self::Chart { .. } => all.push("chart".to_owned()),
            Self::ChartRows { rows } => {
                all.extend(rows.iter().map(|row| format!("chart/{}", row.account)));
            }
            _ => {}
        }
        all
    }

    /// The amount it gives out, where it does.
    pub fn amount(&self) -> Option<Rupiah> {
        match self {
            Self::Refund { amount, .. } => Some(Rupiah(*amount)),
            _ => None,
        }
    }
}

/// How a proposal stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum State {
    Proposed,
    Approved,
    Rejected,
}

impl State {
    const ALL: [Self; 3] = [Self::Proposed, Self::Approved, Self::Rejected];

    /// The word in the database and in translation keys.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Approved => "approved",
            Self::Rejected => "rejected",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == text)
    }
}

/// Who did something, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    pub actor: String,
    pub name: String,
    pub at: Instant,
}

/// A proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    pub id: String,
    pub matter: Matter,
    pub reason: String,
    pub state: State,
    pub proposed: Signature,
    pub decided: Option<Signature>,
    pub decision_note: String,
}

impl Proposal {
    pub fn waits(&self) -> bool {
        self.state == State::Proposed
    }
}
