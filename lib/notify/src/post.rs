//! The post office of a cell: its messengers, its limits, its words.

use std::collections::BTreeMap;
use std::sync::Arc;

use base::{Error, Kind, Language};
use cell::Cell;
use contracts::Occasions;
use jobs::Handler;
use ports::{Channel, Contact, Message, Messenger, Saying};
use web::Texts;

use crate::breaker::Breaker;
use crate::deliver::Deliver;
use crate::remind::Remind;
use crate::subscription::Subscription;
use crate::token::Opens;
use crate::{Drawer, InDrawer, LOCALES, Options, paths};
use base::Id;

/// What sends messages. Cheap to clone.
#[derive(Clone)]
pub struct Post(Arc<Parts>);

struct Parts {
    cell: Cell,
    options: Options,
    texts: Texts,
    messengers: BTreeMap<Channel, Arc<dyn Messenger>>,
    push_key: Option<String>,
    drawer: Option<Arc<Drawer>>,
    breaker: Breaker,
}

/// The channels of a cell.
#[derive(Clone, Default)]
pub struct Channels {
    pub messengers: Vec<(Channel, Arc<dyn Messenger>)>,
    /// The public key by which a browser knows who may push to it (VAPID), in base64url.
    pub push_key: Option<String>,
}

impl Post {
    /// A post office with these channels. A demo cell keeps what the other channels would send in
    /// a drawer.
    ///
    /// # Errors
    /// `notify/texts` when the sentences of this crate cannot be read.
    pub fn new(cell: Cell, options: Options, channels: Channels) -> Result<Self, Error> {
        let texts = Texts::new(LOCALES)
            .map_err(|e| Error::new(Kind::Internal, "notify/texts").caused_by(e))?;
        let drawer = cell.settings().demo.then(Arc::<Drawer>::default);
        let mut messengers = BTreeMap::new();
        for channel in Channel::ALL.into_iter().filter(|channel| *channel != Channel::Push) {
            if let Some(drawer) = &drawer {
                let kept: Arc<dyn Messenger> = Arc::new(InDrawer(Arc::clone(drawer), channel));
                messengers.insert(channel, kept);
            }
        }
        messengers.extend(channels.messengers);
        let push_key = channels.push_key.filter(|_| messengers.contains_key(&Channel::Push));
        let breaker = Breaker::default();
        let parts = Parts { cell, options, texts, messengers, push_key, drawer, breaker };
        Ok(Self(Arc::new(parts)))
    }

    pub fn cell(&self) -> &Cell {
        &self.0.cell
    }

    pub fn options(&self) -> &Options {
        &self.0.options
    }

    /// The channels by which people can be reached, in the order in which they are offered.
    pub fn channels(&self) -> Vec<Channel> {
        let has = |channel: &Channel| self.0.messengers.contains_key(channel);
        Channel::ALL.into_iter().filter(has).collect()
    }

    /// What a browser needs to subscribe; `None` without web push.
    pub fn push_key(&self) -> Option<&str> {
        self.0.push_key.as_deref()
    }

    /// What a demo cell did not send.
    pub fn drawer(&self) -> Option<&Drawer> {
        self.0.drawer.as_deref()
    }

    /// The jobs that deliver and remind. They ask `occasions` what is still to be done.
    pub fn handlers(&self, occasions: Vec<Arc<dyn Occasions>>) -> Vec<Handler> {
        let occasions: Arc<[Arc<dyn Occasions>]> = occasions.into();
        vec![
            Handler::of(Deliver { post: self.clone(), occasions: Arc::clone(&occasions) }),
            Handler::of(Remind { post: self.clone(), occasions }),
        ]
    }

    pub(crate) fn messenger(&self, channel: Channel) -> Option<&Arc<dyn Messenger>> {
        self.0.messengers.get(&channel)
    }

    pub(crate) fn breaker(&self) -> &Breaker {
        &self.0.breaker
    }

    /// Everything about a message that does not differ from try to try.
    pub(crate) fn write(&self, letter: &Letter<'_>) -> Message {
        let (cell, language) = (self.cell(), letter.language);
        let url = &cell.settings().public_url;
        let link = match letter.saying {
            Saying::Confirm => {
                format!(
                    "{url}{}{}",
                    paths::CONSENT,
                    Opens::Consent.token(cell, letter.subscription)
                )
            }
            _ => format!("{url}{}{}", paths::MESSAGE, Opens::Message.token(cell, letter.id)),
        };
        let stop = match letter.saying {
            Saying::Confirm => None,
            _ => Some(stop_by_mail(cell, letter.subscription)),
        };
        let (title, sentence) = self.words(letter.saying, language);
        Message {
            id: letter.id.to_string(),
            at: cell.now(),
            to: letter.to.clone(),
            language,
            saying: letter.saying,
            from: cell.settings().name.clone(),
            title,
            sentence,
            link,
            stop,
        }
    }

    /// What is said, in words: title and sentence.
    pub fn words(&self, saying: Saying, language: Language) -> (String, String) {
        let key = format!("notify-say-{}", saying.key());
        let title_key = format!("{key}.title");
        let year = saying.tax_year().map(|year| year.to_string()).unwrap_or_default();
        let due = saying.due().map(|day| base::format::date(day, language)).unwrap_or_default();
        let say = |key: &str| {
            let phrase = self.0.texts.say(language, key).with("year", year.as_str());
            phrase.with("due", due.as_str()).to_string()
        };
        (say(&title_key), say(&key))
    }
}

impl std::fmt::Debug for Post {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Post({:?})", self.channels())
    }
}

/// What a message is written from.
pub(crate) struct Letter<'a> {
    pub id: Id<crate::Delivery>,
    pub subscription: Id<Subscription>,
    pub to: &'a Contact,
    pub language: Language,
    pub saying: Saying,
}

/// The address that ends messages by the one click of a mail program.
fn stop_by_mail(cell: &Cell, subscription: Id<Subscription>) -> String {
    let token = Opens::Stop.token(cell, subscription);
    format!("{}{}{token}", cell.settings().public_url, paths::STOP_BY_MAIL)
}
