//! D2: law and mathematics depend on `base` and on each other, and on nothing that does I/O. Their tests may read
//! files with a crate of lib/.

use super::base_is_alone::OUTSIDE;
use crate::krate::{Purpose, Tier};
use crate::{Problem, Rule, Tree};

pub const RULE: Rule = Rule {
    number: "D2",
    name: "calc_needs_base_only",
    why: "a calculation that a court may have to follow must be a function of its inputs alone, so \
          that anyone can repeat it on paper",
    remedy: "give the calculation what it needs as values; load and store in the module",
    check,
};

fn check(tree: &Tree) -> Vec<Problem> {
    let mut problems = Vec::new();
    for calc in tree.crates.iter().filter(|c| c.tier == Tier::Calc) {
        for dependency in &calc.dependencies {
            let house = tree.crates.iter().find(|c| c.name == dependency.name);
            let for_tests = dependency.purpose == Purpose::Dev;
            let allowed = house.is_none_or(|c| match c.tier {
                Tier::Base | Tier::Calc => true,
                Tier::Lib => for_tests,
                _ => false,
            });
            if !allowed || OUTSIDE.contains(&dependency.name.as_str()) {
                let what = format!("{} depends on `{}`", calc.folder, dependency.name);
                problems.push(Problem::in_path(&calc.manifest_path(), 0, what));
            }
        }
    }
    problems
}
