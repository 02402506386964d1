//! A small world to sign in: a root, an issuing authority, persons, and lists of what was revoked.

use base::{Instant, Zone};
use pki::authority::{Authority, CertificateRequest, CrlEntry, Locations, Profile, Serial};
use pki::revocation::Crl;
use pki::{Certificate, Name, NameBuilder, NewKey, PrivateKey};

/// Certificates on each list of revoked ones.
const REVOKED: u32 = 500;

/// Two authorities and what they issue.
pub struct World {
    pub root: Certificate,
    root_key: PrivateKey,
    pub issuing: Certificate,
    issuing_key: PrivateKey,
}

/// Somebody who signs.
pub struct Person {
    pub certificate: Certificate,
    pub key: PrivateKey,
}

impl World {
    pub fn new() -> Self {
        let (root_key, issuing_key) = (generated(NewKey::P256), generated(NewKey::P256));
        let authority = |path_length| Profile::Authority { path_length };
        let root = issued(None, &root_key, "Akar Ukur", 1, authority(None));
        let above = (&root, &root_key);
        let issuing = issued(Some(above), &issuing_key, "Penerbit Ukur", 2, authority(Some(0)));
        Self { root, root_key, issuing, issuing_key }
    }

    /// Each has a name and a number of their own: NSS refuses the second signature of one person.
    pub fn person(&self, kind: NewKey, number: u64) -> Person {
        let key = generated(kind);
        let above = Some((&self.issuing, &self.issuing_key));
        let certificate =
            issued(above, &key, &format!("Pejabat {number}"), number, Profile::Person);
        Person { certificate, key }
    }

    pub fn chain(&self) -> Vec<Certificate> {
        vec![self.issuing.clone(), self.root.clone()]
    }

    /// The lists of both authorities. Nobody who signs here is on them.
    pub fn lists(&self) -> [Crl; 2] {
        let (from, until) = (noon(), noon().plus_seconds(86_400 * 30));
        // Three bytes, as an INTEGER has no zeros in front.
        let entry = |number: u32| CrlEntry {
            serial: number.to_be_bytes()[1..].to_vec(),
            at: noon().plus_seconds(-86_400),
            reason: None,
        };
        let entries: Vec<CrlEntry> = (1_000_000..1_000_000 + REVOKED).map(entry).collect();
        [(&self.root, &self.root_key), (&self.issuing, &self.issuing_key)].map(
            |(certificate, key)| {
                let authority = Authority::new(certificate, key).unwrap();
                authority.crl(&entries, &Serial::number(1), from, until).unwrap()
            },
        )
    }
}

/// When everything is signed.
pub fn noon() -> Instant {
    Instant::parse("2026-11-20T04:00:00.000Z").unwrap()
}

pub fn wita() -> Zone {
    Zone::parse("Asia/Makassar").unwrap()
}

fn generated(kind: NewKey) -> PrivateKey {
    PrivateKey::generate(kind).unwrap()
}

fn name(common: &str) -> Name {
    NameBuilder::new().country("ID").organisation("Ukur").common_name(common).build().unwrap()
}

/// Long enough for programs that ask the machine for the time.
fn validity() -> (Instant, Instant) {
    ["2024-01-01T00:00:00.000Z", "2049-12-31T00:00:00.000Z"]
        .map(|text| Instant::parse(text).unwrap())
        .into()
}

fn issued(
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
        // Somebody who is asked for says where: then the verdict needs an answer.
        locations: &Locations {
            crl: Some("http://ca.contoh.example/daftar.crl".to_owned()),
            ..Locations::default()
        },
    };
    match above {
        Some((certificate, key)) => {
            Authority::new(certificate, key).unwrap().issue(&request).unwrap()
        }
        None => request.self_signed(key).unwrap(),
    }
}
