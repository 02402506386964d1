//! D7: inside a module the arrows go web → usecase → store → domain, never back.

use crate::krate::Tier;
use crate::rust::{self, Usage};
use crate::{File, Problem, Rule, Tree};

pub const RULE: Rule = Rule {
    number: "D7",
    name: "layers",
    why: "the decision (domain) must be readable without SQL and HTML, and a page that reads tables \
          itself goes past the use-case, which is where right, audit and transaction meet",
    remedy: "domain: pass values in. store: return domain types. web: ask a use-case. usecase: give \
             back values, not pages",
    check,
};

/// A layer, and what it may not name: layers of the same module, and outside crates or one name of
/// theirs (the cell itself is a way to its database; its keys are pure and may be named).
const FORBIDDEN: &[(&str, &[&str], &[&str])] = &[
    (
        "domain",
        &["store", "usecase", "web", "jobs"],
        &[
            "db",
            "web",
            "jobs",
            "cell::Cell",
            "files",
            "axum",
            "askama",
            "tokio",
            "rusqlite",
            "tokio_postgres",
        ],
    ),
    ("store", &["usecase", "web", "jobs"], &["web", "axum", "askama", "tokio"]),
    ("usecase", &["web"], &["web", "axum", "askama"]),
    ("web", &["store"], &["rusqlite", "tokio_postgres"]),
];

/// Parts of the standard library that do I/O; the domain has none.
const STD_IO: &[&str] = &["fs", "net", "process", "env"];

fn check(tree: &Tree) -> Vec<Problem> {
    let modules = tree.rust().filter(|(c, _)| c.tier == Tier::Module);
    modules.flat_map(|(c, file)| judge(&format!("{}/src/", c.folder), file)).collect()
}

fn judge(source: &str, file: &File) -> Vec<Problem> {
    let Some(below) = file.path.strip_prefix(source) else { return Vec::new() };
    let module = rust::module_of(below);
    let layer = FORBIDDEN.iter().find(|(name, ..)| module.first().is_some_and(|m| m == name));
    let (Some((layer, layers, crates)), Some(syntax)) = (layer, file.syntax()) else {
        return Vec::new();
    };
    let mut problems: Vec<Problem> = rust::usages(syntax, &module)
        .iter()
        .filter_map(|usage| Some((usage, broken(layer, layers, crates, usage)?)))
        .map(|(usage, named)| Problem::at(file, usage.line, format!("{layer}/ names `{named}`")))
        .collect();
    problems.dedup();
    problems
}

fn broken(layer: &str, layers: &[&str], crates: &[&str], usage: &Usage) -> Option<String> {
    let first = usage.path.first()?.as_str();
    let second = usage.path.get(1)?.as_str();
    let inside = first == "crate" && layers.contains(&second);
    let named = format!("{first}::{second}");
    let outside = crates.contains(&first) || crates.contains(&named.as_str());
    let io = layer == "domain" && first == "std" && STD_IO.contains(&second);
    (inside || outside || io).then_some(named)
}
