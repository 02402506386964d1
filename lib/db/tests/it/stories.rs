//! What a transaction promises.

use std::time::Duration;

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
        let all = async |tx: &mut Tx| tx.rows(&ALL_ENTRIES, params![]).await;
        let rows = db.read(all).await.unwrap();
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
            Err::<(), _>(DbError::Missing { statement: "story" })
        };
        assert_eq!(db.write(write).await, Err(DbError::Missing { statement: "story" }));
        assert_eq!(count(&db).await, 0);
    }

    async fn a_dropped_transaction_is_rolled_back(db: Db) {
        let write = db.write(async |tx: &mut Tx| {
            add(tx, "a", 1).await?;
            std::future::pending::<Result<(), DbError>>().await
        });
        assert!(tokio::time::timeout(Duration::from_millis(50), write).await.is_err());
        db.write(async |tx: &mut Tx| add(tx, "b", 1).await).await.unwrap();
        assert_eq!(ids(&db).await, ["b"]);
    }

    async fn a_transaction_of_a_runtime_that_ends_is_nobody_elses(db: Db) {
        // The connection is there before, and outlives the runtime.
        assert_eq!(count(&db).await, 0);
        let doomed = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let (writer, begun) = (db.clone(), std::sync::Arc::new(tokio::sync::Notify::new()));
        let tell = begun.clone();
        doomed.spawn(async move {
            let write = async |tx: &mut Tx| {
                add(tx, "a", 1).await?;
                tell.notify_one();
                std::future::pending::<Result<(), DbError>>().await
            };
            writer.write(write).await
        });
        begun.notified().await;
        doomed.shutdown_background();
        tokio::time::sleep(Duration::from_millis(50)).await;
        assert_eq!(count(&db).await, 0);
        db.write(async |tx: &mut Tx| add(tx, "b", 1).await).await.unwrap();
        assert_eq!(ids(&db).await, ["b"]);
    }

    async fn a_panic_leaves_the_neighbours_alone(db: Db) {
        let writer = db.clone();
        let panics = tokio::spawn(async move {
            let write = async |tx: &mut Tx| -> Result<(), DbError> {
                add(tx, "a", 1).await?;
                panic!("in the middle");
            };
            writer.write(write).await
        });
        let neighbour = db.write(async |tx: &mut Tx| add(tx, "b", 1).await).await;
        assert!(panics.await.is_err());
        assert_eq!(neighbour, Ok(()));
        db.write(async |tx: &mut Tx| add(tx, "c", 1).await).await.unwrap();
        assert_eq!(ids(&db).await, ["b", "c"]);
    }

    async fn a_swallowed_failure_is_not_committed(db: Db) {
        let write = async |tx: &mut Tx| -> Result<(), DbError> {
            add(tx, "a", 1).await?;
            assert!(add(tx, "a", 2).await.unwrap_err().is_unique());
            let refused = add(tx, "b", 1).await.unwrap_err();
            assert_eq!(refused.code(), "db/poisoned");
            Ok(())
        };
        assert_eq!(db.write(write).await.unwrap_err().code(), "db/poisoned");
        assert_eq!(count(&db).await, 0);
    }

    async fn an_attempt_that_fails_undoes_only_itself(db: Db) {
        let write = async |tx: &mut Tx| -> Result<(), DbError> {
            add(tx, "a", 1).await?;
            let outer = tx.attempt(async |tx: &mut Tx| {
                add(tx, "b", 1).await?;
                let inner = tx.attempt(async |tx: &mut Tx| {
                    add(tx, "c", 1).await?;
                    add(tx, "a", 1).await
                });
                assert!(inner.await.unwrap_err().is_unique());
                add(tx, "d", 1).await
            });
            outer.await
        };
        assert_eq!(db.write(write).await, Ok(()));
        assert_eq!(ids(&db).await, ["a", "b", "d"]);
    }

    async fn an_attempt_that_swallows_its_failure_is_undone(db: Db) {
        let write = async |tx: &mut Tx| -> Result<(), DbError> {
            add(tx, "a", 1).await?;
            let tried = tx.attempt(async |tx: &mut Tx| -> Result<(), DbError> {
                add(tx, "b", 1).await?;
                add(tx, "a", 1).await.unwrap_err();
                Ok(())
            });
            assert_eq!(tried.await.unwrap_err().code(), "db/poisoned");
            add(tx, "c", 1).await
        };
        assert_eq!(db.write(write).await, Ok(()));
        assert_eq!(ids(&db).await, ["a", "c"]);
    }

    async fn an_attempt_that_was_cut_off_cannot_be_committed(db: Db) {
        let write = async |tx: &mut Tx| -> Result<(), DbError> {
            let cut = tx.attempt(async |tx: &mut Tx| {
                add(tx, "a", 1).await?;
                std::future::pending::<Result<(), DbError>>().await
            });
            assert!(tokio::time::timeout(Duration::from_millis(20), cut).await.is_err());
            Ok(())
        };
        assert_eq!(db.write(write).await, Err(DbError::CutOff));
        assert_eq!(count(&db).await, 0);
    }

    async fn a_second_transaction_inside_one_fails_at_once(db: Db) {
        let other = db.clone();
        let write = async |tx: &mut Tx| -> Result<(), DbError> {
            add(tx, "a", 1).await?;
            let write = other.write(async |tx: &mut Tx| add(tx, "b", 1).await).await;
            assert_eq!(write, Err(DbError::Nested));
            assert_eq!(try_count(&other).await, Err(DbError::Nested));
            Ok(())
        };
        assert_eq!(db.write(write).await, Ok(()));
        assert_eq!(ids(&db).await, ["a"]);
    }

    async fn a_write_in_a_read_is_refused(db: Db) {
        let read = async |tx: &mut Tx| add(tx, "a", 1).await;
        assert_eq!(db.read(read).await.unwrap_err().code(), "db/write-in-read");
        assert_eq!(count(&db).await, 0);
    }

    async fn a_transaction_over_its_time_is_rolled_back(db: Db) {
        let short = db.with_timeout(Duration::from_millis(40));
        let waits = async |tx: &mut Tx| {
            add(tx, "a", 1).await?;
            tokio::time::sleep(Duration::from_secs(60)).await;
            Ok::<_, DbError>(())
        };
        assert_eq!(short.write(waits).await, Err(DbError::Timeout { millis: 40 }));
        // Work that never waits is stopped at its next statement.
        let busy = async |tx: &mut Tx| {
            let mut n = 0;
            loop {
                add(tx, &format!("{n}"), 1).await?;
                n += 1;
            }
            #[expect(unreachable_code, reason = "gives the closure its type")]
            Ok::<(), DbError>(())
        };
        assert_eq!(short.write(busy).await, Err(DbError::Timeout { millis: 40 }));
        assert_eq!(count(&db).await, 0);
    }

    async fn twenty_tasks_on_ten_keys_store_ten(db: Db) {
        let tasks: Vec<_> = (0..20)
            .map(|n| {
                let db = db.clone();
                tokio::spawn(async move {
                    let id = format!("key {}", n % 10);
                    db.write(async |tx: &mut Tx| add(tx, &id, 1).await).await
                })
            })
            .collect();
        let mut stored = 0;
        for task in tasks {
            match task.await.unwrap() {
                Ok(()) => stored += 1,
                Err(error) => assert!(error.is_unique(), "{error}"),
            }
        }
        assert_eq!(stored, 10);
        assert_eq!(count(&db).await, 10);
    }

    async fn nobody_overwrites_what_another_added(db: Db) {
        db.write(async |tx: &mut Tx| add(tx, "total", 0).await).await.unwrap();
        let tasks: Vec<_> = (0..16)
            .map(|_| {
                let db = db.clone();
                let raise = async move |tx: &mut Tx| {
                    let total = tx.one(&FIND, params!["total"]).await?.int(0)?;
                    tokio::task::yield_now().await;
                    tx.execute(&SET, params![total + 1, "total"]).await
                };
                tokio::spawn(async move { db.write(raise).await })
            })
            .collect();
        for task in tasks {
            assert_eq!(task.await.unwrap(), Ok(1));
        }
        let read = async |tx: &mut Tx| tx.one(&FIND, params!["total"]).await?.int(0);
        assert_eq!(db.read(read).await, Ok(16));
    }

    async fn a_read_sees_one_state_of_the_database(db: Db) {
        let other = db.clone();
        let read = async |tx: &mut Tx| {
            let before = tx.one(&COUNT, params![]).await?.int("n")?;
            let write = async move { other.write(async |tx: &mut Tx| add(tx, "a", 1).await).await };
            tokio::spawn(write).await.unwrap()?;
            let after = tx.one(&COUNT, params![]).await?.int("n")?;
            Ok::<_, DbError>((before, after))
        };
        assert_eq!(db.read(read).await, Ok((0, 0)));
        assert_eq!(count(&db).await, 1);
    }

    async fn what_comes_after_the_close_fails(db: Db) {
        db.close().await;
        assert_eq!(try_count(&db).await.unwrap_err().code(), "db/unavailable");
        let write = db.write(async |tx: &mut Tx| add(tx, "a", 1).await).await;
        assert_eq!(write.unwrap_err().code(), "db/unavailable");
    }
}

/// A handler of a web server must be able to await all of it.
#[test]
fn everything_can_be_awaited_on_any_thread() {
    fn any_thread<T: Send>(_: T) {}
    fn list(db: &db::Db, folder: &std::path::Path, clock: &testkit::FixedClock) {
        any_thread(db.write(async |tx: &mut Tx| add(tx, "a", 1).await));
        any_thread(db.read(async |tx: &mut Tx| tx.rows(&COUNT, params![]).await));
        any_thread(db.migrate(LEDGER, clock));
        any_thread(db.backup(folder));
        any_thread(async { db.import(folder, &[], &mut |_| {}).await });
        any_thread(db.catalogue());
        any_thread(async {
            let label = db::transfer::Label {
                product_version: "0",
                cell_code: "64.08",
                exported_at: base::Clock::now(clock),
                facts: &[],
            };
            db.export(folder, &label, &mut |_| {}).await
        });
        any_thread(db.write(async |tx: &mut Tx| {
            tx.bulk("entry", &["id"], [params!["a"]]).await?;
            tx.execute_each(&SET, [params![1, "a"]]).await?;
            tx.each(&COUNT, params![], |_| Ok::<_, DbError>(())).await?;
            tx.attempt(async |tx: &mut Tx| add(tx, "b", 1).await).await
        }));
    }
    let _: fn(&db::Db, &std::path::Path, &testkit::FixedClock) = list;
}
