//! D8, second half: money and law are computed in whole numbers and exact fractions.

use proc_macro2::{TokenStream, TokenTree};

use crate::krate::{Crate, Tier};
use crate::{File, Problem, Rule, Tree};

pub const RULE: Rule = Rule {
    number: "D8",
    name: "no_floats_in_money",
    why: "0.1 + 0.2 is not 0.3 in floating point; a tax must be the same rupiah on every machine",
    remedy: "use base::Rupiah for amounts, base::Fraction for rates and shares, and a named rounding",
    check,
};

/// The layers of a module where money is decided and kept.
const LAYERS: [&str; 3] = ["domain", "store", "usecase"];

fn check(tree: &Tree) -> Vec<Problem> {
    let judged = tree.rust().filter(|(c, f)| holds_money(c, f));
    judged.flat_map(|(_, file)| floats(file)).collect()
}

fn holds_money(krate: &Crate, file: &File) -> bool {
    let Some(below) = file.path.strip_prefix(&format!("{}/src/", krate.folder)) else {
        return false;
    };
    match krate.tier {
        Tier::Base | Tier::Calc => true,
        Tier::Module => {
            LAYERS.iter().any(|l| below.starts_with(&format!("{l}/")) || below == format!("{l}.rs"))
        }
        _ => false,
    }
}

fn floats(file: &File) -> Vec<Problem> {
    let mut problems = Vec::new();
    if let Ok(tokens) = file.text.parse() {
        find(tokens, file, &mut problems);
    }
    problems
}

fn find(tokens: TokenStream, file: &File, problems: &mut Vec<Problem>) {
    // `pair.0.1` reads as a field followed by what looks like a number.
    let mut after_dot = false;
    for token in tokens {
        let is_float = match &token {
            TokenTree::Literal(_) if after_dot => false,
            TokenTree::Ident(name) => name == "f32" || name == "f64",
            TokenTree::Literal(number) => {
                syn::parse_str::<syn::LitFloat>(&number.to_string()).is_ok()
            }
            TokenTree::Punct(_) | TokenTree::Group(_) => false,
        };
        if is_float {
            let line = token.span().start().line;
            problems.push(Problem::at(file, line, format!("`{token}` is floating point")));
        }
        after_dot = matches!(&token, TokenTree::Punct(mark) if mark.as_char() == '.');
        if let TokenTree::Group(group) = token {
            find(group.stream(), file, problems);
        }
    }
}
