//! Writing messages in the transaction of what they tell: both are stored, or neither.

use audit::Who;
use base::{Error, Id, Kind};
use cell::Cell;
use db::{Tx, params};
use jobs::NewJob;
use ports::{Channel, Saying};

use crate::deliver::{Deliver, Order};
use crate::post::Post;
use crate::store::{ADD_DELIVERY, COUNT_UNDELIVERED, LIST_OF_SUBJECT, subscription};
use crate::subscription::{Delivery, Subscription};
use crate::{Subject, Topic};

/// Something to be told to everybody who wants to hear about a subject.
#[derive(Debug, Clone, Copy)]
pub struct News<'a> {
    pub subject: &'a Subject,
    pub topic: Topic,
    /// Names it among all news of the subject, such as the number of a receipt: the same news is
    /// told once.
    pub key: &'a str,
    pub saying: Saying,
    /// The page to look at, from the first slash on. It stays here: the message has an opaque link.
    pub path: &'a str,
}

/// Tells news to those who want to hear about the subject; returns how many. Whoever never agreed
/// is told nothing.
///
/// # Errors
/// `notify/path` when the path is no page of this site; those of the database.
pub async fn tell(tx: &mut Tx, post: &Post, news: &News<'_>) -> Result<u64, Error> {
    check_path(news.path)?;
    let rows = tx.rows(&LIST_OF_SUBJECT, params![news.subject.as_str()]).await?;
    let mut told = 0;
    for row in &rows {
        let to = subscription(row)?;
        if to.topics.contains(&news.topic) {
            told += u64::from(put(tx, post.cell(), &to.about(news)).await?.is_some());
        }
    }
    Ok(told)
}

/// Tells that the receipt of a payment can be fetched. Call it in the payment's own transaction.
///
/// # Errors
/// As [`tell`].
pub async fn receipt_ready(
    tx: &mut Tx,
    post: &Post,
    subject: &Subject,
    receipt: &str,
    tax_year: i64,
    path: &str,
) -> Result<u64, Error> {
    let key = format!("receipt-{receipt}");
    let saying = Saying::ReceiptReady { tax_year };
    tell(tx, post, &News { subject, topic: Topic::Receipt, key: &key, saying, path }).await
}

/// Tells that somebody answered a ticket. `answer` names the answer among those of the ticket.
///
/// # Errors
/// As [`tell`].
pub async fn ticket_answered(
    tx: &mut Tx,
    post: &Post,
    subject: &Subject,
    answer: &str,
    path: &str,
) -> Result<u64, Error> {
    let key = format!("answer-{answer}");
    let saying = Saying::TicketAnswered;
    tell(tx, post, &News { subject, topic: Topic::Ticket, key: &key, saying, path }).await
}

/// Seconds before a nudge goes out, so that what comes together is told together.
const NUDGE_SECONDS: i64 = 60;

/// Tells that something waits. Whoever has a nudge of this kind on its way already gets no second
/// one: it leads to the list of everything. Returns how many are told.
///
/// # Errors
/// As [`tell`].
pub async fn nudge(tx: &mut Tx, post: &Post, news: &News<'_>) -> Result<u64, Error> {
    check_path(news.path)?;
    let rows = tx.rows(&LIST_OF_SUBJECT, params![news.subject.as_str()]).await?;
    let mut told = 0;
    for row in &rows {
        let to = subscription(row)?;
        let on_its_way = params![to.id, news.saying.key()];
        let covered = tx.one(&COUNT_UNDELIVERED, on_its_way).await?.int("n")? > 0;
        if to.topics.contains(&news.topic) && !covered {
            let new = NewDelivery { delay_seconds: NUDGE_SECONDS, ..to.about(news) };
            told += u64::from(put(tx, post.cell(), &new).await?.is_some());
        }
    }
    Ok(told)
}

impl Subscription {
    fn about<'a>(&'a self, news: &News<'a>) -> NewDelivery<'a> {
        NewDelivery {
            subscription: self.id,
            channel: self.channel,
            contact_key: &self.contact_key,
            message_key: news.key,
            saying: news.saying,
            path: news.path,
            delay_seconds: 0,
        }
    }
}

/// A message about to be written.
pub(crate) struct NewDelivery<'a> {
    pub subscription: Id<Subscription>,
    pub channel: Channel,
    pub contact_key: &'a str,
    pub message_key: &'a str,
    pub saying: Saying,
    pub path: &'a str,
    pub delay_seconds: i64,
}

/// Writes a message and the job that delivers it; `None` when it was written before.
pub(crate) async fn put(
    tx: &mut Tx,
    cell: &Cell,
    new: &NewDelivery<'_>,
) -> Result<Option<Id<Delivery>>, Error> {
    let id: Id<Delivery> = cell.new_id();
    let values = params![
        id,
        new.subscription,
        new.message_key,
        new.channel.as_str(),
        new.contact_key,
        new.saying.key(),
        new.saying.tax_year(),
        new.saying.due(),
        new.path,
        cell.now(),
    ];
    if tx.execute(&ADD_DELIVERY, values).await? == 0 {
        return Ok(None);
    }
    let job = NewJob::of::<Deliver>(&Order { delivery: id.to_string() }, &Who::system())?;
    jobs::enqueue(tx, cell, job.after_seconds(new.delay_seconds)).await?;
    Ok(Some(id))
}

/// A link must lead to this site and nowhere else.
pub(crate) fn check_path(path: &str) -> Result<(), Error> {
    let local = path.starts_with('/') && !path.starts_with("//") && !path.contains('\\');
    if local && path.bytes().all(|b| b.is_ascii_graphic()) {
        return Ok(());
    }
    Err(Error::new(Kind::Internal, "notify/path"))
}
