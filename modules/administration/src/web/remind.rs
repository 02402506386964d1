//! "Ingatkan saya": people ask for messages, agree to them, and end them. Without an account.

use askama::Template;
use audit::Who;
use axum::Extension;
use axum::extract::Path;
use axum::response::Response;
use base::{Error, Kind};
use http::StatusCode;
use notify::{Asked, Offer, Topic};
use ports::Channel;
use web::{Choice, Explained, Form, Page, Visit, html, html_with, see_other};

use super::{Desk, note};
use crate::usecase::reminders::{self, Ask};

#[derive(Template)]
#[template(path = "remind.html", blocks = ["main"])]
struct Remind {
    page: Page,
    form: Form,
    problem: Option<Explained>,
    back: String,
    /// Shown as ticks; one alone is a matter of course.
    topics: Vec<Topic>,
    channels: Vec<Choice>,
    /// What a browser needs to be reached itself.
    push_key: Option<String>,
}

impl Remind {
    /// What a tick says.
    fn wish(&self, topic: &Topic) -> String {
        self.page.t(&format!("adm-wish-{}", topic.as_str())).to_string()
    }
}

/// One sentence, one thing to do.
#[derive(Template)]
#[template(path = "remind-said.html", blocks = ["main"])]
struct Said {
    page: Page,
    lead: String,
    good: bool,
    /// Where a form with one button is sent, and what the button says.
    form: Option<(String, &'static str)>,
    /// Where a link leads, and what it says.
    link: Option<(String, &'static str)>,
    /// The same as a quiet link below.
    other: Option<(String, &'static str)>,
}

impl Said {
    fn new(page: Page, lead: String) -> Self {
        Self { page, lead, good: false, form: None, link: None, other: None }
    }
}

pub(super) async fn show(
    visit: Visit,
    Extension(desk): Extension<Desk>,
    form: Form,
) -> web::Result<Response> {
    let offer = Offer::open(visit.cell(), form.value("penawaran"))?;
    let first = desk.post.channels().into_iter().find(|channel| *channel != Channel::Push);
    let mut form = form.filled("channel", first.map_or("", Channel::as_str));
    for topic in &offer.topics {
        form = form.filled(topic.as_str(), "1");
    }
    html(&view(&visit, &desk, form, &offer, None))
}

pub(super) async fn ask(
    visit: Visit,
    Extension(desk): Extension<Desk>,
    mut form: Form,
) -> web::Result<Response> {
    let offer = Offer::open(visit.cell(), form.value("penawaran"))?;
    match send(&visit, &desk, &form, &offer).await {
        Ok(Asked::MustConsent) => {
            let mut said = said(&visit, "adm-remind-must", "adm-remind-must-lead");
            said.link = Some((offer.back, "adm-remind-back"));
            html(&said)
        }
        Ok(Asked::Holds) => {
            let mut said = said(&visit, "adm-remind-holds", "adm-remind-holds-push");
            (said.good, said.link) = (true, Some((offer.back, "adm-remind-back")));
            html(&said)
        }
        Err(error) if error.kind() == Kind::TooMany => {
            let problem = visit.app().texts().error(visit.language(), &error);
            let view = view(&visit, &desk, form, &offer, Some(problem));
            html_with(StatusCode::TOO_MANY_REQUESTS, &view)
        }
        Err(error) => {
            note(&mut form, error)?;
            let view = view(&visit, &desk, form, &offer, None);
            html_with(StatusCode::UNPROCESSABLE_ENTITY, &view)
        }
    }
}

async fn send(visit: &Visit, desk: &Desk, form: &Form, offer: &Offer) -> base::Result<Asked> {
    desk.asking.take(&visit.address().to_string())?;
    let channel = Channel::parse(form.value("channel"));
    let channel = channel
        .ok_or_else(|| Error::new(Kind::Invalid, "notify/channel").with("field", "channel"))?;
    let ticked = |topic: &Topic| offer.topics.len() == 1 || form.ticked(topic.as_str());
    let topics: Vec<Topic> = offer.topics.iter().copied().filter(ticked).collect();
    let contact =
        if channel == Channel::Push { form.raw("browser") } else { form.value("contact") };
    let (language, who) = (visit.language(), &public(visit));
    let ask = Ask { offer, topics: &topics, channel, contact, language, who };
    reminders::ask(&desk.post, &ask).await
}

fn view(
    visit: &Visit,
    desk: &Desk,
    form: Form,
    offer: &Offer,
    problem: Option<Explained>,
) -> Remind {
    let page = visit.page("adm-remind-title");
    let channels = desk.post.channels().into_iter().filter(|channel| *channel != Channel::Push);
    let choice = |channel: Channel| {
        let key = format!("adm-channel-{}", channel.as_str());
        Choice::new(channel.as_str(), page.t(&key).to_string())
    };
    Remind {
        channels: channels.map(choice).collect(),
        push_key: desk.post.push_key().map(str::to_owned),
        topics: if offer.topics.len() > 1 { offer.topics.clone() } else { Vec::new() },
        back: offer.back.clone(),
        problem,
        page,
        form,
    }
}

fn said(visit: &Visit, title: &'static str, lead: &'static str) -> Said {
    let page = visit.page(title);
    let lead = page.t(lead).to_string();
    Said::new(page, lead)
}

fn public(visit: &Visit) -> Who {
    Who::public().from_address(visit.address().to_string())
}

/// Programs that look at mail open each link: agreeing takes a click on the page.
pub(super) async fn consent(
    visit: Visit,
    Extension(desk): Extension<Desk>,
    Path(token): Path<String>,
) -> web::Result<Response> {
    let found = reminders::asked(&desk.post, &token).await?;
    let mut said = said(&visit, "adm-consent-title", "adm-consent-lead");
    said.lead = topics(&said.page, &said.lead, &found.topics);
    said.form = Some((visit.path().to_owned(), "adm-consent-button"));
    html(&said)
}

pub(super) async fn agree(
    visit: Visit,
    Extension(desk): Extension<Desk>,
    Path(token): Path<String>,
) -> web::Result<Response> {
    reminders::agree(&desk.post, &token, &public(&visit)).await?;
    let mut said = said(&visit, "adm-remind-holds", "adm-remind-holds-lead");
    (said.good, said.link) = (true, Some(("/".to_owned(), "adm-remind-home")));
    html(&said)
}

/// The sentence, with what it is about.
fn topics(page: &Page, lead: &str, topics: &[Topic]) -> String {
    let word = |topic: &Topic| page.t(&format!("adm-topic-{}", topic.as_str())).to_string();
    let words: Vec<String> = topics.iter().map(word).collect();
    if words.is_empty() { lead.to_owned() } else { format!("{lead} {}.", words.join(", ")) }
}

pub(super) async fn ending(
    visit: Visit,
    Extension(desk): Extension<Desk>,
    Path(token): Path<String>,
) -> web::Result<Response> {
    match reminders::ending(&desk.post, &token).await {
        Ok(_) => {
            let mut said = said(&visit, "adm-stop-title", "adm-stop-lead");
            said.form = Some((visit.path().to_owned(), "adm-stop-button"));
            html(&said)
        }
        Err(error) if error.code() == "notify/no-link" => html(&ended(&visit)),
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn stop(
    visit: Visit,
    Extension(desk): Extension<Desk>,
    Path(token): Path<String>,
) -> web::Result<Response> {
    reminders::stop(&desk.post, &token, &public(&visit)).await?;
    html(&ended(&visit))
}

fn ended(visit: &Visit) -> Said {
    let mut said = said(visit, "adm-stopped", "adm-stopped-lead");
    (said.good, said.link) = (true, Some(("/".to_owned(), "adm-remind-home")));
    said
}

/// A page in between: what looks into links (previews of messengers, programs that search mail)
/// learns nothing about whom they concern, and everybody finds how to end them.
pub(super) async fn message(
    visit: Visit,
    Extension(desk): Extension<Desk>,
    Path(token): Path<String>,
) -> web::Result<Response> {
    let opened = reminders::open(&desk.post, &token).await?;
    let (title, lead) = desk.post.words(opened.saying, visit.language());
    let page = visit.page("adm-message-title").called(title);
    let mut said = Said::new(page, lead);
    said.link = Some((opened.path, "adm-message-open"));
    said.other = Some((opened.stop, "adm-message-stop"));
    html(&said)
}

/// Ends messages by the one click of a mail program (RFC 8058), which sends no cookie.
#[utoipa::path(
    post,
    path = "/api/v1/messages/stop/{token}",
    params(("token" = String, Path, description = "from the header `List-Unsubscribe`")),
    responses(
        (status = 204, description = "ended, or ended before"),
        (status = 404, description = "`notify/no-link`"),
    )
)]
pub(super) async fn stop_by_mail(
    visit: Visit,
    Extension(desk): Extension<Desk>,
    Path(token): Path<String>,
) -> web::Result<StatusCode> {
    reminders::stop(&desk.post, &token, &public(&visit)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The page that ends messages, for mail programs that open the address instead of posting to it.
#[utoipa::path(
    get,
    path = "/api/v1/messages/stop/{token}",
    params(("token" = String, Path, description = "from the header `List-Unsubscribe`")),
    responses((status = 303, description = "to the page"))
)]
pub(super) async fn show_stop_page(Path(token): Path<String>) -> Response {
    let plain = token.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    let token = if plain { token.as_str() } else { "x" };
    see_other(&format!("{}{token}", notify::paths::STOP))
}
