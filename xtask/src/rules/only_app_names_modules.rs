//! D6: only `app/*` names modules and adapters, in manifests and in code.

use crate::krate::{Crate, Tier};
use crate::{Problem, Rule, Tree, rust};

pub const RULE: Rule = Rule {
    number: "D6",
    name: "only_app_names_modules",
    why: "a shared crate that knows a module by name treats it differently from all the others",
    remedy: "let the module say it about itself in the value its `module()` returns, and let the \
             shared crate ask every module alike",
    check,
};

fn check(tree: &Tree) -> Vec<Problem> {
    let plugged = |tier| matches!(tier, Tier::Module | Tier::Adapter);
    let modules: Vec<&str> =
        tree.crates.iter().filter(|c| plugged(c.tier)).map(|c| c.name.as_str()).collect();
    let mut problems = Vec::new();
    for krate in tree.crates.iter().filter(|c| c.tier != Tier::App && !plugged(c.tier)) {
        for dependency in krate.dependencies.iter().filter(|d| modules.contains(&d.name.as_str())) {
            let what = format!("{} depends on `{}`", krate.folder, dependency.name);
            problems.push(Problem::in_path(&krate.manifest_path(), 0, what));
        }
    }
    problems.extend(named_in_code(tree));
    problems
}

/// Strings in shared code that are a module's name, or begin with it as a code does. Adapters bear
/// names that are words of everybody, such as `mail` and `bank`: of those only the codes count.
fn named_in_code(tree: &Tree) -> Vec<Problem> {
    let plugged = |c: &&Crate| matches!(c.tier, Tier::Module | Tier::Adapter);
    let modules: Vec<(&str, bool)> = tree
        .crates
        .iter()
        .filter(plugged)
        .map(|c| (c.name.as_str(), c.tier == Tier::Module))
        .collect();
    let shared = tree
        .rust()
        .filter(|(c, f)| matches!(c.tier, Tier::Base | Tier::Calc | Tier::Lib) && !f.is_test());
    let mut problems = Vec::new();
    for (_, file) in shared {
        let Some(syntax) = file.syntax() else { continue };
        for text in rust::texts(syntax) {
            let names = |(name, alone): &&(&str, bool)| {
                let rest = text.value.strip_prefix(name);
                rest.is_some_and(|rest| (rest.is_empty() && *alone) || rest.starts_with('/'))
            };
            if let Some((module, _)) = modules.iter().find(names) {
                problems.push(Problem::at(file, text.line, format!("names the module `{module}`")));
            }
        }
    }
    problems
}
