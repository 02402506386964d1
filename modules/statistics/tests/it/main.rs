//! Tests of the statistics module.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod bureau;
mod clients;
#[path = "../../../../lib/cube/tests/it/judges.rs"]
#[expect(clippy::panic, clippy::unwrap_used, reason = "a client that cannot be asked has failed")]
#[expect(dead_code, reason = "files for clients are needed elsewhere")]
mod judges;
mod letters_fake;
mod served;
mod stories_books;
mod stories_built_in;
mod stories_calendar;
mod stories_metadata;
mod stories_minutes;
mod stories_offered;
mod stories_outlines;
mod stories_pages;
mod stories_process;
mod stories_protection;
mod stories_tables;
mod stories_versions;
mod stories_wires;
mod stories_yearbook;
mod uploads;
mod webapi;
