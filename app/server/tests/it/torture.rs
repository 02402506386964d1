//! A server that is killed again and again while a bank pays: no acknowledged payment is lost, none
//! is booked twice, and the books hold.
//!
//! `PELANGI_TEST_KILLS` says how many kills there are on each engine; `make torture` has 200.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use bank::load::{self, Plan, Report, read_bills};
use bank::{AckBook, Credentials, H2hBank, Story, Surroundings, Teller, read_acks};
use base::Zone;
use db::Target;
use h2h::{InquiryReply, PaymentRequest, Reference};
use server::system::{SystemClock, SystemRandom};
use snap::{ClientSecret, Dialect};
use testkit::SeededRandom;

use crate::support::*;

db::statements! {
    /// What can be paid, as `640804000301201470,2026`.
    OPEN_BILLS = "
        select nop || ',' || cast(tax_year as text)
        from ptax_notice
        where payment_state = 'unpaid' and cancelled = 0 and due_rupiah > 0
        order by tax_year desc, nop";
    BOOKED = "
        select reference
        from pay_entry
        where kind = 'payment' and partner = 'bank-uji'
        order by id";
}

pub const SECRET: &str = "rahasia-bank-uji-0001";
/// Enough to have somebody in the middle of every step of a payment.
const PAYERS: usize = 16;

fn rounds() -> u32 {
    std::env::var("PELANGI_TEST_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(6)
}

/// A bank that may pay here, with what it knows of the server.
pub fn let_in(config: &str) {
    let words = ["snap", "partner", "add", "--config", config, "--id", "bank-uji"];
    let keys = ["--client-key", "BANKUJI-01", "--client-secret", SECRET];
    json(&[&words[..], &keys[..]].concat());
}

pub fn teller(port: u16) -> Teller {
    Teller::H2h(h2h_bank(port, Duration::from_secs(5)))
}

/// The same bank alone, which waits so long for an answer.
pub fn h2h_bank(port: u16, timeout: Duration) -> H2hBank {
    H2hBank::new(&credentials(), around(port, timeout)).expect("a bank")
}

pub fn credentials() -> Credentials {
    Credentials {
        client_key: "BANKUJI-01".to_owned(),
        client_secret: ClientSecret::new(SECRET).expect("a secret"),
        private_key: None,
        channel_id: "95221".to_owned(),
        dialect: Dialect::default(),
    }
}

pub fn around(port: u16, timeout: Duration) -> Surroundings {
    Surroundings {
        url: format!("http://127.0.0.1:{port}"),
        timeout,
        zone: Zone::parse("Asia/Makassar").expect("a zone"),
        clock: Arc::new(SystemClock),
        random: Arc::new(SystemRandom),
        story: Story::silent(),
    }
}

/// A port on which nobody listens now: for a server that comes back where it was.
pub fn free_port() -> u16 {
    let free = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    free.local_addr().expect("a port").port()
}

/// The payment of what an inquiry told, made now.
pub fn paid_one(bank: &H2hBank, owed: &InquiryReply) -> PaymentRequest {
    let around = bank.surroundings();
    let now = around.clock.now().civil(&around.zone);
    PaymentRequest {
        nop: owed.nop,
        tax_year: owed.tax_year,
        date: now.date(),
        time: now.time(),
        reference: Reference::new(around.new_reference()).expect("a reference"),
        principal: owed.principal,
        penalty: owed.penalty,
        waived: owed.waived,
        total: owed.total,
        channel: None,
        repeated: false,
    }
}

/// Pays in the background until everything is paid; nobody gives up before the server is back.
pub fn paying(place: &Place, port: u16, bills: &str) -> thread::JoinHandle<Report> {
    let targets = read_bills(bills).expect("bills");
    let (acks, sent) = (place.path("acks"), place.path("sent"));
    let plan = Plan {
        payers: PAYERS,
        rate: None,
        patience: Duration::from_secs(120),
        acks: AckBook::open(acks.as_ref()).expect("a file"),
        sent: Some(AckBook::open(sent.as_ref()).expect("a file")),
    };
    let teller = teller(port);
    thread::spawn(move || wait(load::run(teller, targets, plan)).expect("acknowledgements"))
}

/// Kills and starts the server while the bank pays.
fn tortured(place: &Place, target: &Target, config: &str) {
    let_in(config);
    let port = free_port();
    let listen = format!("127.0.0.1:{port}");
    let environment = [("PELANGI_SERVER__LISTEN", &*listen), ("PELANGI_LOG__LEVEL", "error")];
    let words = ["serve", "--config", config];
    let start = || Server::start_with(&words, place.path("log").as_ref(), &environment);

    let bills = texts(target, &OPEN_BILLS).join("\n");
    let mut server = start();
    let load = paying(place, port, &bills);
    let chance = SeededRandom::new(u64::from(std::process::id()));
    let mut kills = 0;
    for _ in 0..rounds() {
        thread::sleep(Duration::from_millis(20 + chance.below(400)));
        if load.is_finished() {
            break;
        }
        server.kill();
        kills += 1;
        server = start();
    }
    let report = load.join().expect("the bank");
    server.stop();
    assert_eq!(kills, rounds(), "it paid everything before it could be killed so often");
    assert_eq!(report.unknown, 0, "everybody was told in the end what became of the payment");
    check(place, target, config);
}

/// Every acknowledged payment is there once, every other one that was sent at most once.
pub fn check(place: &Place, target: &Target, config: &str) {
    let read = |name| {
        let acks = read_acks(Path::new(&place.path(name))).expect("acknowledgements");
        acks.into_iter().map(|ack| ack.reference).collect::<Vec<_>>()
    };
    let (acknowledged, sent) = (read("acks"), read("sent"));
    let mut booked: HashMap<String, u32> = HashMap::new();
    for reference in texts(target, &BOOKED) {
        *booked.entry(reference).or_default() += 1;
    }
    assert!(!acknowledged.is_empty());
    for reference in &acknowledged {
        assert_eq!(booked.get(reference), Some(&1), "{reference} was acknowledged");
    }
    for reference in &sent {
        assert!(booked.remove(reference).unwrap_or_default() <= 1, "{reference} was sent");
    }
    assert!(booked.is_empty(), "nobody sent {booked:?}");
    let verified = json(&["ledger", "verify", "--config", config]);
    assert_eq!(verified["sound"], true);
    assert_eq!(verified["receipts"].as_u64(), u64::try_from(acknowledged.len()).ok());
    assert_eq!(json(&["audit", "verify", "--config", config])["sound"], true);
}

/// Bills that last for so many kills: more than anybody can pay between two.
fn objects() -> u32 {
    300 + 150 * rounds()
}

mod no_acknowledged_payment_is_lost_or_doubled_when_the_server_is_killed {
    use super::*;

    #[test]
    fn sqlite() {
        let place = Place::with_data(objects());
        let target = Target::Sqlite(place.database("cell"));
        tortured(&place, &target, &place.config("cell"));
    }

    #[test]
    fn postgres() {
        on_postgres(|target| {
            let place = Place::new();
            place.create("cell", &["--database", &target.address()]);
            place.generate(objects());
            let config = place.config("cell");
            json(&["property-tax", "import", "--config", &config, &place.path("extract")]);
            json(&["property-tax", "rules", "--config", &config, RULES]);
            tortured(&place, target, &config);
        });
    }
}
