//! Reminders and messages to people who asked for them.
//!
//! Somebody asks on a page ([`subscribe()`]); the owner of the address agrees by a link
//! ([`confirm`]), and ends it by another ([`unsubscribe`]). A module tells news in the transaction
//! of its own deed ([`receipt_ready`], [`tell`]); reminders are planned once a day ([`remind_due`])
//! from what modules say is still open ([`contracts::Occasions`]). A job per message hands it to the
//! messenger of its channel.
//!
//! A message says one of a few things and carries an opaque link. What is about whom stays here.
//! What this crate does not know: pages, gateways, what a subject means.

mod breaker;
mod decide;
mod deliver;
mod drawer;
mod due_bills;
mod forget;
mod kinds;
mod look;
mod options;
mod outbox;
mod overview;
pub mod paths;
mod post;
mod remind;
mod store;
mod subject;
mod subscribe;
mod subscription;
mod token;

pub use decide::{GIVE_UP_SECONDS, Turn, Verdict, decide, quiet_seconds};
pub use deliver::LANE;
pub use drawer::{Drawer, InDrawer, Letter};
pub use due_bills::DueBills;
pub use forget::{clean_up, erase};
pub use kinds::KINDS;
pub use look::{Opened, open_message};
pub use options::{Options, PUSH_HOSTS};
pub use outbox::{News, nudge, receipt_ready, tell, ticket_answered};
pub use overview::{ChannelState, channels, progress, try_channel};
pub use post::{Channels, Post};
pub use remind::remind_due;
pub use store::ALL as STATEMENTS;
pub use subject::{Offer, Subject, Topic};
pub use subscribe::{
    Asked, Wish, confirm, find_by_consent_link, find_by_stop_link, subscribe, unsubscribe,
};
pub use subscription::{Delivery, Progress, State, Subscription};

use web::Locale;

/// The tables of this crate.
pub const MIGRATIONS: &[db::Migration] = &[db::Migration {
    module: "notify",
    number: 1,
    name: "notify",
    sql: include_str!("../migrations/0001_notify.sql"),
}];

/// The sentences of messages and of this crate's errors.
pub const LOCALES: [Locale; 2] =
    Locale::pair("notify", include_str!("../locales/id.ftl"), include_str!("../locales/en.ftl"));
