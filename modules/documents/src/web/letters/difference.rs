//! What changed between two versions, word by word.

use askama::Template;
use axum::Extension;
use axum::extract::Path;
use axum::response::Response;
use web::{Form, Page, Pages, Visit, html};

use super::show::SEES;
use crate::domain::content::Content;
use crate::domain::difference::{Change, Piece, difference};
use crate::domain::kind::LetterType;
use crate::domain::letter::Record;
use crate::domain::party::Party;
use crate::usecase::{Office, comparison, show};
use crate::web::compared::{self, About};
use crate::web::words::word;

pub(super) fn pages() -> Pages {
    Pages::new()
        .get("/naskah/{id}/beda", SEES, compare)
        .get("/naskah/{id}/beda/halaman", SEES, uploads)
        .get("/naskah/{id}/beda/tanda-tangan", SEES, signatures)
}

/// A part of a letter that was changed.
struct Part {
    title: String,
    pieces: Vec<Piece>,
}

#[derive(Template)]
#[template(path = "letter-difference.html", blocks = ["main"])]
struct View {
    page: Page,
    path: String,
    subject: String,
    number: Option<String>,
    older: u32,
    newer: u32,
    newest: u32,
    parts: Vec<Part>,
    /// Both versions are PDFs, and not the same one.
    has_pages: bool,
}

impl View {
    fn is_added(&self, piece: &Piece) -> bool {
        piece.change == Change::Added
    }

    fn is_removed(&self, piece: &Piece) -> bool {
        piece.change == Change::Removed
    }

    /// There is nothing to compare it with.
    fn is_single(&self) -> bool {
        self.newest < 2
    }

    fn all(&self) -> std::ops::RangeInclusive<u32> {
        1..=self.newest
    }
}

async fn compare(
    visit: Visit,
    Extension(office): Extension<Office>,
    Path(id): Path<String>,
    form: Form,
) -> web::Result<Response> {
    let id = super::id(&id)?;
    let actor = visit.signed_in()?;
    let asked = |name: &str| form.value(name).parse::<u32>().ok();
    let newest = match asked("ke") {
        Some(newest) => newest,
        None => show::show(&office, actor, id).await?.loaded.chain.version,
    };
    let older = asked("dari").unwrap_or_else(|| newest.saturating_sub(1).max(1));
    let pair = (older.min(newest), older.max(newest));
    let (loaded, before, after) = show::two_versions(&office, actor, id, pair).await?;
    let kind = office.types().get(&loaded.record.kind)?;
    let page = visit.work("doc-difference");
    let parts = parts(&page, kind, &before, &after);
    let newest = loaded.chain.version;
    let path = super::path(id);
    let files = (before.body.uploaded(), after.body.uploaded());
    let has_pages = matches!(files, (Some(one), Some(other)) if one.sha256 != other.sha256);
    let Record { subject, number, .. } = loaded.record;
    let (older, newer) = pair;
    html(&View { page, path, subject, number, older, newer, newest, parts, has_pages })
}

/// The pages of two PDFs that were uploaded one after the other.
async fn uploads(
    visit: Visit,
    Extension(office): Extension<Office>,
    Path(id): Path<String>,
    form: Form,
) -> web::Result<Response> {
    let id = super::id(&id)?;
    let asked = |name: &str| form.value(name).parse::<u32>().unwrap_or_default();
    let pair = (asked("dari"), asked("ke"));
    let (record, changes) =
        comparison::uploaded_pages(&office, visit.signed_in()?, id, pair).await?;
    let back = format!("{}/beda?dari={}&ke={}", super::path(id), pair.0, pair.1);
    let back = (back, "doc-difference");
    let about = About::letter("doc-pages-lead-uploads", record);
    compared::answer(visit.work("doc-pages-title"), back, about, &changes)
}

/// The pages as they were fixed and as they are with their signatures.
async fn signatures(
    visit: Visit,
    Extension(office): Extension<Office>,
    Path(id): Path<String>,
) -> web::Result<Response> {
    let id = super::id(&id)?;
    let (record, changes) = comparison::signed_pages(&office, visit.signed_in()?, id).await?;
    let back = (super::path(id), "doc-back");
    let about = About::letter("doc-pages-lead-signed", record);
    compared::answer(visit.work("doc-pages-title"), back, about, &changes)
}

/// The parts that differ.
fn parts(page: &Page, kind: &LetterType, before: &Content, after: &Content) -> Vec<Part> {
    let mut texts = vec![
        ("field-hal".to_owned(), before.subject.clone(), after.subject.clone()),
        (
            "field-klasifikasi".to_owned(),
            before.classification.clone(),
            after.classification.clone(),
        ),
        ("field-kepada".to_owned(), names(&before.to), names(&after.to)),
        ("field-tembusan".to_owned(), names(&before.cc), names(&after.cc)),
        ("field-isi-naskah".to_owned(), said(before), said(after)),
        ("field-berkas-naskah".to_owned(), files(before), files(after)),
        ("field-pemaraf".to_owned(), reviewers(before), reviewers(after)),
    ];
    for spec in &kind.fields {
        let text = |content: &Content| content.fields.get(&spec.id).cloned().unwrap_or_default();
        texts.push((format!("field-isian-{}", spec.id), text(before), text(after)));
    }
    let words = [("doc-secrecy-", "field-sifat"), ("doc-urgency-", "field-kecepatan")];
    for (at, (beginning, title)) in words.into_iter().enumerate() {
        let of = |content: &Content| match at {
            0 => word(page, beginning, content.secrecy.as_str()),
            _ => word(page, beginning, content.urgency.as_str()),
        };
        texts.push((title.to_owned(), of(before), of(after)));
    }
    let changed = texts.into_iter().filter(|(_, before, after)| before != after);
    changed
        .map(|(title, before, after)| Part {
            title: page.t(&title).to_string(),
            pieces: difference(&before, &after),
        })
        .collect()
}

fn names(parties: &[Party]) -> String {
    parties.iter().map(|party| party.name.as_str()).collect::<Vec<_>>().join("\n")
}

fn said(content: &Content) -> String {
    content
        .body
        .uploaded()
        .map_or_else(|| content.body.typed().to_owned(), |file| file.name.clone())
}

fn files(content: &Content) -> String {
    content.attachments.iter().map(|file| file.name.as_str()).collect::<Vec<_>>().join("\n")
}

fn reviewers(content: &Content) -> String {
    content.reviewers.iter().map(|one| one.title.as_str()).collect::<Vec<_>>().join("\n")
}
