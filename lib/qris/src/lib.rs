//! QRIS, the national payment code, as text: read, checked, written.
//!
//! A code is a row of elements (tag, length, value) after the EMVCo merchant-presented mode.
//! [`Qris::parse`] takes it apart and [`Qris::from_elements`] is its inverse. The checksum is
//! compared before any value is trusted, and the order of the elements is kept, so a code that is
//! read and written again is the same text.
//!
//! ```
//! use base::Rupiah;
//! use qris::{Element, Qris, Tag};
//!
//! let code = Qris::from_elements([
//!     Element::text(Tag::VERSION, "01"),
//!     Element::text(Tag::INITIATION, "12"),
//!     Element::template(Tag::NATIONAL, [
//!         (Tag::GUID, qris::NATIONAL_GUID), (Tag::MERCHANT_ID, "ID1020000000001"),
//!     ]),
//!     Element::text(Tag::CATEGORY, "9311"),
//!     Element::text(Tag::CURRENCY, "360"),
//!     Element::amount(Rupiah(127_500)),
//!     Element::text(Tag::COUNTRY, "ID"),
//!     Element::text(Tag::NAME, "BAPENDA UJI"),
//!     Element::text(Tag::CITY, "SANGATTA"),
//! ])?;
//! let text = code.to_string();
//! assert_eq!(Qris::parse(&text)?.amount(), Some(Rupiah(127_500)));
//! assert!(Qris::parse(&text.replace("127500", "100000")).is_err());
//! # Ok::<(), qris::QrisError>(())
//! ```
//!
//! The crate draws no picture and asks no acquirer. Only an acquirer may issue QRIS content; what is
//! written here is for tests, the fake acquirer and for looking into a code.

mod amount;
mod code;
mod crc;
mod element;
mod error;
mod json;
mod reader;
mod rules;
mod tag;

pub use code::{Account, Initiation, NATIONAL_GUID, Qris};
pub use crc::crc16;
pub use element::{Content, Element, Field};
pub use error::QrisError;
pub use tag::{Path, Tag};
