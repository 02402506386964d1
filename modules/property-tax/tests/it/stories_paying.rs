//! What is owed on a day, paid, and taken back, as a module that takes the money sees it.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use base::{Instant, Kind, Zone};
use contracts::{Settlement, Standing};
use futures_util::future::join_all;
use property_tax::generate::DEMO_RULES;
use testkit::TestCell;

use crate::paying_support::*;
use crate::stories_support::*;

/// The small extract: FIRST of 2025 is paid, SECOND of 2025 is not and fell due on 30 September.
async fn till(it: &TestCell) -> Till {
    Extract::small().import(&it.cell).await;
    load_rules(&it.cell, DEMO_RULES).await;
    Till::new(&it.cell)
}

testkit::on_each_engine! {
    with &MIGRATIONS;

    async fn a_bill_grows_by_the_month_from_the_day_after_its_due_date(db: Db) {
        let it = TestCell::demo(db);
        let till = till(&it).await;
        let id = bill(SECOND, 2025);
        let on_time = till.get(id, "2025-09-30").await;
        assert_eq!((on_time.standing, on_time.total()), (Standing::Open, rupiah(40_000)));
        assert_eq!(on_time.payer, "Rahma Contoh");
        assert_eq!(on_time.address, "Jalan Pelangi", "where the object lies, from the registry");
        for (on, months, penalty) in [
            ("2025-10-01", 1, 400),
            ("2025-10-30", 1, 400),
            ("2025-10-31", 2, 800),
            ("2027-09-30", 24, 9_600),
            ("2030-01-01", 24, 9_600),
        ] {
            let late = till.get(id, on).await;
            assert_eq!((late.months, late.penalty), (months, rupiah(penalty)), "{on}");
            assert_eq!((late.principal, late.waived), (rupiah(40_000), rupiah(0)));
        }
        assert_eq!(till.find(bill(SECOND, 2019), "2025-10-01").await.unwrap(), None);
    }

    async fn a_second_before_midnight_of_the_due_date_is_in_time_where_the_cell_is(db: Db) {
        let it = TestCell::demo(db);
        let till = till(&it).await;
        let id = bill(SECOND, 2025);
        let wita = Zone::parse("Asia/Makassar").unwrap();
        let on = |text: &str, zone: &Zone| Instant::parse(text).unwrap().date(zone).to_string();
        let last_second = on("2025-09-30T15:59:59.999Z", &wita);
        assert_eq!(till.get(id, &last_second).await.penalty, rupiah(0));
        let midnight = on("2025-09-30T16:00:00.000Z", &wita);
        assert_eq!(till.get(id, &midnight).await.penalty, rupiah(400));
        // The clock of the cell says the same as the day that was passed.
        it.clock.set(Instant::parse("2025-09-30T15:59:59.999Z").unwrap());
        assert_eq!(it.cell.today().to_string(), "2025-09-30");
        let wib = Zone::parse("Asia/Pontianak").unwrap();
        assert_eq!(till.get(id, &on("2025-09-30T16:59:59.999Z", &wib)).await.penalty, rupiah(0));
    }

    async fn a_paid_bill_is_paid_in_every_list_and_can_be_paid_again_only_when_taken_back(db: Db) {
        let it = TestCell::demo(db);
        let till = till(&it).await;
        let id = bill(SECOND, 2025);
        assert_eq!(till.open_in(SANGATTA, "2025-10-01").await.len(), 1);
        let paid = till.pay(id, "A1", "2025-10-01").await;
        let after = till.get(id, "2026-08-17").await;
        assert_eq!((after.standing, after.total()), (Standing::Paid, rupiah(0)));
        assert_eq!(till.of_object(SECOND, "2026-08-17").await[0].standing, Standing::Paid);
        assert_eq!(till.open_in(SANGATTA, "2025-10-01").await, []);
        assert_eq!(till.standing().await, std::slice::from_ref(&paid));
        let again = Settlement { entry: "A2".to_owned(), ..paid.clone() };
        let error = till.settle(&again).await.unwrap_err();
        assert_eq!((error.kind(), error.code()), (Kind::Conflict, "contracts/bill-not-open"));

        let error = till.reopen(id, "A9", "R1").await.unwrap_err();
        assert_eq!((error.kind(), error.code()), (Kind::Conflict, "contracts/not-settled-so"));
        till.reopen(id, "A1", "R1").await.unwrap();
        let open = till.get(id, "2026-08-17").await;
        assert_eq!((open.standing, open.months), (Standing::Open, 11), "as if it never was paid");
        assert_eq!(till.reopen(id, "A1", "R2").await.unwrap_err().code(), "contracts/not-settled-so");
        assert_eq!(till.standing().await, []);
        till.pay(id, "A3", "2026-08-17").await;
        assert_eq!(till.get(id, "2026-08-17").await.standing, Standing::Paid);
        assert_eq!(count(it.cell.db(), "ptax_settlement").await, 3, "facts are only added");
    }

    async fn only_what_is_owed_settles_a_bill(db: Db) {
        let it = TestCell::demo(db);
        let till = till(&it).await;
        let owed = till.get(bill(SECOND, 2025), "2025-10-01").await;
        let right = payment(&owed, "A1", day("2025-10-01"));
        let mut wrong = [right.clone(), right.clone(), right.clone(), right.clone(), right.clone()];
        wrong[0].principal = rupiah(39_999);
        wrong[1].principal = rupiah(40_001);
        wrong[2].bill = bill(SECOND, 2019);
        wrong[3].bill = bill(FIRST, 2025);
        wrong[4].waived = rupiah(401);
        for it in &wrong {
            let error = till.settle(it).await.unwrap_err();
            assert_eq!((error.kind(), error.code()), (Kind::Conflict, "contracts/bill-not-open"));
        }
        assert_eq!(till.standing().await, []);
        till.settle(&right).await.unwrap();
    }

    async fn two_payments_of_one_bill_at_the_same_moment_settle_it_once(db: Db) {
        let it = TestCell::demo(db);
        let till = till(&it).await;
        let owed = till.get(bill(SECOND, 2025), "2025-10-01").await;
        let all: Vec<_> =
            (0..8).map(|n| payment(&owed, &format!("A{n}"), day("2025-10-01"))).collect();
        let done = join_all(all.iter().map(|it| till.settle(it))).await;
        let (won, lost): (Vec<_>, Vec<_>) = done.into_iter().partition(Result::is_ok);
        assert_eq!(won.len(), 1);
        for error in lost.into_iter().map(Result::unwrap_err) {
            assert_eq!(error.code(), "contracts/bill-not-open");
        }
        assert_eq!(till.standing().await.len(), 1);
        assert_eq!(count(it.cell.db(), "ptax_settlement").await, 1);
    }

    async fn bills_that_ask_for_nothing_say_why(db: Db) {
        let it = TestCell::demo(db);
        let mut extract = Extract::small();
        for (year, due, status) in [(2024, 50_000, 2), (2023, 50_000, 3), (2022, 0, 0)] {
            extract.bill(SECOND, year, "Rahma Contoh", due, status);
        }
        in_cell(&it.cell, &extract).await;
        cancel(it.cell.db(), FIRST, 2025).await;
        let till = Till::new(&it.cell);
        let seen: Vec<_> = till
            .of_object(SECOND, "2026-08-17")
            .await
            .iter()
            .map(|bill| (bill.id.tax_year, bill.standing, bill.total().0))
            .collect();
        assert_eq!(seen, [
            (2025, Standing::Open, 40_000 + 11 * 400),
            (2024, Standing::Nothing, 0),
            (2023, Standing::Nothing, 0),
            (2022, Standing::Nothing, 0),
        ]);
        let cancelled = till.get(bill(FIRST, 2025), "2026-08-17").await;
        assert_eq!((cancelled.standing, cancelled.total()), (Standing::Cancelled, rupiah(0)));
    }

    async fn a_year_without_a_rule_has_no_amount_and_never_one_of_zero(db: Db) {
        let it = TestCell::demo(db);
        let mut extract = Extract::small();
        extract.bill(SECOND, 2010, "Rahma Contoh", 30_000, 0);
        extract.import(&it.cell).await;
        let till = Till::new(&it.cell);
        let old = bill(SECOND, 2010);
        assert_eq!(till.get(old, "2010-09-30").await.total(), rupiah(30_000), "in time");
        let error = till.find(old, "2010-10-01").await.unwrap_err();
        assert_eq!((error.kind(), error.code()), (Kind::Precondition, "property-tax/no-rules"));
        load_rules(&it.cell, DEMO_RULES).await;
        let error = till.find(old, "2010-10-01").await.unwrap_err();
        assert_eq!(error.code(), "property-tax/rule-missing-for-year");
        assert!(error.params().contains(&("rule", "penalty".to_owned())), "{error}");
        let years: Vec<_> =
            till.of_object(SECOND, "2026-08-17").await.iter().map(|bill| bill.id.tax_year).collect();
        assert_eq!(years, [2025], "what nobody can price is not offered");
        assert_eq!(till.open_in(SANGATTA, "2026-08-17").await.len(), 1);
    }

    async fn a_new_rule_book_counts_from_the_moment_it_is_loaded(db: Db) {
        let it = TestCell::demo(db);
        let till = till(&it).await;
        let id = bill(SECOND, 2025);
        assert_eq!(till.get(id, "2025-10-01").await.penalty, rupiah(400));
        let dearer = DEMO_RULES.replace("mode = \"law\"\npercent = \"1\"", "mode = \"law\"\npercent = \"2\"");
        assert_ne!(dearer, DEMO_RULES);
        load_rules(&it.cell, &dearer).await;
        assert_eq!(till.get(id, "2025-10-01").await.penalty, rupiah(800));
        // Another process, which knows neither version yet.
        assert_eq!(Till::new(&it.cell).get(id, "2025-10-01").await.penalty, rupiah(800));
    }

    async fn a_notice_issued_here_keeps_the_penalty_of_its_own_book(db: Db) {
        let it = TestCell::demo(db);
        let till = till(&it).await;
        let run = assessed(&it.cell, 2026, None).await;
        issued(&it.cell, &run).await;
        let id = bill(FIRST, 2026);
        let before = till.get(id, "2026-10-01").await;
        assert!(before.penalty > rupiah(0));
        let dearer = DEMO_RULES.replace("mode = \"law\"\npercent = \"1\"", "mode = \"law\"\npercent = \"2\"");
        load_rules(&it.cell, &dearer).await;
        assert_eq!(till.get(id, "2026-10-01").await, before);
    }
}
