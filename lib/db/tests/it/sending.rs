//! Statements whose answers nobody waits for.

use db::{DbError, Tx, params};
use futures_util::future::join_all;

use crate::support::*;

async fn send(tx: &mut Tx, id: &str, amount: i64) -> Result<(), DbError> {
    tx.send(&ADD, params![id, amount, None::<&str>]).await
}

testkit::on_each_engine! {
    with LEDGER;

    async fn what_was_sent_is_seen_by_what_follows_and_stored(db: Db) {
        let write = async |tx: &mut Tx| {
            for n in 0..200 {
                send(tx, &format!("{n:03}"), n).await?;
            }
            tx.one(&COUNT, params![]).await?.int("n")
        };
        assert_eq!(db.write(write).await, Ok(200));
        assert_eq!(count(&db).await, 200);
    }

    async fn a_failure_of_what_was_sent_stores_nothing(db: Db) {
        let twice = async |tx: &mut Tx| -> Result<(), DbError> {
            send(tx, "a", 1).await?;
            send(tx, "a", 2).await?;
            send(tx, "b", 3).await
        };
        assert!(db.write(twice).await.unwrap_err().is_unique(), "the commit says so at the latest");
        let asked = async |tx: &mut Tx| -> Result<(), DbError> {
            send(tx, "a", -1).await?;
            tx.one(&COUNT, params![]).await.map(drop)
        };
        assert_eq!(db.write(asked).await.unwrap_err().code(), "db/check", "not what came after it");
        let unfit = async |tx: &mut Tx| tx.send(&ADD, params!["a"]).await;
        assert_eq!(db.write(unfit).await.unwrap_err().code(), "db/statement");
        assert_eq!(count(&db).await, 0);
        assert_eq!(db.write(async |tx: &mut Tx| send(tx, "c", 1).await).await, Ok(()));
    }

    async fn an_attempt_undoes_what_it_sent(db: Db) {
        let write = async |tx: &mut Tx| -> Result<(), DbError> {
            send(tx, "a", 1).await?;
            let tried = tx.attempt(async |tx: &mut Tx| {
                send(tx, "b", 1).await?;
                send(tx, "a", 2).await
            });
            assert!(tried.await.is_err());
            send(tx, "c", 1).await
        };
        assert_eq!(db.write(write).await, Ok(()));
        assert_eq!(ids(&db).await, ["a", "c"]);
    }

    async fn whoever_loses_a_key_by_sending_looks_again(db: Db) {
        let take = || async {
            let write = async |tx: &mut Tx| {
                if tx.first(&FIND, params!["a"]).await?.is_some() {
                    return Ok::<bool, DbError>(false);
                }
                send(tx, "a", 1).await?;
                Ok(true)
            };
            db.write_by_keys(write).await
        };
        let won = join_all((0..8).map(|_| take())).await;
        assert_eq!(won.iter().filter(|won| **won == Ok(true)).count(), 1, "{won:?}");
        assert_eq!(won.iter().filter(|won| **won == Ok(false)).count(), 7, "{won:?}");
        assert_eq!(count(&db).await, 1);
    }

    async fn a_transaction_that_is_dropped_takes_what_it_sent_along(db: Db) {
        let write = async |tx: &mut Tx| -> Result<(), DbError> {
            send(tx, "a", 1).await?;
            Err(DbError::Missing { statement: "story" })
        };
        assert_eq!(db.write(write).await, Err(DbError::Missing { statement: "story" }));
        assert_eq!(count(&db).await, 0);
    }
}
