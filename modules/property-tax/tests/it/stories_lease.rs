//! An import that says nothing for a while: whether it lives shows soon.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot set up its stage has failed"
)]

use std::path::Path;
use std::process::Command;

use base::Instant;
use cell::Cell;
use db::Tx;
use property_tax::store::imports::{self, ImportState};
use property_tax::usecase::import::{Progress, recover, run};
use testkit::TestCell;

use crate::stories_support::*;

/// Puts a pipe where a table is: whoever reads it waits until somebody writes.
fn clog(folder: &Path, table: &str) -> std::path::PathBuf {
    let path = folder.join(format!("{table}.csv"));
    std::fs::remove_file(&path).unwrap();
    assert!(Command::new("mkfifo").arg(&path).status().unwrap().success());
    path
}

async fn running(cell: &Cell) -> Option<imports::Import> {
    let list = async |tx: &mut Tx| imports::list(tx, i64::MAX, 1).await;
    cell.db().read(list).await.unwrap().pop()
}

/// Waits until the import said that it lives at a moment.
async fn until_it_says_so(cell: &Cell, at: Instant) {
    for _ in 0..600 {
        if running(cell).await.is_some_and(|import| import.heartbeat_at == at) {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    panic!("no sign of life");
}

testkit::on_each_engine! {
    with &MIGRATIONS;

    async fn an_import_that_reads_for_long_is_not_taken_for_dead(db: Db) {
        let it = TestCell::demo(db);
        let folder = generated(200, 4);
        let pipe = clog(folder.path(), "DAT_OBJEK_PAJAK");
        let (cell, path) = (it.cell.clone(), folder.path().to_owned());
        let work = tokio::spawn(async move {
            run(&cell, &importing(&path), &|_: Progress| {}).await
        });
        until_it_says_so(&it.cell, it.cell.now()).await;
        for _ in 0..2 {
            it.clock.advance_seconds(19);
            until_it_says_so(&it.cell, it.cell.now()).await;
        }
        recover(&it.cell).await.unwrap();
        assert_eq!(running(&it.cell).await.unwrap().state, ImportState::Running);

        work.abort();
        it.clock.advance_seconds(20);
        recover(&it.cell).await.unwrap();
        assert_eq!(running(&it.cell).await.unwrap().state, ImportState::Failed);
        // Lets the thread go that waits for the pipe.
        tokio::task::spawn_blocking(move || drop(std::fs::OpenOptions::new().write(true).open(pipe)))
            .await
            .unwrap();
    }

    async fn an_import_that_somebody_ended_stops_by_itself(db: Db) {
        let it = TestCell::demo(db);
        let folder = generated(200, 4);
        let pipe = clog(folder.path(), "DAT_OBJEK_PAJAK");
        let (cell, path) = (it.cell.clone(), folder.path().to_owned());
        let work = tokio::spawn(async move {
            run(&cell, &importing(&path), &|_: Progress| {}).await
        });
        until_it_says_so(&it.cell, it.cell.now()).await;
        let (revision, now) = (running(&it.cell).await.unwrap().revision, it.cell.now());
        let end = imports::End {
            state: ImportState::Failed, at: now, rejects: None, report: None, failure: None,
        };
        let ended = async |tx: &mut Tx| imports::finish(tx, revision, &end).await;
        it.cell.db().write(ended).await.unwrap();
        assert_eq!(work.await.unwrap().unwrap_err().code(), "property-tax/import-ended");
        tokio::task::spawn_blocking(move || drop(std::fs::OpenOptions::new().write(true).open(pipe)))
            .await
            .unwrap();
    }
}
