//! Stories of the store, on both engines.

mod stories;
mod support;
