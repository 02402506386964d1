//! Why something cannot be added to a file or signed in it.

use crate::object::Ref;
use crate::{CoverageFault, PdfError};

/// What is wrong, and where.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    #[error("the file cannot be read: {0}")]
    Pdf(#[from] PdfError),
    #[error("the file is encrypted: what is added would have to be encrypted as well")]
    Encrypted,
    #[error("object {0} is no dictionary")]
    NotADictionary(Ref),

    // Fields
    #[error("`{0}` is no name for a field: 1 to 127 characters, no point, no control character")]
    FieldName(String),
    #[error("there is a field `{0}` already")]
    FieldExists(String),
    #[error("there is no field `{0}`")]
    NoField(String),
    #[error("field `{0}` is not for a signature")]
    NotASignatureField(String),
    #[error("field `{0}` is signed already")]
    AlreadySigned(String),
    #[error("field `{0}` stands on no page")]
    NotOnAPage(String),
    #[error("field `{field}` asks for what is not done here: {what}")]
    SeedValue { field: String, what: &'static str },

    // Places
    #[error("there is no page {page}, the document has {pages} (counted from 0)")]
    NoPage { page: usize, pages: usize },
    #[error("the rectangle of field `{field}` is empty or no rectangle")]
    Rectangle { field: String },
    #[error("the rectangle of field `{field}` reaches beyond page {page} (counted from 0)")]
    OutsidePage { field: String, page: usize },
    #[error("the rectangle of field `{field}` overlaps the one of field `{other}`")]
    Overlaps { field: String, other: String },
    #[error("field `{0}` is invisible, so there is no room for an appearance")]
    Invisible(String),

    // Appearances
    #[error("the text does not fit into {width:.0} by {height:.0} points")]
    NoRoom { width: f64, height: f64 },
    #[error("a QR code for {bytes} bytes has too small modules on a side of {side:.0} points")]
    QrTooSmall { bytes: usize, side: f64 },
    #[error("a QR code cannot hold {bytes} bytes with this error correction")]
    QrTooLong { bytes: usize },
    #[error("a mark in the centre needs error correction of level quartile or high")]
    MarkTooLarge,
    #[error("the font cannot be cut down to the text: {0}")]
    Font(base::Error),

    // Signatures
    #[error("the file is certified: {0}")]
    Certified(&'static str),
    #[error("a signature that certifies must be the first")]
    NotFirst,
    #[error("field `{locked}` is locked by an earlier signature")]
    Locked { locked: String },
    #[error("the signature has {needed} bytes, reserved are {reserved}")]
    TooLong { needed: usize, reserved: usize },
    #[error("the signature is empty")]
    Empty,
    #[error("the reserve of {0} bytes is not between 1 and 32767")]
    Reserve(usize),
    #[error("field `{0}` is not prepared for a signature")]
    NotPrepared(String),

    #[error("the certificate is not valid at the time of signing")]
    Validity,
    #[error("no time-stamp could be had")]
    NoTimestamp,
    #[error(transparent)]
    Pki(#[from] pki::PkiError),

    // Before release
    #[error("the written file is not what was meant: {0}")]
    Release(&'static str),
    #[error("the new signature covers not what was meant: {0}")]
    Coverage(#[from] CoverageFault),
}
