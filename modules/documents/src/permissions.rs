//! Who may do what in the module. Paraf and signature also need the position: the permission says
//! that somebody may act at all, the tenure of that day for whom.

use identity::{Grant, Permission, Role};

/// Employees (pegawai): draft letters of their office.
pub const STAFF: Role = Role("staff");
/// Records clerks (arsiparis, tata usaha): numbers, books, dispatch, the register.
pub const CLERK: Role = Role("records-clerk");
/// Holders of a position (pejabat): paraf and sign.
pub const OFFICIAL: Role = Role("official");
/// Adjutants (ajudan): see and sort what waits for whom they serve; never act.
pub const ADJUTANT: Role = Role("adjutant");

/// See letters of the office.
pub const READ: Permission = Permission("documents/read");
/// Write letters and send them up.
pub const DRAFT: Permission = Permission("documents/draft");
/// Paraf, return and sign what waits for one's position.
pub const ACT: Permission = Permission("documents/act");
/// See what waits for the position one serves, and sort it.
pub const SORT: Permission = Permission("documents/sort");
/// Take numbers, reserve blocks, set patterns, cancel numbers.
pub const NUMBER: Permission = Permission("documents/number");
/// Send signed letters and note how they arrived.
pub const DISPATCH: Permission = Permission("documents/dispatch");
/// See the tables that letters rest on: classification codes, the retention schedule.
pub const TABLES: Permission = Permission("documents/tables");
/// Load classification codes.
pub const MANAGE: Permission = Permission("documents/manage");
/// Register incoming letters of the office, correct their entries, add scans.
pub const RECEIVE: Permission = Permission("documents/receive");
/// Give dispositions for the position one holds, pass them on, settle them.
pub const DISPOSE: Permission = Permission("documents/dispose");
/// Answer dispositions that one received.
pub const FOLLOW_UP: Permission = Permission("documents/follow-up");

/// Verifikator of the Registration Authority: meet people and vouch for their keys; never together
/// with the role of administrator.
pub const REGISTRAR: Role = Role("registrar");
/// Make, change and end a key of one's own.
pub const HOLD_KEY: Permission = Permission("documents/hold-key");
/// Approve, refuse and revoke keys of others.
pub const REGISTER: Permission = Permission("documents/register");

/// See the list of trusted authorities; approve or refuse what somebody else proposed.
pub const TRUST: Permission = Permission("documents/trust");
/// Propose authorities for that list, and end them.
pub const TRUST_CHANGE: Permission = Permission("documents/trust-change");
/// Work on the tasks of the office, and report them done.
pub const TASK: Permission = Permission("documents/task");
/// Give instructions to whom one's position stands above, and decide about what was reported.
pub const INSTRUCT: Permission = Permission("documents/instruct");
/// Arrange meetings of the office: invitation, attendance, minutes.
pub const MEET: Permission = Permission("documents/meet");
/// Open, fill, close and hold files (berkas) of the office.
pub const FILE: Permission = Permission("documents/file");

/// Take letters of the office out as a ZIP file with everything an archive needs.
pub const EXPORT: Permission = Permission("documents/export");

/// The rows of the matrix.
pub const GRANTS: &[Grant] = &[
    Grant::own_agency(STAFF, READ),
    Grant::cell(STAFF, TABLES),
    Grant::cell(CLERK, TABLES),
    Grant::cell(OFFICIAL, TABLES),
    Grant::cell(ADJUTANT, TABLES),
    Grant::cell(Role::ADMINISTRATOR, TABLES),
    Grant::cell(Role::AUDITOR, TABLES),
    Grant::cell(Role::LEADER, TABLES),
    Grant::own_agency(STAFF, DRAFT),
    Grant::own_agency(CLERK, READ),
    Grant::own_agency(CLERK, DRAFT),
    Grant::own_agency(CLERK, NUMBER),
    Grant::own_agency(CLERK, DISPATCH),
    Grant::own_agency(OFFICIAL, READ),
    Grant::own_agency(OFFICIAL, DRAFT),
    Grant::cell(OFFICIAL, ACT),
    Grant::own_agency(ADJUTANT, READ),
    Grant::cell(ADJUTANT, SORT),
    Grant::cell(STAFF, FOLLOW_UP),
    Grant::own_agency(CLERK, RECEIVE),
    Grant::cell(CLERK, FOLLOW_UP),
    Grant::cell(OFFICIAL, DISPOSE),
    Grant::cell(OFFICIAL, FOLLOW_UP),
    Grant::cell(STAFF, HOLD_KEY),
    Grant::cell(CLERK, HOLD_KEY),
    Grant::cell(OFFICIAL, HOLD_KEY),
    Grant::cell(REGISTRAR, HOLD_KEY),
    Grant::cell(REGISTRAR, REGISTER),
    Grant::cell(REGISTRAR, TRUST),
    Grant::own_agency(STAFF, TASK),
    Grant::own_agency(CLERK, TASK),
    Grant::own_agency(OFFICIAL, TASK),
    Grant::cell(OFFICIAL, INSTRUCT),
    Grant::own_agency(CLERK, FILE),
    Grant::own_agency(CLERK, EXPORT),
    Grant::own_agency(STAFF, MEET),
    Grant::own_agency(CLERK, MEET),
    Grant::own_agency(OFFICIAL, MEET),
    Grant::cell(Role::ADMINISTRATOR, MANAGE),
    Grant::cell(Role::ADMINISTRATOR, TRUST),
    Grant::cell(Role::ADMINISTRATOR, TRUST_CHANGE),
    Grant::cell(Role::AUDITOR, READ),
    Grant::cell(Role::LEADER, READ),
];
