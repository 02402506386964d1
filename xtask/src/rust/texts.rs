//! Every string of a file, with what it is an argument of.

use proc_macro2::{Ident, TokenStream, TokenTree};
use syn::visit::Visit;

use super::{is_test_only, line};

/// A string in the source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    pub value: String,
    pub line: usize,
    /// Names of the macros around it, outermost first.
    pub macros: Vec<String>,
    /// The call it is an argument of, when it is one directly: `t` for `page.t("…")`, `Error::new`
    /// for `Error::new(…)`.
    pub argument_of: Option<String>,
    /// The function it stands in.
    pub function: Option<String>,
}

/// Every string of a file outside attributes and `#[cfg(test)]`.
pub fn texts(syntax: &syn::File) -> Vec<Text> {
    let mut finder = Texts::default();
    finder.visit_file(syntax);
    finder.found
}

#[derive(Default)]
struct Texts {
    found: Vec<Text>,
    function: Option<String>,
}

impl Texts {
    fn arguments<'ast>(&mut self, call: &str, arguments: impl Iterator<Item = &'ast syn::Expr>) {
        for argument in arguments {
            let from = self.found.len();
            self.visit_expr(argument);
            if is_text(argument) {
                self.found[from..].iter_mut().for_each(|t| t.argument_of = Some(call.to_owned()));
            }
        }
    }

    fn inside(&mut self, function: &Ident, walk: impl FnOnce(&mut Self)) {
        let outer = self.function.replace(function.to_string());
        walk(self);
        self.function = outer;
    }
}

/// Whether an expression is a string, or a reference to one.
fn is_text(expression: &syn::Expr) -> bool {
    match expression {
        syn::Expr::Reference(reference) => is_text(&reference.expr),
        syn::Expr::Lit(literal) => matches!(literal.lit, syn::Lit::Str(_)),
        _ => false,
    }
}

impl<'ast> Visit<'ast> for Texts {
    fn visit_attribute(&mut self, _: &'ast syn::Attribute) {}

    fn visit_item_mod(&mut self, module: &'ast syn::ItemMod) {
        if !is_test_only(&module.attrs) {
            syn::visit::visit_item_mod(self, module);
        }
    }

    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        self.inside(&item.sig.ident, |finder| syn::visit::visit_item_fn(finder, item));
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        self.inside(&item.sig.ident, |finder| syn::visit::visit_impl_item_fn(finder, item));
    }

    fn visit_expr_call(&mut self, call: &'ast syn::ExprCall) {
        self.visit_expr(&call.func);
        self.arguments(&called(&call.func), call.args.iter());
    }

    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        self.visit_expr(&call.receiver);
        self.arguments(&call.method.to_string(), call.args.iter());
    }

    fn visit_lit_str(&mut self, text: &'ast syn::LitStr) {
        self.found.push(Text {
            value: text.value(),
            line: line(text.span()),
            macros: Vec::new(),
            argument_of: None,
            function: self.function.clone(),
        });
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        let name = call.path.segments.last().map(|s| s.ident.to_string()).unwrap_or_default();
        texts_in_tokens(call.tokens.clone(), &[name], &mut self.found);
    }
}

/// The last two names of a called path.
fn called(function: &syn::Expr) -> String {
    let syn::Expr::Path(path) = function else { return String::new() };
    let names: Vec<String> = path.path.segments.iter().map(|s| s.ident.to_string()).collect();
    names[names.len().saturating_sub(2)..].join("::")
}

fn texts_in_tokens(tokens: TokenStream, macros: &[String], found: &mut Vec<Text>) {
    let mut called: Option<Ident> = None;
    let mut before: [Option<TokenTree>; 2] = [None, None];
    for token in tokens {
        match &token {
            TokenTree::Group(group) => {
                let mut inner = macros.to_vec();
                inner.extend(macro_name(&before));
                let from = found.len();
                texts_in_tokens(group.stream(), &inner, found);
                let first = group.stream().into_iter().next();
                if let (Some(name), Some(TokenTree::Literal(_))) = (called.take(), first)
                    && let Some(text) = found.get_mut(from)
                {
                    text.argument_of = Some(name.to_string());
                }
            }
            TokenTree::Literal(literal) => {
                if let Ok(text) = syn::parse_str::<syn::LitStr>(&literal.to_string()) {
                    let line = line(literal.span());
                    let macros = macros.to_vec();
                    let (argument_of, function) = (None, None);
                    found.push(Text { value: text.value(), line, macros, argument_of, function });
                }
            }
            _ => {}
        }
        called = if let TokenTree::Ident(name) = &token { Some(name.clone()) } else { None };
        before = [before[1].take(), Some(token)];
    }
}

/// The macro's name when the tokens before a group read `name !`.
fn macro_name(before: &[Option<TokenTree>; 2]) -> Option<String> {
    match before {
        [Some(TokenTree::Ident(name)), Some(TokenTree::Punct(mark))] if mark.as_char() == '!' => {
            Some(name.to_string())
        }
        _ => None,
    }
}
