//! What people do with the module: the only place where a transaction, a right, the audit trail
//! and an event meet.

pub mod arrears;
pub mod assess;
pub mod assessments;
pub mod bills;
pub mod configure;
pub mod corrections;
pub mod explain;
pub mod import;
pub mod import_findings;
pub mod imports;
pub mod inbox;
pub mod indicators;
pub mod look_up;
pub mod open_notice;
pub mod owing;
pub mod paper;
pub mod payments_out;
pub mod proposals;
pub mod prove;
pub mod registry;
pub mod rules;
pub mod search;
pub mod uploads;
pub mod verify;
pub mod village_papers;
pub mod waiting;
pub mod waivers;
