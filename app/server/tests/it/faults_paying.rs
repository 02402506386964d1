//! The database goes away, the disk fills up or reports errors, while banks pay: what was acknowledged
//! is there once, everything else at most once, every answer is one of the protocol, and the house
//! goes on when the fault is over.

use std::fs;
use std::path::Path;
use std::thread;
use std::time::Duration;

use bank::{Account, Credentials, Fault, H2hBank, SnapBank, VaPayment, read_acks};
use base::{Nop, Rupiah};
use db::{Target, params};
use h2h::InquiryRequest;
use snap::{PrivateKey, Timestamp};
use testkit::Link;

use crate::broken_disk::BrokenDisk;
use crate::browser::Browser;
use crate::sandbox::{ADD_BILL, ADD_CODE, CODES, openssl};
use crate::support::*;
use crate::torture::{OPEN_BILLS, SECRET, around, check, credentials, free_port, h2h_bank, paying};

/// Far longer than any limit of the server: whoever hears nothing until then was left hanging.
const ENDLESS: Duration = Duration::from_secs(110);

/// Bills for as long as the faults last.
const OBJECTS: u32 = 300;

/// A cell with bills and a bank that may call it by both protocols.
pub struct Stage {
    pub place: Place,
    pub target: Target,
    pub config: String,
    pub port: u16,
    /// A bill that is kept from the load, and paid in the end.
    pub kept: (Nop, i64),
    pub bills: String,
}

/// What one bank heard at one moment, by both protocols.
pub struct Heard {
    inquiry: String,
    payment: String,
    pub va_inquiry: String,
    va_payment: String,
}

impl Stage {
    pub fn new(place: Place, target: Target) -> Self {
        let config = place.config("cell");
        let (private, public) = (place.path("bank.pem"), place.path("bank.pub"));
        let made = ["genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048", "-out"];
        openssl(&[&made[..], &[&*private]].concat());
        openssl(&["pkey", "-in", &private, "-pubout", "-out", &public]);
        let words = ["snap", "partner", "add", "--config", &config, "--id", "bank-uji"];
        let keys = ["--client-key", "BANKUJI-01", "--client-secret", SECRET];
        let more = ["--public-key", &public, "--service-id", "12345"];
        json(&[&words[..], &keys[..], &more[..]].concat());
        let mut bills = texts(&target, &OPEN_BILLS);
        let kept = bills.remove(0);
        let (nop, year) = kept.split_once(',').expect("a bill");
        let kept = (Nop::parse(nop).expect("a NOP"), year.parse().expect("a year"));
        change(&target, &ADD_CODE, params![CODES[0]]);
        change(&target, &ADD_BILL, params![CODES[0], nop, kept.1]);
        Self { config, port: free_port(), kept, bills: bills.join("\n"), place, target }
    }

    /// A new cell whose program reaches its database by an address of its own.
    pub fn reached_by(address: &Target, target: Target) -> Self {
        let place = Place::new();
        place.create("cell", &["--database", &address.address()]);
        place.generate(OBJECTS);
        let config = place.config("cell");
        json(&["property-tax", "import", "--config", &config, &place.path("extract")]);
        json(&["property-tax", "rules", "--config", &config, RULES]);
        Self::new(place, target)
    }

    pub fn serve(&self, environment: &[(&str, &str)]) -> Server {
        let listen = format!("127.0.0.1:{}", self.port);
        let own = [("PELANGI_SERVER__LISTEN", &*listen), ("PELANGI_LOG__LEVEL", "error")];
        let words = ["serve", "--config", &self.config];
        let log = self.place.path("log");
        Server::start_with(&words, log.as_ref(), &[environment, &own].concat())
    }

    pub fn banks(&self) -> (H2hBank, SnapBank) {
        let key = fs::read_to_string(self.place.path("bank.pem")).expect("a key");
        let key = PrivateKey::from_pem(&key).expect("a key");
        let by_snap = Credentials { private_key: Some(key), ..credentials() };
        let snap = SnapBank::new(by_snap, around(self.port, ENDLESS)).expect("a bank");
        (h2h_bank(self.port, ENDLESS), snap)
    }

    fn acknowledged(&self) -> usize {
        read_acks(Path::new(&self.place.path("acks"))).expect("acknowledgements").len()
    }

    /// Waits until the bank heard of some more payments.
    pub fn some_more_are_paid(&self) {
        let before = self.acknowledged();
        eventually("some more are paid", || (self.acknowledged() > before + 15).then_some(()));
    }

    /// Nothing is acknowledged for a while.
    pub fn nothing_is_paid(&self) {
        // An answer that was on its way arrives.
        thread::sleep(Duration::from_millis(300));
        let before = self.acknowledged();
        thread::sleep(Duration::from_millis(700));
        assert_eq!(self.acknowledged(), before, "acknowledged without a database");
    }

    /// Asks and pays for the bill that was kept; what was heard, as codes.
    pub fn told(&self, banks: &(H2hBank, SnapBank)) -> Heard {
        let (nop, tax_year) = self.kept;
        let (h2h, snap) = banks;
        let account = Account::parse("12345", CODES[0]).expect("an account");
        let zone = &h2h.surroundings().zone;
        let payment = VaPayment {
            account: account.clone(),
            request_id: h2h.surroundings().new_reference(),
            reference: "SLIP-1".to_owned(),
            amount: Rupiah(1),
            paid_at: Timestamp::at(h2h.surroundings().clock.now(), zone),
            advise: false,
        };
        let asked = InquiryRequest { nop, tax_year, date: None };
        let paid = crate::torture::paid_one(
            h2h,
            &h2h::InquiryReply {
                nop,
                tax_year,
                payer: String::new(),
                address: String::new(),
                principal: Rupiah(1),
                penalty: Rupiah(0),
                waived: Rupiah(0),
                total: Rupiah(1),
                due_date: "2026-09-30".parse().expect("a day"),
            },
        );
        let code = |error: Option<bank::BankError>| match error {
            None => "approved".to_owned(),
            Some(error) => error.code().unwrap_or_else(|| panic!("left without answer: {error}")),
        };
        wait(async {
            let (one, two, three, four) = tokio::join!(
                h2h.inquiry(&asked, Fault::None),
                h2h.pay(&paid, Fault::None),
                snap.inquiry(&account, "INQ-1", Fault::None),
                snap.pay(&payment, Fault::None),
            );
            Heard {
                inquiry: code(one.err()),
                payment: code(two.err()),
                va_inquiry: code(three.err()),
                va_payment: code(four.err()),
            }
        })
    }

    /// The fault is over: everybody who paid knows it, and the books hold.
    pub fn finish(self, load: thread::JoinHandle<bank::load::Report>, server: Server) {
        let report = load.join().expect("the bank");
        assert_eq!(report.unknown, 0, "everybody was told in the end what became of the payment");
        assert!(report.repeats > 0, "nobody met the fault");
        let heard = self.told(&self.banks());
        assert_eq!((&*heard.inquiry, &*heard.va_inquiry), ("approved", "approved"));
        assert_eq!(
            (&*heard.payment, &*heard.va_payment),
            ("02", "4042513"),
            "it is another amount"
        );
        server.stop();
        check(&self.place, &self.target, &self.config);
    }
}

impl Heard {
    /// Every answer says that the database does not answer: nobody may think that a bill is paid, or
    /// that a payment was refused for good.
    pub fn assert_down(&self) {
        let heard = [&self.inquiry, &self.payment, &self.va_inquiry, &self.va_payment];
        assert_eq!(heard, ["04", "04", "5002402", "5002502"]);
    }

    /// The same, or that the outcome is not known, or that the amount is wrong: nothing has to be
    /// written to see that.
    pub fn assert_uncertain(&self) {
        for (heard, may_be) in [
            (&self.inquiry, &["04", "99"][..]),
            (&self.payment, &["04", "99", "02"]),
            (&self.va_inquiry, &["5002402", "5042400"]),
            (&self.va_payment, &["5002502", "5042500", "4042513"]),
        ] {
            assert!(may_be.contains(&heard.as_str()), "{heard} is none of {may_be:?}");
        }
    }
}

fn a_link_that_is_cut_and_hangs(target: &Target) {
    let link = Link::to(target);
    let stage = Stage::reached_by(&link.target(), target.clone());
    let server = stage.serve(&[]);
    let banks = stage.banks();
    assert_eq!(stage.told(&banks).va_inquiry, "approved");
    let load = paying(&stage.place, stage.port, &stage.bills);
    for _ in 0..2 {
        stage.some_more_are_paid();
        link.cut();
        stage.told(&banks).assert_down();
        stage.nothing_is_paid();
        link.mend();
    }
    stage.some_more_are_paid();
    link.hang();
    stage.told(&banks).assert_uncertain();
    stage.nothing_is_paid();
    assert!(!load.is_finished(), "it paid everything before the link failed");
    link.mend();
    stage.finish(load, server);
}

mod payments_survive_a_link_that_is_cut_and_hangs {
    #[test]
    fn postgres_only() {
        crate::support::on_postgres(super::a_link_that_is_cut_and_hangs);
    }
}

/// A cell on a disk that can break.
fn on_a_disk() -> (Stage, BrokenDisk) {
    let place = Place::with_data(OBJECTS);
    let disk = BrokenDisk::under(&place, "cell/data");
    let target = Target::Sqlite(place.database("cell"));
    (Stage::new(place, target), disk)
}

fn assert_reading_goes_on(stage: &Stage, server: &Server) {
    let mut citizen = Browser::new(server);
    citizen.get(&format!("/pbb?nop={}", stage.kept.0.digits())).expect(200, &[]);
}

#[test]
fn while_the_disk_is_full_no_payment_is_taken_and_then_all_are() {
    let (stage, disk) = on_a_disk();
    let server = stage.serve(&disk.environment());
    let banks = stage.banks();
    assert_eq!(stage.told(&banks).va_inquiry, "approved");
    let load = paying(&stage.place, stage.port, &stage.bills);
    for _ in 0..2 {
        stage.some_more_are_paid();
        disk.fill();
        // The first payment that has to be written meets the fault.
        eventually("it is noticed", || {
            (Browser::new(&server).get("/readyz").status == 503).then_some(())
        });
        stage.told(&banks).assert_down();
        stage.nothing_is_paid();
        assert_reading_goes_on(&stage, &server);
        assert_eq!(json(&["ledger", "verify", "--config", &stage.config])["sound"], true);
        disk.mend();
    }
    stage.finish(load, server);
}

#[test]
fn after_an_error_of_fsync_no_payment_is_acknowledged_until_a_restart() {
    let (stage, disk) = on_a_disk();
    let server = stage.serve(&disk.environment());
    let banks = stage.banks();
    assert_eq!(stage.told(&banks).va_inquiry, "approved");
    let load = paying(&stage.place, stage.port, &stage.bills);
    stage.some_more_are_paid();
    disk.sicken();
    // What met the error may be stored or not, and says so.
    stage.told(&banks).assert_uncertain();
    for mended in [false, true] {
        if mended {
            disk.mend();
        }
        stage.told(&banks).assert_down();
        stage.nothing_is_paid();
        Browser::new(&server).get("/readyz").expect(503, &["\"fault\"", "\"reads\":true"]);
        assert_reading_goes_on(&stage, &server);
    }
    assert!(!load.is_finished(), "it paid everything before the disk failed");
    server.stop();
    let server = stage.serve(&disk.environment());
    stage.finish(load, server);
}
