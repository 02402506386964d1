//! Values every crate of the house shares.
//!
//! Nothing here does I/O, reads a clock or draws a random number: those come in as
//! [`Clock`] and [`Random`]. Natural keys are parsed once at the door ([`Nop::parse`]) and are
//! true afterwards; money is [`Rupiah`], a rate or a share is an exact [`Fraction`], and rounding
//! is always a named argument.

mod border;
mod clock;
mod decimal;
mod error;
pub mod format;
mod fraction;
mod id;
mod language;
mod nik;
mod nip;
mod nop;
mod region;
mod rupiah;
mod time;
pub mod words;

pub use clock::{Clock, Random};
pub use decimal::{Decimal, DecimalError};
pub use error::{Error, Kind, Result};
pub use fraction::{Fraction, FractionError, Rounding};
pub use id::Id;
pub use language::Language;
pub use nik::{Nik, NikError};
pub use nip::{Nip, NipError};
pub use nop::{Nop, NopError, NopVillage};
pub use region::{RegionCode, RegionCodeError, RegionLevel};
pub use rupiah::{Rupiah, RupiahError};
pub use time::{Date, Instant, InstantError, Zone, ZoneError};
