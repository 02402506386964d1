//! Tests of the charts crate.
