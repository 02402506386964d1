//! Every crate has a README, every file of it says what it is for.

use crate::krate::{Crate, Tier};
use crate::{File, Problem, Rule, Tree};

pub const RULE: Rule = Rule {
    number: "",
    name: "crates_explain_themselves",
    why: "whoever opens a folder for the first time must find out in a minute what it is for",
    remedy: "write README.md (a module: what, for whom, which law, states, who may do what; at most 80 \
             lines), a `description` in Cargo.toml, and a first line `//! purpose.` in each file of src/",
    check,
};

/// Lines a module's README may have.
const MODULE_README: usize = 80;

fn check(tree: &Tree) -> Vec<Problem> {
    let mut problems: Vec<Problem> = tree.crates.iter().flat_map(|c| judge(tree, c)).collect();
    let sources = tree.rust().filter(|(c, f)| f.path.starts_with(&format!("{}/src/", c.folder)));
    let silent = sources.filter(|(_, file)| !has_purpose(file));
    problems
        .extend(silent.map(|(_, file)| Problem::at(file, 1, "does not begin with `//! purpose`")));
    problems
}

fn judge(tree: &Tree, krate: &Crate) -> Vec<Problem> {
    let mut problems = Vec::new();
    let path = format!("{}/README.md", krate.folder);
    match tree.file(&path) {
        None => problems.push(Problem::in_path(&path, 0, "is missing")),
        Some(readme) if krate.tier == Tier::Module && readme.lines() > MODULE_README => {
            let what = format!("has {} lines, more than {MODULE_README}", readme.lines());
            problems.push(Problem::at(readme, 0, what));
        }
        Some(_) => {}
    }
    let package = krate.manifest.get("package");
    if package.and_then(|p| p.get("description")).is_none() {
        problems.push(Problem::in_path(&krate.manifest_path(), 0, "has no description"));
    }
    problems
}

fn has_purpose(file: &File) -> bool {
    file.text.lines().next().is_some_and(|first| first.starts_with("//! ") && first.len() > 10)
}
