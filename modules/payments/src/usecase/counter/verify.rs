//! Holding the ledger against drawers and temporary receipts.

use std::collections::BTreeMap;

use base::Rupiah;
use db::Tx;

use crate::domain::account::Account;
use crate::domain::channel::Channel;
use crate::domain::entry::{Entry, EntryKind, Line};
use crate::store::counter::{shifts, tts};
use crate::usecase::verify::{Broken, Verdict};

/// Debits and credits by account.
type Sums = BTreeMap<Account, (i64, i64)>;

/// What a collector took, and what was deposited of it, has its temporary receipt.
pub(in crate::usecase) async fn check_entry(tx: &mut Tx, entry: &Entry) -> Result<(), Verdict> {
    let told = match (entry.kind, entry.channel) {
        (EntryKind::Temporary, _) => tts::of_entry(tx, entry.id).await?,
        (EntryKind::Deposit, Channel::Collector) => tts::of_final(tx, entry.id).await?,
        _ => return Ok(()),
    };
    let about = |line: &&Line| line.account == Account::Temporary;
    let booked = entry.lines.iter().find(about).map(|line| (line.bill, line.amount));
    match told.map(|tts| (Some(tts.bill), tts.amount)) == booked {
        true => Ok(()),
        false => Err(Broken::Temporary(entry.id).into()),
    }
}

/// What the accounts hold is what the receipts and the drawers say.
pub(in crate::usecase) async fn check_sums(tx: &mut Tx, sums: &Sums) -> Result<(), Verdict> {
    check_tills(tx, sums).await?;
    check_collectors(tx, sums).await
}

async fn check_tills(tx: &mut Tx, sums: &Sums) -> Result<(), Verdict> {
    let noted: BTreeMap<String, Rupiah> = shifts::balances(tx).await?.into_iter().collect();
    for account in sums.keys() {
        let Account::Till(shift) = account else { continue };
        if noted.get(shift).copied() != Some(balance(sums, account)) {
            return Err(Broken::Till(shift.clone()).into());
        }
    }
    let lost = noted.keys().find(|shift| !sums.contains_key(&Account::Till((*shift).clone())));
    lost.map_or(Ok(()), |shift| Err(Broken::Till(shift.clone()).into()))
}

async fn check_collectors(tx: &mut Tx, sums: &Sums) -> Result<(), Verdict> {
    let held = tts::held(tx).await?;
    let mut in_all = 0_i64;
    for it in &held {
        let account = Account::Collector(it.collector.clone());
        if balance(sums, &account) != it.amount {
            return Err(Broken::Collector(it.collector.clone()).into());
        }
        if it.amount > it.limit && !it.is_flagged {
            return Err(Broken::OverLimit(it.collector.clone()).into());
        }
        in_all = in_all.saturating_add(it.amount.0);
    }
    for account in sums.keys() {
        let Account::Collector(code) = account else { continue };
        let known = held.iter().any(|it| it.collector == *code);
        if !known && balance(sums, account) != Rupiah::ZERO {
            return Err(Broken::Collector(code.clone()).into());
        }
    }
    match balance(sums, &Account::Temporary).0.saturating_neg() == in_all {
        true => Ok(()),
        false => Err(Broken::TemporarySum.into()),
    }
}

fn balance(sums: &Sums, account: &Account) -> Rupiah {
    let (debit, credit) = sums.get(account).copied().unwrap_or_default();
    Rupiah(debit.saturating_sub(credit))
}
