//! How broken rules are told: what, where, why, what to do.

use std::fmt::Write;

use crate::{Rule, Tree};

/// The verdict of one rule over a tree.
#[derive(Debug)]
pub struct Verdict {
    /// What a person reads; empty when there is nothing to say.
    pub text: String,
    pub failed: bool,
}

/// Lets a rule judge a tree.
pub fn judge(rule: &Rule, tree: &Tree) -> Verdict {
    let (notes, broken): (Vec<_>, Vec<_>) =
        (rule.check)(tree).into_iter().partition(|problem| problem.note);
    let mut text = String::new();
    if !broken.is_empty() {
        let _ = writeln!(text, "{}: broken in {} places", title(rule), broken.len());
        for problem in &broken {
            let _ = writeln!(text, "  {problem}");
        }
        let _ = writeln!(text, "  why: {}\n  do:  {}", rule.why, rule.remedy);
    }
    for problem in &notes {
        let _ = writeln!(text, "  note ({}): {problem}", rule.name);
    }
    Verdict { text, failed: !broken.is_empty() }
}

/// Number and name of a rule.
pub fn title(rule: &Rule) -> String {
    if rule.number.is_empty() {
        rule.name.to_owned()
    } else {
        format!("{} {}", rule.number, rule.name)
    }
}
