//! The small ledger that the stories use.

use db::{Db, DbError, Migration, Tx, params};

pub(crate) const LEDGER: &[Migration] = &[Migration {
    module: "ledger",
    number: 1,
    name: "entries",
    sql: "-- Entries of a story; lives as long as the test.
          create table entry (
              id text not null primary key,
              amount_rupiah bigint not null check (amount_rupiah >= 0),
              note text
          );",
}];

db::statements! {
    ADD = "insert into entry (id, amount_rupiah, note) values ($1, $2, $3)";
    ALL_ENTRIES = "select id, amount_rupiah, note from entry order by id";
    COUNT = "select count(*) as n, cast(coalesce(sum(amount_rupiah), 0) as bigint) as total from entry";
    FIND = "select amount_rupiah from entry where id = $1";
    SET = "update entry set amount_rupiah = $1 where id = $2";
}

pub(crate) async fn add(tx: &mut Tx, id: &str, amount: i64) -> Result<(), DbError> {
    tx.execute(&ADD, params![id, amount, None::<&str>]).await.map(drop)
}

pub(crate) async fn count(db: &Db) -> i64 {
    let read = async |tx: &mut Tx| tx.one(&COUNT, params![]).await?.int("n");
    db.read(read).await.expect("count")
}

pub(crate) async fn ids(db: &Db) -> Vec<String> {
    let read = async |tx: &mut Tx| {
        let rows = tx.rows(&ALL_ENTRIES, params![]).await?;
        rows.iter().map(|r| r.get("id")).collect::<Result<Vec<String>, DbError>>()
    };
    db.read(read).await.expect("ids")
}
