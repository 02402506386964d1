//! Who may do what in the module (Perpres 39/2019 art. 14 to 19). What is released anybody may read.

use identity::{Grant, Permission, Role};

/// Walidata (Diskominfo): keeps the code lists, examines what offices hand in, releases.
pub const STEWARD: Role = Role("data-steward");

/// Load code lists, describe datasets.
pub const DESCRIBE: Permission = Permission("statistics/describe");
/// Prepare versions and decide when they are released.
pub const RELEASE: Permission = Permission("statistics/release");

/// The rows of the matrix.
pub const GRANTS: &[Grant] = &[Grant::cell(STEWARD, DESCRIBE), Grant::cell(STEWARD, RELEASE)];
