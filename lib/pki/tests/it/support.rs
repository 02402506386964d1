//! A small world of authorities and people, and the fixtures of other programs.

use std::path::PathBuf;
use std::sync::OnceLock;

use base::{Instant, Random};
use pki::authority::{
    Authority, CertificateRequest, CrlEntry, Locations, OcspAnswer, Profile, Serial,
    TimestampAuthority,
};
use pki::revocation::{Crl, OcspResponse, Reason, Status};
use pki::timestamp::{TimestampRequest, TimestampToken};
use pki::trust::{Policy, Pool, TrustAnchor, TrustList};
use pki::{
    Certificate, DigestAlgorithm, Name, NameBuilder, NewKey, ObjectIdentifier, PkiError,
    PrivateKey, Signer,
};

pub const CONTENT: &[u8] = b"Isi naskah dinas (uji)\n";
pub const POLICY: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.3.4.77");

pub fn at(text: &str) -> Instant {
    let text = if text.contains('T') { text.to_owned() } else { format!("{text}T00:00:00Z") };
    Instant::parse(&text).unwrap()
}

pub fn fixture(name: &str) -> Vec<u8> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

pub fn json(name: &str) -> serde_json::Value {
    serde_json::from_slice(&fixture(name)).unwrap()
}

pub fn unhex(text: &str) -> Vec<u8> {
    let digits: Vec<char> = text.chars().collect();
    let byte = |pair: &[char]| u8::from_str_radix(&pair.iter().collect::<String>(), 16).unwrap();
    digits.chunks(2).map(byte).collect()
}

/// The name of the fault in an error: `Cms(MessageDigest)` is `MessageDigest`.
pub fn fault(error: &PkiError) -> String {
    let text = match error {
        PkiError::Cms(fault) => format!("{fault:?}"),
        PkiError::Timestamp(fault) => format!("{fault:?}"),
        PkiError::Revocation(fault) => format!("{fault:?}"),
        other => format!("{other:?}"),
    };
    text.split(['(', ' ', '{']).next().unwrap_or_default().to_owned()
}

/// Chance that repeats.
pub struct Counter(pub std::sync::atomic::AtomicU8);

impl Random for Counter {
    fn fill(&self, buffer: &mut [u8]) {
        for byte in buffer {
            *byte = self.0.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        }
    }
}

pub fn name(common: &str) -> Name {
    NameBuilder::new()
        .country("ID")
        .organisation("Kabupaten Uji")
        .common_name(common)
        .build()
        .unwrap()
}

/// Somebody with a key and a certificate.
pub struct Party {
    pub key: PrivateKey,
    pub certificate: Certificate,
}

impl Party {
    pub fn authority(&self) -> Authority<'_> {
        Authority::new(&self.certificate, &self.key).unwrap()
    }

    pub fn crl(
        &self,
        revoked: &[(&Certificate, &str, Option<Reason>)],
        from: &str,
        until: &str,
    ) -> Crl {
        let entries: Vec<CrlEntry> = revoked
            .iter()
            .map(|(certificate, when, reason)| CrlEntry::new(certificate, at(when), *reason))
            .collect();
        self.authority().crl(&entries, &Serial::number(1), at(from), at(until)).unwrap()
    }

    pub fn ocsp(&self, about: &Certificate, status: Status, when: &str) -> OcspResponse {
        self.authority().ocsp(&answer(about, status, when), None).unwrap()
    }
}

/// An answer that is valid for a day.
pub fn answer<'a>(about: &'a Certificate, status: Status, when: &str) -> OcspAnswer<'a> {
    let when = at(when);
    OcspAnswer {
        certificate: about,
        status,
        this_update: when,
        next_update: Some(when.plus_seconds(86_400)),
        produced_at: when,
    }
}

pub fn root(common: &str, key: NewKey, from: &str, until: &str) -> Party {
    let key = PrivateKey::generate(key).unwrap();
    let certificate = CertificateRequest {
        subject: &name(common),
        public_key: key.public_key(),
        serial: &Serial::number(1),
        validity: (at(from), at(until)),
        profile: Profile::Authority { path_length: None },
        locations: &Locations::default(),
    };
    let certificate = certificate.self_signed(&key).unwrap();
    Party { key, certificate }
}

pub fn issued(
    issuer: &Party,
    common: &str,
    profile: Profile,
    key: NewKey,
    validity: (&str, &str),
    locations: &Locations,
) -> Party {
    let key = PrivateKey::generate(key).unwrap();
    let serial = common.bytes().fold(0_u64, |sum, byte| sum.wrapping_mul(31) + u64::from(byte));
    let request = CertificateRequest {
        subject: &name(common),
        public_key: key.public_key(),
        serial: &Serial::number(serial >> 1),
        validity: (at(validity.0), at(validity.1)),
        profile,
        locations,
    };
    let certificate = issuer.authority().issue(&request).unwrap();
    Party { key, certificate }
}

/// A root, an authority for people, and one that stamps. People are valid in 2026 and 2027, the
/// authority for people to 2030, the stamping authority to 2035, the root to 2046.
pub struct World {
    pub root: Party,
    pub authority: Party,
    pub person: Party,
    pub other: Party,
    pub tsa: Party,
    pub responder: Party,
}

pub fn locations(which: &str) -> Locations {
    Locations {
        ocsp: Some(format!("http://ocsp.uji.example/{which}")),
        crl: Some(format!("http://crl.uji.example/{which}.crl")),
        issuer: Some(format!("http://ca.uji.example/{which}.cer")),
    }
}

impl World {
    pub fn new() -> Self {
        let key = NewKey::P256;
        let root = root("Akar Uji", key, "2026-01-01", "2046-01-01");
        let between = Profile::Authority { path_length: Some(0) };
        let (of_root, of_people) = (locations("root"), locations("people"));
        let long = ("2026-01-01", "2030-01-01");
        let authority = issued(&root, "Antara Uji", between, key, long, &of_root);
        let short = ("2026-01-01", "2028-01-01");
        let person = issued(&authority, "Siti Uji", Profile::Person, key, short, &of_people);
        let other = issued(&authority, "Budi Uji", Profile::Person, key, short, &of_people);
        let stamping = ("2026-01-01", "2035-01-01");
        let tsa = issued(&root, "Stempel Uji", Profile::TimeStamping, key, stamping, &of_root);
        let profile = Profile::OcspResponder;
        let responder = issued(&authority, "Penjawab Uji", profile, key, short, &of_people);
        Self { root, authority, person, other, tsa, responder }
    }

    pub fn shared() -> &'static Self {
        static WORLD: OnceLock<World> = OnceLock::new();
        WORLD.get_or_init(Self::new)
    }

    pub fn trust(&self) -> TrustList {
        [TrustAnchor::new(self.root.certificate.clone()).labelled("Akar")].into_iter().collect()
    }

    /// The authority's certificate, and nothing about revocation.
    pub fn pool(&self) -> Pool {
        let mut pool = Pool::new();
        pool.add_certificate(self.authority.certificate.clone());
        pool
    }

    /// Lists of both authorities with nobody on them, made at `when` and valid for a month.
    pub fn fresh_lists(&self, when: &str) -> [Crl; 2] {
        let until = at(when).plus_seconds(30 * 86_400).to_string();
        [self.root.crl(&[], when, &until), self.authority.crl(&[], when, &until)]
    }

    pub fn stamp(&self, bytes: &[u8], when: &str) -> TimestampToken {
        let request = TimestampRequest::new(
            DigestAlgorithm::Sha256,
            &DigestAlgorithm::Sha256.digest(&[bytes]),
            &[7; 8],
        );
        let chain = [self.root.certificate.clone()];
        let tsa = TimestampAuthority::new(&self.tsa.certificate, &self.tsa.key, &chain, POLICY);
        let answer = tsa.unwrap().answer(&request.to_der(), &Serial::number(9), at(when));
        request.accept(&answer).unwrap()
    }

    pub fn sign(&self, who: &Party, content: &[u8], token: Option<&[u8]>) -> Vec<u8> {
        let digest = who.key.algorithm().digest();
        let message = digest.digest(&[content]);
        let attributes = pki::cms::SignedAttributes::new(digest, &message, &who.certificate);
        let signature = who.key.sign(&attributes.to_be_signed()).unwrap();
        let chain = [self.authority.certificate.clone()];
        attributes.finish(&signature, who.key.algorithm(), &chain, token).unwrap()
    }
}

pub fn without_revocation() -> Policy {
    Policy { revocation: pki::trust::RevocationPolicy::Off, ..Policy::default() }
}

/// A responder's certificate that may be asked about: made by openssl, for our authority never leaves
/// `ocsp-nocheck` out.
pub fn fixture_responder(issuer: &Party, key: &PrivateKey) -> Certificate {
    let folder = crate::tools::Folder::new();
    let put = |name: &str, bytes: &[u8]| folder.put(name, bytes);
    let own = put("own.key", key.to_pkcs8_pem().unwrap().as_bytes());
    let issuer_key = put("ca.key", issuer.key.to_pkcs8_pem().unwrap().as_bytes());
    let issuer = put("ca.pem", issuer.certificate.to_pem().as_bytes());
    let run = crate::tools::openssl;
    let request = run(&["req", "-new", "-key", &own, "-subj", "/CN=Penjawab"], b"");
    let database = put("index.txt", b"");
    put("index.txt.attr", b"");
    let serial = put("serial", b"4d");
    let config = format!(
        "[ca]\ndefault_ca=a\n[a]\ndatabase={database}\nserial={serial}\nnew_certs_dir={}\n\
         default_md=sha256\npolicy=p\nx509_extensions=e\n[p]\ncommonName=supplied\n\
         [e]\nextendedKeyUsage=OCSPSigning\nauthorityKeyIdentifier=keyid\n",
        std::path::Path::new(&database).parent().unwrap().display()
    );
    let config = put("ca.cnf", config.as_bytes());
    let request = put("req.pem", &request);
    let made = run(
        &[
            "ca",
            "-batch",
            "-notext",
            "-config",
            &config,
            "-in",
            &request,
            "-cert",
            &issuer,
            "-keyfile",
            &issuer_key,
            "-startdate",
            "20260101000000Z",
            "-enddate",
            "20280101000000Z",
        ],
        b"",
    );
    Certificate::all_from_pem(&String::from_utf8(made).unwrap()).unwrap().remove(0)
}
