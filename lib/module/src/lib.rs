//! What a module tells the house about itself.
//!
//! A module is one plain value. The server lists the modules explicitly and asks each for its
//! tables, rights, pages, jobs and texts; the house tests walk the same values, so that what holds
//! for one module holds for all.

use contracts::Indicators;
use db::{Migration, Statement};
use identity::Grant;
use jobs::Handler;
use web::{Api, Locale, Menu, Pages, Wires};

/// A bounded context of the house.
pub struct Module {
    /// Names the module in permissions, codes and paths: `property-tax`.
    pub id: &'static str,
    /// Tables, in order.
    pub migrations: &'static [Migration],
    /// Every SQL statement, for the test that prepares them on both engines.
    pub statements: Vec<Statement>,
    /// Which role may do what.
    pub grants: &'static [Grant],
    /// HTML pages and their forms.
    pub pages: Pages,
    /// Operations of the JSON API.
    pub api: Api,
    /// Protocols of others that it answers.
    pub wires: Wires,
    /// What officials find in the navigation.
    pub menu: Option<Menu>,
    /// What citizens find on the home page.
    pub services: &'static [Service],
    /// Long work.
    pub jobs: Vec<Handler>,
    /// What it writes into the audit trail.
    pub audit_kinds: &'static [audit::Kind],
    /// What it counts for the regional statistics.
    pub indicators: Vec<Indicators>,
    /// Its sentences in both languages.
    pub locales: Vec<Locale>,
}

/// Something a citizen can do, as a row on the home page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Service {
    /// An icon of the sprite.
    pub icon: &'static str,
    /// Key of the verb: what one can do.
    pub title: &'static str,
    /// Key of the line below it.
    pub hint: &'static str,
    pub path: &'static str,
}

/// Tables, statements and texts of a crate that is no module, such as the audit trail.
#[derive(Clone)]
pub struct Foundation {
    pub id: &'static str,
    pub migrations: &'static [Migration],
    pub statements: Vec<Statement>,
    pub grants: &'static [Grant],
    pub audit_kinds: &'static [audit::Kind],
    pub locales: Vec<Locale>,
}

/// The crates every module stands on.
pub fn foundations() -> Vec<Foundation> {
    vec![
        sentences_only("cell", locales("cell", cell::LOCALES)),
        Foundation {
            id: "audit",
            migrations: audit::MIGRATIONS,
            statements: audit::STATEMENTS.to_vec(),
            grants: &[],
            audit_kinds: audit::KINDS,
            locales: locales("audit", audit::LOCALES),
        },
        Foundation {
            id: "identity",
            migrations: identity::MIGRATIONS,
            statements: identity::statements(),
            grants: identity::GRANTS,
            audit_kinds: identity::KINDS,
            locales: locales("identity", identity::LOCALES),
        },
        Foundation {
            id: "jobs",
            migrations: jobs::MIGRATIONS,
            statements: jobs::STATEMENTS.to_vec(),
            grants: &[],
            audit_kinds: jobs::KINDS,
            locales: locales("jobs", jobs::LOCALES),
        },
        Foundation {
            id: "notify",
            migrations: notify::MIGRATIONS,
            statements: notify::STATEMENTS.to_vec(),
            grants: &[],
            audit_kinds: notify::KINDS,
            locales: notify::LOCALES.to_vec(),
        },
        sentences_only("tables", locales("tables", tables::LOCALES)),
        sentences_only("web", web::LOCALES.to_vec()),
    ]
}

fn sentences_only(id: &'static str, locales: Vec<Locale>) -> Foundation {
    Foundation {
        id,
        migrations: &[],
        statements: Vec::new(),
        grants: &[],
        audit_kinds: &[],
        locales,
    }
}

fn locales(of: &'static str, files: &'static [(base::Language, &'static str)]) -> Vec<Locale> {
    files.iter().map(|(language, source)| Locale { of, language: *language, source }).collect()
}
