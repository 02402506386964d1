//! Tests of the documents module.

mod house;
mod stories_pages;
