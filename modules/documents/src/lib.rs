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

use std::sync::Arc;

use ::web::Locale;
use base::Result;
use cell::Cell;
use db::Migration;
use identity::Identity;
use jobs::Handler;
use module::Module;
use notify::Post;
use pages::Program;

use crate::usecase::Office;
use crate::usecase::archive::ExportJob;
use crate::usecase::keys::{KeySettings, Keyring};
use crate::usecase::retention::DestroyJob;
use crate::usecase::signing::{Extend, SigningHouse, SigningServices};
use crate::usecase::verification::{Verifier, VerifySettings};

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
        name: "signing",
        sql: include_str!("../migrations/0003_signing.sql"),
    },
    Migration {
        module: "documents",
        number: 4,
        name: "trust",
        sql: include_str!("../migrations/0004_trust.sql"),
    },
    Migration {
        module: "documents",
        number: 5,
        name: "incoming",
        sql: include_str!("../migrations/0005_incoming.sql"),
    },
    Migration {
        module: "documents",
        number: 6,
        name: "tasks",
        sql: include_str!("../migrations/0006_tasks.sql"),
    },
    Migration {
        module: "documents",
        number: 7,
        name: "savings",
        sql: include_str!("../migrations/0007_savings.sql"),
    },
    Migration {
        module: "documents",
        number: 8,
        name: "retention",
        sql: include_str!("../migrations/0008_retention.sql"),
    },
    Migration {
        module: "documents",
        number: 9,
        name: "log",
        sql: include_str!("../migrations/0009_log.sql"),
    },
    Migration {
        module: "documents",
        number: 10,
        name: "disposal",
        sql: include_str!("../migrations/0010_disposal.sql"),
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

/// The sentences of incoming letters and dispositions.
pub const INCOMING: [Locale; 2] = Locale::pair(
    "documents/incoming",
    include_str!("../locales/incoming/id.ftl"),
    include_str!("../locales/incoming/en.ftl"),
);

/// The sentences of keys and of the authority.
pub const KEYS: [Locale; 2] = Locale::pair(
    "documents/keys",
    include_str!("../locales/keys/id.ftl"),
    include_str!("../locales/keys/en.ftl"),
);

/// The sentences of signing.
pub const SIGNING: [Locale; 2] = Locale::pair(
    "documents/signing",
    include_str!("../locales/signing/id.ftl"),
    include_str!("../locales/signing/en.ftl"),
);

/// The sentences of destruction.
const DISPOSAL: [Locale; 2] = Locale::pair(
    "documents/disposal",
    include_str!("../locales/disposal/id.ftl"),
    include_str!("../locales/disposal/en.ftl"),
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

/// The sentences of the public log.
pub const LOG: [Locale; 2] = Locale::pair(
    "documents/log",
    include_str!("../locales/log/id.ftl"),
    include_str!("../locales/log/en.ftl"),
);

/// The sentences of archives that are taken out.
const ARCHIVE: [Locale; 2] = Locale::pair(
    "documents/archive",
    include_str!("../locales/archive/id.ftl"),
    include_str!("../locales/archive/en.ftl"),
);

/// What a verification of signatures says: verdicts, and a sentence for each rule.
pub const FINDINGS: [Locale; 2] = Locale::pair(
    "documents/findings",
    include_str!("../locales/findings/id.ftl"),
    include_str!("../locales/findings/en.ftl"),
);

/// The sentences of the public verification and of the list of trust.
const VERIFICATION: [Locale; 2] = Locale::pair(
    "documents/verification",
    include_str!("../locales/verification/id.ftl"),
    include_str!("../locales/verification/en.ftl"),
);

/// What the module needs of others.
#[derive(Clone)]
pub struct Neighbours {
    /// Knows who holds which position.
    pub identity: Identity,
    /// Who signs for people, and what proves it.
    pub signing: SigningServices,
    /// What keys cost, and how many are tried at once.
    pub keys: KeySettings,
    /// What is granted to whoever has a file verified.
    pub verify: VerifySettings,
    /// Draws pages of PDFs; without it there are no pictures of stored files.
    pub drawing: Option<Program>,
    /// Reminds people of what is due; `None` where no messages are sent.
    pub post: Option<Post>,
}

impl Neighbours {
    pub fn new(identity: Identity) -> Self {
        Self {
            identity,
            signing: SigningServices::default(),
            keys: KeySettings::default(),
            verify: VerifySettings::default(),
            drawing: None,
            post: None,
        }
    }
}

/// Letters that other modules have begun.
///
/// # Errors
/// As [`Office::new`].
pub fn letters(cell: &Cell, identity: &Identity) -> Result<Arc<dyn contracts::Letters>> {
    let office = Office::new(cell.clone(), Neighbours::new(identity.clone()))?;
    Ok(Arc::new(usecase::ordered::OrderedLetters(office)))
}

/// The module as the house sees it.
///
/// # Errors
/// When its tables of letter types cannot be read.
pub fn module_with(cell: &Cell, neighbours: Neighbours) -> Result<Module> {
    let keyring = Keyring::new(cell.clone(), neighbours.keys);
    let (verify, services) = (neighbours.verify, neighbours.signing.clone());
    let program = neighbours.drawing.as_ref();
    let verifier = Verifier::new(cell.clone(), verify, services, program);
    let office = Office::new(cell.clone(), neighbours)?;
    let (public_pages, public_api) = web::public(&verifier, &office);
    let house = SigningHouse::new(office.clone(), keyring.clone());
    Ok(Module {
        id: "documents",
        migrations: MIGRATIONS,
        statements: store::STATEMENTS.concat(),
        grants: permissions::GRANTS,
        pages: web::pages(&office, &keyring).merge(public_pages),
        api: public_api,
        wires: web::wires(&keyring),
        menu: Some(web::menu()),
        services: &[],
        jobs: vec![
            Handler::of(Extend::new(house)),
            Handler::of(ExportJob::new(office.clone())),
            Handler::of(DestroyJob::new(office.clone())),
        ],
        audit_kinds: audit_kinds::ALL,
        indicators: Vec::new(),
        locales: [
            &LETTERS[..],
            &INCOMING,
            &KEYS,
            &SIGNING,
            &FINDINGS,
            &VERIFICATION,
            &TASKS,
            &MEETINGS,
            &SAVINGS,
            &RETENTION,
            &DISPOSAL,
            &LOG,
            &ARCHIVE,
        ]
        .concat(),
    })
}
