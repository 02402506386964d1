//! Who may do what in the module.

use identity::{Grant, Permission, Role};

/// Receiving treasurers (bendahara penerimaan): keep the books, reconcile, answer for partners.
pub const TREASURER: Role = Role("treasurer");
/// Heads of the treasury or of the tax office: decide what a treasurer proposes.
pub const CONTROLLER: Role = Role("payment-controller");
/// Tellers at a counter of the office.
pub const TELLER: Role = Role("teller");
/// Village collectors, appointed by decree.
pub const COLLECTOR: Role = Role("collector");

/// See payments, receipts, books and partners.
pub const READ: Permission = Permission("payments/read");
/// Add partners, change what is agreed with them, replace their keys.
pub const PARTNERS: Permission = Permission("payments/partners");
/// Take cash at a counter.
pub const TELL: Permission = Permission("payments/tell");
/// Take cash in a village.
pub const COLLECT: Permission = Permission("payments/collect");
/// Load statements, clear exceptions, propose refunds and reversals, receive deposits.
pub const RECONCILE: Permission = Permission("payments/reconcile");
/// Decide what another person proposed.
pub const APPROVE: Permission = Permission("payments/approve");

/// The rows of the matrix.
pub const GRANTS: &[Grant] = &[
    Grant::cell(TREASURER, READ),
    Grant::cell(TREASURER, PARTNERS),
    Grant::cell(TREASURER, RECONCILE),
    Grant::cell(CONTROLLER, READ),
    Grant::cell(CONTROLLER, APPROVE),
    Grant::cell(TELLER, TELL),
    Grant::cell(COLLECTOR, COLLECT),
    Grant::cell(Role::AUDITOR, READ),
    Grant::cell(Role::LEADER, READ),
];
