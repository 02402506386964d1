//! Agenda numbers of incoming letters: from the same books as those of outgoing ones, so without a gap
//! and without a double.

use base::Result;
use db::Tx;

use crate::domain::book::{Book, Number};
use crate::domain::content::refused;
use crate::domain::incoming::Entry;
use crate::domain::number::{Ingredients, NumberOwner, NumberStatus, Pattern};
use crate::store::{letterheads, numbers};
use crate::usecase::access::damaged;
use crate::usecase::{Office, books, fix};

/// The series of an office's incoming letters.
pub const SERIES: &str = "surat-masuk";
const PATTERN: &str = "{urut}/{tahun}";

/// A number that was taken.
pub(super) struct Taken {
    pub book: Book,
    pub ordinal: i64,
    pub text: String,
}

/// Takes the next agenda number of an office. Whoever calls holds the turn of the numbers. What the
/// letter is about stays out of the book: others look into it.
///
/// # Errors
/// `documents/number-needed`, `-unwanted`, `-taken`, `-bad`.
pub(super) async fn take(
    tx: &mut Tx,
    office: &Office,
    (agency, entry): (&str, &Entry),
    given: Option<&str>,
) -> Result<Taken> {
    let today = office.cell().today();
    let book = books::open(tx, office, agency, (SERIES, PATTERN), today.year()).await?;
    let ordinal = crate::store::books::advance(tx, book.id, 1).await?;
    let text = match book.owner {
        NumberOwner::Srikandi => fix::typed_in(given)?,
        NumberOwner::Here if given.is_some_and(|text| !text.trim().is_empty()) => {
            return Err(refused("documents/number-unwanted", "nomor-naskah"));
        }
        NumberOwner::Here => formatted(tx, office, (agency, entry), (&book, ordinal)).await?,
    };
    if numbers::is_taken(tx, book.id, &text).await? {
        return Err(refused("documents/number-taken", "nomor-naskah").with("number", &text));
    }
    let now = office.cell().now();
    let number = Number {
        book: book.id,
        ordinal,
        text: Some(text.clone()),
        status: NumberStatus::Dipesan,
        letter: None,
        block: None,
        subject: String::new(),
        day: Some(today),
        reason: None,
        taken_at: now,
    };
    numbers::take(tx, &number).await?;
    numbers::settle(tx, (book.id, ordinal), NumberStatus::Terpakai, None, now).await?;
    Ok(Taken { book, ordinal, text })
}

async fn formatted(
    tx: &mut Tx,
    office: &Office,
    (agency, entry): (&str, &Entry),
    (book, ordinal): (&Book, i64),
) -> Result<String> {
    let pattern = Pattern::parse(&book.pattern).map_err(|_| damaged("pattern"))?;
    let head = letterheads::get(tx, agency).await?;
    let position = identity::find_position(tx, entry.addressee_id()?).await?;
    let position = position.ok_or_else(|| damaged("position"))?;
    Ok(pattern.format(&Ingredients {
        secrecy: entry.secrecy.letters(),
        classification: &entry.classification,
        ordinal,
        unit: &head.unit,
        position: &position.abbreviation,
        day: office.cell().today(),
    }))
}

/// Whether the numbers of an office's incoming letters are given by another system.
pub(super) async fn is_typed(tx: &mut Tx, office: &Office, agency: &str) -> Result<bool> {
    let year = office.cell().today().year();
    let book = match crate::store::books::of(tx, agency, SERIES, year).await? {
        Some(book) => Some(book),
        None => crate::store::books::last_before(tx, agency, SERIES, year).await?,
    };
    Ok(book.is_some_and(|book| book.owner == NumberOwner::Srikandi))
}
