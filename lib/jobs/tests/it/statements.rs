//! Every statement, on both engines.

use crate::support::MIGRATIONS;

testkit::on_each_engine! {
    with MIGRATIONS;

    async fn every_statement_prepares(db: Db) {
        for statement in jobs::STATEMENTS {
            db.prepare_check(statement).await.unwrap();
        }
    }
}

#[test]
fn every_statement_is_portable() {
    for statement in jobs::STATEMENTS {
        let problems = db::portable::check(statement.sql);
        assert!(problems.is_empty(), "{}: {problems:?}", statement.name);
    }
}
