//! The body of a letter as its writer types it: a small markup that becomes a tree of values.
//!
//! | Typed | Means |
//! |---|---|
//! | an empty line | a new paragraph |
//! | a line break | a new line of the paragraph |
//! | `**tebal**`, `_miring_`, `__garis bawah__` | bold, italics, underlined |
//! | `1. `, `a. `, `1) `, `a) `, `- ` at the beginning of a line | a list; indented: a list within |
//! | `Hari :: Senin` | label and value, the colons below each other |
//! | <code>\| No \| Nama \|</code>, second line <code>\|---\|---:\|</code> | a table; `---:` right, `:---:` centred |
//! | `# Judul` | a heading |
//! | `\*`, `\_`, `\|`, `\\` … | the character itself |
//!
//! Nothing else has a meaning, and nothing is refused: what is not markup is text. The tree goes into
//! the fields of a [`Sheet`](crate::Sheet) as JSON and is laid out by `isi` of the prelude. Text is
//! never given to the compiler as source.

mod block;
mod inline;
mod list;
mod table;

use serde::{Deserialize, Serialize};

/// A part of the body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Block {
    Paragraph {
        runs: Vec<Run>,
    },
    Heading {
        runs: Vec<Run>,
    },
    List {
        marker: Marker,
        start: u32,
        items: Vec<Vec<Self>>,
    },
    /// Labels and values.
    Details {
        rows: Vec<Detail>,
    },
    Table {
        align: Vec<Align>,
        head: Vec<Vec<Run>>,
        rows: Vec<Vec<Vec<Run>>>,
    },
}

/// Text in one style.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    pub text: String,
    #[serde(default, skip_serializing_if = "is_off")]
    pub bold: bool,
    #[serde(default, skip_serializing_if = "is_off")]
    pub italic: bool,
    #[serde(default, skip_serializing_if = "is_off")]
    pub underline: bool,
}

/// A label and its value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Detail {
    pub label: Vec<Run>,
    pub value: Vec<Run>,
}

/// How the items of a list are marked; the names are the patterns of the compiler.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Marker {
    #[serde(rename = "1.")]
    Number,
    #[serde(rename = "a.")]
    Letter,
    #[serde(rename = "1)")]
    NumberParen,
    #[serde(rename = "a)")]
    LetterParen,
    #[serde(rename = "-")]
    Dash,
}

/// The side to which a column of a table is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Align {
    Left,
    Center,
    Right,
}

/// Reads what a writer typed. Every text is readable; control characters are left out.
pub fn parse(text: &str) -> Vec<Block> {
    let clean: String = text.replace("\r\n", "\n").replace('\t', "    ");
    let clean: String = clean.chars().filter(|c| *c == '\n' || !c.is_control()).collect();
    let lines: Vec<&str> = clean.lines().map(str::trim_end).collect();
    block::blocks(&lines, 0)
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde gives a reference")]
fn is_off(flag: &bool) -> bool {
    !flag
}
