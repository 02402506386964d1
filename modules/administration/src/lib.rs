//! Administration: how people come in, who they are, what runs, and what was done.
//!
//! The deeds themselves live in `identity`, `jobs` and `audit`; this module gives them pages.
//! `usecase` asks for the right and opens the transaction where those crates leave it to the
//! caller; `web` holds sign-in, one-time links, the person's own account, the home of officials,
//! and the lists of accounts, jobs and the audit trail.

pub mod permissions;
pub mod usecase;
pub mod web;

use ::web::{Entry, Locale, Menu};
use base::Result;
use identity::Identity;
use module::Module;

pub use crate::web::{Around, SessionsOf};

/// The module as the house sees it, with nothing told about the rest of the house.
///
/// # Errors
/// As [`module_with`].
pub fn module(identity: Identity) -> Result<Module> {
    module_with(identity, Around::default())
}

/// The same, knowing the demo's people, the other modules' kinds of deeds, and the post office.
///
/// # Errors
/// `notify/texts` when the sentences of messages cannot be read.
pub fn module_with(identity: Identity, around: Around) -> Result<Module> {
    let desk = web::Desk::new(identity, around)?;
    let [id, en] = Locale::pair(
        "administration",
        include_str!("../locales/id.ftl"),
        include_str!("../locales/en.ftl"),
    );
    Ok(Module {
        id: "administration",
        migrations: &[],
        statements: Vec::new(),
        grants: permissions::GRANTS,
        pages: web::pages(&desk),
        api: web::api(&desk),
        wires: ::web::Wires::new(),
        menu: Some(menu()),
        services: &[],
        jobs: Vec::new(),
        audit_kinds: &[],
        indicators: Vec::new(),
        locales: vec![id, en],
    })
}

fn menu() -> Menu {
    let entry = |label, path, needs| Entry { label, path, needs, waiting: None };
    Menu::of(
        "adm-menu",
        vec![
            entry("adm-accounts-title", "/kerja/akun", identity::VIEW_ACCOUNTS),
            entry("adm-positions", "/kerja/jabatan", identity::VIEW_ACCOUNTS),
            entry("adm-jobs-title", "/kerja/pekerjaan", permissions::WATCH_JOBS),
            entry("adm-messages-title", "/kerja/pesan", permissions::WATCH_MESSAGES),
            entry("adm-trail-title", "/kerja/jejak-audit", permissions::READ_AUDIT),
        ],
    )
}
