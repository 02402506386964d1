//! PDF files as chains of revisions, read byte by byte, added to, and signed.
//!
//! A signature covers bytes. Whoever judges one must know which bytes made which revision, and what
//! each revision did to the objects before it. General PDF libraries repair, merge and forget;
//! [`Document::open`] refuses what two readers could understand differently, and keeps the offset
//! of everything it gives back. [`mod@write`] adds a revision without touching a byte of those before;
//! [`sign`] makes signatures of it.
//!
//! ```
//! use pades::{Document, Ref};
//!
//! let file = b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n\
//!     <</Type/Pages/Kids[]/Count 0>>\nendobj\nxref\n0 3\n0000000000 65535 f \n\
//!     0000000009 00000 n \n0000000054 00000 n \ntrailer\n<</Size 3/Root 1 0 R>>\n\
//!     startxref\n100\n%%EOF\n";
//! let document = Document::open(file)?;
//! let [revision] = document.revisions() else { panic!("it was saved once") };
//! assert_eq!(revision.range, 0..file.len());
//! assert_eq!(revision.changes.len(), 2);
//! let view = document.newest().expect("there is a revision");
//! assert_eq!(view.catalog()?.0, Ref::new(1, 0));
//! assert!(view.signature_fields()?.is_empty());
//! # Ok::<(), pades::PdfError>(())
//! ```
//!
//! Values borrow from the file or from an object stream that the document keeps decoded; streams
//! are never copied. Everything a file can ask for is bounded by [`Limits`].

mod cipher;
mod container;
mod document;
mod error;
mod filter;
mod form;
mod ledger;
mod lexer;
mod limits;
mod object;
mod old_filters;
mod pages;
mod parser;
mod revision;
pub mod sign;
mod signature;
mod terminator;
mod text;
pub mod verify;
mod view;
mod work;
pub mod write;
mod xref;

pub use document::Document;
pub use error::{Bound, Fault, PdfError};
pub use form::Field;
pub use limits::Limits;
pub use object::{Dict, Entry, Length, Name, Object, Real, Ref, Stream, Text};
pub use pages::Page;
pub use revision::{Change, ChangeKind, Revision, XrefForm};
pub use signature::{Coverage, CoverageFault, Signature, SignatureField};
pub use view::{Found, View};
pub use xref::Location;
