//! Codes and names as offices write them (K02).

use base::Fraction;

/// A code of a list, as it may be met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known<'l> {
    pub code: &'l str,
    pub name: &'l str,
}

/// What a text was found to mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found<'l> {
    /// It is the code itself.
    Code(&'l str),
    /// It is the name, up to case, blanks and words such as *Kecamatan*.
    Name(&'l str),
    /// One name is so near that it is probably meant; somebody has to say so.
    Near { code: &'l str, likeness: Fraction },
    /// Several names, or none, are near: the nearest first, at most three.
    Unknown(Vec<&'l str>),
}

/// Names at least this alike are proposed: 18 of 25 letters.
const ALIKE: (i128, i128) = (18, 25);
/// What is proposed is this much nearer than the next one.
const APART: (i128, i128) = (1, 25);

/// Looks a text up. A code is text: `64.1` is not 64.10, and is found only if somebody lost its nought
/// (then it is near, never the code itself).
pub fn find<'l>(text: &str, list: &[Known<'l>]) -> Found<'l> {
    let text = text.trim();
    if let Some(it) = list.iter().find(|it| it.code == text) {
        return Found::Code(it.code);
    }
    let wanted = plain(text);
    let same: Vec<&Known<'l>> = list.iter().filter(|it| plain(it.name) == wanted).collect();
    match same.as_slice() {
        [one] => return Found::Name(one.code),
        // Two villages of one name: somebody has to choose.
        [_, ..] => return Found::Unknown(same.iter().take(3).map(|it| it.code).collect()),
        [] => {}
    }
    if let Some(it) = list.iter().find(|it| lost_nought(text, it.code)) {
        return Found::Near { code: it.code, likeness: Fraction::ONE };
    }
    nearest(&wanted, list)
}

fn nearest<'l>(wanted: &str, list: &[Known<'l>]) -> Found<'l> {
    let mut all: Vec<(Fraction, &'l str)> =
        list.iter().map(|it| (likeness(wanted, &plain(it.name)), it.code)).collect();
    all.sort_by(|one, other| other.cmp(one));
    let limit = |(num, den)| Fraction::new(num, den).unwrap_or(Fraction::ONE);
    all.retain(|(likeness, _)| *likeness >= limit(ALIKE));
    match all.as_slice() {
        [(likeness, code)] => Found::Near { code, likeness: *likeness },
        [(first, code), (second, _), ..]
            if first.checked_sub(*second).is_ok_and(|apart| apart >= limit(APART)) =>
        {
            Found::Near { code, likeness: *first }
        }
        _ => Found::Unknown(all.iter().take(3).map(|(_, code)| *code).collect()),
    }
}

/// How alike two plain names are, from 0 to 1: one less the share of letters that have to be changed,
/// put in, taken out or swapped (optimal string alignment).
pub fn likeness(one: &str, other: &str) -> Fraction {
    let longest = one.chars().count().max(other.chars().count()).max(1);
    let same = longest.saturating_sub(strsim::osa_distance(one, other));
    let of = |count: usize| i128::try_from(count).unwrap_or(i128::MAX);
    Fraction::new(of(same), of(longest)).unwrap_or(Fraction::ZERO)
}

/// A spreadsheet that took 64.10 for a number shows 64.1.
fn lost_nought(text: &str, code: &str) -> bool {
    let is_number = text.split_once('.').is_some_and(|(whole, rest)| {
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        digits(whole) && digits(rest)
    });
    is_number && text != code && code.trim_end_matches('0') == text && code.len() <= text.len() + 1
}

/// Words that say what kind of region a name is of; *kota* is part of names.
const KINDS: [&str; 8] =
    ["kabupaten", "kecamatan", "kelurahan", "desa", "kab", "kec", "kel", "provinsi"];

/// Letters and digits in lower case, without marks above them and without the kind of region before.
pub fn plain(name: &str) -> String {
    let lower = name.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let mut words: Vec<&str> = words.collect();
    while words.len() > 1 && words.first().is_some_and(|first| KINDS.contains(first)) {
        words.remove(0);
    }
    words.concat().chars().map(unmarked).collect()
}

fn unmarked(letter: char) -> char {
    match letter {
        'á' | 'à' | 'â' | 'ä' | 'ã' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'í' | 'ì' | 'î' | 'ï' => 'i',
        'ó' | 'ò' | 'ô' | 'ö' | 'õ' => 'o',
        'ú' | 'ù' | 'û' | 'ü' => 'u',
        other => other,
    }
}
