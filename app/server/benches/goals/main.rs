//! What the house promises about speed and size, each measured beside a peer in the same run, in
//! one table of medians and ratios.
//!
//! `make bench` runs it all with a regency of 100,000 objects. `PELANGI_BENCH_OBJECTS=1000000` is
//! the size the promises are made for; `PELANGI_BENCH_ONLY="import look-up"` runs some sections;
//! `PELANGI_BENCH_DIR` keeps the cell in a folder and uses it again. docs/reference/speed.md
//! explains rows and peers.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a benchmark speaks to people, and ends where it cannot measure"
)]

mod assessment;
mod browser;
mod import;
mod inquiry;
mod look_up;
mod papers;
mod peer;
mod place;
mod posting;
mod registry;
mod start;
mod table;
mod tools;

use place::Place;
use table::Table;

/// Why nothing could be measured.
type Fault = Box<dyn std::error::Error + Send + Sync>;
type Measured = Result<(), Fault>;

/// The sections, in the order in which they run.
const SECTIONS: [&str; 8] =
    ["import", "assessment", "look-up", "inquiry", "posting", "papers", "start", "browser"];

fn main() -> Measured {
    // `cargo test --benches` builds and starts benchmarks; there is nothing to check here.
    if std::env::args().any(|argument| argument == "--test") {
        return Ok(());
    }
    let wanted = wanted()?;
    tools::check(&wanted)?;
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let runtime = tokio::runtime::Runtime::new()?;
    let mut table = Table::default();
    let place = runtime.block_on(Place::prepare(&mut table, wanted.contains(&"import")))?;
    for section in wanted.into_iter().filter(|section| *section != "import") {
        eprintln!("measuring: {section} …");
        match section {
            "assessment" => runtime.block_on(assessment::measure(&mut table, &place))?,
            "look-up" => look_up::measure(&mut table, &place, &runtime)?,
            "inquiry" => runtime.block_on(inquiry::measure(&mut table, &place))?,
            "posting" => runtime.block_on(posting::measure(&mut table))?,
            "papers" => papers::measure(&mut table)?,
            "start" => start::measure(&mut table, &place)?,
            _ => browser::measure(&mut table, &place, &runtime)?,
        }
    }
    println!("{}", table.to_text(place.objects, load.trim()));
    Ok(())
}

/// All sections, or those that `PELANGI_BENCH_ONLY` names.
fn wanted() -> Result<Vec<&'static str>, Fault> {
    let Ok(text) = std::env::var("PELANGI_BENCH_ONLY") else { return Ok(SECTIONS.to_vec()) };
    let named: Vec<&str> = text.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    match named.iter().find(|name| !SECTIONS.contains(name)) {
        Some(unknown) => {
            Err(format!("there is no section `{unknown}`; there are {}", SECTIONS.join(", "))
                .into())
        }
        None => Ok(SECTIONS.into_iter().filter(|section| named.contains(section)).collect()),
    }
}

/// A number from the environment, or its default.
fn setting(name: &str, default: u32) -> Result<u32, Fault> {
    match std::env::var(name) {
        Ok(text) => text.parse().map_err(|_| format!("{name}={text} is not a number").into()),
        Err(_) => Ok(default),
    }
}
