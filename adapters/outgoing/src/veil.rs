//! What a service says, without what it must not repeat. One service is known to send a passphrase
//! back inside its error.

/// Longer words are a page of a server.
const LONGEST: usize = 200;

/// So many digits in a row are a number of a person.
const MANY_DIGITS: usize = 10;

/// A shorter secret cannot be told from the words around it, so then nothing is repeated.
const SHORT: usize = 4;

/// The words, fit for logs and errors: without control characters, without the secrets and the names
/// in any case of letters, without long numbers, and short.
pub fn covered(words: &str, secrets: &[&str], names: &[&str]) -> String {
    let given = |secret: &&&str| !secret.is_empty();
    if secrets.iter().filter(given).any(|secret| secret.chars().count() < SHORT) {
        return "(words withheld)".to_owned();
    }
    let mut text: String = words.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    for hidden in secrets.iter().chain(names) {
        text = without(&text, hidden);
    }
    let text = without_numbers(&text);
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}

/// Every appearance gone, in capital or small letters.
fn without(text: &str, hidden: &str) -> String {
    let hidden: Vec<char> = hidden.chars().flat_map(char::to_lowercase).collect();
    if hidden.is_empty() {
        return text.to_owned();
    }
    let chars: Vec<char> = text.chars().collect();
    let small: Vec<char> = chars.iter().map(|c| c.to_lowercase().next().unwrap_or(*c)).collect();
    let mut kept = String::new();
    let mut at = 0;
    while let Some(&c) = chars.get(at) {
        if small.get(at..).is_some_and(|rest| rest.starts_with(&hidden)) {
            kept.push('…');
            at += hidden.len();
        } else {
            kept.push(c);
            at += 1;
        }
    }
    kept
}

fn without_numbers(text: &str) -> String {
    let mut kept = String::new();
    let mut digits = String::new();
    for c in text.chars().chain(['\0']) {
        if c.is_ascii_digit() {
            digits.push(c);
            continue;
        }
        kept.push_str(if digits.len() < MANY_DIGITS { &digits } else { "…" });
        digits.clear();
        if c != '\0' {
            kept.push(c);
        }
    }
    kept
}
