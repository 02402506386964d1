//! D5: a module never depends on another module or on an adapter.

use crate::krate::Tier;
use crate::{Problem, Rule, Tree};

pub const RULE: Rule = Rule {
    number: "D5",
    name: "modules_stay_apart",
    why: "a module that reaches into another can never again be understood, changed or switched off \
          alone",
    remedy: "speak through lib/contracts: an event, a read-only view, or a trait that the app wires",
    check,
};

fn check(tree: &Tree) -> Vec<Problem> {
    let mut problems = Vec::new();
    for module in tree.crates.iter().filter(|c| c.tier == Tier::Module) {
        for dependency in &module.dependencies {
            let Some(other) = tree.crates.iter().find(|c| c.name == dependency.name) else {
                continue;
            };
            if !matches!(other.tier, Tier::Base | Tier::Calc | Tier::Lib) {
                let what = format!(
                    "{} depends on `{}`, which is {}",
                    module.folder, other.name, other.tier
                );
                problems.push(Problem::in_path(&module.manifest_path(), 0, what));
            }
        }
    }
    problems
}
