//! Names of the published files (C2SP tlog-tiles, "Merkle Tree" and "Log Entries").

use std::fmt;

use crate::FULL;

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Hashes of this level; level 0 holds the hashes of entries.
    Tile(u8),
    /// The entries themselves.
    Entries,
}

/// A tile or a bundle: the `index`-th of its kind, `width` hashes or entries wide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Address {
    pub kind: Kind,
    pub index: u64,
    /// From 1 to 256; less than 256 is a partial one (`.p/W`).
    pub width: u64,
}

impl Address {
    /// Reads a path such as `tile/0/x001/067.p/112` or `tile/entries/000`.
    pub fn parse(path: &str) -> Option<Self> {
        let mut parts: Vec<&str> = path.strip_prefix("tile/")?.split('/').collect();
        let kind = match parts.remove(0) {
            "entries" => Kind::Entries,
            level => Kind::Tile(canonical(level).and_then(|l| u8::try_from(l).ok())?),
        };
        let width = match parts.as_slice() {
            [.., before, width] if before.ends_with(".p") => {
                let width = canonical(width).filter(|w| (1..FULL).contains(w))?;
                parts.pop();
                width
            }
            _ => FULL,
        };
        let name = parts.pop()?;
        let last = if width < FULL { name.strip_suffix(".p")? } else { name };
        let mut index = three_digits(last)?;
        let mut weight = 1_000_u64;
        for part in parts.iter().rev() {
            let digits = three_digits(part.strip_prefix('x')?)?;
            index = digits.checked_mul(weight)?.checked_add(index)?;
            weight = weight.checked_mul(1_000)?;
        }
        let address = Self { kind, index, width };
        // One file has one name: no needless x000.
        (address.to_string() == path).then_some(address)
    }

    /// All files of a kind for a tree of this size, the partial one last.
    pub fn all(kind: Kind, size: u64) -> impl Iterator<Item = Self> {
        let count = match kind {
            Kind::Entries => size,
            // A level has one hash per full tile of the level below.
            Kind::Tile(level) => size.checked_shr(8 * u32::from(level)).unwrap_or(0),
        };
        let part = count % FULL;
        let full = (0..count / FULL).map(move |index| Self { kind, index, width: FULL });
        full.chain((part > 0).then_some(Self { kind, index: count / FULL, width: part }))
    }

    /// The first entry or hash of its level in it.
    pub fn first(&self) -> u64 {
        self.index * FULL
    }
}

fn canonical(text: &str) -> Option<u64> {
    text.parse().ok().filter(|number: &u64| number.to_string() == text)
}

fn three_digits(text: &str) -> Option<u64> {
    (text.len() == 3 && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok())?
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            Kind::Entries => f.write_str("tile/entries/")?,
            Kind::Tile(level) => write!(f, "tile/{level}/")?,
        }
        let mut groups = vec![self.index % 1_000];
        let mut rest = self.index / 1_000;
        while rest > 0 {
            groups.push(rest % 1_000);
            rest /= 1_000;
        }
        for group in groups.iter().skip(1).rev() {
            write!(f, "x{group:03}/")?;
        }
        write!(f, "{:03}", self.index % 1_000)?;
        if self.width < FULL { write!(f, ".p/{}", self.width) } else { Ok(()) }
    }
}
