//! Destruction of files by berita acara: the lists, a new one, one with what is to be done next.

use askama::Template;
use axum::Extension;
use axum::extract::Path;
use axum::response::Response;
use base::{Error, Id, Kind};
use identity::Position;
use web::{
    Access, Choice, Explained, Form, Page, Pages, Visit, download, html, html_with, see_other,
};

use crate::domain::content::refused;
use crate::domain::disposal::{Disposal, DisposalState, Member, PANEL, in_groups};
use crate::domain::kind::LetterType;
use crate::domain::retention::{Dossier, Fate};
use crate::permissions::{FILE, READ};
use crate::print::disposal_sheet::Words;
use crate::usecase::Office;
use crate::usecase::choices::{Choices, choices};
use crate::usecase::retention;
use crate::usecase::retention::disposal::{self, Papers, Proposal, Shown};
use crate::web::refusal::placed;
use crate::web::words::word;

use super::schedule::XLSX;

pub(super) const PATH: &str = "/naskah/musnah";
const NEW: &str = "/naskah/musnah/baru";
const SEES: Access = Access::Needs(READ);
const KEEPS: Access = Access::Needs(FILE);

pub(super) fn pages() -> Pages {
    Pages::new()
        .get(PATH, SEES, list)
        .post(PATH, KEEPS, propose)
        .get(NEW, KEEPS, new)
        .get("/naskah/musnah/{id}", SEES, show)
        .get("/naskah/musnah/{id}/daftar.xlsx", SEES, sheet)
        .post("/naskah/musnah/{id}/nilai", SEES, judge)
        .post("/naskah/musnah/{id}/tetapkan", SEES, decide)
        .post("/naskah/musnah/{id}/berita-acara", KEEPS, record)
        .post("/naskah/musnah/{id}/laksanakan", KEEPS, execute)
        .post("/naskah/musnah/{id}/hentikan", KEEPS, withdraw)
}

fn id(text: &str) -> base::Result<Id<Disposal>> {
    Id::parse(text).ok_or_else(|| Error::new(Kind::NotFound, "documents/unknown-disposal"))
}

fn path(id: Id<Disposal>) -> String {
    format!("{PATH}/{id}")
}

fn colour(state: DisposalState) -> &'static str {
    match state {
        DisposalState::Proposed | DisposalState::Judged | DisposalState::Decided => "yellow",
        DisposalState::Running => "teal",
        DisposalState::Done => "green",
        DisposalState::Withdrawn => "",
    }
}

#[derive(Template)]
#[template(path = "disposals.html", blocks = ["main"])]
struct List {
    page: Page,
    disposals: Vec<Disposal>,
    may_keep: bool,
}

impl List {
    fn state(&self, one: &Disposal) -> String {
        word(&self.page, "doc-disposal-state-", one.state.as_str())
    }

    fn colour(&self, one: &Disposal) -> &'static str {
        colour(one.state)
    }
}

async fn list(visit: Visit, Extension(office): Extension<Office>) -> web::Result<Response> {
    let actor = visit.signed_in()?;
    let disposals = disposal::list(&office, actor).await?;
    let may_keep = actor.has(FILE);
    html(&List { page: visit.work("doc-disposals"), disposals, may_keep })
}

#[derive(Template)]
#[template(path = "disposal-new.html", blocks = ["main"])]
struct New {
    page: Page,
    form: Form,
    problem: Option<Explained>,
    files: Vec<Dossier>,
    positions: Vec<Choice>,
}

impl New {
    fn is_ticked(&self, id: &Id<Dossier>) -> bool {
        self.form.list("berkas[]").contains(&id.to_string())
    }

    fn seats(&self) -> std::ops::RangeInclusive<usize> {
        1..=*PANEL.end()
    }

    /// More than five seats are taken.
    fn is_large(&self) -> bool {
        (6..=*PANEL.end()).any(|seat| !self.form.value(&format!("anggota-{seat}")).is_empty())
    }

    fn seat(&self, number: &usize) -> web::Field {
        self.form.field(&self.page, &format!("anggota-{number}"))
    }

    fn fate(&self, one: &Dossier) -> String {
        let closed = one.closed.as_ref();
        closed.map_or_else(String::new, |it| word(&self.page, "doc-fate-", it.fate.as_str()))
    }
}

fn position_choices(all: &Choices) -> Vec<Choice> {
    let choice = |one: &Position| Choice::new(one.id.to_string(), one.title.clone());
    all.reviewers().map(choice).collect()
}

async fn new_view(
    visit: &Visit,
    office: &Office,
    (form, problem): (Form, Option<&Error>),
) -> base::Result<New> {
    let (actor, today) = (visit.signed_in()?, office.cell().today());
    let mut files = retention::due(office, actor).await?;
    files.retain(|one| {
        let own = Some(one.agency.as_str()) == actor.agency();
        own && one.proposal(today).is_some_and(|fate| fate != Fate::Permanent)
    });
    let positions = position_choices(&choices(office, actor).await?);
    let page = visit.work("doc-disposal-new");
    let problem = problem.map(|error| page.error(error));
    Ok(New { page, form, problem, files, positions })
}

async fn new(visit: Visit, Extension(office): Extension<Office>) -> web::Result<Response> {
    html(&new_view(&visit, &office, (Form::new(), None)).await?)
}

async fn propose(
    visit: Visit,
    Extension(office): Extension<Office>,
    mut form: Form,
) -> web::Result<Response> {
    let said = Proposal {
        files: form.list("berkas[]").iter().filter_map(|id| Id::parse(id)).collect(),
        panel_decree: form.value("sk-panitia"),
        panel: (1..=*PANEL.end())
            .filter_map(|seat| Id::parse(form.value(&format!("anggota-{seat}"))))
            .collect(),
    };
    let error = match disposal::propose(&office, visit.signed_in()?, &said).await {
        Ok(id) => return Ok(see_other(&path(id))),
        Err(error) => error,
    };
    let (status, problem) = placed(&mut form, error)?;
    html_with(status, &new_view(&visit, &office, (form, problem.as_ref())).await?)
}

#[derive(Template)]
#[template(path = "disposal.html", blocks = ["main"])]
struct One {
    page: Page,
    path: String,
    form: Form,
    problem: Option<Explained>,
    shown: Shown,
    /// Positions that may sign the berita acara.
    signers: Vec<Choice>,
}

impl One {
    fn state(&self) -> String {
        word(&self.page, "doc-disposal-state-", self.shown.disposal.state.as_str())
    }

    fn colour(&self) -> &'static str {
        colour(self.shown.disposal.state)
    }

    /// What comes next, and who does it.
    fn next(&self) -> String {
        let it = &self.shown.disposal;
        let record = self.shown.record.as_ref();
        let key = match it.state {
            DisposalState::Decided if record.is_none() => "doc-disposal-next-record",
            DisposalState::Decided => "doc-disposal-next-signed",
            state => return word(&self.page, "doc-disposal-next-", state.as_str()),
        };
        self.page.t(key).to_string()
    }

    fn judged(&self, member: &Member) -> String {
        let judged = member.judged.as_ref();
        judged.map_or_else(
            || self.page.t("doc-disposal-not-judged").to_string(),
            |by| format!("{} · {}", by.name, self.page.moment(by.at)),
        )
    }

    fn letters_of(&self, file: &Dossier) -> usize {
        self.shown.letters.iter().filter(|one| one.dossier == file.id).count()
    }

    fn is_ticked(&self, id: &Id<Dossier>) -> bool {
        self.form.list("simpan[]").contains(&id.to_string())
    }

    fn has_papers(&self) -> bool {
        self.shown.disposal.decision.is_some()
    }

    fn digest(&self, digest: &str) -> String {
        in_groups(digest)
    }

    fn needs_approval(&self) -> bool {
        self.shown.disposal.needs_approval()
    }
}

async fn one(
    visit: &Visit,
    office: &Office,
    id: Id<Disposal>,
    (form, problem): (Form, Option<&Error>),
) -> base::Result<One> {
    let actor = visit.signed_in()?;
    let shown = disposal::show(office, actor, id).await?;
    let mut signers = Vec::new();
    if shown.may.record {
        let all = choices(office, actor).await?;
        let kind: &LetterType = office.types().get("berita-acara")?;
        let choice = |one: &Position| Choice::new(one.id.to_string(), one.title.clone());
        signers = all.signers(kind).map(choice).collect();
    }
    let page = visit.work("doc-disposal");
    let problem = problem.map(|error| page.error(error));
    Ok(One { path: path(id), form, problem, shown, signers, page })
}

async fn show(
    visit: Visit,
    Extension(office): Extension<Office>,
    Path(text): Path<String>,
) -> web::Result<Response> {
    html(&one(&visit, &office, id(&text)?, (Form::new(), None)).await?)
}

async fn done<T>(
    visit: &Visit,
    office: &Office,
    id: Id<Disposal>,
    mut form: Form,
    result: base::Result<T>,
) -> web::Result<Response> {
    let error = match result {
        Ok(_) => return Ok(see_other(&path(id))),
        Err(error) => error,
    };
    let (status, problem) = placed(&mut form, error)?;
    html_with(status, &one(visit, office, id, (form, problem.as_ref())).await?)
}

fn words(page: &Page) -> Words {
    let say = |key: &str| page.t(key).to_string();
    let heads = [
        "doc-ordinal",
        "field-klasifikasi",
        "doc-dossier",
        "doc-number",
        "doc-disposal-day",
        "doc-subject",
        "doc-dossier-closed-on",
        "doc-dossier-due-on",
        "doc-proposed-rule",
    ];
    Words {
        title: say("doc-disposal-sheet"),
        heads: heads.map(say),
        secret: say("doc-disposal-secret"),
        demo: say("doc-demo-sheet"),
    }
}

async fn sheet(
    visit: Visit,
    Extension(office): Extension<Office>,
    Path(text): Path<String>,
) -> web::Result<Response> {
    let words = words(&visit.work("doc-disposal"));
    let (name, bytes) = disposal::sheet(&office, visit.signed_in()?, id(&text)?, &words).await?;
    Ok(download(&name, XLSX, bytes))
}

async fn judge(
    visit: Visit,
    Extension(office): Extension<Office>,
    Path(text): Path<String>,
    form: Form,
) -> web::Result<Response> {
    let id = id(&text)?;
    let keeps: Vec<_> = form.list("simpan[]").iter().filter_map(|one| Id::parse(one)).collect();
    let said = (keeps.as_slice(), form.value("alasan"));
    let result = disposal::judge(&office, visit.signed_in()?, id, said).await;
    done(&visit, &office, id, form, result).await
}

async fn decide(
    visit: Visit,
    Extension(office): Extension<Office>,
    Path(text): Path<String>,
    form: Form,
) -> web::Result<Response> {
    let id = id(&text)?;
    let papers = Papers {
        decree: form.value("nomor-penetapan"),
        decree_day: form.value("tanggal-penetapan"),
        approval: form.value("nomor-persetujuan"),
        approval_day: form.value("tanggal-persetujuan"),
    };
    let result = disposal::decide(&office, visit.signed_in()?, id, papers).await;
    done(&visit, &office, id, form, result).await
}

/// The draft is opened: its author completes and sends it up.
async fn record(
    visit: Visit,
    Extension(office): Extension<Office>,
    Path(text): Path<String>,
    form: Form,
) -> web::Result<Response> {
    let (id, words) = (id(&text)?, words(&visit.work("doc-disposal")));
    let signer = Id::parse(form.value("penanda-tangan"));
    let signer = signer.ok_or_else(|| refused("documents/position", "penanda-tangan"));
    let result = match signer {
        Ok(signer) => {
            disposal::draft_record(&office, visit.signed_in()?, id, (signer, &words)).await
        }
        Err(error) => Err(error),
    };
    match result {
        Ok(letter) => Ok(see_other(&format!("/naskah/{letter}"))),
        Err(error) => done::<()>(&visit, &office, id, form, Err(error)).await,
    }
}

async fn execute(
    visit: Visit,
    Extension(office): Extension<Office>,
    Path(text): Path<String>,
    form: Form,
) -> web::Result<Response> {
    let id = id(&text)?;
    let number = form.value("nomor-berita-acara");
    let result = disposal::execute(&office, visit.signed_in()?, id, number).await;
    done(&visit, &office, id, form, result).await
}

async fn withdraw(
    visit: Visit,
    Extension(office): Extension<Office>,
    Path(text): Path<String>,
    form: Form,
) -> web::Result<Response> {
    let id = id(&text)?;
    let result = disposal::withdraw(&office, visit.signed_in()?, id, form.value("alasan")).await;
    done(&visit, &office, id, form, result).await
}
