//! Every sentence exists in both languages, every key that is asked for exists, and none is dead.

use std::collections::{BTreeMap, BTreeSet};

use crate::{File, Problem, Rule, Tree, rust};

pub const RULE: Rule = Rule {
    number: "",
    name: "translations",
    why: "a missing sentence shows its key to a citizen; a dead one is translated and reviewed for \
          nobody",
    remedy: "write the sentence in an id.ftl and the en.ftl beside it, in locales/ of the crate that shows it; an \
             error code `crate/what` is explained by `error-crate-what` (with `.do`: what to do now)",
    check,
};

/// Calls whose first text is a key.
const ASKING: [&str; 3] = ["t", "t_with", "say"];

/// Keys of one Fluent file with the line of each, attributes as `key.attribute`.
type Keys = BTreeMap<String, usize>;
/// Where each key stands.
type Places = BTreeMap<String, String>;

fn check(tree: &Tree) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut all = Places::new();
    let mut declared = Vec::new();
    for id in tree.ending("/id.ftl") {
        let other = id.path.replace("/id.ftl", "/en.ftl");
        let (id_keys, en_keys) = match tree.file(&other) {
            Some(en) => (keys(id, &mut problems), keys(en, &mut problems)),
            None => (keys(id, &mut problems), Keys::new()),
        };
        problems.extend(lacking(&id_keys, &en_keys, &id.path, &other));
        problems.extend(lacking(&en_keys, &id_keys, &other, &id.path));
        problems.extend(repeated(&id_keys, &all, id));
        let places = id_keys.iter().map(|(key, line)| (key.clone(), format!("{}:{line}", id.path)));
        all.extend(places);
        declared.push((id, id_keys));
    }
    let asked = asked(tree);
    problems.extend(asked.unknown(&all));
    for (file, keys) in &declared {
        let dead = keys.iter().filter(|(key, _)| !asked.uses(key));
        problems.extend(
            dead.map(|(key, line)| Problem::at(file, *line, format!("nobody asks for `{key}`"))),
        );
    }
    problems
}

/// Reads a Fluent file the way the program does; what cannot be read is a problem.
fn keys(file: &File, problems: &mut Vec<Problem>) -> Keys {
    let resource = match fluent_syntax::parser::parse(file.text.as_str()) {
        Ok(resource) => resource,
        Err((resource, mistakes)) => {
            for mistake in mistakes {
                let line = file.text[..mistake.pos.start].lines().count();
                problems.push(Problem::at(file, line, format!("cannot be read: {mistake}")));
            }
            resource
        }
    };
    let mut keys = Keys::new();
    for entry in &resource.body {
        if let fluent_syntax::ast::Entry::Message(message) = entry {
            let key = message.id.name;
            let line = line_of(file, key);
            for attribute in &message.attributes {
                keys.insert(format!("{key}.{}", attribute.id.name), line);
            }
            if message.value.is_some() && keys.insert(key.to_owned(), line).is_some() {
                problems.push(Problem::at(file, line, format!("has `{key}` twice")));
            }
        }
    }
    keys
}

fn line_of(file: &File, key: &str) -> usize {
    let begins =
        |line: &str| line.strip_prefix(key).is_some_and(|r| r.trim_start().starts_with('='));
    file.text.lines().position(begins).map_or(0, |index| index + 1)
}

fn lacking(has: &Keys, lacks: &Keys, from: &str, to: &str) -> Vec<Problem> {
    let missing = has.iter().filter(|(key, _)| !lacks.contains_key(*key));
    missing
        .map(|(key, line)| Problem::in_path(to, 0, format!("lacks `{key}` ({from}:{line} has it)")))
        .collect()
}

/// All crates share one book of sentences: the program refuses one that says a key twice.
fn repeated(keys: &Keys, all: &Places, file: &File) -> Vec<Problem> {
    let twice = keys.iter().filter_map(|(key, line)| Some((key, line, all.get(key)?)));
    twice
        .map(|(key, line, place)| {
            Problem::at(file, *line, format!("has `{key}`, which stands in {place} already"))
        })
        .collect()
}

/// What the tree asks its sentences for.
#[derive(Default)]
struct Asked {
    /// Keys that must exist, with where they are asked for.
    needed: Vec<(String, String, usize)>,
    /// Every text that may be a key, or the beginning of one.
    texts: BTreeSet<String>,
    beginnings: BTreeSet<String>,
}

impl Asked {
    fn text(&mut self, text: &str) {
        let beginning = text.split('{').next().unwrap_or_default();
        if beginning.len() > 2 && beginning.ends_with('-') {
            self.beginnings.insert(beginning.to_owned());
        }
        self.texts.insert(text.to_owned());
    }

    fn uses(&self, key: &str) -> bool {
        let message = key.split('.').next().unwrap_or(key);
        key.starts_with("error-")
            || self.texts.contains(key)
            || self.texts.contains(message)
            || self.beginnings.iter().any(|beginning| key.starts_with(beginning.as_str()))
    }

    fn unknown(&self, all: &Places) -> Vec<Problem> {
        let unknown = self.needed.iter().filter(|(key, ..)| !all.contains_key(key));
        unknown
            .map(|(key, path, line)| {
                Problem::in_path(path, *line, format!("asks for `{key}`, which no locale has"))
            })
            .collect()
    }
}

fn asked(tree: &Tree) -> Asked {
    let mut asked = Asked::default();
    let crates: BTreeSet<&str> = tree.crates.iter().map(|c| c.name.as_str()).collect();
    for (krate, file) in tree.rust().filter(|(_, f)| !f.is_test()) {
        if krate.folder != "xtask"
            && let Some(syntax) = file.syntax()
        {
            for text in rust::texts(syntax) {
                asked.text(&text.value);
                if let Some(key) = key_of(&text, &crates) {
                    asked.needed.push((key, file.path.clone(), text.line));
                }
            }
        }
    }
    let templates = tree.ending(".html").filter(|f| f.path.contains("/templates/") && !f.is_test());
    templates.for_each(|file| asked.template(file));
    asked
}

/// The key a text in Rust needs: the argument of `t`, or the code of an error.
fn key_of(text: &rust::Text, crates: &BTreeSet<&str>) -> Option<String> {
    let call = text.argument_of.as_deref().unwrap_or_default();
    if ASKING.contains(&call) && is_key(&text.value) {
        return Some(text.value.clone());
    }
    let (of, what) = text.value.split_once('/')?;
    let names_code = text.function.as_deref().is_some_and(|f| f == "code" || f.ends_with("_code"));
    let is_code = is_key(what) && crates.contains(of);
    let told = call == "Error::new" || names_code;
    (is_code && told).then(|| format!("error-{of}-{what}"))
}

/// Letters, digits and dashes, and perhaps an attribute; a beginning (`state-`) is none.
fn is_key(text: &str) -> bool {
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '.';
    !text.is_empty() && text.chars().all(allowed) && !text.ends_with('-')
}

impl Asked {
    /// Reads `t("key")` and every quoted text between the braces of a template.
    fn template(&mut self, file: &File) {
        let mut line = 1;
        let mut rest = file.text.as_str();
        while let Some(start) = rest.find("{{").into_iter().chain(rest.find("{%")).min() {
            line += rest[..start].matches('\n').count();
            let inside = &rest[start + 2..];
            let end = inside.find("}}").into_iter().chain(inside.find("%}")).min();
            let end = end.unwrap_or(inside.len());
            self.expression(&inside[..end], file, line);
            line += inside[..end].matches('\n').count();
            rest = &inside[end..];
        }
    }

    fn expression(&mut self, expression: &str, file: &File, mut line: usize) {
        let mut parts = expression.split('"');
        let mut before = parts.next().unwrap_or_default();
        while let (Some(text), Some(after)) = (parts.next(), parts.next()) {
            line += before.matches('\n').count();
            self.text(text);
            let whole = [')', ','].iter().any(|end| after.trim_start().starts_with(*end));
            if whole && is_key(text) && asks(before) {
                self.needed.push((text.to_owned(), file.path.clone(), line));
            }
            before = after;
        }
    }
}

/// Whether what stands before a quoted text calls for a sentence.
fn asks(before: &str) -> bool {
    let Some(call) = before.strip_suffix('(') else { return false };
    let name = call.rsplit(|c: char| !(c.is_alphanumeric() || c == '_')).next().unwrap_or_default();
    ASKING.contains(&name)
}
