//! A teller's day: open, take, take back, count, hand over.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use base::Rupiah;
use contracts::Standing;
use payments::domain::counter::slip::SlipState;
use payments::usecase::counter::overpaid::{self, Overpaid};
use payments::usecase::counter::{cancel, receive, shifts, slips, take};
use payments::usecase::verify::Broken;

use crate::counter_support::*;
use crate::shelf::*;

const DUE: &str = "2027-01-31";

testkit::on_each_engine! {
    with &COUNTER_MIGRATIONS;

    async fn a_day_at_the_counter_ends_in_the_treasury(db: Db) {
        let stage = Stage::new(db);
        let a = stage.put(bill(1, 2026), DUE, 100_000).await;
        let b = stage.put(bill(2, 2026), DUE, 50_000).await;
        let shift = stage.opened(&nur()).await;
        stage.pays(&nur(), "01ARZ3NDEKTSV4RRFFQ69G5FC1", a, 100_000).await.unwrap();
        stage.pays(&nur(), "01ARZ3NDEKTSV4RRFFQ69G5FC2", b, 50_000).await.unwrap();
        assert_eq!(stage.bill(a).await.standing, Standing::Paid);

        let closed = stage.closed(&nur(), &shift.id, &[(100_000, 3), (50_000, 1)], "").await.unwrap();
        assert_eq!(closed.settled.hand_over, Rupiah(150_000));
        let slip = closed.slip.unwrap();
        assert_eq!(slip, "STS-26-000001");
        let file = slips::get(&stage.ledger, &nur(), &slip).await.unwrap();
        assert_eq!((file.proofs(), file.rest()), (2, Rupiah::ZERO));
        stage.in_order().await;

        assert_eq!(code(stage.received(&nur(), &slip, 150_000).await), "identity/forbidden");
        assert_eq!(code(stage.received(&sri(), &slip, 149_000).await), "payments/slip-amount");
        stage.received(&sri(), &slip, 150_000).await.unwrap();
        assert_eq!(code(stage.received(&sri(), &slip, 150_000).await), "payments/slip-decided");
        let totals = stage.in_order().await;
        let treasury = totals.accounts.iter().find(|m| m.account.kind() == "treasury").unwrap();
        assert_eq!(treasury.balance(), Rupiah(150_000));
    }

    async fn the_same_form_sent_twice_is_one_payment(db: Db) {
        let stage = Stage::new(db);
        let a = stage.put(bill(1, 2026), DUE, 100_000).await;
        stage.opened(&nur()).await;
        let token = "01ARZ3NDEKTSV4RRFFQ69G5FC1";
        let first = stage.pays(&nur(), token, a, 100_000).await.unwrap();
        let again = stage.pays(&nur(), token, a, 100_000).await.unwrap();
        assert!(again.repeated);
        assert_eq!(again.receipts, first.receipts);
        let drawer = shifts::own(&stage.ledger, &nur()).await.unwrap().unwrap();
        assert_eq!((drawer.in_till, drawer.moves.len()), (Rupiah(100_000), 1));
        stage.in_order().await;
    }

    async fn a_paid_bill_is_refused_before_cash_is_taken(db: Db) {
        let stage = Stage::new(db);
        let a = stage.put(bill(1, 2026), DUE, 100_000).await;
        stage.opened(&nur()).await;
        stage.pays(&nur(), "01ARZ3NDEKTSV4RRFFQ69G5FC1", a, 100_000).await.unwrap();
        let again = stage.pays(&nur(), "01ARZ3NDEKTSV4RRFFQ69G5FC2", a, 100_000).await;
        assert_eq!(code(again), "payments/bill-paid");
        let found = take::find(&stage.ledger, &nur(), a.nop.digits()).await.unwrap();
        assert!(!found.bills[0].is_open());
    }

    async fn nobody_takes_cash_without_an_open_counter_or_opens_two(db: Db) {
        let stage = Stage::new(db);
        let a = stage.put(bill(1, 2026), DUE, 100_000).await;
        let tried = stage.pays(&nur(), "01ARZ3NDEKTSV4RRFFQ69G5FC1", a, 100_000).await;
        assert_eq!(code(tried), "payments/shift-missing");
        stage.opened(&nur()).await;
        let twice = shifts::open(&stage.ledger, &nur(), Rupiah::ZERO).await;
        assert_eq!(code(twice), "payments/shift-open");
        assert_eq!(code(shifts::open(&stage.ledger, &sri(), Rupiah::ZERO).await), "identity/forbidden");
        assert_eq!(stage.bill(a).await.standing, Standing::Open);
    }

    async fn a_payment_of_the_shift_is_taken_back_by_two_people(db: Db) {
        let stage = Stage::new(db);
        let a = stage.put(bill(1, 2026), DUE, 100_000).await;
        let shift = stage.opened(&nur()).await;
        let paid = stage.pays(&nur(), "01ARZ3NDEKTSV4RRFFQ69G5FC1", a, 100_000).await.unwrap();
        let entry = paid.entry.id;
        assert_eq!(code(cancel::ask(&stage.ledger, &nur(), entry, " ").await), "payments/reason-missing");
        cancel::ask(&stage.ledger, &nur(), entry, "salah NOP").await.unwrap();
        let closing = stage.closed(&nur(), &shift.id, &[(100_000, 3)], "").await;
        assert_eq!(code(closing), "payments/cancellation-waiting");

        let wish = cancel::waiting(&stage.ledger, &wati()).await.unwrap().remove(0);
        let own = cancel::decide(&stage.ledger, &nur(), &wish.id, true).await;
        assert_eq!(code(own), "payments/same-person");
        cancel::decide(&stage.ledger, &wati(), &wish.id, true).await.unwrap();
        assert_eq!(stage.bill(a).await.standing, Standing::Open);
        let drawer = shifts::own(&stage.ledger, &nur()).await.unwrap().unwrap();
        assert_eq!(drawer.in_till, Rupiah::ZERO);
        stage.in_order().await;

        // Nothing is left to hand over: the drawer holds the change of the morning.
        let closed = stage.closed(&nur(), &shift.id, &[(100_000, 2)], "").await.unwrap();
        assert_eq!(closed.slip, None);
    }

    async fn a_difference_needs_a_reason_and_is_booked(db: Db) {
        let stage = Stage::new(db);
        let a = stage.put(bill(1, 2026), DUE, 100_000).await;
        let shift = stage.opened(&nur()).await;
        stage.pays(&nur(), "01ARZ3NDEKTSV4RRFFQ69G5FC1", a, 100_000).await.unwrap();
        let short = stage.closed(&nur(), &shift.id, &[(100_000, 2), (50_000, 1)], "").await;
        assert_eq!(code(short), "payments/difference-reason");
        let counted = [(100_000, 2), (50_000, 1)];
        let closed = stage.closed(&nur(), &shift.id, &counted, "salah kembalian").await.unwrap();
        assert_eq!(closed.settled.difference, Rupiah(-50_000));
        assert_eq!(closed.settled.hand_over, Rupiah(50_000));
        // The rows of the slip add up to what is handed over.
        let file = slips::get(&stage.ledger, &nur(), &closed.slip.unwrap()).await.unwrap();
        assert_eq!((file.proofs(), file.rest()), (1, Rupiah(-50_000)));
        let totals = stage.in_order().await;
        let lost = totals.accounts.iter().find(|m| m.account.kind() == "cash-difference").unwrap();
        assert_eq!(lost.balance(), Rupiah(50_000));
    }

    async fn what_is_short_beyond_the_takings_is_short_of_the_change(db: Db) {
        let stage = Stage::new(db);
        let a = stage.put(bill(1, 2026), DUE, 100_000).await;
        let shift = stage.opened(&nur()).await;
        stage.pays(&nur(), "01ARZ3NDEKTSV4RRFFQ69G5FC1", a, 100_000).await.unwrap();
        let closed = stage.closed(&nur(), &shift.id, &[(100_000, 1)], "laci dibobol").await.unwrap();
        assert_eq!(closed.settled.difference, Rupiah(-200_000));
        assert_eq!((closed.settled.booked, closed.slip), (Rupiah(-100_000), None));
        stage.in_order().await;
    }

    async fn a_slip_that_came_back_is_counted_again(db: Db) {
        let stage = Stage::new(db);
        let a = stage.put(bill(1, 2026), DUE, 100_000).await;
        let shift = stage.opened(&nur()).await;
        stage.pays(&nur(), "01ARZ3NDEKTSV4RRFFQ69G5FC1", a, 100_000).await.unwrap();
        let slip = stage.closed(&nur(), &shift.id, &[(100_000, 3)], "").await.unwrap().slip.unwrap();
        assert_eq!(code(stage.closed(&nur(), &shift.id, &[(100_000, 3)], "").await), "payments/shift-closed");
        receive::send_back(&stage.ledger, &sri(), &slip, "kurang 50.000").await.unwrap();
        let counted = [(100_000, 2), (50_000, 1)];
        let again = stage.closed(&nur(), &shift.id, &counted, "salah hitung").await.unwrap();
        let second = again.slip.unwrap();
        assert_eq!(second, "STS-26-000002");
        stage.received(&sri(), &second, 50_000).await.unwrap();
        let file = slips::get(&stage.ledger, &sri(), &slip).await.unwrap();
        assert_eq!(file.slip.state, SlipState::Returned);
        stage.in_order().await;
    }

    async fn cash_that_fits_nothing_is_booked_by_somebody_above(db: Db) {
        let stage = Stage::new(db);
        let a = stage.put(bill(1, 2026), DUE, 100_000).await;
        let shift = stage.opened(&nur()).await;
        stage.pays(&nur(), "01ARZ3NDEKTSV4RRFFQ69G5FC1", a, 100_000).await.unwrap();
        let it = Overpaid {
            token: "01ARZ3NDEKTSV4RRFFQ69G5FC9",
            shift: &shift.id,
            bill: a,
            amount: Rupiah(100_000),
            reason: "terlanjur diterima",
        };
        assert_eq!(code(overpaid::book(&stage.ledger, &nur(), &it).await), "identity/forbidden");
        let posted = overpaid::book(&stage.ledger, &yusuf(), &it).await.unwrap();
        assert!(posted.is_overpayment());
        assert!(overpaid::book(&stage.ledger, &yusuf(), &it).await.unwrap().repeated);
        let drawer = shifts::get(&stage.ledger, &yusuf(), &shift.id).await.unwrap();
        assert_eq!(drawer.in_till, Rupiah(200_000));
        stage.in_order().await;
    }

    async fn a_teller_does_not_see_another_tellers_drawer(db: Db) {
        let stage = Stage::new(db);
        let shift = stage.opened(&nur()).await;
        let seen = shifts::get(&stage.ledger, &wati(), &shift.id).await;
        assert_eq!(code(seen.map(drop)), "payments/unknown-shift");
        assert!(shifts::get(&stage.ledger, &sri(), &shift.id).await.is_ok());
    }

    async fn a_drawers_list_that_was_changed_is_found(db: Db) {
        let stage = Stage::new(db);
        let a = stage.put(bill(1, 2026), DUE, 100_000).await;
        stage.opened(&nur()).await;
        stage.pays(&nur(), "01ARZ3NDEKTSV4RRFFQ69G5FC1", a, 100_000).await.unwrap();
        let sql = "update pay_shift_entry set amount_rupiah = 90000";
        assert!(matches!(stage.tampered(sql).await, Broken::Till(_)));
        let sql = "delete from pay_shift_entry";
        assert!(matches!(stage.tampered(sql).await, Broken::Till(_)));
    }
}
