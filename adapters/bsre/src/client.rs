//! The calls of the service, one by one.

use std::time::Duration;

use outgoing::{Ask, Authorization, Heard, Line, Lost, Post, Reach, Terms, Url};
use ports::Unusable;
use zeroize::Zeroizing;

use crate::Settings;
use crate::settings::{Origin, Patience};

/// An answer without a file: the longest is a verification with its certificates.
const LONGEST: usize = 4 << 20;

/// What a signature with its picture, chain and time-stamp may add to a file.
const GROWTH: usize = 4 << 20;

const JSON: &str = "application/json";

/// Signatures of persons. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Bsre {
    url: Url,
    authorization: Authorization,
    /// For answers with a file, and for those without.
    files: Line,
    asks: Line,
    pub(crate) origin: Origin,
    pub(crate) largest: usize,
    pub(crate) patience: Patience,
}

/// What is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Call {
    Sign,
    SignCode,
    Status,
    Verify,
    SealActivation,
    SealCode,
    Seal,
}

impl Call {
    pub fn path(self) -> &'static str {
        match self {
            Self::Sign => "/api/v2/sign/pdf",
            Self::SignCode => "/api/v2/sign/get/totp",
            Self::Status => "/api/v2/user/check/status",
            Self::Verify => "/api/v2/verify/pdf",
            Self::SealActivation => "/api/v2/seal/get/activation",
            Self::SealCode => "/api/v2/seal/get/totp",
            Self::Seal => "/api/v2/seal/pdf",
        }
    }

    fn gives_a_file(self) -> bool {
        matches!(self, Self::Sign | Self::Seal)
    }

    fn patience(self, patience: &Patience) -> Duration {
        match self {
            Self::Sign | Self::Seal => patience.sign,
            Self::Verify => patience.verify,
            Self::SignCode | Self::Status | Self::SealActivation | Self::SealCode => patience.ask,
        }
    }
}

impl Bsre {
    /// Nobody is called yet.
    ///
    /// # Errors
    /// Names the setting that cannot be used.
    pub fn new(settings: &Settings) -> Result<Self, Unusable> {
        let (url, authorization, trust) = settings.checked()?;
        let Settings { origin, largest, patience, .. } = *settings;
        // Base64 makes four bytes of three.
        let longest = largest.saturating_add(GROWTH) / 3 * 4 + LONGEST;
        let line = |longest| {
            let trust = trust.clone();
            Line::new(Terms { connect: patience.connect, longest, trust, reach: Reach::Anywhere })
        };
        Ok(Self {
            url,
            authorization,
            files: line(longest)?,
            asks: line(LONGEST)?,
            origin,
            largest,
            patience,
        })
    }

    /// Makes a call, once. The body is wiped behind it.
    pub(crate) async fn post(&self, call: Call, body: Zeroizing<Vec<u8>>) -> Result<Heard, Lost> {
        let ask = Ask {
            url: self.at(call.path()),
            post: Some(Post::wiped(JSON, body)),
            authorization: Some(&self.authorization),
            patience: call.patience(&self.patience),
        };
        let line = if call.gives_a_file() { &self.files } else { &self.asks };
        line.send(ask).await
    }

    /// Asks for a page below the address of the service.
    pub(crate) async fn get(&self, path: &str) -> Result<Heard, Lost> {
        let (url, authorization) = (self.at(path), Some(&self.authorization));
        self.asks.send(Ask { url, post: None, authorization, patience: self.patience.ask }).await
    }

    pub(crate) fn line(&self) -> (&Line, &Authorization) {
        (&self.asks, &self.authorization)
    }

    pub(crate) fn at(&self, path: &str) -> Url {
        let mut url = self.url.clone();
        let before = url.path().trim_end_matches('/').to_owned();
        url.set_path(&format!("{before}{path}"));
        url
    }
}
