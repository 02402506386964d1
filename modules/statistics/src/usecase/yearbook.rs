//! The yearly book: what is released, on paper, as it stood on the day of publication.

use base::{Error, Instant, Kind, Language, Result};
use bytes::Bytes;
use cube::{Cube, Role};
use db::Tx;
use files::Name;
use identity::{Actor, Resource, require};
use paper::Fonts;
use serde_json::json;
use sha2::{Digest, Sha256};

use super::process::beside;
use super::{Bureau, catalogue, cubes, outlines};
use crate::audit_kinds::BOOK_PUBLISHED;
use crate::domain::dataset::TIME;
use crate::domain::selection::Selection;
use crate::domain::version::AsOf;
use crate::domain::yearbook::{Chapter, Entry, Yearbook};
use crate::permissions::RELEASE;
use crate::print::yearbook as print;
use crate::store::yearbooks;

/// The first year that may stand on a book.
const FIRST_YEAR: u16 = 2000;
/// Periods that are read of each dataset; how many are printed is [`crate::domain::yearbook`]'s matter.
const PERIODS: usize = 12;

/// Every book, the latest first.
///
/// # Errors
/// Those of the database.
pub async fn list(bureau: &Bureau) -> Result<Vec<Yearbook>> {
    bureau.cell().db().read(async |tx: &mut Tx| Ok(yearbooks::list(tx).await?)).await
}

/// A book and its PDF.
///
/// # Errors
/// `statistics/no-book`; `statistics/book-lost` when the files of the cell do not have it.
pub async fn one(bureau: &Bureau, year: u16, edition: i64) -> Result<(Yearbook, Bytes)> {
    let read = async |tx: &mut Tx| Ok(yearbooks::find(tx, year, edition).await?);
    let found: Result<Option<Yearbook>> = bureau.cell().db().read(read).await;
    let book = found?.ok_or_else(|| Error::new(Kind::NotFound, "statistics/no-book"))?;
    let bytes = bureau.cell().files().find(&file_name(&book.sha256)?).await?;
    let lost = || Error::new(Kind::DataLoss, "statistics/book-lost");
    Ok((book, bytes.ok_or_else(lost)?))
}

/// What a book would contain now: everything that is public, by theme.
///
/// # Errors
/// Those of the database.
pub async fn contents(bureau: &Bureau) -> Result<Vec<Chapter>> {
    let now = bureau.cell().now();
    let mut chapters: Vec<Chapter> = Vec::new();
    for (dataset, version) in catalogue::list(bureau).await? {
        let cube = last_periods(bureau, &dataset.id, now).await?;
        let theme = dataset.description.theme.clone();
        let entry = Entry { dataset, version, cube };
        match chapters.iter_mut().find(|it| it.theme == theme) {
            Some(chapter) => chapter.entries.push(entry),
            None => chapters.push(Chapter { theme, entries: vec![entry] }),
        }
    }
    chapters.sort_by_key(|it| {
        let name = it.theme.as_ref().map(|it| it.said(Language::Id).to_lowercase());
        (name.is_none(), name)
    });
    Ok(chapters)
}

/// Publishes the book of a year. A book that is there already stays; this is its next edition.
///
/// # Errors
/// `identity/forbidden`; `statistics/book-year`; `statistics/book-empty` when nothing is released;
/// `statistics/book-now` when somebody published one in the same moment; those of files and fonts.
pub async fn publish(bureau: &Bureau, actor: &Actor, year: u16) -> Result<Yearbook> {
    require(bureau.cell(), actor, RELEASE, Resource::Cell).await?;
    check_year(bureau, year)?;
    let chapters = contents(bureau).await?;
    if chapters.is_empty() {
        return Err(Error::new(Kind::Conflict, "statistics/book-empty"));
    }
    let entries = chapters.iter().flat_map(|it| &it.entries);
    let contents = entries.map(|it| (it.dataset.id.clone(), it.version.number)).collect();
    let edition = async |tx: &mut Tx| -> Result<i64> { Ok(yearbooks::next(tx, year).await?) };
    let edition = bureau.cell().db().read(edition).await?;
    let at = bureau.cell().now();
    let sheet = print::Sheet::of(bureau.cell(), (year, edition, at), chapters);
    let title = sheet.title();
    let printed = beside(move || print::print(&Fonts::load()?, &sheet)).await?;
    let sha256: String =
        Sha256::digest(&printed.pdf).iter().map(|it| format!("{it:02x}")).collect();
    let book = Yearbook {
        year,
        edition,
        title,
        bytes: printed.pdf.len() as u64,
        pages: printed.pages as u64,
        contents,
        published_by: actor.id().to_owned(),
        published_name: actor.name().to_owned(),
        published_at: at,
        sha256,
    };
    bureau.cell().files().put(&file_name(&book.sha256)?, printed.pdf).await?;
    let write = async |tx: &mut Tx| -> Result<()> {
        if !yearbooks::add(tx, &book).await? {
            return Err(Error::new(Kind::Conflict, "statistics/book-now"));
        }
        let facts = json!({ "edition": edition, "sha256": book.sha256, "pages": book.pages });
        bureau.note(tx, BOOK_PUBLISHED, actor, &year.to_string(), facts).await
    };
    bureau.cell().db().write(write).await?;
    Ok(book)
}

/// Books are made of what is known: none of a year to come.
fn check_year(bureau: &Bureau, year: u16) -> Result<()> {
    let now = u16::try_from(bureau.cell().today().year()).unwrap_or_default();
    if (FIRST_YEAR..=now).contains(&year) {
        return Ok(());
    }
    let error = Error::new(Kind::Invalid, "statistics/book-year");
    Err(error.with("first", FIRST_YEAR).with("last", now))
}

/// The last periods of a dataset; nothing where even these are too many cells.
async fn last_periods(bureau: &Bureau, id: &str, now: Instant) -> Result<Option<Cube>> {
    let at = AsOf::Known(now);
    let outline = outlines::whole(bureau, id, at).await?;
    let mut wanted = Selection::all();
    if let Some(time) = outline.dimensions.iter().find(|it| it.role == Role::Time) {
        let first = time.codes.len().saturating_sub(PERIODS);
        wanted = wanted.only(TIME, time.codes.iter().skip(first).map(|it| &it.id));
    }
    match cubes::part(bureau, &outline, &wanted).await {
        Ok(cube) => Ok(Some(cube)),
        Err(error) if error.code() == "statistics/too-many-cells" => Ok(None),
        Err(error) => Err(error),
    }
}

/// Where a book lies; its hash is its name, so that nothing is ever overwritten.
fn file_name(sha256: &str) -> Result<Name> {
    Name::parse(&format!("statistics/yearbooks/{sha256}"))
        .map_err(|e| Error::new(Kind::Internal, "statistics/book-lost").caused_by(e))
}
