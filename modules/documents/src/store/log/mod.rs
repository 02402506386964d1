//! The public log: what waits for its number, the tree, its signed heads.

pub mod entries;
pub mod tree;
