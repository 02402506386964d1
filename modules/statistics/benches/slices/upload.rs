//! The largest table that an office may bring: 200,000 rows of XLSX, read and examined.

use std::collections::BTreeMap;
use std::time::Instant;

use db::Engine;
use identity::Actor;
use rust_xlsxwriter::Workbook;
use statistics::usecase::process::tables;
use testkit::Scratch;

use crate::stage::{MIGRATIONS, Stage, village};

const INDICATORS: usize = 473;
const VILLAGES: usize = 141;
const YEARS: usize = 3;

/// Prints how long it takes, and how much memory this process has at most meanwhile.
pub async fn measure() {
    let book = book();
    println!("\nA workbook of {} rows, {} MB", INDICATORS * VILLAGES * YEARS, book.len() >> 20);
    let scratch = Scratch::new(Engine::Sqlite, &MIGRATIONS).await;
    let db = scratch.open().await;
    let stage = Stage::new(db.clone(), INDICATORS).await;
    // From here on: what the workbook cost while it was made does not count.
    std::fs::write("/proc/self/clear_refs", "5").unwrap();
    let before = most_memory();
    let begun = Instant::now();
    let tried = tables::try_out(&stage.bureau, &Actor::operator(), "DESA", book.into()).await;
    let seconds = begun.elapsed().as_secs_f64();
    let examined = tried.unwrap().examined;
    println!(
        "  read and examined: {seconds:.1} s (≤ 10 s), {} figures, {} findings; memory grew by {} MB at most \
         (≤ 300 MB)",
        examined.figures.len(),
        examined.findings.len(),
        most_memory() - before
    );
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    examined.findings.iter().for_each(|it| *kinds.entry(it.says).or_default() += 1);
    println!("  findings by kind: {kinds:?}");
    db.close().await;
    scratch.discard().await;
}

fn book() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (at, head) in ["Indikator", "Kode", "Tahun", "Nilai"].into_iter().enumerate() {
        sheet.write(0, u16::try_from(at).unwrap(), head).unwrap();
    }
    let mut row = 1;
    for indicator in 0..INDICATORS {
        for at in 0..VILLAGES {
            for year in 0..YEARS {
                // Figures that move as figures do: nearly nothing has to be asked about.
                let figure = 500 + (indicator * 31) % 400 + at * 3 + year * 2;
                sheet.write(row, 0, format!("I{indicator:03}")).unwrap();
                sheet.write(row, 1, village(at)).unwrap();
                sheet.write(row, 2, 2006 + u32::try_from(year).unwrap()).unwrap();
                sheet.write(row, 3, u32::try_from(figure).unwrap()).unwrap();
                row += 1;
            }
        }
    }
    book.save_to_buffer().unwrap()
}

/// Megabytes that this process had at most until now.
fn most_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|it| it.starts_with("VmHWM:")).unwrap();
    let kilobytes: u64 = line.split_whitespace().nth(1).unwrap().parse().unwrap();
    kilobytes >> 10
}
