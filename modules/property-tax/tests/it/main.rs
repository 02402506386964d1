//! Tests of the property-tax module.

mod sismiop;
mod sismiop_units;
