//! The rows of subscriptions and messages.

use base::{Date, Language};
use db::{DbError, Row, statements};
use ports::{Channel, Saying};

use crate::Topic;
use crate::subscription::{Delivery, Progress, State, Subscription};

statements! {
    /// A new wish.
    ADD_SUBSCRIPTION = "insert into notify_subscription
        (id, subject, topics, channel, contact, contact_key, language, state, asked_at, consent_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    /// The wish of an address about a subject.
    FIND_SAME = "select id, subject, topics, channel, contact, contact_key, language, state
        from notify_subscription
        where subject = $1
        and channel = $2
        and contact_key = $3";
    /// More or other topics.
    SET_TOPICS = "update notify_subscription set topics = $1 where id = $2";
    /// A refused wish is asked again.
    ASK_AGAIN = "update notify_subscription
        set topics = $1, state = 'asked', asked_at = $2, consent_at = null, refused_at = null
        where id = $3";
    /// The owner of the address agrees.
    CONSENT = "update notify_subscription
        set state = 'confirmed', consent_at = $1
        where id = $2
        and state = 'asked'";
    /// The gateway says that the address does not exist: for every subject.
    REFUSE = "update notify_subscription
        set state = 'refused', refused_at = $1
        where contact_key = $2
        and channel = $3
        and state <> 'refused'";
    /// Whether an address was refused after a moment.
    COUNT_REFUSED = "select count(*) as n
        from notify_subscription
        where contact_key = $1
        and channel = $2
        and refused_at > $3";
    /// One wish.
    FIND_SUBSCRIPTION = "select id, subject, topics, channel, contact, contact_key, language, state
        from notify_subscription
        where id = $1";
    /// Those who want to hear about a subject.
    LIST_OF_SUBJECT = "select id, subject, topics, channel, contact, contact_key, language, state
        from notify_subscription
        where subject = $1
        and state = 'confirmed'
        order by id";
    /// Everybody who wants to hear something, in parts.
    LIST_CONFIRMED = "select id, subject, topics, channel, contact, contact_key, language, state
        from notify_subscription
        where state = 'confirmed'
        and id > $1
        order by id
        limit $2";
    /// All wishes of an address.
    LIST_OF_CONTACT = "select id from notify_subscription where contact_key = $1 order by id";
    /// Wishes nobody confirmed, addresses that refused long ago, and tries of administrators.
    LIST_STALE = "select id
        from notify_subscription
        where (state = 'asked' and asked_at < $1)
        or (state = 'refused' and refused_at < $2)
        or (state = 'confirmed' and subject = 'test:channel' and asked_at < $1)
        order by id
        limit $3";
    /// The messages of a wish.
    FORGET_DELIVERIES = "delete from notify_delivery where subscription = $1";
    /// A wish.
    FORGET_SUBSCRIPTION = "delete from notify_subscription where id = $1";
    /// Messages of long ago.
    FORGET_OLD = "delete from notify_delivery where created_at < $1";
    /// A message, unless it was written already.
    ADD_DELIVERY = "insert into notify_delivery
        (id, subscription, message_key, channel, contact_key, saying, tax_year, due, path, state,
        tries, created_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'waiting', 0, $10)
        on conflict (subscription, message_key) do nothing";
    /// Messages of a kind that are on their way to a subscription.
    COUNT_UNDELIVERED = "select count(*) as n
        from notify_delivery
        where subscription = $1
        and saying = $2
        and state = 'waiting'";
    /// A message and its subscription.
    FIND_DELIVERY = "select d.id, d.saying, d.tax_year, d.due, d.path, d.state, d.tries,
        d.created_at, d.subscription
        from notify_delivery d
        where d.id = $1";
    /// Messages written for one address since a moment and sent.
    COUNT_TO_CONTACT = "select count(*) as n
        from notify_delivery
        where contact_key = $1
        and created_at > $2
        and state = 'sent'";
    /// Questions for consent that one address was asked since a moment.
    COUNT_QUESTIONS = "select count(*) as n, min(created_at) as first
        from notify_delivery
        where contact_key = $1
        and created_at > $2
        and saying = 'confirm'";
    /// What a channel sent since a moment.
    COUNT_OF_CHANNEL = "select count(*) as n
        from notify_delivery
        where channel = $1
        and sent_at > $2";
    /// It was handed over.
    MARK_SENT = "update notify_delivery
        set state = 'sent', tries = tries + 1, tried_at = $1, sent_at = $1, sent_id = $2,
        problem = null
        where id = $3";
    /// It was not, and why.
    MARK_FAILED = "update notify_delivery
        set state = $1, tries = tries + 1, tried_at = $2, problem = $3
        where id = $4
        and state <> 'sent'";
    /// Nobody needs it any more.
    MARK_POINTLESS = "update notify_delivery set state = 'pointless' where id = $1";
    /// How many messages of each channel are in each state since a moment.
    COUNT_BY_STATE = "select channel, state, count(*) as n, max(sent_at) as last_sent
        from notify_delivery
        where created_at > $1
        group by channel, state
        order by channel, state";
    /// The newest trouble of a channel.
    FIND_TROUBLE = "select problem, tried_at
        from notify_delivery
        where channel = $1
        and created_at > $2
        and problem is not null
        order by tried_at desc
        limit 1";
    /// How many wishes of each channel are in each state.
    COUNT_SUBSCRIPTIONS = "select channel, state, count(*) as n
        from notify_subscription
        where subject <> 'test:channel'
        group by channel, state
        order by channel, state";
    /// Begins the reminders of a day; no row when they were begun.
    ADD_ROUND = "insert into notify_round (day, at) values ($1, $2) on conflict (day) do nothing";
}

pub(crate) fn subscription(row: &Row) -> Result<Subscription, DbError> {
    Ok(Subscription {
        id: row.get("id")?,
        subject: row.get("subject")?,
        topics: Topic::split(row.text("topics")?),
        channel: Channel::parse(row.text("channel")?).ok_or_else(|| damaged("channel"))?,
        contact: row.get("contact")?,
        contact_key: row.get("contact_key")?,
        language: Language::from_tag(row.text("language")?).ok_or_else(|| damaged("language"))?,
        state: State::parse(row.text("state")?).ok_or_else(|| damaged("state"))?,
    })
}

pub(crate) fn delivery(row: &Row) -> Result<Delivery, DbError> {
    let due: Option<Date> = row.get("due")?;
    let saying = Saying::of_parts(row.text("saying")?, row.opt_int("tax_year")?, due);
    Ok(Delivery {
        id: row.get("id")?,
        saying: saying.ok_or_else(|| damaged("saying"))?,
        path: row.get("path")?,
        progress: Progress::parse(row.text("state")?).ok_or_else(|| damaged("state"))?,
        tries: row.get("tries")?,
        created_at: row.get("created_at")?,
    })
}

pub(crate) fn damaged(column: &str) -> DbError {
    DbError::Column { column: column.to_owned(), problem: "is damaged" }
}
