//! Holding the ledger against everything it must agree with.

use std::collections::BTreeMap;
use std::time::Duration;

use base::{Error, Id, Rupiah};
use contracts::{BillId, Settlement};
use db::{DbError, Tx};

use super::ledger::{Ledger, hex, subject};
use crate::domain::account::Account;
use crate::domain::entry::{Entry, EntryKind, Side, balance, mirrored};
use crate::store::books::Moved;
use crate::store::entries::{self, Stored};
use crate::store::receipts::{self, Issued};

/// Entries looked at before the next are read.
const PAGE: i64 = 1_000;
/// It reads everything in one state of the database, which takes as long as it takes.
const PATIENCE: Duration = Duration::from_secs(3_600);

/// What a ledger in order adds up to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Totals {
    pub entries: u64,
    pub payments: u64,
    pub reversals: u64,
    /// Receipts that stand, and what they say was paid.
    pub receipts: u64,
    pub receipted: Rupiah,
    /// The sum of all debits, which is the sum of all credits.
    pub moved: Rupiah,
    /// By account.
    pub accounts: Vec<Moved>,
}

/// The first thing that does not hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Broken {
    #[error("entry {0}: debits and credits differ, or its sum is not what was booked")]
    Unbalanced(Id<Entry>),
    #[error("entry {0} was changed after it was booked")]
    Changed(Id<Entry>),
    #[error("entry {0} has no trace in the audit trail, or another one")]
    Untraced(Id<Entry>),
    #[error("entry {0} does not mirror the entry it takes back")]
    NotMirrored(Id<Entry>),
    #[error("entry {entry}: its receipts do not say what it booked for bill {bill}")]
    Receipts { entry: Id<Entry>, bill: BillId },
    #[error("receipt for {bill} of entry {entry} stands, but the notice is not settled by it")]
    NotSettled { entry: String, bill: BillId },
    #[error("notice {bill} is settled by entry {entry}, for which no receipt stands")]
    NoReceipt { entry: String, bill: BillId },
    #[error("{0}: more was taken out than was there")]
    Overdrawn(Account),
}

/// How a walk through the books ends.
#[derive(Debug, thiserror::Error)]
pub enum Verdict {
    #[error(transparent)]
    Broken(#[from] Broken),
    #[error(transparent)]
    House(#[from] Error),
}

impl From<DbError> for Verdict {
    fn from(error: DbError) -> Self {
        Self::House(error.into())
    }
}

impl Ledger {
    /// Walks through all entries in one state of the database. `progress` is told how many were
    /// looked at.
    ///
    /// # Errors
    /// The first invariant that does not hold, or a fault of the database.
    pub async fn verify(&self, mut progress: impl FnMut(u64) + Send) -> Result<Totals, Verdict> {
        let db = self.cell().db().with_timeout(PATIENCE);
        db.read(async |tx: &mut Tx| {
            let mut walk = Walk::default();
            let mut last = String::new();
            loop {
                let page = entries::after(tx, &last, PAGE).await?;
                let (Some(first), Some(end)) = (page.first(), page.last()) else { break };
                let issued = receipts::between(tx, first.entry.id, end.entry.id).await?;
                last = end.entry.id.to_string();
                self.check_page(tx, &mut walk, &page, &issued).await?;
                progress(walk.totals.entries);
            }
            walk.check_no_more(tx, self).await?;
            walk.close()
        })
        .await
    }

    async fn check_page(
        &self,
        tx: &mut Tx,
        walk: &mut Walk,
        page: &[Stored],
        issued: &[Issued],
    ) -> Result<(), Verdict> {
        let mut rest = issued;
        for stored in page {
            let end = rest.iter().take_while(|i| i.entry == stored.entry.id).count();
            let (own, others) = rest.split_at(end);
            rest = others;
            check_entry(stored)?;
            self.check_trace(tx, stored).await?;
            check_mirror(tx, stored).await?;
            check_receipts(&stored.entry, own)?;
            walk.count(stored, own);
            for issued in own.iter().filter(|issued| issued.reversed_at.is_none()) {
                walk.check_settled(tx, self, issued).await?;
            }
        }
        Ok(())
    }

    /// What was booked stands in the audit trail, which nobody can change unseen.
    async fn check_trace(&self, tx: &mut Tx, stored: &Stored) -> Result<(), Verdict> {
        let id = stored.entry.id;
        let traces = audit::of_subject(tx, &subject(id), 2).await?;
        let told = |trace: &audit::Recorded| match &trace.after {
            Some(facts) => facts["digest"].as_str() == Some(&hex(&stored.digest)),
            // The details were erased; the trace itself still stands.
            None => trace.erased,
        };
        match traces.as_slice() {
            [one] if told(one) => Ok(()),
            _ => Err(Broken::Untraced(id).into()),
        }
    }
}

fn check_entry(stored: &Stored) -> Result<(), Broken> {
    let entry = &stored.entry;
    match balance(&entry.lines) {
        Ok(sum) if sum == stored.amount => {}
        _ => return Err(Broken::Unbalanced(entry.id)),
    }
    match stored.digest == entry.digest() {
        true => Ok(()),
        false => Err(Broken::Changed(entry.id)),
    }
}

async fn check_mirror(tx: &mut Tx, stored: &Stored) -> Result<(), Verdict> {
    let entry = &stored.entry;
    let Some(original) = entry.reverses else { return Ok(()) };
    let original = entries::find(tx, original).await?;
    let mirrors = original.is_some_and(|o| mirrored(&o.entry.lines) == entry.lines);
    match mirrors && entry.kind == EntryKind::Reversal {
        true => Ok(()),
        false => Err(Broken::NotMirrored(entry.id).into()),
    }
}

/// Every bill that an entry settles has one receipt that says the same sum.
fn check_receipts(entry: &Entry, issued: &[Issued]) -> Result<(), Broken> {
    if entry.kind == EntryKind::Reversal {
        return Ok(());
    }
    let mut settled: BTreeMap<BillId, i64> = BTreeMap::new();
    for line in entry.lines.iter().filter(|line| settles(&line.account)) {
        let Some(bill) = line.bill else { continue };
        let sum = settled.entry(bill).or_default();
        let (debit, credit) = line.sides();
        *sum = sum.saturating_add(credit.0).saturating_sub(debit.0);
    }
    for issued in issued {
        let (bill, total) = (issued.receipt.bill, issued.receipt.total().0);
        if settled.remove(&bill) != Some(total) {
            return Err(Broken::Receipts { entry: entry.id, bill });
        }
    }
    match settled.into_keys().next() {
        None => Ok(()),
        Some(bill) => Err(Broken::Receipts { entry: entry.id, bill }),
    }
}

fn settles(account: &Account) -> bool {
    use Account::{Penalty, PenaltyWaived, PrincipalArrears, PrincipalCurrent};
    matches!(account, PrincipalCurrent | PrincipalArrears | Penalty | PenaltyWaived)
}

/// The way through the books so far.
#[derive(Default)]
struct Walk {
    totals: Totals,
    accounts: BTreeMap<Account, (i64, i64)>,
    /// Settlements that were read and not yet met, the next one last.
    settlements: Vec<Settlement>,
    met: Option<(String, BillId)>,
}

impl Walk {
    fn count(&mut self, stored: &Stored, issued: &[Issued]) {
        let totals = &mut self.totals;
        totals.entries += 1;
        totals.payments += u64::from(stored.entry.kind == EntryKind::Payment);
        totals.reversals += u64::from(stored.entry.kind == EntryKind::Reversal);
        totals.moved = Rupiah(totals.moved.0.saturating_add(stored.amount.0));
        for issued in issued.iter().filter(|issued| issued.reversed_at.is_none()) {
            totals.receipts += 1;
            let sum = totals.receipted.0.saturating_add(issued.receipt.total().0);
            totals.receipted = Rupiah(sum);
        }
        for line in &stored.entry.lines {
            let sums = self.accounts.entry(line.account.clone()).or_default();
            match line.side {
                Side::Debit => sums.0 = sums.0.saturating_add(line.amount.0),
                Side::Credit => sums.1 = sums.1.saturating_add(line.amount.0),
            }
        }
    }

    /// Receipts and settlements come in the same order: the next settlement is this receipt's.
    async fn check_settled(
        &mut self,
        tx: &mut Tx,
        ledger: &Ledger,
        issued: &Issued,
    ) -> Result<(), Verdict> {
        let (entry, bill) = (issued.entry.to_string(), issued.receipt.bill);
        let receipt = &issued.receipt;
        match self.next(tx, ledger).await? {
            Some(s) if (&s.entry, s.bill) == (&entry, bill) => {
                let same = (s.receipt, s.principal, s.penalty, s.waived, s.paid_on)
                    == (
                        receipt.number.clone(),
                        receipt.principal,
                        receipt.penalty,
                        receipt.waived,
                        receipt.paid_on,
                    );
                if same { Ok(()) } else { Err(Broken::NotSettled { entry, bill }.into()) }
            }
            Some(s) if (&s.entry, s.bill) < (&entry, bill) => {
                Err(Broken::NoReceipt { entry: s.entry, bill: s.bill }.into())
            }
            _ => Err(Broken::NotSettled { entry, bill }.into()),
        }
    }

    async fn next(&mut self, tx: &mut Tx, ledger: &Ledger) -> Result<Option<Settlement>, Error> {
        if self.settlements.is_empty() {
            let limit = usize::try_from(PAGE).unwrap_or(usize::MAX);
            self.settlements = ledger.bills().settlements(tx, self.met.clone(), limit).await?;
            self.settlements.reverse();
        }
        let next = self.settlements.pop();
        if let Some(settlement) = &next {
            self.met = Some((settlement.entry.clone(), settlement.bill));
        }
        Ok(next)
    }

    async fn check_no_more(&mut self, tx: &mut Tx, ledger: &Ledger) -> Result<(), Verdict> {
        match self.next(tx, ledger).await? {
            None => Ok(()),
            Some(s) => Err(Broken::NoReceipt { entry: s.entry, bill: s.bill }.into()),
        }
    }

    fn close(mut self) -> Result<Totals, Verdict> {
        for (account, (debit, credit)) in self.accounts {
            if account.holds_money() && debit < credit {
                return Err(Broken::Overdrawn(account).into());
            }
            let (debit, credit) = (Rupiah(debit), Rupiah(credit));
            self.totals.accounts.push(Moved { account, debit, credit });
        }
        Ok(self.totals)
    }
}
