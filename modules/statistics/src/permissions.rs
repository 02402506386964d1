//! Who may do what in the module (Perpres 39/2019 art. 14 to 24). What is released anybody may read.

use identity::{Grant, Permission, Role};

/// Produsen data: collects the tables of its office.
pub const PRODUCER: Role = Role("data-producer");
/// Walidata pendukung: watches over the tables of its office and hands them in.
pub const AGENCY_STEWARD: Role = Role("agency-data-steward");
/// Walidata (Diskominfo): keeps the code lists, examines what offices hand in, releases.
pub const STEWARD: Role = Role("data-steward");
/// Forum Satu Data (led by Bappeda): agrees the yearly list and what has priority.
pub const FORUM: Role = Role("data-forum");
/// Pembina data (BPS): looks at priority data a second time.
pub const ADVISER: Role = Role("statistics-adviser");

/// See the yearly list and how far everything is.
pub const SEE: Permission = Permission("statistics/see");
/// Bring tables and hand them in.
pub const COLLECT: Permission = Permission("statistics/collect");
/// Propose what stands on the yearly list.
pub const PLAN: Permission = Permission("statistics/plan");
/// Agree to the yearly list.
pub const AGREE: Permission = Permission("statistics/agree");
/// Examine what was handed in: return it, or accept it.
pub const EXAMINE: Permission = Permission("statistics/examine");
/// Endorse or reject priority data.
pub const ADVISE: Permission = Permission("statistics/advise");
/// Load code lists, describe datasets.
pub const DESCRIBE: Permission = Permission("statistics/describe");
/// Prepare versions and decide when they are released.
pub const RELEASE: Permission = Permission("statistics/release");

/// The rows of the matrix.
pub const GRANTS: &[Grant] = &[
    Grant::own_agency(PRODUCER, SEE),
    Grant::own_agency(PRODUCER, COLLECT),
    Grant::own_agency(AGENCY_STEWARD, SEE),
    Grant::own_agency(AGENCY_STEWARD, COLLECT),
    Grant::own_agency(AGENCY_STEWARD, PLAN),
    Grant::cell(STEWARD, SEE),
    Grant::cell(STEWARD, PLAN),
    Grant::cell(STEWARD, EXAMINE),
    Grant::cell(STEWARD, DESCRIBE),
    Grant::cell(STEWARD, RELEASE),
    Grant::cell(FORUM, SEE),
    Grant::cell(FORUM, AGREE),
    Grant::cell(ADVISER, SEE),
    Grant::cell(ADVISER, ADVISE),
    Grant::cell(Role::LEADER, SEE),
    Grant::cell(Role::AUDITOR, SEE),
];
