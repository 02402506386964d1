//! A letter on paper: the PDF that will be signed, and pictures of its pages. Nothing is rendered
//! inside a transaction; it is done on a thread that may wait.

use ::pages::PagesError;
use base::{Error, Id, Instant, Kind, Result};
use bytes::Bytes;
use db::Tx;
use identity::{Actor, Basis, Position, Tenure};
use sha2::{Digest, Sha256};
use typeset::{Preview, Sheet, TypesetError, Typesetter};

use super::Office;
use super::access::{Loaded, damaged, ensure_there, load_seen, person, unknown};
use super::draft::hex;
use super::files::read_file;
use super::verification::{WIDTH, no_picture};
use crate::domain::content::{Body, Content, refused};
use crate::domain::kind::LetterType;
use crate::domain::letter::{Letter, SignaturePlace, State};
use crate::domain::sheet::{Dated, Frame, SignerBlock, fields};
use crate::print::pages;
use crate::store::{letterheads, revisions};

/// What stands where the number will be.
const NO_NUMBER: &str = "……";

/// What a page is made of, gathered in a transaction.
#[derive(Debug, Clone)]
pub(crate) struct Gathered {
    pub kind: LetterType,
    pub content: Content,
    pub frame: Frame,
    /// Who signs: account and basis.
    pub by: Option<(String, Basis)>,
}

/// A finished PDF.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Paper {
    pub pdf: Bytes,
    pub sha256: String,
    pub pages: u32,
    pub places: Vec<SignaturePlace>,
}

/// Gathers what a letter's pages are made of. `by` signs; on a draft whoever holds the position.
pub(crate) async fn gather(
    tx: &mut Tx,
    office: &Office,
    loaded: &Loaded,
    by: Option<&str>,
) -> Result<Gathered> {
    let kind = office.types().get(&loaded.record.kind)?.clone();
    let position = identity::find_position(tx, loaded.record.signer).await?;
    let position = position.ok_or_else(|| damaged("position"))?;
    let holders = identity::holders(tx, position.id, office.cell().today()).await?;
    let tenure = chosen(&holders, by);
    let frame = Frame {
        government: office.cell().settings().name.clone(),
        agency: identity::agency_name(tx, &position.agency).await?.unwrap_or_default(),
        head: letterheads::get(tx, &position.agency).await?,
        signer: block(&position, tenure),
        foot: office.foot(&kind),
    };
    let by = tenure.map(|tenure| (tenure.account.to_string(), tenure.basis));
    Ok(Gathered { kind, content: loaded.content.clone(), frame, by })
}

/// Whoever was named; else whoever stands in for the holder, else the holder.
fn chosen<'a>(holders: &'a [Tenure], by: Option<&str>) -> Option<&'a Tenure> {
    match by {
        Some(account) => holders.iter().find(|held| held.account.to_string() == account),
        None => holders.last(),
    }
}

fn block(position: &Position, tenure: Option<&Tenure>) -> SignerBlock {
    SignerBlock {
        title: position.title.clone(),
        rank: position.rank,
        basis: tenure.map_or(Basis::Definitif, |held| held.basis),
        name: tenure.map_or_else(|| NO_NUMBER.to_owned(), |held| held.name.clone()),
        grade: tenure.map(|held| held.grade.clone()).unwrap_or_default(),
        nip: tenure.and_then(|held| held.nip.clone()),
    }
}

/// The PDF that will be signed: set from the template, or the one that was uploaded.
///
/// # Errors
/// `documents/typeset` with the code of what went wrong; those of an uploaded PDF.
pub(crate) async fn finish(
    office: &Office,
    letter: Id<Letter>,
    gathered: &Gathered,
    dated: &Dated,
) -> Result<Paper> {
    match &gathered.content.body {
        Body::Uploaded(file) => {
            let pdf = read_file(office.cell(), letter, &file.sha256).await?;
            let pages = crate::domain::pdf::page_count(&pdf)?;
            let places = blank_place(office, &pdf, pages).await?.into_iter().collect();
            Ok(Paper { sha256: file.sha256.clone(), pdf, pages, places })
        }
        Body::Typed(_) => typed(office, gathered, dated).await,
    }
}

/// Name of the field of whoever signs, and the size of its mark: 60 by 20 mm in thousandths of a point.
const SIGNER: &str = "TTD";
const MARK: (i64, i64) = (170_079, 56_693);

/// A blank place on the last page of an uploaded PDF, else on the first, so that it carries its code
/// too. A page that is full, or cannot be drawn, gets a signature that is not seen; one that could be
/// drawn a moment later is an error.
async fn blank_place(office: &Office, pdf: &Bytes, pages: u32) -> Result<Option<SignaturePlace>> {
    let last = usize::try_from(pages).unwrap_or(1);
    let (renderer, pdf) = (office.renderer().clone(), pdf.clone());
    let find = move || {
        let mut candidates = vec![last, 1];
        candidates.dedup();
        for page in candidates {
            match renderer.blank(&pdf, page, MARK) {
                Ok(Some(corner)) => return Ok(Some((page, corner))),
                Err(error @ (PagesError::Busy | PagesError::NoWorker(_))) => return Err(error),
                Ok(None) | Err(_) => {}
            }
        }
        Ok(None)
    };
    let found = tokio::task::spawn_blocking(find).await;
    let found = found.map_err(|e| Error::new(Kind::Internal, "documents/typeset").caused_by(e))?;
    let found = found.map_err(no_picture)?;
    Ok(found.map(|(page, corner)| SignaturePlace {
        name: SIGNER.to_owned(),
        page,
        x: corner.x,
        y: corner.y,
        width: MARK.0,
        height: MARK.1,
    }))
}

async fn typed(office: &Office, gathered: &Gathered, dated: &Dated) -> Result<Paper> {
    let sheet = sheet(office, gathered, dated)?;
    let pages = on_thread(office, move |typesetter| pages::render(typesetter, &sheet)).await?;
    Ok(Paper {
        sha256: hex(&Sha256::digest(&pages.pdf)),
        pages: pages.count,
        places: pages.places,
        pdf: pages.pdf.into(),
    })
}

/// The same letter on the same day gives the same bytes: it is dated at noon of its day.
fn sheet(office: &Office, gathered: &Gathered, dated: &Dated) -> Result<Sheet> {
    let template = typeset::template(&gathered.kind.template);
    let template = template.ok_or_else(|| damaged("template"))?;
    let zone = office.cell().zone();
    let mut sheet = Sheet::new(template.source, noon(office, dated), zone.clone());
    let data = fields(&gathered.kind, &gathered.content, &gathered.frame, dated);
    sheet.data = template.fill(data);
    sheet.title = Some(gathered.content.subject.clone());
    sheet.authors = vec![gathered.frame.agency.clone()];
    Ok(sheet)
}

fn noon(office: &Office, dated: &Dated) -> Instant {
    office.cell().zone().start_of(dated.day).plus_seconds(12 * 3_600)
}

pub(super) async fn on_thread<T: Send + 'static>(
    office: &Office,
    work: impl FnOnce(&Typesetter) -> std::result::Result<T, TypesetError> + Send + 'static,
) -> Result<T> {
    let typesetter = office.typesetter().clone();
    let done = tokio::task::spawn_blocking(move || work(&typesetter)).await;
    let done = done.map_err(|e| Error::new(Kind::Internal, "documents/typeset").caused_by(e))?;
    done.map_err(told)
}

/// A character that no typeface has is told to its author; everything else is a fault of the form.
fn told(error: TypesetError) -> Error {
    if let TypesetError::Glyph { character, page } = error {
        let error = refused("documents/character", "isi-naskah").with("character", character);
        return error.with("page", page);
    }
    let inner = Error::from(error);
    let outer = Error::new(inner.kind(), "documents/typeset").with("what", inner.code());
    outer.caused_by(inner)
}

/// What can be looked at of a letter: the PDF as it stands, or how it would look today.
#[derive(Debug, Clone)]
pub enum Look {
    /// A stored PDF.
    Stored(Bytes),
    /// A draft, rendered now.
    Draft(Bytes),
}

impl Look {
    /// The PDF.
    pub fn content(self) -> Bytes {
        match self {
            Self::Stored(content) | Self::Draft(content) => content,
        }
    }
}

/// The letter as PDF, for somebody who may see it: the newest stored one, else a draft.
///
/// # Errors
/// `documents/unknown-letter`; those of rendering.
pub async fn pdf(office: &Office, actor: &Actor, id: Id<Letter>) -> Result<Look> {
    let (loaded, gathered, stored) = seen(office, actor, id).await?;
    if let Some(sha256) = stored {
        return Ok(Look::Stored(read_file(office.cell(), id, &sha256).await?));
    }
    let dated = draft_date(office, &loaded);
    Ok(Look::Draft(finish(office, id, &gathered, &dated).await?.pdf))
}

/// A picture of a page of a letter, counted from 1: of the stored PDF as soon as there is one, so that
/// whoever signs reads what is signed; before of the draft, set now.
///
/// # Errors
/// `documents/unknown-letter`; `documents/no-picture` for a page that cannot be drawn; those of
/// rendering.
pub async fn picture(
    office: &Office,
    actor: &Actor,
    id: Id<Letter>,
    page: usize,
) -> Result<Vec<u8>> {
    match file(office, actor, id).await? {
        Some(pdf) => file_picture(office, pdf, page).await,
        None => Ok(drawn(office, actor, id, page, pages::picture).await?.png),
    }
}

/// How many pages a letter has.
///
/// # Errors
/// As [`picture`].
pub async fn page_total(office: &Office, actor: &Actor, id: Id<Letter>) -> Result<usize> {
    if let Some(pdf) = file(office, actor, id).await? {
        return Ok(usize::try_from(crate::domain::pdf::page_count(&pdf)?).unwrap_or(usize::MAX));
    }
    // The smallest picture there is: the pages are set in either case.
    Ok(drawn(office, actor, id, 1, pages::speck).await?.pages)
}

/// The stored PDF of a letter, else the one that was uploaded in the place of its body.
async fn file(office: &Office, actor: &Actor, id: Id<Letter>) -> Result<Option<Bytes>> {
    let (_, gathered, stored) = seen(office, actor, id).await?;
    let uploaded = || gathered.content.body.uploaded().map(|file| file.sha256.clone());
    match stored.or_else(uploaded) {
        Some(sha256) => read_file(office.cell(), id, &sha256).await.map(Some),
        None => Ok(None),
    }
}

/// A page of a stored PDF as a picture, counted from 1.
pub(super) async fn file_picture(office: &Office, pdf: Bytes, page: usize) -> Result<Vec<u8>> {
    let renderer = office.renderer().clone();
    let work = move || renderer.render(&pdf, page, WIDTH)?.to_png();
    let drawn = tokio::task::spawn_blocking(work).await;
    let drawn = drawn.map_err(|e| Error::new(Kind::Internal, "documents/typeset").caused_by(e))?;
    drawn.map_err(no_picture)
}

async fn drawn(
    office: &Office,
    actor: &Actor,
    id: Id<Letter>,
    page: usize,
    draw: fn(&Typesetter, &Sheet, usize) -> std::result::Result<Preview, TypesetError>,
) -> Result<Preview> {
    let (loaded, gathered, _) = seen(office, actor, id).await?;
    let sheet = sheet(office, &gathered, &draft_date(office, &loaded))?;
    on_thread(office, move |typesetter| draw(typesetter, &sheet, page)).await
}

async fn seen(
    office: &Office,
    actor: &Actor,
    id: Id<Letter>,
) -> Result<(Loaded, Gathered, Option<String>)> {
    let today = office.cell().today();
    let read = office.cell().db().read(async |tx: &mut Tx| -> Result<_> {
        let person = person(tx, actor, today).await?;
        let loaded = load_seen(tx, &person, id).await?;
        ensure_there(&loaded.record)?;
        let revision = revisions::list(tx, id).await?.pop();
        let fixed = matches!(
            loaded.record.state,
            State::Fixed | State::Signing | State::Signed | State::Dispatched | State::Cancelled
        );
        let by = revision.as_ref().filter(|_| fixed).map(|revision| revision.signer.clone());
        let gathered = gather(tx, office, &loaded, by.as_deref()).await?;
        let stored = revision.filter(|_| fixed).map(|revision| revision.sha256);
        Ok((loaded, gathered, stored))
    });
    read.await
}

/// The number and day of a letter that has them; else none, and today.
pub(crate) fn draft_date(office: &Office, loaded: &Loaded) -> Dated {
    let number = loaded.record.number.clone().unwrap_or_else(|| NO_NUMBER.to_owned());
    Dated { number, day: loaded.record.day.unwrap_or_else(|| office.cell().today()) }
}

/// A PDF of a letter by its hash: what was fixed, what was signed.
///
/// # Errors
/// `documents/unknown-letter` also when there is no such PDF.
pub async fn revision(
    office: &Office,
    actor: &Actor,
    id: Id<Letter>,
    sha256: &str,
) -> Result<Bytes> {
    let today = office.cell().today();
    let read = office.cell().db().read(async |tx: &mut Tx| -> Result<bool> {
        let person = person(tx, actor, today).await?;
        ensure_there(&load_seen(tx, &person, id).await?.record)?;
        Ok(revisions::list(tx, id).await?.iter().any(|revision| revision.sha256 == sha256))
    });
    match read.await? {
        true => read_file(office.cell(), id, sha256).await,
        false => Err(unknown()),
    }
}

/// A scan of a letter that was signed on paper.
///
/// # Errors
/// `documents/file-not-pdf` and those of the PDF.
pub(crate) fn scan(content: &Bytes) -> Result<(String, u32)> {
    use crate::domain::file::FileKind;
    match FileKind::of(content) {
        Ok(FileKind::Pdf) => {
            let pages = crate::domain::pdf::page_count(content)?;
            Ok((hex(&Sha256::digest(content)), pages))
        }
        Ok(_) => Err(refused("documents/file-not-pdf", "berkas-naskah")),
        Err(error) => Err(refused(error.code(), "berkas-naskah").caused_by(error)),
    }
}
