//! What runs while a transaction is open (D9 and the await rule).

use crate::{catches, manifest, passes};

#[track_caller]
fn judge(rule: &str, code: &str, expected: Option<(usize, &str)>) {
    let toml = manifest("property-tax", &[]);
    let path = "modules/property-tax/src/store/notices.rs";
    let files = [("modules/property-tax/Cargo.toml", &*toml), (path, code)];
    match expected {
        Some((line, words)) => catches(rule, &files, &format!("{path}:{line}:"), words),
        None => passes(rule, &files),
    }
}

#[test]
fn the_transaction_is_the_first_parameter() {
    let rule = "transaction_first";
    judge(rule, "//! S.\nasync fn find(nop: Nop, tx: &mut Tx) {}", Some((2, "`find`")));
    judge(rule, "//! S.\nasync fn find(tx: &mut db::Tx, nop: Nop) {}", None);
    judge(rule, "//! S.\nimpl A { async fn find(&self, tx: &mut Tx, nop: Nop) {} }", None);
    judge(
        rule,
        "//! S.\ntrait A { async fn find(&self, nop: Nop, tx: &mut Tx); }",
        Some((2, "`find`")),
    );
}

#[test]
fn no_second_transaction_is_opened_inside_one() {
    let rule = "transaction_first";
    let twice = "//! S.\nasync fn f(db: &Db) {\n  db.write(async |tx| {\n    db.read(async |tx| tx.one().await).await\n  }).await;\n}";
    judge(rule, twice, Some((4, "second transaction")));
    let inside = "//! S.\nasync fn f(tx: &mut Tx, db: &Db) {\n  db.write(async |tx| tx.one().await).await;\n}";
    judge(rule, inside, Some((3, "second transaction")));
    let after = "//! S.\nasync fn f(db: &Db) {\n  db.read(async |tx| tx.one().await).await;\n  db.write(async |tx| tx.one().await).await;\n}";
    judge(rule, after, None);
    judge(rule, "//! S.\nfn f(tx: &mut Tx, lock: &RwLock<u8>) { lock.read(); }", None);
}

#[test]
fn only_the_transaction_is_awaited_while_it_is_open() {
    let rule = "only_tx_is_awaited";
    let sleeps = "//! S.\nasync fn f(tx: &mut Tx) {\n  tokio::time::sleep(SECOND).await;\n}";
    judge(rule, sleeps, Some((3, "something else than `tx`")));
    let calls = "//! S.\nasync fn f(db: &Db, bank: &Bank) {\n  db.write(async |tx: &mut Tx| {\n    bank.ask().await;\n    save(tx).await\n  }).await;\n}";
    judge(rule, calls, Some((4, "something else")));
}

#[test]
fn what_is_given_the_transaction_may_be_awaited() {
    let code = "//! S.\nasync fn f(db: &Db, bank: &Bank) {\n  let answer = bank.ask().await;\n  db.write(async |t| {\n    \
                t.execute(&SAVE, params![answer]).await?;\n    audit::record(t, entry).await?;\n    store.add(&mut *t, 1).await\n  })\n  .await;\n}";
    judge("only_tx_is_awaited", code, None);
}
