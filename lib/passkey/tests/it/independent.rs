//! Another implementation (passkey-rs) plays browser and authenticator: it reads our options and we
//! read its answers.

use passkey::{
    Algorithm, Assertion, AssertionResponse, Challenge, Credential, Evidence, Expected, Fault,
    Known, PasskeyError, RegistrationResponse, User, creation_options, request_options, reverify,
    verify_assertion, verify_registration,
};
use passkey_authenticator::{Authenticator, UiHint, UserCheck, UserValidationMethod};
use passkey_client::{Client, DefaultClientData};
use passkey_crypto::iana;
use passkey_crypto::rust_crypto::RustCryptoBackend;
use passkey_types::Passkey;
use passkey_types::ctap2::{Aaguid, Ctap2Error};
use passkey_types::webauthn::{CredentialCreationOptions, CredentialRequestOptions};
use public_suffix::PublicSuffixList;
use serde::de::DeserializeOwned;
use url::Url;

use crate::device::{USER, challenge, site};

/// Somebody whose finger is there and is the right one.
struct Finger;

#[async_trait::async_trait]
impl UserValidationMethod for Finger {
    type PasskeyItem = Passkey;

    async fn check_user<'a>(
        &self,
        _hint: UiHint<'a, Passkey>,
        presence: bool,
        verification: bool,
    ) -> Result<UserCheck, Ctap2Error> {
        Ok(UserCheck { presence, verification })
    }

    fn is_verification_enabled(&self) -> Option<bool> {
        Some(true)
    }

    fn is_presence_enabled(&self) -> bool {
        true
    }
}

struct Phone {
    client: Client<Option<Passkey>, Finger, RustCryptoBackend, PublicSuffixList, ()>,
    origin: Url,
}

impl Phone {
    fn new(algorithm: iana::Algorithm, counts: bool) -> Self {
        let mut inside = Authenticator::new(Aaguid::new_empty(), None, Finger, RustCryptoBackend);
        inside.set_algorithms(&[algorithm]).unwrap();
        inside.set_make_credentials_with_signature_counter(counts);
        let client = Client::new(inside);
        Self { client, origin: Url::parse(site().origin()).unwrap() }
    }

    async fn register(&mut self) -> Result<Credential, PasskeyError> {
        let user = User { handle: USER, name: "ani", display_name: "Ani Wulandari" };
        let asked = creation_options(&site(), "Kutai Timur", &user, &challenge(), &[]);
        let asked: CredentialCreationOptions = options(&asked);
        let made = self.client.register(&self.origin, asked, DefaultClientData).await.unwrap();
        let sent = serde_json::to_string(&made).unwrap();
        let (challenge, site) = (challenge(), site());
        let expected = Expected::verified(&challenge, &site);
        verify_registration(&RegistrationResponse::parse(&sent)?, USER, &expected)
    }

    async fn assert(
        &mut self,
        credential: &Credential,
        challenge: &Challenge,
    ) -> Result<(Assertion, Evidence), PasskeyError> {
        let asked = request_options(&site(), challenge, &[Known::from(credential)]);
        let asked: CredentialRequestOptions = options(&asked);
        let used = self.client.authenticate(&self.origin, asked, DefaultClientData).await.unwrap();
        let sent = serde_json::to_string(&used).unwrap();
        let response = AssertionResponse::parse(&sent)?;
        verify_assertion(&response, credential, &Expected::verified(challenge, &site()))
    }
}

fn options<T: DeserializeOwned>(json: &str) -> T {
    serde_json::from_str(&format!("{{\"publicKey\":{json}}}")).unwrap()
}

#[tokio::test]
async fn a_phone_of_another_make_registers_and_signs() {
    for (theirs, ours) in
        [(iana::Algorithm::ES256, Algorithm::Es256), (iana::Algorithm::EdDSA, Algorithm::EdDsa)]
    {
        let mut phone = Phone::new(theirs, false);
        let credential = phone.register().await.unwrap();
        assert_eq!(credential.public_key.algorithm(), ours);
        assert!(credential.flags.is_user_verified());
        let agreed = Challenge([42; 32]);
        let (_, evidence) = phone.assert(&credential, &agreed).await.unwrap();
        let kept = Evidence::from_json(&evidence.to_json()).unwrap();
        reverify(&kept, &Expected::verified(&agreed, &site())).unwrap();
        let other = reverify(&kept, &Expected::verified(&challenge(), &site()));
        assert_eq!(other.unwrap_err().what, Fault::Challenge);
    }
}

#[tokio::test]
async fn a_phone_that_counts_is_noticed_when_it_was_copied() {
    let mut phone = Phone::new(iana::Algorithm::ES256, true);
    let mut credential = phone.register().await.unwrap();
    for _ in 0..3 {
        let (assertion, _) = phone.assert(&credential, &challenge()).await.unwrap();
        assert!(assertion.sign_count > credential.sign_count);
        credential.sign_count = assertion.sign_count;
    }
    // The copy went on counting elsewhere.
    credential.sign_count += 1;
    let late = phone.assert(&credential, &challenge()).await.unwrap_err();
    assert_eq!(late.what, Fault::Counter);
}

#[tokio::test]
async fn the_passkey_of_one_person_does_not_sign_for_another() {
    let (mut ani, mut budi) =
        (Phone::new(iana::Algorithm::ES256, false), Phone::new(iana::Algorithm::ES256, false));
    let (his, mut hers) = (budi.register().await.unwrap(), ani.register().await.unwrap());
    // Somebody with the database in hand puts her key in the place of his.
    hers.id.clone_from(&his.id);
    let error = budi.assert(&hers, &challenge()).await.unwrap_err();
    assert_eq!(error.what, Fault::Signature);
}
