//! How fast notices are printed and how large they are; with a folder, writes samples into it.
//!
//! `cargo run --release -p property-tax --example print_notices [-- FOLDER]`

#![expect(clippy::print_stdout, reason = "its output is its purpose")]

use std::error::Error;
use std::fs;
use std::path::Path;
use std::time::Instant;

use paper::{Fonts, Paper};
use property_tax::print::{
    NoticeSheet, file_of_notices, print_delivery, print_notice, print_roll, roll_sheet, samples,
};

const NOTICES: u16 = 2_000;
const ROUNDS: usize = 5;

fn main() -> Result<(), Box<dyn Error>> {
    let started = Instant::now();
    let fonts = Fonts::load()?;
    println!("fonts loaded in {:.1} ms", started.elapsed().as_secs_f64() * 1e3);
    if let Some(folder) = std::env::args().nth(1) {
        return write_samples(&fonts, Path::new(&folder));
    }
    let sheets: Vec<NoticeSheet> = (1..=NOTICES).filter_map(samples::notice).collect();
    for (name, paper) in [("A4", Paper::A4), ("F4", Paper::F4)] {
        measure_single(&fonts, name, paper, &sheets)?;
    }
    measure_lists(&fonts, &sheets)
}

/// One file per notice, one thread: the median of several rounds.
fn measure_single(
    fonts: &Fonts,
    name: &str,
    paper: Paper,
    sheets: &[NoticeSheet],
) -> Result<(), Box<dyn Error>> {
    let (mut rates, mut largest, mut bytes) = (Vec::new(), 0, 0);
    for _ in 0..ROUNDS {
        let started = Instant::now();
        bytes = 0;
        for sheet in sheets {
            let file = print_notice(fonts, paper, sheet)?;
            largest = largest.max(file.len());
            bytes += file.len();
        }
        rates.push(sheets.len() as f64 / started.elapsed().as_secs_f64());
    }
    rates.sort_by(f64::total_cmp);
    println!(
        "e-SPPT {name}: {:.0} files/s on one core, {} bytes on average, {largest} at most",
        rates[ROUNDS / 2],
        bytes / sheets.len()
    );
    Ok(())
}

fn measure_lists(fonts: &Fonts, sheets: &[NoticeSheet]) -> Result<(), Box<dyn Error>> {
    let started = Instant::now();
    let file = file_of_notices(fonts, Paper::A4, "SPPT", sheets)?;
    report("one file of notices", sheets.len(), started, file.len());
    let roll = samples::roll(NOTICES).ok_or("no sample")?;
    let started = Instant::now();
    let file = print_roll(fonts, Paper::F4, &roll)?;
    report("DHKP as PDF, rows", roll.rows.len(), started, file.len());
    let started = Instant::now();
    let file = roll_sheet(&roll, roll.as_of)?;
    report("DHKP as XLSX, rows", roll.rows.len(), started, file.len());
    Ok(())
}

fn report(what: &str, count: usize, started: Instant, bytes: usize) {
    let seconds = started.elapsed().as_secs_f64();
    println!("{what}: {count} in {seconds:.2} s ({:.0}/s), {bytes} bytes", count as f64 / seconds);
}

fn write_samples(fonts: &Fonts, folder: &Path) -> Result<(), Box<dyn Error>> {
    fs::create_dir_all(folder)?;
    let usual = samples::notice(147).ok_or("no sample")?;
    let crowded = samples::crowded_notice().ok_or("no sample")?;
    let roll = samples::roll(120).ok_or("no sample")?;
    let list = samples::delivery(35).ok_or("no sample")?;
    fs::write(folder.join("sppt-a4.pdf"), print_notice(fonts, Paper::A4, &usual)?)?;
    fs::write(folder.join("sppt-f4.pdf"), print_notice(fonts, Paper::F4, &usual)?)?;
    fs::write(folder.join("sppt-penuh-a4.pdf"), print_notice(fonts, Paper::A4, &crowded)?)?;
    fs::write(folder.join("dhkp-f4.pdf"), print_roll(fonts, Paper::F4, &roll)?)?;
    fs::write(folder.join("dhkp-a4.pdf"), print_roll(fonts, Paper::A4, &roll)?)?;
    fs::write(folder.join("dhkp.xlsx"), roll_sheet(&roll, roll.as_of)?)?;
    fs::write(folder.join("tanda-terima-a4.pdf"), print_delivery(fonts, Paper::A4, &list)?)?;
    println!("samples written to {}", folder.display());
    Ok(())
}
