//! The ways by which money comes in.

/// How a payment came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Channel {
    /// A virtual account, told by the bank over SNAP.
    VirtualAccount,
    /// A QRIS code, told by the acquirer.
    Qris,
    /// NOP and year at a bank, told over the plain JSON service.
    HostToHost,
    /// Cash at a counter of the office.
    Teller,
    /// Cash in the village, deposited by the collector.
    Collector,
    /// Found in a bank's file and booked after two people looked at it.
    Reconciliation,
    /// An overpayment of another bill.
    Compensation,
    /// Money moved between the regency's own places.
    Internal,
}

impl Channel {
    pub const ALL: [Self; 8] = [
        Self::VirtualAccount,
        Self::Qris,
        Self::HostToHost,
        Self::Teller,
        Self::Collector,
        Self::Reconciliation,
        Self::Compensation,
        Self::Internal,
    ];

    /// The word in the database and in translation keys.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::VirtualAccount => "va",
            Self::Qris => "qris",
            Self::HostToHost => "h2h",
            Self::Teller => "teller",
            Self::Collector => "collector",
            Self::Reconciliation => "reconciliation",
            Self::Compensation => "compensation",
            Self::Internal => "internal",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|channel| channel.as_str() == text)
    }
}
