//! D1: `base` knows nothing of the house and nothing of the outside.

use crate::krate::Tier;
use crate::{Problem, Rule, Tree};

pub const RULE: Rule = Rule {
    number: "D1",
    name: "base_is_alone",
    why: "everything stands on base; what it depends on, every crate of the house depends on, and \
          values that do I/O cannot be tested without the world",
    remedy: "move what needs the outside into a crate of lib/, and pass what base needs (time, \
             chance, text) as a parameter",
    check,
};

/// Runtimes, databases and HTTP. A pure crate needs none of them.
pub const OUTSIDE: &[&str] = &[
    "async-std",
    "axum",
    "axum-server",
    "deadpool",
    "deadpool-postgres",
    "diesel",
    "futures",
    "h2",
    "http",
    "http-body",
    "hyper",
    "mio",
    "object_store",
    "postgres",
    "r2d2",
    "reqwest",
    "rusqlite",
    "sea-orm",
    "smol",
    "socket2",
    "sqlx",
    "tokio",
    "tokio-postgres",
    "tonic",
    "tower",
    "tower-http",
    "ureq",
];

fn check(tree: &Tree) -> Vec<Problem> {
    let mut problems = Vec::new();
    for base in tree.crates.iter().filter(|c| c.tier == Tier::Base) {
        for dependency in &base.dependencies {
            let of_house = tree.crates.iter().any(|c| c.name == dependency.name);
            if of_house || OUTSIDE.contains(&dependency.name.as_str()) {
                let what = format!("base depends on `{}`", dependency.name);
                problems.push(Problem::in_path(&base.manifest_path(), 0, what));
            }
        }
    }
    problems
}
