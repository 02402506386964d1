//! How long somebody waits for the first page of a search over a million letters, on each engine.
//!
//! `cargo bench -p documents`; `PELANGI_BENCH_LETTERS` says how many letters (1,000,000, some 3 GB on
//! each engine), `PELANGI_TEST_ENGINES` names the engines (both; PostgreSQL is the server of the tests,
//! which never waits for the disk). The rows of the index are made by SQL; what is measured is the use-case
//! itself, rights and rows of the list included. The peer, in the same run and on the same rows, is
//! what programs usually do: `like '%word%'` on the subject, the newest first. Each round of searches runs
//! twice: the first one reads pages from the disk that nobody has asked for since they were written.
#![expect(
    clippy::print_stderr,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a benchmark speaks to people, and ends where it cannot measure"
)]

mod registry;
mod stage;

use std::time::Instant;

use db::{Db, Engine, Tx, params};
use documents::usecase::search::search;
use testkit::Scratch;

use registry::{LETTERS, MIGRATION, Registry, word};
use stage::Stage;

/// Milliseconds for which nobody is to wait longer.
const GOAL: f64 = 50.0;
/// Searches of each kind; each asks for other words where there are any.
const SEARCHES: usize = 30;
/// Searches of the peer: some take seconds.
const PEERS: usize = 3;

db::statements! {
    LIKE = "
        select id
        from doc_letter
        where subject like $1 and subject like $2
        order by id desc
        limit 31";
}

fn main() {
    // `cargo test --benches` builds and starts benchmarks; there is nothing to check here.
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    let letters = std::env::var("PELANGI_BENCH_LETTERS").map(|text| text.parse().unwrap());
    let letters = letters.unwrap_or(LETTERS);
    let load = std::fs::read_to_string("/proc/loadavg").unwrap();
    println!("Load average when it began: {}", load.trim());
    let runtime = tokio::runtime::Runtime::new().unwrap();
    for engine in engines() {
        let migrations = [&stage::MIGRATIONS[..], &[MIGRATION]].concat();
        runtime.block_on(async {
            let scratch = Scratch::new(engine, &migrations).await;
            let db = scratch.open().await;
            measure(&db, letters).await;
            db.close().await;
            scratch.discard().await;
        });
    }
}

fn engines() -> Vec<Engine> {
    match std::env::var_os("PELANGI_TEST_ENGINES") {
        Some(_) => testkit::engines(),
        None => vec![Engine::Sqlite, Engine::Postgres],
    }
}

async fn measure(db: &Db, letters: u64) {
    let stage = Stage::new(db.clone()).await;
    let begun = Instant::now();
    let rows = Registry { db, stage: &stage, letters }.fill().await;
    let seconds = begun.elapsed().as_secs_f64();
    println!("\n{}: {letters} letters, {rows} rows of words, made in {seconds:.0} s", db.engine());
    println!(
        "| Search | Median | 95 of 100 | Longest | Again, 95 of 100 | Found | Goal | like '%…%' | \
         Its longest |"
    );
    println!("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
    for kind in KINDS {
        kind.measure(&stage, db, letters).await;
    }
}

/// What somebody searches for.
struct Search {
    name: &'static str,
    /// By a clerk of one office, else by an auditor who sees all.
    one_office: bool,
    /// The words for the search with this number, among so many letters.
    words: fn(usize, u64) -> String,
}

const KINDS: [Search; 9] = [
    Search { name: "a frequent word", one_office: false, words: |at, _| word(at % 8) + " " },
    Search {
        name: "two frequent words",
        one_office: false,
        words: |at, _| format!("{} {} ", word(at % 8), word(8 + at % 8)),
    },
    Search {
        name: "three words, one of them rare",
        one_office: false,
        words: |at, _| format!("{} {} {} ", word(0), word(at % 8), word(1_200 + at)),
    },
    Search { name: "a rare word", one_office: false, words: |at, _| word(1_900 + at) + " " },
    Search {
        name: "a rare word, one office",
        one_office: true,
        words: |at, _| word(1_900 + at) + " ",
    },
    Search {
        name: "frequent words that no letter has both",
        one_office: false,
        words: |_, _| "pagi sore ".to_owned(),
    },
    Search {
        name: "the beginning of many words",
        one_office: false,
        words: |at, _| format!("kata0{}", at % 10),
    },
    Search {
        name: "a frequent word and a beginning",
        one_office: true,
        words: |at, _| format!("{} kata1{}", word(at % 8), at % 10),
    },
    Search {
        name: "a number",
        one_office: false,
        words: |at, letters| format!("n{} ", (at as u64 * 7_919 + 13) % letters),
    },
];

impl Search {
    async fn measure(&self, stage: &Stage, db: &Db, letters: u64) {
        let (mut times, found) = self.round(stage, letters).await;
        let (mut again, _) = self.round(stage, letters).await;
        let mut theirs = Vec::new();
        for at in 0..PEERS {
            let words = (self.words)(at, letters);
            let begun = Instant::now();
            like(db, &words).await;
            theirs.push(begun.elapsed().as_secs_f64() * 1e3);
        }
        let [median, most, longest] = parts(&mut times);
        let [_, again, _] = parts(&mut again);
        let [their_median, _, their_longest] = parts(&mut theirs);
        let met = if most <= GOAL { "met" } else { "NOT met" };
        println!(
            "| {} | {median:.1} ms | {most:.1} ms | {longest:.1} ms | {again:.1} ms | {} | \
             ≤ {GOAL:.0} ms, {met} | {their_median:.0} ms | {their_longest:.0} ms |",
            self.name,
            found / SEARCHES
        );
    }

    /// The milliseconds of each search, and the letters on all pages.
    async fn round(&self, stage: &Stage, letters: u64) -> (Vec<f64>, usize) {
        let actor = if self.one_office { &stage.clerk } else { &stage.auditor };
        let (mut times, mut found) = (Vec::new(), 0);
        for at in 0..SEARCHES {
            let words = (self.words)(at, letters);
            let begun = Instant::now();
            let page = search(&stage.office, actor, &words, "").await.unwrap();
            times.push(begun.elapsed().as_secs_f64() * 1e3);
            found += page.letters.len();
        }
        (times, found)
    }
}

/// The first two words, anywhere in the subject.
async fn like(db: &Db, words: &str) {
    let mut words = words.split_whitespace().map(|word| format!("%{word}%"));
    let [one, other] = [words.next(), words.next()].map(|word| word.unwrap_or("%".to_owned()));
    let read = async |tx: &mut Tx| tx.rows(&LIKE, params![&one, &other]).await;
    std::hint::black_box(db.read(read).await.unwrap());
}

/// Median, the value below which 95 of 100 lie, and the largest.
fn parts(times: &mut [f64]) -> [f64; 3] {
    times.sort_by(f64::total_cmp);
    [times.len() / 2, (times.len() * 95 / 100).min(times.len() - 1), times.len() - 1]
        .map(|at| times[at])
}
