//! Why something is no cube.

/// A cube that contradicts itself.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CubeError {
    #[error("`{id}` is no identifier: letters, digits and underscores, a letter first")]
    Identifier { id: String },
    #[error("the dimension `{dimension}` has no codes")]
    Empty { dimension: String },
    #[error("`{id}` stands twice in `{within}`")]
    Twice { id: String, within: String },
    #[error("the code `{code}` of `{dimension}` is below `{parent}`, which is not above it there")]
    Parent { dimension: String, code: String, parent: String },
    #[error("a cube has one dimension of time and one of measures, and at most one of regions")]
    Roles,
    #[error("the measure `{code}` has no unit, or a unit stands at a code that is no measure")]
    Unit { code: String },
    #[error("{found} cells do not fill a cube of {expected}")]
    Size { found: usize, expected: usize },
    #[error("the figure {value} has more decimals than the {decimals} of its measure `{measure}`")]
    Decimals { value: String, measure: String, decimals: u8 },
}
