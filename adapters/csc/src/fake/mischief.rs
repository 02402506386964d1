//! How the fake misbehaves: what services were seen to do, what a broken network does, and what a
//! hostile one could.

use serde::Deserialize;

/// What it does from now on, as a program says it or as JSON: `{"kind": "slow", "millis": 860}`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Mischief {
    #[default]
    None,
    /// Signs after this long.
    Slow { millis: u64 },
    /// Answers `signHash` with this status and a page, before anything is signed.
    Status { code: u16 },
    /// Answers every question before it so.
    AskStatus { code: u16 },
    /// Signs, and breaks (HTTP 500).
    ErrorAfter,
    /// Signs, and cuts the line.
    CutAfter,
    /// Signs, and never answers.
    HangAfter,
    /// Cuts the line when it is asked to open the key.
    CutAuthorize,
    /// No body at all.
    EmptyBody,
    /// Words that are no JSON under a header that says so.
    NotJson,
    /// A signature that is no base64.
    NotBase64,
    /// A signature that lacks its last byte.
    ShortSignature,
    /// A signature of nothing.
    EmptySignature,
    /// Another key signs.
    OtherKey,
    /// The right key signs another digest.
    OtherDigest,
    /// One signature too many.
    OneMore,
    /// A signature too few.
    OneLess,
    /// ECDSA as r‖s (IEEE P1363) in place of DER.
    Fixed,
    /// The activation data are too old at once.
    ExpiredSad,
    /// The activation data are bound to other digests.
    OtherHashes,
    /// The token that is in force ends; the next one lives.
    ExpiredToken,
    /// Every token has ended before it is used.
    EndedTokens,
    /// The token ends between opening the key and signing.
    TokenEndsAtSigning,
    /// Wrong secrets are repeated in the error.
    Echo,
    /// The owner confirms on another device, at the third look.
    Confirms,
    /// The owner never does.
    NeverConfirms,
    /// Signs later, whatever was asked.
    Later,
    /// Does not know the digest.
    UnknownDigest,
    /// The certificates belong to another key.
    OtherCertificate,
    /// It keeps to version 1.
    VersionOne,
    /// Its place for tokens is another machine.
    TokensElsewhere,
}
