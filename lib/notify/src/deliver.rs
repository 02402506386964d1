//! The job that hands one message over.
//!
//! **At least once.** The message is handed over outside of any transaction and marked afterwards.
//! A process that dies in between hands it over again, with the same id: mail keeps its
//! `Message-ID`, a browser replaces the notification, a gateway gets the same reference.

use std::sync::Arc;
use std::time::Duration;

use base::{Error, Id, Kind};
use contracts::{Due, Occasions};
use db::{Tx, params};
use jobs::{Backoff, Context, Job, Outcome};
use ports::{Message, PortError, Saying, SentId};
use serde::{Deserialize, Serialize};

use crate::decide::{GIVE_UP_SECONDS, Turn, Verdict, decide};
use crate::post::{Letter, Post};
use crate::store::{
    COUNT_OF_CHANNEL, COUNT_TO_CONTACT, FIND_DELIVERY, FIND_SUBSCRIPTION, MARK_FAILED,
    MARK_POINTLESS, MARK_SENT, REFUSE, delivery, subscription,
};
use crate::subscription::{Delivery, Progress, State, Subscription};

/// The lane of messages: they never keep long work waiting, nor wait for it.
pub const LANE: &str = "messages";

/// No gateway may hold a worker for longer; adapters have shorter limits of their own.
const PATIENCE: Duration = Duration::from_secs(45);
const BACKOFF: Backoff = Backoff { first_seconds: 30, longest_seconds: 3_600 };
const LONGEST_PROBLEM: usize = 200;

pub(crate) struct Deliver {
    pub post: Post,
    pub occasions: Arc<[Arc<dyn Occasions>]>,
}

/// Which message.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Order {
    pub delivery: String,
}

/// A message whose turn has come, with what decides about it.
struct Found {
    delivery: Delivery,
    subscription: Subscription,
    still_open: bool,
    to_contact: i64,
    of_channel: i64,
}

impl Job for Deliver {
    const KIND: &'static str = "notify/deliver";
    const LANE: &'static str = LANE;
    type Payload = Order;

    async fn run(&self, context: &Context, order: Order) -> Result<Outcome, Error> {
        context.check()?;
        let post = &self.post;
        let db = post.cell().db();
        let found = db.read(async |tx: &mut Tx| self.find(tx, &order).await).await?;
        // Ended meanwhile, or sent by a worker that died before it could say so.
        let Some(found) = found.filter(Found::is_due) else { return Ok(Outcome::done()) };
        match decide(&self.turn(&found), post.options()) {
            Verdict::Later(seconds) => Ok(Outcome::later(seconds)),
            Verdict::Pointless => {
                let id = found.delivery.id;
                db.write(async |tx: &mut Tx| tx.execute(&MARK_POINTLESS, params![id]).await)
                    .await?;
                Ok(Outcome::done())
            }
            Verdict::Send => self.send(&found).await,
        }
    }
}

impl Found {
    /// A person may have failed messages tried again; what was sent stays sent.
    fn is_due(&self) -> bool {
        let open = match self.subscription.state {
            State::Confirmed => true,
            State::Asked => self.delivery.saying == Saying::Confirm,
            State::Refused => self.delivery.progress == Progress::Refused,
        };
        open && !matches!(self.delivery.progress, Progress::Sent | Progress::Pointless)
    }
}

impl Deliver {
    async fn find(&self, tx: &mut Tx, order: &Order) -> Result<Option<Found>, Error> {
        let cell = self.post.cell();
        let id = Id::<Delivery>::parse(&order.delivery)
            .ok_or_else(|| Error::new(Kind::Invalid, "jobs/payload"))?;
        let Some(row) = tx.first(&FIND_DELIVERY, params![id]).await? else { return Ok(None) };
        let (delivery, of): (_, Id<Subscription>) = (delivery(&row)?, row.get("subscription")?);
        let subscription = subscription(&tx.one(&FIND_SUBSCRIPTION, params![of]).await?)?;
        let (day, hour) = (cell.now().plus_seconds(-86_400), cell.now().plus_seconds(-3_600));
        let key = &subscription.contact_key;
        let to_contact = tx.one(&COUNT_TO_CONTACT, params![key, day]).await?.int("n")?;
        let channel = subscription.channel.as_str();
        let of_channel = tx.one(&COUNT_OF_CHANNEL, params![channel, hour]).await?.int("n")?;
        let still_open = self.is_still_open(tx, &delivery, &subscription.subject).await?;
        Ok(Some(Found { delivery, subscription, still_open, to_contact, of_channel }))
    }

    /// Nobody is told of what was paid or done an hour ago.
    async fn is_still_open(
        &self,
        tx: &mut Tx,
        delivery: &Delivery,
        subject: &str,
    ) -> Result<bool, Error> {
        let what = match delivery.saying {
            Saying::DueSoon { tax_year, .. } => Due::Tax { year: tax_year },
            Saying::TaskDue { .. } => Due::Tasks,
            Saying::TableDue { .. } => Due::Tables,
            Saying::LettersWait => Due::Letters,
            _ => return Ok(true),
        };
        let due = delivery.saying.due();
        for occasions in self.occasions.iter() {
            let open = occasions.still_open(tx, subject, self.post.cell().today()).await?;
            if open.iter().any(|it| it.what == what && due.is_none_or(|due| it.due == due)) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn turn(&self, found: &Found) -> Turn<'_> {
        let cell = self.post.cell();
        let channel = found.subscription.channel;
        Turn {
            now: cell.now(),
            zone: cell.zone(),
            channel,
            saying: found.delivery.saying,
            still_open: found.still_open,
            to_contact: found.to_contact,
            of_channel: found.of_channel,
            gateway_rests: self.post.breaker().rests(channel, cell.now()),
            lot: self.lot(),
        }
    }

    fn lot(&self) -> u32 {
        let mut bytes = [0; 4];
        self.post.cell().random().fill(&mut bytes);
        u32::from_be_bytes(bytes)
    }

    async fn send(&self, found: &Found) -> Result<Outcome, Error> {
        let (post, channel) = (&self.post, found.subscription.channel);
        let contact = found.subscription.contact(post.cell())?;
        let message = post.write(&Letter {
            id: found.delivery.id,
            subscription: found.subscription.id,
            to: &contact,
            language: found.subscription.language,
            saying: found.delivery.saying,
        });
        match self.hand_over(found, &message).await {
            Ok(sent) => {
                post.breaker().answered(channel);
                self.mark_sent(found, &sent).await
            }
            Err(PortError::Refused(why)) => {
                post.breaker().answered(channel);
                self.mark_refused(found, &why).await
            }
            Err(problem) => {
                post.breaker().failed(channel, post.cell().now());
                self.mark_failed(found, &problem).await
            }
        }
    }

    async fn hand_over(&self, found: &Found, message: &Message) -> Result<SentId, PortError> {
        let Some(messenger) = self.post.messenger(found.subscription.channel) else {
            // The settings changed since it was written; they may change back.
            return Err(PortError::Unreachable("this channel is not set up".to_owned()));
        };
        let answer = tokio::time::timeout(PATIENCE, messenger.send(message)).await;
        answer.unwrap_or_else(|_| Err(PortError::Unreachable("no answer in time".to_owned())))
    }

    async fn mark_sent(&self, found: &Found, sent: &SentId) -> Result<Outcome, Error> {
        let (cell, id) = (self.post.cell(), found.delivery.id);
        let sent_id = shortened(&sent.0);
        let write = cell.db().write(async |tx: &mut Tx| {
            tx.execute(&MARK_SENT, params![cell.now(), &sent_id, id]).await
        });
        write.await?;
        Ok(Outcome::done())
    }

    /// For good: neither this message nor any other goes there again.
    async fn mark_refused(&self, found: &Found, why: &str) -> Result<Outcome, Error> {
        let (cell, of) = (self.post.cell(), &found.subscription);
        let problem = shortened(why);
        let write = cell.db().write(async |tx: &mut Tx| {
            let state = Progress::Refused.as_str();
            let values = params![state, cell.now(), &problem, found.delivery.id];
            tx.execute(&MARK_FAILED, values).await?;
            tx.execute(&REFUSE, params![cell.now(), &of.contact_key, of.channel.as_str()]).await
        });
        write.await?;
        Err(Error::new(Kind::Precondition, "notify/refused"))
    }

    async fn mark_failed(&self, found: &Found, problem: &PortError) -> Result<Outcome, Error> {
        let (cell, delivery) = (self.post.cell(), &found.delivery);
        let gives_up = cell.now() > delivery.created_at.plus_seconds(GIVE_UP_SECONDS);
        let state = if gives_up { Progress::GaveUp } else { Progress::Waiting };
        let text = shortened(&problem.to_string());
        let write = cell.db().write(async |tx: &mut Tx| {
            let values = params![state.as_str(), cell.now(), &text, delivery.id];
            tx.execute(&MARK_FAILED, values).await
        });
        write.await?;
        if gives_up {
            return Err(Error::new(Kind::Precondition, "notify/gave-up"));
        }
        Ok(Outcome::later(BACKOFF.seconds(delivery.tries.saturating_add(1), self.lot())))
    }
}

fn shortened(text: &str) -> String {
    text.chars().take(LONGEST_PROBLEM).collect()
}
