//! Partners: what is agreed with them, their keys, and what they asked lately.

use axum::Extension;
use axum::extract::Path;
use axum::response::Response;
use base::{Error, Kind};
use web::{Choice, Form, Visit};

use super::view::{View, cell, field, quiet, spec, tagged, to};
use super::{TreasuryDesk, answered};
use crate::domain::partner::{Partner, Terms};
use crate::permissions::PARTNERS;
use crate::usecase::partners::{self, Keys, Listed};
use crate::web::Exchange;

const PATH: &str = "/kerja/bayar/mitra";
/// Exchanges shown at once.
const SHOWN: usize = 50;

pub(super) async fn list(
    visit: Visit,
    Extension(desk): Extension<TreasuryDesk>,
) -> web::Result<Response> {
    list_view(&visit, &desk, Form::new()).await?.answer()
}

async fn list_view(visit: &Visit, desk: &TreasuryDesk, form: Form) -> base::Result<View> {
    let cell_ = desk.treasury.cell();
    let listed = partners::list(cell_, visit.signed_in()?).await?;
    let mut view = View::new(visit.work("treasury-partners")).lead("treasury-partners-lead");
    if listed.is_empty() {
        view.empty = Some(("treasury-partners-none", "treasury-partners-none-more"));
    }
    let rows = listed.iter().map(|Listed { partner, last_contact }| {
        let contact = match last_contact {
            Some(at) => view.page.moment(at),
            None => view.page.t("treasury-never").to_string(),
        };
        let (colour, word) = active(&view, partner);
        vec![
            to(format!("{PATH}/{}", partner.id), partner.name.clone()).under(partner.id.clone()),
            quiet(contact),
            cell(partner.service_id.clone().unwrap_or_default()),
            tagged(colour, word),
        ]
    });
    let heads =
        ["treasury-partner", "treasury-last-contact", "treasury-service-id", "treasury-state"];
    let sheet = view.sheet("", &heads, rows.collect()).cards();
    view.sheets.push(sheet);
    let unknown: Vec<Exchange> =
        desk.exchanges.of(None).into_iter().filter(|e| e.partner.is_none()).collect();
    let sheet = exchanges(&view, "treasury-exchanges-unknown", &unknown);
    view.sheets.push(sheet);
    if view.page.may(PARTNERS) {
        let mut fields =
            vec![field("text", "kata", "treasury-partner-id").hint("treasury-partner-id-hint")];
        fields.extend(terms());
        fields.push(field("text", "client-key", "treasury-client-key"));
        fields.extend(keys());
        view.specs.push(spec(PATH, "treasury-partner-add", "treasury-partner-add", fields));
    }
    view.form = form;
    Ok(view)
}

fn active(view: &View, partner: &Partner) -> (&'static str, String) {
    match partner.active {
        true => ("green", view.page.t("treasury-partner-active").to_string()),
        false => ("red", view.page.t("treasury-partner-shut").to_string()),
    }
}

/// What is agreed; the rest of the terms is JSON, as in docs/reference/snap.md.
fn terms() -> Vec<super::view::Field> {
    vec![
        field("text", "nama", "treasury-partner-name"),
        field("text", "awalan", "treasury-service-id").hint("treasury-service-id-hint"),
        field("area", "jaringan", "treasury-networks").hint("treasury-networks-hint"),
        field("area", "dialek", "treasury-dialect").hint("treasury-dialect-hint"),
    ]
}

fn keys() -> Vec<super::view::Field> {
    vec![
        field("password", "rahasia", "treasury-client-secret").hint("treasury-client-secret-hint"),
        field("area", "kunci", "treasury-public-key").hint("treasury-public-key-hint"),
    ]
}

/// Exchanges in readable words: why a request was refused, and what should have been signed.
fn exchanges(view: &View, title: &str, some: &[Exchange]) -> super::view::Sheet {
    let rows = some.iter().take(SHOWN).map(|it| {
        let colour = if it.status < 300 { "green" } else { "red" };
        let why = it.why.clone().unwrap_or_default();
        let signed = it.to_sign.clone().unwrap_or_default();
        vec![
            quiet(view.page.moment(it.at)),
            cell(it.path.clone()),
            tagged(colour, it.code.clone()),
            super::view::Cell { class: "wide", ..cell(why).under(signed) },
        ]
    });
    let heads = ["treasury-when", "treasury-path", "treasury-answer", "treasury-why"];
    view.sheet(title, &heads, rows.collect()).cards()
}

pub(super) async fn show(
    visit: Visit,
    Extension(desk): Extension<TreasuryDesk>,
    Path(id): Path<String>,
) -> web::Result<Response> {
    one(&visit, &desk, &id, None).await?.answer()
}

async fn find(visit: &Visit, desk: &TreasuryDesk, id: &str) -> base::Result<Listed> {
    let listed = partners::list(desk.treasury.cell(), visit.signed_in()?).await?;
    let missing = || Error::new(Kind::NotFound, "payments/unknown-partner");
    listed.into_iter().find(|it| it.partner.id == id).ok_or_else(missing)
}

async fn one(
    visit: &Visit,
    desk: &TreasuryDesk,
    id: &str,
    form: Option<Form>,
) -> base::Result<View> {
    let Listed { partner, last_contact } = find(visit, desk, id).await?;
    let page = visit.work("treasury-partners").called(partner.name.clone());
    let mut view = View::new(page).back(PATH, "treasury-partners");
    view.tag = Some(active(&view, &partner));
    view.fact("treasury-partner-id", partner.id.clone());
    view.fact("treasury-client-key", partner.client_key.clone());
    let contact = last_contact.map(|at| view.page.moment(at));
    let never = view.page.t("treasury-never").to_string();
    view.fact("treasury-last-contact", contact.unwrap_or(never));
    let sheet = exchanges(&view, "treasury-exchanges", &desk.exchanges.of(Some(id)));
    view.sheets.push(sheet);
    if view.page.may(PARTNERS) {
        let active = ["ya", "tidak"].map(|value| {
            let key =
                if value == "ya" { "treasury-partner-active" } else { "treasury-partner-shut" };
            Choice::new(value, view.page.t(key).to_string())
        });
        let mut fields = terms();
        fields.push(field("select", "aktif", "treasury-state").of(active.into()));
        let path = format!("{PATH}/{id}");
        view.specs.push(spec(path.clone(), "treasury-partner-change", "treasury-save", fields));
        let rotate = spec(format!("{path}/kunci"), "treasury-rotate", "treasury-rotate", keys());
        view.specs.push(rotate.lead("treasury-rotate-lead").second());
        let end = spec(
            format!("{path}/akhiri"),
            "treasury-end-rotation",
            "treasury-end-rotation",
            Vec::new(),
        );
        view.specs.push(end.lead("treasury-end-rotation-lead").second());
    }
    view.form = form.unwrap_or_else(|| filled(&partner));
    Ok(view)
}

fn filled(partner: &Partner) -> Form {
    let terms = serde_json::to_string_pretty(&partner.terms).unwrap_or_default();
    Form::new()
        .filled("nama", &partner.name)
        .filled("awalan", partner.service_id.as_deref().unwrap_or_default())
        .filled("jaringan", partner.networks.join("\n"))
        .filled("dialek", terms)
        .filled("aktif", if partner.active { "ya" } else { "tidak" })
}

/// What was typed, over what is there.
fn typed(form: &Form, partner: Partner) -> base::Result<Partner> {
    let terms = match form.value("dialek") {
        "" => Terms::default(),
        text => serde_json::from_str(text).map_err(|e| {
            Error::new(Kind::Invalid, "payments/partner-dialect").with("problem", &e).caused_by(e)
        })?,
    };
    let service_id = Some(form.value("awalan").to_owned()).filter(|text| !text.is_empty());
    let networks = form.value("jaringan").split_whitespace().map(str::to_owned).collect();
    let name = form.value("nama").to_owned();
    let active = form.value("aktif") != "tidak";
    Ok(Partner { name, service_id, networks, terms, active, ..partner })
}

fn typed_keys(form: &Form) -> Keys {
    let text = |name: &str| Some(form.raw(name).trim().to_owned()).filter(|text| !text.is_empty());
    Keys { secret: text("rahasia"), public_key: text("kunci") }
}

pub(super) async fn add(
    visit: Visit,
    Extension(desk): Extension<TreasuryDesk>,
    form: Form,
) -> web::Result<Response> {
    let actor = visit.signed_in()?;
    let partner = Partner {
        id: form.value("kata").to_owned(),
        name: String::new(),
        client_key: form.value("client-key").to_owned(),
        service_id: None,
        terms: Terms::default(),
        networks: Vec::new(),
        active: true,
    };
    let done = match typed(&form, partner) {
        Ok(partner) => {
            let keys = typed_keys(&form);
            let added = partners::add(desk.treasury.cell(), actor, &partner, &keys).await;
            added.map(|()| format!("{PATH}/{}", partner.id))
        }
        Err(error) => Err(error),
    };
    answered!(done, |error| list_view(&visit, &desk, form).await?)
}

pub(super) async fn update(
    visit: Visit,
    Extension(desk): Extension<TreasuryDesk>,
    Path(id): Path<String>,
    form: Form,
) -> web::Result<Response> {
    let known = find(&visit, &desk, &id).await?.partner;
    let done = match typed(&form, known) {
        Ok(partner) => partners::update(desk.treasury.cell(), visit.signed_in()?, &partner).await,
        Err(error) => Err(error),
    };
    answered!(done.map(|()| format!("{PATH}/{id}")), |error| {
        one(&visit, &desk, &id, Some(form)).await?
    })
}

pub(super) async fn rotate(
    visit: Visit,
    Extension(desk): Extension<TreasuryDesk>,
    Path(id): Path<String>,
    form: Form,
) -> web::Result<Response> {
    let keys = typed_keys(&form);
    let done = match keys.secret.is_none() && keys.public_key.is_none() {
        true => Err(Error::new(Kind::Invalid, "payments/partner-without-key")),
        false => partners::rotate(desk.treasury.cell(), visit.signed_in()?, &id, &keys).await,
    };
    answered!(done.map(|()| format!("{PATH}/{id}")), |error| one(&visit, &desk, &id, None).await?)
}

pub(super) async fn end_rotation(
    visit: Visit,
    Extension(desk): Extension<TreasuryDesk>,
    Path(id): Path<String>,
) -> web::Result<Response> {
    let done = partners::end_rotation(desk.treasury.cell(), visit.signed_in()?, &id).await;
    answered!(done.map(|()| format!("{PATH}/{id}")), |error| one(&visit, &desk, &id, None).await?)
}
