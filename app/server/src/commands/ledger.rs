//! `pelangi ledger verify`: walks through the books and names the first thing that does not hold.

use std::path::Path;

use payments::usecase::verify::{Totals, Verdict};
use serde_json::{Value, json};

use super::{Answer, Failure, Outcome, Progress, load, open, runtime};
use crate::modules;

pub fn verify(config: &Path, answer: Answer) -> Outcome {
    let config = load(config)?;
    let totals = runtime()?.block_on(async {
        let house = open(&config).await?;
        let progress = Progress::start();
        let tell = |done: u64| progress.tell("entries", done, done);
        let verdict = modules::ledger(&house.cell).verify(tell).await;
        progress.end();
        verdict.map_err(failure)
    })?;
    answer.give(&json_of(&totals), words(&totals))
}

fn failure(verdict: Verdict) -> Failure {
    match verdict {
        Verdict::House(error) => error.into(),
        Verdict::Broken(broken) => Failure::work(format_args!(
            "the books do not hold: {broken}. Keep the database as it is, compare it with the \
             backups and the audit trail, and tell whoever is responsible for the treasury"
        )),
    }
}

fn json_of(totals: &Totals) -> Value {
    let accounts = totals.accounts.iter().map(|moved| {
        json!({
            "account": moved.account.to_string(),
            "debit": moved.debit.0,
            "credit": moved.credit.0,
            "balance": moved.balance().0,
        })
    });
    json!({
        "sound": true,
        "entries": totals.entries,
        "payments": totals.payments,
        "reversals": totals.reversals,
        "receipts": totals.receipts,
        "receipted": totals.receipted.0,
        "moved": totals.moved.0,
        "accounts": accounts.collect::<Vec<_>>(),
    })
}

fn words(totals: &Totals) -> String {
    let Totals { entries, payments, reversals, receipts, receipted, moved, accounts } = totals;
    let mut text = format!(
        "The books hold: {entries} entries, {payments} payments, {reversals} taken back.\n\
         {receipts} receipts stand for {receipted}, and as many notices are settled.\n\
         Debits {moved} = credits {moved}"
    );
    for account in accounts {
        text += &format!("\n  {:<32} {}", account.account.to_string(), account.balance());
    }
    text
}
