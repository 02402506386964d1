//! How a credential is made to sign, and how its answer is read.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use pki::{
    Certificate, DigestAlgorithm, KeyKind, PkiError, PublicKey, SignatureAlgorithm, ecdsa_to_der,
};

use crate::oid;

/// One way to sign, as it is asked for in `signatures/signHash` (section 11.10).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Way {
    /// `signAlgo`, one of those that the credential offers (`key/algo`).
    pub name: &'static str,
    /// `signAlgoParams`: the DER of the parameters in base64, for RSASSA-PSS.
    pub parameters: Option<String>,
    /// `hashAlgorithmOID`; left out where `signAlgo` says it already.
    pub named_hash: Option<&'static str>,
    pub algorithm: SignatureAlgorithm,
    /// The digest by its name, for `credentials/authorize`, which always wants it.
    pub hash: &'static str,
}

use DigestAlgorithm::{Sha256, Sha384, Sha512};
use SignatureAlgorithm::{Ecdsa, RsaPkcs1};

/// Salt as long as the digest, which is what everybody takes (RFC 8017, section 9.1).
const PSS: SignatureAlgorithm = SignatureAlgorithm::RsaPss { digest: Sha256, salt: 32 };

/// What each kind of key can be asked for, best first. A curve goes with the digest of its strength
/// (RFC 5480, section 4).
fn ways(key: KeyKind) -> &'static [(&'static str, SignatureAlgorithm)] {
    match key {
        KeyKind::Rsa { pss_only: true, .. } => &[(oid::RSA_PSS, PSS)],
        KeyKind::Rsa { .. } => &[
            (oid::RSA_SHA256, RsaPkcs1(Sha256)),
            (oid::RSA, RsaPkcs1(Sha256)),
            (oid::RSA_SHA384, RsaPkcs1(Sha384)),
            (oid::RSA_SHA512, RsaPkcs1(Sha512)),
            (oid::RSA_PSS, PSS),
        ],
        KeyKind::P256 => &[(oid::ECDSA_SHA256, Ecdsa(Sha256)), (oid::EC, Ecdsa(Sha256))],
        KeyKind::P384 => &[(oid::ECDSA_SHA384, Ecdsa(Sha384)), (oid::EC, Ecdsa(Sha384))],
        KeyKind::P521 => &[(oid::ECDSA_SHA512, Ecdsa(Sha512)), (oid::EC, Ecdsa(Sha512))],
        // It signs messages, not digests.
        KeyKind::Ed25519 => &[],
    }
}

impl Way {
    /// The best of what is offered for such a key; nothing when there is none that we know.
    pub fn among(offered: &[String], key: KeyKind) -> Option<Self> {
        let is_offered = |name: &str| offered.iter().any(|known| known.trim() == name);
        let (name, algorithm) = ways(key).iter().copied().find(|(name, _)| is_offered(name))?;
        let hash = oid::of_digest(algorithm.digest())?;
        let says_digest = !matches!(name, oid::RSA | oid::EC | oid::RSA_PSS);
        Some(Self {
            name,
            parameters: (name == oid::RSA_PSS).then(|| STANDARD.encode(parameters(algorithm))),
            named_hash: (!says_digest).then_some(hash),
            algorithm,
            hash,
        })
    }

    /// The value as CMS wants it, when it was made by the key of this certificate over `message`.
    /// ECDSA comes as a DER SEQUENCE or as r‖s (IEEE P1363): the standard does not say which.
    ///
    /// # Errors
    /// `Signature` for anything else.
    pub fn taken(
        &self,
        value: &[u8],
        message: &[u8],
        certificate: &Certificate,
    ) -> Result<Vec<u8>, PkiError> {
        let key = certificate.public_key()?;
        let forms = forms(value, self.algorithm, key);
        let mut good =
            forms.into_iter().filter(|it| key.verify(self.algorithm, message, it).is_ok());
        good.next().ok_or(PkiError::Signature)
    }
}

/// Everything that the value may mean.
fn forms(value: &[u8], algorithm: SignatureAlgorithm, key: &PublicKey) -> Vec<Vec<u8>> {
    let fixed = match algorithm {
        Ecdsa(_) => ecdsa_to_der(value, key.kind()).ok(),
        _ => None,
    };
    std::iter::once(value.to_vec()).chain(fixed).collect()
}

/// The parameters of RSASSA-PSS in DER: what follows the name in the AlgorithmIdentifier.
fn parameters(algorithm: SignatureAlgorithm) -> Vec<u8> {
    // Two bytes of the outer SEQUENCE, eleven of the name.
    algorithm.to_der().get(13..).unwrap_or_default().to_vec()
}

#[cfg(test)]
mod tests {
    use super::{PSS, Way, oid, parameters};
    use pki::KeyKind;

    #[test]
    fn the_parameters_are_one_whole_sequence() {
        assert_eq!(outgoing::whole_der_sequence(&parameters(PSS)), Ok(()));
    }

    #[test]
    fn the_best_of_what_is_offered_is_chosen_and_its_digest_named_where_it_must_be() {
        let rsa = KeyKind::Rsa { bits: 2_048, pss_only: false };
        let among = |names: &[&str], key| {
            Way::among(&names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>(), key)
        };
        let way = among(&[oid::RSA, oid::RSA_SHA256], rsa).expect("one");
        assert_eq!((way.name, way.named_hash, way.parameters), (oid::RSA_SHA256, None, None));
        let way = among(&["0.4.0.127.0.7.1.1.4.1.3", oid::RSA], rsa).expect("one");
        assert_eq!((way.name, way.named_hash), (oid::RSA, Some("2.16.840.1.101.3.4.2.1")));
        let way = among(&[oid::RSA_PSS], rsa).expect("one");
        assert!(way.parameters.is_some() && way.named_hash.is_some());
        assert_eq!(among(&[oid::ECDSA_SHA256], rsa), None);
        assert_eq!(among(&[oid::ECDSA_SHA256], KeyKind::Ed25519), None);
    }
}
