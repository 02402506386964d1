//! How things are called inside a ZIP file.
//!
//! A name that a person chose never becomes a path: only ASCII letters, digits, dots, dashes and
//! underscores are kept, no part begins with a dot, and each begins with what the program gave it.
//! So nothing leads out of the folder it is unpacked into, on any system, and no two are the same.

/// Characters of a name in which every other one becomes a dash; `most` of them. Empty becomes `-`.
pub fn plain(text: &str, most: usize) -> String {
    let keep = |c: char| if c.is_ascii_alphanumeric() || "._-".contains(c) { c } else { '-' };
    let mut name = String::new();
    for c in text.trim().chars().map(keep) {
        // One dash for a row of them, so that long numbers stay readable.
        if !(c == '-' && name.ends_with('-')) && name.len() < most {
            name.push(c);
        }
    }
    let name = name.trim_start_matches(['.', '-']).trim_end_matches(['.', '-']).to_owned();
    if name.is_empty() { "-".to_owned() } else { name }
}

/// The folder of a letter: where it belongs, its day, its number, and the end of its id so that two
/// letters of one number stay apart.
pub fn folder(below: &str, day: &str, number: &str, id: &str) -> String {
    let day = if day.is_empty() { "tanpa-tanggal" } else { day };
    let number = if number.is_empty() { "tanpa-nomor".to_owned() } else { plain(number, 60) };
    let tail = id.len().saturating_sub(8);
    let id = plain(id.get(tail..).unwrap_or(id), 8).to_lowercase();
    format!("{below}/{}_{number}_{id}", plain(day, 20))
}
