//! Disclosure control of tables: which figures must not be published, so that nobody can compute
//! what may not be known of one person or one company.
//!
//! A [`Rule`] says which cells are sensitive and between which bounds they must stay hidden
//! ([`Cover`]). Leaving those out is not enough: where the total and the other figures of a line are
//! published, a subtraction brings them back. [`protect()`] finds further cells to leave out, as little
//! as it can, and proves for each sensitive cell by two other tables, which agree with everything that
//! is published, that nobody can tell. [`intervals`] is the other side: what somebody who knows how to
//! compute makes of the published figures.
//!
//! ```
//! use disclosure::{Dimension, Rule, Table, protect};
//!
//! // Poor people with a disability by kecamatan: 2, 7 and 12; the total is published.
//! let places = Dimension::with_total(3);
//! let table = Table::cube(&[places], &[21, 2, 7, 12])?;
//! let rule = Rule::Frequency { least: 3 };
//! let sensitive: Vec<_> = table.frequencies(rule).collect();
//! let pattern = protect(&table, &sensitive)?;
//! // The 2 itself, and the 7, which would give it away.
//! assert_eq!(pattern.hidden().collect::<Vec<_>>(), [1, 2]);
//! # Ok::<(), disclosure::DisclosureError>(())
//! ```
//!
//! Values are whole numbers: counts, or amounts in their smallest unit. The search computes in
//! floating point; what it finds is believed only after it was checked in whole numbers.

mod attack;
mod cube;
mod error;
mod program;
mod protect;
mod rule;
mod table;
mod witness;

pub use attack::{Interval, intervals};
pub use cube::Dimension;
pub use error::DisclosureError;
pub use protect::{Pattern, protect};
pub use rule::{Contributions, Cover, Rule};
pub use table::{Relation, Standing, Table};
pub use witness::Witness;
