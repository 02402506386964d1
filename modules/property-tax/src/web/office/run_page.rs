//! One assessment: progress, totals, what to look at, and the deeds its state allows.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use base::{Error, Rupiah};
use web::{Choice, Explained, Form, Markup, Page, Visit, download, html_with};

use super::run_view::{self, DistrictRow, Map};
use super::{runs, say};
use crate::domain::run::RunState;
use crate::domain::village::Village;
use crate::permissions::{APPROVE, ASSESS};
use crate::print::{RunRow, RunSheet, run_sheet};
use crate::usecase::assess::{self, Overview};
use crate::usecase::assessments::{self, Sums};

/// Something to look at before the assessment goes on.
struct Note {
    icon: &'static str,
    bold: String,
    text: String,
}

/// Increases on the page; the table has the largest only.
const INCREASES: usize = 10;

#[derive(Template)]
#[template(path = "office-run.html", blocks = ["main"])]
struct View {
    page: Page,
    form: Form,
    view: Overview,
    villages: Vec<Village>,
    districts: Vec<DistrictRow>,
    caps: Vec<Choice>,
    problem: Option<Explained>,
}

impl View {
    fn state(&self) -> RunState {
        self.view.run.state
    }

    fn colour(&self) -> &'static str {
        runs::colour(&self.state())
    }

    fn state_word(&self) -> String {
        runs::state(&self.page, &self.state())
    }

    fn title(&self) -> String {
        let key = match self.state() {
            RunState::Issued => "ptax-run-title-issued",
            _ => "ptax-run-title",
        };
        self.page.t(key).with("year", self.view.run.tax_year.to_string()).to_string()
    }

    fn scope(&self) -> String {
        match self.view.run.village {
            None => {
                let n = self.districts.len();
                self.page.t("ptax-run-scope").with("n", n).to_string()
            }
            Some(code) => self
                .villages
                .iter()
                .find(|v| v.village == code)
                .map_or_else(|| code.digits().to_owned(), Village::title),
        }
    }

    /// The cap in words: `10 %`, `tanpa batas`, `menurut aturan`.
    fn cap(&self) -> String {
        match self.view.run.cap.as_deref() {
            None => self.page.t("ptax-cap-rules").to_string(),
            Some("none") => self.page.t("ptax-cap-none").to_string(),
            Some(percent) => format!("{percent}\u{a0}%"),
        }
    }

    fn is_computed(&self) -> bool {
        self.state() != RunState::Computing && self.view.total.objects > 0
    }

    fn may_recompute(&self) -> bool {
        let open =
            matches!(self.state(), RunState::Simulated | RunState::Blocked | RunState::Rejected);
        open && self.page.may(ASSESS)
    }

    fn may_submit(&self) -> bool {
        matches!(self.state(), RunState::Simulated | RunState::Rejected) && self.page.may(ASSESS)
    }

    fn may_discard(&self) -> bool {
        self.state().may_become(RunState::Discarded) && self.page.may(ASSESS)
    }

    fn may_decide(&self) -> bool {
        self.state() == RunState::Submitted && self.page.may(APPROVE) && !self.submitted_by_me()
    }

    fn submitted_by_me(&self) -> bool {
        let me = self.page.actor().map(identity::Actor::id);
        let by = self.view.run.submitted.as_ref().map(|s| s.actor.as_str());
        me.is_some() && me == by
    }

    fn last_year(&self) -> i64 {
        self.view.run.tax_year - 1
    }

    fn short(&self, amount: impl std::borrow::Borrow<Rupiah>) -> String {
        run_view::short(*amount.borrow(), self.page.language())
    }

    fn change(&self) -> String {
        say::change(self.view.total.last_year, self.view.total.due)
    }

    /// A regency's table counts in millions; a village would read as 0 there.
    fn in_millions(&self) -> bool {
        self.view.total.due.max(self.view.total.last_year).0 >= 1_000_000_000
    }

    fn districts_note(&self) -> &'static str {
        if self.in_millions() { "ptax-run-districts-note" } else { "ptax-run-districts-note-small" }
    }

    /// An amount in the unit that the head of the table names.
    fn amount(&self, amount: impl std::borrow::Borrow<Rupiah>) -> String {
        match self.in_millions() {
            true => say::millions(amount),
            false => self.page.number(amount.borrow().0),
        }
    }

    /// What the cap costs.
    fn held_back(&self) -> Rupiah {
        let total = &self.view.total;
        total.uncapped.checked_sub(total.due).unwrap_or_default()
    }

    fn directions(&self) -> Markup {
        run_view::directions(&self.view.total)
    }

    fn columns(&self) -> Markup {
        run_view::columns(&self.page, &self.view)
    }

    fn map(&self) -> Option<Map> {
        run_view::map(&self.page, &self.view)
    }

    fn not_taxed(&self) -> i64 {
        self.view.villages.iter().map(|v| v.not_taxed).sum()
    }

    fn older_zone_values(&self) -> i64 {
        self.view.villages.iter().map(|v| v.older_zone_values).sum()
    }

    /// Share of the tax and of the objects in books IV and V.
    fn large_books(&self) -> Option<(String, String)> {
        let large = self.view.books.get(3..)?;
        let due: i64 = large.iter().map(|s| s.due.0).fold(0, i64::saturating_add);
        let objects: i64 = large.iter().map(|s| s.objects).sum();
        let total = &self.view.total;
        (objects > 0).then(|| (say::share(due, total.due.0), say::share(objects, total.objects)))
    }

    /// What to look at, in the order of its weight; often nothing.
    fn notes(&self) -> Vec<Note> {
        let (page, run) = (&self.page, &self.view.run);
        let plain = |text: String| Note { icon: "info", bold: String::new(), text };
        let mut notes = Vec::new();
        let older = self.older_zone_values();
        if older > 0 {
            notes.push(Note {
                icon: "triangle-alert",
                bold: page.t("ptax-run-older").with("n", older).to_string(),
                text: page
                    .t("ptax-run-older.do")
                    .with("year", run.tax_year.to_string())
                    .to_string(),
            });
        }
        if self.view.revived > 0 {
            notes.push(Note {
                icon: "triangle-alert",
                bold: page.t("ptax-run-revived").with("n", self.view.revived).to_string(),
                text: page.t("ptax-run-revived.do").to_string(),
            });
        }
        let new = self.view.total.without_last_year;
        if new > 0 {
            let text = page.t("ptax-run-without-last").with("n", new);
            notes.push(plain(text.with("year", self.last_year().to_string()).to_string()));
        }
        if self.not_taxed() > 0 {
            notes.push(plain(page.t("ptax-run-not-taxed").with("n", self.not_taxed()).to_string()));
        }
        if let Some((due, objects)) = self.large_books() {
            let text = page.t("ptax-run-large-books").with("due", due);
            notes.push(plain(text.with("objects", objects).to_string()));
        }
        notes
    }

    fn books(&self) -> Vec<(&'static str, &Sums)> {
        crate::domain::book::Book::ALL.iter().map(|b| b.roman()).zip(&self.view.books).collect()
    }

    /// The sentences of a problem: what it is, and what to do.
    fn problem_words(&self, code: &str) -> (String, String) {
        let key = format!("error-{}", code.replace('/', "-"));
        let advice = format!("{key}.do");
        (self.page.t(&key).to_string(), self.page.t(&advice).to_string())
    }
}

pub(super) async fn show(visit: Visit, Path(id): Path<String>) -> web::Result<Response> {
    show_with(&visit, &id, StatusCode::OK, None).await
}

/// The page with what went wrong in a deed.
pub(super) async fn show_with(
    visit: &Visit,
    id: &str,
    status: StatusCode,
    problem: Option<&Error>,
) -> web::Result<Response> {
    let (cell, actor) = (visit.cell(), visit.signed_in()?);
    let mut view = assess::overview(cell, actor, id).await?;
    view.increases.truncate(INCREASES);
    let page = visit.work("ptax-office-runs");
    let form = Form::new().filled("batas", view.run.cap.clone().unwrap_or_default());
    let mut shown = View {
        villages: assessments::villages(cell, actor).await?,
        districts: run_view::districts(&view),
        caps: runs::caps(&page),
        problem: problem.map(|error| page.error(error)),
        page,
        form,
        view,
    };
    let title = shown.title();
    shown.page = shown.page.called(title);
    html_with(status, &shown)
}

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The table of districts as a spreadsheet.
pub(super) async fn sheet(visit: Visit, Path(id): Path<String>) -> web::Result<Response> {
    let (cell, actor) = (visit.cell(), visit.signed_in()?);
    let view = assess::overview(cell, actor, &id).await?;
    let row = |row: DistrictRow| {
        let s = row.sums;
        RunRow {
            code: row.code,
            name: row.name,
            counts: [s.objects, s.gone_up, s.unchanged, s.gone_down, s.capped],
            amounts: [s.last_year, s.due, s.uncapped],
        }
    };
    let sheet = RunSheet {
        regency: cell.settings().name.clone(),
        demo: cell.settings().demo,
        tax_year: view.run.tax_year,
        issued: view.run.state == RunState::Issued,
        rows: run_view::districts(&view).into_iter().map(row).collect(),
    };
    let name = format!("penetapan-{}.xlsx", view.run.tax_year);
    Ok(download(&name, XLSX, run_sheet(&sheet, cell.today())?))
}
