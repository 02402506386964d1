//! D9: a transaction comes first, and never two at once.

use syn::visit::Visit;

use crate::krate::Tier;
use crate::{File, Problem, Rule, Tree, rust, transactions};

pub const RULE: Rule = Rule {
    number: "D9",
    name: "transaction_first",
    why: "the first parameter tells at a glance what runs inside a transaction; a second one opened \
          meanwhile waits for the first, which waits for the second",
    remedy: "write `async fn name(tx: &mut Tx, …)` (after `self`), and hand the open transaction on \
             instead of opening another",
    check,
};

fn check(tree: &Tree) -> Vec<Problem> {
    let judged = tree.rust().filter(|(c, f)| c.tier != Tier::Xtask && !f.is_test());
    judged.filter(|(c, _)| c.folder != "lib/db").flat_map(|(_, file)| judge(file)).collect()
}

fn judge(file: &File) -> Vec<Problem> {
    let Some(syntax) = file.syntax() else { return Vec::new() };
    let mut finder = Finder { file, problems: Vec::new() };
    finder.visit_file(syntax);
    let mut second = Second { file, problems: finder.problems };
    for scope in transactions::scopes(syntax) {
        scope.code.visit(&mut second);
    }
    second.problems.dedup();
    second.problems
}

struct Finder<'f> {
    file: &'f File,
    problems: Vec<Problem>,
}

impl<'ast> Visit<'ast> for Finder<'_> {
    fn visit_signature(&mut self, signature: &'ast syn::Signature) {
        let typed = signature.inputs.iter().filter_map(|input| match input {
            syn::FnArg::Typed(typed) => Some(&*typed.ty),
            _ => None,
        });
        if typed.skip(1).any(transactions::is_tx) {
            let line = rust::line(signature.ident.span());
            let what = format!("`{}` takes its transaction, but not first", signature.ident);
            self.problems.push(Problem::at(self.file, line, what));
        }
    }
}

struct Second<'f> {
    file: &'f File,
    problems: Vec<Problem>,
}

impl<'ast> Visit<'ast> for Second<'_> {
    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        if transactions::opens(call) {
            let line = rust::line(call.method.span());
            let what = format!("`.{}(…)` opens a second transaction inside one", call.method);
            self.problems.push(Problem::at(self.file, line, what));
        }
        syn::visit::visit_expr_method_call(self, call);
    }
}
