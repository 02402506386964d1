//! What somebody with the database in hand could try.

use audit::{Trouble, checkpoint};
use db::{params, statements};
use testkit::TestCell;

use crate::support::{did, fault, tamper, ten_sealed};

statements! {
    SET_AT = "update audit_entry set at = '2026-08-17T00:30:00.001Z' where seq = 4";
    SET_KIND = "update audit_entry set kind = 'property-tax/import' where seq = 4";
    SET_ACTOR = "update audit_entry set actor = '01JD4R0000000000000000000B' where seq = 4";
    SET_AGENCY = "update audit_entry set agency = 'dishub' where seq = 4";
    SET_SUBJECT = "update audit_entry set subject = 'import-9' where seq = 4";
    SET_OUTCOME = "update audit_entry set outcome = 'failed' where seq = 4";
    SET_ID = "update audit_entry set id = '01JD4R0000000000000000000C' where seq = 4";
    SET_HASH = "update audit_entry set hash = $1 where seq = 4";
    SET_DATA_HASH = "update audit_entry set data_sha256 = $1 where seq = 4";
    SET_DETAILS = "update audit_entry set details = '{\"name\":\"Budi\"}' where seq = 4";
    SET_SALT = "update audit_entry set salt = '00' where seq = 4";
    DROP_FOURTH = "delete from audit_entry where seq = 4";
    DROP_TAIL = "delete from audit_entry where seq > 6";
    DROP_ALL = "delete from audit_entry";
    RESET_HEAD = "update audit_head
        set seq = 6, hash = (select hash from audit_entry where seq = 6)";
    EMPTY_HEAD = "update audit_head
        set seq = 0, hash = '0000000000000000000000000000000000000000000000000000000000000000'";
    MOVE = "update audit_entry set seq = $1 where seq = $2";
    DROP_CHECKPOINTS = "delete from audit_checkpoint";
    FORGE_CHECKPOINT = "update audit_checkpoint set seq = 9";
    ADD_FORGED = "insert into audit_entry
        (id, at, kind, actor, agency, subject, outcome, details, salt, data_sha256, seq, hash)
        select '01JD4R0000000000000000000D', at, kind, actor, agency, subject, outcome, details,
        salt, data_sha256, 11, hash
        from audit_entry
        where seq = 10";
    TAKE_FOURTH = "select id, at, kind, actor, agency, subject, outcome, data_sha256, hash
        from audit_entry
        where seq = 4";
    PUT_FOURTH = "update audit_entry
        set id = $1, at = $2, kind = $3, actor = $4, agency = $5, subject = $6, outcome = $7,
        data_sha256 = $8, hash = $9
        where seq = 4";
}

testkit::on_each_engine! {
    with audit::MIGRATIONS;

    async fn any_changed_column_of_an_entry_is_found_at_its_place(db: Db) {
        let it = TestCell::new(db);
        ten_sealed(&it.cell).await;
        let zeros = "0".repeat(64);
        let changes = [
            (&SET_AT, Trouble::Broken),
            (&SET_KIND, Trouble::Broken),
            (&SET_ACTOR, Trouble::Broken),
            (&SET_AGENCY, Trouble::Broken),
            (&SET_SUBJECT, Trouble::Broken),
            (&SET_OUTCOME, Trouble::Broken),
            (&SET_ID, Trouble::Broken),
            (&SET_HASH, Trouble::Broken),
            (&SET_DATA_HASH, Trouble::Broken),
        ];
        for (change, trouble) in changes {
            let snapshot = Snapshot::take(&it.cell).await;
            let values = if change.sql.contains("$1") { params![&zeros].to_vec() } else { vec![] };
            assert_eq!(tamper(&it.cell, change, &values).await, 1, "{}", change.name);
            let found = fault(&it.cell).await.expect(change.name);
            assert_eq!((found.seq, found.trouble), (4, trouble), "{}", change.name);
            snapshot.put_back(&it.cell).await;
            assert_eq!(fault(&it.cell).await, None, "{} was put back", change.name);
        }
    }

    async fn changed_details_are_found(db: Db) {
        for change in [&SET_DETAILS, &SET_SALT] {
            let it = TestCell::new(db.clone());
            tamper(&it.cell, &DROP_ALL, &[]).await;
            tamper(&it.cell, &EMPTY_HEAD, &[]).await;
            ten_sealed(&it.cell).await;
            tamper(&it.cell, change, &[]).await;
            let found = fault(&it.cell).await.unwrap();
            assert_eq!((found.seq, found.trouble), (4, Trouble::DetailsChanged), "{}", change.name);
        }
    }

    async fn a_removed_entry_is_missed(db: Db) {
        let it = TestCell::new(db);
        ten_sealed(&it.cell).await;
        tamper(&it.cell, &DROP_FOURTH, &[]).await;
        let found = fault(&it.cell).await.unwrap();
        assert_eq!((found.seq, found.trouble), (4, Trouble::Removed));
    }

    async fn entries_that_changed_places_are_found(db: Db) {
        let it = TestCell::new(db);
        ten_sealed(&it.cell).await;
        for (to, from) in [(99_i64, 4_i64), (4, 5), (5, 99)] {
            tamper(&it.cell, &MOVE, params![to, from]).await;
        }
        let found = fault(&it.cell).await.unwrap();
        assert_eq!((found.seq, found.trouble), (4, Trouble::Broken));
    }

    async fn an_entry_put_in_the_middle_is_found(db: Db) {
        let it = TestCell::new(db);
        ten_sealed(&it.cell).await;
        tamper(&it.cell, &ADD_FORGED, &[]).await;
        for (to, from) in [(99_i64, 4_i64), (4, 11)] {
            tamper(&it.cell, &MOVE, params![to, from]).await;
        }
        let found = fault(&it.cell).await.unwrap();
        assert_eq!((found.seq, found.trouble), (4, Trouble::Broken));
    }

    async fn an_entry_put_at_the_end_is_found(db: Db) {
        let it = TestCell::new(db);
        ten_sealed(&it.cell).await;
        tamper(&it.cell, &ADD_FORGED, &[]).await;
        let found = fault(&it.cell).await.unwrap();
        assert_eq!((found.seq, found.trouble), (11, Trouble::HeadDiffers));
    }

    async fn a_tail_that_was_cut_off_is_found(db: Db) {
        let it = TestCell::new(db);
        ten_sealed(&it.cell).await;
        tamper(&it.cell, &DROP_TAIL, &[]).await;
        let found = fault(&it.cell).await.unwrap();
        assert_eq!((found.seq, found.trouble), (7, Trouble::HeadDiffers));
    }

    async fn a_tail_cut_off_together_with_the_head_is_found_by_the_signed_end(db: Db) {
        let it = TestCell::new(db);
        ten_sealed(&it.cell).await;
        let made = checkpoint(&it.cell).await.unwrap().unwrap();
        assert_eq!(made.seq, 10);
        assert_eq!(fault(&it.cell).await, None);
        tamper(&it.cell, &DROP_TAIL, &[]).await;
        tamper(&it.cell, &RESET_HEAD, &[]).await;
        let found = fault(&it.cell).await.unwrap();
        assert_eq!((found.seq, found.trouble), (10, Trouble::CheckpointDiffers));
        // The row can be cut off as well; the file beside the database cannot by the same hand.
        tamper(&it.cell, &DROP_CHECKPOINTS, &[]).await;
        let found = fault(&it.cell).await.unwrap();
        assert_eq!((found.seq, found.trouble), (10, Trouble::CheckpointDiffers));
    }

    async fn a_chain_written_anew_is_found_by_the_signed_end(db: Db) {
        let it = TestCell::new(db);
        ten_sealed(&it.cell).await;
        checkpoint(&it.cell).await.unwrap();
        tamper(&it.cell, &DROP_ALL, &[]).await;
        tamper(&it.cell, &EMPTY_HEAD, &[]).await;
        for n in 0..12 {
            did(&it.cell, &format!("invented-{n}")).await;
        }
        audit::seal(&it.cell).await.unwrap();
        let found = fault(&it.cell).await.unwrap();
        assert_eq!((found.seq, found.trouble), (10, Trouble::CheckpointDiffers));
    }

    async fn a_forged_signature_is_found(db: Db) {
        let it = TestCell::new(db);
        ten_sealed(&it.cell).await;
        checkpoint(&it.cell).await.unwrap();
        tamper(&it.cell, &FORGE_CHECKPOINT, &[]).await;
        let found = fault(&it.cell).await.unwrap();
        assert_eq!(found.trouble, Trouble::CheckpointForged);
    }

    async fn a_missing_checkpoint_file_is_reported(db: Db) {
        let it = TestCell::new(db);
        ten_sealed(&it.cell).await;
        checkpoint(&it.cell).await.unwrap();
        std::fs::remove_file(it.folder.path().join("audit/latest.json")).unwrap();
        let found = fault(&it.cell).await.unwrap();
        assert_eq!(found.trouble, Trouble::CheckpointFileMissing);
    }
}

/// The fourth entry as it was.
struct Snapshot(Vec<db::Value>);

impl Snapshot {
    async fn take(cell: &cell::Cell) -> Self {
        let read = cell.db().read(async |tx: &mut db::Tx| tx.one(&TAKE_FOURTH, &[]).await);
        let row = read.await.unwrap();
        Self((0..9).map(|place: usize| row.value(place).unwrap().clone()).collect())
    }

    async fn put_back(&self, cell: &cell::Cell) {
        assert_eq!(tamper(cell, &PUT_FOURTH, &self.0).await, 1);
    }
}
