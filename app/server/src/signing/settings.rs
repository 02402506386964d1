//! The settings of signatures, section by section, as in the manual.

use std::path::{Path, PathBuf};
use std::time::Duration;

use bsre::Patience;
use ipnet::IpNet;
use serde::Deserialize;

use super::remote::CscSection;

/// Everything below `[signing…]`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SigningSection {
    pub bsre: BsreSection,
    pub csc: CscSection,
    pub timestamp: TimestampSection,
    pub revocation: RevocationSection,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BsreSection {
    pub url: String,
    pub name: String,
    pub sentence: String,
    pub trust_file: Option<PathBuf>,
    pub user: String,
    pub password_file: Option<PathBuf>,
    pub ca_file: Option<PathBuf>,
    pub plain_http: bool,
    pub origin: Origin,
    pub largest_mib: u16,
    pub connect_seconds: u16,
    pub sign_seconds: u16,
    pub verify_seconds: u16,
}

/// From which corner the service measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    BottomLeft,
    TopLeft,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TimestampSection {
    pub url: String,
    pub user: String,
    pub password_file: Option<PathBuf>,
    pub ca_file: Option<PathBuf>,
    pub plain_http: bool,
    pub timeout_seconds: u16,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RevocationSection {
    pub allow: Vec<IpNet>,
    pub timeout_seconds: u16,
    pub largest_list_mib: u16,
    pub kept_mib: u16,
}

/// A time of nothing would end every call before it begins.
pub(super) fn seconds(number: u16) -> Duration {
    Duration::from_secs(number.max(1).into())
}

pub(super) fn mib(number: u16) -> usize {
    usize::from(number) << 20
}

impl SigningSection {
    /// Makes paths right wherever the program is started.
    #[must_use]
    pub fn below(mut self, folder: &Path) -> Self {
        let Self { bsre, csc, timestamp, .. } = &mut self;
        let files = [
            &mut bsre.password_file,
            &mut bsre.ca_file,
            &mut bsre.trust_file,
            &mut csc.secret_file,
            &mut csc.ca_file,
            &mut csc.trust_file,
            &mut timestamp.password_file,
            &mut timestamp.ca_file,
        ];
        for file in files.into_iter().flatten() {
            *file = folder.join(&*file);
        }
        self
    }
}

impl BsreSection {
    pub(super) fn settings(&self, password: String, ca: Option<Vec<u8>>) -> bsre::Settings {
        let usual = bsre::Settings::new(&self.url, &self.user, &password);
        bsre::Settings {
            ca,
            plain_http: self.plain_http,
            origin: match self.origin {
                Origin::BottomLeft => bsre::Origin::BottomLeft,
                Origin::TopLeft => bsre::Origin::TopLeft,
            },
            largest: mib(self.largest_mib),
            patience: Patience {
                connect: seconds(self.connect_seconds),
                sign: seconds(self.sign_seconds),
                verify: seconds(self.verify_seconds),
                ..usual.patience
            },
            ..usual
        }
    }
}

impl TimestampSection {
    pub(super) fn settings(&self, password: String, ca: Option<Vec<u8>>) -> timestamp::Settings {
        timestamp::Settings {
            url: self.url.clone(),
            user: self.user.clone(),
            password,
            ca,
            plain_http: self.plain_http,
            patience: seconds(self.timeout_seconds),
        }
    }
}

impl RevocationSection {
    pub(super) fn settings(&self) -> revocation::Settings {
        revocation::Settings {
            allow: self.allow.clone(),
            patience: seconds(self.timeout_seconds),
            longest_list: mib(self.largest_list_mib),
            kept: mib(self.kept_mib),
        }
    }
}
