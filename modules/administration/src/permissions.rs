//! Who may do what in the module. Accounts are guarded by the permissions of `identity`.

use identity::{Grant, Permission, Role};

/// See the long work of the whole cell.
pub const WATCH_JOBS: Permission = Permission("administration/watch-jobs");
/// Cancel long work, and try again what failed.
pub const MANAGE_JOBS: Permission = Permission("administration/manage-jobs");
/// Read the audit trail, and have its chain walked.
pub const READ_AUDIT: Permission = Permission("administration/read-audit");

/// See how the channels of messages are.
pub const WATCH_MESSAGES: Permission = Permission("administration/watch-messages");
/// Try a channel, and remove the subscriptions of an address at its owner's request.
pub const MANAGE_MESSAGES: Permission = Permission("administration/manage-messages");

/// The rows of the matrix.
pub const GRANTS: &[Grant] = &[
    Grant::cell(Role::ADMINISTRATOR, WATCH_JOBS),
    Grant::cell(Role::ADMINISTRATOR, MANAGE_JOBS),
    Grant::cell(Role::ADMINISTRATOR, READ_AUDIT),
    Grant::cell(Role::ADMINISTRATOR, WATCH_MESSAGES),
    Grant::cell(Role::ADMINISTRATOR, MANAGE_MESSAGES),
    Grant::cell(Role::AUDITOR, WATCH_JOBS),
    Grant::cell(Role::AUDITOR, READ_AUDIT),
    Grant::cell(Role::AUDITOR, WATCH_MESSAGES),
];
