//! A service on a free port with keys of both kinds, a person, a letter.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use base::{Clock, Instant, Nik, Random, Zone};
use csc::fake::{Code, Credential, Fake, Service};
use csc::{Access, Csc, Patience, Settings, Surroundings};
use pki::authority::{Authority, CertificateRequest, Locations, Profile, Serial};
use pki::{Certificate, NameBuilder, NewKey, PrivateKey};
use ports::PdfSigner;
use ports::signing::{Secret, Signed, SigningError, SigningOrder, Subject};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use zeroize::Zeroizing;

/// People who do not exist, with secrets that must not be found anywhere.
pub const NIK: &str = "6408014107900001";
pub const OTHER_NIK: &str = "6408014107900002";
pub const PIN: &str = "kenari-kuning-7";
pub const CLIENT_SECRET: &str = "kata-layanan&rahasia=9";

pub const RSA: &str = "SITI-RSA";
pub const CURVE: &str = "BUDI-P256";
pub const SEAL: &str = "SEGEL-DINAS";

/// A clock that is moved by hand.
#[derive(Clone)]
pub struct Hands(Arc<AtomicI64>);

impl Hands {
    pub fn forward(&self, seconds: i64) {
        self.0.fetch_add(seconds * 1_000, Ordering::SeqCst);
    }
}

impl Clock for Hands {
    fn now(&self) -> Instant {
        Instant::from_millis(self.0.load(Ordering::SeqCst))
    }
}

pub fn noon() -> Instant {
    Instant::parse("2026-11-20T04:05:06.000Z").expect("a time")
}

struct Counting;

impl Random for Counting {
    fn fill(&self, buffer: &mut [u8]) {
        buffer.fill(7);
    }
}

/// A letter of one page, with the table of its objects.
pub fn letter() -> Vec<u8> {
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
    ];
    let mut pdf = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (n, object) in objects.iter().enumerate() {
        places.push(pdf.len());
        pdf.extend_from_slice(format!("{} 0 obj\n{object}\nendobj\n", n + 1).as_bytes());
    }
    let table = pdf.len();
    pdf.extend_from_slice(b"xref\n0 4\n0000000000 65535 f \n");
    for place in places {
        pdf.extend_from_slice(format!("{place:010} 00000 n \n").as_bytes());
    }
    let tail = format!("trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n");
    pdf.extend_from_slice(tail.as_bytes());
    pdf
}

/// Keys and certificates: drawn once for the whole run, RSA takes a while.
pub struct World {
    pub root: Certificate,
    root_key: PrivateKey,
    keys: [Vec<u8>; 3],
}

pub fn world() -> &'static World {
    static WORLD: OnceLock<World> = OnceLock::new();
    WORLD.get_or_init(|| {
        let drawn = |kind| PrivateKey::generate(kind).expect("a key");
        let root_key = drawn(NewKey::P256);
        let root =
            issued(None, &root_key, "Akar CONTOH", 1, Profile::Authority { path_length: None });
        let der = |kind| drawn(kind).to_pkcs8_der().expect("a key").to_vec();
        World { root, root_key, keys: [der(NewKey::Rsa2048), der(NewKey::P256), der(NewKey::P256)] }
    })
}

impl World {
    fn key(&self, number: usize) -> PrivateKey {
        PrivateKey::from_pkcs8_der(&self.keys[number]).expect("a key")
    }

    pub fn chain(&self, key: &PrivateKey, name: &str, number: u64) -> Vec<Certificate> {
        let above = Some((&self.root, &self.root_key));
        vec![issued(above, key, name, number, Profile::Person), self.root.clone()]
    }

    /// A certificate for time-stamps.
    pub fn stamping(&self, key: &PrivateKey) -> Certificate {
        let above = Some((&self.root, &self.root_key));
        issued(above, key, "Waktu CONTOH", 90, Profile::TimeStamping)
    }

    pub fn root_pem(&self) -> String {
        self.root.to_pem()
    }
}

/// Long enough for programs that ask the machine for the time.
fn issued(
    above: Option<(&Certificate, &PrivateKey)>,
    key: &PrivateKey,
    name: &str,
    number: u64,
    profile: Profile,
) -> Certificate {
    let instant = |text| Instant::parse(text).expect("a time");
    let name = NameBuilder::new().country("ID").organisation("Uji").common_name(name).build();
    let request = CertificateRequest {
        subject: &name.expect("a name"),
        public_key: key.public_key(),
        serial: &Serial::number(number),
        validity: (instant("2024-01-01T00:00:00.000Z"), instant("2049-12-31T00:00:00.000Z")),
        profile,
        locations: &Locations::default(),
    };
    match above {
        Some((certificate, key)) => {
            Authority::new(certificate, key).expect("it").issue(&request).expect("a certificate")
        }
        None => request.self_signed(key).expect("a certificate"),
    }
}

/// A running service; it stops when it is dropped.
pub struct There {
    pub fake: Arc<Fake>,
    pub address: SocketAddr,
    pub clock: Hands,
    task: JoinHandle<()>,
}

impl Drop for There {
    fn drop(&mut self) {
        self.task.abort();
    }
}

pub fn credential(id: &str, user: &str, number: usize) -> Credential {
    let world = world();
    let key = world.key(number);
    let algorithms: &[&str] = match number {
        0 => &["1.2.840.113549.1.1.11", "1.2.840.113549.1.1.1"],
        _ => &["1.2.840.10045.4.3.2"],
    };
    Credential {
        id: id.to_owned(),
        user: user.to_owned(),
        chain: world.chain(&key, id, 10 + u64::try_from(number).expect("small")),
        key,
        algorithms: algorithms.iter().map(|it| (*it).to_owned()).collect(),
        pin: Some(PIN.to_owned()),
        code: Code::None,
        mode: "explicit".to_owned(),
        binds: true,
        multisign: 3,
    }
}

/// Siti with RSA, Budi with a curve, and a seal.
pub async fn service() -> There {
    let other = OTHER_NIK;
    service_of(vec![
        credential(RSA, NIK, 0),
        credential(CURVE, other, 1),
        credential(SEAL, "dinas", 2),
    ])
    .await
}

pub async fn service_of(credentials: Vec<Credential>) -> There {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("an address");
    let clock = Hands(Arc::new(AtomicI64::new(noon().millis())));
    let fake = Fake::new(Service {
        client_id: "pelangi".to_owned(),
        client_secret: CLIENT_SECRET.to_owned(),
        address: format!("http://{address}"),
        credentials,
        other_key: world().key(2),
        clock: Arc::new(clock.clone()),
    });
    let router = fake.router();
    let task = tokio::spawn(async move { axum::serve(listener, router).await.unwrap_or_default() });
    There { fake, address, clock, task }
}

pub fn access() -> Access {
    let secret = Zeroizing::new(CLIENT_SECRET.to_owned());
    Access::Client { id: "pelangi".to_owned(), secret }
}

/// Patient enough for a busy machine.
pub fn settings(url: &str) -> Settings {
    let long = Duration::from_secs(30);
    let pause = Duration::from_millis(10);
    let patience = Patience { connect: long, sign: long, ask: long, confirm: long, pause };
    Settings { patience, ..Settings::new(url, access()) }
}

impl There {
    pub fn url(&self) -> String {
        format!("http://{}/csc/v2", self.address)
    }

    pub fn around(&self) -> Surroundings {
        Surroundings {
            clock: Arc::new(self.clock.clone()),
            zone: Zone::parse("Asia/Makassar").expect("a zone"),
            random: Arc::new(Counting),
            timestamps: None,
        }
    }

    pub fn client(&self) -> Csc {
        self.client_with(&settings(&self.url()))
    }

    pub fn client_with(&self, settings: &Settings) -> Csc {
        Csc::new(settings, self.around()).expect("settings that can be used")
    }

    /// How often a method was called.
    pub fn calls(&self, name: &str) -> usize {
        self.fake.calls().iter().filter(|call| *call == name).count()
    }
}

pub fn person(nik: &str) -> Subject {
    Subject::Nik(Nik::parse(nik).expect("a NIK"))
}

pub fn pin() -> Secret {
    Secret::passphrase(PIN.to_owned())
}

pub fn order<'a>(subject: &'a Subject, pdf: &'a [u8], secret: &'a Secret) -> SigningOrder<'a> {
    SigningOrder {
        attempt: "percobaan-1",
        subject,
        pdf,
        secret,
        placement: None,
        field: None,
        reason: "",
        location: "",
    }
}

/// A person signs the letter with the PIN.
pub async fn signed_by(signer: &dyn PdfSigner, nik: &str) -> Result<Signed, SigningError> {
    let (subject, secret, pdf) = (person(nik), pin(), letter());
    signer.sign(&order(&subject, &pdf, &secret)).await
}
