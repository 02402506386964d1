//! The audit trail: who did what, and whether the record is whole.

use std::collections::BTreeMap;

use askama::Template;
use audit::{Filter, Outcome, Recorded, Report};
use axum::Extension;
use axum::response::Response;
use base::{Date, Error, Id, Instant, Kind};
use http::StatusCode;
use identity::Actor;
use web::{Choice, Form, Page, Pagination, Visit, html, html_with};

use super::{Desk, names};
use crate::usecase::trail::{self, Standing};

const ROWS: u32 = 50;
const PATH: &str = "/kerja/jejak-audit";
/// Fields of the filter, which the links to more rows carry on.
const FIELDS: [&str; 6] = ["jenis", "pelaku", "hasil", "tentang", "dari", "sampai"];

#[derive(Template)]
#[template(path = "trail.html", blocks = ["main"])]
struct TrailView {
    page: Page,
    form: Form,
    kinds: Vec<Choice>,
    /// One per outcome, and one for all.
    tabs: Vec<Way>,
    /// What the list is narrowed to; each leads to the list without it.
    chips: Vec<Way>,
    rows: Vec<TrailRow>,
    pages: Pagination,
    standing: Standing,
    /// What a walk over the whole chain found, when one was asked for.
    report: Option<Report>,
}

/// A link that changes one thing of what is asked for.
struct Way {
    label: String,
    path: String,
    current: bool,
}

/// An entry in the list.
struct TrailRow {
    id: String,
    at: Instant,
    who: String,
    deed: String,
    /// Somebody should look at it.
    critical: bool,
    subject: String,
    /// The person it is about, where it is an account; empty otherwise.
    subject_name: String,
    outcome: String,
    colour: &'static str,
}

impl TrailView {
    fn checkpoint_moment(&self) -> Option<String> {
        let made = self.standing.checkpoint.as_ref()?;
        Instant::parse(&made.at).ok().map(|at| self.page.moment(at))
    }

    /// The sentence of what a walk found wrong.
    fn trouble(&self) -> Option<String> {
        let fault = self.report.as_ref()?.fault.as_ref()?;
        let key = format!("adm-trouble-{}", fault.trouble.as_str());
        Some(self.page.t(&key).with("seq", fault.seq).to_string())
    }
}

pub(super) async fn list(
    visit: Visit,
    Extension(desk): Extension<Desk>,
    form: Form,
) -> web::Result<Response> {
    answer(&visit, &desk, form, None).await
}

pub(super) async fn verify(
    visit: Visit,
    Extension(desk): Extension<Desk>,
) -> web::Result<Response> {
    let report = trail::verify(visit.cell(), visit.signed_in()?).await?;
    answer(&visit, &desk, Form::new(), Some(report)).await
}

async fn answer(
    visit: &Visit,
    desk: &Desk,
    mut form: Form,
    report: Option<Report>,
) -> web::Result<Response> {
    let (cell, actor) = (visit.cell(), visit.signed_in()?);
    let page = visit.work("adm-trail-title");
    let standing = trail::standing(cell, actor).await?;
    let before = Id::parse(form.value("sesudah"));
    let filter = filter(visit, desk, actor, &mut form).await?;
    let mistaken = form.has_errors();
    let found = trail::list(cell, actor, &filter, before, ROWS).await?;
    let rows = if mistaken { Vec::new() } else { found.rows };
    let names = people(desk, actor, &rows).await?;
    let shown = rows.into_iter().map(|entry| row(&page, desk, &names, entry)).collect();
    let next = found.next.filter(|_| !mistaken).map(|id| id.to_string());
    let query = FIELDS.map(|field| (field, form.value(field)));
    let pages = Pagination::by_key(PATH, &query, None, next.as_deref());
    let view = TrailView {
        kinds: kinds(&page, desk),
        tabs: tabs(&page, &form),
        chips: chips(&page, &form),
        rows: shown,
        pages,
        standing,
        report,
        page,
        form,
    };
    if mistaken { html_with(StatusCode::UNPROCESSABLE_ENTITY, &view) } else { html(&view) }
}

const OUTCOMES: [(Outcome, &str); 3] = [
    (Outcome::Done, "adm-outcome-done"),
    (Outcome::Denied, "adm-outcome-denied"),
    (Outcome::Failed, "adm-outcome-failed"),
];

/// Key and colour of an outcome.
pub(super) fn outcome(outcome: Outcome) -> (&'static str, &'static str) {
    match outcome {
        Outcome::Done => ("adm-outcome-done", ""),
        Outcome::Denied => ("adm-outcome-denied", "red"),
        Outcome::Failed => ("adm-outcome-failed", "yellow"),
    }
}

/// The list with another value of one field; without it when the value is empty.
fn path_with(form: &Form, field: &str, value: &str) -> String {
    let mut pairs = form_urlencoded::Serializer::new(String::new());
    for name in FIELDS {
        let value = if name == field { value } else { form.value(name) };
        if !value.is_empty() {
            pairs.append_pair(name, value);
        }
    }
    format!("{PATH}?{}", pairs.finish())
}

fn tabs(page: &Page, form: &Form) -> Vec<Way> {
    let all = [("", "adm-all-outcomes")].into_iter();
    let each = OUTCOMES.iter().map(|(outcome, key)| (outcome.as_str(), *key));
    let tab = |(value, key): (&str, &str)| Way {
        label: page.t(key).to_string(),
        path: path_with(form, "hasil", value),
        current: form.value("hasil") == value,
    };
    all.chain(each).map(tab).collect()
}

fn chips(page: &Page, form: &Form) -> Vec<Way> {
    let narrowed = [
        ("jenis", "adm-deed"),
        ("pelaku", "adm-actor"),
        ("tentang", "adm-subject"),
        ("dari", "adm-from"),
        ("sampai", "adm-until"),
    ];
    let narrowed = narrowed.into_iter().filter(|(field, _)| !form.value(field).is_empty());
    let chip = |(field, key): (&str, &str)| {
        let value = form.value(field);
        let value = match field {
            "jenis" => names::deed(page, value),
            "pelaku" => actor(page, value, value),
            _ => value.to_owned(),
        };
        let label = format!("{}: {value}", page.t(key));
        Way { label, path: path_with(form, field, ""), current: false }
    };
    narrowed.map(chip).collect()
}

fn kinds(page: &Page, desk: &Desk) -> Vec<Choice> {
    let known = desk.around.audit_kinds.iter();
    let mut kinds: Vec<Choice> =
        known.map(|kind| Choice::new(kind.code, names::deed(page, kind.code))).collect();
    kinds.sort_by(|a, b| a.label.cmp(&b.label));
    kinds
}

/// What was asked for; mistakes are noted at their fields.
async fn filter(
    visit: &Visit,
    desk: &Desk,
    actor: &Actor,
    form: &mut Form,
) -> base::Result<Filter> {
    let text = |value: &str| (!value.is_empty()).then(|| value.to_owned());
    let outcome = OUTCOMES.iter().map(|(o, _)| *o).find(|o| o.as_str() == form.value("hasil"));
    let (kind, subject) = (text(form.value("jenis")), text(form.value("tentang")));
    let zone = visit.cell().zone();
    let from = form.optional("dari", date).flatten().map(|day| zone.start_of(day));
    let last = form.optional("sampai", date).flatten();
    let until = last.and_then(|day| day.tomorrow().ok()).map(|day| zone.start_of(day));
    let person = person(desk, actor, form).await?;
    Ok(Filter { subject, actor: person, kind, outcome, agency: None, from, until })
}

fn date(text: &str) -> Result<Date, Error> {
    text.parse().map_err(|_| Error::new(Kind::Invalid, "administration/date"))
}

/// Actors that are no accounts.
const OTHERS: [&str; 4] = ["operator", "public", "system", "unknown"];

/// The id of whoever was asked for by sign-in name, or by the id itself.
async fn person(desk: &Desk, actor: &Actor, form: &mut Form) -> base::Result<Option<String>> {
    let asked = form.value("pelaku").to_lowercase();
    if asked.is_empty() || OTHERS.contains(&&*asked) {
        return Ok((!asked.is_empty()).then_some(asked));
    }
    if Id::<identity::Account>::parse(&asked).is_some() {
        return Ok(Some(asked.to_uppercase()));
    }
    let found = desk.identity.list_accounts(actor, &asked, None, ROWS).await?;
    let exact = found.rows.into_iter().find(|row| row.login == asked);
    if exact.is_none() {
        form.refuse("pelaku", &Error::new(Kind::Invalid, "administration/nobody"));
    }
    Ok(exact.map(|row| row.id.to_string()))
}

/// Names of the people whom entries are about, by the id of their account.
async fn people(
    desk: &Desk,
    actor: &Actor,
    rows: &[Recorded],
) -> base::Result<BTreeMap<String, String>> {
    let mut names = BTreeMap::new();
    if !actor.has(identity::VIEW_ACCOUNTS) {
        return Ok(names);
    }
    for entry in rows.iter().filter(|entry| entry.kind.starts_with("identity/")) {
        let Some(id) = Id::parse(&entry.subject) else { continue };
        if names.contains_key(&entry.subject) {
            continue;
        }
        match desk.identity.get_account(actor, id).await {
            Ok(account) => drop(names.insert(entry.subject.clone(), account.name)),
            // The id of a session, for example.
            Err(error) if error.kind() == Kind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    Ok(names)
}

fn row(page: &Page, desk: &Desk, names: &BTreeMap<String, String>, entry: Recorded) -> TrailRow {
    let (key, colour) = outcome(entry.outcome);
    let mut kinds = desk.around.audit_kinds.iter();
    let kind = kinds.find(|kind| kind.code == entry.kind);
    TrailRow {
        id: entry.id.to_string(),
        at: entry.at,
        who: who(page, &entry),
        deed: names::deed(page, &entry.kind),
        critical: kind.is_some_and(|kind| kind.level == audit::Level::Critical),
        subject_name: names.get(&entry.subject).cloned().unwrap_or_default(),
        subject: entry.subject,
        outcome: page.t(key).to_string(),
        colour,
    }
}

/// The name of whoever did it; for those without one, what they are.
pub(super) fn who(page: &Page, entry: &Recorded) -> String {
    actor(page, &entry.actor, &entry.actor_name)
}

/// One word for one actor, wherever somebody is named on a page.
pub(super) fn actor(page: &Page, id: &str, name: &str) -> String {
    match id {
        "operator" => page.t("adm-actor-operator").to_string(),
        "public" => page.t("adm-actor-public").to_string(),
        "system" => page.t("adm-actor-system").to_string(),
        id if name.is_empty() => id.to_owned(),
        _ => name.to_owned(),
    }
}
