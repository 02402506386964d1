//! What a file may ask of the reader before it is refused.

/// Bounds on every loop and every allocation. The defaults let a file of 100 MB be read within
/// 512 MB and a few seconds, whatever it says of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the whole file.
    pub file: usize,
    /// Arrays and dictionaries inside each other.
    pub depth: usize,
    /// Values inside one indirect object.
    pub items: usize,
    /// Cross-reference sections, hybrid streams counted.
    pub sections: usize,
    /// Entries of all sections together.
    pub entries: usize,
    /// The highest object number; ISO 32000-1 annex C names this one.
    pub number: u32,
    /// Bytes one stream may have when decoded.
    pub decoded: usize,
    /// Bytes all object streams together may have when decoded, their directories counted.
    pub decoded_total: usize,
    /// How many times longer a stream may become by decoding; the first MiB is free.
    pub ratio: usize,
    /// Filters of one stream, one after the other.
    pub filters: usize,
    /// References that lead to references.
    pub hops: usize,
    /// Nodes of the page tree or of the field tree.
    pub nodes: usize,
    /// Levels of the page tree or of the field tree.
    pub levels: usize,
    /// Bytes of a field's full name.
    pub name: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file: 100 << 20,
            depth: 64,
            items: 1_000_000,
            sections: 1_000,
            entries: 1_500_000,
            number: 8_388_607,
            decoded: 64 << 20,
            decoded_total: 128 << 20,
            ratio: 300,
            filters: 4,
            hops: 32,
            nodes: 100_000,
            levels: 64,
            name: 4_096,
        }
    }
}
