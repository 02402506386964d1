//! D3: shared crates depend on `base` and on each other, without a cycle.

use crate::krate::{Crate, Tier};
use crate::{Problem, Rule, Tree};

pub const RULE: Rule = Rule {
    number: "D3",
    name: "lib_needs_base_and_lib",
    why: "what all modules share may not know any of them, and two crates that need each other are \
          one crate",
    remedy: "turn the arrow round: declare a trait or a value in the lower crate and let the upper \
             one fill it in",
    check,
};

fn check(tree: &Tree) -> Vec<Problem> {
    let libs = || tree.crates.iter().filter(|c| c.tier == Tier::Lib);
    let mut problems = Vec::new();
    for lib in libs() {
        for dependency in &lib.dependencies {
            let house = tree.crates.iter().find(|c| c.name == dependency.name);
            if let Some(other) = house.filter(|c| !matches!(c.tier, Tier::Base | Tier::Lib)) {
                let what =
                    format!("{} depends on `{}`, which is {}", lib.folder, other.name, other.tier);
                problems.push(Problem::in_path(&lib.manifest_path(), 0, what));
            }
        }
        if let Some(round) = cycle(tree, lib) {
            let what = format!("these crates need each other: {}", round.join(" → "));
            problems.push(Problem::in_path(&lib.manifest_path(), 0, what));
        }
    }
    problems
}

/// The way from a crate back to itself along what it ships with. Tests may use what stands above.
fn cycle(tree: &Tree, start: &Crate) -> Option<Vec<String>> {
    let mut ways = vec![vec![start.name.clone()]];
    let mut seen = Vec::new();
    while let Some(way) = ways.pop() {
        let last = way.last()?;
        let Some(here) = tree.crates.iter().find(|c| c.name == *last) else { continue };
        for next in here.shipped() {
            let further: Vec<String> = way.iter().chain([&next.name]).cloned().collect();
            if next.name == start.name {
                return Some(further);
            }
            if !seen.contains(&next.name) {
                seen.push(next.name.clone());
                ways.push(further);
            }
        }
    }
    None
}
