//! The sandbox of the signing service, and what the doctor says of services of signatures.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Output, Stdio};

use base::Nik;
use bsre::{Bsre, BsreSeal, Settings};
use ports::PdfSigner;
use ports::signing::{Mark, Placement, Rectangle, Secret, SigningError, SigningOrder, Subject};

use crate::support::*;

const NIK: &str = "6408014107900001";
const PERSON: &str = "6408014107900001,siti@contoh.go.id,kenari kuning,SITI CONTOH";
const LETTER: &[u8] = include_bytes!("../../../../lib/pades/tests/fixtures/table.pdf");

/// `pelangi sandbox bsre`, until it is dropped.
struct Sandbox {
    child: Child,
    address: String,
}

impl Sandbox {
    fn start(place: &Place) -> Self {
        let ca = place.path("ca.pem");
        let words = ["sandbox", "bsre", "--listen", "127.0.0.1:0", "--user", "pelangi"];
        let people = ["--password", "layanan", "--person", PERSON, "--seal", "segel-01"];
        let mut command = pelangi(&[&words[..], &people, &["--ca", &ca]].concat());
        command.stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().expect("it starts");
        let mut lines = BufReader::new(child.stdout.take().expect("its answer")).lines();
        let ready =
            lines.find_map(|line| Some(line.ok()?.strip_prefix("ready http://")?.to_owned()));
        Self { child, address: ready.expect("it is ready") }
    }

    fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    fn client(&self) -> Bsre {
        Bsre::new(&Settings::new(&self.url(), "pelangi", "layanan")).expect("settings")
    }

    /// One request of a person who plays with it.
    fn asked(&self, method: &str, path: &str, body: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).expect("it answers");
        let head = format!("{method} {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n");
        let kind = "content-type: application/json\r\ncontent-length: ";
        let request = format!("{head}{kind}{}\r\n\r\n{body}", body.len());
        stream.write_all(request.as_bytes()).expect("asked");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer");
        answer
    }

    fn code_for(&self, who: &str) -> Secret {
        let answer = self.asked("GET", &format!("/sandbox/codes/{who}"), "");
        let json = answer.split_once("\r\n\r\n").expect("a body").1;
        let json: serde_json::Value = serde_json::from_str(json).expect("JSON");
        Secret::totp(json["code"].as_str().expect("a code").to_owned())
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        // It may have ended already.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

fn order<'a>(subject: &'a Subject, pdf: &'a [u8], secret: &'a Secret) -> SigningOrder<'a> {
    SigningOrder {
        attempt: "percobaan",
        subject,
        pdf,
        secret,
        placement: None,
        field: None,
        reason: "Menyetujui",
        location: "Sangatta",
    }
}

fn tool(program: &str, arguments: &[&str]) -> Output {
    let done = Command::new(program).args(arguments).output();
    done.unwrap_or_else(|e| {
        panic!("{program}: {e}; apt-get install qpdf poppler-utils libnss3-tools mupdf-tools")
    })
}

#[test]
fn the_sandbox_signs_letters_that_other_programs_find_valid() {
    let place = Place::new();
    let sandbox = Sandbox::start(&place);
    let (siti, phrase) = (
        Subject::Nik(Nik::parse(NIK).expect("a NIK")),
        Secret::passphrase("kenari kuning".to_owned()),
    );
    let rectangle = Rectangle { left: 60.0, bottom: 60.0, width: 180.0, height: 80.0 };
    let mark = Some(Mark::Picture(b"\x89PNG".to_vec()));
    let placement = Placement { page: 1, page_height: 842.0, rectangle, mark };
    let visible = SigningOrder { placement: Some(&placement), ..order(&siti, LETTER, &phrase) };
    let once = wait(sandbox.client().sign(&visible)).expect("a signature").pdf;
    let twice = wait(sandbox.client().sign(&order(&siti, &once, &phrase))).expect("another").pdf;
    let (seal, key) = (BsreSeal::new(sandbox.client()), Subject::Key("segel-01".to_owned()));
    wait(seal.request_code(&key, None, 1)).expect("activated");
    wait(seal.request_code(&key, Some(&sandbox.code_for("segel-01")), 1)).expect("a code");
    let code = sandbox.code_for("segel-01");
    let sealed = wait(seal.sign(&order(&key, &twice, &code))).expect("a seal").pdf;
    assert!(twice.starts_with(&once) && sealed.starts_with(&twice));

    let (file, store) = (place.path("letter.pdf"), format!("sql:{}", place.path("nss")));
    fs::write(&file, &sealed).expect("written");
    fs::create_dir(place.path("nss")).expect("a folder");
    assert!(tool("certutil", &["-N", "-d", &store, "--empty-password"]).status.success());
    let trust = ["-A", "-d", &store, "-n", "ca", "-t", "CT,C,C", "-i", &place.path("ca.pem")];
    assert!(tool("certutil", &trust).status.success());
    let seen = said(&tool("pdfsig", &["-nssdir", &store, &file]));
    assert_eq!(seen.matches("Signature is Valid.").count(), 3, "{seen}");
    // NSS, which pdfsig asks, loses its way at a second signature of one person below an issuing
    // authority ("Unknown issue with Certificate"), with files of other programs as well.
    assert!(seen.matches("Certificate is Trusted.").count() >= 2, "{seen}");
    assert!(seen.contains("SITI CONTOH") && seen.contains("ORGANISASI CONTOH"), "{seen}");
    let checked = tool("qpdf", &["--check", &file]);
    assert_eq!(checked.status.code(), Some(0), "{}", said(&checked));
}

#[test]
fn the_sandbox_breaks_over_a_page_that_is_not_there_and_a_wrong_phrase_is_told() {
    let place = Place::new();
    let sandbox = Sandbox::start(&place);
    let (siti, phrase) = (
        Subject::Nik(Nik::parse(NIK).expect("a NIK")),
        Secret::passphrase("kenari kuning".to_owned()),
    );
    let rectangle = Rectangle { left: 60.0, bottom: 60.0, width: 180.0, height: 80.0 };
    let mark = Some(Mark::Picture(b"\x89PNG".to_vec()));
    let nowhere = Placement { page: 99, page_height: 842.0, rectangle, mark };
    let asked = SigningOrder { placement: Some(&nowhere), ..order(&siti, LETTER, &phrase) };
    let error = wait(sandbox.client().sign(&asked)).expect_err("no such page");
    assert!(matches!(error, SigningError::Unknown(_)), "{error}");
    let wrong = Secret::passphrase("kenari merah".to_owned());
    let error = wait(sandbox.client().sign(&order(&siti, LETTER, &wrong))).expect_err("wrong");
    assert_eq!(error, SigningError::WrongSecret);
    let refused =
        run(&["sandbox", "bsre", "--listen", "0.0.0.0:0", "--user", "a", "--password", "b"]);
    assert_refused(&refused, 2, &["127.0.0.1"]);
    let words = ["sandbox", "bsre", "--user", "a", "--password", "b", "--person", "1,2,rahasia"];
    let refused = run(&words);
    assert_refused(&refused, 2, &["NIK,EMAIL,PASSPHRASE,NAME"]);
    assert!(!said(&refused).contains("rahasia"));
}

#[test]
fn the_doctor_finds_a_service_its_password_and_its_clock() {
    let place = Place::with_cell();
    let sandbox = Sandbox::start(&place);
    let (right, wrong) = (place.path("right"), place.path("wrong"));
    fs::write(&right, "layanan\n").expect("written");
    fs::write(&wrong, "bukan\n").expect("written");
    let doctor = |settings: &[(&str, &str)]| {
        let mut command = pelangi(&["doctor", "--config", &place.config("cell")]);
        for (name, value) in settings {
            command.env(format!("PELANGI_SIGNING__{name}"), value);
        }
        command.output().expect("it starts")
    };
    let url = sandbox.url();
    let service = |password| {
        [("BSRE__URL", &*url), ("BSRE__USER", "pelangi"), ("BSRE__PASSWORD_FILE", password)]
    };
    assert!(!said(&doctor(&[])).contains("bsre"), "nothing is said of what is not set up");
    let stamped = [&service(&right)[..], &[("TIMESTAMP__URL", &*url)]].concat();
    assert_refused(&doctor(&stamped), 0, &["ok    bsre", "ok    timestamp", "clock agrees"]);
    assert_refused(&doctor(&service(&wrong)), 1, &["FAIL  bsre", "does not take our name"]);
    sandbox.asked("POST", "/sandbox/mischief", r#"{"kind": "skewed", "seconds": 347}"#);
    let skewed = doctor(&service(&right));
    assert_refused(&skewed, 0, &["warn  bsre", "seconds ahead of ours", "chrony"]);
    let nobody = [("BSRE__URL", "http://localhost:1"), service(&right)[1], service(&right)[2]];
    assert_refused(&doctor(&nobody), 1, &["FAIL  bsre", "nothing is signed there"]);
    let open = doctor(&[("REVOCATION__ALLOW", r#"["0.0.0.0/0"]"#)]);
    assert_refused(&open, 1, &["FAIL  revocation", "name the networks of your own"]);
}

#[test]
fn a_service_that_cannot_be_used_is_told_at_the_start() {
    let place = Place::with_cell();
    fs::write(place.path("password"), "layanan").expect("written");
    let serve = |settings: &[(&str, &str)]| {
        let mut command = pelangi(&["serve", "--config", &place.config("cell")]);
        command.env("PELANGI_SERVER__LISTEN", "127.0.0.1:0");
        command.envs(settings.iter().copied()).output().expect("it starts")
    };
    let file = place.path("password");
    let plain = [
        ("PELANGI_SIGNING__BSRE__URL", "http://10.10.1.7"),
        ("PELANGI_SIGNING__BSRE__USER", "pelangi"),
        ("PELANGI_SIGNING__BSRE__PASSWORD_FILE", &*file),
    ];
    assert_refused(&serve(&plain), 2, &["signing.bsre.url", "plain_http"]);
    assert_refused(&serve(&plain[..2]), 2, &["signing.bsre.password_file"]);
    let nameless = [("PELANGI_SIGNING__TIMESTAMP__URL", "tsa.contoh.id")];
    assert_refused(&serve(&nameless), 2, &["signing.timestamp.url"]);
    let mistyped = [("PELANGI_SIGNING_BSRE__URL", "https://x.example")];
    assert_refused(&serve(&mistyped), 2, &["PELANGI_SIGNING__BSRE__URL"]);
    let odd = [("PELANGI_SIGNING__BSRE__ORIGIN", "middle")];
    assert_refused(&serve(&odd), 2, &["middle", "bottom-left"]);
}
