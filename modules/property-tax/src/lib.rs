//! Property tax: registry, assessment, notices, look-up.

pub mod domain;
pub mod generate;
pub mod sismiop;
pub mod store;
pub mod usecase;
