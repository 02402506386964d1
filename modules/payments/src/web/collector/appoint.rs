//! Appointments: the list, the form of a decree, the decision, and the rule which day counts.

use askama::Template;
use axum::Extension;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use base::{Error, Id, Kind, NopVillage, Rupiah};
use web::{Choice, Explained, Form, Page, Visit, html, html_with, see_other};

use crate::domain::collecting::appointment::{Appointment, AppointmentState};
use crate::domain::collecting::rule::{Counts, Rule};
use crate::permissions::{APPROVE, RECONCILE};
use crate::usecase::collecting::appoint::{self, AppointmentFile, Choices, Decree};
use crate::usecase::collecting::rules;
use crate::web::counter::{Counter, money, number, parse_day, status_of};

#[derive(Template)]
#[template(path = "collectors.html", blocks = ["main"])]
struct List {
    page: Page,
    form: Form,
    all: Vec<(Appointment, Rupiah)>,
    rules: Vec<Rule>,
    problem: Option<Explained>,
}

#[derive(Template)]
#[template(path = "collector-form.html", blocks = ["main"])]
struct DecreeForm {
    page: Page,
    form: Form,
    choices: Choices,
    problem: Option<Explained>,
}

/// The villages of one district, to be ticked.
struct District<'a> {
    name: &'a str,
    villages: Vec<&'a contracts::Village>,
    /// Shown open: something in it is ticked.
    is_ticked: bool,
}

#[derive(Template)]
#[template(path = "collector.html", blocks = ["main"])]
struct One {
    page: Page,
    form: Form,
    file: AppointmentFile,
    problem: Option<Explained>,
}

impl List {
    fn counts(&self) -> Vec<Choice> {
        [Counts::Receipt, Counts::Deposit]
            .map(|c| Choice::new(c.as_str(), counts(&self.page, c).as_str()))
            .into()
    }

    fn may_propose(&self) -> bool {
        self.page.may(RECONCILE)
    }

    fn may_approve(&self) -> bool {
        self.page.may(APPROVE)
    }
}

impl DecreeForm {
    fn people(&self) -> Vec<Choice> {
        let person = |p: &identity::AccountRow| {
            Choice::new(p.id.to_string(), format!("{} ({})", p.name, p.login))
        };
        self.choices.people.iter().map(person).collect()
    }

    /// Villages stand in the order of their codes, so those of a district follow each other.
    fn districts(&self) -> Vec<District<'_>> {
        let mut districts: Vec<District<'_>> = Vec::new();
        for villages in self.choices.villages.chunk_by(|a, b| a.district == b.district) {
            let name = villages.first().map_or("", |village| village.district.as_str());
            let is_ticked = villages.iter().any(|village| self.is_ticked(village.code));
            districts.push(District { name, villages: villages.iter().collect(), is_ticked });
        }
        districts
    }

    fn is_ticked(&self, code: impl std::borrow::Borrow<NopVillage>) -> bool {
        self.form.list("desa[]").iter().any(|ticked| ticked == code.borrow().digits())
    }
}

impl One {
    fn me(&self) -> &str {
        self.page.actor().map(identity::Actor::id).unwrap_or_default()
    }

    fn may_decide(&self) -> bool {
        self.page.may(APPROVE) && self.file.it.check_decision(self.me()).is_ok()
    }

    fn may_revoke(&self) -> bool {
        let may = self.page.may(APPROVE) || self.page.may(RECONCILE);
        may && self.file.it.state == AppointmentState::Approved
    }

    fn waits_for_another(&self) -> bool {
        self.file.it.state == AppointmentState::Proposed && self.file.it.proposed.by == self.me()
    }
}

/// The sentence of a rule.
pub(crate) fn counts(page: &Page, counts: impl std::borrow::Borrow<Counts>) -> String {
    page.t(&format!("counter-rule-{}", counts.borrow().as_str())).to_string()
}

/// Colour of the tag of a state.
pub(crate) fn colour(state: &AppointmentState) -> &'static str {
    match state {
        AppointmentState::Proposed => "yellow",
        AppointmentState::Approved => "green",
        AppointmentState::Rejected => "red",
        AppointmentState::Revoked => "",
    }
}

/// The word on the tag.
pub(crate) fn state(page: &Page, state: &AppointmentState) -> String {
    page.t(&format!("counter-collector-state-{}", state.as_str())).to_string()
}

pub(super) async fn list(
    visit: Visit,
    Extension(counter): Extension<Counter>,
) -> web::Result<Response> {
    listed(&visit, &counter, Form::new(), (StatusCode::OK, None)).await
}

async fn listed(
    visit: &Visit,
    counter: &Counter,
    form: Form,
    (status, problem): (StatusCode, Option<&Error>),
) -> web::Result<Response> {
    let (ledger, actor) = (&counter.ledger, visit.signed_in()?);
    let all = appoint::list(ledger, actor).await?;
    let rules = rules::list(ledger, actor).await?;
    let page = visit.work("counter-collectors");
    let problem = problem.map(|error| page.error(error));
    html_with(status, &List { page, form, all, rules, problem })
}

pub(super) async fn set_rule(
    visit: Visit,
    Extension(counter): Extension<Counter>,
    mut form: Form,
) -> web::Result<Response> {
    let from = form.parse("mulai", parse_day);
    let counts = form.parse("hari", |text| {
        Counts::parse(text).ok_or_else(|| Error::new(Kind::Invalid, "web/required"))
    });
    let citation = form.required("dasar");
    let (Some(from), Some(counts), Some(citation)) = (from, counts, citation) else {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return listed(&visit, &counter, form, (status, None)).await;
    };
    let rule = Rule { from, counts, citation };
    match rules::set(&counter.ledger, visit.signed_in()?, &rule).await {
        Ok(()) => Ok(see_other("/kerja/penunjukan")),
        Err(error) => match status_of(&error) {
            Some(status) => listed(&visit, &counter, form, (status, Some(&error))).await,
            None => Err(error.into()),
        },
    }
}

pub(super) async fn form(
    visit: Visit,
    Extension(counter): Extension<Counter>,
) -> web::Result<Response> {
    let form = Form::new().filled("hari", 3);
    let view = DecreeForm::new(&visit, &counter, form, None).await?;
    html(&view)
}

impl DecreeForm {
    async fn new(
        visit: &Visit,
        counter: &Counter,
        form: Form,
        problem: Option<&Error>,
    ) -> base::Result<Self> {
        let choices = appoint::choices(&counter.ledger, visit.signed_in()?).await?;
        let page = visit.work("counter-collector-propose");
        let problem = problem.map(|error| page.error(error));
        Ok(Self { page, form, choices, problem })
    }
}

fn read(form: &mut Form) -> Option<Decree> {
    let person = form.parse("orang", |text| {
        Id::parse(text).ok_or_else(|| Error::new(Kind::Invalid, "payments/collector-unknown"))
    });
    let number_of_decree = form.required("nomor");
    let date = form.parse("tanggal", parse_day);
    let from = form.parse("mulai", parse_day);
    let until = form.parse("sampai", parse_day);
    let limit = form.parse("batas", money);
    let days = form.parse("hari", number);
    let villages: Result<Vec<NopVillage>, _> =
        form.list("desa[]").iter().map(|code| NopVillage::parse(code)).collect();
    let villages = match villages {
        Ok(villages) if !villages.is_empty() => Some(villages),
        _ => {
            form.refuse("desa", &Error::new(Kind::Invalid, "payments/decree-villages"));
            None
        }
    };
    Some(Decree {
        person: person?,
        number: number_of_decree?,
        date: date?,
        from: from?,
        until: until?,
        limit: limit?,
        deposit_days: days?,
        villages: villages?,
    })
}

pub(super) async fn propose(
    visit: Visit,
    Extension(counter): Extension<Counter>,
    mut form: Form,
) -> web::Result<Response> {
    let Some(decree) = read(&mut form) else {
        let view = DecreeForm::new(&visit, &counter, form, None).await?;
        return html_with(StatusCode::UNPROCESSABLE_ENTITY, &view);
    };
    match appoint::propose(&counter.ledger, visit.signed_in()?, &decree).await {
        Ok(code) => Ok(see_other(&format!("/kerja/penunjukan/{code}"))),
        Err(error) => match status_of(&error) {
            Some(status) => {
                let view = DecreeForm::new(&visit, &counter, form, Some(&error)).await?;
                html_with(status, &view)
            }
            None => Err(error.into()),
        },
    }
}

pub(super) async fn show(
    visit: Visit,
    Extension(counter): Extension<Counter>,
    Path(code): Path<String>,
) -> web::Result<Response> {
    shown(&visit, &counter, &code, (StatusCode::OK, None)).await
}

async fn shown(
    visit: &Visit,
    counter: &Counter,
    code: &str,
    (status, problem): (StatusCode, Option<&Error>),
) -> web::Result<Response> {
    let file = appoint::get(&counter.ledger, visit.signed_in()?, code).await?;
    let page = visit.work("counter-collectors");
    let title = format!("{} {}", file.it.code, file.it.person_name);
    let problem = problem.map(|error| page.error(error));
    html_with(status, &One { page: page.called(title), form: Form::new(), file, problem })
}

async fn after(
    visit: &Visit,
    counter: &Counter,
    code: &str,
    done: base::Result<()>,
) -> web::Result<Response> {
    let Err(error) = done else { return Ok(see_other(&format!("/kerja/penunjukan/{code}"))) };
    match status_of(&error) {
        Some(status) => shown(visit, counter, code, (status, Some(&error))).await,
        None => Err(error.into()),
    }
}

pub(super) async fn decide(
    visit: Visit,
    Extension(counter): Extension<Counter>,
    Path(code): Path<String>,
    form: Form,
) -> web::Result<Response> {
    let decision = (form.value("putusan") == "ya", form.value("catatan"));
    let done = appoint::decide(&counter.ledger, visit.signed_in()?, &code, decision).await;
    after(&visit, &counter, &code, done).await
}

pub(super) async fn revoke(
    visit: Visit,
    Extension(counter): Extension<Counter>,
    Path(code): Path<String>,
    form: Form,
) -> web::Result<Response> {
    let reason = form.value("alasan");
    let done = appoint::revoke(&counter.ledger, visit.signed_in()?, &code, reason).await;
    after(&visit, &counter, &code, done).await
}
