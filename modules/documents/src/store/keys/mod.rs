//! Keys, approvals, certificates, revocations, and the offices of the authority as rows.

pub mod approvals;
pub mod authority;
pub mod certificates;
pub mod personal;
pub mod revocations;
