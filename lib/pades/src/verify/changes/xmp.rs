//! XMP as a list of properties, enough to see whether two packets say the same.
//!
//! A property may be written as an attribute or as an element, and programs that change a date
//! write the whole packet anew. So names and texts are compared, sorted, without structure.

/// Properties of a program's own book-keeping (XMP specification part 1 §8.4, part 2 §3.1).
const OWN: [&str; 9] = [
    "xmp:ModifyDate",
    "xmp:MetadataDate",
    "xmp:CreateDate",
    "xmp:CreatorTool",
    "pdf:Producer",
    "xmpMM:InstanceID",
    "xmpMM:DocumentID",
    "x:xmptk",
    "rdf:about",
];

/// Names and texts, sorted. Nothing when it is no well-formed XML, or declares entities.
pub fn properties(xml: &[u8]) -> Option<Vec<(String, String)>> {
    let text = std::str::from_utf8(xml).ok()?;
    let mut found = Vec::new();
    let mut open: Vec<&str> = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find('<') {
        let (before, tag) = rest.split_at(start);
        note(&open, before, &mut found);
        let end = if tag.starts_with("<!--") {
            tag.find("-->")? + 3
        } else if tag.starts_with("<?") {
            tag.find("?>")? + 2
        } else if tag.starts_with("<!") {
            return None;
        } else {
            let end = tag_end(tag)?;
            element(tag.get(1..end - 1)?, &mut open, &mut found)?;
            end
        };
        rest = tag.get(end..)?;
    }
    found.sort();
    open.is_empty().then_some(found)
}

/// Behind the `>` of a tag; quotes may hold one.
fn tag_end(tag: &str) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in tag.bytes().enumerate() {
        match (quote, byte) {
            (Some(open), byte) if byte == open => quote = None,
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'>') => return Some(at + 1),
            _ => {}
        }
    }
    None
}

fn element<'t>(
    inside: &'t str,
    open: &mut Vec<&'t str>,
    found: &mut Vec<(String, String)>,
) -> Option<()> {
    if let Some(name) = inside.strip_prefix('/') {
        return (open.pop()? == name.trim_end()).then_some(());
    }
    let (inside, is_empty) = match inside.strip_suffix('/') {
        Some(inside) => (inside, true),
        None => (inside, false),
    };
    let end = inside.find(|c: char| c.is_ascii_whitespace()).unwrap_or(inside.len());
    let (name, attributes) = inside.split_at(end);
    attributes_of(attributes, found)?;
    if !is_empty {
        open.push(name);
    }
    // Deeper than any packet: bounds the stack of names.
    (!name.is_empty() && open.len() <= 64).then_some(())
}

fn attributes_of(mut rest: &str, found: &mut Vec<(String, String)>) -> Option<()> {
    loop {
        rest = rest.trim_start();
        if rest.is_empty() {
            return Some(());
        }
        let (name, after) = rest.split_once('=')?;
        let after = after.trim_start();
        let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let (value, left) = after.get(1..)?.split_once(quote)?;
        property(name.trim_end(), value, found);
        rest = left;
    }
}

/// Text inside of elements belongs to the innermost property: lists have names of their own.
fn note(open: &[&str], text: &str, found: &mut Vec<(String, String)>) {
    let named = open.iter().rev().find(|name| !name.starts_with("rdf:"));
    if let Some(name) = named.filter(|_| !text.trim().is_empty()) {
        property(name, text, found);
    }
}

fn property(name: &str, value: &str, found: &mut Vec<(String, String)>) {
    let value = value.trim();
    let is_declaration = name.starts_with("xmlns");
    if !is_declaration && !OWN.contains(&name) && !value.is_empty() {
        found.push((name.to_owned(), value.to_owned()));
    }
}
