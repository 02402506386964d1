//! The page of a letter, behind the code on its paper.

use askama::Template;
use axum::Extension;
use axum::extract::Path;
use axum::response::Response;
use base::{Error, Kind};
use pades::verify::Verdict;
use web::{Page, Visit, html, shown};

use super::Desk;
use super::finding::{look, word};
use super::signature::Row;
use crate::domain::letter::State;
use crate::usecase::Office;
use crate::usecase::verification::{
    PublicLetter, public_letter, public_pdf, public_picture, public_trail,
};
use crate::web::log::{StepRow, proofs, steps, trail_words};

#[derive(Template)]
#[template(path = "public-letter.html", blocks = ["main"])]
struct View {
    page: Page,
    letter: PublicLetter,
}

/// How the letter stands.
enum Stands {
    /// Signed, and our own file is what was signed.
    Good,
    NotSigned,
    Cancelled,
    /// Its time was over.
    Destroyed,
    /// Our own file is not what it should be, or that is not known.
    Doubtful(Verdict),
}

impl View {
    fn stands(&self) -> Stands {
        match (self.letter.state, &self.letter.judged) {
            (State::Destroyed, _) => Stands::Destroyed,
            (State::Cancelled | State::Withdrawn, _) => Stands::Cancelled,
            (_, Some(judged)) if judged.report.verdict.is_accepted() => Stands::Good,
            (_, Some(judged)) => Stands::Doubtful(judged.report.verdict),
            (_, None) => Stands::NotSigned,
        }
    }

    fn look(&self) -> (&'static str, &'static str) {
        match self.stands() {
            Stands::Good => ("", "shield-check"),
            Stands::NotSigned | Stands::Destroyed => ("warn", "file-text"),
            Stands::Cancelled => ("bad", "shield-alert"),
            Stands::Doubtful(verdict) => look(verdict),
        }
    }

    /// The end of the keys of title and lead.
    fn key(&self) -> &'static str {
        match self.stands() {
            Stands::Good => "good",
            Stands::NotSigned => "unsigned",
            Stands::Cancelled => "cancelled",
            Stands::Destroyed => "destroyed",
            Stands::Doubtful(_) => "doubtful",
        }
    }

    fn title(&self) -> String {
        self.page.t(&format!("public-{}", self.key())).to_string()
    }

    fn lead(&self) -> String {
        let cell = self.page.cell_name();
        self.page.t(&format!("public-{}-lead", self.key())).with("cell", cell).to_string()
    }

    fn is_destroyed(&self) -> bool {
        self.letter.state == State::Destroyed
    }

    /// Number and day of the berita acara by which it was destroyed.
    fn record(&self) -> Option<String> {
        let (number, day) = self.letter.destroyed.as_ref()?.record.as_ref()?;
        let words = self.page.t("doc-destroyed-record").with("number", number.as_str());
        Some(words.with("day", self.page.date(*day)).to_string())
    }

    fn kind(&self) -> String {
        self.page.t(&format!("doc-type-{}", self.letter.kind)).to_string()
    }

    fn day(&self) -> Option<String> {
        self.letter.day.map(|day| self.page.date(day))
    }

    fn verdict(&self) -> Option<String> {
        let judged = self.letter.judged.as_ref()?;
        Some(self.page.t(&format!("verdict-{}", word(judged.report.verdict))).to_string())
    }

    fn rows(&self) -> Vec<Row> {
        let Some(judged) = &self.letter.judged else { return Vec::new() };
        let all = judged.report.signatures.iter().zip(&judged.signatures);
        let people = all.filter(|(it, _)| !it.is_time_stamp);
        people
            .map(|(it, signed)| {
                let mut row = Row::new(&self.page, it, signed);
                let capacity = self.letter.capacities.get(&row.name).cloned();
                row.organisation = capacity.or(row.organisation);
                row
            })
            .collect()
    }

    /// The pages that may be looked at.
    fn pages(&self) -> Vec<u32> {
        match &self.letter.revision {
            Some(revision) if self.letter.is_open() => (1..=revision.pages.min(50)).collect(),
            _ => Vec::new(),
        }
    }

    fn digest(&self) -> Option<String> {
        let revision = self.letter.revision.as_ref()?;
        let groups = revision.sha256.as_bytes().chunks(8).map(String::from_utf8_lossy);
        Some(groups.collect::<Vec<_>>().join(" "))
    }

    fn steps(&self) -> Vec<StepRow> {
        steps(&self.page, &self.letter.trail)
    }

    fn trail_words(&self) -> String {
        trail_words(&self.page, &self.letter.trail)
    }

    /// The bare domain, as a browser shows it.
    fn domain(&self) -> &str {
        let address = &self.letter.address;
        let bare = address.split_once("://").map_or(address.as_str(), |(_, rest)| rest);
        bare.split('/').next().unwrap_or(bare)
    }
}

pub(super) async fn show(
    visit: Visit,
    Extension(desk): Extension<Desk>,
    Extension(office): Extension<Office>,
    Path(id): Path<String>,
) -> web::Result<Response> {
    desk.scan(&visit)?;
    let letter = public_letter(&office, &desk.verifier, &id).await?;
    let view = View { page: visit.page("public-title"), letter };
    let title = view.title();
    html(&View { page: view.page.called(title), ..view })
}

pub(super) async fn picture(
    visit: Visit,
    Extension(desk): Extension<Desk>,
    Extension(office): Extension<Office>,
    Path((id, number)): Path<(String, String)>,
) -> web::Result<Response> {
    desk.scan(&visit)?;
    let number = number.strip_suffix(".png").and_then(|number| number.parse().ok());
    let number = number.ok_or_else(|| Error::new(Kind::NotFound, "documents/no-picture"))?;
    let png = public_picture(&office, &desk.verifier, &id, number).await?;
    Ok(shown(&format!("halaman-{number}.png"), "image/png", png))
}

pub(super) async fn pdf(
    visit: Visit,
    Extension(desk): Extension<Desk>,
    Extension(office): Extension<Office>,
    Path(id): Path<String>,
) -> web::Result<Response> {
    desk.scan(&visit)?;
    let (_, content) = public_pdf(&office, &id).await?;
    Ok(shown("naskah.pdf", "application/pdf", content))
}

/// Its steps in the public log with their proofs, for whoever checks them elsewhere.
pub(super) async fn log(
    visit: Visit,
    Extension(desk): Extension<Desk>,
    Extension(office): Extension<Office>,
    Path(id): Path<String>,
) -> web::Result<Response> {
    desk.scan(&visit)?;
    let trail = public_trail(&office, &id).await?;
    Ok(shown("log.json", "application/json", proofs(&trail).to_string()))
}
