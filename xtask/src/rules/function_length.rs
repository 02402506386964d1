//! Functions stay short enough to be understood at a glance.

use proc_macro2::Span;
use syn::visit::Visit;

use crate::{File, Problem, Rule, Tree, rust};

pub const RULE: Rule = Rule {
    number: "",
    name: "function_length",
    why: "a function of more than 60 lines has steps that deserve names (12 lines are typical, nine \
          in ten below 40)",
    remedy: "name the steps: one function each, called in order",
    check,
};

/// More lines of code than this are shown.
const LONG: usize = 40;
/// More lines of code than this fail.
const TOO_LONG: usize = 60;

fn check(tree: &Tree) -> Vec<Problem> {
    tree.rust().flat_map(|(_, file)| judge(file)).collect()
}

fn judge(file: &File) -> Vec<Problem> {
    let Some(syntax) = file.syntax() else { return Vec::new() };
    let mut finder = Finder { file, problems: Vec::new() };
    finder.visit_file(syntax);
    finder.problems
}

struct Finder<'f> {
    file: &'f File,
    problems: Vec<Problem>,
}

impl Finder<'_> {
    fn measure(&mut self, signature: &syn::Signature, block: &syn::Block) {
        let braces = block.brace_token.span;
        let lines = code_lines(self.file, braces.open(), braces.close());
        if lines > LONG {
            let what = format!("`{}` has {lines} lines of code", signature.ident);
            let problem = Problem::at(self.file, rust::line(signature.ident.span()), what);
            self.problems.push(if lines > TOO_LONG { problem } else { problem.as_note() });
        }
    }
}

impl<'ast> Visit<'ast> for Finder<'_> {
    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        self.measure(&item.sig, &item.block);
        syn::visit::visit_item_fn(self, item);
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        self.measure(&item.sig, &item.block);
        syn::visit::visit_impl_item_fn(self, item);
    }
}

/// Lines strictly between two braces on which code stands: comments and empty lines cost nothing.
fn code_lines(file: &File, open: Span, close: Span) -> usize {
    let (from, to) = (rust::line(open), rust::line(close));
    let inside = file.text.lines().skip(from).take(to.saturating_sub(from + 1));
    inside.map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//")).count()
}
