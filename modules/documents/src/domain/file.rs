//! Files that come with a letter: what they are is told by their first bytes, not by their name.

use serde::{Deserialize, Serialize};

/// Bytes of one file, at most.
pub const LARGEST: usize = 20 << 20;
/// Files of one letter, at most.
pub const MOST: usize = 20;

/// What may come with a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FileKind {
    Pdf,
    Png,
    Jpg,
    Docx,
    Xlsx,
    Odt,
    Ods,
}

/// Why a file is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FileError {
    #[error("the file is empty")]
    Empty,
    #[error("the file is too large")]
    TooLarge,
    #[error("a program may not be attached")]
    Program,
    #[error("a file with macros may not be attached")]
    Macros,
    #[error("this kind of file may not be attached")]
    Unknown,
}

impl FileError {
    /// The code by which people are told.
    pub fn code(self) -> &'static str {
        match self {
            Self::Empty => "documents/file-empty",
            Self::TooLarge => "documents/file-too-large",
            Self::Program => "documents/file-program",
            Self::Macros => "documents/file-macros",
            Self::Unknown => "documents/file-unknown",
        }
    }
}

impl FileKind {
    pub const ALL: [Self; 7] =
        [Self::Pdf, Self::Png, Self::Jpg, Self::Docx, Self::Xlsx, Self::Odt, Self::Ods];

    /// The word that is stored, and the ending of the file's name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Png => "png",
            Self::Jpg => "jpg",
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
            Self::Odt => "odt",
            Self::Ods => "ods",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }

    pub fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Png => "image/png",
            Self::Jpg => "image/jpeg",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Odt => "application/vnd.oasis.opendocument.text",
            Self::Ods => "application/vnd.oasis.opendocument.spreadsheet",
        }
    }

    /// What a file is, by its content.
    ///
    /// # Errors
    /// Programs, files with macros, what is empty, too large or of no known kind.
    pub fn of(bytes: &[u8]) -> Result<Self, FileError> {
        match bytes {
            [] => Err(FileError::Empty),
            _ if bytes.len() > LARGEST => Err(FileError::TooLarge),
            _ if is_program(bytes) => Err(FileError::Program),
            // Word, Excel and Outlook files of the old form may hold macros that nobody sees.
            [0xd0, 0xcf, 0x11, 0xe0, ..] => Err(FileError::Macros),
            [b'%', b'P', b'D', b'F', b'-', ..] => pdf(bytes),
            [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, ..] => Ok(Self::Png),
            [0xff, 0xd8, 0xff, ..] => Ok(Self::Jpg),
            [b'P', b'K', 3, 4, ..] => archive(bytes),
            _ => Err(FileError::Unknown),
        }
    }
}

/// A file of a letter as a version names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileRef {
    /// SHA-256 of the content, hexadecimal: also where it lies.
    pub sha256: String,
    /// As the person called it.
    pub name: String,
    pub kind: FileKind,
    pub bytes: u64,
}

/// Programs of Windows, Linux, macOS and Android, scripts, shortcuts.
fn is_program(bytes: &[u8]) -> bool {
    const BEGINNINGS: [&[u8]; 9] = [
        b"MZ",
        b"\x7fELF",
        b"\xfe\xed\xfa\xce",
        b"\xfe\xed\xfa\xcf",
        b"\xcf\xfa\xed\xfe",
        b"\xca\xfe\xba\xbe",
        b"dex\n",
        b"#!",
        b"L\0\0\0\x01\x14\x02\0",
    ];
    BEGINNINGS.iter().any(|beginning| bytes.starts_with(beginning))
}

/// A PDF that runs something when it is opened is a program too. Names of a PDF may be written with
/// `#xx`. Only names too long to stand in a compressed picture by chance are looked for here; what is
/// hidden in compressed objects is found when a PDF is read for signing.
fn pdf(bytes: &[u8]) -> Result<FileKind, FileError> {
    const ACTIVE: [&[u8]; 3] = [b"/JavaScript", b"/Launch", b"/RichMedia"];
    let names = unescaped_names(bytes);
    match ACTIVE.iter().any(|name| holds(&names, name)) {
        true => Err(FileError::Macros),
        false => Ok(FileKind::Pdf),
    }
}

fn unescaped_names(bytes: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let pair = bytes.get(at + 1..at + 3).filter(|_| byte == b'#');
        let code = pair.and_then(|pair| std::str::from_utf8(pair).ok());
        match code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(code) => {
                plain.push(code);
                at += 3;
            }
            None => {
                plain.push(byte);
                at += 1;
            }
        }
    }
    plain
}

/// An office document by the names in its archive. Anything with a macro project is refused, also
/// when it is called `.docx`.
fn archive(bytes: &[u8]) -> Result<FileKind, FileError> {
    const MACROS: [&[u8]; 4] = [b"vbaProject", b"vbaData", b"Basic/script", b"macroEnabled"];
    let first = |least: &[u8]| holds(bytes.get(..4_096.min(bytes.len())).unwrap_or(bytes), least);
    if MACROS.iter().any(|name| holds(bytes, name)) {
        return Err(FileError::Macros);
    }
    match () {
        () if holds(bytes, b"word/document.xml") => Ok(FileKind::Docx),
        () if holds(bytes, b"xl/workbook.xml") => Ok(FileKind::Xlsx),
        () if first(b"mimetypeapplication/vnd.oasis.opendocument.text") => Ok(FileKind::Odt),
        () if first(b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet") => Ok(FileKind::Ods),
        () if holds(bytes, b"AndroidManifest.xml") => Err(FileError::Program),
        () => Err(FileError::Unknown),
    }
}

fn holds(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}

/// 64 hexadecimal digits as bytes.
pub fn digest(hex: &str) -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    if hex.len() != 64 || !hex.is_ascii() {
        return None;
    }
    for (byte, pair) in bytes.iter_mut().zip(hex.as_bytes().chunks(2)) {
        *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
    }
    Some(bytes)
}
