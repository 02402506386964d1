//! A new credential (Level 3, §7.1).

use crate::authenticator_data::AuthenticatorData;
use crate::cbor::Map;
use crate::client_data::{self, Ceremony};
use crate::{Expected, Fault, Flags, Part, PasskeyError, PublicKey, RegistrationResponse};

/// A credential as it is stored with the account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credential {
    /// Chosen by the authenticator; one account only may hold it.
    pub id: Vec<u8>,
    /// The handle of the person it was made for.
    pub user_handle: Vec<u8>,
    pub public_key: PublicKey,
    /// Grows with each use where the authenticator counts; passkeys that are copied stay at zero.
    pub sign_count: u32,
    /// The flags when it was made. Whether it may be backed up never changes afterwards.
    pub flags: Flags,
    /// How the browser reaches it.
    pub transports: Vec<String>,
    /// The model of the authenticator, all zeros when it does not say. Not proven by anything.
    pub aaguid: [u8; 16],
}

/// Checks a registration and gives the credential to store. That its id belongs to nobody else is
/// for the caller to see to (§7.1 step 26).
///
/// Attestation: `none` is what the options ask for. Statements in other formats are taken but **not
/// judged**: whoever needs to know the make of an authenticator must verify the statement elsewhere.
///
/// # Errors
/// [`PasskeyError`] with the first check that failed.
pub fn verify_registration(
    response: &RegistrationResponse,
    user_handle: &[u8],
    expected: &Expected<'_>,
) -> Result<Credential, PasskeyError> {
    client_data::check(&response.client_data_json, Ceremony::Create, expected)?;
    let object = Map::all(&response.attestation_object, Part::AttestationObject)?;
    let statement = object.entries_of("attStmt")?;
    if object.text("fmt")? == "none" && statement != 0 {
        return Err(PasskeyError::new(Fault::Statement, Part::AttestationObject));
    }
    let data = AuthenticatorData::parse(object.bytes("authData")?)?;
    data.check(expected)?;
    let Some(made) = data.credential else {
        return Err(PasskeyError::new(Fault::CredentialData, Part::AuthenticatorData));
    };
    if made.id != response.credential_id {
        return Err(PasskeyError::new(Fault::Other, Part::CredentialId));
    }
    Ok(Credential {
        id: made.id.to_vec(),
        user_handle: user_handle.to_vec(),
        public_key: PublicKey::from_cose(made.key)?,
        sign_count: data.sign_count,
        flags: data.flags,
        transports: response.transports.clone(),
        aaguid: made.aaguid,
    })
}
