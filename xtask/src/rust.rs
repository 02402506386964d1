//! Looking into Rust: strings, paths and functions of a file, with their lines.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use syn::visit::Visit;

/// The line of a span, from 1.
pub fn line(span: Span) -> usize {
    span.start().line
}

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

/// A path in the source, from the crate's root (`["crate", "store", …]`) or an outside crate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Usage {
    pub path: Vec<String>,
    pub line: usize,
}

/// Every path a file names, with `self` and `super` resolved by the place of the file.
/// `module` is the file's own module path, for example `["store", "notice"]`.
pub fn usages(syntax: &syn::File, module: &[String]) -> Vec<Usage> {
    let mut finder = Usages { module: module.to_vec(), found: Vec::new() };
    finder.visit_file(syntax);
    finder.found
}

/// The module path of a file below `src/`: `domain/notice.rs` is `["domain", "notice"]`.
pub fn module_of(below_src: &str) -> Vec<String> {
    let name = below_src.strip_suffix(".rs").unwrap_or(below_src);
    let name = name.strip_suffix("/mod").unwrap_or(name);
    match name {
        "lib" | "main" | "mod" => Vec::new(),
        name => name.split('/').map(str::to_owned).collect(),
    }
}

struct Usages {
    module: Vec<String>,
    found: Vec<Usage>,
}

impl Usages {
    fn note(&mut self, path: &[Ident]) {
        let Some(first) = path.first() else { return };
        let line = line(first.span());
        let names: Vec<String> = path.iter().map(ToString::to_string).collect();
        let supers = names.iter().take_while(|n| *n == "super" || *n == "self").count();
        let ups = names.iter().take(supers).filter(|n| *n == "super").count();
        let resolved = if supers == 0 {
            names
        } else {
            let kept = self.module.len().saturating_sub(ups);
            let crate_root = ["crate".to_owned()].into_iter();
            let here = self.module.iter().take(kept).cloned();
            crate_root.chain(here).chain(names.into_iter().skip(supers)).collect()
        };
        self.found.push(Usage { path: resolved, line });
    }

    fn tree(&mut self, before: &[Ident], tree: &syn::UseTree) {
        let with = |ident: &Ident| [before, std::slice::from_ref(ident)].concat();
        match tree {
            syn::UseTree::Path(path) => self.tree(&with(&path.ident), &path.tree),
            syn::UseTree::Name(name) => self.note(&with(&name.ident)),
            syn::UseTree::Rename(rename) => self.note(&with(&rename.ident)),
            syn::UseTree::Glob(_) => self.note(before),
            syn::UseTree::Group(group) => group.items.iter().for_each(|t| self.tree(before, t)),
        }
    }

    fn tokens(&mut self, tokens: TokenStream) {
        let mut path: Vec<Ident> = Vec::new();
        let mut colons = 0;
        for token in tokens {
            match token {
                TokenTree::Ident(ident) => {
                    if colons != 2 {
                        self.note(&std::mem::take(&mut path));
                    }
                    path.push(ident);
                    colons = 0;
                }
                TokenTree::Punct(mark) if mark.as_char() == ':' => colons += 1,
                other => {
                    self.note(&std::mem::take(&mut path));
                    colons = 0;
                    if let TokenTree::Group(group) = other {
                        self.tokens(group.stream());
                    }
                }
            }
        }
        self.note(&path);
    }
}

impl<'ast> Visit<'ast> for Usages {
    fn visit_attribute(&mut self, _: &'ast syn::Attribute) {}

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.tree(&[], &item.tree);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let idents: Vec<Ident> = path.segments.iter().map(|s| s.ident.clone()).collect();
        self.note(&idents);
        syn::visit::visit_path(self, path);
    }

    fn visit_item_mod(&mut self, module: &'ast syn::ItemMod) {
        if !is_test_only(&module.attrs) {
            self.module.push(module.ident.to_string());
            syn::visit::visit_item_mod(self, module);
            self.module.pop();
        }
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        self.tokens(call.tokens.clone());
    }
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
