//! A module's template may not be named like a shared one.

use crate::{Problem, Rule, Tree};

pub const RULE: Rule = Rule {
    number: "",
    name: "template_names",
    why: "templates are looked up beside the naming file first: a module's `layout.html` would \
          quietly take the place of the house's",
    remedy: "give the module's template the name of what it shows",
    check,
};

const SHARED: &str = "lib/web/templates/";

fn check(tree: &Tree) -> Vec<Problem> {
    let shared: Vec<&str> =
        tree.files.iter().filter_map(|file| file.path.strip_prefix(SHARED)).collect();
    let mut problems = Vec::new();
    for file in tree.files.iter().filter(|f| !f.path.starts_with(SHARED)) {
        if let Some((_, name)) = file.path.split_once("/templates/")
            && shared.contains(&name)
        {
            problems.push(Problem::at(file, 0, format!("hides the shared template `{name}`")));
        }
    }
    problems
}
