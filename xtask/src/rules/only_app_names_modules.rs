//! D6: only `app/*` names modules and adapters, in manifests and in code.

use crate::krate::Tier;
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
    problems.extend(named_in_code(tree, &modules));
    problems
}

/// Strings in shared code that are a module's name, or begin with it as a code does.
fn named_in_code(tree: &Tree, modules: &[&str]) -> Vec<Problem> {
    let shared = tree
        .rust()
        .filter(|(c, f)| matches!(c.tier, Tier::Base | Tier::Calc | Tier::Lib) && !f.is_test());
    let mut problems = Vec::new();
    for (_, file) in shared {
        let Some(syntax) = file.syntax() else { continue };
        for text in rust::texts(syntax) {
            let of_module = |m: &&&str| {
                text.value
                    .strip_prefix(**m)
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            };
            if let Some(module) = modules.iter().find(of_module) {
                problems.push(Problem::at(file, text.line, format!("names the module `{module}`")));
            }
        }
    }
    problems
}
