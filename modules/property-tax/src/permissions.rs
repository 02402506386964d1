//! Who may do what in the module.

use identity::{Grant, Permission, Role};

/// Clerks of the tax office: bring extracts in, keep the registry, compute assessments.
pub const OFFICER: Role = Role("tax-officer");
/// Heads of the tax office: approve what officers submit.
pub const APPROVER: Role = Role("tax-approver");

/// Search objects and subjects, see notices in full.
pub const READ: Permission = Permission("property-tax/read");
/// Import an extract.
pub const IMPORT: Permission = Permission("property-tax/import");
/// Correct objects and subjects in master mode.
pub const CORRECT: Permission = Permission("property-tax/correct");
/// Compute, submit and discard assessments.
pub const ASSESS: Permission = Permission("property-tax/assess");
/// Propose for one object that a notice is cancelled or the tax reduced.
pub const PROPOSE: Permission = Permission("property-tax/propose");
/// Approve or reject what another person submitted or proposed.
pub const APPROVE: Permission = Permission("property-tax/approve");
/// Load rules, decide who keeps the registry.
pub const CONFIGURE: Permission = Permission("property-tax/configure");

/// The rows of the matrix.
pub const GRANTS: &[Grant] = &[
    Grant::cell(OFFICER, READ),
    Grant::cell(OFFICER, IMPORT),
    Grant::cell(OFFICER, CORRECT),
    Grant::cell(OFFICER, ASSESS),
    Grant::cell(OFFICER, PROPOSE),
    Grant::cell(APPROVER, READ),
    Grant::cell(APPROVER, APPROVE),
    Grant::cell(APPROVER, CONFIGURE),
    Grant::cell(Role::AUDITOR, READ),
    Grant::cell(Role::LEADER, READ),
];
