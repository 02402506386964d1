//! Messages to people: what administrators see and do about them.

use std::collections::BTreeMap;

use base::{Error, Language};
use db::Tx;
use identity::{Actor, Resource, require};
use notify::{ChannelState, Post};
use ports::Channel;

use crate::permissions::{MANAGE_MESSAGES, WATCH_MESSAGES};

/// How each channel is.
///
/// # Errors
/// `identity/forbidden`.
pub async fn channels(
    post: &Post,
    actor: &Actor,
) -> Result<BTreeMap<Channel, ChannelState>, Error> {
    require(post.cell(), actor, WATCH_MESSAGES, Resource::Cell).await?;
    post.cell().db().read(async |tx: &mut Tx| notify::channels(tx, post).await).await
}

/// Sends a message that tries a channel.
///
/// # Errors
/// `identity/forbidden`, `notify/contact-…`, `notify/channel`.
pub async fn attempt(
    post: &Post,
    actor: &Actor,
    channel: Channel,
    contact: &str,
    language: Language,
) -> Result<(), Error> {
    require(post.cell(), actor, MANAGE_MESSAGES, Resource::Cell).await?;
    let who = actor.who();
    let write = post.cell().db().write(async |tx: &mut Tx| {
        notify::try_channel(tx, post, channel, contact, language, &who).await
    });
    write.await.map(drop)
}

/// Removes every subscription of an address, because its owner asked for it; returns how many.
///
/// # Errors
/// `identity/forbidden`, `notify/contact-…`.
pub async fn erase(
    post: &Post,
    actor: &Actor,
    channel: Channel,
    contact: &str,
) -> Result<u64, Error> {
    require(post.cell(), actor, MANAGE_MESSAGES, Resource::Cell).await?;
    let (cell, who) = (post.cell(), actor.who());
    let db = cell.db();
    db.write(async |tx: &mut Tx| notify::erase(tx, cell, channel, contact, &who).await).await
}
