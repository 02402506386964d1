//! The company that issues QRIS codes: from the settings to a port. A demo cell without one has an
//! example of its own.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use acquirer::{FakeAcquirer, Merchant, Settings, SnapAcquirer};
use cell::Cell;
use ports::Acquirer;
use serde::Deserialize;
use snap::{ClientSecret, Dialect, PrivateKey, SignatureKind};

use crate::config::ConfigError;
use crate::system::SystemRandom;

/// How the acquirer of a demo cell is called among the partners.
pub const DEMO: &str = "qris-contoh";

/// An acquirer with its id among the partners.
pub type Named = (String, Arc<dyn Acquirer>);

/// Nothing that is kept secret in a file is longer.
const LONGEST_SECRET: u64 = 16 * 1_024;

/// The section of the settings.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AcquirerSection {
    url: String,
    partner: String,
    client_key: String,
    private_key_file: Option<PathBuf>,
    client_secret_file: Option<PathBuf>,
    partner_id: String,
    channel_id: String,
    merchant_id: String,
    terminal_id: String,
    nmid: String,
    signature: Signing,
    timeout_seconds: u8,
}

/// How requests are signed.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Signing {
    Symmetric,
    Asymmetric,
}

impl AcquirerSection {
    /// Makes paths right wherever the program is started.
    #[must_use]
    pub fn below(mut self, folder: &Path) -> Self {
        for file in [&mut self.private_key_file, &mut self.client_secret_file] {
            *file = file.take().map(|file| folder.join(file));
        }
        self
    }
}

/// The acquirer of a cell with its id among the partners; `None` without one. Nobody is called yet.
///
/// # Errors
/// Names the setting that cannot be used.
pub fn acquirer(cell: &Cell, section: &AcquirerSection) -> Result<Option<Named>, ConfigError> {
    if section.url.is_empty() {
        return Ok(in_demo(cell));
    }
    let bad = |name, problem: String| ConfigError::Value { name, problem };
    payments::domain::partner::check_id(&section.partner)
        .map_err(|e| bad("acquirer.partner", e.to_string()))?;
    let key = read("acquirer.private_key_file", section.private_key_file.as_deref())?;
    let key =
        PrivateKey::from_pem(&key).map_err(|e| bad("acquirer.private_key_file", e.to_string()))?;
    let secret = read("acquirer.client_secret_file", section.client_secret_file.as_deref())?;
    let secret = ClientSecret::new(secret.trim())
        .map_err(|e| bad("acquirer.client_secret_file", e.to_string()))?;
    let signature = match section.signature {
        Signing::Symmetric => SignatureKind::Symmetric,
        Signing::Asymmetric => SignatureKind::Asymmetric,
    };
    let some = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
    let settings = Settings {
        base_url: section.url.clone(),
        client_key: section.client_key.clone(),
        private_key: key,
        client_secret: secret,
        partner_id: section.partner_id.clone(),
        channel_id: section.channel_id.clone(),
        merchant_id: section.merchant_id.clone(),
        terminal_id: some(&section.terminal_id),
        nmid: some(&section.nmid),
        dialect: Dialect { signature, ..Dialect::default() },
        zone: cell.zone().clone(),
        timeout: Duration::from_secs(section.timeout_seconds.max(1).into()),
    };
    let client = SnapAcquirer::new(settings, cell.shared_clock(), Arc::new(SystemRandom))
        .map_err(|e| bad("acquirer", e.to_string()))?;
    Ok(Some((section.partner.clone(), Arc::new(client))))
}

/// What a demo cell has instead: codes that are well-formed, and payable nowhere.
pub fn in_demo(cell: &Cell) -> Option<Named> {
    let example = || FakeAcquirer::new(Merchant::default(), cell.shared_clock());
    cell.settings().demo.then(|| (DEMO.to_owned(), Arc::new(example()) as Arc<dyn Acquirer>))
}

fn read(name: &'static str, path: Option<&Path>) -> Result<String, ConfigError> {
    let bad = |problem: String| ConfigError::Value { name, problem };
    let path = path.ok_or_else(|| bad("name the file".to_owned()))?;
    let size = std::fs::metadata(path).map(|file| file.len());
    match size {
        Ok(size) if size > LONGEST_SECRET => Err(bad(format!("{} is too long", path.display()))),
        _ => std::fs::read_to_string(path).map_err(|e| bad(format!("{}: {e}", path.display()))),
    }
}
