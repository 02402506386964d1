//! Tests of the payments module.

mod bank;
mod counter_support;
mod domain;
mod office;
mod pages;
mod reading;
mod reconciling;
mod shelf;
mod site;
mod stories_citizen;
mod stories_clock;
mod stories_codes;
mod stories_collecting;
mod stories_counter;
mod stories_counter_pages;
mod stories_h2h;
mod stories_ledger;
mod stories_partners;
mod stories_reconciliation;
mod stories_snap;
mod stories_tickets;
mod stories_treasury;
mod stories_treasury_pages;
mod stories_verify;
mod window;
