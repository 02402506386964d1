//! Stories of the audit trail.
