//! The cube itself.

use std::collections::HashSet;

use base::Instant;

use crate::{Cell, Code, CubeError, Dimension, Role, Text};

/// What is said about a cube beside its figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// Of the dataset: `POV`; letters, digits and underscores.
    pub id: String,
    /// Of the release, counted from 1: figures of a version never change.
    pub version: u32,
    /// Who publishes it, as an identifier: `KUTIM`.
    pub agency: String,
    pub title: Text,
    /// Whose figures they are.
    pub source: Text,
    /// When this version was released.
    pub released: Instant,
    /// Breaks of a series, corrections, methods: what has to be read with the figures.
    pub notes: Vec<Text>,
}

/// Figures along dimensions, complete: each combination of codes has its cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cube {
    about: About,
    dimensions: Vec<Dimension>,
    cells: Vec<Cell>,
}

impl Cube {
    /// Cells in row-major order: the last dimension runs fastest.
    ///
    /// # Errors
    /// [`CubeError`]: identifiers, roles, codes, parents, units, the number of cells, decimals.
    pub fn new(
        about: About,
        dimensions: Vec<Dimension>,
        cells: Vec<Cell>,
    ) -> Result<Self, CubeError> {
        check_identifier(&about.id)?;
        check_identifier(&about.agency)?;
        check_roles(&dimensions)?;
        all_differ("the cube", dimensions.iter().map(|it| it.id.as_str()))?;
        dimensions.iter().try_for_each(check_dimension)?;
        let sizes = dimensions.iter().map(|it| it.codes.len());
        let expected = sizes.fold(1_usize, usize::saturating_mul);
        if cells.len() != expected {
            return Err(CubeError::Size { found: cells.len(), expected });
        }
        let made = Self { about, dimensions, cells };
        made.check_decimals()?;
        Ok(made)
    }

    pub fn about(&self) -> &About {
        &self.about
    }

    pub fn dimensions(&self) -> &[Dimension] {
        &self.dimensions
    }

    /// In row-major order.
    pub fn cells(&self) -> &[Cell] {
        &self.cells
    }

    /// Codes per dimension.
    pub fn sizes(&self) -> Vec<usize> {
        self.dimensions.iter().map(|it| it.codes.len()).collect()
    }

    /// The dimension of a role; of [`Role::Breakdown`] the first.
    pub fn of_role(&self, role: Role) -> Option<(usize, &Dimension)> {
        self.dimensions.iter().enumerate().find(|(_, it)| it.role == role)
    }

    /// Each cell with its code in every dimension, in row-major order.
    pub fn rows(&self) -> impl Iterator<Item = (Vec<&Code>, Cell)> {
        self.cells.iter().enumerate().map(|(at, cell)| (self.codes_at(at), *cell))
    }

    /// The codes of the cell at a place.
    pub(crate) fn codes_at(&self, place: usize) -> Vec<&Code> {
        let mut rest = place;
        let mut codes: Vec<&Code> = Vec::with_capacity(self.dimensions.len());
        for dimension in self.dimensions.iter().rev() {
            let size = dimension.codes.len();
            codes.extend(dimension.codes.get(rest % size));
            rest /= size;
        }
        codes.reverse();
        codes
    }

    fn check_decimals(&self) -> Result<(), CubeError> {
        let Some((at, _)) = self.of_role(Role::Measure) else { return Err(CubeError::Roles) };
        for (codes, cell) in self.rows() {
            let unit = codes[at].unit.as_ref().map_or(0, |unit| unit.decimals);
            if let Some(value) = cell.value().filter(|value| value.places() > unit) {
                return Err(CubeError::Decimals {
                    value: value.to_string(),
                    measure: codes[at].id.clone(),
                    decimals: unit,
                });
            }
        }
        Ok(())
    }
}

fn check_roles(dimensions: &[Dimension]) -> Result<(), CubeError> {
    let count = |role| dimensions.iter().filter(|it| it.role == role).count();
    let fits = count(Role::Time) == 1 && count(Role::Measure) == 1 && count(Role::Region) <= 1;
    if fits { Ok(()) } else { Err(CubeError::Roles) }
}

fn check_dimension(it: &Dimension) -> Result<(), CubeError> {
    check_identifier(&it.id)?;
    check_identifier(&it.list.id)?;
    check_identifier(&it.list.agency)?;
    if it.codes.is_empty() {
        return Err(CubeError::Empty { dimension: it.id.clone() });
    }
    all_differ(&it.id, it.codes.iter().map(|code| code.id.as_str()))?;
    for code in &it.codes {
        if (it.role == Role::Measure) != code.unit.is_some() {
            return Err(CubeError::Unit { code: code.id.clone() });
        }
        check_parent(it, code)?;
    }
    Ok(())
}

/// The parent stands in the same dimension, and nothing is above itself.
fn check_parent(it: &Dimension, code: &Code) -> Result<(), CubeError> {
    let above = |one: &Code| one.parent.as_ref().map(|parent| (parent.clone(), it.place(parent)));
    let mut at = code;
    for _ in 0..=it.codes.len() {
        let Some((parent, place)) = above(at) else { return Ok(()) };
        let Some(next) = place.and_then(|place| it.codes.get(place)) else {
            let (dimension, code) = (it.id.clone(), at.id.clone());
            return Err(CubeError::Parent { dimension, code, parent });
        };
        at = next;
    }
    let parent = code.parent.clone().unwrap_or_default();
    Err(CubeError::Parent { dimension: it.id.clone(), code: code.id.clone(), parent })
}

/// As SDMX and most programs allow: letters, digits and underscores, a letter first.
fn check_identifier(id: &str) -> Result<(), CubeError> {
    let begins = id.bytes().next().is_some_and(|b| b.is_ascii_alphabetic());
    let fits = id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    if begins && fits { Ok(()) } else { Err(CubeError::Identifier { id: id.to_owned() }) }
}

fn all_differ<'c>(within: &str, ids: impl Iterator<Item = &'c str>) -> Result<(), CubeError> {
    let mut seen = HashSet::new();
    for id in ids {
        if !seen.insert(id) {
            return Err(CubeError::Twice { id: id.to_owned(), within: within.to_owned() });
        }
    }
    Ok(())
}
