//! The two forms of an ECDSA signature: r‖s as tokens give it, a DER SEQUENCE as CMS wants it.

use crate::asn1::write;
use crate::{KeyKind, PkiError};

/// r‖s (IEEE P1363, PKCS#11) as `ECDSA-Sig-Value` (RFC 5480 annex A). `key` says how long each is.
///
/// # Errors
/// [`PkiError::Signature`] when `fixed` is not two numbers of that length, [`PkiError::OtherKey`]
/// for a key that does not sign by ECDSA.
pub fn ecdsa_to_der(fixed: &[u8], key: KeyKind) -> Result<Vec<u8>, PkiError> {
    let length = match key {
        KeyKind::P256 => 32,
        KeyKind::P384 => 48,
        KeyKind::P521 => 66,
        other => return Err(PkiError::OtherKey { algorithm: "ECDSA", key: other.name() }),
    };
    let (r, s) = fixed.split_at_checked(length).ok_or(PkiError::Signature)?;
    if s.len() != length {
        return Err(PkiError::Signature);
    }
    Ok(write::sequence(&[write::unsigned(r), write::unsigned(s)]))
}
