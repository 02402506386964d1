//! Many who write at the same time, and the group commit of SQLite under stress.

use std::collections::BTreeSet;
use std::time::Duration;

use db::{DbError, Engine, Options, State, Tx, params};
use testkit::{Scratch, SeededRandom};

use crate::support::*;

/// What a task of the crowd does with its own key.
#[derive(Clone, Copy, PartialEq)]
enum Fate {
    Stores,
    Refuses,
    Panics,
    IsCancelled,
}

async fn live(db: db::Db, id: String, fate: Fate, pause: Duration) -> Result<(), DbError> {
    let write = async |tx: &mut Tx| -> Result<(), DbError> {
        add(tx, &id, 1).await?;
        tokio::task::yield_now().await;
        match fate {
            Fate::Stores => Ok(()),
            Fate::Refuses => Err(DbError::CutOff),
            Fate::Panics => panic!("as planned"),
            Fate::IsCancelled => {
                tokio::time::sleep(pause).await;
                Ok(())
            }
        }
    };
    db.write(write).await
}

testkit::on_each_engine! {
    with LEDGER;

    async fn a_crowd_with_cancels_panics_and_refusals_stores_exactly_the_good_ones(db: Db) {
        let size = if db.engine() == Engine::Sqlite { 2_000 } else { 400 };
        crowd(db, size).await;
    }
}

async fn crowd(db: db::Db, size: usize) {
    let lots = SeededRandom::new(64_08);
    let mut tasks = Vec::new();
    for n in 0..size {
        let fate = match lots.below(20) {
            0 | 1 => Fate::Refuses,
            2 => Fate::Panics,
            3 => Fate::IsCancelled,
            _ => Fate::Stores,
        };
        let id = format!("{n:05}");
        let pause = Duration::from_micros(lots.below(300));
        let task = tokio::spawn(live(db.clone(), id.clone(), fate, pause));
        if fate == Fate::IsCancelled {
            let handle = task.abort_handle();
            tokio::spawn(async move {
                tokio::time::sleep(pause).await;
                handle.abort();
            });
        }
        tasks.push((id, fate, task));
    }
    let (mut good, mut bad) = (BTreeSet::new(), BTreeSet::new());
    for (id, fate, task) in tasks {
        match (fate, task.await) {
            (Fate::Stores, done) => {
                done.unwrap().unwrap();
                good.insert(id);
            }
            (Fate::Refuses, done) => {
                assert_eq!(done.unwrap(), Err(DbError::CutOff));
                bad.insert(id);
            }
            (Fate::Panics, done) => {
                assert!(done.is_err());
                bad.insert(id);
            }
            // May have been answered before it was cancelled.
            (Fate::IsCancelled, Ok(Ok(()))) => drop(good.insert(id)),
            (Fate::IsCancelled, _) => {}
        }
    }
    let stored: BTreeSet<String> = ids(&db).await.into_iter().collect();
    assert!(good.is_subset(&stored), "an acknowledged row is missing");
    assert!(bad.is_disjoint(&stored), "a refused row was stored");
    let enough = good.len() * 10 > size * 7 && bad.len() * 15 > size;
    assert!(enough, "the lots are as expected");
}

#[tokio::test]
async fn the_committer_works_on_a_runtime_of_one_thread() {
    let scratch = Scratch::new(Engine::Sqlite, LEDGER).await;
    let db = scratch.open().await;
    let write = async |n: i64| {
        let id = format!("{n}");
        db.write(async |tx: &mut Tx| add(tx, &id, n).await).await
    };
    let (a, b, c) = tokio::join!(write(1), write(2), write(3));
    assert_eq!((a, b, c), (Ok(()), Ok(()), Ok(())));
    assert_eq!(ids(&db).await, ["1", "2", "3"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_a_full_disk_exactly_the_acknowledged_rows_are_stored() {
    let scratch = Scratch::new(Engine::Sqlite, LEDGER).await;
    let pause = Duration::from_secs(3_600);
    let small = Options { max_pages: Some(40), probe_pause: pause, ..Options::default() };
    let db = scratch.open_with(small).await;
    let tasks: Vec<_> = (0..200)
        .map(|n| {
            let db = db.clone();
            let note = "x".repeat(2_000);
            tokio::spawn(async move {
                let id = format!("{n:04}");
                let row = params![&id, 1, &note];
                db.write(async |tx: &mut Tx| tx.execute(&ADD, row).await.map(drop)).await
            })
        })
        .collect();
    let (mut stored, mut refused) = (0, 0);
    for task in tasks {
        match task.await.unwrap() {
            Ok(()) => stored += 1,
            Err(error) => {
                let code = error.code();
                assert!(["db/disk-full", "db/not-stored"].contains(&code), "{error}");
                refused += 1;
            }
        }
    }
    assert_eq!(count(&db).await, stored);
    assert!(stored > 0 || refused > 0);
    assert!(refused > 50);
    assert_eq!(db.state(), State::DiskFull);
    assert_eq!(db.write(async |tx: &mut Tx| add(tx, "no", 1).await).await, Err(DbError::DiskFull));
}

#[tokio::test]
async fn writing_resumes_when_space_returns() {
    let scratch = Scratch::new(Engine::Sqlite, LEDGER).await;
    let options =
        |pages| Options { max_pages: pages, probe_pause: Duration::ZERO, ..Options::default() };
    let db = scratch.open_with(options(Some(30))).await;
    let note = "x".repeat(200_000);
    let large = async |tx: &mut Tx| tx.execute(&ADD, params!["large", 1, &note]).await;
    assert_eq!(db.write(large).await, Err(DbError::DiskFull));
    // A probe wants more than what is left, so nothing is let through to fail half-way.
    assert_eq!(db.state(), State::DiskFull);
    let small = async |tx: &mut Tx| add(tx, "small", 1).await;
    assert_eq!(db.write(small).await, Ok(()), "16 pages of the probe fit into 30");
    assert_eq!(db.state(), State::Open);
    assert_eq!(ids(&db).await, ["small"]);
    let scratch = Scratch::new(Engine::Sqlite, LEDGER).await;
    let tight = scratch.open_with(options(Some(6))).await;
    assert_eq!(tight.write(large).await, Err(DbError::DiskFull));
    assert_eq!(tight.write(small).await, Err(DbError::DiskFull), "the probe does not fit");
    assert_eq!(tight.state(), State::DiskFull);
}
