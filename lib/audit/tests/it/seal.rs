//! Recording and sealing.

use std::time::Duration;

use audit::{Entry, Outcome, Sealer, Who};
use base::{Error, Kind};
use db::Tx;
use testkit::TestCell;

use crate::support::{PUBLISHED, ani, did, ten_sealed};

testkit::on_each_engine! {
    with audit::MIGRATIONS;

    async fn sealed_entries_stand_in_an_unbroken_chain(db: Db) {
        let it = TestCell::new(db);
        ten_sealed(&it.cell).await;
        let mut told = 0;
        let report = audit::verify(&it.cell, |done| told = done).await.unwrap();
        assert_eq!(report.fault, None);
        assert_eq!((report.entries, report.unsealed, told), (10, 0, 10));
        let head = it.cell.db().read(async |tx: &mut Tx| audit::head(tx).await).await.unwrap();
        assert_eq!((head.seq, head.hash), (10, report.hash));
    }

    async fn a_deed_that_is_undone_leaves_no_entry(db: Db) {
        let it = TestCell::new(db);
        let who = ani();
        let undone = it.cell.db().write(async |tx: &mut Tx| {
            audit::record(tx, &it.cell, Entry::new(PUBLISHED, &who, "import-1")).await?;
            Err::<(), Error>(Error::new(Kind::Conflict, "test/undone"))
        });
        assert_eq!(undone.await.unwrap_err().code(), "test/undone");
        assert_eq!(audit::seal(&it.cell).await.unwrap(), 0);
    }

    async fn two_sealers_never_seal_the_same_place_while_people_write(db: Db) {
        let it = TestCell::new(db);
        let writers: Vec<_> = (0..8)
            .map(|w| {
                let cell = it.cell.clone();
                tokio::spawn(async move {
                    for n in 0..20 {
                        did(&cell, &format!("import-{w}-{n}")).await;
                    }
                })
            })
            .collect();
        let sealers: Vec<_> = (0..2)
            .map(|_| {
                let cell = it.cell.clone();
                tokio::spawn(async move {
                    for _ in 0..15 {
                        audit::seal(&cell).await.unwrap();
                        tokio::task::yield_now().await;
                    }
                })
            })
            .collect();
        for task in writers.into_iter().chain(sealers) {
            task.await.unwrap();
        }
        audit::seal(&it.cell).await.unwrap();
        let report = audit::verify(&it.cell, |_| {}).await.unwrap();
        assert_eq!((report.fault, report.entries, report.unsealed), (None, 160, 0));
    }

    async fn the_sealer_seals_by_itself_signs_the_day_and_finishes_when_it_is_stopped(db: Db) {
        let it = TestCell::new(db);
        let sealer = Sealer::start(it.cell.clone());
        did(&it.cell, "import-1").await;
        while it.cell.db().read(async |tx: &mut Tx| audit::head(tx).await).await.unwrap().seq == 0 {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        it.clock.advance_seconds(86_400);
        did(&it.cell, "import-2").await;
        sealer.stop().await;
        let report = audit::verify(&it.cell, |_| {}).await.unwrap();
        assert_eq!((report.fault, report.entries, report.unsealed), (None, 2, 0));
        assert!(report.checkpoints >= 2, "the day and the file: {}", report.checkpoints);
    }

    async fn a_refusal_is_recorded_although_nothing_else_is(db: Db) {
        let it = TestCell::new(db);
        let who = Who::public().from_address("203.0.113.9");
        let entry = Entry::new(PUBLISHED, &who, "import-1").outcome(Outcome::Denied);
        let id = audit::record_alone(&it.cell, entry).await.unwrap();
        let found = it.cell.db().read(async |tx: &mut Tx| audit::find(tx, id).await).await.unwrap();
        let found = found.unwrap();
        assert_eq!((found.outcome, &*found.actor), (Outcome::Denied, "public"));
        assert_eq!(found.address.as_deref(), Some("203.0.113.9"));
        assert_eq!(found.seq, None);
    }
}
