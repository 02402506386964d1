//! A bank that speaks the plain JSON service.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use contracts::{BillId, Standing};
use h2h::{Headers, Service};
use serde_json::{Value, json};
use snap::{ClientSecret, Timestamp};

use crate::bank::*;
use crate::shelf::{MIGRATIONS, bill};

pub async fn ask(bank: &Bank, service: Service, body: &Value) -> Answer {
    ask_with(bank, service, body, SECRET).await
}

async fn ask_with(bank: &Bank, service: Service, body: &Value, secret: &str) -> Answer {
    ask_at(bank, service, body, (secret, &bank.now())).await
}

/// The same by the bank's own clock.
pub async fn ask_at(
    bank: &Bank,
    service: Service,
    body: &Value,
    (secret, time): (&str, &Timestamp),
) -> Answer {
    let bytes = body.to_string().into_bytes();
    let secret = ClientSecret::new(secret).unwrap();
    let headers = Headers::signed(CLIENT_KEY, time, service.path(), &bytes, &secret).unwrap();
    let pairs = headers.pairs();
    let pairs: Vec<(&str, &str)> = pairs.iter().map(|(name, value)| (*name, &**value)).collect();
    bank.send(service.path(), &pairs, bytes).await
}

pub fn code(answer: &Answer) -> String {
    answer.json()["kode"].as_str().unwrap().to_owned()
}

pub fn paying(id: BillId, reference: &str, principal: i64, penalty: i64) -> Value {
    json!({
        "nop": id.nop.digits(),
        "thn": id.tax_year,
        "tgl": "17082026",
        "jam": "083000",
        "referensi": reference,
        "pokok": principal.to_string(),
        "denda": penalty.to_string(),
        "total": (principal + penalty).to_string(),
    })
}

testkit::on_each_engine! {
    with &MIGRATIONS;

    async fn a_bill_is_asked_for_paid_and_taken_back(db: Db) {
        let bank = Bank::new(db).await;
        let id = bank.stage.put(bill(1, 2025), "2025-09-30", 100_000).await;
        let asked = json!({"nop": id.nop.digits(), "thn": 2025});
        let told = ask(&bank, Service::Inquiry, &asked).await;
        assert_eq!(code(&told), "01", "{}", told.text);
        assert_eq!(told.json()["total"], "101000");

        let paid = ask(&bank, Service::Payment, &paying(id, "T1", 100_000, 1_000)).await;
        assert_eq!(code(&paid), "01", "{}", paid.text);
        assert_eq!(bank.stage.bill(id).await.standing, Standing::Paid);
        assert_eq!(ask(&bank, Service::Payment, &paying(id, "T1", 100_000, 1_000)).await, paid);
        let other = ask(&bank, Service::Payment, &paying(id, "T2", 100_000, 1_000)).await;
        assert_eq!(code(&other), "13");

        let ntpd = paid.json()["ntpd"].clone();
        let back = json!({
            "nop": id.nop.digits(), "thn": 2025, "ntpd": ntpd, "referensi": "R1",
        });
        let reversed = ask(&bank, Service::Reversal, &back).await;
        assert_eq!(code(&reversed), "01", "{}", reversed.text);
        assert_eq!(ask(&bank, Service::Reversal, &back).await, reversed);
        assert_eq!(bank.stage.bill(id).await.standing, Standing::Open);
        assert_eq!(bank.balance("partner:bank-uji").await, 0);
        let status = ask(&bank, Service::Status, &json!({"referensi": "T1"})).await;
        assert_eq!(code(&status), "01");
        assert_eq!(status.json()["status"], "BATAL");
        for unknown in ["R1", "T9"] {
            let status = ask(&bank, Service::Status, &json!({"referensi": unknown})).await;
            assert_eq!(code(&status), "10", "{unknown} names no payment");
        }
        bank.stage.ledger.verify(|_| {}).await.unwrap();
    }

    async fn the_next_day_a_payment_is_not_taken_back(db: Db) {
        let bank = Bank::new(db).await;
        let id = bank.stage.put(bill(1, 2026), "2026-09-30", 100_000).await;
        let paid = ask(&bank, Service::Payment, &paying(id, "T1", 100_000, 0)).await;
        bank.stage.it.clock.advance_seconds(86_400);
        let ntpd = paid.json()["ntpd"].clone();
        let back = json!({
            "nop": id.nop.digits(), "thn": 2026, "ntpd": ntpd, "referensi": "R1",
        });
        assert_eq!(code(&ask(&bank, Service::Reversal, &back).await), "33");
        assert_eq!(bank.stage.bill(id).await.standing, Standing::Paid);
    }

    async fn what_a_bank_can_do_wrong_is_told_and_writes_nothing(db: Db) {
        let bank = Bank::new(db).await;
        let id = bank.stage.put(bill(1, 2026), "2026-09-30", 100_000).await;
        let gone = bank.stage.put_as(bill(2, 2026), "2026-09-30", 100_000, true).await;
        let pay = async |body: Value| code(&ask(&bank, Service::Payment, &body).await);
        assert_eq!(pay(paying(id, "T1", 99_000, 0)).await, "02");
        assert_eq!(pay(paying(gone, "T1", 100_000, 0)).await, "03");
        assert_eq!(pay(paying(bill(9, 2026), "T1", 100_000, 0)).await, "10");
        let mut later = paying(id, "T1", 100_000, 0);
        later["jam"] = json!("093000");
        assert_eq!(pay(later).await, "32");
        let mut decimals = paying(id, "T1", 100_000, 0);
        decimals["total"] = json!("100000.50");
        assert_eq!(pay(decimals).await, "31");
        let mut sum = paying(id, "T1", 100_000, 0);
        sum["denda"] = json!("5");
        assert_eq!(pay(sum).await, "02");
        let right = paying(id, "T1", 100_000, 0);
        let forged = ask_with(&bank, Service::Payment, &right, "rahasia-yang-salah").await;
        assert_eq!((forged.status, &*code(&forged)), (401, "40"));
        assert_eq!(bank.balance("partner:bank-uji").await, 0);
    }

    async fn money_that_has_moved_is_booked_even_when_the_bill_is_paid(db: Db) {
        let bank = Bank::new(db).await;
        let id = bank.stage.put(bill(1, 2026), "2026-09-30", 100_000).await;
        ask(&bank, Service::Payment, &paying(id, "T1", 100_000, 0)).await;
        let mut repeated = paying(id, "T2", 100_000, 0);
        repeated["ulang"] = json!("Y");
        let told = ask(&bank, Service::Payment, &repeated).await;
        assert_eq!((told.status, &*code(&told)), (200, "45"));
        assert!(told.text.contains("kelebihan bayar"), "{}", told.text);
        assert_eq!(ask(&bank, Service::Payment, &repeated).await, told);
        let status = ask(&bank, Service::Status, &json!({"referensi": "T2"})).await;
        assert_eq!(code(&status), "45", "its status says the same");
        let mut fresh = repeated.clone();
        fresh["referensi"] = json!("T3");
        fresh.as_object_mut().unwrap().remove("ulang");
        assert_eq!(code(&ask(&bank, Service::Payment, &fresh).await), "13", "it has not moved yet");
        assert_eq!(bank.balance("overpayment").await, -100_000);
        assert_eq!(bank.balance("partner:bank-uji").await, 200_000);
    }
}
