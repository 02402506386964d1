//! Tests of the documents module.

mod chains;
mod desk;
mod domain;
mod house;
mod stories_letters;
mod stories_numbers;
mod stories_pages;
mod stories_search;
