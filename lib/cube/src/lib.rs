//! A cube of figures, the one shape in which statistics are kept, asked for and given away.
//!
//! A [`Cube`] has ordered [`Dimension`]s, each over a list of [`Code`]s: one of them is time, one may be
//! the region, and one names what is measured, each measure with its unit. A [`Cell`] is a published
//! figure with its mark, or says why there is none. Cells stand in row-major order (the last dimension
//! runs fastest), as in JSON-stat, so that every format is one walk over the same sequence.
//!
//! [`json_stat`] and [`table`] write a cube as others read it. Figures leave as the digits they are:
//! nothing here goes through floating point.
//!
//! The crate knows no table of any database, no rights and no releases: who builds a cube has asked
//! already what may be shown.

mod cell;
mod code;
mod error;
pub mod json_stat;
mod select;
mod shape;
pub mod table;

pub use cell::{Cell, Mark, Missing};
pub use code::{Code, Dimension, ListName, Role, Text, Unit};
pub use error::CubeError;
pub use shape::{About, Cube};
