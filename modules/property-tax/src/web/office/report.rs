//! One import: how far it is, then what it found.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use web::{Page, Visit, download, html, see_other};

use super::imports::{colour, phase, sentence, state};
use crate::permissions::IMPORT;
use crate::usecase::import_findings::{Findings, Money, UnitEvidence};
use crate::usecase::imports::{self, Import, ImportState};

#[derive(Template)]
#[template(path = "office-import.html", blocks = ["main"])]
struct Report {
    page: Page,
    entry: Import,
    findings: Option<Findings>,
    /// It failed, and its files are still there.
    again: bool,
}

impl Report {
    fn is_running(&self) -> bool {
        self.entry.state == ImportState::Running
    }

    fn colour(&self) -> &'static str {
        colour(&self.entry.state)
    }

    fn state(&self) -> String {
        state(&self.page, &self.entry.state)
    }

    fn phase(&self) -> String {
        phase(&self.page, &self.entry)
    }

    fn finding(&self, name: &str, count: u64) -> String {
        let key = format!("ptax-find-{}", name.replace('_', "-"));
        self.page.t(&key).with("n", count).to_string()
    }

    fn advice(&self, name: &str) -> String {
        self.page.t(&format!("ptax-find-{}.do", name.replace('_', "-"))).to_string()
    }

    /// The two tables of money.
    fn money(&self, findings: &Findings) -> Vec<(String, Vec<Money>)> {
        let titled = |key: &str, lines| (self.page.t(key).to_string(), lines);
        vec![
            titled("ptax-import-money-notices", findings.notices()),
            titled("ptax-import-money-payments", findings.payments()),
        ]
    }

    fn failure(&self) -> Option<String> {
        self.entry.failure.as_deref().map(|failure| sentence(&self.page, failure))
    }

    /// How the unit of a column was found.
    fn unit_evidence(&self, evidence: &Option<UnitEvidence>, thousand: &bool) -> String {
        let Some(evidence) = evidence else { return String::new() };
        let n = if *thousand { evidence.thousand } else { evidence.rupiah };
        match evidence.assumed {
            true => self.page.t("ptax-import-unit-assumed").to_string(),
            false => self.page.t("ptax-import-unit-seen").with("n", n).to_string(),
        }
    }

    /// What changes no bill is only worth knowing.
    fn icon(&self, finding: &str) -> &'static str {
        match finding {
            "subject_ids_not_nik"
            | "payment_sequence_gaps"
            | "thousand_rupiah_values"
            | "values_by_column" => "info",
            _ => "triangle-alert",
        }
    }

    /// The sentence of a reason for refused rows, and what to do about it.
    fn reason(&self, code: &str) -> (String, String) {
        let key = format!("error-{}", code.replace('/', "-"));
        let say = |key: &str| self.page.t(key).to_string();
        (say(&key), say(&format!("{key}.do")))
    }
}

pub(super) async fn show(visit: Visit, Path(revision): Path<i64>) -> web::Result<Response> {
    let entry = imports::get(visit.cell(), visit.signed_in()?, revision).await?;
    let findings = Findings::of(&entry)?;
    let page = visit.work("ptax-import-title");
    let title = page.t("ptax-import-number").with("n", revision.to_string()).to_string();
    let again = page.may(IMPORT) && imports::can_be_tried_again(visit.cell(), &entry).await?;
    html(&Report { page: page.called(title), entry, findings, again })
}

pub(super) async fn try_again(visit: Visit, Path(revision): Path<i64>) -> web::Result<Response> {
    imports::try_again(visit.cell(), visit.signed_in()?, revision).await?;
    Ok(see_other("/kerja/pbb/impor"))
}

pub(super) async fn rejects(visit: Visit, Path(revision): Path<i64>) -> web::Result<Response> {
    let (actor, language) = (visit.signed_in()?, visit.language());
    let bytes = imports::rejects(visit.cell(), actor, revision, language).await?;
    Ok(download(&format!("ditolak-impor-{revision}.csv"), "text/csv; charset=utf-8", bytes))
}
