//! The clock of the house jumps by a day while a bank pays over the plain JSON service.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use contracts::Standing;
use h2h::Service;
use serde_json::json;

use crate::bank::*;
use crate::shelf::{MIGRATIONS, bill};
use crate::stories_clock::day_of;
use crate::stories_h2h::{ask, ask_at, code, paying};

const DAY: i64 = 86_400;
/// It costs more from the 18th on; it is the 17th.
const DUE: &str = "2026-08-17";

testkit::on_each_engine! {
    with &MIGRATIONS;

    async fn a_bank_is_refused_while_the_clock_is_a_day_off_and_served_as_soon_as_it_is_right(db: Db) {
        let bank = Bank::new(db).await;
        let id = bank.stage.put(bill(1, 2026), DUE, 100_000).await;
        let (right, wish) = (bank.now(), paying(id, "T1", 100_000, 0));
        for jump in [DAY, -DAY] {
            bank.stage.it.clock.advance_seconds(jump);
            // A bank tries again and again; in the end it is told to wait.
            for _ in 0..200 {
                let refused = ask_at(&bank, Service::Payment, &wish, (SECRET, &right)).await;
                assert!([401, 429].contains(&refused.status), "{}", refused.text);
            }
            bank.stage.it.clock.advance_seconds(-jump);
        }
        assert_eq!(bank.balance("partner:bank-uji").await, 0);
        // As long as anybody waits who was refused too often, and not for a day.
        bank.stage.it.clock.advance_seconds(60);
        let paid = ask(&bank, Service::Payment, &wish).await;
        assert_eq!(code(&paid), "01", "{}", paid.text);
        assert_eq!(day_of(&bank, paid.json()["ntpd"].as_str().unwrap()).await, "2026-08-17");
        bank.stage.ledger.verify(|_| {}).await.unwrap();
    }

    async fn what_was_told_by_a_clock_that_was_ahead_neither_settles_nor_dates(db: Db) {
        let bank = Bank::new(db).await;
        let id = bank.stage.put(bill(1, 2026), DUE, 100_000).await;
        let asked = json!({"nop": id.nop.digits(), "thn": 2026});
        bank.stage.it.clock.advance_seconds(DAY);
        let told = ask(&bank, Service::Inquiry, &asked).await;
        assert_eq!(told.json()["total"], "101000", "tomorrow it costs more");
        bank.stage.it.clock.advance_seconds(-DAY);
        let dear = ask(&bank, Service::Payment, &paying(id, "T1", 100_000, 1_000)).await;
        assert_eq!(code(&dear), "02", "{}", dear.text);
        let paid = ask(&bank, Service::Payment, &paying(id, "T2", 100_000, 0)).await;
        assert_eq!(code(&paid), "01", "{}", paid.text);
        assert_eq!(day_of(&bank, paid.json()["ntpd"].as_str().unwrap()).await, "2026-08-17");
    }

    async fn a_payment_is_of_the_day_on_which_the_bank_took_it_though_the_house_counts_another(db: Db) {
        let bank = Bank::new(db).await;
        let id = bank.stage.put(bill(1, 2026), DUE, 100_000).await;
        bank.stage.it.clock.advance_seconds(DAY);
        // Both clocks are ahead; the bank took the money the day before, as its body says.
        let paid = ask(&bank, Service::Payment, &paying(id, "T1", 100_000, 0)).await;
        assert_eq!(code(&paid), "01", "{}", paid.text);
        assert_eq!(day_of(&bank, paid.json()["ntpd"].as_str().unwrap()).await, "2026-08-17");
        bank.stage.it.clock.advance_seconds(-DAY);
        assert_eq!(ask(&bank, Service::Payment, &paying(id, "T1", 100_000, 0)).await, paid);
        assert_eq!(bank.balance("partner:bank-uji").await, 100_000);
        bank.stage.ledger.verify(|_| {}).await.unwrap();
    }

    async fn what_was_paid_by_a_clock_that_was_ahead_is_taken_back_when_it_is_right(db: Db) {
        let bank = Bank::new(db).await;
        let id = bank.stage.put(bill(1, 2026), "2026-12-31", 100_000).await;
        bank.stage.it.clock.advance_seconds(DAY);
        let paid = ask(&bank, Service::Payment, &paying(id, "T1", 100_000, 0)).await;
        bank.stage.it.clock.advance_seconds(-DAY);
        let ntpd = paid.json()["ntpd"].clone();
        let back = json!({
            "nop": id.nop.digits(), "thn": 2026, "ntpd": ntpd, "referensi": "R1",
        });
        let reversed = ask(&bank, Service::Reversal, &back).await;
        assert_eq!(code(&reversed), "01", "{}", reversed.text);
        assert_eq!(ask(&bank, Service::Reversal, &back).await, reversed);
        assert_eq!(bank.stage.bill(id).await.standing, Standing::Open);
        // The bill can be paid again, and its history reads in the order in which it happened.
        let again = ask(&bank, Service::Payment, &paying(id, "T2", 100_000, 0)).await;
        assert_eq!(code(&again), "01", "{}", again.text);
        let status = ask(&bank, Service::Status, &json!({"referensi": "T1"})).await;
        assert_eq!(status.json()["status"], "BATAL");
        assert_eq!(bank.balance("partner:bank-uji").await, 100_000);
        bank.stage.ledger.verify(|_| {}).await.unwrap();
    }
}
