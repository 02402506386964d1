//! The small ledger that the stories use.

use std::process::{Command, Output};

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
    COUNT = "select count(*) as n from entry";
    FIND = "select amount_rupiah from entry where id = $1";
    SET = "update entry set amount_rupiah = $1 where id = $2";
}

pub(crate) async fn add(tx: &mut Tx, id: &str, amount: i64) -> Result<(), DbError> {
    tx.execute(&ADD, params![id, amount, None::<&str>]).await.map(drop)
}

pub(crate) async fn try_count(db: &Db) -> Result<i64, DbError> {
    db.read(async |tx: &mut Tx| tx.one(&COUNT, params![]).await?.int("n")).await
}

pub(crate) async fn count(db: &Db) -> i64 {
    try_count(db).await.expect("count")
}

pub(crate) async fn ids(db: &Db) -> Vec<String> {
    let read = async |tx: &mut Tx| {
        let rows = tx.rows(&ALL_ENTRIES, params![]).await?;
        rows.iter().map(|r| r.get("id")).collect::<Result<Vec<String>, DbError>>()
    };
    db.read(read).await.expect("ids")
}

/// Runs one test of this binary in a process of its own, after `prelude` of the shell.
pub(crate) fn in_another_process(test: &str, prelude: &str, role: (&str, &str)) -> Output {
    let binary = std::env::current_exe().expect("own path");
    let script = format!("{prelude} exec \"$0\" --exact {test} --nocapture");
    let mut shell = Command::new("sh");
    shell.arg("-c").arg(script).arg(binary).env(role.0, role.1);
    shell.output().expect("a shell")
}
