//! The papers of a village and year: roll (DHKP), delivery list, and all notices in one file.

use std::io::Write;

use audit::Entry;
use base::{Date, Error, Kind, Language, Nop, NopVillage, Result};
use cell::Cell;
use contracts::Seals;
use contracts::seals::{Sealable, sealed_if_possible};
use db::Tx;
use identity::{Actor, Resource, authorise};
use jobs::{Entry as JobEntry, Job, JobId, NewJob};
use paper::{Book, Fonts, Paper};
use serde::{Deserialize, Serialize};

use super::open_notice;
use super::paper::sheet;
use crate::audit_kinds;
use crate::domain::notice::{Notice, PaymentState};
use crate::domain::payment::{Payments, PaymentsOfBill};
use crate::domain::village::Village;
use crate::jobs::BookletJob;
use crate::permissions::READ;
use crate::print::{
    DeliveryList, DeliveryRow, NoticeSheet, Roll, RollRow, Signatory, add_notices, print_delivery,
    print_roll, roll_sheet,
};
use crate::store::{notices, objects, settings, villages};
use crate::usecase::rules;

/// Up to so many notices are drawn while the person waits; more are a job.
pub const AT_ONCE: usize = 200;
/// Notices read in one transaction, so that a booklet of thousands holds none open for long.
const STRETCH: usize = 100;
const BOOKLETS: &str = "property-tax/booklets";

/// Which papers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Booklet {
    /// Ten digits.
    pub village: String,
    pub tax_year: i64,
    /// F4 rather than A4.
    pub f4: bool,
}

/// What the page says before anything is printed.
#[derive(Debug, Clone)]
pub struct Outlook {
    pub village: Village,
    pub tax_year: i64,
    pub notices: usize,
    pub paid: usize,
    pub due: base::Rupiah,
}

impl Booklet {
    pub fn village(&self) -> Result<NopVillage> {
        NopVillage::parse(&self.village)
            .map_err(|_| Error::new(Kind::NotFound, "property-tax/unknown-village"))
    }

    pub fn paper(&self) -> Paper {
        if self.f4 { Paper::F4 } else { Paper::A4 }
    }
}

/// How many notices a village has, and what they add up to.
///
/// # Errors
/// `property-tax/unknown-village`.
pub async fn outlook(cell: &Cell, actor: &Actor, of: &Booklet) -> Result<Outlook> {
    authorise(actor, READ, Resource::Cell)?;
    cell.db()
        .read(async |tx: &mut Tx| -> Result<Outlook> {
            let village = find(tx, of).await?;
            let valid = valid(tx, of).await?;
            let due = valid.iter().fold(0_i64, |sum, n| sum.saturating_add(n.figures.due.0));
            let paid = valid.iter().filter(|n| n.payment == PaymentState::Paid).count();
            let due = base::Rupiah(due);
            Ok(Outlook { village, tax_year: of.tax_year, notices: valid.len(), paid, due })
        })
        .await
}

/// The roll as PDF.
///
/// # Errors
/// `property-tax/unknown-village`, `…/no-notices`.
pub async fn roll_pdf(cell: &Cell, actor: &Actor, fonts: &Fonts, of: &Booklet) -> Result<Vec<u8>> {
    let roll = roll(cell, actor, of, "dhkp.pdf").await?;
    in_background(fonts, of.paper(), roll, print_roll)
}

/// The roll as a spreadsheet.
///
/// # Errors
/// As [`roll_pdf`].
pub async fn roll_xlsx(cell: &Cell, actor: &Actor, of: &Booklet) -> Result<Vec<u8>> {
    let roll = roll(cell, actor, of, "dhkp.xlsx").await?;
    roll_sheet(&roll, cell.today())
}

/// The delivery list as PDF.
///
/// # Errors
/// As [`roll_pdf`].
pub async fn delivery(cell: &Cell, actor: &Actor, fonts: &Fonts, of: &Booklet) -> Result<Vec<u8>> {
    authorise(actor, READ, Resource::Cell)?;
    trace(cell, actor, of, "delivery.pdf").await?;
    let list = cell
        .db()
        .read(async |tx: &mut Tx| -> Result<DeliveryList> {
            let (village, office) = (find(tx, of).await?, settings::office(tx).await?);
            let rows = some(valid(tx, of).await?)?.into_iter().map(|n| DeliveryRow {
                nop: n.nop,
                name: n.subject_name,
                address: n.subject_address,
                due: n.figures.due,
            });
            Ok(DeliveryList {
                regency: cell.settings().name.clone(),
                agency: office.agency,
                demo: cell.settings().demo,
                tax_year: year(of)?,
                village: village.title(),
                district: format!("Kecamatan {}", village.district_name),
                printed: cell.today(),
                rows: rows.collect(),
            })
        })
        .await?;
    in_background(fonts, of.paper(), list, print_delivery)
}

/// All notices in one file, while the person waits.
///
/// # Errors
/// As [`roll_pdf`]; `property-tax/papers-too-many` above [`AT_ONCE`].
pub async fn notices_pdf(
    cell: &Cell,
    actor: &Actor,
    (fonts, seals): (&Fonts, Option<&dyn Seals>),
    of: &Booklet,
) -> Result<Vec<u8>> {
    if outlook(cell, actor, of).await?.notices > AT_ONCE {
        return Err(Error::new(Kind::Precondition, "property-tax/papers-too-many"));
    }
    trace(cell, actor, of, "notices.pdf").await?;
    let drawn = booklet(cell, fonts, of, Vec::new(), &|_, _| {}, &|| Ok(())).await?;
    Ok(sealed_booklet(drawn, of, seals).await)
}

/// One seal for the whole file, of which nothing is seen: on paper each notice proves itself by its
/// QR code.
pub(crate) async fn sealed_booklet(
    drawn: Vec<u8>,
    of: &Booklet,
    seals: Option<&dyn Seals>,
) -> Vec<u8> {
    let reason = format!("Berkas cetak SPPT PBB-P2 {}", of.tax_year);
    sealed_if_possible(seals, Sealable::Notice, (drawn, None), &reason).await
}

/// Asks for the file of a large village; the same wish twice is one job.
///
/// # Errors
/// As [`roll_pdf`].
pub async fn ask_for_booklet(cell: &Cell, actor: &Actor, of: &Booklet) -> Result<JobId> {
    if outlook(cell, actor, of).await?.notices == 0 {
        return Err(no_notices());
    }
    trace(cell, actor, of, "notices.pdf").await?;
    let who = actor.who();
    let key = format!("{}-{}-{}", of.village, of.tax_year, of.f4);
    let wanted = cell
        .db()
        .write(async |tx: &mut Tx| -> Result<JobId> {
            let wish = NewJob::of::<BookletJob>(of, &who)?.with_key(key.clone());
            Ok(jobs::enqueue(tx, cell, wish).await?.id())
        })
        .await?;
    Ok(wanted)
}

/// A booklet that was asked for, and its file once it is there.
///
/// # Errors
/// `property-tax/unknown-papers`.
pub async fn find_booklet(cell: &Cell, actor: &Actor, id: JobId) -> Result<JobEntry> {
    authorise(actor, READ, Resource::Cell)?;
    let found =
        cell.db().read(async |tx: &mut Tx| -> Result<_> { Ok(jobs::find(tx, id).await?) }).await?;
    found.filter(|job| job.kind == BookletJob::KIND).ok_or_else(unknown)
}

/// The finished file, to be read piece by piece.
///
/// # Errors
/// `property-tax/unknown-papers` while it is not there; `…/papers-gone` when it was removed.
pub async fn booklet_file(cell: &Cell, actor: &Actor, id: JobId) -> Result<files::Reading> {
    let job = find_booklet(cell, actor, id).await?;
    let file = job.outcome.as_ref().and_then(|made| made.get("file")?.as_str());
    let name = file.and_then(|file| files::Name::parse(file).ok()).ok_or_else(unknown)?;
    let gone = || Error::new(Kind::NotFound, "property-tax/papers-gone");
    cell.files().read(&name).await?.ok_or_else(gone)
}

/// Where the file of a booklet lies in the store.
///
/// # Errors
/// None that happens: the id of a job is a name.
pub(crate) fn booklet_name(id: JobId) -> Result<files::Name> {
    let name = format!("{BOOKLETS}/{}.pdf", id.to_string().to_lowercase());
    files::Name::parse(&name)
        .map_err(|e| Error::new(Kind::Internal, "property-tax/papers-failed").caused_by(e))
}

/// Removes the files of booklets that were asked for so many days ago or more; answers how many.
/// They can be made again at any time.
///
/// # Errors
/// Those of the file store.
pub async fn remove_old_booklets(cell: &Cell, days: u16) -> Result<usize> {
    let folder = files::Name::parse(BOOKLETS)
        .map_err(|e| Error::new(Kind::Internal, "property-tax/papers-failed").caused_by(e))?;
    let since = cell.now().plus_seconds(-86_400 * i64::from(days));
    let mut removed = 0;
    for file in cell.files().names(&folder).await? {
        let id = file.strip_suffix(".pdf").and_then(|id| JobId::parse(&id.to_uppercase()));
        if let Some(id) = id.filter(|id| id.made_at() <= since) {
            cell.files().remove(&booklet_name(id)?).await?;
            removed += 1;
        }
    }
    Ok(removed)
}

fn unknown() -> Error {
    Error::new(Kind::NotFound, "property-tax/unknown-papers")
}

/// Draws the notices of a village into a file, a stretch at a time: a village of thousands takes no
/// more memory than one of a hundred. `tell` hears how many are ready, `check` may end the work.
pub(crate) async fn booklet<W: Write + Send>(
    cell: &Cell,
    fonts: &Fonts,
    of: &Booklet,
    out: W,
    tell: &(dyn Fn(u64, u64) + Send + Sync),
    check: &(dyn Fn() -> Result<()> + Send + Sync),
) -> Result<W> {
    let (title, numbers) = cell
        .db()
        .read(async |tx: &mut Tx| -> Result<(String, Vec<Nop>)> {
            let village = find(tx, of).await?;
            let numbers = some(valid(tx, of).await?)?.iter().map(|n| n.nop).collect();
            Ok((format!("SPPT {} {}", of.tax_year, village.title()), numbers))
        })
        .await?;
    let mut book = Book::begin(fonts, &title, Language::Id, out)?;
    let mut ready = 0;
    for stretch in numbers.chunks(STRETCH) {
        check()?;
        let sheets = read_sheets(cell, of, stretch).await?;
        in_place(|| {
            add_notices(book.document(), of.paper(), &sheets)?;
            book.flush()
        })?;
        ready += stretch.len();
        tell(ready as u64, numbers.len() as u64);
    }
    in_place(|| book.finish())
}

async fn read_sheets(cell: &Cell, of: &Booklet, numbers: &[Nop]) -> Result<Vec<NoticeSheet>> {
    cell.db()
        .read(async |tx: &mut Tx| -> Result<Vec<NoticeSheet>> {
            let office = settings::office(tx).await?;
            let mut sheets = Vec::with_capacity(numbers.len());
            for nop in numbers {
                let full = open_notice::read(tx, cell, *nop, of.tax_year).await?;
                let rules = match full.notice.rule_book {
                    Some(version) => Some(rules::of_version(tx, version, of.tax_year).await?),
                    None => rules::of_year(tx, of.tax_year).await.ok().map(|(_, rules)| rules),
                };
                sheets.push(sheet(cell, &full, &office, rules.as_ref())?);
            }
            Ok(sheets)
        })
        .await
}

async fn roll(cell: &Cell, actor: &Actor, of: &Booklet, paper: &str) -> Result<Roll> {
    authorise(actor, READ, Resource::Cell)?;
    trace(cell, actor, of, paper).await?;
    cell.db()
        .read(async |tx: &mut Tx| -> Result<Roll> {
            let (village, office) = (find(tx, of).await?, settings::office(tx).await?);
            let mut rows = Vec::new();
            let payments = notices::payments_of_village(tx, &of.village()?, of.tax_year).await?;
            for notice in some(valid(tx, of).await?)? {
                let paid = paid_on(&payments, &notice);
                let address = object_address(tx, &notice).await?;
                rows.push(roll_row(notice, address, paid));
            }
            Ok(Roll {
                regency: cell.settings().name.clone(),
                agency: office.agency,
                demo: cell.settings().demo,
                tax_year: year(of)?,
                village: village.title(),
                district: format!("Kecamatan {}", village.district_name),
                as_of: cell.today(),
                place: office.place,
                signatory: Signatory {
                    title: office.signatory_title,
                    name: office.signatory_name,
                    nip: office.signatory_nip,
                },
                rows,
            })
        })
        .await
}

fn roll_row(notice: Notice, address: String, paid: Option<Date>) -> RollRow {
    RollRow {
        nop: notice.nop,
        name: notice.subject_name,
        address,
        land_m2: notice.figures.land_area.square_metres(),
        building_m2: notice.figures.building_area.square_metres(),
        njop: notice.figures.njop,
        due: notice.figures.due,
        paid,
    }
}

/// A notice of SISMIOP does not freeze where the object lies.
async fn object_address(tx: &mut Tx, notice: &Notice) -> Result<String> {
    if !notice.object_address.is_empty() {
        return Ok(notice.object_address.clone());
    }
    Ok(objects::find(tx, &notice.nop).await?.map(|o| o.address.line()).unwrap_or_default())
}

/// The day of the last payment of a notice that is paid.
fn paid_on(payments: &Payments, notice: &Notice) -> Option<Date> {
    let last = payments.of(&notice.nop, notice.tax_year).and_then(PaymentsOfBill::last_paid_on);
    // Marked as paid without a payment: the due date is the day the roll of SISMIOP shows too.
    (notice.payment == PaymentState::Paid).then(|| last.unwrap_or(notice.due_date))
}

async fn find(tx: &mut Tx, of: &Booklet) -> Result<Village> {
    let village = villages::find(tx, &of.village()?).await?;
    village.ok_or_else(|| Error::new(Kind::NotFound, "property-tax/unknown-village"))
}

/// The notices in force that were not cancelled, by NOP.
async fn valid(tx: &mut Tx, of: &Booklet) -> Result<Vec<Notice>> {
    let mut all = notices::list_of_village(tx, &of.village()?, of.tax_year).await?;
    all.retain(|notice| !notice.cancelled);
    Ok(all)
}

fn some(notices: Vec<Notice>) -> Result<Vec<Notice>> {
    if notices.is_empty() { Err(no_notices()) } else { Ok(notices) }
}

fn no_notices() -> Error {
    Error::new(Kind::NotFound, "property-tax/no-notices")
}

fn year(of: &Booklet) -> Result<i16> {
    i16::try_from(of.tax_year).map_err(|_| no_notices())
}

/// Papers carry the names of a whole village: who made them is written down.
async fn trace(cell: &Cell, actor: &Actor, of: &Booklet, paper: &str) -> Result<()> {
    let (who, subject) = (actor.who(), format!("village/{}", of.village()?.digits()));
    let facts = serde_json::json!({ "paper": paper, "tax_year": of.tax_year });
    let entry = Entry::new(audit_kinds::PAPERS_MADE, &who, subject).after(facts);
    audit::record_alone(cell, entry).await.map(drop)
}

fn in_background<T>(
    fonts: &Fonts,
    paper: Paper,
    what: T,
    draw: impl FnOnce(&Fonts, Paper, &T) -> Result<Vec<u8>>,
) -> Result<Vec<u8>> {
    in_place(|| draw(fonts, paper, &what))
}

/// Drawing is arithmetic: it runs in place while other tasks move to another thread.
fn in_place<T>(draw: impl FnOnce() -> T) -> T {
    use tokio::runtime::{Handle, RuntimeFlavor};
    match Handle::try_current().map(|handle| handle.runtime_flavor()) {
        Ok(RuntimeFlavor::MultiThread) => tokio::task::block_in_place(draw),
        _ => draw(),
    }
}
