//! Tests of the property-tax module.

mod generate;
mod print;
mod sismiop;
mod sismiop_units;
