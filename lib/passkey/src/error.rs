//! Why a response is refused, and where.

/// What is wrong in which part. Only the caller knows what to tell the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{at}: {what}")]
pub struct PasskeyError {
    pub what: Fault,
    pub at: Part,
}

impl PasskeyError {
    pub(crate) const fn new(what: Fault, at: Part) -> Self {
        Self { what, at }
    }
}

/// The parts of a response, by their names in the standard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Part {
    #[error("address of the site")]
    Address,
    #[error("response")]
    Response,
    #[error("clientDataJSON")]
    ClientData,
    #[error("attestationObject")]
    AttestationObject,
    #[error("authenticatorData")]
    AuthenticatorData,
    #[error("credential id")]
    CredentialId,
    #[error("credential public key")]
    PublicKey,
    #[error("signature")]
    Signature,
    #[error("user handle")]
    UserHandle,
    #[error("intents")]
    Intents,
}

/// The kinds of mistakes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    // Form
    #[error("shorter or longer than allowed")]
    Length,
    #[error("no base64url without padding")]
    Base64,
    #[error("no JSON, or a member is missing, twice, or of another kind")]
    Json,
    #[error("no CBOR of the kind that belongs here")]
    Cbor,
    #[error("a key stands twice")]
    Duplicate,
    #[error("something follows after its end")]
    Trailing,
    #[error("the type of the credential is not public-key")]
    CredentialType,

    // What the browser says
    #[error("made for another ceremony")]
    Ceremony,
    #[error("answers another challenge")]
    Challenge,
    #[error("comes from another origin")]
    Origin,
    #[error("comes from inside a page of another origin")]
    CrossOrigin,

    // What the authenticator says
    #[error("made for another relying party")]
    RelyingParty,
    #[error("nobody was present")]
    UserAbsent,
    #[error("the person was not verified")]
    UserUnverified,
    #[error("backed up, or eligible for it, in a way that cannot be")]
    Backup,
    #[error("the credential's data is missing, or stands where none belongs")]
    CredentialData,
    #[error("the statement of an attestation that says it is none")]
    Statement,
    #[error("not the one that was asked for")]
    Other,
    #[error("an algorithm that was not asked for")]
    Algorithm,
    #[error("numbers that make no key")]
    Key,
    #[error("does not verify")]
    Signature,
    #[error("the counter did not grow: the credential may have been copied")]
    Counter,

    // The site
    #[error("neither https nor localhost")]
    Insecure,
    #[error("has no domain name")]
    Domain,

    // Intents
    #[error("none, or more than may be signed at once")]
    Count,
}
