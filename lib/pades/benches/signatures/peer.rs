//! The peers: one Python with pyHanko that is asked line by line, and pdfsig behind it.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::figure::Figure;
use crate::world::{Person, World};

const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/signatures/peer.py");

/// A running peer with a folder of the files it reads.
pub struct Peer {
    folder: TempDir,
    child: Child,
    asks: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
}

impl Peer {
    /// Starts it, with the authorities of this world.
    pub fn start(world: &World) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut child = Command::new(python())
            .arg(SCRIPT)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect(
                "pyHanko is missing: `make test` installs it, or PELANGI_ORACLES names a Python",
            );
        let asks = child.stdin.take();
        let answers = BufReader::new(child.stdout.take().unwrap());
        let peer = Self { folder, child, asks, answers };
        peer.put("root.pem", world.root.to_pem().as_bytes());
        peer.put("issuing.pem", world.issuing.to_pem().as_bytes());
        for (list, name) in world.lists().iter().zip(["root.crl", "issuing.crl"]) {
            peer.put(name, list.to_der());
        }
        peer.store();
        peer
    }

    pub fn put(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Puts the root into a store of NSS, which pdfsig reads.
    fn store(&self) {
        std::fs::create_dir(self.path("nss")).unwrap();
        let store = format!("sql:{}", self.path("nss").display());
        let root = self.path("root.pem");
        run("certutil", &["-N", "-d", &store, "--empty-password"]);
        run("certutil", &["-A", "-d", &store, "-n", "ca", "-t", "CT,C,C", "-i", text(&root)]);
    }

    /// Signs a file in the folder so many times; the last signed file is then `peer-signed.pdf`.
    pub fn sign(&mut self, person: &Person, visible: bool, count: u32) -> Figure {
        let key = self.put("key.pem", person.key.to_pkcs8_pem().unwrap().as_bytes());
        let certificate = self.put("person.pem", person.certificate.to_pem().as_bytes());
        self.ask(&json!({
            "do": "sign", "count": count, "file": self.path("letter.pdf"), "field": "TTD",
            "key": key, "certificate": certificate, "visible": visible, "url": crate::ADDRESS,
            "chain": [self.path("issuing.pem"), self.path("root.pem")],
            "out": self.path("peer-signed.pdf"),
        }))
    }

    /// Judges `signed.pdf` so many times by pyHanko.
    pub fn verify(&mut self, signatures: usize, count: u32) -> Figure {
        self.ask(&json!({
            "do": "verify", "count": count, "file": self.path("signed.pdf"),
            "root": self.path("root.pem"), "signatures": signatures, "moment": crate::MOMENT,
            "lists": [self.path("root.crl"), self.path("issuing.crl")],
        }))
    }

    /// The same by pdfsig.
    pub fn pdfsig(&mut self, signatures: usize, count: u32) -> Figure {
        self.ask(&json!({
            "do": "pdfsig", "count": count, "file": self.path("signed.pdf"),
            "store": self.path("nss"), "signatures": signatures,
        }))
    }

    fn ask(&mut self, ask: &Value) -> Figure {
        writeln!(self.asks.as_mut().unwrap(), "{ask}").unwrap();
        let mut line = String::new();
        self.answers.read_line(&mut line).unwrap();
        let answer: Value = serde_json::from_str(&line).expect("the peer gave up; see above");
        let seconds = |key: &str| answer[key].as_f64().unwrap();
        Figure { clock: seconds("clock"), processor: seconds("processor") }
    }
}

impl Drop for Peer {
    /// It ends when there is nothing more to read.
    fn drop(&mut self) {
        self.asks = None;
        self.child.wait().map(drop).unwrap_or_default();
    }
}

/// Where Python with pyHanko is: `PELANGI_ORACLES`, or where `make test` installs it.
fn python() -> PathBuf {
    std::env::var_os("PELANGI_ORACLES").map_or_else(
        || PathBuf::from(std::env::var_os("HOME").unwrap()).join(".cache/oracles/bin/python"),
        PathBuf::from,
    )
}

fn run(program: &str, arguments: &[&str]) {
    let status = Command::new(program).args(arguments).status();
    let status = status.unwrap_or_else(|_| panic!("`{program}` is missing: libnss3-tools"));
    assert!(status.success(), "{program} {arguments:?}");
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}
