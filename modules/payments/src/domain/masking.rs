//! What the public sees of a person: enough to recognise one's own, too little to learn another's.

/// `Rahma Contoh` becomes `R**** C****`: the first letter of each word and always four stars, so
/// that not even the length of a name is told.
pub fn name(full: &str) -> String {
    let words = full.split_whitespace().take(3);
    let firsts = words.filter_map(|word| word.chars().find(|c| c.is_alphabetic()));
    firsts.map(|first| format!("{}****", first.to_uppercase())).collect::<Vec<_>>().join(" ")
}
