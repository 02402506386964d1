//! Makes an archive: a job, since a year of letters takes a while.
//!
//! It grows in a workroom and is moved into the store when it is whole, under a name that only a
//! finished job names. Killed on the way it is made again from the beginning, byte for byte the same.

use std::fs::File;
use std::io::{BufWriter, Seek, Write};

use base::{Error, Id, Kind, Result};
use cell::Cell;
use db::Tx;
use files::Name;
use futures_util::StreamExt;
use jobs::{Context, Job, JobId, Outcome};
use serde_json::json;

use super::gather::{self, Piece, Unit};
use super::writing::{Archive, disk};
use crate::domain::archive::{LeftOut, Manifest, Order, What};
use crate::domain::book::Book;
use crate::domain::incoming::Incoming;
use crate::domain::letter::Letter;
use crate::store::archive::{self, Part};
use crate::store::books;
use crate::store::incoming::entries;
use crate::store::letters;
use crate::store::retention::dossiers;
use crate::usecase::Office;
use crate::usecase::incoming::SERIES;

/// Letters of one archive.
pub const MOST: usize = 50_000;
/// Rows that are read at a time.
const STRETCH: i64 = 500;
/// Names of missing files that are told; their number is told in full.
const TOLD: usize = 50;
pub(super) const FOLDER: &str = "documents/exports";

/// Makes archives.
pub struct ExportJob(Office);

impl ExportJob {
    pub fn new(office: Office) -> Self {
        Self(office)
    }
}

impl Job for ExportJob {
    const KIND: &'static str = "documents/export";
    type Payload = Order;

    async fn run(&self, context: &Context, order: Order) -> Result<Outcome> {
        let (office, name) = (&self.0, file_name(context.id())?);
        super::remove_old(office.cell()).await?;
        let room = office.cell().files().workroom()?;
        let path = room.path().join("arsip.zip");
        let out = BufWriter::new(File::create(&path).map_err(disk)?);
        let made = Making::new(office, context, &order).write(out, room.path()).await?;
        context.check()?;
        if !made.missing.is_empty() {
            // It is not whole: nothing is offered, and what is missing is named.
            let told: Vec<&String> = made.missing.iter().take(TOLD).collect();
            return Ok(Outcome::with(
                json!({ "missing": told, "missing-count": made.missing.len() }),
            ));
        }
        office.cell().files().take_in(&name, &path).await?;
        let LeftOut { secret_letters, secret_files } = made.manifest.left_out;
        Ok(Outcome::with(json!({
            "file": name.as_str(),
            "letters": made.manifest.letters,
            "files": made.manifest.files,
            "left-out": secret_letters,
            "left-out-files": secret_files,
        })))
    }
}

/// Where the archive of a job lies in the store.
pub(super) fn file_name(id: JobId) -> Result<Name> {
    let name = format!("{FOLDER}/{}.zip", id.to_string().to_lowercase());
    Name::parse(&name).map_err(|e| Error::new(Kind::Internal, "documents/export").caused_by(e))
}

/// One thing that goes in.
enum Item {
    Letter(Id<Letter>),
    Incoming(Id<Incoming>),
    /// A number of a book without a letter in the system.
    Number(usize, i64),
}

/// What came of it.
struct Made {
    manifest: Manifest,
    /// Files that are not in the store, or not what they were.
    missing: Vec<String>,
}

struct Making<'a> {
    office: &'a Office,
    context: &'a Context,
    order: &'a Order,
    books: Vec<Book>,
    left_out: LeftOut,
    missing: Vec<String>,
}

impl<'a> Making<'a> {
    fn new(office: &'a Office, context: &'a Context, order: &'a Order) -> Self {
        let (books, left_out, missing) = (Vec::new(), LeftOut::default(), Vec::new());
        Self { office, context, order, books, left_out, missing }
    }

    async fn write<W: Write + Seek>(mut self, out: W, room: &std::path::Path) -> Result<Made> {
        let mut archive = Archive::begin(out, room)?;
        let items = self.items().await?;
        let total = items.len() as u64;
        for (done, item) in items.into_iter().enumerate() {
            self.context.check()?;
            self.context.progress(done as u64, total, "doc-export-writing");
            if let Some(unit) = self.read(&item).await? {
                self.add(&mut archive, unit).await?;
            }
        }
        let head = self.head().await?;
        let left_out = self.left_out;
        let (_, manifest) =
            archive.finish(|letters, files| head.counted(letters, files, left_out))?;
        Ok(Made { manifest, missing: self.missing })
    }

    async fn head(&self) -> Result<Manifest> {
        let settings = self.office.cell().settings();
        let mut head = Manifest::begin(self.order, &settings.name, settings.demo);
        let order = self.order;
        let read = self.office.cell().db().read(async |tx: &mut Tx| -> Result<(String, String)> {
            Ok((gather::office_name(tx, &order.agency).await?, about(tx, order).await?))
        });
        (head.office, head.about) = read.await?;
        Ok(head)
    }

    /// What goes in, in an order that is always the same.
    async fn items(&mut self) -> Result<Vec<Item>> {
        match self.order.what {
            What::Naskah => Ok(vec![Item::Letter(id(&self.order.id)?)]),
            What::Masuk => Ok(vec![Item::Incoming(id(&self.order.id)?)]),
            What::Berkas => self.of_dossier().await,
            What::Agenda => self.of_books().await,
        }
    }

    async fn of_dossier(&self) -> Result<Vec<Item>> {
        let (dossier, mut items) = (id(&self.order.id)?, Vec::new());
        let (db, mut after) = (self.office.cell().db(), String::new());
        loop {
            let read = async |tx: &mut Tx| archive::of_dossier(tx, dossier, &after, STRETCH).await;
            let stretch = db.read(read).await?;
            let Some(last) = stretch.last() else { break };
            after = last.to_string();
            items.extend(stretch.into_iter().map(Item::Letter));
            ensure_few(&items)?;
        }
        Ok(items)
    }

    async fn of_books(&mut self) -> Result<Vec<Item>> {
        let agency = self.order.agency.clone();
        let db = self.office.cell().db();
        let mut books = db.read(async |tx: &mut Tx| books::list(tx, false, &agency).await).await?;
        books.retain(|book| self.order.id.is_empty() || book.id.to_string() == self.order.id);
        books.sort_by(|a, b| (a.year, &a.series, a.id).cmp(&(b.year, &b.series, b.id)));
        self.books = books;
        let mut items = Vec::new();
        for place in 0..self.books.len() {
            self.of_book(place, &mut items).await?;
        }
        Ok(items)
    }

    async fn of_book(&self, place: usize, items: &mut Vec<Item>) -> Result<()> {
        let Some(book) = self.books.get(place) else { return Ok(()) };
        let (db, order) = (self.office.cell().db(), self.order);
        let mut part = Part { book: book.id, after: 0, from: &order.from, until: &order.until };
        loop {
            let before = items.len();
            if book.series == SERIES {
                let read = async |tx: &mut Tx| archive::incoming(tx, part, STRETCH).await;
                for (ordinal, id) in db.read(read).await? {
                    part.after = ordinal;
                    items.push(Item::Incoming(id));
                }
            } else {
                let read = async |tx: &mut Tx| archive::outgoing(tx, part, STRETCH).await;
                for (ordinal, letter) in db.read(read).await? {
                    part.after = ordinal;
                    items.push(letter.map_or(Item::Number(place, ordinal), Item::Letter));
                }
            }
            ensure_few(items)?;
            if items.len() == before {
                return Ok(());
            }
        }
    }

    async fn read(&mut self, item: &Item) -> Result<Option<Unit>> {
        let (office, secret, books) = (self.office, self.order.with_secret, &self.books);
        let read = office.cell().db().read(async |tx: &mut Tx| match item {
            Item::Letter(id) => gather::letter(tx, office, *id, secret).await,
            Item::Incoming(id) => gather::incoming(tx, *id, secret).await,
            Item::Number(place, ordinal) => match books.get(*place) {
                Some(book) => gather::number(tx, book, *ordinal).await,
                None => Ok(None),
            },
        });
        let unit = read.await?;
        match &unit {
            Some(unit) => self.left_out.secret_files += unit.secret_files,
            None if !matches!(item, Item::Number(..)) => self.left_out.secret_letters += 1,
            None => {}
        }
        Ok(unit)
    }

    async fn add<W: Write + Seek>(&mut self, archive: &mut Archive<W>, unit: Unit) -> Result<()> {
        let bytes = unit.pieces.iter().fold(0_u64, |sum, one| sum.saturating_add(one.bytes));
        self.office.cell().files().ensure_room(bytes)?;
        if let Some((path, text)) = &unit.content {
            archive.file(path, text.as_bytes())?;
        }
        for piece in &unit.pieces {
            if !self.add_piece(archive, piece).await? {
                self.missing.push(piece.path.clone());
            }
        }
        archive.describe(&unit.described, &unit.record())
    }

    /// Copies a file; whether it was there and is what it was.
    async fn add_piece<W: Write + Seek>(
        &self,
        archive: &mut Archive<W>,
        piece: &Piece,
    ) -> Result<bool> {
        let Some(mut reading) = self.office.cell().files().read(&piece.stored).await? else {
            return Ok(false);
        };
        archive.begin_file(&piece.path)?;
        while let Some(bytes) = reading.content.next().await {
            archive.add(&bytes.map_err(disk)?)?;
        }
        let (sha256, bytes) = archive.end_file()?;
        Ok(sha256 == piece.sha256 && bytes == piece.bytes)
    }
}

fn ensure_few(items: &[Item]) -> Result<()> {
    match items.len() > MOST {
        true => Err(Error::new(Kind::TooLarge, "documents/export-too-many").with("most", MOST)),
        false => Ok(()),
    }
}

fn id<T>(text: &str) -> Result<Id<T>> {
    Id::parse(text).ok_or_else(|| Error::new(Kind::NotFound, "documents/unknown-export"))
}

/// What the archive holds, for whoever opens it.
async fn about(tx: &mut Tx, order: &Order) -> Result<String> {
    let period = match (order.from.as_str(), order.until.as_str()) {
        ("", "") => String::new(),
        (from, "") => format!(", sejak {from}"),
        ("", until) => format!(", sampai {until}"),
        (from, until) => format!(", {from} sampai {until}"),
    };
    Ok(match order.what {
        What::Naskah => {
            let number = letters::find(tx, id(&order.id)?).await?.and_then(|it| it.number);
            format!("satu naskah keluar, nomor {}", number.as_deref().unwrap_or("-"))
        }
        What::Masuk => {
            let number = entries::find(tx, id(&order.id)?).await?.map(|it| it.number);
            format!("satu surat masuk, agenda {}", number.as_deref().unwrap_or("-"))
        }
        What::Berkas => match dossiers::find(tx, id(&order.id)?).await? {
            Some(it) => format!("berkas {} {}", it.classification, it.title),
            None => "berkas".to_owned(),
        },
        What::Agenda if order.id.is_empty() => format!("semua buku agenda{period}"),
        What::Agenda => match books::find(tx, id(&order.id)?).await? {
            Some(book) => format!("buku agenda {} tahun {}{period}", book.series, book.year),
            None => format!("buku agenda{period}"),
        },
    })
}

/// Removes archives that were asked for too long ago; how many. They can be made again at any time.
///
/// # Errors
/// Those of the file store.
pub(super) async fn remove_older(cell: &Cell, seconds: i64) -> Result<usize> {
    let since = cell.now().plus_seconds(-seconds);
    let mut removed = 0;
    for id in kept(cell).await?.into_iter().filter(|id| id.made_at() <= since) {
        cell.files().remove(&file_name(id)?).await?;
        removed += 1;
    }
    Ok(removed)
}

/// The jobs whose archives are there.
pub(super) async fn kept(cell: &Cell) -> Result<Vec<JobId>> {
    let folder = Name::parse(FOLDER)
        .map_err(|e| Error::new(Kind::Internal, "documents/export").caused_by(e))?;
    let id =
        |file: &String| file.strip_suffix(".zip").and_then(|id| JobId::parse(&id.to_uppercase()));
    Ok(cell.files().names(&folder).await?.iter().filter_map(id).collect())
}
