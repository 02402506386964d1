//! A drawer instead of a gateway: a demo cell sends nothing, and shows what it would have sent.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use base::Instant;
use ports::{Answer, Channel, Message, Messenger, SentId};

/// Keeps the newest messages in memory, their addresses masked. Cheap to share as an `Arc`.
#[derive(Debug, Default)]
pub struct Drawer(Mutex<VecDeque<Letter>>);

/// A message in the drawer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    pub at: Instant,
    pub channel: Channel,
    pub to: String,
    pub title: String,
    pub sentence: String,
    pub link: String,
}

const ROOM: usize = 50;

impl Drawer {
    /// What would have been sent, the newest first.
    pub fn letters(&self) -> Vec<Letter> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }

    fn keep(&self, channel: Channel, message: &Message) -> SentId {
        let mut letters = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        letters.push_front(Letter {
            at: message.at,
            channel,
            to: message.to.masked(),
            title: message.title.clone(),
            sentence: message.sentence.clone(),
            link: message.link.clone(),
        });
        letters.truncate(ROOM);
        SentId(message.id.clone())
    }
}

/// The drawer as the messenger of one channel.
#[derive(Debug, Clone)]
pub struct InDrawer(pub std::sync::Arc<Drawer>, pub Channel);

impl Messenger for InDrawer {
    fn send<'a>(&'a self, message: &'a Message) -> Answer<'a, SentId> {
        Box::pin(async move { Ok(self.0.keep(self.1, message)) })
    }
}
