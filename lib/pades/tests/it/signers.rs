//! A small world to sign in: a root, an issuing authority, a person, a time-stamping authority.

use std::sync::atomic::{AtomicU64, Ordering};

use base::Instant;
use pades::sign::{Evidence, SignatureRequest, Signed, Target, sign};
use pades::write::WriteError;
use pki::authority::{
    Authority, CertificateRequest, Locations, OcspAnswer, Profile, Serial, TimestampAuthority,
};
use pki::revocation::Status;
use pki::timestamp::{TimestampRequest, TimestampToken};
use pki::{
    Certificate, DigestAlgorithm, Name, NameBuilder, NewKey, ObjectIdentifier, PrivateKey, Signer,
};

use crate::office::{noon, wita};

pub struct World {
    pub root: Certificate,
    root_key: PrivateKey,
    pub issuing: Certificate,
    issuing_key: PrivateKey,
    pub person: Certificate,
    pub person_key: PrivateKey,
    kind: NewKey,
    stamping: Certificate,
    stamping_key: PrivateKey,
    serial: AtomicU64,
}

fn name(common: &str) -> Name {
    NameBuilder::new().country("ID").organisation("Uji").common_name(common).build().unwrap()
}

/// Long enough for programs that ask the machine for the time.
fn validity() -> (Instant, Instant) {
    let instant = |text| Instant::parse(text).unwrap();
    (instant("2024-01-01T00:00:00.000Z"), instant("2049-12-31T00:00:00.000Z"))
}

fn issue(
    above: Option<(&Certificate, &PrivateKey)>,
    key: &PrivateKey,
    common: &str,
    number: u64,
    profile: Profile,
) -> Certificate {
    let request = CertificateRequest {
        subject: &name(common),
        public_key: key.public_key(),
        serial: &Serial::number(number),
        validity: validity(),
        profile,
        locations: &Locations::default(),
    };
    match above {
        Some((certificate, key)) => {
            Authority::new(certificate, key).unwrap().issue(&request).unwrap()
        }
        None => request.self_signed(key).unwrap(),
    }
}

impl World {
    /// A person with a key of this kind. Keys are drawn: nothing that is tested depends on them.
    pub fn new(kind: NewKey) -> Self {
        let key = |kind| PrivateKey::generate(kind).unwrap();
        let (root_key, issuing_key) = (key(NewKey::P256), key(NewKey::P256));
        let (person_key, stamping_key) = (key(kind), key(NewKey::Rsa2048));
        let authority = |path_length| Profile::Authority { path_length };
        let root = issue(None, &root_key, "Akar Uji", 1, authority(None));
        let below = Some((&root, &root_key));
        let issuing = issue(below, &issuing_key, "Penerbit Uji", 2, authority(Some(0)));
        let above = Some((&issuing, &issuing_key));
        let person = issue(above, &person_key, "Sitti Ramadhani", 3, Profile::Person);
        let stamping = issue(above, &stamping_key, "Waktu Uji", 4, Profile::TimeStamping);
        let serial = AtomicU64::new(100);
        Self {
            root,
            root_key,
            issuing,
            issuing_key,
            person,
            person_key,
            kind,
            stamping,
            stamping_key,
            serial,
        }
    }

    pub fn chain(&self) -> Vec<Certificate> {
        vec![self.issuing.clone(), self.root.clone()]
    }

    /// A token over bytes with this digest.
    pub fn stamp(&self, digest: DigestAlgorithm, imprint: &[u8]) -> TimestampToken {
        let chain = self.chain();
        let policy = ObjectIdentifier::new("1.3.6.1.4.1.99999.1").unwrap();
        let authority =
            TimestampAuthority::new(&self.stamping, &self.stamping_key, &chain, policy).unwrap();
        let number = self.serial.fetch_add(1, Ordering::Relaxed);
        let request = TimestampRequest::new(digest, imprint, &number.to_be_bytes());
        let answer = authority.answer(&request.to_der(), &Serial::number(number), noon());
        request.accept(&answer).unwrap()
    }

    /// Level B-B.
    pub fn sign(&self, bytes: &[u8], target: Target) -> Vec<u8> {
        self.sign_as(bytes, &SignatureRequest::new(target, noon(), wita()), false).unwrap().bytes
    }

    /// Level B-T.
    pub fn sign_timed(&self, bytes: &[u8], target: Target) -> Vec<u8> {
        self.sign_as(bytes, &SignatureRequest::new(target, noon(), wita()), true).unwrap().bytes
    }

    pub fn sign_as(
        &self,
        bytes: &[u8],
        request: &SignatureRequest<'_>,
        is_timed: bool,
    ) -> Result<Signed, WriteError> {
        let mut stamp = |digest, imprint: &[u8]| Some(self.stamp(digest, imprint));
        let stamper: Option<pades::sign::Stamper<'_>> =
            if is_timed { Some(&mut stamp) } else { None };
        let (certificate, key) = self.colleague();
        sign(bytes, request, &key, &certificate, &self.chain(), stamper)
    }

    /// Somebody else each time: NSS, on which pdfsig stands, fails on the second signature of one
    /// person below an issuing authority, whichever program made it.
    fn colleague(&self) -> (Certificate, PrivateKey) {
        let number = self.serial.fetch_add(1, Ordering::Relaxed);
        let key = PrivateKey::generate(self.kind).unwrap();
        let above = Some((&self.issuing, &self.issuing_key));
        let name = format!("Penanda {number}");
        (issue(above, &key, &name, number, Profile::Person), key)
    }

    /// That nothing was revoked: a list of the root, answers of the issuing authority.
    pub fn evidence(&self) -> Evidence {
        let (from, until) = (noon(), noon().plus_seconds(86_400 * 365 * 20));
        let root = Authority::new(&self.root, &self.root_key).unwrap();
        let issuing = Authority::new(&self.issuing, &self.issuing_key).unwrap();
        let list = |authority: &Authority<'_>| {
            authority.crl(&[], &Serial::number(1), from, until).unwrap().to_der().to_vec()
        };
        let answer = |certificate| {
            let answer = OcspAnswer {
                certificate,
                status: Status::Good,
                this_update: from,
                next_update: Some(until),
                produced_at: from,
            };
            issuing.ocsp(&answer, None).unwrap().to_der().to_vec()
        };
        Evidence {
            field: None,
            certificates: self.chain().iter().map(|link| link.to_der().to_vec()).collect(),
            crls: vec![list(&root), list(&issuing)],
            ocsps: vec![answer(&self.person), answer(&self.stamping)],
        }
    }

    /// The root as PEM.
    pub fn root_pem(&self) -> String {
        let der = self.root.to_der();
        let body = base64(der);
        let lines: Vec<&str> =
            body.as_bytes().chunks(64).map(|line| std::str::from_utf8(line).unwrap()).collect();
        format!("-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n", lines.join("\n"))
    }

    pub fn algorithm(&self) -> pki::SignatureAlgorithm {
        self.person_key.algorithm()
    }
}

fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for group in bytes.chunks(3) {
        let word = group.iter().fold(0_u32, |word, byte| word << 8 | u32::from(*byte));
        let word = word << (8 * (3 - group.len()));
        for index in 0..4 {
            let digit = usize::try_from(word >> (18 - 6 * index) & 63).unwrap();
            out.push(if index <= group.len() { char::from(ALPHABET[digit]) } else { '=' });
        }
    }
    out
}
