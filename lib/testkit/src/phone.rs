//! A phone with passkeys, played by an implementation that is not ours (passkey-rs): browser and
//! authenticator in one.

use passkey_authenticator::{Authenticator, MemoryStore, UiHint, UserCheck, UserValidationMethod};
use passkey_client::{Client, DefaultClientData, WebauthnError};
use passkey_crypto::iana::Algorithm;
use passkey_crypto::rust_crypto::RustCryptoBackend;
use passkey_types::Passkey;
use passkey_types::ctap2::{Aaguid, Ctap2Error};
use public_suffix::PublicSuffixList;
use serde::Serialize;
use serde::de::DeserializeOwned;
use url::Url;

/// A phone in the hand of its owner. Keys are drawn by the machine's chance, the one thing here
/// that does not repeat; nothing that a test looks at depends on it.
pub struct Phone {
    client: Client<MemoryStore, Finger, RustCryptoBackend, PublicSuffixList, ()>,
    origin: Url,
}

/// The right finger.
struct Finger;

impl Phone {
    /// A phone whose browser is on the page of this site, such as `https://pelangi.test`.
    ///
    /// # Panics
    /// When the origin is no address.
    #[expect(clippy::expect_used, reason = "only tests call it, and a test ends by a panic")]
    pub fn on(origin: &str) -> Self {
        let store = MemoryStore::new();
        let mut inside = Authenticator::new(Aaguid::new_empty(), store, Finger, RustCryptoBackend);
        inside.set_algorithms(&[Algorithm::ES256]).expect("an algorithm of every phone");
        inside.set_make_credentials_with_signature_counter(true);
        let client = Client::new(inside).allows_insecure_localhost(true);
        Self { client, origin: origin.parse().expect("an address") }
    }

    /// `navigator.credentials.create`: options as JSON in, the answer as JSON out.
    ///
    /// # Errors
    /// What a browser throws, in words.
    pub async fn create(&mut self, options: &str) -> Result<String, String> {
        let asked = read(options)?;
        let made = self.client.register(&self.origin, asked, DefaultClientData).await;
        written(made)
    }

    /// `navigator.credentials.get`.
    ///
    /// # Errors
    /// As [`Self::create`].
    pub async fn get(&mut self, options: &str) -> Result<String, String> {
        let asked = read(options)?;
        let used = self.client.authenticate(&self.origin, asked, DefaultClientData).await;
        written(used)
    }
}

fn read<T: DeserializeOwned>(options: &str) -> Result<T, String> {
    serde_json::from_str(&format!("{{\"publicKey\":{options}}}")).map_err(|e| e.to_string())
}

fn written(answer: Result<impl Serialize, WebauthnError>) -> Result<String, String> {
    let answer = answer.map_err(|error| format!("{error:?}"))?;
    serde_json::to_string(&answer).map_err(|e| e.to_string())
}

#[async_trait::async_trait]
impl UserValidationMethod for Finger {
    type PasskeyItem = Passkey;

    async fn check_user<'a>(
        &self,
        hint: UiHint<'a, Passkey>,
        presence: bool,
        verification: bool,
    ) -> Result<UserCheck, Ctap2Error> {
        if let UiHint::InformExcludedCredentialFound(_) = hint {
            return Err(Ctap2Error::CredentialExcluded);
        }
        Ok(UserCheck { presence, verification })
    }

    fn is_verification_enabled(&self) -> Option<bool> {
        Some(true)
    }

    fn is_presence_enabled(&self) -> bool {
        true
    }
}
