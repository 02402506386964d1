//! D4: network clients live in adapters; the database driver and the file store are the exceptions.

use crate::krate::Tier;
use crate::{Problem, Rule, Tree};

pub const RULE: Rule = Rule {
    number: "D4",
    name: "only_adapters_call_out",
    why: "every way out of the program is a way for data to leave it; there must be few, behind a \
          trait, with a fake beside the real client",
    remedy: "put the client into adapters/NAME behind a trait of lib/ports; an adapter depends on \
             base, lib/ports and the protocol libraries without I/O (lib/h2h, lib/pades, lib/pki, lib/qris, \
             lib/snap) only",
    check,
};

/// Crates that open connections to others. Servers (axum, hyper) are not clients.
const CLIENTS: &[&str] = &[
    "attohttpc",
    "awc",
    "curl",
    "fantoccini",
    "hyper-util",
    "isahc",
    "lettre",
    "mongodb",
    "mysql",
    "object_store",
    "openidconnect",
    "postgres",
    "quinn",
    "rdkafka",
    "redis",
    "reqwest",
    "rumqttc",
    "sqlx",
    "surf",
    "suppaftp",
    "tiberius",
    "tokio-postgres",
    "tokio-tungstenite",
    "tonic",
    "tungstenite",
    "ureq",
    "deadpool-postgres",
];

/// Who may hold one nevertheless, and which.
const EXCEPTIONS: &[(&str, &str)] = &[
    ("lib/db", "tokio-postgres"),
    ("lib/db", "deadpool-postgres"),
    // Only its timer, without its client: it ends connections on which no whole request comes.
    ("app/server", "hyper-util"),
    // The file store speaks to S3-compatible storage when the configuration says so.
    ("lib/files", "object_store"),
    // Makes and drops the databases of a test run.
    ("lib/testkit", "tokio-postgres"),
];

/// What an adapter may know of the house besides `base`: the ports it fills, and the protocols it
/// shares with the server side, which do no I/O (docs/adr/0017), and the one way to send a request
/// that the gateways of messages share (docs/adr/0016).
const FOR_ADAPTERS: &[&str] =
    &["adapters/outgoing", "lib/h2h", "lib/pades", "lib/pki", "lib/ports", "lib/qris", "lib/snap"];

fn check(tree: &Tree) -> Vec<Problem> {
    let mut problems = Vec::new();
    for krate in &tree.crates {
        for dependency in krate.shipped() {
            let name = dependency.name.as_str();
            let house = tree.crates.iter().find(|c| c.name == name);
            let wrong = match krate.tier {
                Tier::Adapter => house.is_some_and(|c| {
                    c.tier != Tier::Base && !FOR_ADAPTERS.contains(&c.folder.as_str())
                }),
                _ => {
                    CLIENTS.contains(&name) && !EXCEPTIONS.contains(&(krate.folder.as_str(), name))
                }
            };
            if wrong {
                let what = format!("{} depends on `{name}`", krate.folder);
                problems.push(Problem::in_path(&krate.manifest_path(), 0, what));
            }
        }
    }
    problems
}
