//! Looking into Rust: strings, paths and names of a file, with their lines.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use syn::visit::Visit;

mod texts;
mod usages;

pub use texts::{Text, texts};
pub use usages::{Usage, module_of, usages};

/// The line of a span, from 1.
pub fn line(span: Span) -> usize {
    span.start().line
}

/// Whether attributes say `#[cfg(test)]`.
pub fn is_test_only(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|a| {
        a.path().is_ident("cfg")
            && a.parse_args::<syn::Path>().is_ok_and(|argument| argument.is_ident("test"))
    })
}

/// Whether an expression names an identifier anywhere, macros included.
pub fn mentions(expression: &syn::Expr, name: &str) -> bool {
    struct Mentions<'n>(&'n str, bool);
    impl<'ast> Visit<'ast> for Mentions<'_> {
        fn visit_ident(&mut self, ident: &'ast Ident) {
            self.1 |= ident == self.0;
        }
        fn visit_macro(&mut self, call: &'ast syn::Macro) {
            self.1 |= any_ident(call.tokens.clone(), self.0);
        }
    }
    let mut finder = Mentions(name, false);
    finder.visit_expr(expression);
    finder.1
}

fn any_ident(tokens: TokenStream, name: &str) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(ident) => ident == name,
        TokenTree::Group(group) => any_ident(group.stream(), name),
        _ => false,
    })
}
