//! What the tests of the house rely on.
#![expect(
    clippy::unwrap_used,
    reason = "in a test that cannot be prepared, a panic is the verdict"
)]

use std::os::unix::fs::MetadataExt;
use std::path::PathBuf;
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};

use base::{Clock, Instant, Random};
use testkit::{Db, Engine, FixedClock, Migration, SeededRandom};

const NOTES: &[Migration] = &[Migration {
    module: "notes",
    number: 1,
    name: "note",
    sql: "create table note (id text not null primary key);",
}];

#[test]
fn a_clock_stands_still_until_it_is_moved() {
    let clock = FixedClock::at("2026-11-21T08:00:00.000Z");
    assert_eq!(clock.now(), clock.now());
    clock.advance_seconds(90);
    assert_eq!(clock.now().to_string(), "2026-11-21T08:01:30.000Z");
    clock.set(Instant::from_millis(0));
    assert_eq!(clock.now().to_string(), "1970-01-01T00:00:00.000Z");
}

#[test]
fn the_same_seed_gives_the_same_chance() {
    let draw = |seed| {
        let random = SeededRandom::new(seed);
        let mut bytes = [0; 32];
        random.fill(&mut bytes);
        (bytes, random.below(1_000))
    };
    assert_eq!(draw(1), draw(1));
    assert_ne!(draw(1), draw(2));
}

testkit::on_each_engine! {
    with NOTES;

    async fn a_story_gets_a_migrated_database_of_its_own(db: Db) {
        assert_eq!(db.check_schema(NOTES).await, Ok(()));
        let tables: Vec<_> = db.catalogue().await.unwrap().tables;
        assert_eq!(tables.len(), 1);
        assert_eq!(tables[0].name, "note");
    }
}

/// Without the programs of the server a requested PostgreSQL test fails, with the install hint.
#[test]
fn a_requested_engine_that_is_missing_is_a_failure() {
    const ROLE: &str = "TESTKIT_TEST_CHILD";
    let name = "a_requested_engine_that_is_missing_is_a_failure";
    static RUNS: AtomicU32 = AtomicU32::new(0);
    if std::env::var_os(ROLE).is_some() {
        testkit::run(Engine::Postgres, NOTES, async |_db: Db| {
            RUNS.fetch_add(1, Ordering::SeqCst);
        });
        return;
    }
    let child = |engines: &str| {
        let mut child = Command::new(std::env::current_exe().unwrap());
        child.args(["--exact", name]).env(ROLE, "1").env("PELANGI_TEST_ENGINES", engines);
        child.env_remove("PELANGI_TEST_PG").env("PELANGI_TEST_PG_BIN", "/nowhere");
        child.output().unwrap()
    };
    let asked = child("sqlite,postgres");
    assert!(!asked.status.success());
    let said = [asked.stdout, asked.stderr].concat();
    assert!(String::from_utf8_lossy(&said).contains("apt-get install postgresql"));
    assert!(child("sqlite").status.success());
    assert!(!child("sqlite,postgress").status.success());
}

/// The wrapper starts a server, passes its folder on, and leaves nothing behind.
mod the_wrapper_gives_a_command_its_server_and_cleans_up {
    use super::*;

    fn wrapped(script: &str) -> std::process::Output {
        Command::new(env!("CARGO_BIN_EXE_pg-cluster"))
            .args(["--", "sh", "-c", script])
            .output()
            .unwrap()
    }

    #[test]
    fn postgres_only() {
        if !testkit::engines().contains(&Engine::Postgres) {
            return;
        }
        let ran = wrapped(
            "test -S \"$PELANGI_TEST_PG/.s.PGSQL.5432\" && echo \"$PELANGI_TEST_PG\"; exit 7",
        );
        assert_eq!(ran.status.code(), Some(7), "{}", String::from_utf8_lossy(&ran.stderr));
        let folder = PathBuf::from(String::from_utf8(ran.stdout).unwrap().trim());
        assert!(folder.starts_with(std::env::temp_dir()), "{}", folder.display());
        let inode = std::fs::metadata(&folder).map(|m| m.ino());
        assert!(inode.is_err(), "{} is still there", folder.display());
    }
}
