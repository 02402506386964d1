//! Messages to people: what the people themselves do. The secret in a link is their proof.

use audit::Who;
use base::{Error, Language};
use db::Tx;
use notify::{Asked, Offer, Opened, Post, Subscription, Topic, Wish};
use ports::Channel;

/// What somebody filled in.
#[derive(Debug, Clone, Copy)]
pub struct Ask<'a> {
    pub offer: &'a Offer,
    pub topics: &'a [Topic],
    pub channel: Channel,
    pub contact: &'a str,
    pub language: Language,
    pub who: &'a Who,
}

/// Asks for messages.
///
/// # Errors
/// As [`notify::subscribe`].
pub async fn ask(post: &Post, ask: &Ask<'_>) -> Result<Asked, Error> {
    // What the form does not offer, nobody can ask for.
    let topics: Vec<Topic> =
        ask.topics.iter().copied().filter(|topic| ask.offer.topics.contains(topic)).collect();
    let wish = Wish {
        subject: &ask.offer.subject,
        topics: &topics,
        channel: ask.channel,
        contact: ask.contact,
        language: ask.language,
        who: ask.who,
    };
    let db = post.cell().db();
    db.write(async |tx: &mut Tx| notify::subscribe(tx, post, &wish).await).await
}

/// What a link asks consent for.
///
/// # Errors
/// `notify/no-link`.
pub async fn asked(post: &Post, token: &str) -> Result<Subscription, Error> {
    let db = post.cell().db();
    db.read(async |tx: &mut Tx| notify::find_by_consent_link(tx, post, token).await).await
}

/// The owner of the address agrees.
///
/// # Errors
/// `notify/no-link`.
pub async fn agree(post: &Post, token: &str, who: &Who) -> Result<Subscription, Error> {
    let db = post.cell().db();
    db.write(async |tx: &mut Tx| notify::confirm(tx, post, token, who).await).await
}

/// What a link would end.
///
/// # Errors
/// `notify/no-link`.
pub async fn ending(post: &Post, token: &str) -> Result<Subscription, Error> {
    let db = post.cell().db();
    db.read(async |tx: &mut Tx| notify::find_by_stop_link(tx, post, token).await).await
}

/// Ends messages.
///
/// # Errors
/// `notify/no-link`.
pub async fn stop(post: &Post, token: &str, who: &Who) -> Result<bool, Error> {
    let db = post.cell().db();
    db.write(async |tx: &mut Tx| notify::unsubscribe(tx, post, token, who).await).await
}

/// What a message is about.
///
/// # Errors
/// `notify/no-link`.
pub async fn open(post: &Post, token: &str) -> Result<Opened, Error> {
    let db = post.cell().db();
    db.read(async |tx: &mut Tx| notify::open_message(tx, post, token).await).await
}
