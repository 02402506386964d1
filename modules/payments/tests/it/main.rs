//! Tests of the payments module.

mod domain;
mod pages;
mod shelf;
mod stories_citizen;
mod stories_codes;
mod stories_ledger;
mod stories_partners;
mod stories_tickets;
mod stories_verify;
mod window;
