//! `pelangi ca …` and `pelangi documents sign`: a cell's own authority, its time-stamps and answers
//! over the wire, and other programs that judge what was signed.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;

use crate::support::*;

/// What pyHanko's own command line calls.
const PYHANKO: &str =
    "import sys; from pyhanko.cli import launch; sys.argv[0] = 'pyhanko'; launch()";

/// A serving cell with an authority, and a seal in files.
struct Office {
    place: Place,
    server: Server,
}

impl Office {
    fn new() -> Self {
        let place = Place::with_cell();
        let config = place.config("cell");
        let server = Server::start(&["serve", "--config", &config], place.path("log").as_ref());
        let office = Self { place, server };
        let made = office.ca(&["init"]);
        assert_eq!(made["root"].as_str().map(str::len), Some(64));
        office.ca(&["issue", "--seal", "Badan Pendapatan Daerah", &office.path("segel")]);
        office.ca(&["export", &office.path("publik")]);
        fs::write(office.path("in.pdf"), PDF).expect("written");
        office
    }

    fn path(&self, name: &str) -> String {
        self.place.path(name)
    }

    fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.server.port())
    }

    /// A command of the authority; its certificates name where this server answers.
    fn ca(&self, arguments: &[&str]) -> Value {
        let config = self.place.config("cell");
        let mut command = pelangi(&[&["ca"], arguments, &["--config", &config, "--json"]].concat());
        command.env("PELANGI_CELL__PUBLIC_URL", self.url());
        let done = command.output().expect("it runs");
        assert!(done.status.success(), "{arguments:?}: {}", said(&done));
        serde_json::from_slice(&done.stdout).expect("JSON")
    }

    /// Signs in.pdf, or another document, as the seal.
    fn sign(&self, more: &[&str], from: &str, to: &str) -> std::process::Output {
        let [key, cert, chain] =
            ["key.pem", "cert.pem", "chain.pem"].map(|file| self.path(&format!("segel/{file}")));
        let words = ["documents", "sign", "--key", &key, "--cert", &cert, "--chain", &chain];
        let reach = ["--allow-network", "127.0.0.0/8", "--json"];
        run(&[&words[..], &reach[..], more, &[&self.path(from), &self.path(to)]].concat())
    }

    fn verify(&self, file: &str) -> (Option<i32>, Value) {
        let root = self.path("publik/root-1.pem");
        let words = ["documents", "verify", "--json", "--trust", &root];
        let reach = ["--allow-network", "127.0.0.0/8"];
        let done = run(&[&words[..], &reach[..], &[&self.path(file)]].concat());
        let answer = serde_json::from_slice(&done.stdout);
        (done.status.code(), answer.unwrap_or_else(|_| panic!("{}", said(&done))))
    }
}

/// One page with some text, written by hand.
const PDF: &str = "%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n\
    2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n\
    3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R\
    /Resources<</Font<</F 5 0 R>>>>>>\nendobj\n\
    4 0 obj\n<</Length 41>>\nstream\nBT /F 12 Tf 72 770 Td (Nota dinas) Tj\nET\n\
    \nendstream\nendobj\n\
    5 0 obj\n<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>\nendobj\n";

/// The same with its table of objects.
fn document() -> Vec<u8> {
    let mut bytes = PDF.as_bytes().to_vec();
    let start = bytes.len();
    let mut table = "xref\n0 6\n0000000000 65535 f \n".to_owned();
    for number in 1..=5 {
        let head = format!("\n{number} 0 obj\n");
        let at = PDF.find(&head).map_or(9, |at| at + 1);
        table.push_str(&format!("{at:010} 00000 n \n"));
    }
    table.push_str(&format!("trailer\n<</Size 6/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n"));
    bytes.extend(table.into_bytes());
    bytes
}

#[test]
fn a_seal_signs_at_every_level_and_others_agree() {
    let office = Office::new();
    fs::write(office.path("in.pdf"), document()).expect("written");
    let tsa = format!("{}/tsa", office.url());
    let levels = [("b-b", "B-B"), ("b-t", "B-T"), ("b-lt", "B-LT"), ("b-lta", "B-LTA")];
    for (level, name) in levels {
        let out = format!("{level}.pdf");
        let place = ["--visible", "1,360,60,190,60", "--field", "Segel"];
        let more = [&["--level", level, "--tsa", &tsa][..], &place[..]].concat();
        let done = office.sign(&more, "in.pdf", &out);
        assert!(done.status.success(), "{level}: {}", said(&done));
        let answer: Value = serde_json::from_slice(&done.stdout).expect("JSON");
        assert_eq!((&answer["level"], &answer["field"]), (&name.into(), &"Segel".into()));
        let (status, report) = office.verify(&out);
        assert_eq!(status, Some(0), "{level}: {report}");
        assert_eq!(report["signatures"][0]["level"], name);
        let bytes = fs::read(office.path(&out)).expect("it is there");
        assert!(bytes.starts_with(&document()), "the document is whole in front");
        agreed_by_pyhanko(&office, &out);
        agreed_by_qpdf(&office, &out);
    }
    // Long-term levels need nobody any more.
    let Office { place, server } = office;
    server.stop();
    let root = place.path("publik/root-1.pem");
    for level in ["b-lt", "b-lta"] {
        let file = place.path(&format!("{level}.pdf"));
        let done = run(&["documents", "verify", "--json", "--trust", &root, &file]);
        assert!(done.status.success(), "{level}: {}", said(&done));
    }
}

fn agreed_by_pyhanko(office: &Office, file: &str) {
    let python = python();
    let root = office.path("publik/root-1.pem");
    let words = ["sign", "validate", "--trust-replace", "--trust", &root];
    let mut command = Command::new(&python);
    command.args(["-c", PYHANKO]).args(words);
    command.args(["--no-revocation-check", "--executive-summary"]);
    let done = command.arg(office.path(file)).output().unwrap_or_else(|error| {
        panic!("{}: {error}; `cargo xtask tools` installs it", python.display())
    });
    let told = said(&done);
    assert!(done.status.success() && told.contains(":VALID"), "{file}: {told}");
}

/// Python with pyHanko: `PELANGI_ORACLES`, or where `make test` installs it.
pub fn python() -> PathBuf {
    let home = || PathBuf::from(std::env::var_os("HOME").unwrap_or_default());
    std::env::var_os("PELANGI_ORACLES")
        .map_or_else(|| home().join(".cache/oracles/bin/python"), PathBuf::from)
}

fn agreed_by_qpdf(office: &Office, file: &str) {
    let done = Command::new("qpdf").arg("--check").arg(office.path(file)).output();
    let done = done.expect("qpdf is missing: apt-get install qpdf");
    assert!(done.status.success(), "{file}: {}", said(&done));
}

#[test]
fn a_revoked_seal_is_refused_and_one_sealed_before_for_the_long_term_stands() {
    let office = Office::new();
    fs::write(office.path("in.pdf"), document()).expect("written");
    let tsa = format!("{}/tsa", office.url());
    for level in ["b-t", "b-lta"] {
        let out = format!("{level}.pdf");
        let done = office.sign(&["--level", level, "--tsa", &tsa], "in.pdf", &out);
        assert!(done.status.success(), "{}", said(&done));
    }
    let serial = office.ca(&["issue", "--seal", "Lain", &office.path("lain")]);
    assert!(serial["serial"].is_string());
    let own = fs::read_to_string(office.path("segel/cert.pem")).expect("a certificate");
    let own = &pki::Certificate::all_from_pem(&own).expect("PEM")[0];
    office.ca(&["revoke", "--serial", &own.serial_hex(), "--reason", "key-compromise"]);
    let list = office.path("daftar.crl");
    office.ca(&["crl", &list]);
    assert!(pki::revocation::Crl::from_der(&fs::read(&list).expect("a list")).is_ok());
    // A moment later, so that the revocation lies behind the time-stamp.
    let done = office.sign(&["--level", "b-lt", "--tsa", &tsa], "in.pdf", "late.pdf");
    assert_refused(&done, 1, &["level B-LT was not reached", "trust/revoked"]);
    assert!(!PathBuf::from(office.path("late.pdf")).exists(), "nothing was written");
    let (status, report) = office.verify("b-lta.pdf");
    assert_eq!((status, &report["verdict"]), (Some(0), &"INTACT_WITH_ALLOWED_CHANGES".into()));
}

#[test]
fn two_sign_one_after_the_other_and_nothing_is_overwritten() {
    let office = Office::new();
    fs::write(office.path("in.pdf"), document()).expect("written");
    assert!(office.sign(&[], "in.pdf", "one.pdf").status.success());
    let done = office.sign(&[], "one.pdf", "two.pdf");
    let answer: Value = serde_json::from_slice(&done.stdout).expect("JSON");
    assert_eq!(answer["field"], "Signature2");
    let report = office.verify("two.pdf").1;
    assert_eq!(report["signatures"].as_array().map(Vec::len), Some(2), "{report}");
    let same = office.sign(&[], "one.pdf", "one.pdf");
    assert_refused(&same, 2, &["is the document itself"]);
    std::os::unix::fs::symlink(office.path("one.pdf"), office.path("link.pdf")).expect("a link");
    fs::hard_link(office.path("one.pdf"), office.path("hard.pdf")).expect("a link");
    let before = fs::read(office.path("one.pdf")).expect("read");
    for link in ["link.pdf", "hard.pdf"] {
        assert_refused(&office.sign(&[], "one.pdf", link), 2, &["is the document itself"]);
    }
    assert_eq!(fs::read(office.path("one.pdf")).expect("read"), before);
    let taken = office.sign(&["--field", "Signature1"], "one.pdf", "x.pdf");
    assert_refused(&taken, 1, &["signed already"]);
    let left: Vec<_> =
        fs::read_dir(PathBuf::from(office.path("in.pdf")).parent().expect("a folder"))
            .expect("listed")
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .filter(|name| name.ends_with(".new"))
            .collect();
    assert_eq!(left, Vec::<String>::new());
}

#[test]
fn what_cannot_be_signed_is_refused_with_the_reason() {
    let office = Office::new();
    fs::write(office.path("in.pdf"), document()).expect("written");
    let wrong: [(&[&str], i32, &str); 7] = [
        (&["--level", "b-t"], 2, "needs --tsa"),
        (&["--visible", "1,2,3"], 2, "--visible 1,2,3"),
        (&["--visible", "0,10,10,50,50"], 2, "--visible"),
        (&["--visible", "2,10,10,50,50"], 1, "no page"),
        (&["--visible", "1,580,10,50,50"], 1, "beyond page"),
        (&["--field", "a.b"], 1, "no name for a field"),
        (&["--tsa", "http://127.0.0.1:9/tsa"], 1, "no time-stamp could be had"),
    ];
    for (more, exit, words) in wrong {
        assert_refused(&office.sign(more, "in.pdf", "out.pdf"), exit, &[words]);
        assert!(!PathBuf::from(office.path("out.pdf")).exists(), "{more:?}");
    }
    let key = office.path("segel/key.pem");
    let other = office.path("publik/tsa-1.pem");
    let (from, to) = (office.path("in.pdf"), office.path("out.pdf"));
    let done = run(&["documents", "sign", "--key", &key, "--cert", &other, &from, &to]);
    assert_refused(&done, 2, &["not that of the certificate"]);
    let scripted = String::from_utf8(document()).expect("text").replacen(
        "/Type/Catalog",
        "/Type/Catalog/OpenAction<</S/JavaScript/JS(app.alert)>>",
        1,
    );
    fs::write(office.path("skrip.pdf"), scripted).expect("written");
    let done = office.sign(&[], "skrip.pdf", "out.pdf");
    assert_eq!(done.status.code(), Some(1), "{}", said(&done));
}

#[test]
fn an_authority_is_shown_and_never_made_twice() {
    let office = Office::new();
    let shown = office.ca(&["show"]);
    let names: Vec<&str> =
        shown.as_array().expect("a list").iter().filter_map(|it| it["office"].as_str()).collect();
    assert_eq!(names, ["root-1", "issuing-1", "tsa-1", "ocsp-1"]);
    let config = office.place.config("cell");
    let again = run(&["ca", "init", "--config", &config]);
    assert_refused(&again, 1, &["documents/authority-exists"]);
    let nobody = ["ca", "registrar", "--config", &config, "--account", "siapa", "--code", "x"];
    assert_refused(&run(&nobody), 2, &["documents/no-person"]);
    let renewed = office.ca(&["renew", "--office", "tsa"]);
    assert_eq!(renewed["office"], "tsa-2");
    let (status, _) = office.server.get("/ca/tsa-2.cer");
    assert_eq!(status, 200, "the server that runs knows it at once");
}

#[test]
fn the_roots_key_may_leave_the_server_for_good() {
    let place = Place::with_cell();
    let (config, file) = (place.config("cell"), place.path("akar.pem"));
    json(&["ca", "init", "--config", &config, "--root-key", &file]);
    let pem = fs::read_to_string(&file).expect("the key");
    assert!(pki::PrivateKey::from_pem(&pem).is_ok());
    let mode = std::os::unix::fs::MetadataExt::mode(&fs::metadata(&file).expect("there"));
    assert_eq!(mode & 0o077, 0);
    let shown = json(&["ca", "show", "--config", &config]);
    assert_eq!(shown[0]["has_key"], false);
    assert!(!PathBuf::from(place.path("cell/keys/ca-root-1.key")).exists());
}
