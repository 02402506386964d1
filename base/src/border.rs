//! What the small errors of this crate are called where they leave it.

use crate::{Error, Kind, NikError, NopError, RegionCodeError, RupiahError};

impl From<NopError> for Error {
    #[track_caller]
    fn from(error: NopError) -> Self {
        match error {
            NopError::Length { digits } => {
                Self::new(Kind::Invalid, "base/nop-length").with("digits", digits)
            }
            NopError::Character => Self::new(Kind::Invalid, "base/nop-character"),
        }
    }
}

impl From<NikError> for Error {
    #[track_caller]
    fn from(error: NikError) -> Self {
        Self::new(Kind::Invalid, "base/nik").caused_by(error)
    }
}

impl From<RupiahError> for Error {
    #[track_caller]
    fn from(error: RupiahError) -> Self {
        Self::new(Kind::Invalid, "base/rupiah").caused_by(error)
    }
}

impl From<RegionCodeError> for Error {
    #[track_caller]
    fn from(error: RegionCodeError) -> Self {
        Self::new(Kind::Invalid, "base/region-code").caused_by(error)
    }
}
