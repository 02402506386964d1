//! A disk that reports errors, files that are no databases, other processes.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::PermissionsExt;
use std::process::{Command, Stdio};
use std::time::Duration;

use db::{Db, DbError, Engine, Options, State, Target, Tx, params};
use testkit::Scratch;

use crate::support::*;

const ROLE: &str = "DB_TEST_FILE";

/// The child may write files of at most 256 KiB: beyond, the system answers `EFBIG`, which SQLite
/// reports as an error of the disk.
#[test]
fn after_an_error_of_the_disk_nothing_is_written_until_a_restart() {
    let name = "faults::after_an_error_of_the_disk_nothing_is_written_until_a_restart";
    let runtime = tokio::runtime::Runtime::new().unwrap();
    if let Ok(file) = std::env::var(ROLE) {
        return runtime.block_on(write_until_the_disk_fails(&file));
    }
    runtime.block_on(async {
        let scratch = Scratch::new(Engine::Sqlite, LEDGER).await;
        let file = scratch.target().path().unwrap().display().to_string();
        let limit = "trap '' XFSZ; ulimit -f 512;";
        let child = in_another_process(name, limit, (ROLE, &file));
        let said = String::from_utf8_lossy(&child.stdout).into_owned();
        assert!(child.status.success(), "{said}");
        let stored: i64 = said
            .lines()
            .find_map(|l| l.split("acknowledged=").nth(1))
            .and_then(|n| n.trim().parse().ok())
            .expect("the child counts");
        // Whatever was acknowledged is there after the restart, and the file is sound.
        let found = count(&scratch.open().await).await;
        assert!(found >= stored, "{found} of {stored} are there");
        let again = scratch.open().await;
        assert_eq!(again.write(async |tx: &mut Tx| add(tx, "later", 1).await).await, Ok(()));
    });
}

async fn write_until_the_disk_fails(file: &str) {
    let target = Target::Sqlite(file.into());
    let options = Options { probe_pause: Duration::ZERO, ..Options::default() };
    let db = Db::open(&target, options).await.unwrap();
    let note = "x".repeat(3_000);
    let mut acknowledged = 0;
    let error = loop {
        let id = format!("{acknowledged}");
        let row = params![&id, 1, &note];
        match db.write(async |tx: &mut Tx| tx.execute(&ADD, row).await).await {
            Ok(_) => acknowledged += 1,
            Err(error) => break error,
        }
        assert!(acknowledged < 10_000, "the limit is not in force");
    };
    let code = error.code();
    assert!(["db/fault", "db/outcome-unknown"].contains(&code), "{error}");
    assert_eq!(db.state(), State::Fault);
    let after = db.write(async |tx: &mut Tx| add(tx, "after", 1).await).await;
    assert_eq!(after, Err(DbError::Fault));
    assert!(try_count(&db).await.unwrap() >= acknowledged, "reading goes on");
    println!("acknowledged={acknowledged}");
}

const VICTIM: &str = "DB_TEST_VICTIM";

/// Eight tasks write and say so after each answer, until the process is killed.
#[test]
fn what_was_acknowledged_survives_a_kill() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    if let Ok(file) = std::env::var(VICTIM) {
        return runtime.block_on(write_until_killed(&file));
    }
    runtime.block_on(async {
        let scratch = Scratch::new(Engine::Sqlite, LEDGER).await;
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "faults::what_was_acknowledged_survives_a_kill", "--nocapture"])
            .env(VICTIM, scratch.target().path().unwrap())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut acknowledged = Vec::new();
        for line in lines.map_while(Result::ok) {
            acknowledged.extend(line.split("stored=").nth(1).map(str::to_owned));
            if acknowledged.len() == 500 {
                child.kill().unwrap();
            }
        }
        child.wait().unwrap();
        let db = scratch.open().await;
        let stored: BTreeSet<String> = ids(&db).await.into_iter().collect();
        assert!(acknowledged.len() >= 500);
        assert!(acknowledged.iter().all(|id| stored.contains(id)));
        assert_eq!(db.write(async |tx: &mut Tx| add(tx, "later", 1).await).await, Ok(()));
        let to = scratch.target().path().unwrap().with_extension("copy");
        assert!(db.backup(&to).await.is_ok(), "the file is sound");
    });
}

async fn write_until_killed(file: &str) {
    let db = Db::open(&Target::Sqlite(file.into()), Options::default()).await.unwrap();
    let tasks = (0..8).map(|task| {
        let db = db.clone();
        tokio::spawn(async move {
            for n in 0_u64.. {
                let id = format!("{task}-{n}");
                db.write(async |tx: &mut Tx| add(tx, &id, 1).await).await.unwrap();
                println!("stored={id}");
            }
        })
    });
    for task in tasks.collect::<Vec<_>>() {
        task.await.unwrap();
    }
}

#[tokio::test]
async fn a_file_that_is_no_database_is_named_as_damaged() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cell.sqlite");
    std::fs::write(&path, "this is a letter, not a database; ".repeat(40)).unwrap();
    let opened = Db::open(&Target::Sqlite(path), Options::default()).await;
    assert_eq!(opened.err().unwrap().code(), "db/damaged");
}

#[tokio::test]
async fn a_file_in_a_folder_that_is_not_there_is_named() {
    let target = Target::parse("sqlite:/nowhere/at/all/cell.sqlite").unwrap();
    let error = Db::open(&target, Options::default()).await.err().unwrap();
    assert_eq!(error.code(), "db/unavailable");
    assert!(error.to_string().contains("/nowhere/at/all/cell.sqlite"));
}

#[tokio::test]
async fn a_writer_waits_for_another_process_and_gives_up_in_time() {
    let scratch = Scratch::new(Engine::Sqlite, LEDGER).await;
    let (one, other) = (scratch.open().await, scratch.open().await);
    let hold = one.write(async |tx: &mut Tx| {
        add(tx, "one", 1).await?;
        let waits = other.with_timeout(Duration::from_millis(60));
        let refused = waits.write(async |tx: &mut Tx| add(tx, "other", 1).await).await;
        assert_eq!(refused, Err(DbError::Timeout { millis: 60 }));
        Ok::<_, DbError>(())
    });
    assert_eq!(hold.await, Ok(()));
    assert_eq!(other.write(async |tx: &mut Tx| add(tx, "other", 1).await).await, Ok(()));
    assert_eq!(ids(&one).await, ["one", "other"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_is_made_while_others_write() {
    let scratch = Scratch::new(Engine::Sqlite, LEDGER).await;
    let db = scratch.open().await;
    let rows = (0..20_000).map(|n| [db::Value::from(format!("{n:06}")), db::Value::from(n)]);
    let columns = &["id", "amount_rupiah"];
    db.write(async |tx: &mut Tx| tx.bulk("entry", columns, rows.clone()).await).await.unwrap();
    let writer = db.clone();
    let writing = tokio::spawn(async move {
        for n in 0..300 {
            let id = format!("w{n}");
            writer.write(async |tx: &mut Tx| add(tx, &id, 1).await).await.unwrap();
        }
    });
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().join("copy.sqlite");
    let backup = db.backup(&to).await.unwrap();
    assert!(backup.bytes > 100_000);
    writing.await.unwrap();
    let copy = Db::open(&Target::Sqlite(to.clone()), Options::default()).await.unwrap();
    let copied = count(&copy).await;
    assert!((20_000..=20_300).contains(&copied), "{copied}");
    assert_eq!(count(&db).await, 20_300);
    assert_eq!(db.backup(&to).await.unwrap_err().code(), "db/unsuitable");
    copy.close().await;
    let mode = std::fs::metadata(&to).unwrap().permissions().mode();
    assert_eq!(mode & 0o077, 0, "only the owner may read it");

    let new = folder.path().join("new.sqlite");
    db::restore(&to, &new).await.unwrap();
    let restored = Db::open(&Target::Sqlite(new), Options::default()).await.unwrap();
    assert_eq!(count(&restored).await, copied);
    assert_eq!(restored.check_schema(LEDGER).await, Ok(()));
    let mut bytes = std::fs::read(&to).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..middle + 4_096].fill(0xa5);
    std::fs::write(&to, bytes).unwrap();
    let refused = db::restore(&to, &folder.path().join("third.sqlite")).await.unwrap_err();
    assert_eq!(refused.code(), "db/damaged");
    let left: Vec<_> = std::fs::read_dir(folder.path()).unwrap().flatten().collect();
    assert!(left.iter().all(|f| !f.path().to_string_lossy().ends_with(".part")));
}
