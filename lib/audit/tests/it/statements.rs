//! Every statement, on both engines.

testkit::on_each_engine! {
    with audit::MIGRATIONS;

    async fn every_statement_prepares(db: Db) {
        for statement in audit::STATEMENTS {
            db.prepare_check(statement).await.unwrap();
        }
    }
}

#[test]
fn every_statement_is_portable() {
    for statement in audit::STATEMENTS {
        let problems = db::portable::check(statement.sql);
        assert!(problems.is_empty(), "{}: {problems:?}", statement.name);
    }
}
