//! Opening a shift, and what a teller and those who watch see of it.

use audit::Entry as Trace;
use base::{Id, Result, Rupiah};
use db::{DbError, Tx};
use identity::{Actor, Resource, authorise};

use super::{conflict, invalid, unknown};
use crate::audit_kinds;
use crate::domain::account::Account;
use crate::domain::counter::cancellation::{Cancellation, Wish};
use crate::domain::counter::shift::Shift;
use crate::domain::counter::slip::{Slip, Source};
use crate::domain::entry::{Entry, EntryKind};
use crate::permissions::{APPROVE, READ, TELL};
use crate::store::counter::{cancellations, shifts, slips};
use crate::store::entries;
use crate::store::receipts::{self, Issued};
use crate::usecase::Ledger;

/// Change that nobody leaves in a drawer.
const MOST_FLOAT: Rupiah = Rupiah(100_000_000);
/// Shifts that a list shows.
pub(super) const LISTED: i64 = 30;

/// A drawer with what happened in it.
#[derive(Debug, Clone)]
pub struct Drawer {
    pub shift: Shift,
    /// What the ledger says is in it.
    pub in_till: Rupiah,
    /// The newest first.
    pub moves: Vec<Move>,
    pub cancellations: Vec<Cancellation>,
    /// The newest first.
    pub slips: Vec<Slip>,
}

/// One entry that moved cash in a drawer.
#[derive(Debug, Clone)]
pub struct Move {
    pub entry: Entry,
    /// Above zero: into the drawer.
    pub amount: Rupiah,
    pub receipts: Vec<Issued>,
    pub is_reversed: bool,
}

impl Move {
    /// Whether it is a payment that stands.
    pub fn can_be_cancelled(&self) -> bool {
        self.entry.kind == EntryKind::Payment && !self.is_reversed
    }
}

impl Drawer {
    /// What should lie in it.
    pub fn expected(&self) -> Rupiah {
        self.shift.expected(self.in_till)
    }

    /// Whether it can be counted: it is open, or its slip came back.
    pub fn can_be_counted(&self) -> bool {
        self.shift.is_open() || Slip::all_came_back(&self.slips)
    }

    /// A wish to take this entry back that nobody decided yet.
    pub fn asked(&self, entry: &Id<Entry>) -> bool {
        let asked = |c: &&Cancellation| c.state == Wish::Asked;
        self.cancellations.iter().filter(asked).any(|c| c.entry == *entry)
    }
}

/// The account of a shift's drawer.
pub fn till(shift: &str) -> Account {
    Account::Till(shift.to_owned())
}

/// How the audit trail calls a shift.
pub(crate) fn subject(shift: &str) -> String {
    format!("shift/{shift}")
}

/// Opens a shift with the change that lies in the drawer.
///
/// # Errors
/// `payments/shift-open` when one is open already; `payments/shift-float`.
pub async fn open(ledger: &Ledger, actor: &Actor, float: Rupiah) -> Result<Shift> {
    authorise(actor, TELL, Resource::Cell)?;
    if float < Rupiah::ZERO || float > MOST_FLOAT {
        return Err(invalid("payments/shift-float"));
    }
    let cell = ledger.cell();
    let shift = Shift {
        id: cell.new_id::<Shift>().to_string(),
        teller: actor.id().to_owned(),
        teller_name: actor.name().to_owned(),
        opened_at: cell.now(),
        day: cell.today(),
        float,
        count: None,
    };
    let who = actor.who();
    cell.db()
        .write(async |tx: &mut Tx| -> Result<()> {
            if shifts::open_of(tx, &shift.teller).await?.is_some() {
                return Err(conflict("payments/shift-open"));
            }
            shifts::add(tx, &shift).await?;
            let trace = Trace::new(audit_kinds::SHIFT_OPENED, &who, subject(&shift.id))
                .after(serde_json::json!({"float": shift.float.0}));
            audit::record(tx, cell, trace).await?;
            Ok(())
        })
        .await?;
    Ok(shift)
}

/// The teller's own open drawer; `None` without one.
pub async fn own(ledger: &Ledger, actor: &Actor) -> Result<Option<Drawer>> {
    authorise(actor, TELL, Resource::Cell)?;
    ledger
        .cell()
        .db()
        .read(async |tx: &mut Tx| match shifts::open_of(tx, actor.id()).await? {
            Some(shift) => load(tx, shift).await.map(Some),
            None => Ok(None),
        })
        .await
}

/// The teller's latest shifts, the newest first.
pub async fn list_own(ledger: &Ledger, actor: &Actor) -> Result<Vec<Shift>> {
    authorise(actor, TELL, Resource::Cell)?;
    let list = async |tx: &mut Tx| shifts::list(tx, Some(actor.id()), LISTED).await;
    Ok(ledger.cell().db().read(list).await?)
}

/// The latest shifts of everybody.
pub async fn list(ledger: &Ledger, actor: &Actor) -> Result<Vec<(Shift, Rupiah)>> {
    authorise(actor, READ, Resource::Cell)?;
    ledger
        .cell()
        .db()
        .read(async |tx: &mut Tx| -> Result<_> {
            let mut found = Vec::new();
            for shift in shifts::list(tx, None, LISTED).await? {
                let in_till = shifts::balance(tx, &shift.id).await?;
                found.push((shift, in_till));
            }
            Ok(found)
        })
        .await
}

/// A drawer: the teller's own, or any for those who may look.
///
/// # Errors
/// `payments/unknown-shift`, also for another teller's.
pub async fn get(ledger: &Ledger, actor: &Actor, id: &str) -> Result<Drawer> {
    let all = actor.has(READ) || actor.has(APPROVE);
    if !all {
        authorise(actor, TELL, Resource::Cell)?;
    }
    ledger
        .cell()
        .db()
        .read(async |tx: &mut Tx| {
            let shift = shifts::find(tx, id).await?;
            let shift = shift.filter(|shift| all || shift.teller == actor.id());
            load(tx, shift.ok_or_else(|| unknown("payments/unknown-shift"))?).await
        })
        .await
}

async fn load(tx: &mut Tx, shift: Shift) -> Result<Drawer> {
    let mut moves = Vec::new();
    for (id, amount) in shifts::entries(tx, &shift.id).await? {
        let Some(stored) = entries::find(tx, id).await? else { continue };
        let receipts = receipts::of_entry(tx, id).await?;
        let is_reversed = entries::reversal_of(tx, id).await?.is_some();
        moves.push(Move { entry: stored.entry, amount, receipts, is_reversed });
    }
    let in_till = shifts::balance(tx, &shift.id).await?;
    let cancellations = cancellations::of_shift(tx, &shift.id).await?;
    let slips = slips::of_holder(tx, &Source::Shift(shift.id.clone()), LISTED).await?;
    Ok(Drawer { shift, in_till, moves, cancellations, slips })
}

/// How many wishes and slips wait for a decision that this person may take.
pub async fn waiting(cell: &cell::Cell, actor: &Actor) -> Result<i64> {
    let me = actor.id().to_owned();
    cell.db()
        .read(async |tx: &mut Tx| -> std::result::Result<i64, DbError> {
            let wishes = cancellations::waiting(tx).await?;
            Ok(wishes.iter().filter(|wish| wish.asked_by != me).count().try_into().unwrap_or(0))
        })
        .await
        .map_err(Into::into)
}
