//! The tests of the property-tax calculation.

mod contract;
