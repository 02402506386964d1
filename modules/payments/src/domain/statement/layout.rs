//! How a bank lays its file out: data, so that another bank needs no other program.

use serde::Deserialize;

/// The layouts that come with the program. They are invented, with habits of real ones.
const SHIPPED: &str = include_str!("../../../data/statement-layouts.toml");

/// A layout.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Layout {
    pub id: String,
    pub name: String,
    pub separator: char,
    /// The titles of the columns as the bank writes them: by them a file is recognised, and what
    /// stands above them is left out.
    pub header: Vec<String>,
    /// Beginnings of a first field that is no payment, such as `TOTAL`.
    #[serde(default)]
    pub trailer: Vec<String>,
    /// Order of day (`d`), month (`m`) and year (`y`): `dmy`, `ymd`.
    pub date_order: String,
    pub decimal: Decimal,
    pub columns: Columns,
    /// Words in the column `kind` that say that the bank took a payment back.
    #[serde(default)]
    pub reversal_words: Vec<String>,
}

/// What stands between rupiah and cents, and so also what stands between thousands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decimal {
    /// `127500`
    None,
    /// `127.500,00`
    Comma,
    /// `127,500.00`
    Point,
}

/// Which title stands for what. Several may be left out, but not all that name a bill.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Columns {
    pub date: String,
    pub time: Option<String>,
    pub reference: String,
    pub slip: Option<String>,
    /// A payment code; or a NOP where a bank writes both into one column.
    pub code: Option<String>,
    pub nop: Option<String>,
    pub tax_year: Option<String>,
    /// Gross.
    pub amount: String,
    pub fee: Option<String>,
    /// Gross less fee, held against both.
    pub net: Option<String>,
    pub kind: Option<String>,
}

/// Why layouts cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LayoutError {
    #[error("the layouts cannot be read: {0}")]
    Unreadable(String),
    #[error("layout `{layout}`: there is no title `{title}` in its header")]
    NoTitle { layout: String, title: String },
}

#[derive(Deserialize)]
struct File {
    layout: Vec<Layout>,
}

/// The layouts that come with the program.
///
/// # Errors
/// [`LayoutError`] when the data is not what it should be; a test reads it.
pub fn layouts() -> Result<Vec<Layout>, LayoutError> {
    parse(SHIPPED)
}

fn parse(text: &str) -> Result<Vec<Layout>, LayoutError> {
    let file: File =
        toml::from_str(text).map_err(|error| LayoutError::Unreadable(error.to_string()))?;
    for layout in &file.layout {
        layout.check()?;
    }
    Ok(file.layout)
}

impl Layout {
    fn check(&self) -> Result<(), LayoutError> {
        let c = &self.columns;
        let optional = [&c.time, &c.slip, &c.code, &c.nop, &c.tax_year, &c.fee, &c.net, &c.kind];
        let named = [&c.date, &c.reference, &c.amount].into_iter();
        let mut all = named.chain(optional.into_iter().flatten());
        match all.find(|title| self.place(title).is_none()) {
            None => Ok(()),
            Some(title) => {
                Err(LayoutError::NoTitle { layout: self.id.clone(), title: title.clone() })
            }
        }
    }

    /// In which column a title stands, counted from 0.
    pub fn place(&self, title: &str) -> Option<usize> {
        self.header.iter().position(|known| known == title)
    }

    /// Whether a line of a file is the heading of this layout; case and spaces do not matter.
    pub fn is_header(&self, fields: &[&str]) -> bool {
        let same = |(a, b): (&&str, &String)| a.trim().eq_ignore_ascii_case(b.trim());
        let filled = fields.iter().rposition(|f| !f.trim().is_empty()).map_or(0, |last| last + 1);
        filled == self.header.len() && fields.iter().zip(&self.header).all(same)
    }
}
