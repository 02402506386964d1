//! A payment is answered only after it is on the disk. A kill cannot show that, as what was written
//! survives in the kernel; so the order of syncs and answers is written down by a library that is
//! loaded before the C library.

use std::fs;
use std::process::Command;

use bank::{H2hBank, Teller};
use base::Nop;
use db::Target;
use h2h::InquiryRequest;

use crate::support::*;
use crate::torture::{OPEN_BILLS, let_in, paid_one, teller};

const PAYMENTS: usize = 60;

/// The library, compiled.
fn library(place: &Place) -> String {
    let library = place.path("write_order.so");
    let source = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/write_order.c");
    let mut compiler = Command::new("cc");
    compiler.args(["-shared", "-fPIC", "-O1", "-o", &library, source, "-ldl"]);
    let made = compiler.output().expect("a C compiler (cc)");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    library
}

/// Pays one bill after the other, and answers how many answers had no sync since the one before.
fn answers_without_sync(lazy: bool) -> usize {
    let place = Place::with_data(300);
    let config = place.config("cell");
    let_in(&config);
    let target = Target::Sqlite(place.database("cell"));
    let bills: Vec<(Nop, i64)> = texts(&target, &OPEN_BILLS)
        .iter()
        .filter_map(|line| {
            let (nop, year) = line.split_once(',')?;
            Some((Nop::parse(nop).ok()?, year.parse().ok()?))
        })
        .take(PAYMENTS)
        .collect();
    assert_eq!(bills.len(), PAYMENTS);
    let (library, order, trigger) = (library(&place), place.path("order"), place.path("lazy"));
    let environment = [
        ("LD_PRELOAD", &*library),
        ("WRITE_ORDER", &*order),
        ("WRITE_ORDER_LAZY", &*trigger),
        ("PELANGI_LOG__LEVEL", "error"),
    ];
    let words = ["serve", "--config", &config];
    let server = Server::start_with(&words, place.path("log").as_ref(), &environment);
    if lazy {
        fs::write(&trigger, "").expect("lazy");
    }
    let Teller::H2h(bank) = teller(server.port()) else { panic!("a bank that speaks H2H") };
    let mut naked = 0;
    for (nop, tax_year) in bills {
        naked += usize::from(!synced_before_answer(&bank, nop, tax_year, &order));
    }
    server.stop();
    naked
}

/// Pays one bill; whether the last thing before the answer of the payment was a sync. What the
/// server does by itself (it seals the audit trail) may sync too, four times a second at most, so
/// one payment proves nothing and sixty do.
fn synced_before_answer(bank: &H2hBank, nop: Nop, tax_year: i64, order: &str) -> bool {
    wait(async {
        let asked = InquiryRequest { nop, tax_year, date: None };
        let owed = bank.inquiry(&asked, bank::Fault::None).await.expect("an inquiry");
        fs::write(order, "").expect("a new page");
        bank.pay(&paid_one(bank, &owed), bank::Fault::None).await.expect("a payment");
    });
    let written = fs::read_to_string(order).expect("the order");
    let answer = written.lines().position(|line| line == "answer").expect("an answer");
    written.lines().take(answer).any(|line| line == "sync")
}

#[test]
fn a_payment_is_on_the_disk_before_it_is_answered() {
    assert_eq!(answers_without_sync(false), 0);
}

/// The test above would notice a program that answers without waiting for the disk.
#[test]
fn a_program_that_does_not_wait_for_the_disk_is_found_out() {
    let naked = answers_without_sync(true);
    assert!(naked > PAYMENTS / 2, "{naked} of {PAYMENTS}");
}
