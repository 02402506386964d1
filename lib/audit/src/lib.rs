//! Tamper-evident record of what was done.
