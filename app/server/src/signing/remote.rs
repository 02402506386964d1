//! Certified signatures by a service that speaks the CSC API v2, in place of BSrE.

use std::path::PathBuf;
use std::sync::Arc;

use base::Random;
use cell::Cell;
use csc::{Access, Csc, Patience, Settings, Surroundings};
use ports::{TimestampAuthority, Unusable};
use serde::Deserialize;
use zeroize::Zeroizing;

use super::certificates;
use super::settings::{mib, seconds};
use crate::config::ConfigError;
use crate::messages::{in_section, secret};

/// `[signing.csc]`, as in the manual.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CscSection {
    pub base_url: String,
    pub token_url: Option<String>,
    pub name: String,
    pub sentence: String,
    pub trust_file: Option<PathBuf>,
    /// Empty: the file holds a token that was given by hand.
    pub client_id: String,
    pub secret_file: Option<PathBuf>,
    pub credential_id: Option<String>,
    pub ca_file: Option<PathBuf>,
    pub largest_mib: u16,
    pub connect_seconds: u16,
    pub sign_seconds: u16,
    pub confirm_seconds: u16,
}

/// The service, if there is one.
///
/// # Errors
/// Names the setting that cannot be used.
pub fn by_csc(section: &CscSection, around: Surroundings) -> Result<Option<Csc>, ConfigError> {
    if section.base_url.is_empty() {
        return Ok(None);
    }
    let fail = in_section("signing.csc");
    let missing = || Unusable::new("secret_file", "name the file that holds the secret");
    let file = section.secret_file.as_deref().ok_or_else(missing).map_err(&fail)?;
    let text = Zeroizing::new(secret("secret_file", file).map_err(&fail)?);
    let ca = certificates(section.ca_file.as_deref()).map_err(&fail)?;
    Csc::new(&section.settings(text, ca), around).map(Some).map_err(fail)
}

/// Time and chance of a cell.
pub(super) fn around(cell: &Cell, timestamps: Option<Arc<dyn TimestampAuthority>>) -> Surroundings {
    Surroundings {
        clock: cell.shared_clock(),
        zone: cell.zone().clone(),
        random: Arc::new(Chance(cell.clone())),
        timestamps,
    }
}

impl CscSection {
    fn settings(&self, secret: Zeroizing<String>, ca: Option<Vec<u8>>) -> Settings {
        let access = match self.client_id.as_str() {
            "" => Access::Bearer(secret),
            id => Access::Client { id: id.to_owned(), secret },
        };
        let usual = Settings::new(&self.base_url, access);
        Settings {
            token_url: self.token_url.clone(),
            credential_id: self.credential_id.clone(),
            ca,
            largest: mib(self.largest_mib),
            patience: Patience {
                connect: seconds(self.connect_seconds),
                sign: seconds(self.sign_seconds),
                confirm: seconds(self.confirm_seconds),
                ..usual.patience
            },
            ..usual
        }
    }
}

/// The chance of a cell.
struct Chance(Cell);

impl Random for Chance {
    fn fill(&self, buffer: &mut [u8]) {
        self.0.random().fill(buffer);
    }
}
