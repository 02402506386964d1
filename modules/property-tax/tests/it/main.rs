//! Tests of the property-tax module.

mod generate;
mod sismiop;
mod sismiop_units;
