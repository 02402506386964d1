//! Making a signature in two steps, for whoever signs may sit elsewhere.

use const_oid::ObjectIdentifier;

use crate::asn1::write;
use crate::{Certificate, CmsFault, DigestAlgorithm, PkiError, SignatureAlgorithm, Signer, oid};

/// What is signed: the attributes of a PAdES baseline signature (EN 319 142-1 §6.3) and no others.
/// content-type, message-digest, signing-certificate-v2; the time of signing is not among them.
///
/// ```
/// # use pki::*;
/// # fn sign(key: &PrivateKey, certificate: &Certificate, chain: &[Certificate]) -> Result<(), PkiError> {
/// let digest = DigestAlgorithm::Sha256.digest(&[b"the covered bytes".as_slice()]);
/// let attributes = cms::SignedAttributes::new(DigestAlgorithm::Sha256, &digest, certificate);
/// let signature = key.sign(&attributes.to_be_signed())?;          // here, or far away
/// let imprint = DigestAlgorithm::Sha256.digest(&[&signature]);    // what a time-stamp would cover
/// let cms = attributes.finish(&signature, key.algorithm(), chain, None)?;
/// cms::SignedData::parse(&cms)?.verify_signature(&digest)?;
/// # Ok(()) }
/// ```
#[derive(Debug, Clone)]
pub struct SignedAttributes {
    digest: DigestAlgorithm,
    content_type: ObjectIdentifier,
    signer: Certificate,
    /// The SET OF as it is signed, with tag 0x31.
    set: Vec<u8>,
}

impl SignedAttributes {
    /// For content that lies outside, a document. `message_digest` is made over it with `digest`.
    pub fn new(digest: DigestAlgorithm, message_digest: &[u8], signer: &Certificate) -> Self {
        Self::of_type(oid::DATA, digest, message_digest, signer)
    }

    pub(crate) fn of_type(
        content_type: ObjectIdentifier,
        digest: DigestAlgorithm,
        message_digest: &[u8],
        signer: &Certificate,
    ) -> Self {
        let set = write::set_of(vec![
            attribute(oid::CONTENT_TYPE, &write::oid(content_type)),
            attribute(oid::MESSAGE_DIGEST, &write::octets(message_digest)),
            attribute(oid::SIGNING_CERTIFICATE_V2, &reference_to(signer)),
        ]);
        Self { digest, content_type, signer: signer.clone(), set }
    }

    /// The bytes to sign: a DER SET OF with tag 0x31 (RFC 5652 §5.4).
    pub fn to_be_signed(&self) -> Vec<u8> {
        self.set.clone()
    }

    /// Their digest, for a service that signs digests.
    pub fn to_be_signed_digest(&self) -> Vec<u8> {
        self.digest.digest(&[&self.set])
    }

    /// SignedData in DER: one signer, content outside. `chain` are further certificates, in any
    /// order; the signer's own is always there. `timestamp` is a TimeStampToken over the signature.
    ///
    /// # Errors
    /// [`CmsFault::OtherDigest`] when `algorithm` signs over another digest than the attributes name.
    pub fn finish(
        &self,
        signature: &[u8],
        algorithm: SignatureAlgorithm,
        chain: &[Certificate],
        timestamp: Option<&[u8]>,
    ) -> Result<Vec<u8>, PkiError> {
        self.assemble(None, signature, algorithm, chain, timestamp)
    }

    pub(crate) fn assemble(
        &self,
        content: Option<&[u8]>,
        signature: &[u8],
        algorithm: SignatureAlgorithm,
        chain: &[Certificate],
        timestamp: Option<&[u8]>,
    ) -> Result<Vec<u8>, PkiError> {
        if algorithm.digest() != self.digest {
            return Err(CmsFault::OtherDigest.into());
        }
        let mut inside = vec![write::oid(self.content_type)];
        inside.extend(content.map(|content| write::explicit(0, &[write::octets(content)])));
        let version = if self.content_type == oid::DATA { 1 } else { 3 };
        let signed_data = write::sequence(&[
            write::small(version),
            write::set_of(vec![self.digest.identifier()]),
            write::sequence(&inside),
            retag(0xa0, &write::set_of(self.certificates(chain))),
            write::set_of(vec![self.signer_info(signature, algorithm, timestamp)]),
        ]);
        let content = write::explicit(0, &[signed_data]);
        Ok(write::sequence(&[write::oid(oid::SIGNED_DATA), content]))
    }

    /// All certificates, each once.
    fn certificates(&self, chain: &[Certificate]) -> Vec<Vec<u8>> {
        let mut all = vec![self.signer.to_der().to_vec()];
        for certificate in chain {
            if !all.iter().any(|known| known == certificate.to_der()) {
                all.push(certificate.to_der().to_vec());
            }
        }
        all
    }

    fn signer_info(
        &self,
        signature: &[u8],
        algorithm: SignatureAlgorithm,
        timestamp: Option<&[u8]>,
    ) -> Vec<u8> {
        let serial = write::element(0x02, &[self.signer.serial()]);
        let mut parts = vec![
            write::small(1),
            write::sequence(&[self.signer.issuer().to_der(), &serial]),
            self.digest.identifier(),
            retag(0xa0, &self.set),
            algorithm.to_der(),
            write::octets(signature),
        ];
        parts.extend(timestamp.map(|token| {
            let attribute = attribute(oid::TIME_STAMP_TOKEN, token);
            retag(0xa1, &write::set_of(vec![attribute]))
        }));
        write::sequence(&parts)
    }
}

/// Signs content that is enclosed, all at once.
pub(crate) fn sign_enclosed(
    content_type: ObjectIdentifier,
    content: &[u8],
    signer: &dyn Signer,
    certificate: &Certificate,
    chain: &[Certificate],
) -> Result<Vec<u8>, PkiError> {
    let algorithm = signer.algorithm();
    let digest = algorithm.digest();
    let message_digest = digest.digest(&[content]);
    let attributes = SignedAttributes::of_type(content_type, digest, &message_digest, certificate);
    let signature = signer.sign(&attributes.to_be_signed())?;
    attributes.assemble(Some(content), &signature, algorithm, chain, None)
}

fn attribute(kind: ObjectIdentifier, value: &[u8]) -> Vec<u8> {
    write::sequence(&[write::oid(kind), write::set_of(vec![value.to_vec()])])
}

/// SigningCertificateV2 (RFC 5035 §3): the hash is SHA-256, which DER leaves unsaid.
fn reference_to(certificate: &Certificate) -> Vec<u8> {
    let id = write::sequence(&[write::octets(&certificate.fingerprint())]);
    write::sequence(&[write::sequence(&[id])])
}

/// The same element under an implicit tag.
fn retag(tag: u8, element: &[u8]) -> Vec<u8> {
    let mut element = element.to_vec();
    if let Some(first) = element.first_mut() {
        *first = tag;
    }
    element
}
