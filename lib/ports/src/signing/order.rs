//! What is asked of a signer.

use super::{Secret, Subject};

/// One signature that is asked for. It borrows: a letter may be ten megabytes, and a secret must not
/// multiply. It cannot be printed, stored or sent elsewhere.
#[derive(Clone, Copy)]
pub struct SigningOrder<'a> {
    /// The id of the attempt (percobaan): another one at each try.
    pub attempt: &'a str,
    pub subject: &'a Subject,
    /// The whole file, with the signatures that it has already.
    pub pdf: &'a [u8],
    pub secret: &'a Secret,
    /// Where it is seen; nowhere when left out.
    pub placement: Option<&'a Placement>,
    /// The empty field to be filled, for a back-end that [fills fields](super::Limits); others make
    /// a field of their own.
    pub field: Option<&'a str>,
    /// `/Reason` and `/Location` of the signature; empty ones are left out.
    pub reason: &'a str,
    pub location: &'a str,
}

/// A rectangle on a page, in points (1/72 inch) of the page as it is stored, before rotation; the
/// origin is the lower left corner (ISO 32000-2, section 8.3.2.3).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rectangle {
    pub left: f64,
    pub bottom: f64,
    pub width: f64,
    pub height: f64,
}

impl Rectangle {
    /// Of thousandths of a point, as they are stored.
    #[expect(clippy::cast_precision_loss, reason = "places on a page are small numbers")]
    pub fn of_thousandths(left: i64, bottom: i64, width: i64, height: i64) -> Self {
        let points = |thousandths: i64| thousandths as f64 / 1_000.0;
        Self {
            left: points(left),
            bottom: points(bottom),
            width: points(width),
            height: points(height),
        }
    }
}

/// Where a signature is seen.
#[derive(Debug, Clone, PartialEq)]
pub struct Placement {
    /// The first page is 1.
    pub page: u32,
    /// The height of that page in points: some back-ends measure from its upper edge.
    pub page_height: f64,
    pub rectangle: Rectangle,
    /// What is seen; the back-end's own default when left out.
    pub mark: Option<Mark>,
}

/// What is seen of a signature.
#[derive(Clone, PartialEq, Eq)]
pub enum Mark {
    /// A picture (PNG), pasted into the rectangle as it is.
    Picture(Vec<u8>),
    /// A QR code with lines beside it, for a back-end that [draws](super::Limits).
    Code { content: String, lines: Vec<String> },
}

impl std::fmt::Debug for Mark {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Picture(png) => write!(f, "Picture({} bytes)", png.len()),
            Self::Code { content, lines } => write!(f, "Code({content}, {} lines)", lines.len()),
        }
    }
}
