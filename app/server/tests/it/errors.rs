//! The page of all errors is what the program says.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use base::Language;

use crate::house::{all_modules, assert_reviewed, root};

const PAGE: &str = "docs/reference/errors.md";
/// Before this line a person writes; after it the test does.
const CODES: &str = "## Codes\n";
const LEAD: &str = "Titles and advice in English, as `locales/en.ftl` has them; words between stars are filled in.\n\
     Made by the house tests: `PELANGI_BLESS=1` writes it anew. A kind that the program decides elsewhere than\n\
     where it names the code is kept as somebody wrote it here.\n";

/// The owners of codes, from the bottom of the house to its top.
const OWNERS: [&str; 17] = [
    "base",
    "cell",
    "db",
    "files",
    "audit",
    "identity",
    "jobs",
    "notify",
    "tables",
    "web",
    "server",
    "administration",
    "property-tax",
    "payments",
    "documents",
    "statistics",
    "sismiop",
];

#[test]
fn the_page_of_errors_is_the_reviewed_one() {
    let page = fs::read_to_string(root().join(PAGE)).expect("the page");
    let (head, table) = page.split_once(CODES).expect("a page with codes");
    let (said, kinds, kept) = (sentences(), kinds(), kept(table));
    let mut text = format!("{head}{CODES}\n{LEAD}");
    for owner in OWNERS {
        let rows = said.iter().filter(|row| row.owner == owner);
        write!(text, "\n### {owner}\n\n| Code | Kind | Says | What to do |\n|---|---|---|---|\n")
            .expect("a text");
        for Said { code, title, advice, .. } in rows {
            let kind = kinds.get(code).or_else(|| kept.get(code)).map_or("?", String::as_str);
            writeln!(text, "| `{code}` | {kind} | {title} | {advice} |").expect("a text");
        }
    }
    assert_reviewed(PAGE, &text);
    assert!(!text.contains("| ? |"), "write the kind of each `?` in {PAGE} by hand");
}

/// What an error says, in English.
struct Said {
    owner: &'static str,
    code: String,
    title: String,
    advice: String,
}

fn sentences() -> Vec<Said> {
    let foundations = module::foundations();
    let modules = all_modules();
    let locales = foundations.iter().flat_map(|f| f.locales.iter());
    let locales = locales.chain(modules.iter().flat_map(|m| m.locales.iter()));
    let all = locales.chain(&server::house::LOCALES).filter(|l| l.language == Language::En);
    all.flat_map(|locale| read(locale.source)).collect()
}

fn read(source: &str) -> Vec<Said> {
    let mut said: Vec<Said> = Vec::new();
    let mut of_error = false;
    for line in source.lines() {
        if let Some((key, title)) = line.split_once(" = ").filter(|_| !line.starts_with(' ')) {
            let row = key.strip_prefix("error-").and_then(|name| new(name, title));
            of_error = row.is_some();
            said.extend(row);
        } else if let Some(advice) = line.trim().strip_prefix(".do = ").filter(|_| of_error) {
            said.last_mut().expect("a title before").advice = starred(advice);
        }
    }
    said
}

/// `None` for words that belong to no code, such as the heading of the page of an error.
fn new(name: &str, title: &str) -> Option<Said> {
    let of = |owner: &&'static str| Some((*owner, name.strip_prefix(owner)?.strip_prefix('-')?));
    let (owner, what) = OWNERS.iter().find_map(of)?;
    let code = format!("{owner}/{what}");
    Some(Said { owner, code, title: starred(title), advice: String::new() })
}

/// `{ $minutes }` as `*minutes*`.
fn starred(text: &str) -> String {
    text.replace("{ $", "*").replace(" }", "*").replace('|', "\\|")
}

/// The kind that stands beside a code in the sources: `Kind::Invalid, "web/required"`.
fn kinds() -> BTreeMap<String, String> {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for tier in ["base", "lib", "modules", "app"] {
        collect(&root().join(tier), &mut found);
    }
    let joined = |kinds: BTreeSet<String>| kinds.into_iter().collect::<Vec<_>>().join(" or ");
    found.into_iter().map(|(code, kinds)| (code, joined(kinds))).collect()
}

fn collect(folder: &Path, found: &mut BTreeMap<String, BTreeSet<String>>) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        let name = entry.file_name();
        if path.is_dir() && !["tests", "benches", "target", "testkit"].iter().any(|n| name == *n) {
            collect(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            let source = fs::read_to_string(&path).expect("a source");
            for (kind, code) in source.split("Kind::").skip(1).filter_map(pair) {
                found.entry(code.to_owned()).or_default().insert(kind.to_owned());
            }
        }
    }
}

fn pair(text: &str) -> Option<(&str, &str)> {
    let (kind, rest) = text.split_once(',')?;
    let code = rest.trim_start().strip_prefix('"')?.split('"').next()?;
    let named = kind.chars().all(char::is_alphabetic) && code.contains('/');
    named.then_some((kind, code))
}

/// Kinds as the page has them.
fn kept(table: &str) -> BTreeMap<String, String> {
    let row = |line: &str| {
        let mut cells = line.strip_prefix("| `")?.split(" | ");
        let code = cells.next()?.strip_suffix('`')?.to_owned();
        Some((code, cells.next()?.to_owned()))
    };
    table.lines().filter_map(row).collect()
}
