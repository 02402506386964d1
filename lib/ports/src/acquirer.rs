//! The company that issues QRIS codes and tells when they were paid.

use base::{Instant, Rupiah};

use crate::Answer;

/// A code that is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QrOrder {
    /// Our reference (partnerReferenceNo): the same one never makes a second code.
    pub reference: String,
    pub amount: Rupiah,
    pub expires_at: Instant,
}

/// A code that was issued. Only an acquirer may make the content of a QRIS code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QrIssued {
    /// The text inside the code (qrContent).
    pub content: String,
    /// How the acquirer calls it (referenceNo).
    pub acquirer_reference: String,
}

/// A code that was issued, by both its names: acquirers differ in which of them they look for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QrName<'a> {
    /// Ours, as in the order.
    pub reference: &'a str,
    /// Theirs, as in what was issued.
    pub acquirer_reference: &'a str,
}

/// What the acquirer knows of a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum QrStatus {
    Pending,
    Paid { amount: Rupiah, paid_at: Instant, acquirer_reference: String },
    Refunded,
    Expired,
}

/// An acquirer, and its id among the partners of the cell.
pub type NamedAcquirer = (String, std::sync::Arc<dyn Acquirer>);

/// Issues dynamic QRIS codes (`qr-mpm-generate`) and answers what became of them
/// (`qr-mpm-query`). What it tells by itself (`qr-mpm-notify`) comes in by HTTP.
pub trait Acquirer: Send + Sync + 'static {
    /// Issues a code for exactly this amount.
    fn generate<'a>(&'a self, order: &'a QrOrder) -> Answer<'a, QrIssued>;

    /// What became of a code.
    fn query<'a>(&'a self, code: QrName<'a>) -> Answer<'a, QrStatus>;
}
