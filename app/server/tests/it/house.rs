//! What must hold for every module of the house.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use base::{Language, RegionCode, Zone};
use module::Module;
use server::commands::cell::make;
use server::config::{Config, NewCell};
use server::house::{House, Schema};
use server::{modules, site};
use web::{Access, App, Site};

use crate::support::wait;

struct Built {
    app: App,
    site: Site,
    _house: House,
}

/// The site of a cell that is no demo.
fn built() -> Built {
    let folder = tempfile::tempdir().expect("a folder");
    wait(async {
        let (house, config) = open(folder.path()).await;
        let modules = modules::modules(&house.cell, &house.identity).expect("modules");
        let (app, site) = site::build(&house, &config, modules, None).expect("a site");
        Built { app, site, _house: house }
    })
}

pub fn all_modules() -> Vec<Module> {
    let folder = tempfile::tempdir().expect("a folder");
    wait(async {
        let (house, _) = open(folder.path()).await;
        modules::modules(&house.cell, &house.identity).expect("modules")
    })
}

async fn open(folder: &Path) -> (House, Config) {
    let new = NewCell {
        code: RegionCode::parse("64.08").expect("a code"),
        name: "Kabupaten Kutai Timur".to_owned(),
        zone: Zone::parse("Asia/Makassar").expect("a zone"),
        public_url: "https://pelangi.test".to_owned(),
        database: None,
        demo: false,
    };
    let config = make(&folder.join("pelangi.toml"), &new).expect("settings");
    let house = House::open(&config, Schema::Migrate).await.expect("a house");
    (house, config)
}

/// Compares a text with a file that people review; `PELANGI_BLESS=1` writes the file.
pub fn assert_reviewed(path: &str, text: &str) {
    let path = root().join(path);
    if std::env::var_os("PELANGI_BLESS").is_some() {
        fs::write(&path, text).expect("written");
    }
    let reviewed = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        reviewed == text,
        "{} is not what the program says; look at the difference, then write it with \
         `PELANGI_BLESS=1 cargo nextest run -p server reviewed`",
        path.display()
    );
}

pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Whoever makes something public shows it here to a reviewer.
#[test]
fn what_is_public_is_public_on_purpose() {
    let site = built().site;
    let mut public: Vec<String> = Vec::new();
    for route in site.listed() {
        if let Access::Public { why } = route.access {
            assert!(why.len() > 10, "{} says why it is public", route.path);
            public.push(format!("{} {} – {why}", route.method, route.path));
        }
    }
    public.sort();
    insta::assert_snapshot!(public.join("\n"));
}

#[test]
fn every_right_that_a_route_asks_for_is_granted_to_somebody() {
    let site = built().site;
    let granted: BTreeSet<&str> = modules::grants().iter().map(|g| g.permission.0).collect();
    for route in site.listed() {
        if let Access::Needs(permission) = route.access {
            assert!(granted.contains(permission.0), "{} needs {permission:?}", route.path);
        }
    }
}

#[test]
fn the_matrix_of_rights_is_the_reviewed_one() {
    let matrix = identity::Rights::new(modules::grants()).matrix();
    let text = format!(
        "# Who may do what\n\nGenerated from the grants of all modules: role, right, how far it \
         reaches. A change here is a decision.\n\n```\n{matrix}```\n"
    );
    assert_reviewed("docs/reference/rights.md", &text);
}

#[test]
fn the_api_is_the_reviewed_one() {
    let site = built().site;
    let mut text = serde_json::to_string_pretty(site.document()).expect("a document");
    text.push('\n');
    assert_reviewed("docs/reference/openapi.json", &text);
}

#[test]
fn ids_rights_and_deeds_are_unique_and_carry_their_owner() {
    let modules = all_modules();
    let mut ids: Vec<&str> = modules.iter().map(|m| m.id).collect();
    ids.extend(module::foundations().iter().map(|f| f.id));
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count, "an id is taken twice");

    let mut deeds = BTreeSet::new();
    for module in &modules {
        let own = format!("{}/", module.id);
        for kind in module.audit_kinds {
            assert!(kind.code.starts_with(&own), "{} is not of {own}", kind.code);
            assert!(deeds.insert(kind.code), "{} is there twice", kind.code);
        }
        for grant in module.grants {
            let owner = grant.permission.0.split('/').next().unwrap_or_default();
            assert!(ids.contains(&owner), "{} has no owner", grant.permission.0);
        }
    }
    for foundation in module::foundations() {
        for kind in foundation.audit_kinds {
            assert!(deeds.insert(kind.code), "{} is there twice", kind.code);
        }
    }
}

#[test]
fn every_entry_of_the_navigation_leads_somewhere_for_those_who_see_it() {
    let site = built().site;
    for module in all_modules() {
        let entries = module.menu.iter().flat_map(|menu| menu.entries.iter());
        for entry in entries {
            let route = site.listed().iter().find(|r| r.method == "GET" && r.path == entry.path);
            let route = route.unwrap_or_else(|| panic!("{} leads nowhere", entry.path));
            let open = match route.access {
                Access::Needs(permission) => permission == entry.needs,
                Access::SignedIn | Access::Public { .. } => true,
            };
            assert!(open, "{} shows what its visitors may not open", entry.path);
        }
        for service in module.services {
            let known = site.listed().iter().any(|r| r.path == service.path);
            assert!(known, "{} leads nowhere", service.path);
        }
    }
}

#[test]
fn both_languages_have_every_sentence() {
    assert_eq!(built().app.texts().gaps(), Vec::<String>::new());
}

/// `Error::new(Kind::…, "crate/what-happened")` anywhere in the program.
#[test]
fn every_error_is_explained_in_both_languages() {
    let app = built().app;
    let mut codes = BTreeSet::new();
    for tier in ["lib", "modules", "app"] {
        collect(&root().join(tier), &mut codes);
    }
    assert!(codes.len() > 60, "the codes were found: {}", codes.len());
    let mut missing = Vec::new();
    for code in &codes {
        let key = format!("error-{}", code.replace('/', "-"));
        for language in Language::ALL {
            for key in [key.clone(), format!("{key}.do")] {
                if !app.texts().has(language, &key) {
                    missing.push(format!("{} lacks {key}", language.tag()));
                }
            }
        }
    }
    assert_eq!(missing, Vec::<String>::new());
}

fn collect(folder: &Path, codes: &mut BTreeSet<String>) {
    let name = folder.file_name().and_then(|n| n.to_str()).unwrap_or_default();
    if ["tests", "benches", "examples", "target", "testkit"].contains(&name) {
        return;
    }
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, codes);
        } else if path.extension().is_some_and(|e| e == "rs") {
            let source = fs::read_to_string(&path).expect("a source");
            for made in source.split("Error::new(").skip(1) {
                let code = made.split('"').nth(1).filter(|_| made.starts_with(is_kind));
                codes.extend(code.filter(|c| c.contains('/')).map(str::to_owned));
            }
        }
    }
}

/// `Kind::` or another name of it, as `Sort::`; not an error of the standard library.
fn is_kind(c: char) -> bool {
    c == 'K' || c == 'S' || c.is_whitespace()
}

testkit::on_each_engine! {
    with &modules::migrations();

    async fn every_statement_prepares(db: Db) {
        let mut all = server::store::ALL.to_vec();
        for foundation in module::foundations() {
            all.extend(foundation.statements);
        }
        let folder = tempfile::tempdir().expect("a folder");
        let (house, _) = open(folder.path()).await;
        for module in modules::modules(&house.cell, &house.identity).expect("modules") {
            all.extend(module.statements);
        }
        assert!(all.len() > 100, "{} statements", all.len());
        let mut problems = Vec::new();
        for statement in &all {
            let portable = db::portable::check(statement.sql);
            problems.extend(portable.iter().map(|p| format!("{}: {p}", statement.name)));
            if let Err(error) = db.prepare_check(statement).await {
                problems.push(error.to_string());
            }
        }
        assert_eq!(problems, Vec::<String>::new());
    }
}

/// Once a release is out, an applied migration is never changed; until then a change shows here.
#[test]
fn migrations_are_numbered_without_gaps() {
    let mut last = std::collections::BTreeMap::new();
    for migration in modules::migrations() {
        let number = last.entry(migration.module).or_insert(0);
        *number += 1;
        assert_eq!(migration.number, *number, "{} {}", migration.module, migration.name);
    }
}
