//! A citizen pays by QRIS, end to end: the served program asks a fake acquirer that is a program of
//! its own, and hears from it, or asks.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::time::Duration;

use bank::{Credentials, Fault, QrNotice, SnapBank};
use base::Rupiah;
use db::{Target, params};
use qris::Qris;
use serde_json::Value;
use snap::PrivateKey;

use crate::browser::Browser;
use crate::imports::DUE_WAITING;
use crate::sandbox::openssl;
use crate::support::*;
use crate::torture::{OPEN_BILLS, around, credentials, free_port, let_in, teller};

const SECRET: &str = "rahasia-akuirer-uji-0001";

db::statements! {
    POLLS = "select state from job_job where kind = 'payments/qr-poll' order by id";
}

/// A cell with an acquirer, both served.
struct Stage {
    place: Place,
    server: Server,
    acquirer: Fake,
    /// NOP and tax year of what can be paid.
    bills: Vec<(String, String)>,
}

/// `pelangi sandbox acquirer`, ended with the test.
struct Fake {
    child: Child,
    port: u16,
}

/// A payment code of a citizen.
struct Code {
    token: String,
    nop: String,
}

impl Fake {
    /// `notifies`: the port of the biller that is told of payments.
    fn start(place: &Place, notifies: Option<u16>) -> Self {
        let (ours, theirs) = (place.path("ours.pub"), place.path("theirs.pem"));
        let words = ["sandbox", "acquirer", "--listen", "127.0.0.1:0", "--client-key", "BAPENDA"];
        let mut command = pelangi(&words);
        command.args(["--client-secret", SECRET, "--public-key", &ours]);
        if let Some(port) = notifies {
            let url = format!("http://127.0.0.1:{port}/snap/v1.0/qr/qr-mpm-notify");
            command.args(["--notify-url", &url, "--notify-as", "QRIS-01"]);
            command.args(["--private-key", &theirs]);
        }
        let mut child =
            command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("it starts");
        let mut line = String::new();
        let mut told = BufReader::new(child.stdout.take().expect("its answer"));
        told.read_line(&mut line).expect("its address");
        let port = line.trim().rsplit(':').next().and_then(|port| port.parse().ok());
        Self { port: port.unwrap_or_else(|| panic!("never ready: {line}")), child }
    }

    /// What a person does at the acquirer: status and answer.
    fn does(&self, method: &str, path: &str, body: &str) -> (u16, Value) {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("it answers");
        let length = body.len();
        let request = format!(
            "{method} /sandbox/{path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\
             content-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}"
        );
        stream.write_all(request.as_bytes()).expect("asked");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer");
        let status = answer.split(' ').nth(1).and_then(|s| s.parse().ok()).unwrap_or(0);
        let body = answer.split_once("\r\n\r\n").map(|(_, body)| body).unwrap_or_default();
        (status, serde_json::from_str(body).unwrap_or_default())
    }

    fn behaves(&self, kind: &str) {
        let told = self.does("POST", "mischief", &format!("{{\"kind\": \"{kind}\"}}"));
        assert_eq!(told.0, 204, "{kind}");
    }

    fn codes(&self) -> Vec<Value> {
        self.does("GET", "codes", "").1.as_array().cloned().unwrap_or_default()
    }

    /// The code that was issued for a payment code: its name begins with those digits.
    fn issued(&self, seen: &Value) -> Value {
        let digits = seen["code"].as_str().expect("a payment code");
        let of =
            |code: &Value| code["reference"].as_str().is_some_and(|name| name.starts_with(digits));
        self.codes().into_iter().find(of).expect("a code")
    }

    /// A payer pays a code, or the acquirer tells of it once more.
    #[track_caller]
    fn deed(&self, reference: &Value, deed: &str) -> Value {
        let reference = reference.as_str().expect("a reference");
        let (status, done) = self.does("POST", &format!("codes/{reference}/{deed}"), "");
        assert_eq!(status, 200, "{done}");
        done
    }
}

impl Drop for Fake {
    fn drop(&mut self) {
        // It may have ended already.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

impl Stage {
    /// `tells`: whether the acquirer tells of payments by itself.
    fn new(tells: bool) -> Self {
        let place = Place::with_data(60);
        let config = place.config("cell");
        for side in ["ours", "theirs"] {
            let private = place.path(&format!("{side}.pem"));
            let bits = ["-pkeyopt", "rsa_keygen_bits:2048", "-out", &private];
            openssl(&[&["genpkey", "-algorithm", "RSA"], &bits[..]].concat());
            openssl(&[
                "pkey",
                "-in",
                &private,
                "-pubout",
                "-out",
                &place.path(&format!("{side}.pub")),
            ]);
        }
        std::fs::write(place.path("secret"), SECRET).expect("a secret");
        std::fs::write(place.path("terms.toml"), "[snap]\nsignature = \"asymmetric\"\n")
            .expect("terms");
        let words = ["snap", "partner", "add", "--config", &config, "--id", "qris"];
        let (key, terms) = (place.path("theirs.pub"), place.path("terms.toml"));
        let rest = ["--client-key", "QRIS-01", "--public-key", &key, "--terms", &terms];
        json(&[&words[..], &rest[..]].concat());
        let_in(&config);

        let port = free_port();
        let acquirer = Fake::start(&place, tells.then_some(port));
        let (listen, url) =
            (format!("127.0.0.1:{port}"), format!("http://127.0.0.1:{}/v1.0", acquirer.port));
        let (ours, secret) = (place.path("ours.pem"), place.path("secret"));
        let settings = [
            ("PELANGI_SERVER__LISTEN", &*listen),
            ("PELANGI_ACQUIRER__URL", &*url),
            ("PELANGI_ACQUIRER__CLIENT_KEY", "BAPENDA"),
            ("PELANGI_ACQUIRER__PARTNER_ID", "BAPENDA"),
            // In quotes: it is a text, and begins with zeros.
            ("PELANGI_ACQUIRER__MERCHANT_ID", "\"00007100010926\""),
            ("PELANGI_ACQUIRER__PRIVATE_KEY_FILE", &*ours),
            ("PELANGI_ACQUIRER__CLIENT_SECRET_FILE", &*secret),
        ];
        let log = place.path("log");
        let server = Server::start_with(&["serve", "--config", &config], log.as_ref(), &settings);
        let bill = |line: &String| {
            let (nop, year) = line.split_once(',').expect("a bill");
            (nop.to_owned(), year.to_owned())
        };
        let found = texts(&Target::Sqlite(place.database("cell")), &OPEN_BILLS);
        let bills = found.iter().map(bill).collect();
        Self { place, server, acquirer, bills }
    }

    /// A citizen chooses a bill on the page.
    fn code(&self, number: usize) -> Code {
        let (nop, year) = &self.bills[number];
        let mut citizen = Browser::new(&self.server);
        let choose = format!("/bayar?nop={nop}");
        let made = citizen.send_form(&choose, "/bayar", &[("nop", nop), ("tahun[]", year)]);
        let made = made.expect(303, &[]);
        let token = made.header("location").rsplit('/').next().unwrap_or_default().to_owned();
        Code { token, nop: nop.clone() }
    }

    /// The code as it stands.
    fn seen(&self, code: &Code) -> Value {
        let path = format!("/api/v1/payments/codes/{}", code.token);
        Browser::new(&self.server).get(&path).expect(200, &[]).json()
    }

    #[track_caller]
    fn page(&self, code: &Code, words: &[&str]) {
        let path = format!("/bayar/kode/{}", code.token);
        Browser::new(&self.server).get(&path).expect(200, words);
    }

    fn books(&self) -> Value {
        let books = json(&["ledger", "verify", "--config", &self.place.config("cell")]);
        assert_eq!(books["sound"], true);
        books
    }

    /// The acquirer tells of a payment with an amount of its own choice.
    fn told(&self, issued: &Value, amount: i64) -> Result<(), Option<String>> {
        let key = std::fs::read_to_string(self.place.path("theirs.pem")).expect("a key");
        let key = PrivateKey::from_pem(&key).expect("a key");
        let client_key = "QRIS-01".to_owned();
        let by_key = Credentials { client_key, private_key: Some(key), ..credentials() };
        let around = around(self.server.port(), Duration::from_secs(30));
        let bank = SnapBank::new(by_key, around).expect("an acquirer");
        let text = |name: &str| issued[name].as_str().expect("a text").to_owned();
        let notice = QrNotice {
            reference: text("reference"),
            acquirer_reference: text("acquirer_reference"),
            amount: Rupiah(amount),
        };
        wait(async {
            let done = bank.notify(&notice, Fault::None).await;
            done.map(drop).map_err(|error| error.code())
        })
    }
}

/// The amount inside the code, and beside it: both what is owed.
fn amount_of(seen: &Value) -> i64 {
    let code = Qris::parse(seen["qris"]["content"].as_str().expect("a code")).expect("a code");
    let amount = code.amount().expect("an amount").0;
    assert_eq!(
        (seen["total"].as_i64(), seen["qris"]["amount"].as_i64()),
        (Some(amount), Some(amount))
    );
    amount
}

#[test]
fn a_code_of_exactly_the_amount_is_paid_told_once_more_and_has_its_receipt() {
    let stage = Stage::new(true);
    let code = stage.code(0);
    stage.page(&code, &["qris.png"]);
    let seen = stage.seen(&code);
    let amount = amount_of(&seen);
    assert_eq!(stage.seen(&code)["qris"], seen["qris"], "a second look is the same code");
    let issued = stage.acquirer.codes();
    assert_eq!((issued.len(), issued[0]["amount"].as_i64()), (1, Some(amount)));

    let paid = stage.acquirer.deed(&issued[0]["reference"], "pay");
    assert_eq!(paid["notified"]["took"], true, "{paid}");
    let after = stage.seen(&code);
    assert_eq!(after["state"], "paid");
    let receipt = after["receipts"][0].as_str().expect("a receipt").to_owned();
    stage.page(&code, &["Lunas", &receipt]);
    let path = format!("/api/v1/payments/receipts/{receipt}");
    let facts = Browser::new(&stage.server).get(&path).expect(200, &[]).json();
    assert_eq!((&facts["channel"], facts["total"].as_i64()), (&"qris".into(), Some(amount)));
    assert_eq!(facts["nop"], code.nop.as_str());

    // Told again and again, it is the same payment.
    for _ in 0..3 {
        let again = stage.acquirer.deed(&issued[0]["reference"], "notify");
        assert_eq!(again["notified"]["took"], true, "{again}");
    }
    let books = stage.books();
    assert_eq!((&books["entries"], &books["receipts"]), (&1.into(), &1.into()));
    assert!(!stage.server.logged().contains(SECRET), "a secret is in the log");
    stage.server.stop();
}

#[test]
fn another_amount_and_a_late_payment_are_held_for_the_payer_and_settle_nothing() {
    let stage = Stage::new(true);
    let wrong = stage.code(0);
    let seen = stage.seen(&wrong);
    let (amount, issued) = (amount_of(&seen), stage.acquirer.issued(&seen));
    assert_eq!(stage.told(&issued, amount + 1), Ok(()));
    assert_eq!(stage.told(&issued, amount + 1), Ok(()), "told twice");
    let seen = stage.seen(&wrong);
    assert_eq!(
        (&seen["bills"][0]["state"], &seen["receipts"]),
        (&"open".into(), &Value::Array(vec![]))
    );
    // Another amount under the same name is a contradiction, and somebody must look.
    assert_eq!(stage.told(&issued, amount), Err(Some("4095201".to_owned())));
    let stranger = serde_json::json!({"reference": "0", "acquirer_reference": "X"});
    assert_eq!(stage.told(&stranger, amount), Err(Some("4045201".to_owned())));

    // The bill is paid at a bank while the code is still shown; then the code is paid too.
    let late = stage.code(1);
    let issued = stage.acquirer.issued(&stage.seen(&late));
    let (nop, year) = &stage.bills[1];
    let bill = bank::load::read_bills(&format!("{nop},{year}")).expect("a bill").remove(0);
    let at_bank = teller(stage.server.port());
    wait(async {
        let owed = at_bank.owed(&bill, Fault::None).await.expect("an inquiry");
        at_bank.tell(&owed, false, Fault::None).await.expect("a payment");
    });
    let paid = stage.acquirer.deed(&issued["reference"], "pay");
    assert_eq!(paid["notified"]["took"], true, "{paid}");
    assert_eq!(stage.seen(&late)["state"], "overpaid");
    let books = stage.books();
    assert_eq!((&books["entries"], &books["receipts"]), (&3.into(), &1.into()));
    stage.server.stop();
}

#[test]
fn a_payment_nobody_told_us_of_is_found_by_asking() {
    let stage = Stage::new(false);
    let target = Target::Sqlite(stage.place.database("cell"));
    let code = stage.code(0);
    let seen = stage.seen(&code);
    let (amount, issued) = (amount_of(&seen), stage.acquirer.issued(&seen));
    stage.acquirer.behaves("unreachable");
    change(&target, &DUE_WAITING, params![]);
    eventually("it was asked in vain", || {
        stage.server.logged().contains("did not say what became of a code").then_some(())
    });
    assert_eq!(stage.seen(&code)["state"], "waiting");
    let paid = stage.acquirer.deed(&issued["reference"], "pay");
    assert!(paid["notified"].is_null(), "it tells nobody");
    stage.acquirer.behaves("none");
    let found = eventually("it was found by asking", || {
        // What waits for its time is due now.
        change(&target, &DUE_WAITING, params![]);
        std::thread::sleep(Duration::from_millis(400));
        Some(stage.seen(&code)).filter(|seen| seen["state"] == "paid")
    });
    assert_eq!(found["receipts"].as_array().map(Vec::len), Some(1));
    eventually("nobody asks any more", || (texts(&target, &POLLS) == ["done"]).then_some(()));
    let books = stage.books();
    assert_eq!((&books["entries"], &books["receipts"]), (&1.into(), &1.into()));
    assert_eq!(found["bills"][0]["state"], "paid");
    assert_eq!(issued["amount"].as_i64(), Some(amount));
    stage.server.stop();
}

#[test]
fn what_a_misbehaving_acquirer_answers_is_not_shown_and_the_code_is_paid_otherwise() {
    let stage = Stage::new(true);
    for (number, kind) in ["garble-amount", "refuse", "lose-answer"].into_iter().enumerate() {
        stage.acquirer.behaves(kind);
        let code = stage.code(number);
        stage.page(&code, &["Menunggu pembayaran"]);
        assert!(stage.seen(&code)["qris"].is_null(), "{kind}");
        stage.acquirer.behaves("none");
        if kind == "garble-amount" {
            amount_of(&stage.seen(&code));
        }
    }
    // It hangs: the page comes all the same, without a code.
    stage.acquirer.behaves("hang");
    let code = stage.code(4);
    stage.page(&code, &["Menunggu pembayaran"]);
    assert_eq!(stage.books()["entries"], 0);
    stage.server.stop();
}
