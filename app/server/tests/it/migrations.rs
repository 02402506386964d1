//! The list of migrations that people's databases remember.

use std::fmt::Write;
use std::fs;

use server::modules;
use sha2::{Digest, Sha256};

use crate::house::{assert_reviewed, root};

const PATH: &str = "docs/reference/migrations.md";
const INTRODUCTION: &str = "# Migrations\n\nEvery step of the tables, with the SHA-256 of its \
    text. A database remembers the hash of each step it went through and refuses a program that \
    tells another story. So a step that was **released** is never changed: what it got wrong is \
    mended by the next number. With a release, `not yet` becomes its version.\n\n\
    | Module | Step | Name | SHA-256 | Released |\n|---|---|---|---|---|\n";
const NOT_YET: &str = "not yet";

/// A line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Step {
    id: String,
    name: String,
    hash: String,
    released: String,
}

/// The list as it was reviewed.
fn listed(text: &str) -> Vec<Step> {
    let rows = text.lines().filter(|line| line.starts_with("| ") && line.contains(" `"));
    rows.map(|row| {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        let cell = |n: usize| cells.get(n).copied().unwrap_or_default().trim_matches('`');
        Step {
            id: format!("{} {}", cell(0), cell(1)),
            name: cell(2).to_owned(),
            hash: cell(3).to_owned(),
            released: cell(4).to_owned(),
        }
    })
    .collect()
}

/// What the program has; ends of lines do not count, as in `lib/db`.
fn present() -> Vec<Step> {
    let step = |m: db::Migration| Step {
        id: format!("{} {}", m.module, m.number),
        name: m.name.to_owned(),
        hash: hex(&Sha256::digest(m.sql.replace("\r\n", "\n"))),
        released: NOT_YET.to_owned(),
    };
    modules::migrations().into_iter().map(step).collect()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").expect("a text takes everything");
        text
    })
}

/// What was released and is gone or changed, as sentences that say what to do.
fn broken(listed: &[Step], present: &[Step]) -> Vec<String> {
    let judge = |old: &Step| {
        let Step { id, released, .. } = old;
        let now = present.iter().find(|step| step.id == old.id);
        let what = match now {
            None => "is gone",
            Some(now) if now.hash != old.hash => "has another text",
            Some(_) => return None,
        };
        Some(format!(
            "{id} was released with {released} and {what}: databases of that version would be \
             refused. Put its text back (`git log -p` finds it) and say what should be different \
             in a new step with the next number"
        ))
    };
    listed.iter().filter(|step| step.released != NOT_YET).filter_map(judge).collect()
}

fn written(listed: &[Step], present: &[Step]) -> String {
    present.iter().fold(INTRODUCTION.to_owned(), |mut text, step| {
        let Step { id, name, hash, .. } = step;
        let old = listed.iter().find(|old| old.id == *id);
        let released = old.map_or(NOT_YET, |old| old.released.as_str());
        let (module, number) = id.rsplit_once(' ').unwrap_or_default();
        writeln!(text, "| `{module}` | {number} | {name} | `{hash}` | {released} |")
            .expect("a text takes everything");
        text
    })
}

#[test]
fn a_released_migration_is_never_changed() {
    let listed = listed(&fs::read_to_string(root().join(PATH)).unwrap_or_default());
    let present = present();
    assert_eq!(broken(&listed, &present), Vec::<String>::new());
    assert_reviewed(PATH, &written(&listed, &present));
}

#[test]
fn the_list_of_migrations_notices_a_change() {
    let mut released = present();
    for step in &mut released {
        "1.0.0".clone_into(&mut step.released);
    }
    assert_eq!(listed(&written(&released, &present())), released, "it reads what it writes");
    assert_eq!(broken(&released, &present()), Vec::<String>::new());
    let mut changed = present();
    changed[0].hash.replace_range(0..1, "x");
    let gone = changed.pop().expect("a step").id;
    let told = broken(&released, &changed);
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[0].contains(&released[0].id) && told[0].contains("a new step"), "{told:?}");
    assert!(told[1].contains(&gone) && told[1].contains("1.0.0"), "{told:?}");
    // What nobody has yet may still change.
    assert_eq!(broken(&present(), &changed), Vec::<String>::new());
}
