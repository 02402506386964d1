//! A bank for the tests, and its keys.

use std::process::Command;
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

use bank::{Account, Credentials, Detail, H2hBank, SnapBank, Story, Surroundings, VaPayment};
use base::{Nop, Rupiah, Zone};
use h2h::{InquiryRequest, PaymentRequest, Reference};
use snap::{ClientSecret, Dialect, PrivateKey, PublicKey, Timestamp};
use testkit::{FixedClock, SeededRandom};

pub const NOW: &str = "2026-11-22T02:15:30.000Z";
pub const KEY: &str = "BANKUJI";
pub const SECRET: &str = "rahasia bersama";

pub fn zone() -> Zone {
    Zone::parse("Asia/Makassar").unwrap()
}

/// One key for all tests, made by openssl.
fn keys() -> &'static (String, String) {
    static KEYS: OnceLock<(String, String)> = OnceLock::new();
    KEYS.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
        let (private, public) = (path("private.pem"), path("public.pem"));
        let made = ["genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048", "-out"];
        openssl(&[&made[..], &[&*private]].concat());
        openssl(&["pkey", "-in", &private, "-pubout", "-out", &public]);
        let read = |path: &str| std::fs::read_to_string(path).unwrap();
        (read(&private), read(&public))
    })
}

fn openssl(arguments: &[&str]) {
    let output = Command::new("openssl").args(arguments).output();
    let output =
        output.unwrap_or_else(|e| panic!("openssl: {e}; install it: apt-get install openssl"));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

pub fn public_key() -> PublicKey {
    PublicKey::from_pem(&keys().1).unwrap()
}

pub fn credentials() -> Credentials {
    Credentials {
        client_key: KEY.to_owned(),
        client_secret: ClientSecret::new(SECRET).unwrap(),
        private_key: Some(PrivateKey::from_pem(&keys().0).unwrap()),
        channel_id: "95221".to_owned(),
        dialect: Dialect::default(),
    }
}

pub fn around(url: &str, story: Story) -> Surroundings {
    Surroundings {
        url: url.to_owned(),
        timeout: Duration::from_secs(20),
        zone: zone(),
        clock: Arc::new(FixedClock::at(NOW)),
        random: Arc::new(SeededRandom::new(11)),
        story,
    }
}

pub fn snap_bank(url: &str) -> SnapBank {
    SnapBank::new(credentials(), around(url, Story::silent())).unwrap()
}

pub fn h2h_bank(url: &str) -> H2hBank {
    H2hBank::new(&credentials(), around(url, Story::silent())).unwrap()
}

/// A story that is kept.
pub fn kept(detail: Detail) -> (Story, Arc<Mutex<String>>) {
    let told = Arc::new(Mutex::new(String::new()));
    let heard = told.clone();
    let story = Story::new(detail, move |line| {
        let mut told = heard.lock().unwrap();
        told.push_str(line);
        told.push('\n');
    });
    (story, told)
}

pub fn account(code: &str) -> Account {
    Account::parse("12345", code).unwrap()
}

pub fn va_payment(code: &str, reference: &str, amount: i64) -> VaPayment {
    VaPayment {
        account: account(code),
        request_id: reference.to_owned(),
        reference: reference.to_owned(),
        amount: Rupiah(amount),
        paid_at: Timestamp::parse("2026-11-22T10:15:30+08:00").unwrap(),
        advise: false,
    }
}

pub fn nop() -> Nop {
    Nop::parse("640801000100012340").unwrap()
}

pub fn inquiry() -> InquiryRequest {
    InquiryRequest { nop: nop(), tax_year: 2026, date: None }
}

pub fn h2h_payment(reference: &str) -> PaymentRequest {
    PaymentRequest {
        nop: nop(),
        tax_year: 2026,
        date: jiff::civil::date(2026, 11, 22),
        time: jiff::civil::time(10, 15, 30, 0),
        reference: Reference::new(reference).unwrap(),
        principal: Rupiah(127_500),
        penalty: Rupiah(2_550),
        waived: Rupiah::ZERO,
        total: Rupiah(130_050),
        channel: None,
        repeated: false,
    }
}
