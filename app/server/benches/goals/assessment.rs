//! Mass assessment, computed alone and computed and stored while citizens look up, beside one
//! statement of PostgreSQL over the same objects. All sums must be equal to the rupiah.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use base::{Nop, Rupiah};
use cell::Cell;
use identity::Actor;
use pbb::{Assessor, ClassTable, Object, Outcome};
use property_tax::domain::assessing::{Desk, Holders, taxpayer};
use property_tax::domain::rules::{RuleBook, YearRules};
use property_tax::generate::DEMO_RULES;
use property_tax::usecase::assess::{self, Beginning};
use property_tax::usecase::look_up;
use property_tax::usecase::owing::Owing;
use rayon::prelude::*;

use crate::peer::Postgres;
use crate::place::{Place, YEAR};
use crate::registry::{Case, Registry};
use crate::table::{Figure, Table, median, percentile};
use crate::{Fault, setting};

const PEER: &str = "one SQL statement in PostgreSQL";

pub async fn measure(table: &mut Table, place: &Place) -> Result<(), Fault> {
    let rounds = setting("PELANGI_BENCH_ROUNDS", 3)?;
    let house = place.open().await?;
    let year = RuleBook::parse(DEMO_RULES)?.year(i64::from(YEAR))?;
    let classes = ClassTable::built_in(&year.classes)?;
    let registry = Registry::read(&house.cell, year.tax_year).await?;
    let server = Postgres::start()?;
    registry.load(&server, place.folder(), classes, &year)?;
    let objects = registry.cases.len() as f64;
    let rate = |seconds: f64| Figure::rate(objects / seconds, "objects/s");

    let computed = compute(table, &registry, classes, &year, rounds)?;
    let (sum, theirs) = theirs_computed(&server, rounds)?;
    assert_eq!(computed.sum, sum, "the peer computes another sum");
    table.row(
        "Assessment, NJOPTKP holders and tax, two threads",
        rate(computed.seconds),
        None,
        Some((PEER, rate(theirs))),
    );

    let nops: Vec<Nop> = registry.cases.iter().map(|case| case.object.nop).collect();
    drop(registry);
    let stored = store(&house.cell, nops, rounds).await?;
    assert_eq!(stored.sum, sum, "the stored drafts have another sum");
    let theirs = theirs_stored(&server, rounds)?;
    table.row(
        "Assessment computed and stored on SQLite, with look-ups",
        rate(stored.seconds),
        Some(Figure::rate(1e6 / 30.0, "objects/s")),
        Some((PEER, rate(theirs))),
    );
    table.remark(format!(
        "Assessment: sums equal on both sides, {sum}. While it was stored, {} look-ups in one \
         process beside it: p99 {:.1} ms.",
        stored.look_ups, stored.p99
    ));
    house.cell.db().close().await;
    Ok(())
}

struct Computed {
    sum: Rupiah,
    seconds: f64,
}

/// The tax alone as the first row; answers the time of both passes.
fn compute(
    table: &mut Table,
    registry: &Registry,
    classes: &'static ClassTable,
    year: &YearRules,
    rounds: u32,
) -> Result<Computed, Fault> {
    let threads = rayon::ThreadPoolBuilder::new().num_threads(2).build()?;
    let assessor = Assessor::new(classes, &year.rules);
    let (mut sum, mut alone, mut both) = (Rupiah::ZERO, Vec::new(), Vec::new());
    for _ in 0..rounds {
        let begun = Instant::now();
        let holders = threads.install(|| holders(&registry.cases, classes, year));
        let halfway = Instant::now();
        sum = threads.install(|| {
            let due = |case: &Case| due(&assessor, &holders, case).0;
            Rupiah(registry.cases.par_iter().map(due).sum())
        });
        alone.push(halfway.elapsed().as_secs_f64());
        both.push(begun.elapsed().as_secs_f64());
    }
    let rate = registry.cases.len() as f64 / median(alone);
    let goal = Figure::rate(1e6, "objects/s");
    table.row(
        "Assessment, tax alone, two threads",
        Figure::rate(rate, "objects/s"),
        Some(goal),
        None,
    );
    Ok(Computed { sum, seconds: median(both) })
}

/// What an object owes; nothing for one that is not taxed or stops the assessment.
fn due(assessor: &Assessor<'_>, holders: &Holders, case: &Case) -> Rupiah {
    let holds_njoptkp = holders.holds(&taxpayer(&case.object, digest), case.object.nop);
    let object = Object { holds_njoptkp, ..case.inputs.object() };
    match assessor.assess(&object) {
        Ok(Outcome::Assessed(figures)) => figures.due,
        _ => Rupiah::ZERO,
    }
}

fn holders(cases: &[Case], classes: &ClassTable, year: &YearRules) -> Holders {
    let desk = Desk::new(classes, year, year);
    let offer = |mut holders: Holders, case: &Case| {
        let only = year.rules.njoptkp_only_with_building;
        if let Ok(Some(value)) = desk.value(&case.inputs, only) {
            holders.offer(taxpayer(&case.object, digest), case.object.nop, value);
        }
        holders
    };
    let merge = |mut a: Holders, b: Holders| {
        a.merge(b);
        a
    };
    cases.par_iter().fold(Holders::default, offer).reduce(Holders::default, merge)
}

/// Enough to tell the taxpayers of a bench apart.
fn digest(text: &str) -> u128 {
    let hash = |salt: u8| {
        let mut hasher = DefaultHasher::new();
        (salt, text).hash(&mut hasher);
        u128::from(hasher.finish())
    };
    (hash(0) << 64) | hash(1)
}

struct Stored {
    sum: Rupiah,
    seconds: f64,
    look_ups: usize,
    p99: f64,
}

/// Drafts of the whole regency, discarded again after each round.
async fn store(cell: &Cell, nops: Vec<Nop>, rounds: u32) -> Result<Stored, Fault> {
    let actor = Actor::operator();
    let done = Arc::new(AtomicBool::new(false));
    let asking = tokio::spawn(ask(cell.clone(), nops, Arc::clone(&done)));
    let (mut sum, mut seconds) = (Rupiah::ZERO, Vec::new());
    for _ in 0..rounds {
        let what = Beginning { tax_year: i64::from(YEAR), village: None, cap: None };
        let begun = Instant::now();
        let run = assess::begin(cell, &actor, &what).await?;
        assess::compute(cell, &run.id, &|_, _| {}).await?;
        seconds.push(begun.elapsed().as_secs_f64());
        sum = assess::overview(cell, &actor, &run.id).await?.total.due;
        assess::discard(cell, &actor, &run.id).await?;
    }
    done.store(true, Ordering::Relaxed);
    let mut times = asking.await??;
    let p99 = percentile(&mut times, 99);
    Ok(Stored { sum, seconds: median(seconds), look_ups: times.len(), p99 })
}

/// A citizen every few milliseconds, until told to stop.
async fn ask(cell: Cell, nops: Vec<Nop>, done: Arc<AtomicBool>) -> base::Result<Vec<Duration>> {
    let owing = Owing::new(cell.zone().clone());
    let (mut times, mut at) = (Vec::new(), 0_usize);
    while !done.load(Ordering::Relaxed) {
        at = (at + 7_919) % nops.len();
        let begun = Instant::now();
        look_up::look_up(&cell, &owing, nops[at]).await?;
        times.push(begun.elapsed());
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    Ok(times)
}

fn theirs_computed(server: &Postgres, rounds: u32) -> Result<(Rupiah, f64), Fault> {
    let sql = format!("{SETTINGS} select sum(due) from ({}) t", include_str!("due.sql"));
    let (mut sum, mut seconds) = (Rupiah::ZERO, Vec::new());
    for _ in 0..rounds {
        let (printed, time) = server.timed(&sql)?;
        sum = Rupiah(printed.parse()?);
        seconds.push(time.as_secs_f64());
    }
    Ok((sum, median(seconds)))
}

fn theirs_stored(server: &Postgres, rounds: u32) -> Result<f64, Fault> {
    let sql = format!(
        "{SETTINGS} insert into draft select t.nop, {YEAR}, 1, o.taxpayer, o.subject_name, \
         o.subject_address, o.object_address, t.njop, t.njoptkp, t.due, o.inputs \
         from ({}) t join object o on o.nop = t.nop",
        include_str!("due.sql")
    );
    let mut seconds = Vec::new();
    for _ in 0..rounds {
        server.run("truncate draft")?;
        seconds.push(server.timed(&sql)?.1.as_secs_f64());
    }
    Ok(median(seconds))
}

/// Memory enough that nothing spills to the disk, and both cores.
const SETTINGS: &str = "set work_mem = '512MB'; set max_parallel_workers_per_gather = 2;";
