//! Printed pages as PDF: notices, rolls and lists, thousands at a time.
//!
//! A [`Document`] holds pages; a [`Page`] takes text, lines, areas and QR codes at places measured
//! in millimetres from its upper left corner, text standing on its baseline. [`Table`] prints lists
//! that run over many pages. All pages of a document share one copy of each font, cut down to the
//! characters that occur.
//!
//! The bytes depend on nothing but what was drawn: no date, no random number, no name of a machine.
//! Printing the same notice twice gives the same file, so a hash shows whether a file was changed.
//!
//! What this crate does not do: other scripts than Latin, justified text, pictures, tagged PDF.
//!
//! ```
//! use paper::{Document, Fonts, Paper, Style};
//!
//! let fonts = Fonts::load()?;
//! let mut letter = Document::new(&fonts, "Contoh", base::Language::Id);
//! let mut page = letter.page(Paper::A4);
//! page.ribbon();
//! page.text(20.0, 30.0, Style::bold(14.0), "Pemerintah Kabupaten Kutai Timur");
//! assert!(letter.finish()?.starts_with(b"%PDF-1.7"));
//! # Ok::<(), base::Error>(())
//! ```

mod book;
mod cut;
mod document;
mod drawing;
mod error;
mod font;
mod ink;
mod pack;
mod page;
mod paper;
#[cfg(feature = "proof")]
pub mod proof;
mod qr;
mod subset;
mod table;
mod words;

pub use book::Book;
pub use cut::Cut;
pub use document::Document;
pub use font::{Fonts, Style, Weight};
pub use ink::Ink;
pub use page::Page;
pub use paper::Paper;
pub use table::{Align, Column, End, Row, Table};
