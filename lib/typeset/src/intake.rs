//! What is looked at before the compiler sees a sheet.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use typst::foundations::Datetime;

use crate::error::Bound;
use crate::library::PULSE;
use crate::world::{Desk, Shared};
use crate::{File, Limits, Sheet, TypesetError, image, prelude};

/// Paths of what the typesetter itself lays beside a template.
const DATA: &str = "/data.json";
const PAPER: &str = "/kertas.json";
const LONGEST_PATH: usize = 100;

/// Checks a sheet and lays it on the desk of one rendering.
pub(crate) fn lay(
    sheet: &Sheet,
    limits: &Limits,
    shared: &Arc<Shared>,
    stop: &Arc<AtomicBool>,
) -> Result<Desk, TypesetError> {
    if shared.is_exhausted() {
        return Err(TypesetError::Names);
    }
    check_source(&sheet.main, limits)?;
    within(Bound::Files, sheet.files.len(), limits.files)?;
    let total = sheet.files.iter().map(|file| file.bytes.len()).sum();
    within(Bound::FileBytes, total, limits.file_bytes)?;
    let mut desk = Desk::new(shared.clone(), &sheet.main, today(sheet), stop.clone())?;
    let mut seen = HashSet::new();
    for file in &sheet.files {
        let path = rooted(&file.path)?;
        if !seen.insert(path.clone()) {
            return Err(TypesetError::FileName(file.path.clone()));
        }
        lay_file(&mut desk, &path, file, limits)?;
    }
    let data = serde_json::to_vec(&sheet.data)
        .map_err(|error| TypesetError::Crash(format!("the fields cannot be written: {error}")))?;
    within(Bound::Data, data.len(), limits.data)?;
    desk.add_file(DATA, data)?;
    desk.add_file(PAPER, paper(sheet))?;
    Ok(desk)
}

/// Puts a file where its kind says.
fn lay_file(desk: &mut Desk, path: &str, file: &File, limits: &Limits) -> Result<(), TypesetError> {
    let picture = |why| TypesetError::Picture { path: path.to_owned(), why };
    let pixels = match path.rsplit_once('.').map(|(_, kind)| kind) {
        Some("typ") => {
            let text = std::str::from_utf8(&file.bytes).map_err(|_| picture("it is not UTF-8"))?;
            check_source(text, limits)?;
            return desk.add_source(path, text);
        }
        Some("png") => image::png_pixels(&file.bytes).map_err(picture)?,
        Some("jpg" | "jpeg") => image::jpeg_pixels(&file.bytes).map_err(picture)?,
        Some("svg") => image::check_svg(&file.bytes).map(|()| 0).map_err(picture)?,
        Some("json" | "csv" | "txt") => 0,
        _ => return Err(TypesetError::FileKind(path.to_owned())),
    };
    if pixels > limits.pixels {
        let (what, limit) = (Bound::Pixels, limits.pixels);
        return Err(TypesetError::TooLarge { what, size: pixels, limit });
    }
    desk.add_file(path, file.bytes.clone())
}

fn check_source(text: &str, limits: &Limits) -> Result<(), TypesetError> {
    within(Bound::Source, text.len(), limits.source)?;
    if text.contains(PULSE) {
        return Err(TypesetError::Reserved(PULSE));
    }
    Ok(())
}

pub(crate) fn within(what: Bound, size: usize, limit: usize) -> Result<(), TypesetError> {
    if size > limit {
        return Err(TypesetError::TooLarge { what, size: size as u64, limit: limit as u64 });
    }
    Ok(())
}

/// A path from the root, if its name is one that a file beside a template may have.
fn rooted(path: &str) -> Result<String, TypesetError> {
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_./".contains(c);
    let rooted = format!("/{}", path.trim_start_matches('/'));
    let parts_are_names =
        rooted[1..].split('/').all(|part| !part.is_empty() && part != "." && part != "..");
    let taken = [DATA, PAPER, "/main.typ"].contains(&rooted.as_str())
        || prelude::SOURCES.iter().any(|(own, _)| *own == rooted);
    if !parts_are_names || taken || rooted.len() > LONGEST_PATH || !rooted.chars().all(allowed) {
        return Err(TypesetError::FileName(path.to_owned()));
    }
    Ok(rooted)
}

/// Size of the paper in millimetres, for the prelude.
fn paper(sheet: &Sheet) -> Vec<u8> {
    let (width, height) = sheet.paper.size();
    format!(r#"{{"nama":"{}","lebar":{width},"tinggi":{height}}}"#, sheet.paper.name()).into_bytes()
}

fn today(sheet: &Sheet) -> Option<Datetime> {
    let date = sheet.written.date(&sheet.zone);
    let (month, day) = (date.month().unsigned_abs(), date.day().unsigned_abs());
    Datetime::from_ymd(i32::from(date.year()), month, day)
}
