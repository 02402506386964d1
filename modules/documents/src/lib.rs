//! Letters (naskah dinas): drafted, approved, numbered, sent, received, signed, found again.
//!
//! `domain` is what the rules of correspondence know, without I/O; `store` the SQL; `usecase` the
//! deeds; `web` the pages. Who holds which position comes from `identity`.

pub mod audit_kinds;
pub mod domain;
pub mod permissions;
pub mod print;
pub mod store;
pub mod usecase;
pub mod web;

use ::web::Locale;
use base::Result;
use cell::Cell;
use db::Migration;
use identity::Identity;
use module::Module;
use notify::Post;

use crate::usecase::Office;
use crate::usecase::keys::{KeySettings, Keyring};

const MIGRATIONS: &[Migration] = &[
    Migration {
        module: "documents",
        number: 1,
        name: "letters",
        sql: include_str!("../migrations/0001_letters.sql"),
    },
    Migration {
        module: "documents",
        number: 2,
        name: "keys",
        sql: include_str!("../migrations/0002_keys.sql"),
    },
    Migration {
        module: "documents",
        number: 3,
        name: "tasks",
        sql: include_str!("../migrations/0003_tasks.sql"),
    },
    Migration {
        module: "documents",
        number: 4,
        name: "savings",
        sql: include_str!("../migrations/0004_savings.sql"),
    },
    Migration {
        module: "documents",
        number: 5,
        name: "retention",
        sql: include_str!("../migrations/0005_retention.sql"),
    },
];

/// The tables of the module.
pub const fn migrations() -> &'static [Migration] {
    MIGRATIONS
}

/// The sentences of outgoing letters.
const LETTERS: [Locale; 2] = Locale::pair(
    "documents/letters",
    include_str!("../locales/letters/id.ftl"),
    include_str!("../locales/letters/en.ftl"),
);

/// The sentences of keys and of the authority.
pub const KEYS: [Locale; 2] = Locale::pair(
    "documents/keys",
    include_str!("../locales/keys/id.ftl"),
    include_str!("../locales/keys/en.ftl"),
);

/// The sentences of tasks.
const TASKS: [Locale; 2] = Locale::pair(
    "documents/tasks",
    include_str!("../locales/tasks/id.ftl"),
    include_str!("../locales/tasks/en.ftl"),
);

/// The sentences of meetings.
const MEETINGS: [Locale; 2] = Locale::pair(
    "documents/meetings",
    include_str!("../locales/meetings/id.ftl"),
    include_str!("../locales/meetings/en.ftl"),
);

/// The sentences of paper that was saved.
const SAVINGS: [Locale; 2] = Locale::pair(
    "documents/savings",
    include_str!("../locales/savings/id.ftl"),
    include_str!("../locales/savings/en.ftl"),
);

/// The sentences of the retention schedule and of files.
const RETENTION: [Locale; 2] = Locale::pair(
    "documents/retention",
    include_str!("../locales/retention/id.ftl"),
    include_str!("../locales/retention/en.ftl"),
);

/// What a verification of signatures says: verdicts, and a sentence for each rule.
pub const FINDINGS: [Locale; 2] = Locale::pair(
    "documents/findings",
    include_str!("../locales/findings/id.ftl"),
    include_str!("../locales/findings/en.ftl"),
);

/// What the module needs of others.
#[derive(Clone)]
pub struct Neighbours {
    /// Knows who holds which position.
    pub identity: Identity,
    /// Sentences at the foot of letters that are signed electronically, such as that of the
    /// certification authority.
    pub foot: Vec<String>,
    /// What keys cost, and how many are tried at once.
    pub keys: KeySettings,
    /// Reminds people of what is due; `None` where no messages are sent.
    pub post: Option<Post>,
}

impl Neighbours {
    pub fn new(identity: Identity) -> Self {
        Self { identity, foot: Vec::new(), keys: KeySettings::default(), post: None }
    }
}

/// The module as the house sees it.
///
/// # Errors
/// When its tables of letter types cannot be read.
pub fn module_with(cell: &Cell, neighbours: Neighbours) -> Result<Module> {
    let keyring = Keyring::new(cell.clone(), neighbours.keys);
    let office = Office::new(cell.clone(), neighbours)?;
    Ok(Module {
        id: "documents",
        migrations: MIGRATIONS,
        statements: store::STATEMENTS.concat(),
        grants: permissions::GRANTS,
        pages: web::pages(&office, &keyring),
        api: ::web::Api::new(),
        wires: web::wires(&keyring),
        menu: Some(web::menu()),
        services: &[],
        jobs: Vec::new(),
        audit_kinds: audit_kinds::ALL,
        locales: [&LETTERS[..], &KEYS, &FINDINGS, &TASKS, &MEETINGS, &SAVINGS, &RETENTION].concat(),
    })
}
