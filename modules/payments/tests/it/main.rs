//! Tests of the payments module.

mod bank;
mod domain;
mod pages;
mod shelf;
mod stories_citizen;
mod stories_codes;
mod stories_h2h;
mod stories_ledger;
mod stories_partners;
mod stories_snap;
mod stories_tickets;
mod stories_verify;
mod window;
