//! A bank's file from its loading to the report, and what each finding becomes.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use base::Rupiah;
use contracts::Standing;
use db::{Statement, Tx};
use payments::domain::account::Account;
use payments::domain::proposal::Matter;
use payments::domain::reconciliation::Bucket;
use payments::domain::statement::FileError;
use payments::store::{books, findings};
use payments::usecase::reconciliation::{LoadError, StatementState, Upload};
use payments::usecase::verify::{Broken, Verdict};

use crate::office::*;
use crate::shelf::*;

async fn balance(it: &Treasurers, account: Account) -> i64 {
    let all = it.stage.cell().db().read(books::balances).await.unwrap();
    all.iter().find(|moved| moved.account == account).map_or(0, |moved| moved.balance().0)
}

fn bank() -> Account {
    Account::Partner("bank-uji".to_owned())
}

fn decision(statement: &str, number: i64, action: &str) -> Matter {
    Matter::Finding { statement: statement.to_owned(), number, action: action.to_owned() }
}

async fn verified(it: &Treasurers) {
    it.stage.ledger.verify(|_| {}).await.unwrap();
}

testkit::on_each_engine! {
    with &MIGRATIONS;

    async fn a_day_is_reconciled_closed_and_printed(db: Db) {
        let it = Treasurers::new(db).await;
        let (_, first) = it.paid(1, "A1").await;
        it.paid(2, "A2").await;
        it.stage.put(bill(3, 2026), "2027-01-31", 100_000).await;
        let file = [("A1", 1, 100_000, "BAYAR"), ("A2", 2, 100_000, "BAYAR"), ("Z9", 3, 100_000, "BAYAR")];
        let id = it.load(&file).await;
        let shown = it.treasury.statement(&it.sri, &id, Bucket::OnlyAtBank, 0, 50).await.unwrap();
        assert_eq!((shown.open, shown.found.len()), (1, 1));
        let sum: i64 = shown.sums.iter().map(|(_, sum)| sum.file.0).sum();
        assert_eq!(sum, 300_000);
        let is_final = async |tx: &mut Tx| findings::is_final(tx, first.entry.id).await;
        assert!(it.stage.cell().db().read(is_final).await.unwrap(), "its receipt is final");

        let early = it.treasury.close(&it.yusuf, &id).await.unwrap_err();
        assert_eq!(early.code(), "payments/statement-undecided");
        it.agreed(decision(&id, 3, "book")).await.unwrap();
        assert_eq!(it.stage.bill(bill(3, 2026)).await.standing, Standing::Paid);
        let no_chart = it.treasury.close(&it.yusuf, &id).await.unwrap_err();
        assert_eq!(no_chart.code(), "payments/chart-incomplete");
        it.chart().await;
        assert_eq!(it.treasury.minutes(&it.sri, &id).await.unwrap_err().code(), "payments/statement-open");
        it.treasury.close(&it.yusuf, &id).await.unwrap();

        assert_eq!(balance(&it, bank()).await, 0);
        assert_eq!(balance(&it, Account::Treasury).await, 300_000);
        let minutes = it.treasury.minutes(&it.sri, &id).await.unwrap();
        assert_eq!(minutes.file.closed.as_ref().unwrap().name, "Yusuf Contoh");
        let sides = minutes.journal.iter().fold((0, 0), |s, m| (s.0 + m.debit.0, s.1 + m.credit.0));
        assert_eq!(sides, (600_000, 600_000));
        let fonts = paper::Fonts::load().unwrap();
        let print = || {
            let cell = it.stage.cell();
            payments::print::minutes::print(&fonts, cell.settings(), cell.zone(), &minutes).unwrap()
        };
        let pdf = print();
        assert_eq!(pdf, print(), "the same bytes again");
        let text = paper::proof::Proof::read(&pdf).unwrap().text();
        for words in ["Bank Uji", "Sri Contoh", "Yusuf Contoh", "4.1.01.15", "300.000", "Dibukukan"] {
            assert!(text.contains(words), "{words}: {text}");
        }
        verified(&it).await;
    }

    async fn a_file_net_of_a_fee_books_the_fee(db: Db) {
        let it = Treasurers::new(db).await;
        it.paid(1, "Q1").await;
        it.chart().await;
        let file = "TRX_DATE|TRX_TIME|SETTLE_DATE|RRN|INVOICE|GROSS|MDR|NET\n\
            2026-08-17|10:15:30|2026-08-18|Q1|Q1|100000|700|99300\nTOTAL|1||||100000|700|99300\n";
        let upload = Upload { partner: "bank-uji", channel: "va", name: "q.txt", bytes: file.as_bytes() };
        let id = it.treasury.load(&it.sri, upload).await.unwrap();
        it.treasury.close(&it.yusuf, &id).await.unwrap();
        assert_eq!(balance(&it, Account::Treasury).await, 99_300);
        assert_eq!(balance(&it, Account::Fee).await, 700);
        assert_eq!(balance(&it, bank()).await, 0);
        verified(&it).await;
    }

    async fn every_exception_ends_with_books_that_hold(db: Db) {
        let it = Treasurers::new(db).await;
        it.chart().await;
        for (of, reference) in [(1, "A1"), (2, "A2"), (3, "A3"), (4, "A4"), (5, "A5")] {
            it.paid(of, reference).await;
        }
        // 1 twice, 2 with more, 3 with less, 4 taken back by the bank, 5 not in the file.
        let file = [
            ("A1", 1, 100_000, "BAYAR"),
            ("A1", 1, 100_000, "BAYAR"),
            ("A2", 2, 150_000, "BAYAR"),
            ("A3", 3, 60_000, "BAYAR"),
            ("A4", 4, 100_000, "BAYAR"),
            ("A4", 4, 100_000, "BATAL"),
        ];
        let id = it.load(&file).await;
        for (number, action) in [(2, "book"), (3, "book"), (4, "book"), (6, "reverse"), (7, "await")] {
            it.agreed(decision(&id, number, action)).await.unwrap();
        }
        it.treasury.close(&it.yusuf, &id).await.unwrap();
        assert_eq!(it.stage.bill(bill(2, 2026)).await.standing, Standing::Paid);
        assert_eq!(it.stage.bill(bill(3, 2026)).await.standing, Standing::Open);
        assert_eq!(it.stage.bill(bill(4, 2026)).await.standing, Standing::Open);
        assert_eq!(balance(&it, Account::Treasury).await, 410_000);
        assert_eq!(balance(&it, bank()).await, 100_000, "what is awaited");
        assert_eq!(balance(&it, Account::Overpayment).await, -210_000);
        verified(&it).await;

        // The next day's file tells of what was awaited.
        let next = it.load(&[("A5", 5, 100_000, "BAYAR")]).await;
        let shown = it.treasury.statement(&it.sri, &next, Bucket::Matched, 0, 50).await.unwrap();
        assert_eq!((shown.found.len(), shown.open), (1, 0));
        it.treasury.close(&it.yusuf, &next).await.unwrap();
        assert_eq!(balance(&it, bank()).await, 0);
        verified(&it).await;
    }

    async fn nobody_decides_or_closes_their_own(db: Db) {
        let it = Treasurers::new(db).await;
        let bytes = counter_file(&[("Z1", 1, 100_000, "BAYAR")]);
        let upload = Upload { partner: "bank-uji", channel: "", name: "a.csv", bytes: bytes.as_bytes() };
        let id = it.treasury.load(&it.ani, upload).await.unwrap();
        let proposed = it.treasury.propose(&it.ani, &decision(&id, 1, "explain"), "salah").await.unwrap();
        let own = it.treasury.approve(&it.ani, &proposed, "").await.unwrap_err();
        assert_eq!(own.code(), "payments/four-eyes");
        assert!(it.treasury.approve(&it.sri, &proposed, "").await.is_err(), "a treasurer decides nothing");
        let second = it.treasury.propose(&it.sri, &decision(&id, 1, "book"), "lain").await.unwrap_err();
        assert_eq!(second.code(), "payments/proposal-waits");
        it.treasury.approve(&it.yusuf, &proposed, "").await.unwrap();
        let again = it.treasury.approve(&it.yusuf, &proposed, "").await.unwrap_err();
        assert_eq!(again.code(), "payments/proposal-decided");
        let own = it.treasury.close(&it.ani, &id).await.unwrap_err();
        assert_eq!(own.code(), "payments/four-eyes");
        it.treasury.close(&it.yusuf, &id).await.unwrap();
    }

    async fn the_same_file_is_loaded_once_unless_it_was_put_aside(db: Db) {
        let it = Treasurers::new(db).await;
        let bytes = counter_file(&[("Z1", 1, 100_000, "BAYAR")]);
        let upload = Upload { partner: "bank-uji", channel: "", name: "a.csv", bytes: bytes.as_bytes() };
        let id = it.treasury.load(&it.sri, upload).await.unwrap();
        let again = it.treasury.load(&it.sri, upload).await.unwrap_err();
        assert!(matches!(again, LoadError::House(e) if e.code() == "payments/statement-twice"));
        it.treasury.discard(&it.sri, &id).await.unwrap();
        let id = it.treasury.load(&it.sri, upload).await.unwrap();
        it.agreed(decision(&id, 1, "book")).await.unwrap();
        let late = it.treasury.discard(&it.sri, &id).await.unwrap_err();
        assert_eq!(late.code(), "payments/statement-decided");
        let list = it.treasury.statements(&it.sri, None, 20).await.unwrap();
        let states: Vec<_> = list.files.iter().map(|file| file.state).collect();
        assert_eq!(states.len(), 2);
        assert!(states.contains(&StatementState::Discarded));
        let wrong = Upload { bytes: b"bukan berkas", ..upload };
        let refused = it.treasury.load(&it.sri, wrong).await.unwrap_err();
        assert!(matches!(refused, LoadError::File(FileError::UnknownLayout)));
        assert!(it.treasury.load(&it.yusuf, upload).await.is_err(), "it needs the right");
    }

    async fn findings_and_clearings_that_were_changed_are_found(db: Db) {
        let it = Treasurers::new(db).await;
        it.chart().await;
        it.paid(1, "A1").await;
        let id = it.load(&[("A1", 1, 100_000, "BAYAR")]).await;
        it.treasury.close(&it.yusuf, &id).await.unwrap();
        let tamper = async |sql: &'static str| {
            let statement = Statement { name: "tampering", sql };
            let write = async |tx: &mut Tx| tx.execute(&statement, &[]).await;
            it.stage.cell().db().write(write).await.unwrap();
            let found = it.stage.ledger.verify(|_| {}).await.unwrap_err();
            let Verdict::Broken(broken) = found else { unreachable!("{found:?}") };
            broken
        };
        let arrived = tamper("update pay_finding set arrived_rupiah = 1").await;
        assert!(matches!(arrived, Broken::NotArrived(_)), "{arrived:?}");
        tamper("update pay_finding set arrived_rupiah = 100000, file_rupiah = 7").await;
        let sums = tamper("update pay_finding set file_rupiah = 8").await;
        assert!(matches!(sums, Broken::OutOfTune(_)), "{sums:?}");
        assert_eq!(balance(&it, Account::Treasury).await, Rupiah(100_000).0);
    }
}
