//! A bank that asks and pays over SNAP, and everything it can do wrong.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use contracts::{BillId, Standing};
use payments::domain::partner::Terms;
use serde_json::json;

use crate::bank::*;
use crate::shelf::{MIGRATIONS, bill};

const INQUIRY: &str = "transfer-va/inquiry";
const PAYMENT: &str = "transfer-va/payment";
const STATUS: &str = "transfer-va/status";

/// A bank, a bill of 100,000 that is not late, its payment code and a token.
async fn ready(db: db::Db) -> (Bank, BillId, String, String) {
    ready_with(Bank::new(db).await).await
}

async fn ready_with(bank: Bank) -> (Bank, BillId, String, String) {
    let id = bank.stage.put(bill(1, 2026), "2026-09-30", 100_000).await;
    let code = bank.code(&[id]).await;
    let token = bank.token().await;
    (bank, id, code, token)
}

testkit::on_each_engine! {
    with &MIGRATIONS;

    async fn a_bank_asks_pays_and_the_bill_is_paid_at_once(db: Db) {
        let (bank, id, code, token) = ready(db).await;
        let asked = bank.call(&token, INQUIRY, "1", &inquiry(&code)).await;
        assert_eq!(asked.code(), "2002400", "{}", asked.text);
        let account = &asked.json()["virtualAccountData"];
        assert_eq!(account["totalAmount"], json!({"value": "100000.00", "currency": "IDR"}));
        assert_eq!(account["virtualAccountName"], "SITI CONTOH");
        assert_eq!(account["partnerServiceId"], "   88001");
        assert_eq!(account["billDetails"][0]["billNo"], id.nop.digits());

        let paid = bank.call(&token, PAYMENT, "2", &payment(&code, "P1", "100000.00")).await;
        assert_eq!(paid.code(), "2002500", "{}", paid.text);
        assert_eq!(paid.json()["virtualAccountData"]["paymentFlagStatus"], "00");
        assert_eq!(bank.stage.bill(id).await.standing, Standing::Paid);
        assert_eq!(bank.balance("partner:bank-uji").await, 100_000);

        let mut ask = inquiry(&code);
        ask["paymentRequestId"] = json!("P1");
        let status = bank.call(&token, STATUS, "3", &ask).await;
        assert_eq!(status.code(), "2002600", "{}", status.text);
        assert_eq!(status.json()["virtualAccountData"]["paymentFlagStatus"], "00");
        assert_eq!(status.json()["virtualAccountData"]["referenceNo"], "SLIP-P1");

        let again = bank.call(&token, INQUIRY, "4", &inquiry(&code)).await;
        assert_eq!(again.code(), "4042414");
        bank.stage.ledger.verify(|_| {}).await.unwrap();
    }

    async fn the_same_payment_again_gets_the_same_bytes_and_another_amount_a_conflict(db: Db) {
        let (bank, _, code, token) = ready(db).await;
        let first = bank.call(&token, PAYMENT, "1", &payment(&code, "P1", "100000.00")).await;
        let again = bank.call(&token, PAYMENT, "2", &payment(&code, "P1", "100000.00")).await;
        assert_eq!(again, first);
        let other = bank.call(&token, PAYMENT, "3", &payment(&code, "P1", "99000.00")).await;
        assert_eq!(other.code(), "4092501");
        let reused = bank.call(&token, PAYMENT, "1", &payment(&code, "P1", "100000.00")).await;
        assert_eq!(reused.code(), "4092500");
        assert_eq!(bank.balance("partner:bank-uji").await, 100_000);
    }

    async fn a_partner_that_wants_it_gets_the_stored_reply_for_the_very_same_bytes(db: Db) {
        let mut terms = Terms::default();
        terms.snap.repeat_gets_stored_reply = true;
        let (bank, _, code, token) = ready_with(Bank::with(db, terms, &[]).await).await;
        let first = bank.call(&token, PAYMENT, "1", &payment(&code, "P1", "100000.00")).await;
        let same = bank.call(&token, PAYMENT, "1", &payment(&code, "P1", "100000.00")).await;
        assert_eq!(same, first);
        let other = bank.call(&token, PAYMENT, "1", &payment(&code, "P2", "100000.00")).await;
        assert_eq!(other.code(), "4092500");
    }

    async fn what_a_bank_can_do_wrong_is_told_in_its_codes_and_writes_nothing(db: Db) {
        let (bank, id, code, token) = ready(db).await;
        let pay = async |n: &str, body: serde_json::Value| {
            bank.call(&token, PAYMENT, n, &body).await.code()
        };
        assert_eq!(pay("1", payment(&code, "P1", "100000.50")).await, "4042513");
        assert_eq!(pay("2", payment(&code, "P1", "99999.00")).await, "4042513");
        assert_eq!(pay("3", payment(&code, "P1", "100000")).await, "4002501");
        assert_eq!(pay("4", payment("20000000000008", "P1", "100000.00")).await, "4042512");
        assert_eq!(pay("5", payment("20000000000000", "P1", "100000.00")).await, "4042512");
        let mut missing = payment(&code, "P1", "100000.00");
        missing.as_object_mut().unwrap().remove("paymentRequestId");
        assert_eq!(pay("6", missing).await, "4002502");
        let mut elsewhere = payment(&code, "P1", "100000.00");
        elsewhere["partnerServiceId"] = json!("   99999");
        elsewhere["virtualAccountNo"] = json!(format!("   99999{code}"));
        assert_eq!(pay("7", elsewhere).await, "4042512");
        let mut dollars = payment(&code, "P1", "100000.00");
        dollars["paidAmount"]["currency"] = json!("USD");
        assert_eq!(pay("8", dollars).await, "4002501");

        let garbage = bank.call_bytes(&token, PAYMENT, "9", b"{not json".to_vec()).await;
        assert_eq!(garbage.code(), "4002500");
        let huge = vec![b' '; 10 << 20];
        assert_eq!(bank.call_bytes(&token, PAYMENT, "10", huge).await.code(), "4002500");
        assert_eq!(bank.balance("partner:bank-uji").await, 0);
        assert_eq!(bank.stage.bill(id).await.standing, Standing::Open);
    }

    async fn nobody_pays_without_the_right_signature_time_and_token(db: Db) {
        let (bank, _, code, token) = ready(db).await;
        let path = "/snap/v1.0/transfer-va/payment";
        let (body, now) = (payment(&code, "P1", "100000.00").to_string(), bank.now());
        let good = {
            let secret = snap::ClientSecret::new(SECRET).unwrap();
            let message = snap::Message::symmetric("POST", path, &token, body.as_bytes(), &now);
            message.unwrap().hmac(&secret).to_string()
        };
        let send = async |token: &str, time: &str, signature: &str, body: &str| {
            let bearer = format!("Bearer {token}");
            let bytes = body.as_bytes().to_vec();
            bank.call_with(path, "1", &bearer, time, signature, bytes).await.code()
        };
        let now = now.to_string();
        let wrong = format!("{}{}", if good.starts_with('A') { "B" } else { "A" }, &good[1..]);
        assert_eq!(send(&token, &now, &wrong, &body).await, "4012500");
        // Any non-empty signature is not enough, and a changed byte inside a string is noticed.
        assert_eq!(send(&token, &now, "AAAA", &body).await, "4012500");
        let changed = body.replace("SLIP-P1", "SLIP-P2");
        assert_eq!(send(&token, &now, &good, &changed).await, "4012500");
        assert_eq!(send("bukan-token", &now, &good, &body).await, "4012501");
        assert_eq!(send(&token, "2026-08-17T08:00:00+08:00", &good, &body).await, "4012500");
        assert_eq!(send(&token, "kemarin", &good, &body).await, "4002501");
        assert_eq!(bank.balance("partner:bank-uji").await, 0);

        // Spaces outside strings do not count: the same signature holds for other white space.
        let pretty = body.replacen(',', " ,\n  ", 3);
        assert_eq!(send(&token, &now, &good, &pretty).await, "2002500");
    }

    async fn a_token_ends_after_a_quarter_of_an_hour(db: Db) {
        let (bank, _, code, token) = ready(db).await;
        bank.stage.it.clock.advance_seconds(899);
        assert_eq!(bank.call(&token, INQUIRY, "1", &inquiry(&code)).await.code(), "2002400");
        bank.stage.it.clock.advance_seconds(1);
        assert_eq!(bank.call(&token, INQUIRY, "2", &inquiry(&code)).await.code(), "4012401");
        let stale = bank.now();
        bank.stage.it.clock.advance_seconds(121);
        assert_eq!(bank.ask_token(&stale).await.code(), "4017300");
    }

    async fn a_bank_calls_only_from_where_it_said(db: Db) {
        // In a test the caller has no address, which is none of this network.
        let bank = Bank::with(db, Terms::default(), &["203.0.113.0/24"]).await;
        assert_eq!(bank.ask_token(&bank.now()).await.code(), "4037301");
    }

    async fn an_amount_that_was_told_holds_over_midnight_for_a_while(db: Db) {
        let bank = Bank::new(db).await;
        let id = bank.stage.put(bill(1, 2026), "2026-08-17", 100_000).await;
        let code = bank.code(&[id]).await;
        // 23:58 in Sangatta on the due date.
        bank.stage.it.clock.set(base::Instant::parse("2026-08-17T15:58:00.000Z").unwrap());
        let token = bank.token().await;
        let asked = bank.call(&token, INQUIRY, "1", &inquiry(&code)).await;
        assert_eq!(asked.json()["virtualAccountData"]["totalAmount"]["value"], "100000.00");
        bank.stage.it.clock.advance_seconds(600);
        let paid = bank.call(&token, PAYMENT, "2", &payment(&code, "P1", "100000.00")).await;
        assert_eq!(paid.code(), "2002500", "{}", paid.text);
        assert_eq!(bank.stage.bill(id).await.standing, Standing::Paid);
    }

    async fn after_that_the_penalty_of_the_new_day_is_owed(db: Db) {
        let bank = Bank::new(db).await;
        let id = bank.stage.put(bill(1, 2026), "2026-08-17", 100_000).await;
        let code = bank.code(&[id]).await;
        bank.stage.it.clock.set(base::Instant::parse("2026-08-17T15:58:00.000Z").unwrap());
        let token = bank.token().await;
        bank.call(&token, INQUIRY, "1", &inquiry(&code)).await;
        bank.stage.it.clock.advance_seconds(3_600);
        let token = bank.token().await;
        let late = bank.call(&token, PAYMENT, "2", &payment(&code, "P1", "100000.00")).await;
        assert_eq!(late.code(), "4042513");
        let paid = bank.call(&token, PAYMENT, "3", &payment(&code, "P1", "101000.00")).await;
        assert_eq!(paid.code(), "2002500");
    }

    async fn money_that_a_bank_advises_is_booked_even_when_the_bill_is_paid(db: Db) {
        let (bank, _, code, token) = ready(db).await;
        bank.call(&token, PAYMENT, "1", &payment(&code, "P1", "100000.00")).await;
        let mut advised = payment(&code, "P2", "100000.00");
        let refused = bank.call(&token, PAYMENT, "2", &advised).await;
        assert_eq!(refused.code(), "4042514");
        advised["flagAdvise"] = json!("Y");
        let booked = bank.call(&token, PAYMENT, "3", &advised).await;
        assert_eq!(booked.code(), "2002500", "{}", booked.text);
        assert_eq!(bank.call(&token, PAYMENT, "4", &advised).await, booked);
        assert_eq!(bank.balance("partner:bank-uji").await, 200_000);
        assert_eq!(bank.balance("overpayment").await, -100_000);
        bank.stage.ledger.verify(|_| {}).await.unwrap();
    }

    async fn a_payment_told_a_day_late_counts_for_the_day_it_was_made(db: Db) {
        let bank = Bank::new(db).await;
        let id = bank.stage.put(bill(1, 2026), "2026-08-17", 100_000).await;
        let code = bank.code(&[id]).await;
        bank.stage.it.clock.set(base::Instant::parse("2026-08-19T02:00:00.000Z").unwrap());
        let token = bank.token().await;
        let mut advised = payment(&code, "P1", "100000.00");
        advised["flagAdvise"] = json!("Y");
        advised["trxDateTime"] = json!("2026-08-17T23:59:59+08:00");
        let booked = bank.call(&token, PAYMENT, "1", &advised).await;
        assert_eq!(booked.code(), "2002500", "{}", booked.text);
        assert_eq!(bank.stage.bill(id).await.standing, Standing::Paid);
        assert_eq!(bank.balance("penalty").await, 0);
    }

    async fn an_expired_code_is_told_so_unless_the_money_has_moved(db: Db) {
        let (bank, _, code, _) = ready(db).await;
        bank.stage.it.clock.advance_seconds(8 * 86_400);
        let token = bank.token().await;
        let asked = bank.call(&token, INQUIRY, "1", &inquiry(&code)).await;
        assert_eq!(asked.code(), "4042419");
        let mut paid = payment(&code, "P1", "100000.00");
        assert_eq!(bank.call(&token, PAYMENT, "2", &paid).await.code(), "4042519");
        paid["flagAdvise"] = json!("Y");
        assert_eq!(bank.call(&token, PAYMENT, "3", &paid).await.code(), "2002500");
    }

    async fn a_bank_whose_signatures_openssl_makes_is_served(db: Db) {
        let (bank, id, code, token) = ready(db).await;
        let path = "/snap/v1.0/transfer-va/payment";
        let body = payment(&code, "P1", "100000.00").to_string();
        let hash = openssl(&["dgst", "-sha256", "-r"], body.as_bytes());
        let hash = std::str::from_utf8(&hash[..64]).unwrap();
        let now = bank.now().to_string();
        let text = format!("POST:{path}:{token}:{hash}:{now}");
        let mac = openssl(&["dgst", "-sha512", "-hmac", SECRET, "-binary"], text.as_bytes());
        let signature = openssl(&["base64", "-A"], &mac);
        let signature = std::str::from_utf8(&signature).unwrap().trim();
        let bearer = format!("Bearer {token}");
        let bytes = body.into_bytes();
        let paid = bank.call_with(path, "1", &bearer, &now, signature, bytes).await;
        assert_eq!(paid.code(), "2002500", "{}", paid.text);
        assert_eq!(bank.stage.bill(id).await.standing, Standing::Paid);
    }
}
