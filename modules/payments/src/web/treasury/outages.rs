//! The log of outages, and noting one that nothing noticed.

use axum::Extension;
use axum::response::Response;
use web::{Choice, Form, Pagination, Visit};

use super::proposals::typed_moment;
use super::view::{View, cell, field, quiet, spec, tagged};
use super::{LIST, TreasuryDesk, answered, proposal_path, words};
use crate::domain::outage::{Asked, Outage, SUBJECTS};
use crate::domain::proposal::Matter;
use crate::permissions::RECONCILE;

const PATH: &str = "/kerja/bayar/gangguan";

pub(super) async fn list(
    visit: Visit,
    Extension(desk): Extension<TreasuryDesk>,
    form: Form,
) -> web::Result<Response> {
    view(&visit, &desk, form).await?.answer()
}

async fn view(visit: &Visit, desk: &TreasuryDesk, form: Form) -> base::Result<View> {
    let before = Some(form.value("sesudah")).filter(|id| !id.is_empty());
    let log = desk.treasury.outages(visit.signed_in()?, before, LIST).await?;
    let mut view = View::new(visit.work("treasury-outages")).lead("treasury-outages-lead");
    if let Some(beat) = log.last_beat {
        let note = view.page.t("treasury-last-beat").with("when", view.page.moment(beat));
        let note = note.to_string();
        view.notes.push(note);
    }
    if log.outages.is_empty() {
        view.empty = Some(("treasury-outages-none", "treasury-outages-none-more"));
    }
    let rows = log.outages.iter().map(|outage| row(&view, outage)).collect();
    let heads = [
        "treasury-outage-what",
        "treasury-outage-from",
        "treasury-outage-until",
        "treasury-source",
        "treasury-waiver",
    ];
    let sheet = view.sheet("", &heads, rows).cards();
    view.sheets.push(sheet);
    view.pages = Pagination::by_key(PATH, &[], None, log.next.as_deref());
    if view.page.may(RECONCILE) {
        let choices = SUBJECTS
            .iter()
            .map(|what| Choice::new(*what, words::what_was_down(&view.page, what)))
            .collect();
        let fields = vec![
            field("select", "apa", "treasury-outage-what").of(choices),
            field("date", "tanggal", "treasury-outage-day"),
            field("text", "dari", "treasury-outage-hour").hint("treasury-hour-hint"),
            field("date", "tanggal-selesai", "treasury-outage-end-day"),
            field("text", "sampai", "treasury-outage-end-hour").hint("treasury-hour-hint"),
            field("area", "alasan", "treasury-reason").hint("treasury-reason-hint"),
        ];
        view.specs.push(
            spec(PATH, "treasury-note-outage", "treasury-propose", fields)
                .lead("treasury-four-eyes"),
        );
    }
    view.form = form;
    Ok(view)
}

fn row(view: &View, outage: &Outage) -> Vec<super::view::Cell> {
    let until = match outage.ended_at {
        Some(at) => view.page.moment(at),
        None => view.page.t("treasury-outage-lasts").to_string(),
    };
    let (colour, word) = match outage.asked {
        Asked::Open => ("yellow", "treasury-waiver-open"),
        Asked::NotNeeded => ("", "treasury-waiver-not-needed"),
        Asked::Proposed => ("teal", "treasury-waiver-proposed"),
    };
    vec![
        cell(words::what_was_down(&view.page, &outage.what)).under(outage.note.clone()),
        quiet(view.page.moment(outage.began_at)),
        quiet(until),
        cell(view.page.t(&format!("treasury-source-{}", outage.source.as_str())).to_string()),
        tagged(colour, view.page.t(word).to_string()),
    ]
}

pub(super) async fn propose(
    visit: Visit,
    Extension(desk): Extension<TreasuryDesk>,
    form: Form,
) -> web::Result<Response> {
    let actor = visit.signed_in()?;
    let times = || -> base::Result<_> {
        let from = typed_moment(&visit, form.value("tanggal"), form.value("dari"))?;
        Ok((from, typed_moment(&visit, form.value("tanggal-selesai"), form.value("sampai"))?))
    };
    let done = match times() {
        Err(error) => Err(error),
        Ok((from, until)) => {
            let (from, until) = (from.to_string(), until.to_string());
            let matter = Matter::Outage { what: form.value("apa").to_owned(), from, until };
            desk.treasury.propose(actor, &matter, form.value("alasan")).await
        }
    };
    answered!(done.map(|id| proposal_path(&id)), |error| view(&visit, &desk, form).await?)
}
