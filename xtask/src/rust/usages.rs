//! Every path a file names, resolved from the crate's root.

use proc_macro2::{Ident, TokenStream, TokenTree};
use syn::visit::Visit;

use super::{is_test_only, line};

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
