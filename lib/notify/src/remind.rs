//! Reminders: once a day, of what is due in some days.

use std::sync::Arc;

use audit::Who;
use base::{Error, Id};
use contracts::{Due, Occasion, Occasions};
use db::{Tx, params};
use jobs::{Context, Job, NewJob, Outcome};
use ports::Saying;
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::Topic;
use crate::decide::days_between;
use crate::options::earliest;
use crate::outbox::{self, NewDelivery};
use crate::post::Post;
use crate::store::{ADD_ROUND, LIST_CONFIRMED, subscription};
use crate::subscription::Subscription;

/// Subscriptions looked at in one transaction.
const AT_ONCE: i64 = 100;
/// Officials are reminded of tasks three days before the deadline and on its day.
const TASK_DAYS: [u16; 2] = [3, 0];
/// And of tables, which take longer to make, a week before as well.
const TABLE_DAYS: [u16; 3] = [7, 3, 0];
/// Reminders are planned from this hour of the cell's zone on.
const HOUR: i8 = 8;

pub(crate) struct Remind {
    pub post: Post,
    pub occasions: Arc<[Arc<dyn Occasions>]>,
}

/// Nothing has to be told.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(crate) struct Nothing {}

/// How far the planning came.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct SoFar {
    after: String,
    seen: u64,
    planned: u64,
}

/// Asks for today's reminders, once a day and from eight in the morning on; `false` when there is
/// nothing to ask for. Call it once an hour.
///
/// # Errors
/// Those of the database.
pub async fn remind_due(tx: &mut Tx, post: &Post) -> Result<bool, Error> {
    let cell = post.cell();
    let nobody = post.channels().is_empty() || post.options().remind_days.is_empty();
    if nobody || cell.now().civil(cell.zone()).hour() < HOUR {
        return Ok(false);
    }
    if tx.execute(&ADD_ROUND, params![cell.today(), cell.now()]).await? == 0 {
        return Ok(false);
    }
    let job = NewJob::of::<Remind>(&Nothing {}, &Who::system())?.with_key("daily");
    jobs::enqueue(tx, cell, job).await?;
    Ok(true)
}

impl Job for Remind {
    const KIND: &'static str = "notify/remind";
    type Payload = Nothing;

    async fn run(&self, context: &Context, _: Nothing) -> Result<Outcome, Error> {
        let db = self.post.cell().db();
        let remembered = async |tx: &mut Tx| context.remembered::<SoFar>(tx).await;
        let mut so_far = db.read(remembered).await?.unwrap_or_default();
        loop {
            context.check()?;
            let done = so_far.clone();
            let next = db.write(async |tx: &mut Tx| self.plan(tx, context, &done).await).await?;
            let Some(next) = next else { break };
            so_far = next;
            context.progress(so_far.seen, 0, "notify-planning");
        }
        Ok(Outcome::with(json!({ "seen": so_far.seen, "planned": so_far.planned })))
    }
}

impl Remind {
    /// Plans the reminders of the next subscriptions; `None` when there are no more.
    async fn plan(
        &self,
        tx: &mut Tx,
        context: &Context,
        so_far: &SoFar,
    ) -> Result<Option<SoFar>, Error> {
        let mut next = so_far.clone();
        let rows = tx.rows(&LIST_CONFIRMED, params![&so_far.after, AT_ONCE]).await?;
        for row in &rows {
            let to = subscription(row)?;
            next.after = to.id.to_string();
            next.seen += 1;
            if to.topics.contains(&Topic::Due) {
                next.planned += self.remind(tx, &to, next.planned).await?;
            }
        }
        context.remember(tx, &next).await?;
        Ok((!rows.is_empty()).then_some(next))
    }

    async fn remind(&self, tx: &mut Tx, to: &Subscription, planned: u64) -> Result<u64, Error> {
        let mut count = 0;
        for occasions in self.occasions.iter() {
            let today = self.post.cell().today();
            for occasion in occasions.still_open(tx, &to.subject, today).await? {
                count += u64::from(self.tell(tx, to, &occasion, planned + count).await?);
            }
        }
        Ok(count)
    }

    /// Writes the reminder that is due for an occasion, unless it was written before.
    async fn tell(
        &self,
        tx: &mut Tx,
        to: &Subscription,
        occasion: &Occasion,
        place: u64,
    ) -> Result<bool, Error> {
        let (cell, options) = (self.post.cell(), self.post.options());
        let left = days_between(cell.today(), occasion.due);
        let due = occasion.due;
        let reminder = match occasion.what {
            Due::Tax { year } => options.reminder_for(left).map(|days| {
                (format!("due-{year}-{due}-{days}"), Saying::DueSoon { tax_year: year, due })
            }),
            Due::Tasks => earliest(&TASK_DAYS, left)
                .map(|days| (format!("tasks-{due}-{days}"), Saying::TaskDue { due })),
            Due::Tables => earliest(&TABLE_DAYS, left)
                .map(|days| (format!("tables-{due}-{days}"), Saying::TableDue { due })),
            // Told when they begin to wait, by [`crate::nudge`].
            Due::Letters => None,
        };
        let Some((key, saying)) = reminder else { return Ok(false) };
        outbox::check_path(&occasion.path)?;
        let new = NewDelivery {
            subscription: to.id,
            channel: to.channel,
            contact_key: &to.contact_key,
            message_key: &key,
            saying,
            path: &occasion.path,
            delay_seconds: spread(place, options.per_channel_hourly),
        };
        let written: Option<Id<_>> = outbox::put(tx, cell, &new).await?;
        Ok(written.is_some())
    }
}

/// The reminders of a day go out one after the other, as fast as one channel may.
fn spread(place: u64, hourly: u32) -> i64 {
    let seconds = place.saturating_mul(3_600) / u64::from(hourly.max(1));
    i64::try_from(seconds).unwrap_or(i64::MAX)
}
