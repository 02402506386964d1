//! Stories of the administration pages, on each engine.

mod accounts;
mod api;
mod jobs;
mod links;
mod my_account;
mod safety;
mod sign_in;
mod support;
mod trail;
mod words;
