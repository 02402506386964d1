//! Tests of the property-tax module.

mod generate;
mod office_stories;
mod office_support;
mod paying_support;
mod print;
mod sismiop;
mod sismiop_units;
mod stories_bills;
mod stories_cancel;
mod stories_citizen;
mod stories_domain;
mod stories_house;
mod stories_import;
mod stories_inbox;
mod stories_issue;
mod stories_kill;
mod stories_lease;
mod stories_paper;
mod stories_parts;
mod stories_paying;
mod stories_proposals;
mod stories_reduce;
mod stories_rejects;
mod stories_report;
mod stories_runs;
mod stories_support;
