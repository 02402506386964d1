//! Tests of the payments module.

mod domain;
mod shelf;
mod stories_codes;
mod stories_ledger;
mod stories_partners;
mod stories_verify;
