//! A cell moves between engines.

use std::fs;
use std::path::Path;

use base::{Clock, Kind};
use db::transfer::{Fact, Label, Manifest, TransferError};
use db::{Db, Engine, Tx, Value, params};
use testkit::{FixedClock, Scratch};

use crate::catalogue::RICH;

db::statements! {
    NEWEST = "select max(year) as year from place";
}

const FACTS: &[Fact] = &[("newest-year", NEWEST)];

async fn fill(db: &Db) {
    let org = |code: &str, parent: Option<&str>| {
        [Value::from(code), Value::from(parent), Value::from(format!("Dinas \"{code}\"\n\u{e9}"))]
    };
    // The child sorts before its parent: a row points to a later one.
    let orgs = [org("b", None), org("a", Some("b")), org("\u{e9}", Some("a"))];
    let place = |year: i64, tax: i64, lon: Option<f64>, seal: Option<Vec<u8>>| {
        let remark = format!("r{year}");
        [
            Value::from("a"),
            Value::from(year),
            Value::from(lon),
            Value::from(seal),
            Value::from(tax),
            Value::from(remark),
        ]
    };
    let places = [
        place(2026, 9_007_199_254_740_993, Some(117.5), Some(vec![0, 1, 254, 255])),
        place(2025, -1, None, None),
        place(2024, 0, Some(-0.25), Some(Vec::new())),
    ];
    let lines = (0..500)
        .map(|n| [Value::from(format!("{n:04}")), Value::from("a"), Value::from(2024 + n % 3)]);
    let write = async |tx: &mut Tx| {
        for row in [&orgs[0], &orgs[1], &orgs[2]] {
            tx.bulk("org", &["code", "parent", "name"], [row]).await?;
        }
        let columns = &["org", "year", "lon", "seal", "tax_rupiah", "remark"];
        tx.bulk("place", columns, &places).await?;
        tx.bulk("line", &["id", "org", "year"], lines.clone()).await
    };
    assert_eq!(db.write(write).await, Ok(500));
}

async fn export(db: &Db, folder: &Path) -> Result<Manifest, TransferError> {
    let label = Label {
        product_version: "0.1.0",
        cell_code: "64.08",
        exported_at: FixedClock::default().now(),
        facts: FACTS,
    };
    db.export(folder, &label, &mut |_| {}).await
}

async fn import(db: &Db, folder: &Path) -> Result<Manifest, TransferError> {
    db.import(folder, FACTS, &mut |_| {}).await
}

fn read(folder: &Path, file: &str) -> String {
    fs::read_to_string(folder.join(file)).unwrap()
}

testkit::on_each_engine! {
    with RICH;

    async fn an_export_has_the_bytes_of_the_format(db: Db) {
        fill(&db).await;
        let folder = tempfile::tempdir().unwrap();
        let manifest = export(&db, folder.path()).await.unwrap();
        assert_eq!(read(folder.path(), "place.jsonl"), concat!(
            r#"{"lon":-0.25,"org":"a","remark":"r2024","seal":"","tax_rupiah":0,"year":2024}"#, "\n",
            r#"{"lon":null,"org":"a","remark":"r2025","seal":null,"tax_rupiah":-1,"year":2025}"#, "\n",
            r#"{"lon":117.5,"org":"a","remark":"r2026","seal":"AAH+/w==","#,
            r#""tax_rupiah":"9007199254740993","year":2026}"#, "\n",
        ));
        assert_eq!(read(folder.path(), "org.jsonl"), concat!(
            r#"{"code":"a","name":"Dinas \"a\"\n"#, "\u{e9}", r#"","parent":"b"}"#, "\n",
            r#"{"code":"b","name":"Dinas \"b\"\n"#, "\u{e9}", r#"","parent":null}"#, "\n",
            "{\"code\":\"\u{e9}\",\"name\":\"Dinas \\\"\u{e9}\\\"\\n\u{e9}\",\"parent\":\"a\"}\n",
        ));
        let place = manifest.tables.iter().find(|t| t.name == "place").unwrap();
        assert_eq!((place.rows, place.rupiah["tax_rupiah"].as_str()), (3, "9007199254740992"));
        assert_eq!(manifest.facts["newest-year"], "2026");
        assert_eq!(Manifest::read(folder.path()), Ok(manifest));
        let again = export(&db, folder.path()).await.unwrap_err();
        assert_eq!(base::Error::from(again).code(), "db/export-folder");
    }

    async fn an_import_that_does_not_fit_is_refused_and_leaves_nothing(db: Db) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path();
        fill(&db).await;
        export(&db, path).await.unwrap();
        let code = async |db: &Db| {
            let error = base::Error::from(import(db, path).await.unwrap_err());
            (error.kind(), error.code())
        };
        assert_eq!(code(&db).await, (Kind::Conflict, "db/import-not-empty"));

        let engine = db.engine();
        let target = Scratch::new(engine, RICH).await;
        let empty = target.open().await;
        let line = read(path, "line.jsonl");
        fs::write(path.join("line.jsonl"), line.replacen("0007", "0008", 1)).unwrap();
        assert_eq!(code(&empty).await, (Kind::Invalid, "db/import-checksum"));
        fs::remove_file(path.join("line.jsonl")).unwrap();
        assert_eq!(code(&empty).await, (Kind::Invalid, "db/import-missing"));
        fs::write(path.join("line.jsonl"), line).unwrap();
        let manifest = read(path, "manifest.json");
        fs::write(path.join("manifest.json"), manifest.replace("64.08", "64.02")).unwrap();
        assert_eq!(code(&empty).await, (Kind::Invalid, "db/import-checksum"));
        fs::write(path.join("manifest.json"), manifest).unwrap();

        let other = Scratch::new(engine, crate::support::LEDGER).await;
        let foreign = other.open().await;
        assert_eq!(code(&foreign).await, (Kind::Invalid, "db/import-format"));
        foreign.close().await;
        other.discard().await;

        let places = empty.read(async |tx: &mut Tx| tx.one(&NEWEST, params![]).await).await;
        assert_eq!(places.unwrap().opt_int("year"), Ok(None), "nothing was left behind");
        assert!(import(&empty, path).await.is_ok());
        empty.close().await;
        target.discard().await;
    }
}

/// SQLite → PostgreSQL → SQLite: every file of rows has the same bytes.
mod a_cell_moves_to_the_other_engine_and_back_unchanged {
    use super::*;

    async fn copy(from: &Db, engine: Engine) -> (Scratch, Db, tempfile::TempDir) {
        let folder = tempfile::tempdir().unwrap();
        export(from, folder.path()).await.unwrap();
        let scratch = Scratch::new(engine, RICH).await;
        let db = scratch.open().await;
        import(&db, folder.path()).await.unwrap();
        (scratch, db, folder)
    }

    async fn story(first: Db) {
        fill(&first).await;
        let there = if first.engine() == Engine::Sqlite && testkit::engines().len() > 1 {
            Engine::Postgres
        } else {
            Engine::Sqlite
        };
        let (there, second, one) = copy(&first, there).await;
        let (back, third, two) = copy(&second, first.engine()).await;
        let three = tempfile::tempdir().unwrap();
        export(&third, three.path()).await.unwrap();
        for table in ["line.jsonl", "org.jsonl", "place.jsonl"] {
            let bytes = fs::read(one.path().join(table)).unwrap();
            assert!(!bytes.is_empty());
            assert!(bytes == fs::read(two.path().join(table)).unwrap(), "{table} there");
            assert!(bytes == fs::read(three.path().join(table)).unwrap(), "{table} and back");
        }
        second.close().await;
        third.close().await;
        there.discard().await;
        back.discard().await;
    }

    #[test]
    fn sqlite() {
        testkit::run(Engine::Sqlite, RICH, story);
    }

    #[test]
    fn postgres() {
        testkit::run(Engine::Postgres, RICH, story);
    }
}

/// A new cell is made with a few rows of its own; they give way, and only they.
#[tokio::test]
async fn what_a_new_cell_was_made_with_gives_way_to_an_import() {
    let source = Scratch::new(Engine::Sqlite, RICH).await;
    let db = source.open().await;
    fill(&db).await;
    let folder = tempfile::tempdir().unwrap();
    export(&db, folder.path()).await.unwrap();

    let target = Scratch::new(Engine::Sqlite, RICH).await;
    let new = target.open().await;
    let seed = async |tx: &mut Tx| {
        let row = [Value::from("seed"), Value::from(None::<&str>), Value::from("made with it")];
        tx.bulk("org", &["code", "parent", "name"], [&row]).await
    };
    assert_eq!(new.write(seed).await, Ok(1));
    let over =
        async |seeded: &[&str]| new.import_over(folder.path(), seeded, FACTS, &mut |_| {}).await;
    assert!(matches!(over(&["place"]).await, Err(TransferError::NotEmpty { .. })));
    over(&["org"]).await.unwrap();
    assert_eq!(new.examine().await, Ok(Vec::new()));
    let again = tempfile::tempdir().unwrap();
    let (first, second) = (Manifest::read(folder.path()), export(&new, again.path()).await);
    assert_eq!(first.unwrap().tables, second.unwrap().tables);
}
