//! What the module writes into the audit trail.

use audit::{Kind, Level};

use crate::domain::entry::EntryKind;

/// Money came in.
pub const PAYMENT_BOOKED: Kind = Kind::new("payments/payment-booked", Level::Routine);
/// An entry was taken back.
pub const ENTRY_REVERSED: Kind = Kind::new("payments/entry-reversed", Level::Important);
/// Money moved between the regency's own places.
pub const MONEY_MOVED: Kind = Kind::new("payments/money-moved", Level::Important);
/// An overpayment was given back.
pub const REFUND_BOOKED: Kind = Kind::new("payments/refund-booked", Level::Important);
/// A partner was added.
pub const PARTNER_ADDED: Kind = Kind::new("payments/partner-added", Level::Critical);
/// A partner's terms were changed, or it was shut out or let in again.
pub const PARTNER_CHANGED: Kind = Kind::new("payments/partner-changed", Level::Critical);
/// A partner's secret or key was replaced.
pub const PARTNER_KEY_CHANGED: Kind = Kind::new("payments/partner-key-changed", Level::Critical);
/// A citizen reported that something about a payment is not right, or said more about it.
pub const TICKET_OPENED: Kind = Kind::new("payments/ticket-opened", Level::Routine);
/// The office answered a report.
pub const TICKET_ANSWERED: Kind = Kind::new("payments/ticket-answered", Level::Important);
/// The office closed a report.
pub const TICKET_CLOSED: Kind = Kind::new("payments/ticket-closed", Level::Important);

/// Something was proposed that another person decides.
pub const PROPOSED: Kind = Kind::new("payments/proposed", Level::Important);
/// A proposal was approved, and carried out.
pub const PROPOSAL_APPROVED: Kind = Kind::new("payments/proposal-approved", Level::Critical);
/// A proposal was refused.
pub const PROPOSAL_REJECTED: Kind = Kind::new("payments/proposal-rejected", Level::Important);
/// A bank's file was loaded.
pub const STATEMENT_LOADED: Kind = Kind::new("payments/statement-loaded", Level::Important);
/// A bank's file was put aside.
pub const STATEMENT_DISCARDED: Kind = Kind::new("payments/statement-discarded", Level::Important);
/// A reconciliation was closed.
pub const STATEMENT_CLOSED: Kind = Kind::new("payments/statement-closed", Level::Critical);
/// A time in which people could not pay was noted.
pub const OUTAGE_NOTED: Kind = Kind::new("payments/outage-noted", Level::Important);

/// A teller opened a shift.
pub const SHIFT_OPENED: Kind = Kind::new("payments/shift-opened", Level::Routine);
/// A drawer was counted and closed.
pub const SHIFT_CLOSED: Kind = Kind::new("payments/shift-closed", Level::Important);
/// A teller asked to take a payment back.
pub const CANCELLATION_ASKED: Kind = Kind::new("payments/cancellation-asked", Level::Important);
/// Another person decided about it.
pub const CANCELLATION_DECIDED: Kind = Kind::new("payments/cancellation-decided", Level::Important);
/// Cash at a counter for which nothing was owed was booked.
pub const OVERPAID_AT_COUNTER: Kind = Kind::new("payments/overpaid-at-counter", Level::Important);
/// Somebody wanted to decide about their own cash.
pub const COUNTER_REFUSED: Kind = Kind::new("payments/counter-refused", Level::Critical);
/// A slip for handing cash over was made.
pub const SLIP_MADE: Kind = Kind::new("payments/slip-made", Level::Routine);
/// The cash of a slip was received, or sent back.
pub const SLIP_DECIDED: Kind = Kind::new("payments/slip-decided", Level::Important);
/// Somebody was proposed as a village collector.
pub const COLLECTOR_PROPOSED: Kind = Kind::new("payments/collector-proposed", Level::Critical);
/// The proposal was approved or rejected.
pub const COLLECTOR_DECIDED: Kind = Kind::new("payments/collector-decided", Level::Critical);
/// A collector's appointment was revoked.
pub const COLLECTOR_REVOKED: Kind = Kind::new("payments/collector-revoked", Level::Critical);
/// Numbers of temporary receipts were reserved for a phone, or given up.
pub const NUMBERS_RESERVED: Kind = Kind::new("payments/numbers-reserved", Level::Routine);
/// The day that counts for the interest of collected cash was set.
pub const COLLECTOR_RULE_SET: Kind = Kind::new("payments/collector-rule-set", Level::Critical);

/// All of them.
pub const ALL: &[Kind] = &[
    PAYMENT_BOOKED,
    ENTRY_REVERSED,
    MONEY_MOVED,
    REFUND_BOOKED,
    PARTNER_ADDED,
    PARTNER_CHANGED,
    PARTNER_KEY_CHANGED,
    TICKET_OPENED,
    TICKET_ANSWERED,
    TICKET_CLOSED,
    PROPOSED,
    PROPOSAL_APPROVED,
    PROPOSAL_REJECTED,
    STATEMENT_LOADED,
    STATEMENT_DISCARDED,
    STATEMENT_CLOSED,
    OUTAGE_NOTED,
    SHIFT_OPENED,
    SHIFT_CLOSED,
    CANCELLATION_ASKED,
    CANCELLATION_DECIDED,
    OVERPAID_AT_COUNTER,
    COUNTER_REFUSED,
    SLIP_MADE,
    SLIP_DECIDED,
    COLLECTOR_PROPOSED,
    COLLECTOR_DECIDED,
    COLLECTOR_REVOKED,
    NUMBERS_RESERVED,
    COLLECTOR_RULE_SET,
];

/// The kind of an entry's trace.
pub fn of(kind: EntryKind) -> Kind {
    match kind {
        EntryKind::Payment | EntryKind::Temporary => PAYMENT_BOOKED,
        EntryKind::Reversal => ENTRY_REVERSED,
        EntryKind::Deposit | EntryKind::Clearing | EntryKind::CashDifference => MONEY_MOVED,
        EntryKind::Refund => REFUND_BOOKED,
    }
}
