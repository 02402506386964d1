//! A credential in use (Level 3, §7.2).

use sha2::{Digest, Sha256};

use crate::authenticator_data::AuthenticatorData;
use crate::client_data::{self, Ceremony};
use crate::{
    AssertionResponse, Credential, Evidence, Expected, Fault, Flags, Part, PasskeyError, PublicKey,
};

/// What an assertion said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Assertion {
    /// To be stored with the credential.
    pub sign_count: u32,
    pub flags: Flags,
}

/// Checks an assertion against the credential it names, and gives the evidence to keep.
///
/// It is good for one use: the caller takes the challenge back, or the same answer comes twice.
///
/// # Errors
/// [`PasskeyError`] with the first check that failed; [`Fault::Counter`] when the counter did not
/// grow although the authenticator counts (§7.2 step 22, read strictly).
pub fn verify_assertion(
    response: &AssertionResponse,
    credential: &Credential,
    expected: &Expected<'_>,
) -> Result<(Assertion, Evidence), PasskeyError> {
    if response.credential_id != credential.id {
        return Err(PasskeyError::new(Fault::Other, Part::CredentialId));
    }
    if response.user_handle.as_ref().is_some_and(|handle| *handle != credential.user_handle) {
        return Err(PasskeyError::new(Fault::Other, Part::UserHandle));
    }
    let evidence = Evidence {
        credential_id: response.credential_id.clone(),
        public_key: credential.public_key.as_cose().to_vec(),
        client_data_json: response.client_data_json.clone(),
        authenticator_data: response.authenticator_data.clone(),
        signature: response.signature.clone(),
    };
    let assertion = judge(&evidence, &credential.public_key, expected)?;
    check_against_past(&assertion, credential)?;
    Ok((assertion, evidence))
}

/// Checks kept evidence again, from its bytes alone: everything that [`verify_assertion`] checked
/// but the counter, which has moved on. Whose key it is, the trail of the registration says.
///
/// # Errors
/// [`PasskeyError`] with the first check that failed.
pub fn reverify(evidence: &Evidence, expected: &Expected<'_>) -> Result<Assertion, PasskeyError> {
    let key = PublicKey::from_cose(&evidence.public_key)?;
    judge(evidence, &key, expected)
}

fn judge(
    evidence: &Evidence,
    key: &PublicKey,
    expected: &Expected<'_>,
) -> Result<Assertion, PasskeyError> {
    client_data::check(&evidence.client_data_json, Ceremony::Get, expected)?;
    let data = AuthenticatorData::parse(&evidence.authenticator_data)?;
    data.check(expected)?;
    // Only a registration carries a credential (§6.1).
    if data.credential.is_some() {
        return Err(PasskeyError::new(Fault::CredentialData, Part::AuthenticatorData));
    }
    let hash = Sha256::digest(&evidence.client_data_json);
    let signed = [&evidence.authenticator_data[..], &hash[..]].concat();
    key.verify(&signed, &evidence.signature)?;
    Ok(Assertion { sign_count: data.sign_count, flags: data.flags })
}

fn check_against_past(now: &Assertion, past: &Credential) -> Result<(), PasskeyError> {
    let fault = |what| Err(PasskeyError::new(what, Part::AuthenticatorData));
    if now.flags.is_backup_eligible() != past.flags.is_backup_eligible() {
        return fault(Fault::Backup);
    }
    let counts = now.sign_count != 0 || past.sign_count != 0;
    if counts && now.sign_count <= past.sign_count {
        return fault(Fault::Counter);
    }
    Ok(())
}
