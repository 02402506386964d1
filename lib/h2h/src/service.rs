//! The four requests.

/// What every path begins with.
pub const BASE: &str = "/h2h/v1";

/// A request of the service; all are `POST`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Service {
    /// What is owed.
    Inquiry,
    /// It was paid.
    Payment,
    /// A payment of the same day is taken back.
    Reversal,
    /// What became of a payment whose answer never arrived.
    Status,
}

impl Service {
    pub const ALL: [Self; 4] = [Self::Inquiry, Self::Payment, Self::Reversal, Self::Status];

    /// The last part of the path.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Inquiry => "inquiry",
            Self::Payment => "payment",
            Self::Reversal => "reversal",
            Self::Status => "status",
        }
    }

    /// The whole path, as it is signed.
    pub const fn path(self) -> &'static str {
        match self {
            Self::Inquiry => "/h2h/v1/inquiry",
            Self::Payment => "/h2h/v1/payment",
            Self::Reversal => "/h2h/v1/reversal",
            Self::Status => "/h2h/v1/status",
        }
    }
}
