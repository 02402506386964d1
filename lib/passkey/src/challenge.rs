//! The challenge: 32 bytes that the caller computed or drew.

use base::Random;

use crate::base64url;
use crate::{Fault, Part, PasskeyError};

/// What an authenticator signs over, among other things. For a signature it is the hash of an
/// [`Intent`](crate::intent::Intent) or the root of many; for a registration it is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Challenge(pub [u8; 32]);

impl Challenge {
    /// 256 random bits, for a registration.
    pub fn random(random: &dyn Random) -> Self {
        let mut bytes = [0; 32];
        random.fill(&mut bytes);
        Self(bytes)
    }

    /// As it stands in options and client data.
    pub fn to_base64url(self) -> String {
        base64url::encode(&self.0)
    }

    /// Reads what [`Self::to_base64url`] wrote.
    ///
    /// # Errors
    /// When it is not base64url, or not 32 bytes.
    pub fn from_base64url(text: &str) -> Result<Self, PasskeyError> {
        let at = Part::Response;
        let bytes = base64url::decode(text, 32, at)?;
        bytes.try_into().map(Self).map_err(|_| PasskeyError::new(Fault::Length, at))
    }
}
