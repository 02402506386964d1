//! Signing: fields, appearances, the two phases of a signature, revocation data.
//!
//! A file that is signed only grows. Fields for all signers are made first ([`add_fields`], or
//! [`SignatureRequest::prepare`]); each signature is a revision of its own: [`prepare`] writes
//! everything but the signature, somebody signs the digest of [`Prepared::covered`], and
//! [`Prepared::finish`] puts the CMS into its place and reads the file again.

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
mod request;

pub use admit::{Admission, Objection, admit};
pub use appearance::{Appearance, Correction, Faces, Layout, Line, Mark, QrContent, Shape, Step};
pub use dss::{Evidence, extend_dss};
pub use field::{FieldSpec, Lock, Seed};
pub use level::{Level, Pending, Signed, Stamper, extend_lt, extend_lta, sign};
pub use place::{Place, Rect};
pub use prepare::{Prepared, add_fields, prepare, prepare_timestamp};
pub use request::{Permission, SignatureRequest, Target, Warning};
