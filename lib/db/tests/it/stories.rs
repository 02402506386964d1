//! What a transaction promises.

use db::{DbError, Tx, params};

use crate::support::*;

testkit::on_each_engine! {
    with LEDGER;

    async fn what_was_written_is_read_back(db: Db) {
        let write = async |tx: &mut Tx| {
            tx.execute(&ADD, params!["a", 127_500_i64, "first"]).await?;
            tx.execute(&ADD, params!["b", 0_i64, None::<&str>]).await
        };
        assert_eq!(db.write(write).await, Ok(1));
        let rows = db.read(async |tx: &mut Tx| tx.rows(&ALL_ENTRIES, params![]).await).await.unwrap();
        assert_eq!(rows.len(), 2);
        assert_eq!(rows[0].text("id"), Ok("a"));
        assert_eq!(rows[0].int("amount_rupiah"), Ok(127_500));
        assert_eq!(rows[0].opt_text("note"), Ok(Some("first")));
        assert_eq!(rows[1].opt_text(2), Ok(None));
        assert_eq!(rows[1].get::<base::Rupiah>("amount_rupiah"), Ok(base::Rupiah::ZERO));
    }

    async fn an_error_undoes_everything(db: Db) {
        let write = async |tx: &mut Tx| {
            add(tx, "a", 1).await?;
            Err::<(), _>(DbError::Busy)
        };
        assert_eq!(db.write(write).await, Err(DbError::Busy));
        assert_eq!(count(&db).await, 0);
    }
}
