//! The clock of the house, or that of a phone, is a day off while a collector takes cash: receipts keep
//! the day on which the cash was taken, and the cash can be deposited.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use base::Rupiah;
use contracts::{BillId, Standing};
use payments::domain::collecting::rule::{Counts, Rule};
use payments::domain::collecting::tts::Flag;
use payments::usecase::collecting::upload::{self, Booked, Sent};
use payments::usecase::collecting::{appoint, book, rules, transit};
use payments::usecase::counter::slips;

use crate::counter_support::*;
use crate::shelf::*;

/// It costs more from the 18th on; it is the 17th.
const DUE: &str = "2026-08-17";
const DAY: i64 = 86_400;
const SECOND_PHONE: &str = "ponsel-markus-2";

/// A receipt by a phone whose clock is so many seconds off, sent at once.
async fn phoned(stage: &Stage, id: &str, number: &str, bill: BillId, off: i64) -> Booked {
    let made = stage.cell().now().plus_seconds(off).to_string();
    let sent = sent(id, &made, number, bill, 100_000);
    upload::book(&stage.ledger, &markus(), &sent).await.unwrap()
}

testkit::on_each_engine! {
    with &COUNTER_MIGRATIONS;

    async fn a_phone_that_is_a_day_off_dates_no_receipt(db: Db) {
        let stage = Stage::new(db);
        let numbers = stage.appointed(1_000_000).await;
        for (n, off) in [(0_usize, DAY), (1, -DAY)] {
            let id = stage.put(bill(u32::try_from(n).unwrap() + 1, 2026), DUE, 100_000).await;
            let booked = phoned(&stage, &format!("01TTSA000{n}"), &numbers[n], id, off).await;
            assert_eq!(booked.tts.day.to_string(), "2026-08-17");
            assert_eq!(booked.tts.flags, [Flag::Clock]);
        }
        stage.in_order().await;
    }

    async fn numbers_that_were_reserved_tomorrow_date_no_receipt_of_today(db: Db) {
        let stage = Stage::new(db);
        stage.appointed(1_000_000).await;
        let id = stage.put(bill(1, 2026), DUE, 100_000).await;
        stage.it.clock.advance_seconds(DAY);
        let book = book::download(&stage.ledger, &markus(), SECOND_PHONE).await.unwrap();
        stage.it.clock.advance_seconds(-DAY);
        let now = stage.cell().now();
        let mut sent: Sent =
            sent("01TTSA0000", &now.to_string(), &book.numbers[0].0.to_string(), id, 100_000);
        sent.body.device = SECOND_PHONE.to_owned();
        let booked = upload::book(&stage.ledger, &markus(), &sent).await.unwrap();
        assert_eq!((booked.tts.day.to_string(), booked.tts.taken_at), (DUE.to_owned(), now));
        assert_eq!(booked.tts.flags, [], "nothing is short: nobody owes the interest of tomorrow");
        let slip = stage.slip_of_markus().await;
        stage.received(&sri(), &slip, 100_000).await.unwrap();
        assert_eq!(stage.bill(id).await.standing, Standing::Paid);
        stage.in_order().await;
    }

    async fn cash_keeps_its_day_when_the_clock_jumps_before_it_is_sent_and_deposited(db: Db) {
        let stage = Stage::new(db);
        let numbers = stage.appointed(1_000_000).await;
        for (n, jump) in [(0, DAY), (1, -DAY)] {
            let id = stage.put(bill(n + 1, 2026), DUE, 100_000).await;
            let (key, number) = (format!("01TTSA000{n}"), &numbers[n as usize]);
            stage.it.clock.advance_seconds(jump);
            // Taken without a signal, by a clock that is right.
            let booked = phoned(&stage, &key, number, id, -jump).await;
            assert_eq!((booked.tts.day.to_string(), booked.tts.flags), (DUE.to_owned(), vec![]));
            let slip = stage.slip_of_markus().await;
            let file = slips::get(&stage.ledger, &sri(), &slip).await.unwrap();
            assert_eq!(file.missing(), Rupiah(0), "the payer does not answer for the way");
            stage.it.clock.advance_seconds(-jump);
            stage.received(&sri(), &slip, 100_000).await.unwrap();
            assert_eq!(stage.bill(id).await.standing, Standing::Paid);
            assert!(phoned(&stage, &key, number, id, 0).await.repeated);
            stage.in_order().await;
        }
    }

    async fn a_deposit_list_made_tomorrow_is_received_for_what_it_costs_today(db: Db) {
        let stage = Stage::new(db);
        let numbers = stage.appointed(1_000_000).await;
        let citation = "Contoh Perbup 12/2026 pasal 30".to_owned();
        let rule = Rule { from: stage.cell().today(), counts: Counts::Deposit, citation };
        rules::set(&stage.ledger, &yusuf(), &rule).await.unwrap();
        let id = stage.put(bill(1, 2026), DUE, 100_000).await;
        phoned(&stage, "01TTSA0000", &numbers[0], id, 0).await;
        stage.it.clock.advance_seconds(DAY);
        let slip = stage.slip_of_markus().await;
        let file = slips::get(&stage.ledger, &sri(), &slip).await.unwrap();
        assert_eq!(file.missing(), Rupiah(1_000), "by the rule, the day of the deposit counts");
        assert_eq!(code(stage.received(&sri(), &slip, 100_000).await), "payments/slip-empty");
        stage.it.clock.advance_seconds(-DAY);
        stage.received(&sri(), &slip, 100_000).await.unwrap();
        assert_eq!(stage.bill(id).await.standing, Standing::Paid);
        stage.in_order().await;
    }

    async fn the_last_day_of_a_decree_is_no_shorter_for_a_clock_that_was_ahead(db: Db) {
        let stage = Stage::new(db);
        stage.knows_markus().await;
        let today = stage.cell().today();
        let decree = appoint::Decree { until: today, ..stage.decree(1_000_000) };
        let named = appoint::propose(&stage.ledger, &sri(), &decree).await.unwrap();
        appoint::decide(&stage.ledger, &yusuf(), &named, (true, "")).await.unwrap();
        let numbers = stage.numbers().await;
        let id = stage.put(bill(1, 2026), DUE, 100_000).await;
        stage.it.clock.advance_seconds(DAY);
        let over = book::download(&stage.ledger, &markus(), DEVICE).await;
        assert_eq!(code(over.map(drop)), "payments/outside-time");
        // The cash was taken on the last day, whatever the house thinks it is now.
        phoned(&stage, "01TTSA0000", &numbers[0], id, -DAY).await;
        stage.it.clock.advance_seconds(-DAY);
        book::download(&stage.ledger, &markus(), DEVICE).await.unwrap();
        let report = transit::report(&stage.ledger, &sri()).await.unwrap();
        assert_eq!((report.total, report.overdue.len()), (Rupiah(100_000), 0));
        stage.in_order().await;
    }
}
