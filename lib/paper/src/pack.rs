//! Compression of the streams of a file.

use miniz_oxide::deflate::core::{
    CompressorOxide, TDEFLFlush, TDEFLStatus, compress, create_comp_flags_from_zip_params,
};

use crate::error::Fault;

/// One compressor for all streams of a file: setting one up costs more than a short stream.
///
/// The portable implementation is used on purpose: one that chooses its method by the processor
/// would give other bytes on another machine.
pub(crate) struct Packer {
    compressor: CompressorOxide,
}

impl Packer {
    pub(crate) fn new() -> Self {
        // Level 6, a window of 2^15 with the header of zlib, no special strategy.
        let flags = create_comp_flags_from_zip_params(6, 15, 0);
        Self { compressor: CompressorOxide::new(flags) }
    }

    /// The bytes as a zlib stream.
    pub(crate) fn pack(&mut self, bytes: &[u8]) -> Result<Vec<u8>, Fault> {
        self.compressor.reset();
        let mut packed = vec![0; bytes.len() / 2 + 64];
        let (mut read, mut written) = (0, 0);
        loop {
            let rest = bytes.get(read..).unwrap_or_default();
            let room = packed.get_mut(written..).unwrap_or_default();
            let (status, taken, given) =
                compress(&mut self.compressor, rest, room, TDEFLFlush::Finish);
            read += taken;
            written += given;
            match status {
                TDEFLStatus::Done => break,
                TDEFLStatus::Okay => packed.resize(packed.len() * 2, 0),
                TDEFLStatus::BadParam | TDEFLStatus::PutBufFailed => return Err(Fault::Pack),
            }
        }
        packed.truncate(written);
        Ok(packed)
    }
}
