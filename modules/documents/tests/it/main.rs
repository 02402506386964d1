//! Tests of the documents module.

mod chains;
mod checked_files;
mod desk;
mod domain;
mod findings;
mod house;
mod keys_domain;
mod keys_site;
mod keys_stage;
mod stories_authority;
mod stories_keys;
mod stories_keys_pages;
mod stories_letters;
mod stories_numbers;
mod stories_pages;
mod stories_public_letters;
mod stories_registrars;
mod stories_search;
mod stories_signers;
mod stories_tampering;
mod stories_trust;
mod stories_verification;
mod stories_verify_bounds;
