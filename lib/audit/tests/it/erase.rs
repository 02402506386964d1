//! Erasing personal data.

use audit::{Entry, Trouble};
use base::Error;
use db::{Tx, params, statements};
use serde_json::json;
use testkit::TestCell;

use crate::support::{CORRECTED, PUBLISHED, ani, fault, tamper, ten_sealed};

statements! {
    EMPTY_DETAILS = "update audit_entry set details = null, salt = null where seq = 4";
    GET_STORED = "select id, at, kind, actor, agency, subject, outcome, details
        from audit_entry
        where id = $1";
}

testkit::on_each_engine! {
    with audit::MIGRATIONS;

    async fn erased_details_are_gone_and_the_chain_still_verifies(db: Db) {
        let it = TestCell::new(db);
        let ids = ten_sealed(&it.cell).await;
        let who = ani();
        let erase = it.cell.db().write(async |tx: &mut Tx| {
            audit::erase(tx, &it.cell, &who, ids[3], "permohonan 12/2026").await
        });
        erase.await.map_err(|e: Error| e).unwrap();
        let find = it.cell.db().read(async |tx: &mut Tx| audit::find(tx, ids[3]).await);
        let found = find.await.unwrap().unwrap();
        assert!(found.erased && found.actor_name.is_empty() && found.after.is_none());

        audit::seal(&it.cell).await.unwrap();
        let report = audit::verify(&it.cell, |_| {}).await.unwrap();
        assert_eq!((report.fault, report.erased, report.entries), (None, 1, 11));

        let again = it.cell.db().write(async |tx: &mut Tx| {
            audit::erase(tx, &it.cell, &who, ids[3], "lagi").await
        });
        assert_eq!(again.await.unwrap_err().code(), "audit/not-found");
    }

    async fn details_that_vanish_without_a_record_are_found(db: Db) {
        let it = TestCell::new(db);
        ten_sealed(&it.cell).await;
        tamper(&it.cell, &EMPTY_DETAILS, &[]).await;
        let found = fault(&it.cell).await.unwrap();
        assert_eq!((found.seq, found.trouble), (4, Trouble::ErasedWithoutRecord));
    }

    async fn what_is_chained_names_nobody(db: Db) {
        let it = TestCell::new(db);
        let who = ani();
        let record = it.cell.db().write(async |tx: &mut Tx| {
            let entry = Entry::new(PUBLISHED, &who, "import-1")
                .before(json!({ "owner": "Budi Santoso" }))
                .after(json!({ "owner": "Citra Lestari" }))
                .reason("diminta Dewi");
            audit::record(tx, &it.cell, entry).await
        });
        let id = record.await.unwrap();
        let read = it.cell.db().read(async |tx: &mut Tx| tx.one(&GET_STORED, params![id]).await);
        let row = read.await.unwrap();
        let names = ["Ani", "Budi", "Citra", "Dewi", "10.8.0.7"];
        for column in ["id", "at", "kind", "actor", "agency", "subject", "outcome"] {
            let text = row.text(column).unwrap();
            assert!(names.iter().all(|n| !text.contains(n)), "{column}: {text}");
        }
        let details = row.text("details").unwrap();
        assert!(names.iter().all(|n| details.contains(n)), "{details}");
    }

    async fn fields_that_a_kind_redacts_are_never_stored(db: Db) {
        let it = TestCell::new(db);
        let who = ani();
        let record = it.cell.db().write(async |tx: &mut Tx| {
            let entry = Entry::new(CORRECTED, &who, "subject-1")
                .after(json!({ "nik": "6408011508900001", "more": [{ "nik": "6408011508900002" }] }))
                .before(json!({ "nik": null }));
            audit::record(tx, &it.cell, entry).await
        });
        let id = record.await.unwrap();
        let find = it.cell.db().read(async |tx: &mut Tx| audit::find(tx, id).await);
        let found = find.await.unwrap().unwrap();
        assert_eq!(found.after, Some(json!({ "nik": "***", "more": [{ "nik": "***" }] })));
        assert_eq!(found.before, Some(json!({ "nik": null })));
    }
}
