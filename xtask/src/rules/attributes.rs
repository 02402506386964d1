//! D10: nothing is silenced without a reason, and nothing is left for later.

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::Visit;

use crate::krate::Crate;
use crate::{File, Problem, Rule, Tree, rust};

pub const RULE: Rule = Rule {
    number: "D10",
    name: "attributes",
    why: "an ignored test tests nothing, a silenced warning warns nobody, and `todo!` is a promise \
          that fails in front of a citizen",
    remedy: "mend the cause; where a lint is wrong here, write `#[expect(lint, reason = \"…\")]`; \
             clippy watches `unwrap`, `expect` and `panic!` in every crate with `[lints] workspace = true`",
    check,
};

fn check(tree: &Tree) -> Vec<Problem> {
    let unwatched = tree.crates.iter().filter(|c| !is_watched(c));
    let mut problems: Vec<Problem> = unwatched
        .map(|c| Problem::in_path(&c.manifest_path(), 0, "lacks `[lints] workspace = true`"))
        .collect();
    problems.extend(tree.ending(".rs").flat_map(judge));
    problems
}

fn is_watched(krate: &Crate) -> bool {
    let lints = krate.manifest.get("lints").and_then(|l| l.get("workspace"));
    lints.and_then(toml::Value::as_bool) == Some(true)
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
    fn problem(&mut self, span: proc_macro2::Span, what: &str) {
        self.problems.push(Problem::at(self.file, rust::line(span), what));
    }

    /// `todo!()` inside the arguments of another macro.
    fn tokens(&mut self, tokens: TokenStream) {
        let mut name: Option<proc_macro2::Ident> = None;
        for token in tokens {
            match (&name, &token) {
                (Some(ident), TokenTree::Punct(mark)) if mark.as_char() == '!' => {
                    self.called(ident)
                }
                (_, TokenTree::Group(group)) => self.tokens(group.stream()),
                _ => {}
            }
            name = if let TokenTree::Ident(ident) = token { Some(ident) } else { None };
        }
    }

    fn called(&mut self, name: &proc_macro2::Ident) {
        if name == "todo" || name == "unimplemented" {
            self.problem(name.span(), &format!("calls `{name}!`"));
        }
    }
}

impl<'ast> Visit<'ast> for Finder<'_> {
    fn visit_attribute(&mut self, attribute: &'ast syn::Attribute) {
        let Some(name) = attribute.path().get_ident() else { return };
        let arguments = match &attribute.meta {
            syn::Meta::List(list) => list.tokens.clone(),
            _ => TokenStream::new(),
        };
        let says = |word: &str| says(arguments.clone(), word);
        let conditional = name == "cfg_attr";
        if name == "allow" || (conditional && says("allow")) {
            self.problem(name.span(), "`allow` silences a lint for good");
        }
        if name == "ignore" || (conditional && says("ignore")) {
            self.problem(name.span(), "an ignored test");
        }
        if (name == "expect" || (conditional && says("expect"))) && !says("reason") {
            self.problem(name.span(), "`expect` without a reason");
        }
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        if let Some(name) = call.path.segments.last() {
            self.called(&name.ident);
        }
        self.tokens(call.tokens.clone());
    }
}

fn says(tokens: TokenStream, word: &str) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(ident) => ident == word,
        TokenTree::Group(group) => says(group.stream(), word),
        _ => false,
    })
}
