//! Tests of the documents module.

mod house;
mod keys_domain;
mod keys_stage;
mod stories_keys;
mod stories_pages;
mod stories_registrars;
mod stories_tampering;
