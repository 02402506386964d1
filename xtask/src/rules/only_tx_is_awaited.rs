//! Inside a transaction only the transaction is awaited.

use syn::visit::Visit;

use crate::krate::Tier;
use crate::{File, Problem, Rule, Tree, rust, transactions};

pub const RULE: Rule = Rule {
    number: "",
    name: "only_tx_is_awaited",
    why: "writers run one after the other: a transaction that waits for a file, a peer or a timer \
          makes every writer of the cell wait with it",
    remedy: "do the slow part before or after `write`, and pass its result in; what is awaited inside \
             is a method of the transaction, or a function that is given it",
    check,
};

fn check(tree: &Tree) -> Vec<Problem> {
    let judged = tree.rust().filter(|(c, f)| c.tier != Tier::Xtask && !f.is_test());
    judged.filter(|(c, _)| c.folder != "lib/db").flat_map(|(_, file)| judge(file)).collect()
}

fn judge(file: &File) -> Vec<Problem> {
    let Some(syntax) = file.syntax() else { return Vec::new() };
    let mut problems = Vec::new();
    for scope in transactions::scopes(syntax) {
        let mut finder = Finder { file, tx: &scope.tx, problems: Vec::new() };
        scope.code.visit(&mut finder);
        problems.append(&mut finder.problems);
    }
    problems.sort_by_key(|p| p.line);
    problems.dedup();
    problems
}

struct Finder<'f> {
    file: &'f File,
    tx: &'f str,
    problems: Vec<Problem>,
}

impl<'ast> Visit<'ast> for Finder<'_> {
    fn visit_expr_await(&mut self, awaited: &'ast syn::ExprAwait) {
        if !rust::mentions(&awaited.base, self.tx) {
            let line = rust::line(awaited.await_token.span);
            let what = format!("awaits something else than `{}` inside a transaction", self.tx);
            self.problems.push(Problem::at(self.file, line, what));
        }
        syn::visit::visit_expr_await(self, awaited);
    }
}
