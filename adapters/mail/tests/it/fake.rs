//! A mail server of the tests: SMTP with STARTTLS (RFC 5321, 3207, 4954), and bad habits.

use std::net::SocketAddr;
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use base::{Instant, Language};
use mail::{Mail, Settings, Tls};
use ports::messenger::{Email, Phone};
use ports::{Contact, Message, Saying};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;

/// What the server does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Habit {
    Good,
    /// Answers a command that begins so with these words.
    Says(&'static str, &'static str),
    /// Speaks no SMTP.
    Babbles,
    /// Takes the mail and closes the line before it says so.
    CutsAfterData,
    /// Says nothing.
    Sleeps,
    /// Knows no TLS.
    Bare,
}

/// A running server.
pub struct Server {
    pub address: SocketAddr,
    pub mails: Arc<Mutex<Vec<String>>>,
    /// Every line a client said, before and after TLS.
    pub said: Arc<Mutex<Vec<String>>>,
    folder: TempDir,
}

#[derive(Clone)]
struct Desk {
    habit: Habit,
    tls: TlsAcceptor,
    mails: Arc<Mutex<Vec<String>>>,
    said: Arc<Mutex<Vec<String>>>,
}

impl Server {
    pub async fn start(habit: Habit) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let desk =
            Desk { habit, tls: acceptor(&folder), mails: Arc::default(), said: Arc::default() };
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (mails, said) = (Arc::clone(&desk.mails), Arc::clone(&desk.said));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(desk.clone().serve(stream));
            }
        });
        Self { address, mails, said, folder }
    }

    /// A client that trusts this server's certificate.
    pub fn client(&self) -> Mail {
        Mail::new(&self.settings()).unwrap()
    }

    pub fn settings(&self) -> Settings {
        Settings {
            host: "localhost".to_owned(),
            port: self.address.port(),
            tls: Tls::StartTls,
            user: Some(("pelangi".to_owned(), "rahasia sekali".to_owned())),
            from: Email::parse("pbb@kutaitimur.contoh.id").unwrap(),
            trusted: Some(std::fs::read(self.folder.path().join("ca.pem")).unwrap()),
            patience: Duration::from_secs(10),
        }
    }
}

impl Desk {
    async fn serve(self, stream: TcpStream) {
        if self.habit == Habit::Sleeps {
            tokio::time::sleep(Duration::from_secs(60)).await;
        }
        let mut plain = BufReader::new(stream);
        if self.habit == Habit::Babbles {
            let _gone = plain.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await;
            return;
        }
        let greeting = self.answer("CONNECT").unwrap_or("220 localhost ESMTP");
        let _gone = plain.write_all(format!("{greeting}\r\n").as_bytes()).await;
        if self.talk(&mut plain, false).await == Some(Turn::Tls) {
            let Ok(secret) = self.tls.accept(plain.into_inner()).await else { return };
            self.talk(&mut BufReader::new(secret), true).await;
        }
    }

    fn answer(&self, line: &str) -> Option<&'static str> {
        match self.habit {
            Habit::Says(command, words) if line.starts_with(command) => Some(words),
            _ => None,
        }
    }

    async fn talk<S>(&self, stream: &mut BufReader<S>, secret: bool) -> Option<Turn>
    where
        S: AsyncRead + AsyncWrite + Unpin,
    {
        loop {
            let mut line = String::new();
            if stream.read_line(&mut line).await.ok()? == 0 {
                return None;
            }
            let line = line.trim_end().to_owned();
            self.said.lock().unwrap().push(line.clone());
            let usual = match line.split(' ').next().unwrap_or_default() {
                "EHLO" if secret => "250-localhost\r\n250-AUTH PLAIN\r\n250 8BITMIME",
                "EHLO" if self.habit == Habit::Bare => "250-localhost\r\n250 8BITMIME",
                "EHLO" => "250-localhost\r\n250-STARTTLS\r\n250 8BITMIME",
                "STARTTLS" => "220 go ahead",
                "AUTH" => "235 2.7.0 welcome",
                "DATA" => "354 go ahead",
                "QUIT" => "221 bye",
                _ => "250 2.0.0 fine",
            };
            let words = self.answer(&line).unwrap_or(usual);
            stream.write_all(format!("{words}\r\n").as_bytes()).await.ok()?;
            match line.as_str() {
                "STARTTLS" => return Some(Turn::Tls),
                "QUIT" => return None,
                "DATA" if words.starts_with("354") => self.take(stream).await?,
                _ => {}
            }
        }
    }

    async fn take<S>(&self, stream: &mut BufReader<S>) -> Option<()>
    where
        S: AsyncRead + AsyncWrite + Unpin,
    {
        let mut mail = String::new();
        while !mail.ends_with("\r\n.\r\n") {
            if stream.read_line(&mut mail).await.ok()? == 0 {
                return None;
            }
        }
        self.mails.lock().unwrap().push(mail);
        if self.habit == Habit::CutsAfterData {
            return None;
        }
        let words = self.answer(".").unwrap_or("250 2.0.0 queued as 4711");
        stream.write_all(format!("{words}\r\n").as_bytes()).await.ok()
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Turn {
    Tls,
}

/// A certificate for localhost, signed by a root that nobody else trusts.
fn acceptor(folder: &TempDir) -> TlsAcceptor {
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (ca, ca_key, key, request) = (path("ca.pem"), path("ca.key"), path("key"), path("req"));
    let new = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
    openssl(&[
        &["req", "-x509"],
        &new[..],
        &["-subj", "/CN=Root", "-keyout", &ca_key, "-out", &ca],
    ]);
    openssl(&[&["req"], &new[..], &["-subj", "/CN=localhost", "-keyout", &key, "-out", &request]]);
    let (names, certificate) = (path("names"), path("cert.pem"));
    std::fs::write(&names, "subjectAltName=DNS:localhost\nbasicConstraints=CA:FALSE\n").unwrap();
    let sign = ["x509", "-req", "-in", &request, "-CA", &ca, "-CAkey", &ca_key, "-CAcreateserial"];
    openssl(&[&sign[..], &["-days", "2", "-extfile", &names, "-out", &certificate]]);
    let chain: Vec<_> =
        CertificateDer::pem_file_iter(&certificate).unwrap().map(Result::unwrap).collect();
    let key = PrivateKeyDer::from_pem_file(&key).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .unwrap();
    TlsAcceptor::from(Arc::new(config))
}

fn openssl(arguments: &[&[&str]]) {
    let done = Command::new("openssl").args(arguments.concat()).output().expect("openssl");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}

/// A message to Ani.
pub fn message() -> Message {
    Message {
        id: "01JD4R0000000000000000000A".to_owned(),
        at: Instant::parse("2026-08-17T00:30:00.000Z").unwrap(),
        to: Contact::Email(Email::parse("ani@contoh.id").unwrap()),
        language: Language::Id,
        saying: Saying::ReceiptReady { tax_year: 2026 },
        from: "Kabupaten Kutai Timur".to_owned(),
        title: "Bukti bayar PBB 2026 sudah ada".to_owned(),
        sentence: "Pembayaran PBB tahun 2026 sudah kami catat – terima kasih.".to_owned(),
        link: "https://pelangi.test/i/01JD4R0000000000000000000AabcdefghijklMNOP".to_owned(),
        stop: Some("https://pelangi.test/api/v1/messages/stop/01JD4Rxyz".to_owned()),
    }
}

pub fn to_a_phone() -> Message {
    Message { to: Contact::Phone(Phone::parse("081234567890").unwrap()), ..message() }
}
