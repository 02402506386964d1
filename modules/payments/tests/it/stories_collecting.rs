//! A collector's way: appointed, out without a signal, back with the cash.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use audit::Who;
use base::Rupiah;
use contracts::Standing;
use payments::domain::collecting::rule::{Counts, Rule};
use payments::domain::collecting::tts::Flag;
use payments::usecase::collecting::checking::{self, Stand};
use payments::usecase::collecting::{appoint, book, own, rules, transit, upload};
use payments::usecase::counter::{receive, shifts, slips};
use payments::usecase::verify::Broken;

use crate::counter_support::*;
use crate::shelf::*;

const DUE: &str = "2027-01-31";
const DAY: i64 = 86_400;

fn balance(totals: &payments::usecase::verify::Totals, kind: &str) -> i64 {
    let of = totals.accounts.iter().filter(|moved| moved.account.kind() == kind);
    of.map(|moved| moved.balance().0).sum()
}

macro_rules! tampering {
    ($($name:ident: $sql:expr => $broken:pat,)*) => {
        testkit::on_each_engine! {
            with &COUNTER_MIGRATIONS;
            $(
                async fn $name(db: Db) {
                    let stage = Stage::new(db);
                    let numbers = stage.appointed(150_000).await;
                    let a = stage.put(bill(1, 2026), DUE, 100_000).await;
                    let b = stage.put(bill(2, 2026), DUE, 100_000).await;
                    stage.collects("01TTSA0000", &numbers[0], a, 100_000).await.unwrap();
                    stage.collects("01TTSB0000", &numbers[1], b, 100_000).await.unwrap();
                    stage.in_order().await;
                    let broken = stage.tampered($sql).await;
                    assert!(matches!(broken, $broken), "{broken:?}");
                }
            )*
        }
    };
}

tampering! {
    a_temporary_receipt_that_was_changed_is_found:
        "update pay_tts set amount_rupiah = 1" => Broken::Temporary(_),
    a_temporary_receipt_that_was_removed_is_found:
        "delete from pay_tts" => Broken::Temporary(_),
    cash_that_was_deposited_by_hand_is_found:
        "update pay_tts set final_at = booked_at, final_entry = entry where sequence = 1"
        => Broken::Collector(_),
    a_warning_that_was_removed_is_found:
        "update pay_tts set flags = ''" => Broken::OverLimit(_),
}

testkit::on_each_engine! {
    with &COUNTER_MIGRATIONS;

    async fn two_people_appoint_a_collector(db: Db) {
        let stage = Stage::new(db);
        stage.knows_markus().await;
        let decree = stage.decree(1_000_000);
        assert_eq!(code(appoint::propose(&stage.ledger, &yusuf(), &decree).await), "identity/forbidden");
        let code_of = appoint::propose(&stage.ledger, &sri(), &decree).await.unwrap();
        assert_eq!(code_of, "K01");
        let none = book::download(&stage.ledger, &markus(), DEVICE).await;
        assert_eq!(code(none.map(drop)), "payments/collector-none");
        assert_eq!(code(appoint::decide(&stage.ledger, &sri(), "K01", (true, "")).await), "identity/forbidden");
        appoint::decide(&stage.ledger, &yusuf(), "K01", (true, "")).await.unwrap();
        let again = appoint::decide(&stage.ledger, &yusuf(), "K01", (true, "")).await;
        assert_eq!(code(again), "payments/collector-state");
        // A second decree for the same days would make two limits of one.
        appoint::propose(&stage.ledger, &sri(), &decree).await.unwrap();
        let busy = appoint::decide(&stage.ledger, &yusuf(), "K02", (true, "")).await;
        assert_eq!(code(busy), "payments/collector-busy");
    }

    async fn a_decree_that_cannot_be_is_refused(db: Db) {
        let stage = Stage::new(db);
        stage.knows_markus().await;
        let good = stage.decree(1_000_000);
        let tried = async |decree: appoint::Decree| {
            code(appoint::propose(&stage.ledger, &sri(), &decree).await)
        };
        let decree = appoint::Decree { until: day("2020-01-01"), ..good.clone() };
        assert_eq!(tried(decree).await, "payments/decree-period");
        let decree = appoint::Decree { villages: Vec::new(), ..good.clone() };
        assert_eq!(tried(decree).await, "payments/decree-villages");
        let decree = appoint::Decree { limit: Rupiah::ZERO, ..good.clone() };
        assert_eq!(tried(decree).await, "payments/decree-limit");
        let decree = appoint::Decree { number: " ".to_owned(), ..good };
        assert_eq!(tried(decree).await, "payments/decree-number");
    }

    async fn cash_from_the_village_settles_its_bill_when_it_is_deposited(db: Db) {
        let stage = Stage::new(db);
        let numbers = stage.appointed(1_000_000).await;
        assert_eq!(numbers[0], "K01-26-000001");
        let a = stage.put(bill(1, 2026), DUE, 100_000).await;
        let booked = stage.collects("01TTSA0000", &numbers[0], a, 100_000).await.unwrap();
        assert!(booked.tts.flags.is_empty());
        assert_eq!(stage.bill(a).await.standing, Standing::Open);
        let totals = stage.in_order().await;
        assert_eq!((balance(&totals, "collector"), balance(&totals, "temporary")), (100_000, -100_000));

        let slip = stage.slip_of_markus().await;
        assert_eq!(code(stage.received(&markus(), &slip, 100_000).await), "identity/forbidden");
        stage.received(&sri(), &slip, 100_000).await.unwrap();
        assert_eq!(stage.bill(a).await.standing, Standing::Paid);
        let totals = stage.in_order().await;
        assert_eq!((balance(&totals, "collector"), balance(&totals, "temporary")), (0, 0));
        assert_eq!((balance(&totals, "treasury"), totals.receipts), (100_000, 1));
    }

    async fn the_same_receipt_sent_again_is_booked_once(db: Db) {
        let stage = Stage::new(db);
        let numbers = stage.appointed(1_000_000).await;
        let a = stage.put(bill(1, 2026), DUE, 100_000).await;
        stage.collects("01TTSA0000", &numbers[0], a, 100_000).await.unwrap();
        let again = stage.collects("01TTSA0000", &numbers[0], a, 100_000).await.unwrap();
        assert!(again.repeated);
        let other = stage.collects("01TTSA0000", &numbers[0], a, 90_000).await;
        assert_eq!(code(other), "payments/tts-id");
        let number = stage.collects("01TTSB0000", &numbers[0], a, 100_000).await;
        assert_eq!(code(number), "payments/tts-number");
        assert_eq!(balance(&stage.in_order().await, "collector"), 100_000);
    }

    async fn numbers_have_no_gap_and_belong_to_one_phone(db: Db) {
        let stage = Stage::new(db);
        let first = stage.appointed(1_000_000).await;
        let other = book::download(&stage.ledger, &markus(), "ponsel-markus-2").await.unwrap();
        assert_eq!(first.last().unwrap(), "K01-26-000040");
        assert_eq!(other.numbers[0].0.to_string(), "K01-26-000041");
        assert_eq!(stage.numbers().await, first);
        let a = stage.put(bill(1, 2026), DUE, 100_000).await;
        let foreign = stage.collects("01TTSA0000", "K01-26-000041", a, 100_000).await;
        assert_eq!(code(foreign), "payments/tts-number");
        let unknown = stage.collects("01TTSA0000", "K09-26-000001", a, 100_000).await;
        assert_eq!(code(unknown), "payments/tts-number");
    }

    async fn a_bill_that_was_paid_meanwhile_becomes_an_overpayment(db: Db) {
        let stage = Stage::new(db);
        let numbers = stage.appointed(1_000_000).await;
        let a = stage.put(bill(1, 2026), DUE, 100_000).await;
        let who = Who::system();
        stage.post(&brought(&stage, "A1", &[a], 100_000, &who)).await.unwrap();
        let booked = stage.collects("01TTSA0000", &numbers[0], a, 100_000).await.unwrap();
        assert_eq!(booked.tts.flags, [Flag::NothingOwed]);
        let slip = stage.slip_of_markus().await;
        stage.received(&sri(), &slip, 100_000).await.unwrap();
        let totals = stage.in_order().await;
        assert_eq!((balance(&totals, "overpayment"), balance(&totals, "treasury")), (-100_000, 100_000));
    }

    async fn what_stands_against_a_receipt_is_noted_and_not_refused(db: Db) {
        let stage = Stage::new(db);
        let numbers = stage.appointed(150_000).await;
        let a = stage.put(bill(1, 2026), DUE, 100_000).await;
        let b = stage.put(bill(2, 2026), DUE, 100_000).await;
        let booked = stage.collects("01TTSA0000", &numbers[0], a, 90_000).await.unwrap();
        assert_eq!(booked.tts.flags, [Flag::Amount]);
        let booked = stage.collects("01TTSB0000", &numbers[1], a, 100_000).await.unwrap();
        assert_eq!(booked.tts.flags, [Flag::Paid, Flag::Limit]);
        let future = "2030-01-01T00:00:00.000Z";
        let sent = sent("01TTSC0000", future, &numbers[2], b, 100_000);
        let booked = upload::book(&stage.ledger, &markus(), &sent).await.unwrap();
        assert!(booked.tts.flags.contains(&Flag::Clock));
        assert_eq!(booked.tts.day, stage.cell().today());
        let report = transit::report(&stage.ledger, &sri()).await.unwrap();
        assert_eq!((report.flagged.len(), report.total), (3, Rupiah(290_000)));
        stage.in_order().await;
    }

    async fn outside_the_decree_nothing_is_booked(db: Db) {
        let stage = Stage::new(db);
        let numbers = stage.appointed(1_000_000).await;
        let a = stage.put(bill(1, 2026), DUE, 100_000).await;
        let elsewhere = contracts::BillId {
            nop: base::Nop::parse("640804000401200010").unwrap(),
            tax_year: 2026,
        };
        stage.put(elsewhere, DUE, 100_000).await;
        let village = stage.collects("01TTSA0000", &numbers[0], elsewhere, 100_000).await;
        assert_eq!(code(village), "payments/outside-villages");
        let foreign = sent("01TTSA0000", &stage.cell().now().to_string(), &numbers[0], a, 100_000);
        let by_yosep = upload::book(&stage.ledger, &yosep(), &foreign).await;
        assert_eq!(code(by_yosep), "payments/tts-number");

        let before = stage.cell().now().to_string();
        stage.it.clock.advance_seconds(3_600);
        appoint::revoke(&stage.ledger, &sri(), "K01", "tidak menyetor").await.unwrap();
        stage.it.clock.advance_seconds(3_600);
        let late = stage.collects("01TTSA0000", &numbers[0], a, 100_000).await;
        assert_eq!(code(late), "payments/outside-time");
        // Taken before, without a signal: it counts.
        let offline = sent("01TTSB0000", &before, &numbers[0], a, 100_000);
        upload::book(&stage.ledger, &markus(), &offline).await.unwrap();
        stage.in_order().await;
    }

    async fn the_day_of_the_receipt_counts_unless_a_rule_says_otherwise(db: Db) {
        let stage = Stage::new(db);
        let numbers = stage.appointed(1_000_000).await;
        let today = stage.cell().today();
        let a = stage.put(bill(1, 2026), &today.to_string(), 100_000).await;
        stage.collects("01TTSA0000", &numbers[0], a, 100_000).await.unwrap();
        stage.it.clock.advance_seconds(2 * DAY);
        let slip = stage.slip_of_markus().await;
        stage.received(&sri(), &slip, 100_000).await.unwrap();
        let totals = stage.in_order().await;
        assert_eq!((balance(&totals, "penalty"), balance(&totals, "treasury")), (0, 100_000));
    }

    async fn interest_that_grew_by_rule_is_topped_up_or_stays_with_the_collector(db: Db) {
        let stage = Stage::new(db);
        let numbers = stage.appointed(1_000_000).await;
        let from = stage.cell().today();
        let citation = "Contoh Perbup 12/2026 pasal 30".to_owned();
        let rule = Rule { from, counts: Counts::Deposit, citation };
        assert_eq!(code(rules::set(&stage.ledger, &sri(), &rule).await), "identity/forbidden");
        rules::set(&stage.ledger, &yusuf(), &rule).await.unwrap();
        assert_eq!(code(rules::set(&stage.ledger, &yusuf(), &rule).await), "payments/rule-exists");
        let late = stage.put(bill(1, 2026), &from.to_string(), 100_000).await;
        let fine = stage.put(bill(2, 2026), DUE, 50_000).await;
        stage.collects("01TTSA0000", &numbers[0], late, 100_000).await.unwrap();
        stage.collects("01TTSB0000", &numbers[1], fine, 50_000).await.unwrap();
        stage.it.clock.advance_seconds(2 * DAY);

        let slip = stage.slip_of_markus().await;
        let file = slips::get(&stage.ledger, &sri(), &slip).await.unwrap();
        assert_eq!((file.missing(), file.without_short()), (Rupiah(1_000), Rupiah(50_000)));
        assert_eq!(code(stage.received(&sri(), &slip, 150_000).await), "payments/slip-amount");
        stage.received(&sri(), &slip, 50_000).await.unwrap();
        assert_eq!(stage.bill(late).await.standing, Standing::Open);
        stage.in_order().await;

        let second = stage.slip_of_markus().await;
        stage.received_with(&sri(), &second, 101_000, true).await.unwrap();
        assert_eq!(stage.bill(late).await.standing, Standing::Paid);
        let totals = stage.in_order().await;
        assert_eq!((balance(&totals, "penalty"), balance(&totals, "treasury")), (-1_000, 151_000));
        assert_eq!((balance(&totals, "collector"), balance(&totals, "temporary")), (0, 0));
    }

    async fn a_teller_receives_a_collectors_cash_into_the_drawer(db: Db) {
        let stage = Stage::new(db);
        let numbers = stage.appointed(1_000_000).await;
        let a = stage.put(bill(1, 2026), DUE, 100_000).await;
        stage.collects("01TTSA0000", &numbers[0], a, 100_000).await.unwrap();
        let slip = stage.slip_of_markus().await;
        assert_eq!(code(stage.received(&nur(), &slip, 100_000).await), "payments/shift-missing");
        let shift = stage.opened(&nur()).await;
        stage.received(&nur(), &slip, 100_000).await.unwrap();
        let drawer = shifts::own(&stage.ledger, &nur()).await.unwrap().unwrap();
        assert_eq!(drawer.in_till, Rupiah(100_000));
        stage.in_order().await;
        let closed = stage.closed(&nur(), &shift.id, &[(100_000, 3)], "").await.unwrap();
        stage.received(&sri(), &closed.slip.unwrap(), 100_000).await.unwrap();
        assert_eq!(balance(&stage.in_order().await, "treasury"), 100_000);
    }

    async fn a_list_that_was_sent_back_can_be_made_anew(db: Db) {
        let stage = Stage::new(db);
        let numbers = stage.appointed(1_000_000).await;
        let a = stage.put(bill(1, 2026), DUE, 100_000).await;
        stage.collects("01TTSA0000", &numbers[0], a, 100_000).await.unwrap();
        let slip = stage.slip_of_markus().await;
        assert_eq!(code(own::make_slip(&stage.ledger, &markus()).await), "payments/slip-empty");
        receive::send_back(&stage.ledger, &sri(), &slip, "uangnya kurang").await.unwrap();
        let second = stage.slip_of_markus().await;
        assert_ne!(second, slip);
        stage.received(&sri(), &second, 100_000).await.unwrap();
        stage.in_order().await;
    }

    async fn many_receipts_become_final_in_pieces(db: Db) {
        let stage = Stage::new(db);
        let mut numbers = stage.appointed(100_000_000).await;
        for n in 0..60_u32 {
            if n == 40 {
                numbers.extend(stage.numbers().await);
            }
            let id = stage.put(bill(n + 1, 2026), DUE, 10_000).await;
            let (token, number) = (format!("01TTS{n:05}"), numbers[n as usize].clone());
            stage.collects(&token, &number, id, 10_000).await.unwrap();
        }
        let slip = stage.slip_of_markus().await;
        stage.received(&sri(), &slip, 600_000).await.unwrap();
        let totals = stage.in_order().await;
        assert_eq!((totals.receipts, balance(&totals, "treasury")), (60, 600_000));
    }

    async fn cash_that_stays_too_long_raises_an_alarm(db: Db) {
        let stage = Stage::new(db);
        let numbers = stage.appointed(1_000_000).await;
        let a = stage.put(bill(1, 2026), DUE, 100_000).await;
        stage.collects("01TTSA0000", &numbers[0], a, 100_000).await.unwrap();
        stage.it.clock.advance_seconds(3 * DAY);
        assert!(transit::report(&stage.ledger, &sri()).await.unwrap().overdue.is_empty());
        stage.it.clock.advance_seconds(DAY);
        let report = transit::report(&stage.ledger, &sri()).await.unwrap();
        assert_eq!((report.overdue.len(), report.overdue[0].age), (1, 4));
        let csv = transit::csv(&report);
        assert!(csv.contains("K01,\"Markus Contoh\",") && csv.contains(",1,100000,4,ya"), "{csv}");
        assert_eq!(code(transit::report(&stage.ledger, &markus()).await.map(drop)), "identity/forbidden");
    }

    async fn whoever_holds_a_temporary_receipt_sees_what_became_of_it(db: Db) {
        let stage = Stage::new(db);
        stage.appointed(1_000_000).await;
        let a = stage.put(bill(1, 2026), DUE, 100_000).await;
        let book = book::download(&stage.ledger, &markus(), DEVICE).await.unwrap();
        let (number, signs) = (book.numbers[0].0.to_string(), book.numbers[0].1.clone());
        let stand = async || checking::check(&stage.ledger, &number, &signs).await.unwrap().stand;
        assert_eq!(stand().await, Stand::Reserved);
        stage.collects("01TTSA0000", &number, a, 100_000).await.unwrap();
        assert!(matches!(stand().await, Stand::Collected { tax_year: 2026, .. }));
        let slip = stage.slip_of_markus().await;
        stage.received(&sri(), &slip, 100_000).await.unwrap();
        assert!(matches!(stand().await, Stand::Deposited { receipt: Some(_), .. }));
        let wrong = checking::check(&stage.ledger, &number, "AAAAAAAA").await;
        assert_eq!(code(wrong), "payments/unknown-tts");
    }

    async fn the_list_of_a_phone_says_when_an_amount_changes(db: Db) {
        let stage = Stage::new(db);
        let today = stage.cell().today();
        let due = today.tomorrow().unwrap();
        stage.put(bill(1, 2026), &due.to_string(), 100_000).await;
        stage.put(bill(2, 2026), DUE, 50_000).await;
        stage.appointed(1_000_000).await;
        let book = book::download(&stage.ledger, &markus(), DEVICE).await.unwrap();
        assert_eq!(book.bills.len(), 2);
        let changes = due.tomorrow().unwrap();
        assert_eq!(book.bills[0].costs, [(today, Rupiah(100_000)), (changes, Rupiah(101_000))]);
        assert_eq!(book.bills[1].costs, [(today, Rupiah(50_000))]);
    }
}
