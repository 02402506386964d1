//! Every statement on both engines, and what the tables hold.

use db::{Db, Tx, params};

use crate::support::MIGRATIONS;

db::statements! {
    COUNT_WISHES = "select count(*) as n from notify_subscription";
    COUNT_MESSAGES = "select count(*) as n from notify_delivery";
    ALL_WISHES = "select id, subject, topics, channel, contact, contact_key from notify_subscription order by id";
    ALL_MESSAGES = "select id, message_key, contact_key, path, sent_id, problem from notify_delivery order by id";
    ALL_JOBS = "select payload, outcome, error, memory from job_job order by id";
    ALL_DEEDS = "select subject, details from audit_entry order by id";
}

testkit::on_each_engine! {
    with MIGRATIONS;

    async fn every_statement_prepares(db: Db) {
        for statement in notify::STATEMENTS {
            db.prepare_check(statement).await.unwrap();
        }
    }
}

#[test]
fn every_statement_is_portable() {
    for statement in notify::STATEMENTS {
        let problems = db::portable::check(statement.sql);
        assert!(problems.is_empty(), "{}: {problems:?}", statement.name);
    }
}

/// How many wishes and messages there are.
pub async fn rows(db: &Db) -> (i64, i64) {
    let count = db.read(async |tx: &mut Tx| {
        let wishes = tx.one(&COUNT_WISHES, params![]).await?.int("n")?;
        let messages = tx.one(&COUNT_MESSAGES, params![]).await?.int("n")?;
        Ok::<_, db::DbError>((wishes, messages))
    });
    count.await.unwrap()
}

/// All texts of the tables that messages touch.
pub async fn everything(db: &Db) -> String {
    let read = db.read(async |tx: &mut Tx| {
        let mut text = String::new();
        for statement in [&ALL_WISHES, &ALL_MESSAGES, &ALL_JOBS, &ALL_DEEDS] {
            for row in tx.rows(statement, params![]).await? {
                text.push_str(&format!("{row:?}\n"));
            }
        }
        Ok::<_, db::DbError>(text)
    });
    read.await.unwrap()
}
