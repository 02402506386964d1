//! A service on a free port, a person, a letter.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use base::Nik;
use bsre::fake::{Fake, Job, Seal, Service, User, Visible};
use bsre::{Bsre, Patience, Settings};
use ports::PdfSigner;
use ports::signing::Signed;
use ports::signing::{
    CertificateState, Mark, Placement, Rectangle, Secret, SigningError, SigningOrder, Subject,
};
use testkit::FixedClock;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// A person who does not exist, with a phrase that must not be found anywhere.
pub const NIK: &str = "6408014107900001";
pub const EMAIL: &str = "siti@contoh.go.id";
pub const PASSPHRASE: &str = "kenari-kuning-di-gudang-7";
pub const SUBSCRIBER: &str = "segel-contoh-01";

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

/// What was to be drawn, as the maker was told.
#[derive(Debug, Clone, PartialEq)]
pub struct Asked {
    pub signer: String,
    pub is_seal: bool,
    pub visible: Option<Visible>,
    pub reason: String,
    pub location: String,
}

/// A running service; it stops when it is dropped.
pub struct There {
    pub fake: Arc<Fake>,
    pub address: SocketAddr,
    pub asked: Arc<Mutex<Vec<Asked>>>,
    task: JoinHandle<()>,
}

impl Drop for There {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// A service whose signatures look like some from outside.
pub async fn service() -> There {
    let asked: Arc<Mutex<Vec<Asked>>> = Arc::default();
    let told = Arc::clone(&asked);
    let maker = move |job: &Job<'_>| {
        let asked = Asked {
            signer: job.signer.to_owned(),
            is_seal: job.is_seal,
            visible: job.visible.clone(),
            reason: job.reason.to_owned(),
            location: job.location.to_owned(),
        };
        told.lock().expect("nobody panicked").push(asked);
        let mut made = job.pdf.to_vec();
        made.extend_from_slice(b"9 0 obj << /Type /Sig /ByteRange [0 1 2 3] >> endobj\n%%EOF\n");
        Ok(made)
    };
    let fake = Fake::new(Service {
        user: "pelangi".to_owned(),
        password: "kata-layanan".to_owned(),
        users: vec![User {
            nik: NIK.to_owned(),
            email: EMAIL.to_owned(),
            name: "SITI CONTOH".to_owned(),
            passphrase: PASSPHRASE.to_owned(),
            state: CertificateState::Issue,
        }],
        seals: vec![Seal { subscriber: SUBSCRIBER.to_owned(), name: "DINAS CONTOH".to_owned() }],
        maker: Arc::new(maker),
        clock: Arc::new(FixedClock::default()),
        tell: Arc::new(|_| {}),
    });
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("an address");
    let router = fake.router();
    let task = tokio::spawn(async move { axum::serve(listener, router).await.unwrap_or_default() });
    There { fake, address, asked, task }
}

/// Patient enough for a busy machine.
pub fn settings(url: &str) -> Settings {
    let long = Duration::from_secs(30);
    let patience = Patience { connect: long, sign: long, verify: long, ask: long };
    Settings { patience, ..Settings::new(url, "pelangi", "kata-layanan") }
}

pub fn client(url: &str) -> Bsre {
    Bsre::new(&settings(url)).expect("settings that can be used")
}

impl There {
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    pub fn client(&self) -> Bsre {
        client(&self.url())
    }

    /// How often a path was called.
    pub fn calls(&self, path: &str) -> usize {
        self.fake.calls().iter().filter(|call| call.path == path).count()
    }
}

pub fn siti() -> Subject {
    Subject::Nik(Nik::parse(NIK).expect("a NIK"))
}

pub fn passphrase() -> Secret {
    Secret::passphrase(PASSPHRASE.to_owned())
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

/// Siti signs the letter with her phrase.
pub async fn signed_by_siti(signer: &dyn PdfSigner) -> Result<Signed, SigningError> {
    let (subject, secret, pdf) = (siti(), passphrase(), letter());
    signer.sign(&order(&subject, &pdf, &secret)).await
}

pub fn placement() -> Placement {
    Placement {
        page: 1,
        page_height: 842.0,
        rectangle: Rectangle { left: 100.0, bottom: 50.5, width: 80.0, height: 60.0 },
        mark: Some(Mark::Picture(b"\x89PNG contoh".to_vec())),
    }
}
