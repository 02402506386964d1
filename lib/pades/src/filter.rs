//! Decoding of streams: FlateDecode, LZW and their PNG predictors, ASCII85, ASCIIHex, run lengths;
//! filters of pictures stay opaque.

use std::borrow::Cow;

use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_zlib_with_limit};

use crate::object::{Dict, Object, Stream};
use crate::old_filters::{Failure, ascii_hex, ascii85, lzw, run_length};
use crate::{Bound, Fault, Limits, PdfError};

/// Below this a stream may grow by any ratio: short streams of equal bytes are honest.
const FREE: usize = 1 << 20;
/// Bytes a row of a predictor may have: columns, colours and bits multiplied.
const ROW: u64 = 1 << 20;

impl<'a> Stream<'a> {
    /// The decoded data, borrowed when there is no filter. Names and parameters of filters must
    /// stand in the stream's dictionary itself.
    pub fn decode(&self, limits: &Limits) -> Result<Cow<'a, [u8]>, PdfError> {
        let filters = listed(self.dict.get("Filter"));
        let parameters = listed(self.dict.get("DecodeParms"));
        if filters.len() > limits.filters {
            return Err(self.fault(Fault::Limit(Bound::Filters)));
        }
        let mut data = Cow::Borrowed(self.data);
        for (index, filter) in filters.iter().enumerate() {
            let none = Dict::default();
            let parameters = match parameters.get(index) {
                None | Some(Object::Null) => &none,
                Some(Object::Dict(parameters)) => parameters,
                Some(_) => return Err(self.fault(Fault::FilterParameters)),
            };
            data = Cow::Owned(self.unfilter(filter, parameters, &data, limits)?);
        }
        Ok(data)
    }

    /// As many bytes as its decoding may give, whether it succeeds or fails.
    pub(crate) fn most(&self, limits: &Limits) -> usize {
        grown(self.data, limits)
    }

    fn fault(&self, what: Fault) -> PdfError {
        PdfError::new(what, self.at)
    }

    fn unfilter(
        &self,
        filter: &Object<'_>,
        parameters: &Dict<'_>,
        data: &[u8],
        limits: &Limits,
    ) -> Result<Vec<u8>, PdfError> {
        let fault = self.fault(Fault::Filter);
        let failed = |failure| {
            self.fault(match failure {
                Failure::Damaged => Fault::Damaged,
                Failure::TooLong => Fault::Limit(Bound::Decoded),
            })
        };
        let most = grown(data, limits);
        match filter.as_name().ok_or(fault)?.bytes() {
            b"FlateDecode" | b"Fl" => self.unpredict(self.inflate(data, limits)?, parameters),
            b"LZWDecode" | b"LZW" => {
                let early = parameters.integer("EarlyChange").unwrap_or(1) != 0;
                self.unpredict(lzw(data, early, most).map_err(failed)?, parameters)
            }
            b"ASCII85Decode" | b"A85" => ascii85(data).map_err(failed),
            b"ASCIIHexDecode" | b"AHx" => ascii_hex(data).map_err(failed),
            b"RunLengthDecode" | b"RL" => run_length(data, most).map_err(failed),
            _ => Err(fault),
        }
    }

    fn inflate(&self, data: &[u8], limits: &Limits) -> Result<Vec<u8>, PdfError> {
        decompress_to_vec_zlib_with_limit(data, grown(data, limits)).map_err(|error| {
            let bomb = error.status == TINFLStatus::HasMoreOutput;
            self.fault(if bomb { Fault::Limit(Bound::Decoded) } else { Fault::Inflate })
        })
    }

    /// Undoes the predictor (§7.4.4.4). TIFF's is for pictures and not read here.
    fn unpredict(&self, data: Vec<u8>, parameters: &Dict<'_>) -> Result<Vec<u8>, PdfError> {
        let get = |key: &str, default: u64| match parameters.get(key) {
            None => Ok(default),
            Some(value) => value
                .as_integer()
                .and_then(|value| u64::try_from(value).ok())
                .ok_or_else(|| self.fault(Fault::FilterParameters)),
        };
        match get("Predictor", 1)? {
            1 => return Ok(data),
            10..=15 => {}
            _ => return Err(self.fault(Fault::FilterParameters)),
        }
        let (colors, bits) = (get("Colors", 1)?, get("BitsPerComponent", 8)?);
        let columns = get("Columns", 1)?;
        let fits = (1..=32).contains(&colors) && [1, 2, 4, 8, 16].contains(&bits);
        if !fits || columns == 0 || columns > ROW {
            return Err(self.fault(Fault::FilterParameters));
        }
        let pixel = (colors * bits).div_ceil(8);
        let row = (columns * colors * bits).div_ceil(8);
        let (Ok(pixel), Ok(row)) = (usize::try_from(pixel), usize::try_from(row)) else {
            return Err(self.fault(Fault::FilterParameters));
        };
        png_rows(&data, row, pixel).ok_or_else(|| self.fault(Fault::Inflate))
    }
}

fn grown(data: &[u8], limits: &Limits) -> usize {
    data.len().saturating_mul(limits.ratio).max(FREE).min(limits.decoded)
}

/// One filter or parameter is written alone, several as an array.
fn listed<'o, 'a>(value: Option<&'o Object<'a>>) -> &'o [Object<'a>] {
    match value {
        None | Some(Object::Null) => &[],
        Some(Object::Array(items)) => items,
        Some(one) => std::slice::from_ref(one),
    }
}

/// Undoes PNG's filters (PNG specification §9): each row begins with the number of its filter. A
/// last row may be shorter.
fn png_rows(data: &[u8], row: usize, pixel: usize) -> Option<Vec<u8>> {
    let mut out: Vec<u8> = Vec::with_capacity(data.len());
    let mut above = vec![0; row];
    let mut current = vec![0; row];
    for line in data.chunks(row + 1) {
        let (filter, coded) = line.split_first()?;
        current.get_mut(..coded.len())?.copy_from_slice(coded);
        undo(*filter, &mut current, &above, pixel)?;
        out.extend_from_slice(current.get(..coded.len())?);
        std::mem::swap(&mut above, &mut current);
    }
    Some(out)
}

fn undo(filter: u8, row: &mut [u8], above: &[u8], pixel: usize) -> Option<()> {
    for index in 0..row.len() {
        let before = index.checked_sub(pixel);
        let left = before.and_then(|i| row.get(i)).copied().unwrap_or(0);
        let up = above.get(index).copied().unwrap_or(0);
        let corner = before.and_then(|i| above.get(i)).copied().unwrap_or(0);
        let predicted = match filter {
            0 => return Some(()),
            1 => left,
            2 => up,
            3 => left.midpoint(up),
            4 => paeth(left, up, corner),
            _ => return None,
        };
        let byte = row.get_mut(index)?;
        *byte = byte.wrapping_add(predicted);
    }
    Some(())
}

fn paeth(left: u8, up: u8, corner: u8) -> u8 {
    let (a, b, c) = (i16::from(left), i16::from(up), i16::from(corner));
    let estimate = a + b - c;
    let (to_left, to_up, to_corner) =
        ((estimate - a).abs(), (estimate - b).abs(), (estimate - c).abs());
    if to_left <= to_up && to_left <= to_corner {
        left
    } else if to_up <= to_corner {
        up
    } else {
        corner
    }
}
