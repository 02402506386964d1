//! The project stands alone: it reads nothing beside its folder and names no package host.

use crate::{File, Problem, Rule, Tree};

pub const RULE: Rule = Rule {
    number: "",
    name: "stands_alone",
    why: "a clone must build anywhere, from whatever mirror its owner uses, with nothing beside it",
    remedy: "copy the data into the project with its source and licence in a SOURCES.md; leave hosts \
             to the package clients' own configuration",
    check,
};

/// Words that must not stand in the tree, each in two halves so that this file does not hold them.
const WORDS: &[(&str, &str)] = &[
    ("../", "shared"),
    ("/work/", "shared"),
    ("/work/", "main"),
    ("registry.", "npmjs.org"),
    ("registry.", "yarnpkg.com"),
    ("static.", "crates.io"),
    ("index.", "crates.io"),
    ("files.", "pythonhosted.org"),
    ("pypi.", "org/simple"),
    ("deb.", "debian.org"),
    ("security.", "debian.org"),
    ("proxy.", "golang.org"),
];

fn check(tree: &Tree) -> Vec<Problem> {
    tree.files.iter().flat_map(judge).collect()
}

fn judge(file: &File) -> Vec<Problem> {
    let found = |(number, line): (usize, &str)| {
        let (first, second) = WORDS.iter().find(|(a, b)| line.contains(&format!("{a}{b}")))?;
        Some(Problem::at(file, number + 1, format!("names `{first}{second}`")))
    };
    file.text.lines().enumerate().filter_map(found).collect()
}
