//! Sealing what leaves the house without a person's signature: tax notices, receipts. Such a seal
//! (segel elektronik, PP 71/2019 article 59(2)) is a signature over the PDF itself. It has nothing
//! to do with the sealed text in the QR code of the same paper, which proves the printed figures.

use std::pin::Pin;

/// Millimetres of papers, in points of PDF.
const POINTS_PER_MM: f64 = 72.0 / 25.4;

/// What kind of paper it is: settings say for each whose seal it gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sealable {
    /// A tax notice (SPPT), and files with many of them.
    Notice,
    /// A receipt of a payment (STTS).
    Receipt,
}

/// Where a seal is seen: a rectangle that is empty in the file, in points (1/72 inch) from the lower
/// left corner of the page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MarkPlace {
    /// The first page is 1.
    pub page: u32,
    pub page_height: f64,
    pub left: f64,
    pub bottom: f64,
    pub width: f64,
    pub height: f64,
}

/// A finished PDF that is to be sealed.
#[derive(Clone, Copy)]
pub struct Sealing<'a> {
    pub paper: Sealable,
    pub pdf: &'a [u8],
    /// `/Reason` of the signature: what the paper is. It must name nobody.
    pub reason: &'a str,
    /// Nothing is seen of the seal when left out.
    pub mark: Option<MarkPlace>,
}

/// The sealed file, or nothing.
pub type Sealed<'a> = Pin<Box<dyn Future<Output = Option<Vec<u8>>> + Send + 'a>>;

/// Seals in the name of an organisation.
pub trait Seals: Send + Sync + 'static {
    /// The file with a seal behind its last byte, checked. `None` where this kind of paper is not
    /// sealed, or where the seal could not be made now: the caller gives out its own file, which says
    /// nothing of a seal, and whoever runs the server is told. Never an error, and never half a file:
    /// nobody goes without their notice because a key is away. It answers within seconds.
    fn seal<'a>(&'a self, sealing: &'a Sealing<'a>) -> Sealed<'a>;
}

/// The sealed file, or else the file itself.
pub async fn sealed_if_possible(
    seals: Option<&dyn Seals>,
    paper: Sealable,
    (pdf, mark): (Vec<u8>, Option<MarkPlace>),
    reason: &str,
) -> Vec<u8> {
    let Some(seals) = seals else { return pdf };
    let sealing = Sealing { paper, pdf: &pdf, reason, mark };
    let sealed = seals.seal(&sealing).await;
    sealed.unwrap_or(pdf)
}

impl Sealable {
    pub const ALL: [Self; 2] = [Self::Notice, Self::Receipt];

    /// The word of settings and figures.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Notice => "notices",
            Self::Receipt => "receipts",
        }
    }
}

impl MarkPlace {
    /// From millimetres as papers are drawn: the corner is the upper left one, measured from above.
    /// `corner` is x and y, `size` width and height.
    pub fn from_above(page: u32, page_height: f32, corner: (f32, f32), size: (f32, f32)) -> Self {
        let points = |millimetres: f32| f64::from(millimetres) * POINTS_PER_MM;
        let ((x, y), (width, height)) = (corner, size);
        Self {
            page,
            page_height: points(page_height),
            left: points(x),
            bottom: points(page_height - y - height),
            width: points(width),
            height: points(height),
        }
    }
}

/// A paper is no matter for a log.
impl std::fmt::Debug for Sealing<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Sealing({}, {} bytes)", self.paper.as_str(), self.pdf.len())
    }
}
