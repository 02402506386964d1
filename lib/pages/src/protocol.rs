//! What a renderer and its worker say to each other: two lengths, a word in JSON, then bytes.

use std::io::{self, Read, Write};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::{Limits, PagesError, Picture};

/// Bytes of a word: the longest names the places of signatures.
const WORD: u32 = 1 << 20;

/// Asked of a worker. The first thing that it hears are its [`Limits`].
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(crate) enum Ask {
    /// A file, which follows; numbered from 0.
    Look,
    Draw {
        file: usize,
        /// From 1.
        page: usize,
        width: u32,
    },
}

/// What a worker saw of a file.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Seen {
    pub pages: usize,
    pub signatures: Vec<Place>,
}

/// Where a signature stands.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Place {
    /// From 1.
    pub page: usize,
    /// Two corners in points.
    pub rect: [f64; 4],
}

/// A picture, whose pixels follow.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(crate) struct Drawn {
    width: u32,
    height: u32,
    matrix: [f64; 6],
}

pub(crate) type Answer<T> = Result<T, PagesError>;

impl Drawn {
    pub fn of(picture: &Picture) -> Self {
        Self { width: picture.width, height: picture.height, matrix: picture.matrix }
    }

    /// The picture, unless it is not the one that was asked for.
    pub fn with(self, rgb: Vec<u8>, width: u32, limits: &Limits) -> Option<Picture> {
        let Self { width: across, height, matrix } = self;
        let bytes = u64::from(across) * u64::from(height) * 3;
        let fits = across == width && height <= limits.side && rgb.len() as u64 == bytes;
        fits.then_some(Picture { width, height, rgb, matrix })
    }
}

pub(crate) fn write(to: &mut impl Write, word: &impl Serialize, bytes: &[u8]) -> io::Result<()> {
    let word = serde_json::to_vec(word)?;
    let length = u32::try_from(word.len()).ok().filter(|length| *length <= WORD);
    let length = length.ok_or(io::ErrorKind::FileTooLarge)?;
    let mut head = [0; 12];
    head[..4].copy_from_slice(&length.to_be_bytes());
    head[4..].copy_from_slice(&(bytes.len() as u64).to_be_bytes());
    to.write_all(&head)?;
    to.write_all(&word)?;
    to.write_all(bytes)
}

/// A word and at most so many bytes.
pub(crate) fn read<T: DeserializeOwned>(
    from: &mut impl Read,
    most: u64,
) -> io::Result<(T, Vec<u8>)> {
    let (mut length, mut bytes) = ([0; 4], [0; 8]);
    from.read_exact(&mut length)?;
    from.read_exact(&mut bytes)?;
    let (length, bytes) = (u32::from_be_bytes(length), u64::from_be_bytes(bytes));
    if length > WORD || bytes > most {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    let word = exactly(from, u64::from(length))?;
    Ok((serde_json::from_slice(&word)?, exactly(from, bytes)?))
}

fn exactly(from: &mut impl Read, length: u64) -> io::Result<Vec<u8>> {
    let room = usize::try_from(length).map_err(|_| io::ErrorKind::OutOfMemory)?;
    let mut bytes = Vec::with_capacity(room);
    from.take(length).read_to_end(&mut bytes)?;
    if bytes.len() == room { Ok(bytes) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
}
