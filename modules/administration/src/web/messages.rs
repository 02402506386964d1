//! The channels of messages: how they are, a message to try one, and erasure.

use askama::Template;
use axum::Extension;
use axum::response::Response;
use base::{Error, Kind};
use http::StatusCode;
use notify::{ChannelState, Letter};
use ports::Channel;
use web::{Choice, Form, Page, Visit, html, html_with, see_other};

use super::{Desk, note, told};
use crate::permissions::MANAGE_MESSAGES;
use crate::usecase;

pub(super) const PATH: &str = "/kerja/pesan";
const NEWS: &[&str] = &["adm-messages-tried", "adm-messages-erased", "adm-messages-erased-none"];

#[derive(Template)]
#[template(path = "messages.html", blocks = ["main"])]
struct Messages {
    page: Page,
    form: Form,
    news: Option<&'static str>,
    channels: Vec<Row>,
    /// Channels that can be tried, and those whose addresses can be erased.
    usable: Vec<Choice>,
    typed: Vec<Choice>,
    may_manage: bool,
    is_demo: bool,
    letters: Vec<Letter>,
}

struct Row {
    name: String,
    is_set_up: bool,
    confirmed: i64,
    asked: i64,
    waiting: i64,
    sent: i64,
    lost: i64,
    last_sent: Option<String>,
    trouble: Option<(String, String)>,
}

impl Row {
    fn new(page: &Page, channel: Channel, state: ChannelState) -> Self {
        let of = |key: &str| state.messages.get(key).copied().unwrap_or_default();
        Self {
            name: name(page, channel),
            is_set_up: state.is_set_up,
            confirmed: state.confirmed,
            asked: state.asked,
            waiting: of("waiting"),
            sent: of("sent"),
            lost: of("refused") + of("gave-up"),
            last_sent: state.last_sent.map(|at| page.moment(at)),
            trouble: state.trouble.map(|(said, at)| (said, page.moment(at))),
        }
    }
}

fn name(page: &Page, channel: Channel) -> String {
    page.t(&format!("adm-channel-{}", channel.as_str())).to_string()
}

impl Messages {
    fn channel(&self, letter: &Letter) -> String {
        name(&self.page, letter.channel)
    }
}

async fn view(visit: &Visit, desk: &Desk, form: Form) -> web::Result<Messages> {
    let actor = visit.signed_in()?;
    let page = visit.work("adm-messages-title");
    let states = usecase::messages::channels(&desk.post, actor).await?;
    let choice = |channel: Channel| Choice::new(channel.as_str(), name(&page, channel));
    let typed = |channel: &Channel| *channel != Channel::Push;
    Ok(Messages {
        news: told(&form, NEWS),
        usable: desk.post.channels().into_iter().filter(typed).map(choice).collect(),
        typed: Channel::ALL.into_iter().filter(typed).map(choice).collect(),
        channels: states.into_iter().map(|(c, state)| Row::new(&page, c, state)).collect(),
        may_manage: actor.has(MANAGE_MESSAGES),
        is_demo: desk.post.drawer().is_some(),
        letters: desk.post.drawer().map(notify::Drawer::letters).unwrap_or_default(),
        page,
        form,
    })
}

pub(super) async fn show(
    visit: Visit,
    Extension(desk): Extension<Desk>,
    form: Form,
) -> web::Result<Response> {
    html(&view(&visit, &desk, form).await?)
}

pub(super) async fn attempt(
    visit: Visit,
    Extension(desk): Extension<Desk>,
    mut form: Form,
) -> web::Result<Response> {
    let actor = visit.signed_in()?;
    let (contact, language) = (form.value("contact").to_owned(), visit.language());
    let sent = match channel(&form, "channel") {
        Ok(channel) => {
            usecase::messages::attempt(&desk.post, actor, channel, &contact, language).await
        }
        Err(error) => Err(error),
    };
    match sent {
        Ok(()) => Ok(see_other("/kerja/pesan?kabar=adm-messages-tried")),
        Err(error) => {
            note(&mut form, error)?;
            html_with(StatusCode::UNPROCESSABLE_ENTITY, &view(&visit, &desk, form).await?)
        }
    }
}

pub(super) async fn erase(
    visit: Visit,
    Extension(desk): Extension<Desk>,
    mut form: Form,
) -> web::Result<Response> {
    let actor = visit.signed_in()?;
    let contact = form.value("erase_contact").to_owned();
    let erased = match channel(&form, "erase_channel") {
        Ok(channel) => usecase::messages::erase(&desk.post, actor, channel, &contact).await,
        Err(error) => Err(error),
    };
    match erased {
        Ok(0) => Ok(see_other("/kerja/pesan?kabar=adm-messages-erased-none")),
        Ok(_) => Ok(see_other("/kerja/pesan?kabar=adm-messages-erased")),
        Err(error) if error.kind() == Kind::Invalid => {
            form.refuse("erase_contact", &error);
            html_with(StatusCode::UNPROCESSABLE_ENTITY, &view(&visit, &desk, form).await?)
        }
        Err(error) => Err(error.into()),
    }
}

fn channel(form: &Form, field: &'static str) -> base::Result<Channel> {
    let channel = Channel::parse(form.value(field));
    channel.ok_or_else(|| Error::new(Kind::Invalid, "notify/channel").with("field", field))
}
