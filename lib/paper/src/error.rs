//! What can go wrong between a drawing and its file.

use base::Kind;

/// Why a page could not be printed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Fault {
    #[error("a font that is built into the program cannot be read")]
    Font,
    #[error("a font could not be cut down to the characters in use: {0}")]
    Subset(String),
    #[error("a stream could not be compressed")]
    Pack,
    #[error("the file cannot be written: {0}")]
    Write(std::io::Error),
    #[error("a QR code holds at most 2.331 bytes, this text has {bytes}")]
    QrTooLong { bytes: usize },
}

impl From<Fault> for base::Error {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Font => Self::new(Kind::Internal, "paper/font"),
            Fault::Subset(_) => Self::new(Kind::Internal, "paper/font-subset").caused_by(fault),
            Fault::Pack => Self::new(Kind::Internal, "paper/pack"),
            Fault::Write(_) => Self::new(Kind::Unavailable, "files/unavailable").caused_by(fault),
            Fault::QrTooLong { bytes } => {
                Self::new(Kind::TooLarge, "paper/qr-too-long").with("bytes", bytes)
            }
        }
    }
}
