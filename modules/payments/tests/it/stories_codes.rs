//! Payment codes: made for what is owed, told what they cost on a day.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot set up its stage has failed"
)]

use base::Rupiah;
use db::Tx;
use payments::domain::code::Code;
use payments::usecase::{PostError, Refused};

use crate::shelf::*;

async fn owed(stage: &Stage, code: &Code, day: &str) -> Result<Rupiah, String> {
    let day = day.parse().unwrap();
    let read = stage.cell().db().read(async |tx: &mut Tx| -> Result<_, PostError> {
        Ok(stage.ledger.owed_for(tx, code, day).await?.total)
    });
    read.await.map_err(|e| e.to_string())
}

testkit::on_each_engine! {
    with &MIGRATIONS;

    async fn a_code_is_worth_what_its_bills_cost_on_the_day(db: Db) {
        let stage = Stage::new(db);
        let a = stage.put(bill(1, 2026), "2026-11-25", 100_000).await;
        let b = stage.put(bill(2, 2026), "2027-01-31", 50_000).await;
        let made = stage.ledger.make_code(&[b, a, a]).await.unwrap();
        assert_eq!(made.bills, [a, b]);
        assert_eq!(owed(&stage, &made.code, "2026-11-25").await, Ok(Rupiah(150_000)));
        assert_eq!(owed(&stage, &made.code, "2026-11-26").await, Ok(Rupiah(151_000)));

        stage.it.clock.advance_seconds(8 * 86_400);
        assert!(owed(&stage, &made.code, "2026-11-29").await.unwrap_err().contains("expired"));
    }

    async fn no_code_is_made_for_what_cannot_be_paid(db: Db) {
        let stage = Stage::new(db);
        let gone = stage.put_as(bill(1, 2026), "2026-11-25", 100_000, true).await;
        for (bills, why) in [
            (vec![gone], Refused::NothingOwed),
            (vec![bill(7, 2026)], Refused::UnknownBill),
            (vec![], Refused::UnknownBill),
        ] {
            match stage.ledger.make_code(&bills).await {
                Err(PostError::Refused(refused)) => assert_eq!(refused, why),
                other => panic!("{other:?}"),
            }
        }
    }
}
