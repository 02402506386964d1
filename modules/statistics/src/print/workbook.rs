//! A cube as a workbook (XLSX): codes as texts, so that `64.10` stays what it is; figures as numbers with
//! their decimals; marks in a column of their own; on a second sheet what the figures are.

use base::{Decimal, Error, Kind, Language, Zone};
use cube::table::{self, Field};
use cube::{Cube, Mark, Missing, Text};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

/// The media type of workbooks.
pub const MEDIA_TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The largest whole number up to which numbers of spreadsheets keep every digit.
const EXACT: u64 = 9_007_199_254_740_992;

/// The workbook; `page` is the address where the dataset is shown.
///
/// # Errors
/// `statistics/cube`: our own fault.
pub fn workbook(cube: &Cube, language: Language, zone: &Zone, page: &str) -> base::Result<Vec<u8>> {
    let write = || -> Result<Vec<u8>, XlsxError> {
        let (mut book, title) = (Workbook::new(), cube.about().title.said(language));
        let day = cube.about().released.date(zone).to_string();
        // The same release gives the same bytes.
        let made = ExcelDateTime::parse_from_str(&day)?;
        let properties = DocProperties::new().set_title(title).set_creation_datetime(&made);
        book.set_properties(&properties);
        figures(book.add_worksheet(), cube, language)?;
        about(book.add_worksheet(), cube, language, &[&day, page])?;
        book.save_to_buffer()
    };
    write().map_err(|error| Error::new(Kind::Internal, "statistics/cube").caused_by(error))
}

fn figures(sheet: &mut Worksheet, cube: &Cube, language: Language) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    let columns = table::columns(cube.dimensions(), language);
    sheet.set_name(said(language, "Angka", "Figures"))?;
    for (column, head) in (0..).zip(&columns) {
        sheet.write_string_with_format(0, column, &head.name, &bold)?;
        let width = if matches!(head.kind, table::Kind::Name(_)) { 36.0 } else { 16.0 };
        sheet.set_column_width(column, width)?;
    }
    let mut last = 0;
    for (row, fields) in (1..).zip(table::rows(cube, language)) {
        for (column, field) in (0..).zip(fields) {
            match field {
                Field::Text("") | Field::Figure(None) => {}
                Field::Text(text) => drop(sheet.write_string(row, column, text)?),
                Field::Figure(Some(figure)) => number(sheet, (row, column), figure)?,
            }
        }
        last = row;
    }
    let width = u16::try_from(columns.len().saturating_sub(1)).unwrap_or(0);
    sheet.autofilter(0, 0, last, width)?;
    sheet.set_freeze_panes(1, 0)?;
    Ok(())
}

/// A number with as many decimals as were published; as text where a spreadsheet would lose digits.
fn number(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    figure: Decimal,
) -> Result<(), XlsxError> {
    let digits = figure.to_string();
    match digits.parse::<f64>() {
        Ok(value) if figure.units().unsigned_abs() <= EXACT => {
            let places = usize::from(figure.places());
            let point = if places > 0 { "." } else { "" };
            let format =
                Format::new().set_num_format(format!("#,##0{point}{}", "0".repeat(places)));
            sheet.write_number_with_format(row, column, value, &format)?;
        }
        _ => drop(sheet.write_string(row, column, &digits)?),
    }
    Ok(())
}

fn about(
    sheet: &mut Worksheet,
    cube: &Cube,
    language: Language,
    [day, page]: &[&str; 2],
) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    let (about, say) = (cube.about(), |id, en| said(language, id, en).to_owned());
    sheet.set_name(said(language, "Keterangan", "About"))?;
    let mut rows = vec![
        (say("Judul", "Title"), about.title.said(language).to_owned()),
        (say("Sumber", "Source"), about.source.said(language).to_owned()),
        (say("Versi", "Version"), about.version.to_string()),
        (say("Terbit", "Released"), (*day).to_owned()),
        (say("Alamat", "Address"), (*page).to_owned()),
        (say("Lisensi", "Licence"), "CC BY 4.0".to_owned()),
    ];
    let notes = about.notes.iter().map(|it: &Text| it.said(language).to_owned());
    rows.extend(notes.map(|note| (say("Catatan", "Note"), note)));
    let dimensions = cube.dimensions().iter();
    rows.extend(dimensions.map(|it| (it.id.clone(), it.title.said(language).to_owned())));
    let marks = Mark::ALL.into_iter().filter(|it| !it.sign().is_empty());
    rows.extend(marks.map(|it| (it.sign().to_owned(), it.said(language).to_owned())));
    let missing = Missing::ALL.into_iter();
    rows.extend(missing.map(|it| (it.sign().to_owned(), it.said(language).to_owned())));
    for (at, (name, text)) in (0..).zip(&rows) {
        sheet.write_string_with_format(at, 0, name, &bold)?;
        sheet.write_string(at, 1, text)?;
    }
    for (column, width) in (0..).zip([20.0, 90.0]) {
        sheet.set_column_width(column, width)?;
    }
    Ok(())
}

fn said<'t>(language: Language, id: &'t str, en: &'t str) -> &'t str {
    match language {
        Language::Id => id,
        Language::En => en,
    }
}
