//! `kill -9` in the middle of long work: nothing half done is seen, and the work goes on.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use std::io::{BufRead, BufReader, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};

use db::{Db, Engine, Options, Target};
use property_tax::domain::run::RunState;
use property_tax::usecase::assess::{self, Beginning};
use property_tax::usecase::import::{self, Progress, recover};
use testkit::{Scratch, TestCell};

use crate::stories_support::*;

/// Names the database to the child, and the folder or the run it works on.
const FILE: &str = "PTAX_TEST_FILE";
const WORK: &str = "PTAX_TEST_WORK";

/// Runs one test of this program again in a process of its own and kills it at its first `now`.
fn killed(test: &str, file: &Path, work: &str) {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", test, "--nocapture"])
        .env(FILE, file)
        .env(WORK, work)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut said = Vec::new();
    for line in lines.map_while(Result::ok) {
        if line.contains("now") {
            child.kill().unwrap();
        }
        said.push(line);
    }
    let status = child.wait().unwrap();
    assert!(!status.success() && status.code().is_none(), "killed, not ended: {said:?}");
}

/// Says `now` and waits for the end.
#[expect(clippy::print_stdout, reason = "the parent listens")]
fn wait_to_be_killed() {
    println!("now");
    std::io::stdout().flush().unwrap();
    loop {
        std::thread::park();
    }
}

/// The stage of the child: the cell whose database the parent named.
async fn stage() -> Option<(TestCell, String)> {
    let file = std::env::var(FILE).ok()?;
    let db = Db::open(&Target::Sqlite(file.into()), Options::default()).await.unwrap();
    Some((TestCell::demo(db), std::env::var(WORK).unwrap()))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn after_a_kill_during_an_import_nothing_is_seen_and_it_can_be_repeated() {
    if let Some((it, folder)) = stage().await {
        let tell = |progress: Progress| {
            if progress.phase == "PEMBAYARAN_SPPT" {
                wait_to_be_killed();
            }
        };
        import::run(&it.cell, &importing(Path::new(&folder)), &tell).await.unwrap();
        panic!("nobody killed it");
    }
    let scratch = Scratch::new(Engine::Sqlite, &MIGRATIONS).await;
    let folder = generated(1_500, 41);
    let name = "stories_kill::after_a_kill_during_an_import_nothing_is_seen_and_it_can_be_repeated";
    killed(name, scratch.target().path().unwrap(), folder.path().to_str().unwrap());

    let db = scratch.open().await;
    let it = TestCell::demo(db.clone());
    assert!(counts(&db).await.iter().sum::<i64>() > 4_000, "it had come far");
    let read = async |tx: &mut db::Tx| property_tax::store::notices::totals(tx).await;
    assert_eq!(db.read(read).await.unwrap(), [], "and still nothing is seen");
    it.clock.advance_seconds(61);
    recover(&it.cell).await.unwrap();
    assert_eq!(counts(&db).await, [0; 6], "the next start cleans up");
    assert!(import(&it.cell, folder.path()).await.unwrap().balanced);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn after_a_kill_during_an_assessment_it_goes_on_and_ends_the_same() {
    if let Some((it, run)) = stage().await {
        let tell = |done: i64, total: i64| {
            if done * 3 > total {
                wait_to_be_killed();
            }
        };
        assess::compute(&it.cell, &run, &tell).await.unwrap();
        panic!("nobody killed it");
    }
    let scratch = Scratch::new(Engine::Sqlite, &MIGRATIONS).await;
    let db = scratch.open().await;
    let it = TestCell::demo(db.clone());
    filled(&it.cell, 400, 42).await;
    let whole = assessed(&it.cell, 2027, None).await;
    let expected = drafts(&it.cell, &whole).await;
    assess::discard(&it.cell, &officer(&it.cell), &whole.id).await.unwrap();
    recover(&it.cell).await.unwrap();
    let what = Beginning { tax_year: 2027, village: None, cap: None };
    let run = assess::begin(&it.cell, &officer(&it.cell), &what).await.unwrap();
    db.close().await;
    let name = "stories_kill::after_a_kill_during_an_assessment_it_goes_on_and_ends_the_same";
    killed(name, scratch.target().path().unwrap(), &run.id);

    let db = scratch.open().await;
    let it = TestCell::demo(db.clone());
    let left = drafts(&it.cell, &run).await;
    assert!(!left.is_empty() && left.len() < expected.len(), "cut in the middle");
    it.clock.advance_seconds(61);
    assert_eq!(assess::recover(&it.cell).await.unwrap(), [run.id.as_str()]);
    assess::compute(&it.cell, &run.id, &|_, _| {}).await.unwrap();
    assert_eq!(drafts(&it.cell, &run).await, expected);
    let seen = assess::overview(&it.cell, &officer(&it.cell), &run.id).await.unwrap();
    assert_eq!(seen.run.state, RunState::Simulated);
}
