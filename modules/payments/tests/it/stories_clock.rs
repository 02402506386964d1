//! The clock of the house jumps by a day: nobody is booked on a wrong day, no token lives longer.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use contracts::BillId;
use db::Tx;
use payments::store::receipts;
use snap::{ClientSecret, Message, Timestamp};

use crate::bank::*;
use crate::shelf::{MIGRATIONS, bill};

const INQUIRY: &str = "transfer-va/inquiry";
const PAYMENT: &str = "transfer-va/payment";
const DAY: i64 = 86_400;

/// A bank and the code of a bill that costs more from 18 August 2026 on; it is the 17th.
async fn ready(db: db::Db) -> (Bank, BillId, String) {
    let bank = Bank::new(db).await;
    let id = bank.stage.put(bill(1, 2026), "2026-08-17", 100_000).await;
    let code = bank.code(&[id]).await;
    (bank, id, code)
}

/// Pays as a bank whose own clock is right, whatever that of the house shows.
async fn pay_at(bank: &Bank, token: &str, time: &Timestamp, external: &str, code: &str) -> Answer {
    let path = format!("/snap/v1.0/{PAYMENT}");
    let body = payment(code, "P1", "100000.00").to_string().into_bytes();
    let message = Message::symmetric("POST", &path, token, &body, time).unwrap();
    let signature = message.hmac(&ClientSecret::new(SECRET).unwrap()).to_string();
    let bearer = format!("Bearer {token}");
    bank.call_with(&path, external, &bearer, &time.to_string(), &signature, body).await
}

/// The day on the receipt of a payment.
async fn receipt_day(bank: &Bank, paid: &Answer) -> String {
    let told = paid.json();
    let number = told["virtualAccountData"]["billDetails"][0]["billReferenceNo"].as_str().unwrap();
    day_of(bank, number).await
}

/// The day on a receipt.
pub async fn day_of(bank: &Bank, number: &str) -> String {
    let find = async |tx: &mut Tx| receipts::find(tx, number).await;
    let issued = bank.stage.cell().db().read(find).await.unwrap().unwrap();
    issued.receipt.paid_on.to_string()
}

testkit::on_each_engine! {
    with &MIGRATIONS;

    async fn while_the_clock_is_a_day_off_banks_are_refused_and_nothing_is_misdated(db: Db) {
        let (bank, _, code) = ready(db).await;
        let (right, token) = (bank.now(), bank.token().await);
        for (number, jump) in [DAY, -DAY].into_iter().enumerate() {
            bank.stage.it.clock.advance_seconds(jump);
            let refused = pay_at(&bank, &token, &right, &format!("{number}"), &code).await;
            assert_eq!(refused.code(), "4012500", "{}", refused.text);
            assert_eq!(bank.ask_token(&right).await.code(), "4017300");
            bank.stage.it.clock.advance_seconds(-jump);
        }
        assert_eq!(bank.balance("partner:bank-uji").await, 0);
        let paid = pay_at(&bank, &token, &right, "9", &code).await;
        assert_eq!(paid.code(), "2002500", "{}", paid.text);
        assert_eq!(receipt_day(&bank, &paid).await, "2026-08-17");
        bank.stage.ledger.verify(|_| {}).await.unwrap();
    }

    async fn a_token_counts_a_quarter_of_an_hour_whatever_the_clock_did(db: Db) {
        let (bank, _, code) = ready(db).await;
        let before = bank.token().await;
        bank.stage.it.clock.advance_seconds(DAY);
        assert_eq!(bank.call(&before, INQUIRY, "1", &inquiry(&code)).await.code(), "4012401");
        let ahead = bank.token().await;
        assert_eq!(bank.call(&ahead, INQUIRY, "2", &inquiry(&code)).await.code(), "2002400");
        bank.stage.it.clock.advance_seconds(-DAY);
        let late = bank.call(&ahead, INQUIRY, "3", &inquiry(&code)).await;
        assert_eq!(late.code(), "4012401", "it would have lived for a day");
        assert_eq!(bank.call(&before, INQUIRY, "4", &inquiry(&code)).await.code(), "2002400");
    }

    async fn what_was_told_while_the_clock_was_ahead_neither_settles_nor_dates(db: Db) {
        let (bank, _, code) = ready(db).await;
        bank.stage.it.clock.advance_seconds(DAY);
        let token = bank.token().await;
        let told = bank.call(&token, INQUIRY, "1", &inquiry(&code)).await;
        let total = &told.json()["virtualAccountData"]["totalAmount"]["value"];
        assert_eq!(total, "101000.00", "tomorrow it costs more");
        bank.stage.it.clock.advance_seconds(-DAY);
        let token = bank.token().await;
        let dear = bank.call(&token, PAYMENT, "2", &payment(&code, "P1", "101000.00")).await;
        assert_eq!(dear.code(), "4042513", "{}", dear.text);
        let paid = bank.call(&token, PAYMENT, "3", &payment(&code, "P2", "100000.00")).await;
        assert_eq!(paid.code(), "2002500", "{}", paid.text);
        assert_eq!(receipt_day(&bank, &paid).await, "2026-08-17");

        // The same where both days cost the same.
        let id = bank.stage.put(bill(2, 2026), "2026-12-31", 50_000).await;
        let code = bank.code(&[id]).await;
        bank.stage.it.clock.advance_seconds(DAY);
        let token = bank.token().await;
        bank.call(&token, INQUIRY, "4", &inquiry(&code)).await;
        bank.stage.it.clock.advance_seconds(-DAY);
        let token = bank.token().await;
        let paid = bank.call(&token, PAYMENT, "5", &payment(&code, "P3", "50000.00")).await;
        assert_eq!(receipt_day(&bank, &paid).await, "2026-08-17");
    }

    async fn an_external_id_is_one_of_its_day_also_when_the_day_comes_again(db: Db) {
        let (bank, _, code) = ready(db).await;
        let ask = async |external: &str| {
            let token = bank.token().await;
            bank.call(&token, INQUIRY, external, &inquiry(&code)).await.code()
        };
        assert_eq!(ask("1").await, "2002400");
        bank.stage.it.clock.advance_seconds(DAY);
        assert_eq!(ask("1").await, "2002400", "another day");
        bank.stage.it.clock.advance_seconds(-DAY);
        assert_eq!(ask("1").await, "4092400", "that day again");
        assert_eq!(ask("2").await, "2002400");
    }

    async fn payments_of_a_day_that_came_again_stand_in_books_that_hold(db: Db) {
        let (bank, _, code) = ready(db).await;
        let token = bank.token().await;
        let first = bank.call(&token, PAYMENT, "1", &payment(&code, "P1", "100000.00")).await;
        assert_eq!(first.code(), "2002500", "{}", first.text);
        let id = bank.stage.put(bill(2, 2026), "2026-12-31", 50_000).await;
        let other = bank.code(&[id]).await;
        bank.stage.it.clock.advance_seconds(-DAY);
        let token = bank.token().await;
        let second = bank.call(&token, PAYMENT, "2", &payment(&other, "P2", "50000.00")).await;
        assert_eq!(second.code(), "2002500", "{}", second.text);
        assert_eq!(receipt_day(&bank, &second).await, "2026-08-16");
        // What was booked a day later is still the same payment, and is not booked again.
        let again = bank.call(&token, PAYMENT, "3", &payment(&code, "P1", "100000.00")).await;
        assert_eq!(again.code(), "2002500", "{}", again.text);
        bank.stage.it.clock.advance_seconds(DAY);
        let totals = bank.stage.ledger.verify(|_| {}).await.unwrap();
        assert_eq!((totals.payments, totals.receipts), (2, 2));
        assert_eq!(bank.balance("partner:bank-uji").await, 150_000);
    }
}
