//! Every statement, on both engines.

use crate::support::MIGRATIONS;

testkit::on_each_engine! {
    with MIGRATIONS;

    async fn every_statement_prepares(db: Db) {
        for statement in identity::statements() {
            db.prepare_check(&statement).await.unwrap();
        }
    }
}

#[test]
fn every_statement_is_portable() {
    for statement in identity::statements() {
        let problems = db::portable::check(statement.sql);
        assert!(problems.is_empty(), "{}: {problems:?}", statement.name);
    }
}

/// Every error of this crate is explained in both languages, with what to do.
#[test]
fn every_error_is_explained_in_both_languages() {
    let [(_, id), (_, en)] = identity::LOCALES else { panic!("two languages") };
    let keys = |text: &str| -> Vec<String> {
        text.lines().filter_map(|l| l.split_once(" =")).map(|(k, _)| k.to_owned()).collect()
    };
    assert_eq!(keys(id), keys(en));
    for pair in keys(id).chunks(2) {
        assert!(pair[0].starts_with("error-identity-") && pair[1] == "    .do", "{pair:?}");
    }
}
