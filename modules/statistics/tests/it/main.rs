//! Tests of the statistics module.

mod bureau;
mod stories_built_in;
mod stories_pages;
mod stories_versions;
