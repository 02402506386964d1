//! Charts and maps that are drawn on the server and can be read without script.
//!
//! A chart is a plain value ([`Comparison`], [`Columns`], [`Lines`], [`Trend`], [`Choropleth`]) whose `draw`
//! makes a [`Drawing`]: shapes in whole units, each with a [`Tone`]. `Drawing::to_svg` writes it
//! for a page, where the tone is a class of the stylesheet; a PDF walks over the same shapes and
//! takes [`Tone::print_colour`].
//!
//! Figures come in as `i64` and are scaled in integers, so no amount of money ever passes through
//! floating point; only longitudes and latitudes do. A chart is an extra: the table with the same
//! figures stands beside it and is the caller's.

mod bar;
pub mod breaks;
mod columns;
mod compare;
mod drawing;
pub mod legend;
mod lines;
pub mod map;
mod measure;
mod svg;
mod tone;
mod trend;

pub use bar::{Bar, bar, bar_with_target, proportion};
pub use breaks::Breaks;
pub use columns::{Column, Columns};
pub use compare::{Comparison, Part, Row};
pub use drawing::{Anchor, Drawing, Point, Shape};
pub use lines::Lines;
pub use map::{Boundaries, Choropleth, Shade};
pub use tone::Tone;
pub use trend::{Moment, Trend};
