//! The yearly book as a PDF: cover, how to read it, contents, and each dataset on its own page.

use base::{Instant, Language, Result, Zone, format};
use cell::Cell;
use cube::Text;
use paper::{Align, Column, Document, End, Fonts, Ink, Page, Paper, Row, Style, Table};

use crate::domain::yearbook::{Chapter, Entry, Grid, grids, names, signs};

const MARGIN: f32 = 18.0;
const BOTTOM: f32 = 16.0;
const WIDTH: f32 = Paper::A4.width - 2.0 * MARGIN;
/// The widest a column of figures becomes, and the least that names keep.
const FIGURES: f32 = 30.0;
const NAMES: f32 = 54.0;
/// Source and notes begin on a page only where so much is left of it.
const NOTES: f32 = 34.0;
/// The book speaks Indonesian; titles are said in English as well.
const LANGUAGE: Language = Language::Id;

/// What a book is made of.
pub struct Sheet {
    regency: String,
    demo: bool,
    year: u16,
    edition: i64,
    at: Instant,
    zone: Zone,
    /// Where the figures are: `https://…/statistik`.
    address: String,
    chapters: Vec<Chapter>,
}

/// A printed book.
#[derive(Debug)]
pub struct Printed {
    pub pdf: Vec<u8>,
    pub pages: usize,
}

impl Sheet {
    pub fn of(
        cell: &Cell,
        (year, edition, at): (u16, i64, Instant),
        chapters: Vec<Chapter>,
    ) -> Self {
        let settings = cell.settings();
        Self {
            regency: settings.name.clone(),
            demo: settings.demo,
            year,
            edition,
            at,
            zone: cell.zone().clone(),
            address: format!("{}/statistik", settings.public_url.trim_end_matches('/')),
            chapters,
        }
    }

    /// `Kabupaten Kutai Timur dalam Angka 2026`.
    pub fn title(&self) -> String {
        format!("{} dalam Angka {}", self.regency, self.year)
    }

    fn day(&self) -> String {
        format::date(self.at.civil(&self.zone).date(), LANGUAGE)
    }

    fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.chapters.iter().flat_map(|it| &it.entries)
    }
}

/// Draws the book; the same figures give the same bytes. It is drawn twice, since the contents in front
/// name pages that are known only at the end.
///
/// # Errors
/// Those of the document.
pub fn print(fonts: &Fonts, sheet: &Sheet) -> Result<Printed> {
    let (_, places) = draw(fonts, sheet, &[])?;
    let (mut document, _) = draw(fonts, sheet, &places)?;
    let pages = document.page_count();
    document.number_pages(1..pages, MARGIN);
    Ok(Printed { pdf: document.finish()?, pages })
}

/// The drawing, and on which page each entry begins, counted from 1.
fn draw<'f>(
    fonts: &'f Fonts,
    sheet: &Sheet,
    places: &[usize],
) -> Result<(Document<'f>, Vec<usize>)> {
    let mut document = Document::new(fonts, &sheet.title(), LANGUAGE);
    cover(&mut document.page(Paper::A4), sheet)?;
    about(&mut document.page(Paper::A4), sheet);
    contents(&mut document, sheet, places);
    let mut begun = Vec::new();
    for chapter in &sheet.chapters {
        for it in &chapter.entries {
            // The cover has no number.
            begun.push(document.page_count());
            entry(&mut document, sheet, chapter, it);
        }
    }
    Ok((document, begun))
}

fn cover(page: &mut Page<'_, '_>, sheet: &Sheet) -> Result<()> {
    let Paper { width, height } = page.paper();
    page.area(0.0, 0.0, width, 150.0, Ink::BRAND);
    page.ribbon();
    let light = |size| Style::regular(size).ink(Ink::WHITE);
    page.text(MARGIN, 30.0, light(12.0), &format!("Pemerintah {}", sheet.regency));
    let big = Style::bold(34.0).ink(Ink::WHITE);
    let y = page.paragraph(MARGIN, 70.0, WIDTH, big, &format!("{} dalam Angka", sheet.regency));
    page.text(MARGIN, y + 4.0, light(15.0), &format!("{} in Figures", sheet.regency));
    page.text(MARGIN, 138.0, Style::bold(28.0).ink(Ink::WHITE), &sheet.year.to_string());
    let quiet = Style::regular(11.0).ink(Ink::QUIET);
    let mut y = 172.0;
    for line in [
        format!("Edisi {} · {}", sheet.edition, sheet.day()),
        format!("{} data", sheet.entries().count()),
        sheet.address.clone(),
    ] {
        page.text(MARGIN, y, quiet, &line);
        y += 8.0;
    }
    page.qr(MARGIN, y + 6.0, 34.0, &sheet.address)?;
    if sheet.demo {
        page.area(0.0, height - 24.0, width, 12.0, Ink::WARN_SOFT);
        let style = Style::bold(10.0).ink(Ink::WARN);
        page.text(MARGIN, height - 16.5, style, "Data contoh. Nama dan angka rekaan.");
    }
    Ok(())
}

/// How the book is read: what it is, and what its signs mean.
fn about(page: &mut Page<'_, '_>, sheet: &Sheet) {
    let mut y = top(page, sheet);
    page.text(MARGIN, y, Style::bold(15.0), "Tentang buku ini");
    y += 10.0;
    for text in [
        format!(
            "Buku ini memuat data yang sudah terbit di {} sampai {}. Angka yang terbit sesudahnya, \
             atau yang diperbaiki, ada di alamat itu dengan alasannya.",
            sheet.address,
            sheet.day()
        ),
        "Dari setiap data dimuat periode-periode terakhir. Periode sebelumnya, rincian lain, dan berkas \
         untuk diolah (CSV, XLSX, JSON-stat, Parquet) ada di halaman data itu."
            .to_owned(),
        "Menurut Perpres 39/2019, data dikumpulkan oleh perangkat daerah (produsen data), diperiksa \
         dan disebarluaskan oleh Diskominfo (walidata), dan dibina oleh BPS."
            .to_owned(),
    ] {
        y = page.paragraph(MARGIN, y, WIDTH, Style::regular(10.0), &text) + 4.0;
    }
    y += 6.0;
    page.text(MARGIN, y, Style::bold(11.0), "Tanda dan artinya");
    y += 7.0;
    let cubes = || sheet.entries().filter_map(|it| it.cube.as_ref());
    let english = signs(cubes(), Language::En);
    for (sign, said) in signs(cubes(), LANGUAGE) {
        page.text(MARGIN, y, Style::bold(10.0), sign);
        let both = format!("{said} · {}", english.get(sign).copied().unwrap_or_default());
        page.text(MARGIN + 14.0, y, Style::regular(10.0), &both);
        y += 6.0;
    }
}

fn contents(document: &mut Document<'_>, sheet: &Sheet, places: &[usize]) {
    let columns = [
        Column { title: "Data", width: WIDTH - 24.0, align: Align::Left },
        Column { title: "Halaman", width: 24.0, align: Align::Right },
    ];
    let head = |page: &mut Page<'_, '_>, _: usize| {
        let y = top(page, sheet);
        page.text(MARGIN, y, Style::bold(15.0), "Daftar isi");
        y + 6.0
    };
    let mut rows: Vec<Row> = Vec::new();
    let mut places = places.iter();
    for chapter in &sheet.chapters {
        let theme = theme(chapter);
        for it in &chapter.entries {
            let page = places.next().map(usize::to_string).unwrap_or_default();
            rows.push(vec![format!("{theme}: {}", it.dataset.title(LANGUAGE)), page]);
        }
    }
    table(&columns, 9.5, &head).print(document, rows, &[]);
}

/// A dataset: its tables, then source and notes.
fn entry(document: &mut Document<'_>, sheet: &Sheet, chapter: &Chapter, it: &Entry) {
    let head =
        |page: &mut Page<'_, '_>, number: usize| entry_head(page, number, sheet, chapter, it);
    let tables = it.cube.as_ref().map(|cube| grids(cube, LANGUAGE)).unwrap_or_default();
    let mut end: Option<End> = None;
    for grid in tables {
        let columns = columns(&grid);
        let table = table(&columns, 8.5, &head);
        let more = more(&grid, sheet, it);
        let rows = grid.rows.iter().cloned().chain(more);
        end = Some(match end {
            None if grid.title.is_empty() => table.print(document, rows, &[]),
            None => {
                let y = head(&mut document.page(Paper::A4), 1);
                table.print_below(document, (&grid.title, y - 6.0), rows, &[])
            }
            Some(end) => table.print_below(document, (&grid.title, end.y), rows, &[]),
        });
    }
    let y = match end {
        Some(end) => end.y,
        None => head(&mut document.page(Paper::A4), 1),
    };
    notes(document, y, sheet, it, &head);
}

fn entry_head(
    page: &mut Page<'_, '_>,
    number: usize,
    sheet: &Sheet,
    chapter: &Chapter,
    it: &Entry,
) -> f32 {
    let mut y = top(page, sheet);
    page.text(MARGIN, y, Style::bold(8.5).ink(Ink::BRAND), &theme(chapter));
    y += 7.0;
    if number > 1 {
        let title = format!("{} (lanjutan)", it.dataset.title(LANGUAGE));
        return page.paragraph(MARGIN, y, WIDTH, Style::bold(11.0), &title) + 2.0;
    }
    y = page.paragraph(MARGIN, y, WIDTH, Style::bold(15.0), it.dataset.title(LANGUAGE)) + 0.5;
    let quiet = Style::regular(9.0).ink(Ink::QUIET);
    y = page.paragraph(MARGIN, y, WIDTH, quiet, it.dataset.title(Language::En)) + 1.5;
    let about = it.dataset.description.about.said(LANGUAGE);
    page.paragraph(MARGIN, y, WIDTH, Style::regular(9.0), about) + 2.0
}

/// Whose figures they are, what has to be read with them, and where the rest is.
fn notes(
    document: &mut Document<'_>,
    y: f32,
    sheet: &Sheet,
    it: &Entry,
    head: &dyn Fn(&mut Page<'_, '_>, usize) -> f32,
) {
    let description = &it.dataset.description;
    let source = format!("Sumber: {}", description.source.said(LANGUAGE));
    let address = page_of(sheet, it);
    let found = format!("Versi {} · {address}", it.version.number);
    let mut texts = vec![source];
    texts.extend(description.notes.iter().map(|it| it.said(LANGUAGE).to_owned()));
    let names = it.cube.as_ref().map(|cube| names(cube, LANGUAGE)).unwrap_or_default();
    texts.extend(names.iter().map(|(short, rest)| format!("{short}: {rest}")));
    texts.push(found);
    let last = document.page_count().checked_sub(1).and_then(|it| document.reopen(it));
    let full = y + NOTES > Paper::A4.height - BOTTOM;
    let (mut page, mut y) = match last {
        Some(page) if !full => (page, y + 6.0),
        _ => {
            let mut page = document.page(Paper::A4);
            let y = head(&mut page, 2);
            (page, y)
        }
    };
    for text in texts {
        y = page.paragraph(MARGIN, y, WIDTH, Style::regular(8.0).ink(Ink::QUIET), &text) + 1.0;
    }
}

/// A row that says what did not fit.
fn more(grid: &Grid, sheet: &Sheet, it: &Entry) -> Option<Row> {
    let said = format!("… dan {} baris lagi: {}", grid.more, page_of(sheet, it));
    (grid.more > 0).then(|| vec![said])
}

fn page_of(sheet: &Sheet, it: &Entry) -> String {
    format!("{}/{}", sheet.address, it.dataset.id)
}

/// Names to the left, as wide as figures let them be.
fn columns(grid: &Grid) -> Vec<Column<'_>> {
    let figures = grid.heads.len().saturating_sub(1).max(1);
    // A table has a dozen columns at most.
    let count = f32::from(u8::try_from(figures).unwrap_or(u8::MAX));
    let width = ((WIDTH - NAMES) / count).min(FIGURES);
    let column = |(at, title)| match at {
        0 => Column { title, width: WIDTH - width * count, align: Align::Left },
        _ => Column { title, width, align: Align::Right },
    };
    grid.heads.iter().map(String::as_str).enumerate().map(column).collect()
}

fn table<'t>(
    columns: &'t [Column<'t>],
    size: f32,
    head: &'t dyn Fn(&mut Page<'_, '_>, usize) -> f32,
) -> Table<'t> {
    Table {
        paper: Paper::A4,
        columns,
        size,
        left: MARGIN,
        bottom: BOTTOM,
        row_height: 0.0,
        head,
        page_total: None,
    }
}

/// Ribbon and the name of the book; where the text begins.
fn top(page: &mut Page<'_, '_>, sheet: &Sheet) -> f32 {
    page.ribbon();
    let quiet = Style::regular(8.0).ink(Ink::QUIET);
    page.text(MARGIN, 12.0, quiet, &sheet.title());
    let right = page.paper().width - MARGIN;
    if sheet.demo {
        let style = Style::bold(8.0).ink(Ink::WARN);
        page.text_right(right, 12.0, style, "Data contoh. Nama dan angka rekaan.");
    }
    24.0
}

fn theme(chapter: &Chapter) -> String {
    let other = || "Data lain".to_owned();
    chapter.theme.as_ref().map_or_else(other, |it: &Text| it.said(LANGUAGE).to_owned())
}
