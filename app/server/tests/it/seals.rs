//! Receipts of a demo cell with its own seal, and with keys that live in a token of SoftHSM.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Command, Output};

use db::Target;
use serde_json::Value;

use crate::documents_sign::python;
use crate::support::*;

const PIN: &str = "kenari-4417";
const BAPENDA: &str = "Badan Pendapatan Daerah";
const SEALED: &[u8] = b"ETSI.CAdES.detached";

db::statements! {
    RECEIPTS = "select number from pay_receipt order by number";
}

/// A demo cell, and a token that can be taken away.
struct Stage {
    place: Place,
}

impl Stage {
    fn new() -> Self {
        let stage = Self { place: Place::new() };
        fs::create_dir(stage.place.path("tokens")).expect("a folder");
        let text = format!("directories.tokendir = {}\nlog.level = ERROR\n", stage.tokens());
        fs::write(stage.conf(), text).expect("written");
        stage
    }

    fn tokens(&self) -> String {
        self.place.path("tokens")
    }

    fn conf(&self) -> String {
        self.place.path("softhsm2.conf")
    }

    fn demo(&self) -> Server {
        let dir = self.place.path("demo");
        let words = ["demo", "--dir", &dir, "--port", "0", "--objects", "40"];
        let environment = [("SOFTHSM2_CONF", &*self.conf())];
        Server::start_with(&words, self.place.path("log").as_ref(), &environment)
    }

    fn receipt(&self) -> String {
        let target = Target::Sqlite(self.place.database("demo"));
        let number = texts(&target, &RECEIPTS).first().expect("somebody paid").clone();
        format!("/bayar/stts/{number}/stts.pdf")
    }

    fn util(&self, arguments: &[&str]) {
        let mut util = Command::new("softhsm2-util");
        let ran = util.args(arguments).env("SOFTHSM2_CONF", self.conf()).output();
        let ran = ran.unwrap_or_else(|e| panic!("softhsm2-util: {e}; apt-get install softhsm2"));
        assert!(ran.status.success(), "{}", said(&ran));
    }

    /// A key that is in the token alone.
    fn key(&self, label: &str, id: &str, kind: &[&str]) {
        let file = self.place.path("key.pem");
        let words = ["genpkey", "-out", &file, "-algorithm"];
        let ran = Command::new("openssl").args(words).args(kind).output().expect("openssl");
        assert!(ran.status.success(), "{}", said(&ran));
        let words = ["--import", &file, "--token", "KUTIM", "--label", label, "--id", id];
        self.util(&[&words[..], &["--pin", PIN]].concat());
        fs::remove_file(file).expect("gone");
    }

    fn ca(&self, arguments: &[&str]) -> Output {
        let config = self.place.config("demo");
        let mut command = pelangi(&[&["ca"], arguments, &["--config", &config]].concat());
        command.env("SOFTHSM2_CONF", self.conf()).output().expect("it runs")
    }

    /// What the settings say of seals, besides what the demo wrote.
    fn settings(&self, demo: &str, receipts: &str) {
        let softhsm = "/usr/lib/softhsm/libsofthsm2.so";
        let token = |word: &str| {
            format!(
                "[seals.tokens.{word}]\nmodule = \"{softhsm}\"\ntoken = \"KUTIM\"\n\
                 label = \"{word}\"\npin_file = \"pin\"\n"
            )
        };
        let tokens = [token("rsa"), token("p256")].concat();
        let text = format!("{demo}\n[seals]\nreceipts = \"{receipts}\"\n{tokens}");
        fs::write(self.place.config("demo"), text).expect("written");
    }

    /// Our verifier, pyHanko and pdfsig about one file.
    fn agreed(&self, pdf: &[u8]) {
        let (file, root) = (self.place.path("out.pdf"), self.place.path("publik/root-1.pem"));
        fs::write(&file, pdf).expect("written");
        if !Path::new(&root).exists() {
            let done = self.ca(&["export", &self.place.path("publik")]);
            assert!(done.status.success(), "{}", said(&done));
        }
        let words = ["documents", "verify", "--json", "--no-revocation", "--trust", &root, &file];
        let done = run(&words);
        let report: Value = serde_json::from_slice(&done.stdout).expect("JSON");
        assert_eq!(report["verdict"], "INTACT", "{report}");
        assert_eq!(report["signatures"][0]["level"], "B-T", "{report}");
        assert!(report["signatures"][0]["signer"].as_str().is_some_and(|s| s.contains(BAPENDA)));

        let script =
            concat!(env!("CARGO_MANIFEST_DIR"), "/../../lib/pades/tests/oracles/validate.py");
        let judged = Command::new(python()).args([script, &root, &file]).output();
        let judged = judged.expect("pyHanko; `cargo xtask tools` installs it");
        let told: Value = serde_json::from_slice(&judged.stdout).expect("JSON");
        assert_eq!(told["bottom_line"], true, "{told} {}", said(&judged));

        let store = format!("sql:{}", self.place.path("nss"));
        if fs::create_dir(self.place.path("nss")).is_ok() {
            let make: &[&str] = &["-N", "-d", &store, "--empty-password"];
            let trust = ["-A", "-d", &store, "-n", "ca", "-t", "CT,C,C", "-i", &root];
            for arguments in [make, &trust] {
                let ran = Command::new("certutil").args(arguments).output();
                let ran = ran.expect("certutil; apt-get install libnss3-tools");
                assert!(ran.status.success(), "{}", said(&ran));
            }
        }
        let seen = Command::new("pdfsig").args(["-nssdir", &store, &file]).output();
        let seen = said(&seen.expect("pdfsig; apt-get install poppler-utils"));
        // NSS, which pdfsig asks about certificates, has no opinion on those that are for seals only.
        assert!(seen.contains("Signature is Valid.") && seen.contains("Total document"), "{seen}");
    }
}

/// The bytes of a PDF.
fn fetch(server: &Server, path: &str) -> Vec<u8> {
    let mut stream = TcpStream::connect(("127.0.0.1", server.port())).expect("it answers");
    let request = format!("GET {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).expect("asked");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).expect("an answer");
    let start = find(&answer, b"%PDF-").expect("a PDF");
    let end = answer.windows(5).rposition(|window| window == b"%%EOF").expect("its end");
    answer.get(start..(end + 6).min(answer.len())).expect("bytes").to_vec()
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

fn is_sealed(pdf: &[u8]) -> bool {
    find(pdf, SEALED).is_some()
}

#[test]
fn a_demo_cell_seals_and_a_token_seals_as_well_until_it_is_taken_away() {
    let stage = Stage::new();
    let server = stage.demo();
    let path = stage.receipt();
    let pdf = fetch(&server, &path);
    assert!(is_sealed(&pdf), "the demo has a seal of its own");
    stage.agreed(&pdf);
    assert!(server.get("/readyz").1.contains("\"seals\":{\"bapenda-contoh\":\"ok\"}"));
    let figures = server.get("/metrics").1;
    let counted = "pelangi_seals_total{seal=\"bapenda-contoh\",outcome=\"sealed\"} 1";
    assert!(figures.contains(counted), "{figures}");
    server.stop();

    let pins = ["--pin", PIN, "--so-pin", "5678"];
    stage.util(&[&["--init-token", "--free", "--label", "KUTIM"], &pins[..]].concat());
    stage.key("rsa", "01", &["RSA", "-pkeyopt", "rsa_keygen_bits:2048"]);
    stage.key("p256", "02", &["EC", "-pkeyopt", "ec_paramgen_curve:P-256"]);
    let demo = fs::read_to_string(stage.place.config("demo")).expect("settings");
    let refused = stage.ca(&["issue", "--seal", BAPENDA, "--token", "rsa"]);
    assert_refused(&refused, 2, &["[seals.tokens.rsa]"]);
    fs::write(stage.place.path("demo/pin"), format!("{PIN}\n")).expect("written");
    for word in ["rsa", "p256"] {
        stage.settings(&demo, word);
        let done = stage.ca(&["issue", "--seal", BAPENDA, "--token", word]);
        assert!(done.status.success(), "{}", said(&done));
        let server = stage.demo();
        let pdf = fetch(&server, &path);
        assert!(is_sealed(&pdf), "{word}: {}", server.logged());
        stage.agreed(&pdf);
        assert!(!server.logged().contains(PIN));
        server.stop();
    }

    fs::rename(stage.tokens(), stage.place.path("away")).expect("taken away");
    fs::create_dir(stage.tokens()).expect("a folder");
    let server = stage.demo();
    let pdf = fetch(&server, &path);
    assert!(!is_sealed(&pdf) && pdf.starts_with(b"%PDF-"), "whole, and without a seal");
    assert!(
        server
            .get("/readyz")
            .1
            .contains("\"seals\":{\"bapenda-contoh\":\"ok\",\"p256\":\"failing\"}")
    );
    assert!(server.logged().contains("no token is labelled"), "{}", server.logged());
    fs::remove_dir(stage.tokens()).expect("empty");
    fs::rename(stage.place.path("away"), stage.tokens()).expect("brought back");
    let pdf =
        eventually("it seals again", || Some(fetch(&server, &path)).filter(|pdf| is_sealed(pdf)));
    stage.agreed(&pdf);
    assert!(server.logged().contains("the seal works again"));
    assert!(!server.logged().contains(PIN));
    let database = fs::read(stage.place.database("demo")).expect("the database");
    assert!(find(&database, PIN.as_bytes()).is_none());
}
