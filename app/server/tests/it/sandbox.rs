//! A fake bank calls the served program, by both protocols, as partners would.

use std::process::{Command, Output};

use db::{Target, params};
use serde_json::Value;

use crate::support::*;

db::statements! {
    BILLS = "select nop || ',' || cast(tax_year as text) from ptax_notice
        where payment_state = 'unpaid' and cancelled = 0 and due_rupiah > 0 and tax_year >= 2025
        order by nop, tax_year";
    /// A payment code made behind the program's back.
    ADD_CODE = "insert into pay_code (code, token, made_at, expires_at)
        values ($1, $1, '2026-01-01T00:00:00.000Z', '2099-01-01T00:00:00.000Z')";
    ADD_BILL = "insert into pay_code_bill (code, nop, tax_year) values ($1, $2, $3)";
}

const SECRET: &str = "rahasia-bank-uji-2026";

/// Payment codes whose last digit fits.
pub const CODES: [&str; 3] = ["32958499827948", "93391253383658", "92542290779297"];

/// A served cell that knows a bank.
struct Stage {
    place: Place,
    server: Server,
    bills: Vec<(String, i64)>,
}

impl Stage {
    fn new() -> Self {
        let place = Place::with_data(120);
        let (private, public) = (place.path("bank.pem"), place.path("bank.pub"));
        let made = ["genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048", "-out"];
        openssl(&[&made[..], &[&*private]].concat());
        openssl(&["pkey", "-in", &private, "-pubout", "-out", &public]);
        let config = place.config("cell");
        let words = ["snap", "partner", "add", "--config", &config, "--client-key", "BANKUJI"];
        let keys = ["--public-key", &public, "--client-secret", SECRET, "--service-id", "12345"];
        json(&[&words[..], &keys[..]].concat());
        let log = place.path("log");
        let server = Server::start(&["serve", "--config", &config], log.as_ref());
        let found = texts(&Target::Sqlite(place.database("cell")), &BILLS);
        let bill = |text: &String| {
            let (nop, year) = text.split_once(',').expect("a bill");
            (nop.to_owned(), year.parse().expect("a year"))
        };
        let bills: Vec<_> = found.iter().map(bill).collect();
        assert!(bills.len() > 12, "too few bills to pay: {}", bills.len());
        Self { place, server, bills }
    }

    /// `pelangi sandbox bank …` at this server.
    fn bank(&self, words: &[&str]) -> Output {
        let url = format!("http://127.0.0.1:{}", self.server.port());
        let key = self.place.path("bank.pem");
        let known = ["--url", &url, "--client-key", "BANKUJI", "--client-secret", SECRET];
        run(&[&["sandbox", "bank"], words, &known[..], &["--private-key", &key, "--json"]].concat())
    }

    /// The same, which must be approved.
    #[track_caller]
    fn approved(&self, words: &[&str]) -> Value {
        let done = self.bank(words);
        assert!(done.status.success(), "{words:?}: {}", said(&done));
        serde_json::from_slice(&done.stdout).expect("an answer in JSON")
    }

    /// A bill over H2H.
    fn bill(&self, number: usize) -> [String; 5] {
        let (nop, year) = &self.bills[number];
        ["--h2h", "--nop", nop, "--year", &year.to_string()].map(str::to_owned)
    }

    /// A payment code over SNAP, made behind the program's back.
    fn code(&self, number: usize) -> [&'static str; 4] {
        let (code, (nop, year)) = (CODES[number], &self.bills[self.bills.len() - 1 - number]);
        self.place.change("cell", &ADD_CODE, params![code]);
        self.place.change("cell", &ADD_BILL, params![code, nop.as_str(), *year]);
        ["--service-id", "12345", "--code", code]
    }

    /// How many entries the books hold; they must hold together.
    fn entries(&self) -> u64 {
        let books = json(&["ledger", "verify", "--config", &self.place.config("cell")]);
        books["entries"].as_u64().unwrap_or_else(|| panic!("no count of entries: {books}"))
    }
}

pub fn openssl(arguments: &[&str]) {
    let done = Command::new("openssl").args(arguments).output();
    let done = done.unwrap_or_else(|e| panic!("openssl: {e}; install it: apt-get install openssl"));
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}

fn with<'a>(deed: &[&'a str], subject: &'a [impl AsRef<str>], more: &[&'a str]) -> Vec<&'a str> {
    let subject = subject.iter().map(AsRef::as_ref);
    deed.iter().copied().chain(subject).chain(more.iter().copied()).collect()
}

#[test]
fn a_bill_is_asked_for_paid_and_taken_back_over_h2h() {
    let stage = Stage::new();
    let bill = stage.bill(0);
    let owed = stage.approved(&with(&["inquiry"], &bill, &[]));
    let paid = stage.approved(&with(&["pay"], &bill, &["--reference", "BPD-1"]));
    assert_eq!(paid["replies"][0]["total"], owed["total"]);
    let ntpd = paid["receipt"].as_str().expect("a receipt");
    let status = stage.approved(&["status", "--h2h", "--reference", "BPD-1"]);
    assert_eq!((&status["ntpd"], status["status"].as_str()), (&paid["receipt"], Some("BAYAR")));
    assert_refused(&stage.bank(&with(&["inquiry"], &bill, &[])), 1, &["13 "]);
    let reversed = stage.approved(&with(&["reverse"], &bill, &["--ntpd", ntpd]));
    assert_eq!(reversed["total"], owed["total"]);
    let status = stage.approved(&["status", "--h2h", "--reference", "BPD-1"]);
    assert_eq!(status["status"], "BATAL");
    assert_eq!(stage.approved(&with(&["inquiry"], &bill, &[]))["total"], owed["total"]);
    assert_eq!(stage.entries(), 2);
}

#[test]
fn a_code_is_asked_for_and_paid_in_every_order_over_snap() {
    let stage = Stage::new();
    let code = stage.code(0);
    let owed = stage.approved(&with(&["inquiry"], &code, &[]));
    let course = ["--course", "out-of-order", "--reference", "REF-1"];
    let paid = stage.approved(&with(&["pay"], &code, &course));
    let account = &paid["replies"][1]["virtualAccountData"];
    assert_eq!(account["paidAmount"], owed["virtualAccountData"]["totalAmount"]);
    let status = stage.approved(&with(&["status"], &code, &["--reference", "REF-1"]));
    assert_eq!(status["virtualAccountData"]["paymentFlagStatus"], "00");
    stage.approved(&with(&["pay"], &stage.code(1), &["--course", "twice"]));
    stage.approved(&with(&["pay"], &stage.code(2), &["--course", "late", "--after", "0"]));
    assert_eq!(stage.entries(), 3, "each is booked once");
}

#[test]
fn what_a_bank_does_wrong_is_refused_and_books_nothing() {
    let stage = Stage::new();
    let (bill, code) = (stage.bill(0), stage.code(0));
    let wrong = |subject: &[&str], fault: &str, words: &str| {
        let done = stage.bank(&with(&["pay"], subject, &["--fault", fault]));
        assert_refused(&done, 1, &[words]);
    };
    let bill: Vec<&str> = bill.iter().map(String::as_str).collect();
    for fault in ["wrong-signature", "stale-time", "future-time", "unknown-partner"] {
        wrong(&bill, fault, "HTTP 401 40 ");
        wrong(&code, fault, "HTTP 401 4012500 ");
    }
    wrong(&code, "wrong-token", "HTTP 401 4012501 ");
    wrong(&bill, "garbage", "HTTP 400 30 ");
    wrong(&code, "garbage", "HTTP 400 4002500 ");
    wrong(&bill, "decimals", "HTTP 400 31 ");
    wrong(&code, "decimals", "HTTP 404 4042513 ");
    for subject in [&bill[..], &code] {
        let huge = said(&stage.bank(&with(&["pay"], subject, &["--fault", "huge"])));
        assert!(huge.contains("← HTTP 4") || huge.contains("no answer"), "{huge}");
    }
    assert_eq!(stage.entries(), 0);
    assert!(!stage.server.logged().contains(SECRET), "a secret is in the log");
}

#[test]
fn a_payment_whose_answer_nobody_read_is_there_once() {
    let stage = Stage::new();
    let bill = stage.bill(0);
    let cut = ["--reference", "BPD-1", "--fault", "cut-answer"];
    assert_refused(&stage.bank(&with(&["pay"], &bill, &cut)), 1, &["was cut"]);
    assert_eq!(stage.entries(), 1);
    let status = stage.approved(&["status", "--h2h", "--reference", "BPD-1"]);
    let total = status["total"].as_str().expect("an amount").to_owned();
    // The bank was told the parts by its inquiry; here they are asked from the books again.
    assert_refused(&stage.bank(&with(&["pay"], &bill, &["--reference", "BPD-1"])), 1, &["13 "]);
    let again = ["--reference", "BPD-1", "--course", "advise", "--amount", &total];
    let again = [&again[..], &["--principal", &total]].concat();
    let paid = stage.approved(&with(&["pay"], &bill, &again));
    assert_eq!(paid["receipt"], status["ntpd"]);
    assert_eq!(stage.entries(), 1);
}

#[test]
fn a_load_is_written_down_and_makes_the_file_of_the_day() {
    let stage = Stage::new();
    let (targets, ack, sent) =
        (stage.place.path("targets"), stage.place.path("acks"), stage.place.path("sent"));
    let lines: String = stage.bills.iter().map(|(nop, year)| format!("{nop},{year}\n")).collect();
    std::fs::write(&targets, lines).expect("targets");
    let files = ["--targets", &targets, "--ack", &ack, "--sent", &sent, "--payers", "4"];
    let report = stage.approved(&with(&["load", "--h2h"], &files, &[]));
    let count = u64::try_from(stage.bills.len()).expect("a count");
    assert_eq!((report["acknowledged"].as_u64(), stage.entries()), (Some(count), count));
    let acks = std::fs::read_to_string(&ack).expect("acks");
    let first: Value = serde_json::from_str(acks.lines().next().expect("a line")).expect("JSON");
    let day = &first["paid_at"].as_str().expect("a time")[..10];
    let eod = ["sandbox", "bank", "eod", "--ack", &ack, "--layout", "counter", "--day", day];
    let file = run(&eod);
    let text = String::from_utf8_lossy(&file.stdout);
    assert!(text.lines().skip(1).all(|line| line.ends_with(",BAYAR")), "{text}");
    assert!(text.lines().count() > 1, "nothing was paid on {day}: {text}");
}

#[test]
fn what_is_typed_wrong_is_told_before_anybody_is_called() {
    let nowhere = ["--url", "http://127.0.0.1:1", "--client-key", "B", "--client-secret", SECRET];
    let bank = |words: &[&str]| run(&[&["sandbox", "bank"], words, &nowhere[..]].concat());
    assert_refused(&bank(&["inquiry"]), 2, &["--service-id and --code"]);
    assert_refused(&bank(&["inquiry", "--h2h"]), 2, &["--nop and --year"]);
    let account = ["--service-id", "12345", "--code", CODES[0]];
    assert_refused(&bank(&with(&["inquiry"], &account, &[])), 2, &["--private-key"]);
    let unknown = bank(&with(&["pay"], &account, &["--fault", "sloppy"]));
    assert_refused(&unknown, 2, &["sloppy", "wrong-signature"]);
    let reverse = ["reverse", "--nop", "640801000100012340", "--year", "2026", "--ntpd", "1"];
    assert_refused(&bank(&reverse), 2, &["--h2h"]);
    let layout =
        ["sandbox", "bank", "eod", "--ack", "x", "--layout", "excel", "--day", "2026-11-22"];
    assert_refused(&run(&layout), 2, &["counter, va and qris-net"]);
    let words = ["sandbox", "acquirer", "--listen", "0.0.0.0:0", "--client-key", "B"];
    let outside = [&words[..], &["--client-secret", SECRET, "--public-key", "x"]].concat();
    assert_refused(&run(&outside), 2, &["on this machine"]);
}
