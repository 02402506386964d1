//! How the channels are, for administrators; and a message that tries one.

use std::collections::BTreeMap;

use audit::{Entry, Who};
use base::{Error, Id, Instant, Kind, Language};
use db::{Tx, params};
use ports::{Channel, Saying};
use serde_json::json;

use crate::kinds;
use crate::outbox::{self, NewDelivery};
use crate::post::Post;
use crate::store::{
    ADD_SUBSCRIPTION, COUNT_BY_STATE, COUNT_SUBSCRIPTIONS, FIND_DELIVERY, FIND_SAME, FIND_TROUBLE,
    damaged, delivery, subscription,
};
use crate::subscription::{
    Delivery, Progress, State, Subscription, contact_key, read_contact, seal,
};

/// The subject of messages that try a channel.
const TRIAL: &str = "test:channel";
/// Figures are of so many seconds.
const SECONDS: i64 = 30 * 86_400;

/// How one channel is.
#[derive(Debug, Clone, Default)]
pub struct ChannelState {
    /// Whether the settings have it.
    pub is_set_up: bool,
    /// People who agreed, and who were asked and have not answered.
    pub confirmed: i64,
    pub asked: i64,
    /// Messages of the last thirty days, by what became of them.
    pub messages: BTreeMap<&'static str, i64>,
    pub last_sent: Option<Instant>,
    /// The newest trouble: what the gateway said, and when.
    pub trouble: Option<(String, Instant)>,
}

/// Each channel of the cell.
///
/// # Errors
/// Those of the database.
pub async fn channels(tx: &mut Tx, post: &Post) -> Result<BTreeMap<Channel, ChannelState>, Error> {
    let since = post.cell().now().plus_seconds(-SECONDS);
    let mut all: BTreeMap<Channel, ChannelState> = BTreeMap::new();
    for channel in Channel::ALL {
        let row = tx.first(&FIND_TROUBLE, params![channel.as_str(), since]).await?;
        let trouble = row.map(|row| Ok::<_, Error>((row.get("problem")?, row.get("tried_at")?)));
        let is_set_up = post.messenger(channel).is_some();
        let trouble = trouble.transpose()?;
        all.insert(channel, ChannelState { is_set_up, trouble, ..ChannelState::default() });
    }
    for row in tx.rows(&COUNT_BY_STATE, params![since]).await? {
        let state = all.entry(channel_of(row.text("channel")?)?).or_default();
        let progress = Progress::parse(row.text("state")?).ok_or_else(|| damaged("state"))?;
        state.messages.insert(progress.as_str(), row.int("n")?);
        state.last_sent = state.last_sent.max(row.get("last_sent")?);
    }
    for row in tx.rows(&COUNT_SUBSCRIPTIONS, params![]).await? {
        let state = all.entry(channel_of(row.text("channel")?)?).or_default();
        match State::parse(row.text("state")?) {
            Some(State::Confirmed) => state.confirmed = row.int("n")?,
            Some(State::Asked) => state.asked = row.int("n")?,
            _ => {}
        }
    }
    Ok(all)
}

fn channel_of(text: &str) -> Result<Channel, Error> {
    Ok(Channel::parse(text).ok_or_else(|| damaged("channel"))?)
}

/// Sends a message that tries a channel to an address of the administrator's.
///
/// # Errors
/// `notify/contact-…`, `notify/channel`.
pub async fn try_channel(
    tx: &mut Tx,
    post: &Post,
    channel: Channel,
    contact: &str,
    language: Language,
    who: &Who,
) -> Result<Id<Delivery>, Error> {
    if post.messenger(channel).is_none() {
        return Err(Error::new(Kind::Invalid, "notify/channel").with("field", "channel"));
    }
    let (cell, now) = (post.cell(), post.cell().now());
    let contact = read_contact(channel, contact)?;
    let key = contact_key(cell, &contact);
    let same = tx.first(&FIND_SAME, params![TRIAL, channel.as_str(), &key]).await?;
    let id = match same.map(|row| subscription(&row)).transpose()? {
        Some(same) => same.id,
        None => {
            let id: Id<Subscription> = cell.new_id();
            let sealed = seal(cell, id, &contact)?;
            let (channel, language) = (channel.as_str(), language.tag());
            let state = State::Confirmed.as_str();
            let values = params![id, TRIAL, "", channel, sealed, &key, language, state, now, now];
            tx.execute(&ADD_SUBSCRIPTION, values).await?;
            id
        }
    };
    let entry = Entry::new(kinds::TRIED, who, id.to_string());
    audit::record(tx, cell, entry.after(json!({ "channel": channel.as_str() }))).await?;
    let message_key = format!("test-{}", cell.new_id::<Delivery>());
    let new = NewDelivery {
        subscription: id,
        channel,
        contact_key: &key,
        message_key: &message_key,
        saying: Saying::Test,
        path: "/",
        delay_seconds: 0,
    };
    let written = outbox::put(tx, cell, &new).await?;
    written.ok_or_else(|| Error::new(Kind::Conflict, "notify/failed"))
}

/// What became of a message, with what the gateway said.
///
/// # Errors
/// Those of the database.
pub async fn progress(tx: &mut Tx, id: Id<Delivery>) -> Result<Option<Progress>, Error> {
    let row = tx.first(&FIND_DELIVERY, params![id]).await?;
    Ok(row.map(|row| delivery(&row)).transpose()?.map(|found| found.progress))
}
