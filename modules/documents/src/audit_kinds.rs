//! What the module writes into the audit trail.

use audit::{Kind, Level};

/// A letter was begun.
pub const LETTER_MADE: Kind = Kind::new("documents/letter-made", Level::Routine);
/// A version of a letter was saved.
pub const LETTER_SAVED: Kind = Kind::new("documents/letter-saved", Level::Routine);

/// The authority was made.
pub const AUTHORITY_MADE: Kind = Kind::new("documents/authority-made", Level::Critical);
/// An office of it got its next generation.
pub const AUTHORITY_RENEWED: Kind = Kind::new("documents/authority-renewed", Level::Critical);
/// Somebody made a key and asks for a certificate.
pub const KEY_MADE: Kind = Kind::new("documents/key-made", Level::Important);
/// They took it back.
pub const KEY_WITHDRAWN: Kind = Kind::new("documents/key-withdrawn", Level::Routine);
/// A registrar vouched for it.
pub const KEY_APPROVED: Kind = Kind::new("documents/key-approved", Level::Important);
/// A registrar would not.
pub const KEY_REFUSED: Kind = Kind::new("documents/key-refused", Level::Important);
/// Somebody would have vouched and may not.
pub const APPROVAL_DENIED: Kind = Kind::new("documents/approval-denied", Level::Critical);
/// A wrong passphrase.
pub const PASSPHRASE_WRONG: Kind = Kind::new("documents/passphrase-wrong", Level::Routine);
/// Too many of them.
pub const KEY_LOCKED: Kind = Kind::new("documents/key-locked", Level::Important);
/// Another passphrase, by whoever had the present one.
pub const PASSPHRASE_CHANGED: Kind = Kind::new("documents/passphrase-changed", Level::Important);
/// What is stored of a key was changed by somebody else than the program.
pub const KEY_DOUBTED: Kind = Kind::new("documents/key-doubted", Level::Critical);
/// A certificate was issued.
pub const CERTIFICATE_ISSUED: Kind = Kind::new("documents/certificate-issued", Level::Important);
/// A certificate counts no more.
pub const CERTIFICATE_REVOKED: Kind = Kind::new("documents/certificate-revoked", Level::Important);

/// The key of a seal is kept beside those of the cell.
pub const SEAL_KEPT: Kind = Kind::new("documents/seal-kept", Level::Critical);

/// All of them.
pub const ALL: &[Kind] = &[
    LETTER_MADE,
    LETTER_SAVED,
    AUTHORITY_MADE,
    AUTHORITY_RENEWED,
    KEY_MADE,
    KEY_WITHDRAWN,
    KEY_APPROVED,
    KEY_REFUSED,
    APPROVAL_DENIED,
    PASSPHRASE_WRONG,
    KEY_LOCKED,
    PASSPHRASE_CHANGED,
    KEY_DOUBTED,
    CERTIFICATE_ISSUED,
    CERTIFICATE_REVOKED,
    SEAL_KEPT,
];
