//! Tests of the documents module.

mod house;
mod keys_domain;
mod stories_pages;
