//! Class tables: which class a value per m² falls in, and what that class counts for.
//!
//! A class holds the values *above* its lower bound and *up to* its upper bound (KMK 523/1998:
//! "> a s/d b"); the lower bound is the upper bound of the class below, 0 for the lowest. Tables
//! are data with a name and a citation: a regency may have its own (PMK 85/2024).

use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;

use base::{Fraction, Rounding, Rupiah};
use serde::{Deserialize, Serialize};

/// The name of a class as the registry stores it: one to three letters or digits, `"001"` the
/// highest.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ClassCode([u8; 3]);

/// What is classified.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClassKind {
    Land,
    Building,
}

/// One class: values above `above` and up to `up_to` count as `njop`. All in rupiah per m².
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Class {
    pub code: ClassCode,
    pub above: Rupiah,
    pub up_to: Rupiah,
    pub njop: Rupiah,
}

/// Where a value per m² falls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Placement {
    Class(Class),
    /// Higher than every class: the actual value counts.
    AboveTop {
        top: Rupiah,
    },
    /// A value of zero lies below the lowest class and counts as zero.
    Zero,
}

/// A class table for land and buildings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClassTable {
    id: String,
    citation: String,
    land: Vec<Class>,
    building: Vec<Class>,
}

/// Why a class table cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ClassTableError {
    #[error("there is no class table `{id}`; known is {PMK_150_2010}")]
    Unknown { id: String },
    #[error("the class table has no {} classes", kind.word())]
    Empty { kind: ClassKind },
    #[error(
        "line {line}: write kind,class,upper bound,njop, for example land,051,3200,3100 (thousand rupiah per m²)"
    )]
    Line { line: usize },
    #[error("class {code} of {}: the bounds must rise from class to class and the NJOP must lie inside its class", kind.word())]
    Disorder { kind: ClassKind, code: ClassCode },
}

/// The id of the table of PMK 150/PMK.03/2010.
pub const PMK_150_2010: &str = "PMK-150-2010";

static BUILT_IN: LazyLock<Result<ClassTable, ClassTableError>> = LazyLock::new(|| {
    let rows = include_str!("../data/njop_classes.csv");
    ClassTable::parse_csv(PMK_150_2010, "PMK 150/PMK.03/2010", rows)
});

impl ClassTable {
    /// The table with this id, out of those the program carries.
    pub fn built_in(id: &str) -> Result<&'static Self, ClassTableError> {
        if id != PMK_150_2010 {
            return Err(ClassTableError::Unknown { id: id.to_owned() });
        }
        BUILT_IN.as_ref().map_err(Clone::clone)
    }

    /// Reads a table with the columns kind, class, upper bound and NJOP, both in thousand rupiah
    /// per m² as decimal text, after one header line; any order of rows.
    pub fn parse_csv(id: &str, citation: &str, text: &str) -> Result<Self, ClassTableError> {
        let (mut land, mut building) = (Vec::new(), Vec::new());
        for (at, line) in text.lines().enumerate().skip(1).filter(|(_, l)| !l.trim().is_empty()) {
            let (kind, class) = parse_line(line).ok_or(ClassTableError::Line { line: at + 1 })?;
            match kind {
                ClassKind::Land => land.push(class),
                ClassKind::Building => building.push(class),
            }
        }
        let land = in_order(ClassKind::Land, land)?;
        let building = in_order(ClassKind::Building, building)?;
        Ok(Self { id: id.to_owned(), citation: citation.to_owned(), land, building })
    }

    pub fn id(&self) -> &str {
        &self.id
    }

    /// The regulation that sets the table.
    pub fn citation(&self) -> &str {
        &self.citation
    }

    /// The classes of a kind, lowest first.
    pub fn classes(&self, kind: ClassKind) -> &[Class] {
        match kind {
            ClassKind::Land => &self.land,
            ClassKind::Building => &self.building,
        }
    }

    /// Where an exact value per m² falls.
    pub fn place(&self, kind: ClassKind, value: Fraction) -> Placement {
        // The bounds are whole, so `bound < value` says the same as `bound < value rounded up`:
        // comparing whole numbers is as exact as comparing quotients, and much faster.
        let whole = value.round(Rounding::Ceil);
        if whole <= 0 {
            return Placement::Zero;
        }
        let classes = self.classes(kind);
        let found = classes.partition_point(|class| i128::from(class.up_to.0) < whole);
        match (classes.get(found), classes.last()) {
            (Some(class), _) => Placement::Class(*class),
            (None, top) => Placement::AboveTop { top: top.map_or(Rupiah::ZERO, |c| c.up_to) },
        }
    }
}

fn parse_line(line: &str) -> Option<(ClassKind, Class)> {
    let mut cells = line.split(',').map(str::trim);
    let kind = match cells.next()? {
        "land" => ClassKind::Land,
        "building" => ClassKind::Building,
        _ => return None,
    };
    let code = cells.next()?.parse().ok()?;
    let (up_to, njop) = (thousands(cells.next()?)?, thousands(cells.next()?)?);
    cells.next().is_none().then_some((kind, Class { code, above: Rupiah::ZERO, up_to, njop }))
}

/// Thousand rupiah as decimal text; `None` unless it is a whole number of rupiah.
fn thousands(text: &str) -> Option<Rupiah> {
    let value = Fraction::parse_decimal(text).ok()?.checked_mul(Fraction::whole(1000)).ok()?;
    if value.denominator() != 1 {
        return None;
    }
    i64::try_from(value.numerator()).ok().map(Rupiah)
}

/// Sorts classes from the lowest up and gives each its lower bound.
fn in_order(kind: ClassKind, mut classes: Vec<Class>) -> Result<Vec<Class>, ClassTableError> {
    if classes.is_empty() {
        return Err(ClassTableError::Empty { kind });
    }
    classes.sort_by_key(|class| class.up_to);
    let mut above = Rupiah::ZERO;
    let mut codes = Vec::with_capacity(classes.len());
    for class in &mut classes {
        class.above = above;
        let inside = above < class.njop && class.njop <= class.up_to;
        if !inside || codes.contains(&class.code) {
            return Err(ClassTableError::Disorder { kind, code: class.code });
        }
        codes.push(class.code);
        above = class.up_to;
    }
    Ok(classes)
}

impl ClassKind {
    fn word(self) -> &'static str {
        match self {
            Self::Land => "land",
            Self::Building => "building",
        }
    }
}

/// Why a text is not the name of a class.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a class is one to three letters or digits, for example 021")]
pub struct ClassCodeError;

impl ClassCode {
    pub fn as_str(&self) -> &str {
        let end = self.0.iter().position(|&b| b == 0).unwrap_or(self.0.len());
        // Only ASCII is ever stored, so this cannot fail.
        std::str::from_utf8(&self.0[..end]).unwrap_or_default()
    }
}

impl FromStr for ClassCode {
    type Err = ClassCodeError;

    fn from_str(text: &str) -> Result<Self, ClassCodeError> {
        let mut code = [0; 3];
        let fits = (1..=code.len()).contains(&text.len());
        if !fits || !text.bytes().all(|b| b.is_ascii_alphanumeric()) {
            return Err(ClassCodeError);
        }
        code[..text.len()].copy_from_slice(text.as_bytes());
        Ok(Self(code))
    }
}

impl TryFrom<String> for ClassCode {
    type Error = ClassCodeError;

    fn try_from(text: String) -> Result<Self, ClassCodeError> {
        text.parse()
    }
}

impl From<ClassCode> for String {
    fn from(code: ClassCode) -> Self {
        code.as_str().to_owned()
    }
}

impl fmt::Display for ClassCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for ClassCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
