//! Migrations are numbered without a gap, and are never changed once a release has them.

use std::collections::BTreeMap;

use crate::{File, Problem, Rule, Tree};

pub const RULE: Rule = Rule {
    number: "",
    name: "migrations_are_frozen",
    why: "a released migration has run on somebody's data; the database remembers its hash and \
          refuses a program that tells another story",
    remedy: "leave the released file as it was and add the next number, `migrations/0007_what.sql`",
    check,
};

fn check(tree: &Tree) -> Vec<Problem> {
    let mut problems = changed(tree);
    let mut folders: BTreeMap<&str, Vec<&File>> = BTreeMap::new();
    for file in tree.ending(".sql") {
        if let Some((folder, _)) = file.path.rsplit_once("/migrations/") {
            folders.entry(folder).or_default().push(file);
        }
    }
    problems.extend(folders.values().flat_map(|files| misnumbered(files)));
    problems
}

fn changed(tree: &Tree) -> Vec<Problem> {
    let judge = |(path, before): (&String, &String)| match tree.file(path) {
        None => Some(Problem::in_path(path, 0, "was released and is gone")),
        Some(now) if now.text != *before => {
            Some(Problem::at(now, 0, "was released and has changed"))
        }
        Some(_) => None,
    };
    tree.released.iter().filter_map(judge).collect()
}

fn misnumbered(files: &[&File]) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (index, file) in files.iter().enumerate() {
        let name = file.path.rsplit('/').next().unwrap_or_default();
        let expected = format!("{:04}_", index + 1);
        if !name.starts_with(&expected) {
            problems.push(Problem::at(file, 0, format!("should be called `{expected}….sql`")));
        }
    }
    problems
}
