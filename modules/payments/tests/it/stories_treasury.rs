//! Overpayments, reversals by the office, arrears, outages, the sandbox.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use audit::Who;
use base::Rupiah;
use contracts::Standing;
use db::{Statement, Tx};
use payments::domain::account::Account;
use payments::domain::channel::Channel;
use payments::domain::outage::{Asked, Source, gap};
use payments::domain::proposal::{ChartRow, Matter};
use payments::store::books;
use payments::usecase::sandbox::{Try, sign};
use payments::usecase::treasury::arrears::class;
use payments::usecase::treasury::chart::KINDS;
use payments::usecase::verify::{Broken, Verdict};
use payments::usecase::{Incoming, Unfit};

use crate::office::*;
use crate::shelf::*;

async fn balance(it: &Treasurers, account: Account) -> i64 {
    let all = it.stage.cell().db().read(books::balances).await.unwrap();
    all.iter().find(|moved| moved.account == account).map_or(0, |moved| moved.balance().0)
}

/// A bill paid twice; the id of the entry that is an overpayment.
async fn paid_twice(it: &Treasurers) -> String {
    let (id, _) = it.paid(1, "A1").await;
    let (who, ids) = (Who::system(), [id]);
    let again = Incoming { unfit: Unfit::Book, ..brought(&it.stage, "B7", &ids, 100_000, &who) };
    it.stage.post(&again).await.unwrap().entry.id.to_string()
}

async fn arrived(it: &Treasurers) {
    it.chart().await;
    let file = [("A1", 1, 100_000, "BAYAR"), ("B7", 1, 100_000, "BAYAR")];
    let id = it.load(&file).await;
    it.treasury.close(&it.yusuf, &id).await.unwrap();
}

fn refund(entry: &str, amount: i64) -> Matter {
    Matter::Refund {
        entry: entry.to_owned(),
        amount,
        holder: "Siti Contoh".to_owned(),
        bank: "Bank Uji".to_owned(),
        account: "1234567890".to_owned(),
        decree: "900/1/2026".to_owned(),
    }
}

fn counted(entry: &str, of: u32, tax_year: i64) -> Matter {
    let nop = bill(of, tax_year).nop.digits().to_owned();
    Matter::Compensation { entry: entry.to_owned(), nop, tax_year, decree: "900/2/2026".to_owned() }
}

testkit::on_each_engine! {
    with &MIGRATIONS;

    async fn an_overpayment_is_given_back_once_and_only_when_the_money_is_there(db: Db) {
        let it = Treasurers::new(db).await;
        let entry = paid_twice(&it).await;
        let tasks = it.treasury.overpayments(&it.sri).await.unwrap();
        assert_eq!((tasks.len(), tasks[0].of.amount), (1, Rupiah(100_000)));
        let early = it.agreed(refund(&entry, 100_000)).await.unwrap_err();
        assert_eq!(early.code(), "payments/treasury-short");
        let waiting = it.treasury.proposals(&it.yusuf, None, 20).await.unwrap().waiting;
        it.treasury.reject(&it.yusuf, &waiting[0].id, "uangnya belum ada").await.unwrap();
        arrived(&it).await;
        let other = it.agreed(refund(&entry, 99_999)).await.unwrap_err();
        assert_eq!(other.code(), "payments/overpayment-changed");
        it.agreed(refund(&entry, 100_000)).await.unwrap();
        assert_eq!(balance(&it, Account::Overpayment).await, 0);
        assert_eq!(balance(&it, Account::Treasury).await, 100_000);
        assert!(it.treasury.overpayments(&it.sri).await.unwrap().is_empty());
        let twice = it.agreed(refund(&entry, 100_000)).await.unwrap_err();
        assert_eq!(twice.code(), "payments/unknown-overpayment");
        it.stage.ledger.verify(|_| {}).await.unwrap();

        let sql = "update pay_entry set partner = 'lain' where kind = 'refund'";
        let tamper = Statement { name: "tampering", sql };
        let write = async |tx: &mut Tx| tx.execute(&tamper, &[]).await;
        it.stage.cell().db().write(write).await.unwrap();
        assert!(matches!(it.stage.ledger.verify(|_| {}).await, Err(Verdict::Broken(Broken::Changed(_)))));
    }

    async fn an_overpayment_settles_another_bill_and_its_rest_waits_on(db: Db) {
        let it = Treasurers::new(db).await;
        let entry = paid_twice(&it).await;
        it.stage.put(bill(2, 2026), "2027-01-31", 60_000).await;
        it.stage.put(bill(3, 2026), "2027-01-31", 160_000).await;
        let small = it.agreed(counted(&entry, 3, 2026)).await.unwrap_err();
        assert_eq!(small.code(), "payments/compensation-small");
        it.agreed(counted(&entry, 2, 2026)).await.unwrap();
        assert_eq!(it.stage.bill(bill(2, 2026)).await.standing, Standing::Paid);
        let left = it.treasury.overpayments(&it.sri).await.unwrap();
        assert_eq!((left.len(), left[0].of.amount), (1, Rupiah(40_000)));
        assert_eq!(balance(&it, Account::Overpayment).await, -40_000);
        let file = it.treasury.payment(&it.sri, &left[0].of.entry.to_string()).await.unwrap();
        assert_eq!(file.receipts.len(), 1);
        it.stage.ledger.verify(|_| {}).await.unwrap();
        // What settled it is no payment that could be taken back.
        let back = Matter::Reversal { entry: left[0].of.entry.to_string() };
        assert_eq!(it.agreed(back).await.unwrap_err().code(), "payments/not-reversible");
    }

    async fn a_payment_taken_back_by_the_office_becomes_an_overpayment(db: Db) {
        let it = Treasurers::new(db).await;
        let (id, posted) = it.paid(1, "A1").await;
        it.chart().await;
        let file = it.load(&[("A1", 1, 100_000, "BAYAR")]).await;
        it.treasury.close(&it.yusuf, &file).await.unwrap();
        let back = Matter::Reversal { entry: posted.entry.id.to_string() };
        it.agreed(back.clone()).await.unwrap();
        assert_eq!(it.stage.bill(id).await.standing, Standing::Open);
        assert_eq!(balance(&it, Account::Treasury).await, 100_000, "the money stays where it is");
        let tasks = it.treasury.overpayments(&it.sri).await.unwrap();
        assert_eq!((tasks.len(), tasks[0].of.about), (1, Some(id)));
        assert_eq!(it.agreed(back).await.unwrap_err().code(), "payments/not-reversible");
        it.agreed(refund(&tasks[0].of.entry.to_string(), 100_000)).await.unwrap();
        it.stage.ledger.verify(|_| {}).await.unwrap();
    }

    async fn silence_of_the_server_is_an_outage_and_waivers_are_asked_for(db: Db) {
        let it = Treasurers::new(db).await;
        assert!(it.treasury.awake().await.unwrap().is_none(), "the first start is no outage");
        it.stage.it.clock.advance_seconds(120);
        assert!(it.treasury.awake().await.unwrap().is_none(), "neither is a restart");
        it.stage.it.clock.advance_seconds(3_600);
        let outage = it.treasury.awake().await.unwrap().unwrap();
        assert_eq!((outage.source, outage.asked), (Source::Gap, Asked::Proposed));
        assert_eq!(it.told.0.lock().unwrap().len(), 1);
        assert!(it.treasury.awake().await.unwrap().is_none(), "it is noted once");

        it.stage.it.clock.advance_seconds(1);
        let now = it.stage.cell().now();
        for _ in 0..2 {
            it.treasury.channel_failed("qris", now, "tidak menjawab").await.unwrap();
        }
        it.stage.it.clock.advance_seconds(600);
        it.treasury.channel_works("qris").await.unwrap();
        it.treasury.channel_works("qris").await.unwrap();
        let log = it.treasury.outages(&it.sri, None, 20).await.unwrap();
        let kinds: Vec<(&str, Asked)> =
            log.outages.iter().map(|o| (o.what.as_str(), o.asked)).collect();
        assert_eq!(kinds, [("qris", Asked::Proposed), ("all", Asked::Proposed)]);
        assert_eq!(it.told.0.lock().unwrap().len(), 2);

        let (from, until) = (now.plus_seconds(-7_200).to_string(), now.to_string());
        let noted = |from: &str, until: &str| Matter::Outage {
            what: "va".to_owned(),
            from: from.to_owned(),
            until: until.to_owned(),
        };
        it.agreed(noted(&from, &until)).await.unwrap();
        let backwards = it.agreed(noted(&until, &from)).await.unwrap_err();
        assert_eq!(backwards.code(), "payments/outage-times");
        assert_eq!(it.told.0.lock().unwrap().len(), 3);
    }

    async fn arrears_are_added_up_by_age(db: Db) {
        let it = Treasurers::new(db).await;
        let report = it.treasury.arrears_by_age(&it.sri).await.unwrap();
        assert_eq!(report.total.bills, [1, 2, 0, 3]);
        assert_eq!(report.total.all_principal(), Rupiah(600_000));
        let years: Vec<&str> = report.years.iter().map(|row| row.key.as_str()).collect();
        assert_eq!(years, ["2026", "2024", "2020"]);
        assert_eq!(report.districts.len(), 1);
        let district = &report.districts[0];
        assert_eq!((district.name.as_str(), district.total), ("Sangatta Utara", report.total));
        let names: Vec<&str> = district.villages.iter().map(|row| row.name.as_str()).collect();
        assert_eq!((names, district.villages[0].aged), (vec!["Teluk Lingga"], report.total));
    }

    async fn what_comes_in_on_a_day_is_listed_with_the_newest_first(db: Db) {
        let it = Treasurers::new(db).await;
        let mut posted = Vec::new();
        for of in 1..=5 {
            it.stage.it.clock.advance_seconds(60);
            posted.push(it.paid(of, &format!("A{of}")).await.1.entry.id.to_string());
        }
        posted.reverse();
        let today = it.stage.cell().today();
        let (mut seen, mut before) = (Vec::new(), None);
        loop {
            let at = (before.as_deref(), 2);
            let page = it.treasury.booked_on(&it.sri, today, None, at).await.unwrap();
            assert!(page.entries.len() <= 2 && page.partners["bank-uji"] == "Bank Uji");
            seen.extend(page.entries);
            before = page.next;
            if before.is_none() {
                break;
            }
        }
        let ids: Vec<String> = seen.iter().map(|booked| booked.id.to_string()).collect();
        assert_eq!(ids, posted);
        assert_eq!((seen[0].amount, seen[0].bills.len()), (Rupiah(100_000), 1));
        let other = it.treasury.booked_on(&it.sri, today, Some(Channel::Teller), (None, 9)).await;
        assert!(other.unwrap().entries.is_empty());
        let same = Some(Channel::VirtualAccount);
        let same = it.treasury.booked_on(&it.sri, today, same, (None, 9)).await.unwrap();
        assert_eq!((same.entries.len(), same.next), (5, None));
        let earlier = today.yesterday().unwrap();
        let earlier = it.treasury.booked_on(&it.sri, earlier, None, (None, 9)).await.unwrap();
        assert!(earlier.entries.is_empty());
    }

    async fn a_payment_taken_back_is_marked_in_the_list_of_its_day(db: Db) {
        let it = Treasurers::new(db).await;
        let (_, posted) = it.paid(1, "A1").await;
        it.stage.it.clock.advance_seconds(60);
        it.agreed(Matter::Reversal { entry: posted.entry.id.to_string() }).await.unwrap();
        let today = it.stage.cell().today();
        let list = it.treasury.booked_on(&it.sri, today, None, (None, 9)).await.unwrap();
        let marks: Vec<bool> = list.entries.iter().map(|booked| booked.is_reversed).collect();
        assert_eq!(marks.last(), Some(&true), "{:?}", list.entries);
        assert_eq!(marks.iter().filter(|mark| **mark).count(), 1);
    }

    async fn all_account_codes_are_one_proposal_that_a_second_person_approves(db: Db) {
        let it = Treasurers::new(db).await;
        let row = |account: &str| ChartRow {
            account: account.to_owned(),
            code: "1.1.01.01".to_owned(),
            name: "Kas contoh".to_owned(),
        };
        let all = Matter::ChartRows { rows: KINDS.map(row).into() };
        let id = it.treasury.propose(&it.ani, &all, "bagan akun 2026").await.unwrap();
        let own = it.treasury.approve(&it.ani, &id, "").await.unwrap_err();
        assert_eq!(own.code(), "payments/four-eyes");
        let ChartRow { account, code, name } = row("fee");
        let one = Matter::Chart { account, code, name };
        for rival in [&all, &one] {
            let waits = it.treasury.propose(&it.sri, rival, "sekali lagi").await.unwrap_err();
            assert_eq!(waits.code(), "payments/proposal-waits");
        }
        it.treasury.approve(&it.yusuf, &id, "").await.unwrap();
        let chart = it.treasury.chart(&it.sri).await.unwrap();
        assert!(chart.iter().all(|row| row.code == "1.1.01.01"), "{chart:?}");

        it.treasury.propose(&it.sri, &one, "hanya biaya").await.unwrap();
        let waits = it.treasury.propose(&it.sri, &all, "semuanya").await.unwrap_err();
        assert_eq!(waits.code(), "payments/proposal-waits", "it covers the one that waits");
        for rows in [vec![], vec![row("till"), row("till")]] {
            let error = it.treasury.propose(&it.sri, &Matter::ChartRows { rows }, "salah").await;
            assert_eq!(error.unwrap_err().code(), "payments/chart-same");
        }
        let foreign = Matter::ChartRows { rows: vec![row("till"), row("gudang")] };
        let error = it.treasury.propose(&it.sri, &foreign, "salah").await.unwrap_err();
        assert_eq!(error.code(), "payments/chart-row");
    }

    async fn the_journal_balances_and_tells_each_channel(db: Db) {
        let it = Treasurers::new(db).await;
        paid_twice(&it).await;
        let today = it.stage.cell().today();
        let journal = it.treasury.journal(&it.sri, today, today).await.unwrap();
        assert_eq!(journal.sums(), (Rupiah(200_000), Rupiah(200_000)));
        assert_eq!((journal.days.len(), journal.days[0].payments), (1, 2));
        let backwards = it.treasury.journal(&it.sri, today, today.yesterday().unwrap()).await;
        assert_eq!(backwards.unwrap_err().code(), "payments/period");
        let found = it.treasury.payment(&it.sri, "B7").await.unwrap();
        assert!(found.receipts.is_empty() && !found.is_final);
    }
}

#[test]
fn ages_end_on_the_day_before_the_next_class() {
    let classes: Vec<usize> = [0, 365, 366, 730, 731, 1_826, 1_827].map(class).into();
    assert_eq!(classes, [0, 0, 1, 1, 2, 2, 3]);
}

#[test]
fn a_short_silence_is_no_outage() {
    let now = base::Instant::parse("2026-11-21T10:00:00.000Z").unwrap();
    assert_eq!(gap(None, now), None);
    assert_eq!(gap(Some(now.plus_seconds(-300)), now), None);
    assert!(gap(Some(now.plus_seconds(-301)), now).is_some());
    assert_eq!(gap(Some(now.plus_seconds(60)), now), None, "a clock that was set back");
}

/// The published example of the national payment gateway's own page (docs/reference/snap.md).
#[test]
fn the_sandbox_signs_as_the_published_example_does() {
    let body = r#"{"partnerReferenceNo":"2020102900000000000001","amount":{"value":"12345678.00","currency":"IDR"},"feeAmount":{"value":"12345678.00","currency":"IDR"},"merchantId":"00007100010926","terminalId":"213141251124","validityPeriod":"2009-07-03T12:08:56-07:00"}"#;
    let it = Try {
        method: "post",
        path: "/v1.0/qr/qr-mpm-generate",
        token: "myaccesstoken",
        timestamp: "2024-03-05T10:37:16.196Z",
        body,
        key: "myclientsecret",
    };
    let signed = sign(&it).unwrap();
    assert_eq!(
        signed.body_hash,
        "01463f60dbb6ca538581579dd95b31c8ba9fc6600eca750e4d8460ca4e402111"
    );
    let expected =
        "wmzT7yjg1SxxCsxNsFgCR9SYXiZGGbceF6fV8xe97sAMHxZ+7OEBMIBmvb6Sj6GcksGp3iv77DiomgSbcST3XQ==";
    assert_eq!(signed.signature, expected);
    let code = |it: Try<'_>| sign(&it).unwrap_err().code();
    assert_eq!(code(Try { timestamp: "kemarin", ..it }), "payments/sandbox-timestamp");
    assert_eq!(code(Try { body: "{", ..it }), "payments/sandbox-body");
    assert_eq!(code(Try { path: "v1.0", ..it }), "payments/sandbox-path");
    assert_eq!(code(Try { key: "-----BEGIN nothing", ..it }), "payments/sandbox-key");
}
