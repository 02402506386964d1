//! How long a program waits for a part of 1.41 million figures (500 indicators × 20 years × 141 villages),
//! how long a person waits for a page, and what the largest table costs that an office may bring.
//!
//! `cargo bench -p statistics`; `PELANGI_BENCH_INDICATORS` says how many indicators (500),
//! `PELANGI_TEST_ENGINES` names the engines (both). Figures are written and released by the use-cases, and
//! asked for over a real port as clients do. The peers, in the same run and on the same figures: DuckDB,
//! asked inside its own process, so that it has no protocol to speak; Datasette, which publishes tables
//! over HTTP.
#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a benchmark speaks to people, and ends where it cannot measure"
)]

mod http;
mod peers;
mod stage;
mod upload;

use db::{Db, Engine};
use testkit::Scratch;

use http::Client;
use peers::{Datasette, DuckDb};
use stage::{MIGRATIONS, Regency, Stage};

/// Requests of each kind, each about another indicator where there are enough.
pub const REQUESTS: usize = 200;

fn main() {
    // `cargo test --benches` builds and starts benchmarks; there is nothing to check here.
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    let indicators = std::env::var("PELANGI_BENCH_INDICATORS").map(|text| text.parse().unwrap());
    let regency = Regency { indicators: indicators.unwrap_or(500) };
    let load = std::fs::read_to_string("/proc/loadavg").unwrap();
    println!("Load average when it began: {}", load.trim());
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(upload::measure());
    let peers = tempfile::tempdir().unwrap();
    for engine in engines() {
        runtime.block_on(async {
            let scratch = Scratch::new(engine, &MIGRATIONS).await;
            let db = scratch.open().await;
            ours(&db, &regency).await;
            db.close().await;
            scratch.discard().await;
        });
    }
    let csv = peers.path().join("figures.csv");
    regency.write_csv(&csv);
    DuckDb::new(&csv).measure(&regency);
    Datasette::start(peers.path(), &csv).measure(&regency);
}

fn engines() -> Vec<Engine> {
    match std::env::var_os("PELANGI_TEST_ENGINES") {
        Some(_) => testkit::engines(),
        None => vec![Engine::Sqlite, Engine::Postgres],
    }
}

/// Asks a served cell for each kind of part.
async fn ours(db: &Db, regency: &Regency) {
    let begun = std::time::Instant::now();
    let stage = Stage::filled(db.clone(), regency).await;
    let seconds = begun.elapsed().as_secs_f64();
    println!(
        "\n{}: {} figures, written and released in {seconds:.0} s",
        db.engine(),
        regency.figures()
    );
    let port = stage.serve().await;
    for part in PARTS {
        let paths: Vec<String> = (0..REQUESTS).map(|at| (part.path)(regency, at)).collect();
        let measured = tokio::task::spawn_blocking(move || Client::new(port).ask_all(&paths));
        report(part.name, part.goal, &mut measured.await.unwrap());
    }
}

/// A kind of request.
struct Part {
    name: &'static str,
    goal: &'static str,
    /// The address of the request with this number.
    path: fn(&Regency, usize) -> String,
}

const PARTS: [Part; 4] = [
    Part {
        name: "one indicator, one village, 20 years",
        goal: "p50 ≤ 3 ms, p99 ≤ 15 ms",
        path: |regency, at| {
            let (indicator, village) = (regency.indicator(at), regency.village(at));
            data(&format!("valueCodes[INDIKATOR]={indicator}&valueCodes[WILAYAH]={village}"))
        },
    },
    Part {
        name: "one indicator, 141 villages, one year",
        goal: "p50 ≤ 3 ms, p99 ≤ 15 ms",
        path: |regency, at| {
            let (indicator, year) = (regency.indicator(at), regency.year(at));
            data(&format!("valueCodes[INDIKATOR]={indicator}&valueCodes[PERIODE]={year}"))
        },
    },
    Part {
        name: "one indicator, 141 villages, 20 years",
        goal: "shown",
        path: |regency, at| data(&format!("valueCodes[INDIKATOR]={}", regency.indicator(at))),
    },
    Part {
        name: "page of 18 kecamatan × 20 years",
        goal: "p50 ≤ 20 ms",
        path: |_, _| "/statistik/KECAMATAN".to_owned(),
    },
];

fn data(codes: &str) -> String {
    let codes = codes.replace('[', "%5B").replace(']', "%5D");
    format!("/pxweb/tables/DESA/data?lang=id&outputFormat=json-stat2&{codes}")
}

/// Milliseconds of every request, and bytes of the last answer.
pub struct Measured {
    pub times: Vec<f64>,
    pub bytes: usize,
}

/// Prints the median, the ninety-ninth of a hundred, and the longest.
pub fn report(name: &str, goal: &str, measured: &mut Measured) {
    let times = &mut measured.times;
    times.sort_by(f64::total_cmp);
    let at = |share: usize| times[(times.len() * share / 100).min(times.len() - 1)];
    println!(
        "  {name}: p50 {:.2} ms, p99 {:.2} ms, longest {:.2} ms, {} KB ({goal})",
        at(50),
        at(99),
        at(100),
        measured.bytes.div_ceil(1_024)
    );
}
