//! Rows of an extract imported per second, beside PostgreSQL's COPY of the same files.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use audit::Who;
use identity::Actor;
use property_tax::generate::{DEMO_RULES, Options, generate};
use property_tax::usecase::import::{self, Importing};
use property_tax::usecase::rules;

use crate::Fault;
use crate::peer::Postgres;
use crate::place::{Place, YEAR};
use crate::table::{Figure, Table};

/// Generates the regency and imports it, once: a cell can be filled once only.
pub async fn measure(table: &mut Table, place: &Place, row: bool) -> Result<(), Fault> {
    let extract = place.folder().join("extract");
    eprintln!("making a regency of {} objects …", place.objects);
    let summary =
        generate(&extract, place.objects, 6408, i32::from(YEAR), &Options::default(), &mut |_| {})?;
    let rows: u64 = summary.files.iter().map(|(_, rows)| rows).sum();
    eprintln!("importing {rows} rows …");
    let ours = ours(place, &extract).await?;
    let rate = |time: Duration| Figure::rate(rows as f64 / time.as_secs_f64(), "rows/s");
    if row {
        let theirs = theirs(&extract)?;
        table.row(
            "Import of a SISMIOP extract into SQLite",
            rate(ours),
            Some(Figure::rate(100_000.0, "rows/s")),
            Some(("PostgreSQL COPY into text columns", rate(theirs))),
        );
        table.remark(format!(
            "Import: {rows} rows in {:.1} s, one run. Ours checks, values, joins, compares and \
             indexes each row; COPY only stores its text, so it is the floor.",
            ours.as_secs_f64()
        ));
    }
    std::fs::remove_dir_all(&extract)?;
    Ok(())
}

async fn ours(place: &Place, extract: &Path) -> Result<Duration, Fault> {
    let house = place.open().await?;
    rules::load(&house.cell, &Actor::operator(), DEMO_RULES).await?;
    let who = Who { id: "operator".to_owned(), ..Who::default() };
    let importing = Importing { folder: extract.to_owned(), source: "extract".to_owned(), who };
    let begun = Instant::now();
    import::run(&house.cell, &importing, &|_| {}).await?;
    let time = begun.elapsed();
    house.cell.db().maintain().await?;
    house.cell.db().close().await;
    Ok(time)
}

/// The same files into tables that take any text: no types, no keys.
fn theirs(extract: &Path) -> Result<Duration, Fault> {
    let server = Postgres::start()?;
    let mut files = Vec::new();
    for entry in std::fs::read_dir(extract)? {
        let path = entry?.path();
        if path.extension().is_some_and(|end| end == "csv") {
            server.run(&table_of(&path)?)?;
            files.push(path);
        }
    }
    let begun = Instant::now();
    for path in &files {
        server.copy(&name_of(path), "format csv, header true", path)?;
    }
    Ok(begun.elapsed())
}

fn name_of(path: &Path) -> String {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().to_lowercase();
    format!("raw_{stem}")
}

fn table_of(path: &PathBuf) -> Result<String, Fault> {
    let text = std::fs::read_to_string(path)?;
    let head = text.lines().next().ok_or("a file without a head")?;
    let columns = head.trim_start_matches('\u{feff}').split(',');
    let columns: Vec<String> =
        columns.map(|c| format!("{} text", c.trim_matches('"').to_lowercase())).collect();
    Ok(format!("create table {} ({})", name_of(path), columns.join(", ")))
}
