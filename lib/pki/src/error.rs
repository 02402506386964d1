//! What is wrong with a certificate, a signature, a token or a statement about revocation, and where.

use const_oid::ObjectIdentifier;

/// Everything this crate refuses. What a path lacks is no error but a
/// [`Problem`](crate::trust::Problem): a judgement has several, and a caller may fetch and ask again.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PkiError {
    // Bytes
    #[error("{what} is not DER: {fault}")]
    Der { what: &'static str, fault: der::Error },
    #[error("{0} is BER with an indefinite length, not DER")]
    NotDer(&'static str),
    #[error("bytes follow {0}")]
    TrailingBytes(&'static str),
    #[error("{0} is not PEM, or PEM of something else")]
    Pem(&'static str),
    #[error("{what} breaks its standard: {rule}")]
    Rule { what: &'static str, rule: &'static str },
    #[error("{what} holds more than {most} elements")]
    TooMany { what: &'static str, most: usize },

    // Algorithms and keys
    #[error("algorithm {0} is not known here")]
    UnknownAlgorithm(ObjectIdentifier),
    #[error("{0} is too weak to prove anything")]
    Weak(Weakness),
    #[error("the parameters of algorithm {0} are missing, wrong or superfluous")]
    Parameters(ObjectIdentifier),
    #[error("the algorithm {algorithm} does not belong to a key of {key}")]
    OtherKey { algorithm: &'static str, key: &'static str },
    #[error("the private key is damaged or of a kind that is not used here")]
    PrivateKey,
    #[error("the private key refused to sign")]
    Signing,
    #[error("the signature value does not belong to these bytes and this key")]
    Signature,

    // What stands on them
    #[error("CMS: {0}")]
    Cms(CmsFault),
    #[error("time-stamp: {0}")]
    Timestamp(TimestampFault),
    #[error("revocation: {0}")]
    Revocation(RevocationFault),
}

/// What makes a signature worthless although its arithmetic may be right (ETSI TS 119 312,
/// NIST SP 800-131A).
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Weakness {
    #[error("MD5")]
    Md5,
    #[error("SHA-1")]
    Sha1,
    #[error("an RSA key of {0} bits")]
    Rsa(u32),
}

/// What is wrong with signed data (RFC 5652, RFC 5035, EN 319 122-1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CmsFault {
    #[error("the content is of type {0}, not signed data")]
    NotSignedData(ObjectIdentifier),
    #[error("version {0} is not one of signed data")]
    Version(u8),
    #[error("nobody signed")]
    NoSigner,
    #[error("{0} signed where one may")]
    SeveralSigners(usize),
    #[error("the version of the signer is not that of the way it is named")]
    SignerVersion,
    #[error("the signer's digest algorithm is not among those announced")]
    DigestNotAnnounced,
    #[error("the signature algorithm has another digest than the signer's")]
    OtherDigest,
    #[error("the signer's certificate is not enclosed")]
    SignerCertificate,
    #[error("there are no signed attributes")]
    NoSignedAttributes,
    #[error("the signed attributes are not in the order of DER")]
    AttributeOrder,
    #[error("the signed attribute {0} is missing")]
    Missing(&'static str),
    #[error("the signed attribute {0} is there twice")]
    Twice(ObjectIdentifier),
    #[error("the signed attribute {0} has not exactly one value")]
    OneValue(&'static str),
    #[error("the signed content type is not that of the content")]
    ContentType,
    #[error("the signed digest is not that of the content")]
    MessageDigest,
    #[error("the signed reference to the certificate is to another one")]
    OtherCertificate,
    #[error("the protected algorithms are not those in use")]
    AlgorithmProtection,
    #[error(
        "the content is enclosed where it should be outside, or outside where it should be enclosed"
    )]
    Detached,
}

/// What is wrong with a time-stamp (RFC 3161, RFC 5816).
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TimestampFault {
    #[error("the authority refused with status {status} and reason {reason:?}")]
    Refused { status: u8, reason: Option<u8> },
    #[error("the answer grants a token but holds none")]
    NoToken,
    #[error("the content is not a TSTInfo")]
    NotTstInfo,
    #[error("version {0} of TSTInfo is not known")]
    Version(u8),
    #[error("the token is for another digest")]
    Imprint,
    #[error("the token answers another request")]
    Nonce,
    #[error("the token follows policy {0}, which was not asked for")]
    Policy(ObjectIdentifier),
    #[error("the certificate is not for time-stamps alone, or does not say so critically")]
    Purpose,
    #[error("no reference to the certificate is signed")]
    NoReference,
    #[error("a time that is not in UTC with seconds")]
    Time,
    #[error("the token has an extension that must be understood and is not")]
    Critical,
}

/// What is wrong with a statement about revocation (RFC 5280 §5 and §6.3, RFC 6960).
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RevocationFault {
    #[error("it is not from the issuer of the certificate")]
    OtherIssuer,
    #[error("its signer may not sign it")]
    NotAuthorised,
    #[error("it says nothing about this certificate")]
    OtherCertificate,
    #[error("it does not cover this kind of certificate")]
    Scope,
    #[error("it is a difference to another list, which is not read here")]
    Delta,
    #[error("it speaks of certificates of other issuers, which is not read here")]
    Indirect,
    #[error("it covers some reasons only")]
    SomeReasons,
    #[error("it has the extension {0}, which must be understood and is not")]
    Critical(ObjectIdentifier),
    #[error("the responder answered with status {0}, not with a statement")]
    Unsuccessful(u8),
    #[error("the answer is of a kind that is not known")]
    Kind,
    #[error("the responder could not be identified by an enclosed certificate")]
    Responder,
    #[error("the answer is to another request")]
    Nonce,
}

impl From<CmsFault> for PkiError {
    fn from(fault: CmsFault) -> Self {
        Self::Cms(fault)
    }
}

impl From<TimestampFault> for PkiError {
    fn from(fault: TimestampFault) -> Self {
        Self::Timestamp(fault)
    }
}

impl From<RevocationFault> for PkiError {
    fn from(fault: RevocationFault) -> Self {
        Self::Revocation(fault)
    }
}

impl PkiError {
    /// An error of the DER reader, told apart by what a person can do about it.
    pub(crate) fn der(what: &'static str) -> impl FnOnce(der::Error) -> Self {
        move |fault| match fault.kind() {
            der::ErrorKind::IndefiniteLength => Self::NotDer(what),
            _ => Self::Der { what, fault },
        }
    }
}
