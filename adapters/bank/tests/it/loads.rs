//! Many payers, and a server that loses answers.

use std::time::Duration;

use bank::load::{Plan, Report, read_bills, read_codes, run};
use bank::{Ack, AckBook, Target, Teller, read_acks};

use crate::biller::Biller;
use crate::support::{h2h_bank, snap_bank};

struct Books {
    folder: tempfile::TempDir,
}

impl Books {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    fn plan(&self, patience: Duration) -> Plan {
        let book = |name: &str| AckBook::open(&self.folder.path().join(name)).unwrap();
        Plan { payers: 8, rate: None, patience, acks: book("acks"), sent: Some(book("sent")) }
    }

    fn read(&self, name: &str) -> Vec<Ack> {
        read_acks(&self.folder.path().join(name)).unwrap()
    }
}

fn codes(count: usize) -> Vec<Target> {
    let text: String = (0..count).map(|n| format!("9{n:05}\n")).collect();
    read_codes(&text, "12345").unwrap()
}

async fn paid(biller: &Biller, targets: Vec<Target>, plan: Plan) -> Report {
    run(Teller::Snap(snap_bank(&biller.url)), targets, plan).await.unwrap()
}

#[tokio::test]
async fn every_code_is_paid_once_and_written_down() {
    let (biller, books) = (Biller::new().await, Books::new());
    let report = paid(&biller, codes(60), books.plan(Duration::ZERO)).await;
    assert_eq!((report.acknowledged, report.unknown, report.repeats), (60, 0, 0));
    assert_eq!((report.inquiries.count(), report.payments.count()), (60, 60));
    assert!(report.payments.percentile(50) <= report.payments.percentile(100));
    assert_eq!(books.read("sent").len(), 60);
    let acks = books.read("acks");
    let memory = biller.memory();
    assert_eq!((acks.len(), memory.booked.len()), (60, 60));
    for ack in &acks {
        let (account, amount) = &memory.booked[&ack.reference];
        assert_eq!((ack.code.as_ref(), ack.total), (Some(account), *amount));
    }
}

#[tokio::test]
async fn a_patient_payer_repeats_until_it_is_answered() {
    let (biller, books) = (Biller::new().await, Books::new());
    biller.memory().lose_answers = 10;
    let report = paid(&biller, codes(20), books.plan(Duration::from_secs(60))).await;
    assert_eq!((report.acknowledged, report.unknown, report.repeats), (20, 0, 10));
    assert_eq!(biller.memory().booked.len(), 20, "no repeat was booked again");
}

#[tokio::test]
async fn without_patience_an_answer_that_is_lost_stays_unknown() {
    let (biller, books) = (Biller::new().await, Books::new());
    biller.memory().lose_answers = 3;
    let report = paid(&biller, codes(10), books.plan(Duration::ZERO)).await;
    assert_eq!((report.acknowledged, report.unknown), (7, 3));
    assert_eq!((books.read("acks").len(), books.read("sent").len()), (7, 10));
}

#[tokio::test]
async fn a_code_that_was_paid_is_counted_by_its_refusal() {
    let (biller, books) = (Biller::new().await, Books::new());
    let teller = Teller::Snap(snap_bank(&biller.url));
    run(teller.clone(), codes(5), books.plan(Duration::ZERO)).await.unwrap();
    let report = run(teller, codes(6), books.plan(Duration::ZERO)).await.unwrap();
    assert_eq!(report.acknowledged, 1);
    assert_eq!(report.refused.get("4042514"), Some(&5));
    let shown = report.to_string();
    assert!(shown.contains("refused with 4042514: 5"), "{shown}");
}

#[tokio::test]
async fn bills_are_paid_by_the_plain_service_with_their_receipts() {
    let (biller, books) = (Biller::new().await, Books::new());
    let targets =
        read_bills("# NOP, year\n64.08.010.001.000-1234.0,2026\n\n640801000100012350, 2025\n");
    let teller = Teller::H2h(h2h_bank(&biller.url));
    let report = run(teller, targets.unwrap(), books.plan(Duration::ZERO)).await.unwrap();
    assert_eq!(report.acknowledged, 2);
    let acks = books.read("acks");
    assert!(acks.iter().all(|ack| ack.receipt.is_some() && ack.principal.is_some()), "{acks:?}");
}

#[test]
fn a_list_with_a_mistake_is_refused_by_its_line() {
    let wrong = |text: &str| read_bills(text).unwrap_err().to_string();
    assert!(wrong("640801000100012340,2026\n640801000100012340").starts_with("line 2: "));
    assert!(wrong("1234,2026").contains("18 digits"));
    assert!(wrong("640801000100012340,soon").starts_with("line 1: "));
    assert_eq!(read_codes("9001\n\nx\n", "12345").unwrap_err().line, 3);
}
