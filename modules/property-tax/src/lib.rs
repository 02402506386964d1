//! Property tax: registry, assessment, notices, look-up.

pub mod audit_kinds;
pub mod domain;
pub mod generate;
pub mod permissions;
pub mod print;
pub mod sismiop;
pub mod store;
pub mod usecase;
