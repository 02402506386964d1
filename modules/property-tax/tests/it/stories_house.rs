//! What the house asks of every module: portable statements, equal tables, data that moves.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot set up its stage has failed"
)]

use std::collections::BTreeSet;
use std::path::Path;

use base::Clock;
use db::transfer::{Label, Manifest};
use db::{Db, Engine, Tx, params};
use testkit::{FixedClock, Scratch, TestCell};

use crate::stories_support::*;

testkit::on_each_engine! {
    with &MIGRATIONS;

    async fn every_statement_prepares(db: Db) {
        for statement in property_tax::store::STATEMENTS.concat() {
            db.prepare_check(&statement).await.unwrap_or_else(|e| panic!("{}: {e}", statement.name));
        }
    }
}

#[test]
fn every_statement_is_portable_and_has_a_name_of_its_own() {
    let mut names = BTreeSet::new();
    for statement in property_tax::store::STATEMENTS.concat() {
        let problems = db::portable::check(statement.sql);
        assert!(problems.is_empty(), "{}: {problems:?}", statement.name);
        assert!(names.insert(statement.name), "{} is there twice", statement.name);
    }
    for migration in property_tax::migrations() {
        let problems = db::portable::check_migration(migration.sql);
        assert!(problems.is_empty(), "{}: {problems:?}", migration.name);
    }
}

db::statements! {
    CLEAR_HEAD = "
        delete from audit_head";
}

/// SQLite and PostgreSQL side by side.
mod both_engines_have_the_same_tables {
    use super::*;

    async fn story(postgres: Db) {
        let scratch = Scratch::new(Engine::Sqlite, &MIGRATIONS).await;
        let sqlite = scratch.open().await;
        let tables = postgres.catalogue().await.unwrap().tables;
        assert!(tables.len() > 15);
        assert_eq!(sqlite.catalogue().await.unwrap().tables, tables);
        sqlite.close().await;
        scratch.discard().await;
    }

    #[test]
    fn postgres_only() {
        testkit::run(Engine::Postgres, &MIGRATIONS, story);
    }
}

/// There and back: SQLite → PostgreSQL → SQLite where both run.
mod a_cell_with_notices_moves_and_nothing_is_lost {
    use super::*;

    async fn export(db: &Db, folder: &Path) -> Manifest {
        let label = Label {
            product_version: "0.1.0",
            cell_code: "64.08",
            exported_at: FixedClock::default().now(),
            facts: &[],
        };
        db.export(folder, &label, &mut |_| {}).await.unwrap()
    }

    async fn copy(folder: &Path, engine: Engine) -> (Scratch, Db) {
        let scratch = Scratch::new(engine, &MIGRATIONS).await;
        let db = scratch.open().await;
        // A new cell has the beginning of a trail, which the moved one brings with it.
        let clear = async |tx: &mut Tx| tx.execute(&CLEAR_HEAD, params![]).await;
        db.write(clear).await.unwrap();
        db.import(folder, &[], &mut |_| {}).await.unwrap();
        (scratch, db)
    }

    async fn story(first: Db) {
        let it = TestCell::demo(first.clone());
        filled(&it.cell, 150, 21).await;
        let run = assessed(&it.cell, 2027, None).await;
        issued(&it.cell, &run).await;
        let there = match first.engine() {
            Engine::Sqlite if testkit::engines().contains(&Engine::Postgres) => Engine::Postgres,
            _ => Engine::Sqlite,
        };
        let folders = [(); 3].map(|()| tempfile::tempdir().unwrap());
        let marks = export(&first, folders[0].path()).await;
        let (scratch_there, second) = copy(folders[0].path(), there).await;
        let marks_there = export(&second, folders[1].path()).await;
        let (scratch_back, third) = copy(folders[1].path(), first.engine()).await;
        export(&third, folders[2].path()).await;
        let notices = |marks: &Manifest| {
            let table = marks.tables.iter().find(|t| t.name == "ptax_notice").unwrap();
            (table.rows, table.rupiah["due_rupiah"].clone())
        };
        assert!(notices(&marks).0 > 700);
        assert_eq!(notices(&marks), notices(&marks_there));
        for table in &marks.tables {
            let file = format!("{}.jsonl", table.name);
            let bytes = |at: usize| std::fs::read(folders[at].path().join(&file)).unwrap();
            assert!(bytes(0) == bytes(1), "{file} there");
            assert!(bytes(0) == bytes(2), "{file} and back");
        }
        // The moved cell goes on: it knows what it has, and numbers go on where they ended.
        let moved = TestCell::demo(third.clone());
        moved.clock.advance_seconds(3_600);
        let again = import(&moved.cell, generated(150, 21).path()).await.unwrap();
        assert!(again.unchanged && again.balanced, "{again:#?}");
        second.close().await;
        third.close().await;
        scratch_there.discard().await;
        scratch_back.discard().await;
    }

    #[test]
    fn sqlite() {
        testkit::run(Engine::Sqlite, &MIGRATIONS, story);
    }

    #[test]
    fn postgres() {
        testkit::run(Engine::Postgres, &MIGRATIONS, story);
    }
}
