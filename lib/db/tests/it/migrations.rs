//! How the schema of a cell grows.

use db::{Db, DbError, Engine, MigrateError, Migration, Options, Tx, params};
use testkit::{FixedClock, Scratch};

use crate::support::*;

const SECOND: Migration = Migration {
    module: "ledger",
    number: 2,
    name: "books",
    sql: "create table book (id text not null primary key, pages bigint not null);
          alter table entry add column book text references book (id);",
};

const BROKEN: Migration = Migration {
    module: "ledger",
    number: 3,
    name: "broken",
    sql: "create table half (id text not null primary key);
          create table entry (id text not null primary key);",
};

fn two() -> Vec<Migration> {
    vec![LEDGER[0], SECOND]
}

async fn tables(db: &Db) -> Vec<String> {
    db.catalogue().await.unwrap().tables.into_iter().map(|t| t.name).collect()
}

testkit::on_each_engine! {
    with LEDGER;

    async fn what_is_missing_is_applied_once(db: Db) {
        let clock = FixedClock::default();
        assert_eq!(db.pending(&two()).await, Ok(vec![SECOND]));
        let behind = db.check_schema(&two()).await.unwrap_err();
        assert_eq!(behind, MigrateError::Behind { module: "ledger", number: 2 });
        let done = db.migrate(&two(), &clock).await.unwrap();
        assert_eq!(done.applied, [("ledger", 2)]);
        assert_eq!(db.migrate(&two(), &clock).await.unwrap().applied, []);
        assert_eq!(db.check_schema(&two()).await, Ok(()));
        assert_eq!(tables(&db).await, ["book", "entry"]);
    }

    async fn a_changed_migration_is_refused(db: Db) {
        let mut changed = LEDGER[0];
        changed.sql = "create table entry (id text not null primary key);";
        let refused = db.migrate(&[changed, SECOND], &FixedClock::default()).await.unwrap_err();
        assert_eq!(refused, MigrateError::Changed { module: "ledger".to_owned(), number: 1 });
        assert_eq!(tables(&db).await, ["entry"]);
    }

    async fn a_database_newer_than_the_program_is_refused(db: Db) {
        db.migrate(&two(), &FixedClock::default()).await.unwrap();
        let refused = db.migrate(LEDGER, &FixedClock::default()).await.unwrap_err();
        assert_eq!(refused, MigrateError::Newer { module: "ledger".to_owned(), number: 2 });
        assert_eq!(base::Error::from(refused).code(), "db/newer-schema");
        assert_eq!(db.check_schema(LEDGER).await.unwrap_err().to_string(),
            "the database has migration ledger 2, which this program does not know; \
             install the newer program");
    }

    async fn a_failing_migration_leaves_nothing_behind(db: Db) {
        let wanted = [LEDGER[0], SECOND, BROKEN];
        let failed = db.migrate(&wanted, &FixedClock::default()).await.unwrap_err();
        assert_eq!(base::Error::from(failed).code(), "db/migration-failed");
        assert_eq!(tables(&db).await, ["entry"]);
        assert_eq!(db.pending(&two()).await, Ok(vec![SECOND]));
        db.migrate(&two(), &FixedClock::default()).await.unwrap();
    }

    async fn a_list_that_is_not_well_formed_is_refused(db: Db) {
        let gap = Migration { number: 3, ..SECOND };
        let refused = db.migrate(&[LEDGER[0], gap], &FixedClock::default()).await.unwrap_err();
        assert_eq!(refused.to_string(),
            "migration ledger 3 is not well formed: its number should be 2");
        let serial = Migration { sql: "create table t (id serial primary key);", ..SECOND };
        let refused = db.migrate(&[LEDGER[0], serial], &FixedClock::default()).await.unwrap_err();
        assert!(refused.to_string().contains("serial"), "{refused}");
    }

    async fn a_table_refuses_a_value_of_another_type(db: Db) {
        let wrong = async |tx: &mut Tx| tx.execute(&ADD, params!["a", "many", "x"]).await;
        assert_eq!(db.write(wrong).await.unwrap_err().code(), "db/statement");
    }
}

#[tokio::test]
async fn a_file_with_rows_is_copied_before_it_is_migrated() {
    let scratch = Scratch::new(Engine::Sqlite, LEDGER).await;
    let db = scratch.open().await;
    db.write(async |tx: &mut Tx| add(tx, "a", 1).await).await.unwrap();
    let done = db.migrate(&two(), &FixedClock::default()).await.unwrap();
    let copy = done.backup.expect("a copy");
    assert_eq!(copy, scratch.target().path().unwrap().with_added_extension("before-migration-1"));
    let before = Db::open(&db::Target::Sqlite(copy), Options::default()).await.unwrap();
    assert_eq!(ids(&before).await, ["a"]);
    assert_eq!(before.pending(&two()).await, Ok(vec![SECOND]));
    assert_eq!(ids(&db).await, ["a"]);
}

const ROLE: &str = "DB_TEST_MIGRATE";

fn migrate_as_child(address: &str) {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let done = runtime.block_on(async {
        let target = db::Target::parse(address).unwrap();
        let db = Db::open(&target, Options::default()).await?;
        db.migrate(&two(), &FixedClock::default()).await
    });
    println!("applied={}", done.unwrap().applied.len());
}

/// Four processes start at once on a new, empty database.
fn several_processes(engine: Engine, name: &'static str) {
    if let Ok(address) = std::env::var(ROLE) {
        return migrate_as_child(&address);
    }
    if !testkit::engines().contains(&engine) {
        return;
    }
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let scratch = Scratch::new(engine, &[]).await;
        let address = scratch.target().address();
        let children: Vec<_> = (0..4)
            .map(|_| {
                let address = address.clone();
                std::thread::spawn(move || in_another_process(name, "", (ROLE, &address)))
            })
            .collect();
        let mut applied = Vec::new();
        for child in children {
            let child = child.join().unwrap();
            let said = String::from_utf8_lossy(&child.stdout).into_owned();
            assert!(child.status.success(), "{said}");
            let count = said.split("applied=").nth(1).and_then(|t| t.chars().next());
            applied.extend(count);
        }
        applied.sort_unstable();
        assert_eq!(applied, ['0', '0', '0', '2'], "one of them did it, the others found it done");
        assert_eq!(tables(&scratch.open().await).await, ["book", "entry"]);
        scratch.discard().await;
    });
}

mod several_processes_may_migrate_at_once {
    use db::Engine;

    #[test]
    fn sqlite() {
        let name = "migrations::several_processes_may_migrate_at_once::sqlite";
        super::several_processes(Engine::Sqlite, name);
    }

    #[test]
    fn postgres() {
        let name = "migrations::several_processes_may_migrate_at_once::postgres";
        super::several_processes(Engine::Postgres, name);
    }
}

#[test]
fn errors_of_migrations_keep_their_cause() {
    let failed = MigrateError::Failed { module: "m", number: 1, source: DbError::DiskFull };
    assert!(failed.to_string().contains("the disk is full"));
}
