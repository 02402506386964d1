//! What a link in a message shows.

use base::{Error, Id, Kind};
use db::{Tx, params};
use ports::Saying;

use crate::paths;
use crate::post::Post;
use crate::store::{FIND_DELIVERY, FIND_SUBSCRIPTION, delivery, subscription};
use crate::subscription::{Delivery, Subscription};
use crate::token::Opens;

/// A message as the page behind its link shows it.
#[derive(Debug, Clone)]
pub struct Opened {
    pub saying: Saying,
    /// The page it leads to, from the first slash on.
    pub path: String,
    /// The page that ends such messages.
    pub stop: String,
}

/// Opens the link of a message.
///
/// # Errors
/// `notify/no-link` when the link is wrong, old, or the messages were ended.
pub async fn open_message(tx: &mut Tx, post: &Post, token: &str) -> Result<Opened, Error> {
    let no_link = || Error::new(Kind::NotFound, "notify/no-link");
    let id = Opens::Message.id::<Delivery>(post.cell(), token).ok_or_else(no_link)?;
    let row = tx.first(&FIND_DELIVERY, params![id]).await?.ok_or_else(no_link)?;
    let (found, of): (_, Id<Subscription>) = (delivery(&row)?, row.get("subscription")?);
    let of = subscription(&tx.one(&FIND_SUBSCRIPTION, params![of]).await?)?;
    let stop = format!("{}{}", paths::STOP, Opens::Stop.token(post.cell(), of.id));
    Ok(Opened { saying: found.saying, path: found.path, stop })
}
