//! The clock of the house jumps by a day while a drawer is open: the cash is counted and handed over
//! once, and nobody is locked out of their drawer.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use base::{Id, Instant, Rupiah};
use db::Tx;
use payments::domain::entry::Entry;
use payments::store::{entries, receipts};
use payments::usecase::Posted;
use payments::usecase::counter::{cancel, receive, shifts};
use payments::usecase::verify::Totals;

use crate::counter_support::*;
use crate::shelf::*;

/// It costs more from the 18th on; it is the 17th.
const DUE: &str = "2026-08-17";
const LATER: &str = "2027-06-30";
const DAY: i64 = 86_400;
const FORMS: [&str; 3] =
    ["01ARZ3NDEKTSV4RRFFQ69G5FC1", "01ARZ3NDEKTSV4RRFFQ69G5FC2", "01ARZ3NDEKTSV4RRFFQ69G5FC3"];

fn in_treasury(totals: &Totals) -> Rupiah {
    let found = totals.accounts.iter().find(|moved| moved.account.kind() == "treasury");
    found.unwrap().balance()
}

/// The day of the books, and that on the receipt.
async fn days(stage: &Stage, posted: &Posted) -> (String, String) {
    let id: Id<Entry> = posted.entry.id;
    let read = async |tx: &mut Tx| -> Result<_, db::DbError> {
        Ok((entries::find(tx, id).await?.unwrap(), receipts::of_entry(tx, id).await?))
    };
    let (stored, issued) = stage.cell().db().read(read).await.unwrap();
    (stored.entry.day.to_string(), issued[0].receipt.paid_on.to_string())
}

/// A drawer is opened, the clock jumps and comes back, and the drawer is handed over.
async fn a_day_with_a_jump(db: db::Db, jump: i64, (then, cost): (&str, i64)) {
    let stage = Stage::new(db);
    let mut bills = Vec::new();
    for n in 1..=3 {
        bills.push(stage.put(bill(n, 2026), DUE, 100_000).await);
    }
    let shift = stage.opened(&nur()).await;
    let before = stage.pays(&nur(), FORMS[0], bills[0], 100_000).await.unwrap();
    stage.it.clock.advance_seconds(jump);
    assert!(shifts::own(&stage.ledger, &nur()).await.unwrap().is_some(), "the drawer stays open");
    let meanwhile = stage.pays(&nur(), FORMS[1], bills[1], cost).await.unwrap();
    stage.it.clock.advance_seconds(-jump);
    let after = stage.pays(&nur(), FORMS[2], bills[2], 100_000).await.unwrap();
    assert!(stage.pays(&nur(), FORMS[1], bills[1], cost).await.unwrap().repeated);

    let right = ("2026-08-17".to_owned(), "2026-08-17".to_owned());
    assert_eq!(days(&stage, &before).await, right);
    assert_eq!(days(&stage, &meanwhile).await, (then.to_owned(), then.to_owned()));
    assert_eq!(days(&stage, &after).await, right);

    let sum = 200_000 + cost;
    let counted = [(100_000, 5), (1_000, (cost - 100_000) / 1_000)];
    let closed = stage.closed(&nur(), &shift.id, &counted, "").await.unwrap();
    assert_eq!((closed.settled.difference, closed.settled.hand_over), (Rupiah(0), Rupiah(sum)));
    stage.received(&sri(), &closed.slip.unwrap(), sum).await.unwrap();
    stage.opened(&nur()).await;
    assert_eq!(in_treasury(&stage.in_order().await), Rupiah(sum));
}

testkit::on_each_engine! {
    with &COUNTER_MIGRATIONS;

    async fn a_drawer_outlasts_a_clock_that_is_a_day_ahead_for_a_while(db: Db) {
        a_day_with_a_jump(db, DAY, ("2026-08-18", 101_000)).await;
    }

    async fn a_drawer_outlasts_a_clock_that_is_a_day_behind_for_a_while(db: Db) {
        a_day_with_a_jump(db, -DAY, ("2026-08-16", 100_000)).await;
    }

    async fn a_drawer_that_was_opened_tomorrow_is_used_and_closed_today(db: Db) {
        let stage = Stage::new(db);
        let (a, b) = (
            stage.put(bill(1, 2026), LATER, 100_000).await,
            stage.put(bill(2, 2026), LATER, 50_000).await,
        );
        stage.it.clock.advance_seconds(DAY);
        let shift = stage.opened(&nur()).await;
        let paid = stage.pays(&nur(), FORMS[0], a, 100_000).await.unwrap();
        stage.it.clock.advance_seconds(-DAY);
        stage.pays(&nur(), FORMS[1], b, 50_000).await.unwrap();
        // What was paid tomorrow is taken back today.
        cancel::ask(&stage.ledger, &nur(), paid.entry.id, "salah NOP").await.unwrap();
        let wish = cancel::waiting(&stage.ledger, &wati()).await.unwrap().remove(0);
        cancel::decide(&stage.ledger, &wati(), &wish.id, true).await.unwrap();
        let counted = [(100_000, 2), (50_000, 1)];
        let closed = stage.closed(&nur(), &shift.id, &counted, "").await.unwrap();
        stage.received(&sri(), &closed.slip.unwrap(), 50_000).await.unwrap();
        assert_eq!(in_treasury(&stage.in_order().await), Rupiah(50_000));
    }

    async fn a_slip_that_came_back_from_next_year_is_not_handed_over_twice(db: Db) {
        let stage = Stage::new(db);
        stage.it.clock.set(Instant::parse("2026-12-31T02:00:00.000Z").unwrap());
        let a = stage.put(bill(1, 2026), LATER, 100_000).await;
        let shift = stage.opened(&nur()).await;
        stage.pays(&nur(), FORMS[0], a, 100_000).await.unwrap();
        stage.it.clock.advance_seconds(DAY);
        let closed = stage.closed(&nur(), &shift.id, &[(100_000, 3)], "").await.unwrap();
        let ahead = closed.slip.unwrap();
        assert_eq!(ahead, "STS-27-000001");
        receive::send_back(&stage.ledger, &sri(), &ahead, "tahunnya salah").await.unwrap();
        stage.it.clock.advance_seconds(-DAY);
        let again = stage.closed(&nur(), &shift.id, &[(100_000, 3)], "").await.unwrap();
        let slip = again.slip.unwrap();
        assert_eq!(slip, "STS-26-000001");
        let drawer = shifts::get(&stage.ledger, &nur(), &shift.id).await.unwrap();
        assert!(!drawer.can_be_counted(), "its cash is on a slip that waits");
        let thrice = stage.closed(&nur(), &shift.id, &[(100_000, 3)], "").await;
        assert_eq!(code(thrice), "payments/shift-closed");
        stage.received(&sri(), &slip, 100_000).await.unwrap();
        let after = stage.closed(&nur(), &shift.id, &[(100_000, 3)], "").await;
        assert_eq!(code(after), "payments/shift-closed");
        assert_eq!(in_treasury(&stage.in_order().await), Rupiah(100_000));
    }
}
