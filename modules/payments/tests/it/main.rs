//! Tests of the payments module.

mod bank;
mod counter_support;
mod domain;
mod shelf;
mod stories_codes;
mod stories_collecting;
mod stories_counter;
mod stories_counter_pages;
mod stories_h2h;
mod stories_ledger;
mod stories_partners;
mod stories_snap;
mod stories_verify;
