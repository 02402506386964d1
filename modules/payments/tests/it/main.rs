//! Tests of the payments module.

mod counter_support;
mod domain;
mod shelf;
mod stories_codes;
mod stories_collecting;
mod stories_counter;
mod stories_counter_pages;
mod stories_ledger;
mod stories_partners;
mod stories_verify;
