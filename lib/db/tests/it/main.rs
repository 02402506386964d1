//! Stories of the store, on both engines.

mod catalogue;
mod faults;
mod groups;
mod link;
mod migrations;
mod portable;
mod stories;
mod support;
mod transfers;
mod traps;
mod values;
