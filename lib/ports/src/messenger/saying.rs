//! The few things a message may say.

use base::{Date, Language, format};

/// What a message says. A closed list: what is not here is not sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Saying {
    /// Somebody asked for messages with this address: was it you?
    Confirm,
    /// The tax of a year is due on a day.
    DueSoon { tax_year: i64, due: Date },
    /// Tasks of an office are due on a day.
    TaskDue { due: Date },
    /// Tables of figures of an office are due on a day.
    TableDue { due: Date },
    /// Letters wait for somebody: paraf, signature, disposition, correction.
    LettersWait,
    /// A receipt can be fetched.
    ReceiptReady { tax_year: i64 },
    /// Somebody answered what was reported.
    TicketAnswered,
    /// An administrator tries the channel.
    Test,
}

impl Saying {
    /// Names it in templates, in the database and in translations.
    pub fn key(self) -> &'static str {
        match self {
            Self::Confirm => "confirm",
            Self::DueSoon { .. } => "due-soon",
            Self::TaskDue { .. } => "task-due",
            Self::TableDue { .. } => "table-due",
            Self::LettersWait => "letters-wait",
            Self::ReceiptReady { .. } => "receipt-ready",
            Self::TicketAnswered => "ticket-answered",
            Self::Test => "test",
        }
    }

    pub fn tax_year(self) -> Option<i64> {
        match self {
            Self::DueSoon { tax_year, .. } | Self::ReceiptReady { tax_year } => Some(tax_year),
            _ => None,
        }
    }

    pub fn due(self) -> Option<Date> {
        match self {
            Self::DueSoon { due, .. } | Self::TaskDue { due } | Self::TableDue { due } => Some(due),
            _ => None,
        }
    }

    /// Puts it together again from its stored parts.
    pub fn of_parts(key: &str, tax_year: Option<i64>, due: Option<Date>) -> Option<Self> {
        Some(match (key, tax_year, due) {
            ("confirm", None, None) => Self::Confirm,
            ("due-soon", Some(tax_year), Some(due)) => Self::DueSoon { tax_year, due },
            ("task-due", None, Some(due)) => Self::TaskDue { due },
            ("table-due", None, Some(due)) => Self::TableDue { due },
            ("letters-wait", None, None) => Self::LettersWait,
            ("receipt-ready", Some(tax_year), None) => Self::ReceiptReady { tax_year },
            ("ticket-answered", None, None) => Self::TicketAnswered,
            ("test", None, None) => Self::Test,
            _ => return None,
        })
    }

    /// The values of its sentence in their order, as a template with numbered places wants them.
    pub fn values(self, language: Language) -> Vec<String> {
        let year = self.tax_year().map(|year| year.to_string());
        let due = self.due().map(|day| format::date(day, language));
        [year, due].into_iter().flatten().collect()
    }
}
