//! People of the stories, a gateway that can misbehave, and a calendar of what is due.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use audit::Who;
use base::{Date, Error, Instant, Language, Nop};
use cell::Cell;
use contracts::{Answer as Open, Occasion, Occasions};
use db::{Db, Migration, Tx};
use jobs::{Entry, Filter, Runner};
use notify::{Asked, Channels, Options, Post, Subject, Topic, Wish};
use ports::{Answer, Channel, Message, Messenger, PortError, SentId};
use testkit::TestCell;

pub const MIGRATIONS: &[Migration] =
    &[audit::MIGRATIONS[0], jobs::MIGRATIONS[0], jobs::MIGRATIONS[1], notify::MIGRATIONS[0]];

pub const BUDI: &str = "0812 3456 7890";
pub const ANI: &str = "ani@contoh.id";
pub const PUSH: &str = "https://fcm.googleapis.com/fcm/send/abc\n\
    BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4\n\
    BTBZMqHH6r4Tts7J_aSIgg";

/// How the gateway answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    Take,
    Refuse,
    BeDown,
    Garble,
    /// Takes the message, and the sender dies before it hears so.
    TakeAndHang,
}

/// A gateway of the stories.
#[derive(Default)]
pub struct Gateway {
    pub taken: Mutex<Vec<Message>>,
    pub asked: Mutex<u32>,
    how: Mutex<VecDeque<How>>,
}

impl Gateway {
    /// Answers so from now on.
    pub fn be(&self, how: How) {
        *self.how.lock().unwrap() = VecDeque::from([how]);
    }

    pub fn taken(&self) -> Vec<Message> {
        self.taken.lock().unwrap().clone()
    }

    pub fn asked(&self) -> u32 {
        *self.asked.lock().unwrap()
    }
}

struct Line(Arc<Gateway>);

impl Messenger for Line {
    fn send<'a>(&'a self, message: &'a Message) -> Answer<'a, SentId> {
        Box::pin(async move {
            let gateway = &self.0;
            *gateway.asked.lock().unwrap() += 1;
            let how = gateway.how.lock().unwrap().front().copied().unwrap_or(How::Take);
            if matches!(how, How::Take | How::TakeAndHang) {
                gateway.taken.lock().unwrap().push(message.clone());
            }
            match how {
                How::Take => Ok(SentId(format!("gw-{}", message.id))),
                How::Refuse => Err(PortError::Refused("131026".to_owned())),
                How::BeDown => Err(PortError::Unreachable("connection refused".to_owned())),
                How::Garble => Err(PortError::Garbled("no JSON".to_owned())),
                How::TakeAndHang => std::future::pending().await,
            }
        })
    }
}

/// What is due, as a story says.
#[derive(Default)]
pub struct Calendar(pub Mutex<Vec<(String, Occasion)>>);

impl Occasions for Calendar {
    fn still_open<'a>(
        &'a self,
        _: &'a mut Tx,
        subject: &'a str,
        _: Date,
    ) -> Open<'a, Vec<Occasion>> {
        let all = self.0.lock().unwrap();
        let found = all.iter().filter(|(of, _)| of == subject).map(|(_, o)| o.clone()).collect();
        Box::pin(async move { Ok(found) })
    }
}

/// A cell with its post office.
pub struct House {
    pub it: TestCell,
    pub post: Post,
    pub gateway: Arc<Gateway>,
    pub calendar: Arc<Calendar>,
}

impl House {
    pub fn new(db: Db) -> Self {
        Self::with(db, |_| {})
    }

    pub fn with(db: Db, change: impl FnOnce(&mut Options)) -> Self {
        Self::of(TestCell::new(db), change)
    }

    pub fn of(it: TestCell, change: impl FnOnce(&mut Options)) -> Self {
        let gateway: Arc<Gateway> = Arc::default();
        let line = |channel| {
            let messenger: Arc<dyn Messenger> = Arc::new(Line(Arc::clone(&gateway)));
            (channel, messenger)
        };
        let channels = Channels {
            messengers: Channel::ALL.map(line).to_vec(),
            push_key: Some("BPublic".to_owned()),
        };
        let mut options = Options::default();
        change(&mut options);
        let post = Post::new(it.cell.clone(), options, channels).unwrap();
        Self { it, post, gateway, calendar: Arc::default() }
    }

    pub fn cell(&self) -> &Cell {
        &self.it.cell
    }

    /// A worker of messages, as the server has one.
    pub fn postman(&self) -> Runner {
        let options = jobs::Options { lane: notify::LANE, ..jobs::Options::default() };
        Runner::new(self.cell().clone(), self.handlers(), options)
    }

    pub fn handlers(&self) -> Vec<jobs::Handler> {
        self.post.handlers(vec![self.calendar.clone()])
    }

    /// Delivers what is due now.
    pub async fn deliver(&self) -> u64 {
        self.postman().run_until_idle().await.unwrap()
    }

    /// Plans reminders, as the clock of the house asks for once an hour.
    pub async fn remind(&self) -> bool {
        let post = &self.post;
        let asked = self.cell().db().write(async |tx: &mut Tx| notify::remind_due(tx, post).await);
        let asked = asked.await.unwrap();
        let options = jobs::Options::default();
        let worker = Runner::new(self.cell().clone(), self.handlers(), options);
        worker.run_until_idle().await.unwrap();
        asked
    }

    pub async fn ask(&self, channel: Channel, contact: &str) -> Result<Asked, Error> {
        self.ask_about(&object(), channel, contact).await
    }

    pub async fn ask_about(
        &self,
        subject: &Subject,
        channel: Channel,
        contact: &str,
    ) -> Result<Asked, Error> {
        let (post, who) = (&self.post, Who::public());
        let topics = [Topic::Due, Topic::Receipt];
        let wish =
            Wish { subject, topics: &topics, channel, contact, language: Language::Id, who: &who };
        let db = self.cell().db();
        db.write(async |tx: &mut Tx| notify::subscribe(tx, post, &wish).await).await
    }

    pub async fn agree(&self, token: &str) -> Result<notify::Subscription, Error> {
        let (post, who) = (&self.post, Who::public());
        let db = self.cell().db();
        db.write(async |tx: &mut Tx| notify::confirm(tx, post, token, &who).await).await
    }

    pub async fn stop(&self, token: &str) -> Result<bool, Error> {
        let (post, who) = (&self.post, Who::public());
        let db = self.cell().db();
        db.write(async |tx: &mut Tx| notify::unsubscribe(tx, post, token, &who).await).await
    }

    /// Asks, receives the question, opens its link, agrees.
    pub async fn subscribed(&self, channel: Channel, contact: &str) {
        self.ask(channel, contact).await.unwrap();
        if channel == Channel::Push {
            return;
        }
        self.deliver().await;
        let question = self.gateway.taken().last().expect("a question").clone();
        self.agree(end(&question.link)).await.unwrap();
        self.gateway.taken.lock().unwrap().clear();
    }

    /// The receipt of a payment, told in a transaction of its own.
    pub async fn paid(&self, receipt: &str) -> u64 {
        let post = &self.post;
        let tell = self.cell().db().write(async |tx: &mut Tx| {
            notify::receipt_ready(tx, post, &object(), receipt, 2026, "/bayar/bukti/1").await
        });
        tell.await.unwrap()
    }

    pub async fn jobs(&self) -> Vec<Entry> {
        let filter = Filter::default();
        let db = self.cell().db();
        db.read(async |tx: &mut Tx| jobs::list(tx, &filter, None, 100).await).await.unwrap()
    }

    pub fn at(&self, moment: &str) {
        self.it.clock.set(Instant::parse(moment).unwrap());
    }

    /// Something is due for the object of the stories.
    pub fn due(&self, due: Date) {
        let occasion = Occasion {
            what: contracts::Due::Tax { year: 2026 },
            due,
            path: "/bayar/tagihan".to_owned(),
        };
        self.calendar.0.lock().unwrap().push((object().as_str().to_owned(), occasion));
    }
}

impl House {
    /// Tasks of the office of the stories are due.
    pub fn tasks_due(&self, due: Date) {
        let occasion =
            Occasion { what: contracts::Due::Tasks, due, path: "/naskah/tugas".to_owned() };
        self.calendar.0.lock().unwrap().push((object().as_str().to_owned(), occasion));
    }
}

pub fn object() -> Subject {
    Subject::object(Nop::parse("640801000100201230").unwrap())
}

pub fn day(year: i16, month: i8, day: i8) -> Date {
    Date::new(year, month, day).unwrap()
}

/// The last part of an address.
pub fn end(link: &str) -> &str {
    link.rsplit('/').next().unwrap()
}
