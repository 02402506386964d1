//! Layers, SQL, migrations and templates of a module.

use xtask::Tree;

use crate::{catches, judged, manifest, passes};

#[track_caller]
fn in_module(rule: &str, path: &str, code: &str, expected: Option<(&str, &str)>) {
    let toml = manifest("property-tax", &[]);
    let path = format!("modules/property-tax/{path}");
    let files = [("modules/property-tax/Cargo.toml", &*toml), (&*path, code)];
    match expected {
        Some((place, words)) => catches(rule, &files, &format!("{path}{place}"), words),
        None => passes(rule, &files),
    }
}

#[test]
fn the_domain_names_no_store_and_does_no_io() {
    let domain = |code: &str, expected| in_module("layers", "src/domain/notice.rs", code, expected);
    domain("//! D.\nuse crate::store::notices;\n", Some((":2", "crate::store")));
    domain("//! D.\nuse super::super::usecase::pay;\n", Some((":2", "crate::usecase")));
    domain("//! D.\nuse db::Tx;\n", Some((":2", "db::Tx")));
    domain("//! D.\nfn f() {\n  let _ = std::fs::read(\"x\");\n}", Some((":3", "std::fs")));
    domain("//! D.\nuse cell::Cell;\n", Some((":2", "cell::Cell")));
    domain("//! D.\nuse cell::Keys;\n", None);
    domain("//! D.\nuse super::Notice;\nuse crate::domain::Year;\nuse base::Rupiah;\n", None);
    domain(
        "//! D.\nuse std::fmt::Write;\nfn f(s: &mut String) { let _ = write!(s, \"x\"); }",
        None,
    );
}

#[test]
fn a_page_asks_a_use_case_and_never_the_store() {
    let web = |code: &str, expected| in_module("layers", "src/web/pages.rs", code, expected);
    web("//! W.\nuse crate::{domain::Nop, store::objects};\n", Some((":2", "crate::store")));
    web("//! W.\nuse crate::usecase::look_up;\nuse crate::domain::Notice;\n", None);
    web("//! W.\nfn f() { vec![crate::store::find()]; }", Some((":2", "crate::store")));
}

#[test]
fn a_use_case_makes_no_pages_and_a_store_calls_no_use_case() {
    in_module("layers", "src/usecase/pay.rs", "//! U.\nuse axum::Json;\n", Some((":2", "axum")));
    in_module("layers", "src/usecase/pay.rs", "//! U.\nuse crate::{store, domain};\n", None);
    in_module(
        "layers",
        "src/store/mod.rs",
        "//! S.\nuse super::usecase::pay;\n",
        Some((":2", "usecase")),
    );
    in_module("layers", "src/store/pay.rs", "//! S.\nuse super::super::domain::Pay;\n", None);
}

#[test]
fn sql_stands_in_the_statements_of_a_store() {
    let named = "//! S.\ndb::statements! {\n  /// One.\n  FIND = \"select a from ptax_object\";\n}";
    in_module("sql_in_statements", "src/store/objects.rs", named, None);
    in_module("sql_in_statements", "src/usecase/find.rs", named, Some((":4", "outside a store")));
    let shared =
        "//! S.\nmacro_rules! select {\n  ($x:literal) => { concat!(\"select a from b\", $x) };\n}";
    in_module("sql_in_statements", "src/store/objects.rs", shared, None);
    let loose =
        "//! S.\nfn f(x: u8) -> String {\n  format!(\"delete from ptax_object where a = {x}\")\n}";
    in_module(
        "sql_in_statements",
        "src/store/objects.rs",
        loose,
        Some((":3", "outside `statements!`")),
    );
}

#[test]
fn a_sentence_with_a_verb_of_sql_is_no_sql() {
    let prose = "//! S.\nconst A: &str = \"select a village\";\nconst B: &str = \"update\";\n\
                 const C: &str = \"delete\";\n/// select a from b\nfn f() {}\n\
                 #[cfg(test)]\nmod tests { const D: &str = \"drop table x\"; }";
    in_module("sql_in_statements", "src/web/pages.rs", prose, None);
}

#[test]
fn a_released_migration_stays_as_it_was() {
    let path = "modules/property-tax/migrations/0001_registry.sql";
    let mut tree = Tree::of(&[(path, "create table a (id TEXT)")]);
    assert_eq!(judged("migrations_are_frozen", &tree), Vec::new());
    tree.released.insert(path.into(), "create table a (id TEXT)".into());
    assert_eq!(judged("migrations_are_frozen", &tree), Vec::new());
    tree.released.insert(path.into(), "create table a (id BIGINT)".into());
    assert!(judged("migrations_are_frozen", &tree)[0].to_string().contains("has changed"));
    tree.released.insert("lib/jobs/migrations/0001_jobs.sql".into(), String::new());
    let found = judged("migrations_are_frozen", &tree);
    assert!(found.iter().any(|p| p.to_string().contains("lib/jobs") && p.what.contains("is gone")));
}

#[test]
fn migrations_are_numbered_without_a_gap() {
    let rule = "migrations_are_frozen";
    let folder = "lib/jobs/migrations";
    let (one, two, three) = (
        format!("{folder}/0001_a.sql"),
        format!("{folder}/0002_b.sql"),
        format!("{folder}/0003_c.sql"),
    );
    passes(rule, &[(&*one, ""), (&*two, "")]);
    catches(rule, &[(&*one, ""), (&*three, "")], &three, "0002_");
}

#[test]
fn a_release_is_read_from_its_tag() {
    let folder = tempfile::tempdir().unwrap();
    let git = |arguments: &[&str]| {
        let who =
            ["-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "tag.gpgsign=false"];
        let ran = std::process::Command::new("git")
            .arg("-C")
            .arg(folder.path())
            .args(who)
            .args(arguments)
            .output()
            .unwrap();
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    };
    let migration = folder.path().join("lib/jobs/migrations/0001_jobs.sql");
    std::fs::create_dir_all(migration.parent().unwrap()).unwrap();
    std::fs::write(&migration, "create table job (id TEXT)\n").unwrap();
    git(&["init", "-q"]);
    git(&["add", "."]);
    git(&["commit", "-q", "-m", "one"]);
    git(&["tag", "v0.1.0"]);
    std::fs::write(&migration, "create table job (id BIGINT)\n").unwrap();
    let found = judged("migrations_are_frozen", &Tree::read(folder.path()).unwrap());
    assert_eq!(found.len(), 1);
    assert!(found[0].what.contains("has changed"));
}

#[test]
fn a_module_may_not_hide_a_shared_template() {
    let shared = ("lib/web/templates/layout.html", "");
    let rule = "template_names";
    catches(
        rule,
        &[shared, ("modules/tax/templates/layout.html", "")],
        "modules/tax",
        "layout.html",
    );
    passes(
        rule,
        &[
            shared,
            ("modules/tax/templates/list.html", ""),
            ("modules/tax/templates/a/layout.html", ""),
        ],
    );
}
