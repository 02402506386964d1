//! SQL stands in `statements!`, in the store of a module or of the program, or in a crate of lib/.

use crate::krate::{Crate, Tier};
use crate::rust::Text;
use crate::{File, Problem, Rule, Tree, rust};

pub const RULE: Rule = Rule {
    number: "",
    name: "sql_in_statements",
    why: "every statement is prepared on both engines by a house test before it meets data; one that \
          hides in a string is first tried by a citizen",
    remedy: "name it in `db::statements! { … }` in the module's store/ and call it by its name",
    check,
};

/// Crates that are about engines themselves.
const ENGINES: [&str; 2] = ["lib/db", "lib/testkit"];

fn check(tree: &Tree) -> Vec<Problem> {
    let judged = tree.rust().filter(|(c, f)| {
        c.tier != Tier::Xtask && !f.is_test() && !ENGINES.contains(&c.folder.as_str())
    });
    judged.flat_map(|(krate, file)| judge(krate, file)).collect()
}

fn judge(krate: &Crate, file: &File) -> Vec<Problem> {
    let Some(syntax) = file.syntax() else { return Vec::new() };
    let source = format!("{}/src/", krate.folder);
    let below = file.path.strip_prefix(&source).unwrap_or_default();
    let is_store = match krate.tier {
        Tier::Lib => true,
        Tier::Module | Tier::App => below.starts_with("store/") || below == "store.rs",
        _ => false,
    };
    let texts = rust::texts(syntax);
    let sql = texts.iter().filter(|text| is_sql(&text.value));
    sql.filter_map(|text| Some(Problem::at(file, text.line, misplaced(text, is_store)?))).collect()
}

fn misplaced(text: &Text, is_store: bool) -> Option<&'static str> {
    // A macro_rules! in a store holds the part that several statements share.
    let named = text.macros.iter().any(|name| name == "statements" || name == "macro_rules");
    match (is_store, named) {
        (true, true) => None,
        (true, false) => Some("SQL outside `statements!`"),
        (false, _) => Some("SQL outside a store"),
    }
}

/// Whether a string reads like a statement; single words such as `select` do not.
fn is_sql(text: &str) -> bool {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    let has = |word: &str| words.contains(&word);
    match words.first().copied().unwrap_or_default() {
        "select" => has("from") || words.get(1).is_some_and(|w| w.starts_with('$')),
        "insert" => has("into"),
        "update" => has("set"),
        "delete" => words.get(1) == Some(&"from"),
        "with" => has("as") && has("select"),
        "create" | "alter" | "drop" => {
            words.iter().any(|w| ["table", "index", "view", "unique"].contains(w))
        }
        _ => false,
    }
}
