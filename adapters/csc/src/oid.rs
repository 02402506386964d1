//! Names of algorithms as the API writes them: dotted numbers in texts.

use pki::DigestAlgorithm;

// Signatures (RFC 8017 appendix C, RFC 5758 section 3.2).
pub(crate) const RSA: &str = "1.2.840.113549.1.1.1";
pub(crate) const RSA_PSS: &str = "1.2.840.113549.1.1.10";
pub(crate) const RSA_SHA256: &str = "1.2.840.113549.1.1.11";
pub(crate) const RSA_SHA384: &str = "1.2.840.113549.1.1.12";
pub(crate) const RSA_SHA512: &str = "1.2.840.113549.1.1.13";
pub(crate) const EC: &str = "1.2.840.10045.2.1";
pub(crate) const ECDSA_SHA256: &str = "1.2.840.10045.4.3.2";
pub(crate) const ECDSA_SHA384: &str = "1.2.840.10045.4.3.3";
pub(crate) const ECDSA_SHA512: &str = "1.2.840.10045.4.3.4";

/// The name of a digest (RFC 5754, section 2); nothing for one that is not signed with.
pub(crate) const fn of_digest(digest: DigestAlgorithm) -> Option<&'static str> {
    match digest {
        DigestAlgorithm::Sha1 => None,
        DigestAlgorithm::Sha256 => Some("2.16.840.1.101.3.4.2.1"),
        DigestAlgorithm::Sha384 => Some("2.16.840.1.101.3.4.2.2"),
        DigestAlgorithm::Sha512 => Some("2.16.840.1.101.3.4.2.3"),
    }
}
