//! Signing: fields, appearances, the two phases of a signature, revocation data.
//!
//! A file that is signed only grows. Fields for all signers are made first ([`add_fields`], or
//! [`SignatureRequest::prepare`]); [`admit()`] says what speaks against signing it; each signature is a
//! revision of its own: [`prepare()`] writes everything but the signature, somebody signs, and
//! [`Prepared::finish`] puts the CMS into its place and reads the file again. [`sign()`] does it at
//! once. [`extend_lt`] and [`extend_lta`] add what makes a signature outlive its certificate.
//!
//! | Rule | Why |
//! |---|---|
//! | tables follow tables (and hybrids), streams follow streams; every trailer entry is carried on | Acrobat; ISO 32000-1 §7.5.6 |
//! | `/ByteRange` has a fixed width, `/Contents` is zeros and then digits | the second phase moves no byte |
//! | no signing-time, no `/Cert`; a VRI entry is named by SHA-1 of `/Contents` with its padding | EN 319 142-1 |
//! | refused: visible fields made after a certification, fields under a lock, anything after P = 1 | how certified files are attacked; Acrobat |
//! | rectangles lie inside the page and on no other signature's | a signature must not cover another |
//! | appearances are grey, one form with an embedded font, only `/N`; text shrinks and wraps or is refused | PDF/A-2b |
//! | a time-stamp that is missing, wrong or too long lowers B-T to B-B, with a warning | a signature is dear: somebody was asked for it |
//! | encrypted files are not signed | what is added would have to be encrypted, with a key nobody here has |
//!
//! ```
//! use base::{Instant, Zone};
//! use pades::sign::{
//!     Admission, FieldSpec, Place, Rect, SignatureRequest, Target, add_fields, admit, prepare,
//! };
//! use pades::Document;
//!
//! # let letter: &[u8] = b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n\
//! #     <</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n3 0 obj\n\
//! #     <</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>\nendobj\nxref\n0 4\n\
//! #     0000000000 65535 f \n0000000009 00000 n \n0000000054 00000 n \n0000000105 00000 n \n\
//! #     trailer\n<</Size 4/Root 1 0 R>>\nstartxref\n170\n%%EOF\n";
//! let place = Place::at(0, Rect::sized(300.0, 120.0, 220.0, 80.0));
//! let fields = [FieldSpec::new("Paraf", Place::invisible(0)), FieldSpec::new("TTD", place)];
//! let file = add_fields(&Document::open(letter)?, &fields)?;
//!
//! let document = Document::open(&file)?;
//! admit(&document, Admission::default()).expect("there is nothing against it");
//! let noon = Instant::parse("2026-11-20T04:00:00.000Z")?;
//! let zone = Zone::parse("Asia/Makassar")?;
//! let request = SignatureRequest::new(Target::Existing("TTD".into()), noon, zone);
//! let prepared = prepare(&document, &request)?;
//! let [before, after] = prepared.covered();                // somebody signs the digest of these
//! # let cms = [0x30, 0x00];
//! let signed = prepared.finish(&cms)?;
//! assert!(signed.starts_with(&file));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod admit;
mod appearance;
mod dictionary;
mod dss;
mod earlier;
mod field;
mod form;
mod level;
mod place;
mod prepare;
mod release;
mod request;

pub use admit::{Admission, Objection, admit};
pub use appearance::{Appearance, Correction, Faces, Layout, Line, Mark, QrContent, Shape, Step};
pub use dss::{Evidence, extend_dss};
pub use field::{FieldSpec, Lock, Seed};
pub use level::{Level, Pending, Signed, Stamper, extend_lt, extend_lta, sign};
pub use place::{Area, Place, Rect, page_height, signature_areas};
pub use prepare::{Prepared, add_fields, prepare, prepare_timestamp};
pub use request::{Permission, SignatureRequest, Target, Warning};
