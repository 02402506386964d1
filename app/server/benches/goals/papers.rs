//! e-SPPT drawn per second on one core and their size, beside WeasyPrint with the same content.

use std::process::{Command, Stdio};
use std::time::Instant;

use paper::{Fonts, Paper};
use property_tax::print::{NoticeSheet, print_notice, samples};

use crate::table::{Figure, Table, median};
use crate::{Fault, setting, tools};

const NOTICES: u16 = 1_000;
const PEER: &str = "WeasyPrint";
const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/goals/notice.py");

pub fn measure(table: &mut Table) -> Result<(), Fault> {
    let fonts = Fonts::load()?;
    let sheets: Vec<NoticeSheet> = (1..=NOTICES).filter_map(samples::notice).collect();
    let (mut rates, mut largest) = (Vec::new(), 0);
    for _ in 0..setting("PELANGI_BENCH_ROUNDS", 3)? {
        let begun = Instant::now();
        for sheet in &sheets {
            largest = largest.max(print_notice(&fonts, Paper::A4, sheet)?.len());
        }
        rates.push(sheets.len() as f64 / begun.elapsed().as_secs_f64());
    }
    let theirs = theirs()?;
    table.row(
        "e-SPPT, one page A4, one core",
        Figure::rate(median(rates), "PDF/s"),
        Some(Figure::rate(700.0, "PDF/s")),
        Some((PEER, Figure::rate(theirs.rate, "PDF/s"))),
    );
    table.row(
        "e-SPPT, the largest",
        Figure::cost(largest as f64 / 1_024.0, "KB"),
        Some(Figure::cost(15.0, "KB")),
        Some((PEER, Figure::cost(theirs.bytes / 1_024.0, "KB"))),
    );
    Ok(())
}

struct Theirs {
    rate: f64,
    bytes: f64,
}

/// One process that draws a few pages, so that its start does not count.
fn theirs() -> Result<Theirs, Fault> {
    let weasyprint = tools::find("weasyprint").ok_or("weasyprint is missing")?;
    // The interpreter that WeasyPrint itself runs on, as its first line names it.
    let text = std::fs::read_to_string(&weasyprint)?;
    let head = text.lines().next().and_then(|line| line.strip_prefix("#!")).unwrap_or_default();
    let mut words = head.split_whitespace();
    let mut python = Command::new(words.next().ok_or("weasyprint names no interpreter")?);
    let output = python.args(words).arg(SCRIPT).stdin(Stdio::null()).output()?;
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
    }
    let mut figures = printed.split_whitespace();
    let mut next = || figures.next().ok_or("the peer printed too little");
    Ok(Theirs { rate: next()?.parse()?, bytes: next()?.parse()? })
}
