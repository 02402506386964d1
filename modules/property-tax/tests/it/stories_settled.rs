//! A bill that was paid here is paid wherever somebody looks, and an extract of SISMIOP that brings
//! the same payment later doubles nothing.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use audit::Who;
use base::{Kind, Rupiah};
use cell::Cell;
use contracts::Standing;
use property_tax::domain::notice::PaymentState;
use property_tax::domain::proof::Proof;
use property_tax::generate::DEMO_RULES;
use property_tax::usecase::open_notice::{Reader, open_with_costs};
use property_tax::usecase::proposals::{self, Grounds};
use property_tax::usecase::prove::prove;
use property_tax::usecase::village_papers::{Booklet, outlook, roll_xlsx};
use property_tax::usecase::{look_up, registry};
use testkit::TestCell;

use crate::paying_support::*;
use crate::stories_support::*;

fn booklet(tax_year: i64) -> Booklet {
    Booklet { village: SANGATTA.to_owned(), tax_year, f4: false }
}

async fn small(it: &TestCell) -> (Extract, Till) {
    let extract = Extract::small();
    in_cell(&it.cell, &extract).await;
    (extract, Till::new(&it.cell))
}

/// The small extract, its notices of 2026 issued here.
async fn issued_here(it: &TestCell) -> (Extract, Till) {
    let both = small(it).await;
    let run = assessed(&it.cell, 2026, None).await;
    issued(&it.cell, &run).await;
    both
}

async fn state(cell: &Cell, digits: &str, year: i64) -> PaymentState {
    notice(cell, &nop(digits), year).await.unwrap().payment
}

/// The cells of the roll as text, row by row.
async fn roll(cell: &Cell, tax_year: i64) -> String {
    use calamine::Reader as _;
    let bytes = roll_xlsx(cell, &officer(cell), &booklet(tax_year)).await.unwrap();
    let mut book = calamine::open_workbook_auto_from_rs(std::io::Cursor::new(bytes)).unwrap();
    let sheet = book.worksheet_range_at(0).unwrap().unwrap();
    sheet.rows().map(|row| format!("{row:?}\n")).collect()
}

testkit::on_each_engine! {
    with &MIGRATIONS;

    async fn a_bill_of_sismiop_that_was_paid_here_is_paid_wherever_it_is_looked_at(db: Db) {
        let it = TestCell::demo(db);
        let (_, till) = small(&it).await;
        let before = outlook(&it.cell, &officer(&it.cell), &booklet(2025)).await.unwrap();
        assert_eq!(state(&it.cell, SECOND, 2025).await, PaymentState::Unpaid);
        till.pay(bill(SECOND, 2025), "A1", "2026-08-17").await;

        assert_eq!(state(&it.cell, SECOND, 2025).await, PaymentState::Paid);
        let found = look_up::get(&it.cell, &owing(&it.cell), nop(SECOND)).await.unwrap();
        assert_eq!((found.notices[0].payment, found.sum), (PaymentState::Paid, None));
        assert!(!found.notices[0].must_be_paid());
        let clerk = officer(&it.cell);
        let who = Reader::Officer(&clerk);
        let full = open_with_costs(&it.cell, &owing(&it.cell), who, nop(SECOND), 2025).await.unwrap();
        assert_eq!((full.notice.payment, full.payments.len()), (PaymentState::Paid, 1));
        assert_eq!(full.payments[0].receipt, "NTPD-A1");
        let file = registry::object(&it.cell, &clerk, nop(SECOND)).await.unwrap();
        assert_eq!((file.payments.len(), file.payments[0].amount), (1, rupiah(44_400)));
        let after = outlook(&it.cell, &clerk, &booklet(2025)).await.unwrap();
        assert_eq!((before.paid, after.paid), (1, 2), "in the roll of the village too");
        let roll = roll(&it.cell, 2025).await;
        assert!(roll.contains("46251.0"), "17 August 2026 as a spreadsheet counts days: {roll}");
        let proof = Proof::Payment { paid_on: day("2026-08-17"), amount: rupiah(44_400) };
        prove(&it.cell, &Who::public(), nop(SECOND), &proof).await.unwrap();

        till.reopen(bill(SECOND, 2025), "A1", "R1").await.unwrap();
        assert_eq!(state(&it.cell, SECOND, 2025).await, PaymentState::Unpaid);
        let full = open_with_costs(&it.cell, &owing(&it.cell), who, nop(SECOND), 2025).await.unwrap();
        assert_eq!((full.payments.len(), full.sum.map(|sum| sum.bills)), (0, Some(1)));
    }

    async fn a_notice_issued_here_and_paid_here_cannot_be_cancelled(db: Db) {
        let it = TestCell::demo(db);
        let (_, till) = issued_here(&it).await;
        let clerk = officer(&it.cell);
        let grounds = Grounds { basis: "Perda".to_owned(), reason: "ganda".to_owned() };
        let propose = async || {
            proposals::propose_cancellation(&it.cell, &clerk, nop(FIRST), 2026, &grounds).await
        };
        let waits = propose().await.unwrap();
        till.pay(bill(FIRST, 2026), "A1", "2026-08-17").await;
        let head = approver(&it.cell);
        let error = proposals::approve(&it.cell, &head, &waits, "").await.unwrap_err();
        assert_eq!((error.kind(), error.code()), (Kind::Conflict, "property-tax/notice-paid"));
        proposals::reject(&it.cell, &head, &waits, "sudah dibayar").await.unwrap();
        assert_eq!(propose().await.unwrap_err().code(), "property-tax/notice-paid");
        till.reopen(bill(FIRST, 2026), "A1", "R1").await.unwrap();
        let again = propose().await.unwrap();
        proposals::approve(&it.cell, &head, &again, "").await.unwrap();
        let cancelled = till.get(bill(FIRST, 2026), "2026-08-17").await;
        assert_eq!(cancelled.standing, Standing::Cancelled);
    }

    async fn the_same_payment_from_sismiop_doubles_nothing(db: Db) {
        let it = TestCell::demo(db);
        let (mut extract, till) = issued_here(&it).await;
        let own = till.pay(bill(FIRST, 2026), "A1", "2026-08-17").await;
        let old = till.pay(bill(SECOND, 2025), "A2", "2026-08-17").await;
        // SISMIOP heard of both: the first under our receipt, the second by amount, a day later.
        extract.edit("SPPT", "40000,0,40000,0", "40000,0,40000,1");
        extract.edit("PEMBAYARAN_SPPT", "TGL_PEMBAYARAN_SPPT", "TGL_PEMBAYARAN_SPPT,NO_BUKTI");
        extract.edit("PEMBAYARAN_SPPT", "2025-11-03", "2025-11-03,");
        let amount = own.principal.0;
        extract.paid(FIRST, 2026, 1, amount, 0, "2026-08-18,NTPD-A1");
        extract.paid(SECOND, 2025, 1, 44_400, 4_400, "2026-08-18,");
        let report = extract.import(&it.cell).await;
        assert!(report.balanced, "{report:#?}");

        for (digits, year) in [(FIRST, 2026), (SECOND, 2025)] {
            assert_eq!(state(&it.cell, digits, year).await, PaymentState::Paid);
            let clerk = officer(&it.cell);
            let file = registry::object(&it.cell, &clerk, nop(digits)).await.unwrap();
            let of_year: Vec<_> = file.payments.iter().filter(|p| p.tax_year == year).collect();
            assert_eq!(of_year.len(), 1, "one payment, not two: {of_year:?}");
            assert!(of_year[0].here && of_year[0].paid_on == day("2026-08-17"));
        }
        let paid = notice(&it.cell, &nop(FIRST), 2026).await.unwrap().paid;
        assert_eq!((paid.here, paid.elsewhere), (own.principal, Rupiah(0)));
        assert_eq!(till.standing().await, [own, old]);
        assert!(extract.import(&it.cell).await.unchanged);
    }

    async fn a_payment_at_both_places_is_seen_as_two(db: Db) {
        let it = TestCell::demo(db);
        let (mut extract, till) = issued_here(&it).await;
        let own = till.pay(bill(FIRST, 2026), "A1", "2026-08-17").await;
        let amount = own.principal.0;
        extract.paid(FIRST, 2026, 1, amount, 0, "2026-08-17");
        extract.paid(FIRST, 2026, 2, amount, 0, "2026-08-19");
        extract.import(&it.cell).await;
        let file = registry::object(&it.cell, &officer(&it.cell), nop(FIRST)).await.unwrap();
        let of_year: Vec<_> = file.payments.iter().filter(|p| p.tax_year == 2026).collect();
        assert_eq!(of_year.iter().map(|p| p.here).collect::<Vec<_>>(), [true, false]);
    }

    async fn what_sismiop_took_in_part_is_not_asked_for_again(db: Db) {
        let it = TestCell::demo(db);
        let (mut extract, till) = issued_here(&it).await;
        let id = bill(FIRST, 2026);
        let whole = till.get(id, "2026-08-17").await.principal.0;
        extract.paid(FIRST, 2026, 1, 1_000, 0, "2026-08-01").import(&it.cell).await;
        let rest = till.get(id, "2026-08-17").await;
        assert_eq!((rest.standing, rest.principal.0), (Standing::Open, whole - 1_000));
        till.pay(id, "A1", "2026-08-17").await;
        assert_eq!(till.get(id, "2026-08-17").await.standing, Standing::Paid);
        assert_eq!(state(&it.cell, FIRST, 2026).await, PaymentState::Paid);
    }

    async fn an_assessment_that_replaces_a_paid_notice_asks_only_for_the_difference(db: Db) {
        let it = TestCell::demo(db);
        let (mut extract, till) = issued_here(&it).await;
        let (first, second) = (bill(FIRST, 2026), bill(SECOND, 2026));
        let before = till.pay(first, "A1", "2026-08-17").await.principal.0;
        till.pay(second, "A2", "2026-08-17").await;
        // The land of the first object turns out twice as large, that of the second half.
        extract.edit("DAT_OP_BUMI", "0001,0,1,AA,200", "0001,0,1,AA,400");
        extract.edit("DAT_OP_BUMI", "0002,0,1,AB,100", "0002,0,1,AB,50");
        extract.import(&it.cell).await;
        let run = assessed(&it.cell, 2026, None).await;
        let after = drafts(&it.cell, &run).await[0].due;
        issued(&it.cell, &run).await;
        assert!(after > before, "{after} {before}");
        let more = till.get(first, "2026-08-17").await;
        assert_eq!((more.standing, more.principal.0), (Standing::Open, after - before));
        let less = till.get(second, "2026-08-17").await;
        assert_eq!(less.standing, Standing::Paid, "what was paid covers it");
        // A payment that is taken back leaves no trace in the notice that came after it.
        till.reopen(second, "A2", "R2").await.unwrap();
        assert_eq!(state(&it.cell, SECOND, 2026).await, PaymentState::Unpaid);
        till.pay(first, "A3", "2026-08-17").await;
        assert_eq!(till.get(first, "2026-08-17").await.standing, Standing::Paid);
        till.reopen(first, "A1", "R1").await.unwrap();
        assert_eq!(till.get(first, "2026-08-17").await.principal.0, before);
    }

    async fn a_demo_regency_that_pays_everything_owes_nothing(db: Db) {
        let it = TestCell::demo(db);
        filled(&it.cell, 60, 5).await;
        load_rules(&it.cell, DEMO_RULES).await;
        let till = Till::new(&it.cell);
        let mut paid = 0;
        for village in villages(&it.cell).await {
            for open in till.open_in(&village, "2026-08-17").await {
                assert_eq!(till.get(open.id, "2026-08-17").await, open, "both ways say the same");
                till.settle(&payment(&open, &format!("E{paid:04}"), day("2026-08-17"))).await.unwrap();
                paid += 1;
            }
            assert_eq!(till.open_in(&village, "2026-08-17").await, []);
        }
        assert!(paid > 20, "{paid}");
        assert_eq!(till.standing().await.len(), paid);
    }
}

async fn villages(cell: &Cell) -> Vec<String> {
    let list = async |tx: &mut db::Tx| property_tax::store::objects::list_villages(tx).await;
    let all = cell.db().read(list).await.unwrap();
    all.iter().map(|village| village.digits().to_owned()).collect()
}
