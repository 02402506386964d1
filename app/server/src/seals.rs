//! Electronic seals: from the settings to the one who seals notices and receipts.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use base::Result;
use cell::Cell;
use contracts::seals::Sealable;
use documents::usecase::authority::Authority;
use documents::usecase::sealing::Sealer;
use documents::usecase::signers::{RemoteKey, SealSigner, keep_seal};
use identity::Actor;
use pkcs11::{Reachable, TokenSettings};
use pki::{Certificate, Signer};
use ports::Unusable;
use ports::signing::Secret;
use serde::Deserialize;

use crate::config::ConfigError;
use crate::messages::{in_section, secret};

/// Everything below `[seals]`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SealsSection {
    pub notices: String,
    pub receipts: String,
    /// Seals whose key is in a token, by their word.
    pub tokens: BTreeMap<String, TokenSection>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TokenSection {
    pub module: PathBuf,
    pub token: String,
    pub label: String,
    pub pin_file: PathBuf,
}

/// The word of the seal that a demo cell makes for itself.
const DEMO: &str = "bapenda-contoh";
const DEMO_ORGANISATION: &str = "Badan Pendapatan Daerah";

impl SealsSection {
    /// Makes paths right wherever the program is started.
    #[must_use]
    pub fn below(mut self, folder: &Path) -> Self {
        for token in self.tokens.values_mut() {
            token.pin_file = folder.join(&token.pin_file);
        }
        self
    }

    fn word(&self, paper: Sealable) -> &str {
        match paper {
            Sealable::Notice => &self.notices,
            Sealable::Receipt => &self.receipts,
        }
    }
}

impl TokenSection {
    /// With the PIN, which stays in memory only.
    ///
    /// # Errors
    /// Names the setting that cannot be used.
    pub fn settings(&self) -> std::result::Result<TokenSettings, ConfigError> {
        let pin = secret("pin_file", &self.pin_file).map_err(in_section("seals.tokens"))?;
        Ok(TokenSettings {
            module: self.module.clone(),
            token: self.token.clone(),
            label: self.label.clone(),
            pin: Secret::passphrase(pin),
            certificate: None,
        })
    }
}

/// A key in a token, as a seal asks for it.
struct InToken(Reachable);

impl RemoteKey for InToken {
    fn open(&self, certificate: &Certificate) -> std::result::Result<Arc<dyn Signer>, String> {
        let token = self.0.token(Some(certificate)).map_err(|error| error.to_string())?;
        Ok(token)
    }
}

/// Who seals which papers; nobody where no seal is named. Tokens are opened when they are needed: one
/// that is away keeps no server from starting.
///
/// # Errors
/// Names the setting that cannot be used.
pub fn sealer(
    cell: &Cell,
    section: &SealsSection,
) -> std::result::Result<Option<Sealer>, ConfigError> {
    let mut signers = BTreeMap::new();
    let mut papers = Vec::new();
    for paper in Sealable::ALL {
        let word = match section.word(paper) {
            "" if has_demo_seal(cell) => DEMO,
            "" => continue,
            word => word,
        };
        let signer = match signers.get(word) {
            Some(signer) => SealSigner::clone(signer),
            None => signer(cell, section, word)?,
        };
        signers.insert(word.to_owned(), signer.clone());
        papers.push((paper, signer));
    }
    Ok((!papers.is_empty()).then(|| Sealer::new(cell.clone(), &papers)))
}

fn signer(
    cell: &Cell,
    section: &SealsSection,
    word: &str,
) -> std::result::Result<SealSigner, ConfigError> {
    let signer = SealSigner::new(cell.clone(), word);
    match section.tokens.get(word) {
        Some(token) => Ok(signer.with_key(Arc::new(InToken(Reachable::new(token.settings()?))))),
        None => Ok(signer),
    }
}

/// The settings of the token that is meant by a word.
///
/// # Errors
/// When there are none.
pub fn token(
    section: &SealsSection,
    word: &str,
) -> std::result::Result<TokenSettings, ConfigError> {
    let missing = || {
        let problem = format!(
            "there is no section [seals.tokens.{word}]; write one with module, \
                               token, label and pin_file"
        );
        in_section("seals")(Unusable::new("tokens", problem))
    };
    section.tokens.get(word).ok_or_else(missing)?.settings()
}

fn has_demo_seal(cell: &Cell) -> bool {
    let kept = || SealSigner::new(cell.clone(), DEMO).certificate();
    cell.settings().demo && kept().is_ok_and(|certificate| certificate.is_some())
}

/// A demo cell has a seal, so that everybody sees one. All of it says that it counts nowhere.
///
/// # Errors
/// Those of the keys folder and of the database.
pub async fn make_for_demo(cell: &Cell) -> Result<()> {
    if !cell.settings().demo || has_demo_seal(cell) || Authority::find(cell)?.is_none() {
        return Ok(());
    }
    keep_seal(cell, &Actor::operator(), DEMO, DEMO_ORGANISATION).await
}
