//! Who may do what in the module.

use identity::{Grant, Permission, Role};

/// Keeps the register.
pub const CLERK: Role = Role("skeleton-clerk");

/// See what was noted.
pub const SEE: Permission = Permission("skeleton/see");
/// Write a note.
pub const NOTE: Permission = Permission("skeleton/note");

/// The rows of the matrix.
pub const GRANTS: &[Grant] = &[
    Grant::cell(CLERK, SEE),
    Grant::cell(CLERK, NOTE),
    Grant::cell(Role::LEADER, SEE),
    Grant::cell(Role::AUDITOR, SEE),
];
