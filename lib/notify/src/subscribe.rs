//! Asking for messages, agreeing to them, ending them.

use audit::{Entry, Who};
use base::{Error, Id, Kind, Language};
use db::{Tx, params};
use ports::{Channel, Contact, Saying};
use serde_json::json;

use crate::outbox::{self, NewDelivery};
use crate::post::Post;
use crate::store::{
    ADD_SUBSCRIPTION, ASK_AGAIN, CONSENT, COUNT_QUESTIONS, COUNT_REFUSED, FIND_SAME,
    FIND_SUBSCRIPTION, SET_TOPICS, subscription,
};
use crate::subscription::{State, Subscription, contact_key, read_contact, seal};
use crate::token::Opens;
use crate::{Subject, Topic, forget, kinds};

/// Questions for consent that one address is asked within a day, and how long a refusal counts.
const QUESTIONS_DAILY: i64 = 3;
const DAY: i64 = 86_400;
pub(crate) const REFUSED_SECONDS: i64 = 30 * DAY;

/// What somebody asks for.
#[derive(Debug, Clone, Copy)]
pub struct Wish<'a> {
    pub subject: &'a Subject,
    pub topics: &'a [Topic],
    pub channel: Channel,
    /// As typed; of a browser three lines: endpoint, `p256dh`, `auth`.
    pub contact: &'a str,
    /// In which messages are written.
    pub language: Language,
    pub who: &'a Who,
}

/// What became of a wish.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// A message with the question whether it is wanted is on its way. Also said of an address
    /// that agreed long ago: a stranger must not learn that it did.
    MustConsent,
    /// It holds from now on: the browser itself asked the person.
    Holds,
}

/// Asks for messages. Nothing but the question whether they are wanted is sent before the owner of
/// the address agreed.
///
/// # Errors
/// `notify/contact-…`, `notify/topics`, `notify/channel`, `notify/too-often`,
/// `notify/refused-before`.
pub async fn subscribe(tx: &mut Tx, post: &Post, wish: &Wish<'_>) -> Result<Asked, Error> {
    let contact = admitted(post, wish)?;
    let key = contact_key(post.cell(), &contact);
    let since = post.cell().now().plus_seconds(-REFUSED_SECONDS);
    let refused = tx.one(&COUNT_REFUSED, params![&key, wish.channel.as_str(), since]).await?;
    if refused.int("n")? > 0 {
        return Err(Error::new(Kind::Conflict, "notify/refused-before").with("field", "contact"));
    }
    let values = params![wish.subject.as_str(), wish.channel.as_str(), &key];
    let same = tx.first(&FIND_SAME, values).await?.map(|row| subscription(&row)).transpose()?;
    let consents = wish.channel == Channel::Push;
    let id = match same {
        Some(same) => renew(tx, post, &same, wish).await?,
        None => Some(add(tx, post, wish, &contact, &key).await?),
    };
    match id {
        Some(id) if !consents => ask(tx, post, id, wish, &key).await?,
        _ => {}
    }
    Ok(if consents { Asked::Holds } else { Asked::MustConsent })
}

fn admitted(post: &Post, wish: &Wish<'_>) -> Result<Contact, Error> {
    if post.messenger(wish.channel).is_none() {
        return Err(Error::new(Kind::Invalid, "notify/channel").with("field", "channel"));
    }
    if wish.topics.is_empty() {
        return Err(Error::new(Kind::Invalid, "notify/topics").with("field", "topics"));
    }
    let contact = read_contact(wish.channel, wish.contact)?;
    match &contact {
        Contact::Push(push) if !post.options().knows_push_service(push.endpoint()) => {
            Err(Error::new(Kind::Invalid, "notify/contact-push").with("field", "contact"))
        }
        _ => Ok(contact),
    }
}

async fn add(
    tx: &mut Tx,
    post: &Post,
    wish: &Wish<'_>,
    contact: &Contact,
    key: &str,
) -> Result<Id<Subscription>, Error> {
    let (cell, now) = (post.cell(), post.cell().now());
    let id: Id<Subscription> = cell.new_id();
    let holds = wish.channel == Channel::Push;
    let state = if holds { State::Confirmed } else { State::Asked };
    let values = params![
        id,
        wish.subject.as_str(),
        Topic::join(wish.topics),
        wish.channel.as_str(),
        seal(cell, id, contact)?,
        key,
        wish.language.tag(),
        state.as_str(),
        now,
        holds.then_some(now),
    ];
    tx.execute(&ADD_SUBSCRIPTION, values).await?;
    let kind = if holds { kinds::CONSENTED } else { kinds::ASKED };
    note(tx, post, kind, wish, id).await?;
    Ok(id)
}

/// The same wish again. Returns its id when the question has to be asked (once more).
async fn renew(
    tx: &mut Tx,
    post: &Post,
    same: &Subscription,
    wish: &Wish<'_>,
) -> Result<Option<Id<Subscription>>, Error> {
    let topics = Topic::join(&[&same.topics, wish.topics].concat());
    if same.state == State::Refused {
        tx.execute(&ASK_AGAIN, params![topics, post.cell().now(), same.id]).await?;
        note(tx, post, kinds::ASKED, wish, same.id).await?;
        return Ok(Some(same.id));
    }
    if topics != Topic::join(&same.topics) {
        tx.execute(&SET_TOPICS, params![topics, same.id]).await?;
        note(tx, post, kinds::ASKED, wish, same.id).await?;
    }
    Ok((same.state == State::Asked).then_some(same.id))
}

async fn note(
    tx: &mut Tx,
    post: &Post,
    kind: audit::Kind,
    wish: &Wish<'_>,
    id: Id<Subscription>,
) -> Result<(), Error> {
    let facts = json!({ "channel": wish.channel.as_str(), "topics": Topic::join(wish.topics) });
    let entry = Entry::new(kind, wish.who, id.to_string()).after(facts);
    audit::record(tx, post.cell(), entry).await?;
    Ok(())
}

/// Sends the question, so rarely that nobody can be pestered with it.
async fn ask(
    tx: &mut Tx,
    post: &Post,
    id: Id<Subscription>,
    wish: &Wish<'_>,
    key: &str,
) -> Result<(), Error> {
    let now = post.cell().now();
    let asked = tx.one(&COUNT_QUESTIONS, params![key, now.plus_seconds(-DAY)]).await?;
    let n = asked.int("n")?;
    if n >= QUESTIONS_DAILY {
        let first: Option<base::Instant> = asked.get("first")?;
        let passed = first.map_or(0, |first| (now.millis() - first.millis()) / 1_000);
        let error = Error::new(Kind::TooMany, "notify/too-often").with("field", "contact");
        return Err(error.with("seconds", (DAY - passed).max(60)));
    }
    let message_key = format!("confirm-{}", now.millis());
    let new = NewDelivery {
        subscription: id,
        channel: wish.channel,
        contact_key: key,
        message_key: &message_key,
        saying: Saying::Confirm,
        path: "/",
        delay_seconds: 0,
    };
    outbox::put(tx, post.cell(), &new).await?;
    Ok(())
}

/// What a link for consent is about, before anybody agreed.
///
/// # Errors
/// `notify/no-link` when the link is wrong, or the wish was ended or forgotten.
pub async fn find_by_consent_link(
    tx: &mut Tx,
    post: &Post,
    token: &str,
) -> Result<Subscription, Error> {
    find(tx, post, Opens::Consent, token).await
}

/// What a link that ends messages is about.
///
/// # Errors
/// `notify/no-link`.
pub async fn find_by_stop_link(
    tx: &mut Tx,
    post: &Post,
    token: &str,
) -> Result<Subscription, Error> {
    find(tx, post, Opens::Stop, token).await
}

async fn find(tx: &mut Tx, post: &Post, opens: Opens, token: &str) -> Result<Subscription, Error> {
    let no_link = || Error::new(Kind::NotFound, "notify/no-link");
    let id = opens.id::<Subscription>(post.cell(), token).ok_or_else(no_link)?;
    let row = tx.first(&FIND_SUBSCRIPTION, params![id]).await?.ok_or_else(no_link)?;
    Ok(subscription(&row)?)
}

/// The owner of the address agrees. Agreeing twice is no mistake.
///
/// # Errors
/// `notify/no-link`.
pub async fn confirm(
    tx: &mut Tx,
    post: &Post,
    token: &str,
    who: &Who,
) -> Result<Subscription, Error> {
    let found = find(tx, post, Opens::Consent, token).await?;
    if tx.execute(&CONSENT, params![post.cell().now(), found.id]).await? == 1 {
        let entry = Entry::new(kinds::CONSENTED, who, found.id.to_string());
        audit::record(tx, post.cell(), entry).await?;
    }
    let state = if found.state == State::Refused { State::Refused } else { State::Confirmed };
    Ok(Subscription { state, ..found })
}

/// Ends the messages and removes everything about the subscription. Ending twice is no mistake:
/// `false` when there was nothing left.
///
/// # Errors
/// `notify/no-link` when the link was never one of this cell's.
pub async fn unsubscribe(tx: &mut Tx, post: &Post, token: &str, who: &Who) -> Result<bool, Error> {
    let no_link = || Error::new(Kind::NotFound, "notify/no-link");
    let id = Opens::Stop.id::<Subscription>(post.cell(), token).ok_or_else(no_link)?;
    let removed = forget::subscription(tx, id).await?;
    if removed {
        audit::record(tx, post.cell(), Entry::new(kinds::STOPPED, who, id.to_string())).await?;
    }
    Ok(removed)
}
