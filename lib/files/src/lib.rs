//! The cell's file store.
