//! Money for which nothing was owed: what waits, and for how long.

use base::{Date, Result, Rupiah};
use db::Tx;
use identity::{Actor, Resource, authorise};

use super::Treasury;
use crate::domain::proposal::Proposal;
use crate::permissions::READ;
use crate::store::overpayments::{self, Overpaid};
use crate::store::proposals;

/// An overpayment on the list.
#[derive(Debug, Clone)]
pub struct Task {
    pub of: Overpaid,
    /// Whole days since it was booked.
    pub days: i64,
    /// What somebody proposed to do about it.
    pub proposed: Option<Proposal>,
}

impl Treasury {
    /// Everything that waits to be given back or counted elsewhere, the oldest first.
    ///
    /// # Errors
    /// Those of the right.
    pub async fn overpayments(&self, actor: &Actor) -> Result<Vec<Task>> {
        authorise(actor, READ, Resource::Cell)?;
        let today = self.cell().today();
        let read = async |tx: &mut Tx| -> Result<Vec<Task>> {
            let waiting = proposals::waiting(tx).await?;
            let tasks = overpayments::waiting(tx).await?;
            Ok(tasks.into_iter().map(|of| task(of, &waiting, today)).collect())
        };
        self.cell().db().read(read).await
    }
}

fn task(of: Overpaid, waiting: &[Proposal], today: Date) -> Task {
    let subject = format!("ledger/{}", of.entry);
    let proposed = waiting.iter().find(|p| p.matter.subject() == subject).cloned();
    let days = days_between(of.day, today);
    Task { of, days, proposed }
}

/// What the tasks add up to.
pub fn sum(tasks: &[Task]) -> Rupiah {
    Rupiah(tasks.iter().fold(0, |sum, task| sum.saturating_add(task.of.amount.0)))
}

pub(crate) fn days_between(from: Date, until: Date) -> i64 {
    from.until(until).map_or(0, |span| i64::from(span.get_days()))
}

/// A short text that says something.
pub(super) fn text_fits(text: &str) -> bool {
    (3..=200).contains(&text.trim().chars().count())
}
