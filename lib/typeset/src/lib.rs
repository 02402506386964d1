//! Letters (naskah dinas) and reports: Typst templates become PDF/A-2b files and page previews.
//!
//! A [`Sheet`] is everything a page is made of: the template, the files it may use, the fields as
//! JSON, the moment of writing and the paper. [`Typesetter::render`] makes the file that will be
//! signed, and tells where the signatures go; [`Typesetter::preview`] draws one page.
//!
//! ```
//! use base::{Instant, Zone};
//! use typeset::{Sheet, Typesetter};
//!
//! let typesetter = Typesetter::new();
//! let written = Instant::parse("2026-08-18T02:00:00Z")?;
//! let mut sheet = Sheet::new("Yth. #data.yth", written, Zone::parse("Asia/Makassar")?);
//! sheet.main.insert_str(0, "#import \"/pelangi.typ\": *\n");
//! sheet.data = serde_json::json!({ "yth": "Kepala *Dinas* #panic()" });
//! let rendered = typesetter.render(&sheet)?;
//! assert!(rendered.pdf.starts_with(b"%PDF-1.7"));
//! assert_eq!(rendered.pages, 1);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Nothing is read from a disk or a network and nobody asks for the time: the same sheet gives the
//! same bytes. Templates are written by people of the office and are not trusted; see [`Limits`].

mod error;
mod fault;
mod fonts;
mod glyphs;
mod image;
mod intake;
mod library;
mod limits;
pub mod markup;
mod places;
mod prelude;
mod pulse;
mod sheet;
mod templates;
mod text;
mod typesetter;
mod watch;
mod world;

pub use error::{Bound, TypesetError};
pub use fault::Fault;
pub use limits::Limits;
pub use places::{Place, PlaceFault, Rect};
pub use sheet::{File, Paper, Sheet};
pub use templates::{Template, template, templates};
pub use typesetter::{Preview, Rendered, Typesetter};

/// The sentences of this crate's errors, per language.
pub const LOCALES: &[(base::Language, &str)] = &[
    (base::Language::Id, include_str!("../locales/id.ftl")),
    (base::Language::En, include_str!("../locales/en.ftl")),
];
