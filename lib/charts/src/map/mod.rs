//! Maps of regions: boundaries read once, coloured as often as needed.

mod arcs;
mod boundaries;
mod choropleth;
mod geojson;
mod grid;
mod label;

pub use boundaries::{Boundaries, Region};
pub use choropleth::{Choropleth, Shade};
pub use geojson::BoundaryError;
