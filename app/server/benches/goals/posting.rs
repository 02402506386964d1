//! Durable postings per second: a payment with ledger, receipt, settled notice, audit entry and a
//! message in the outbox is one transaction, answered after it is on the disk.

use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use audit::Who;
use base::{Error, NopVillage, Rupiah};
use contracts::BillId;
use db::Tx;
use identity::Actor;
use jobs::{Context, Job, NewJob, Outcome};
use payments::domain::account::Account;
use payments::domain::channel::Channel;
use payments::usecase::{Incoming, Ledger, PostError, Unfit};
use property_tax::generate::{DEMO_RULES, Options, generate};
use property_tax::usecase::import::{self, Importing};
use property_tax::usecase::rules;
use server::config::Config;
use server::house::{House, Schema};
use server::modules;
use testkit::Cluster;

use crate::place::{PELANGI, YEAR};
use crate::table::{Figure, Table, median, percentile};
use crate::{Fault, setting};

/// Who pay at the same time.
const PAYERS: usize = 64;
/// How long one measurement lasts.
const SECONDS: u64 = 4;
const RUNS: usize = 3;

db::statements! {
    VILLAGES = "select village from ptax_village order by village";
}

/// What waits in the outbox: nothing runs it here.
struct Told;

impl Job for Told {
    const KIND: &'static str = "bench/told";
    type Payload = String;

    async fn run(&self, _: &Context, _: String) -> Result<Outcome, Error> {
        Ok(Outcome::done())
    }
}

pub async fn measure(table: &mut Table) -> Result<(), Fault> {
    let folder = tempfile::tempdir()?;
    let objects = setting("PELANGI_BENCH_POSTING_OBJECTS", 120_000)?;
    let extract = folder.path().join("extract");
    generate(&extract, objects, 6408, i32::from(YEAR), &Options::default(), &mut |_| {})?;
    let sqlite = opened(&folder.path().join("sqlite"), &extract, None).await?;
    one_engine(table, "SQLite", &sqlite, 8_000.0).await?;
    let cluster = Cluster::start_durable()?;
    let address = format!(
        "postgres://pelangi@{}/postgres",
        cluster.folder().display().to_string().replace('/', "%2F")
    );
    let postgres = opened(&folder.path().join("postgres"), &extract, Some(&address)).await?;
    one_engine(table, "PostgreSQL", &postgres, 2_500.0).await?;
    Ok(())
}

/// A cell with notices in it.
async fn opened(folder: &Path, extract: &Path, database: Option<&str>) -> Result<House, Fault> {
    std::fs::create_dir_all(folder)?;
    let config = folder.join("pelangi.toml");
    let mut create = Command::new(PELANGI);
    create.args(["cell", "create", "--code", "64.08", "--name", "Kabupaten Kutai Timur", "--demo"]);
    create.args(["--zone", "Asia/Makassar", "--public-url", "http://localhost:8080"]);
    create.arg("--config").arg(&config).stdout(Stdio::null());
    if let Some(database) = database {
        create.args(["--database", database]);
    }
    if !create.status()?.success() {
        return Err("`pelangi cell create` failed".into());
    }
    let house = House::open(&Config::load(&config)?, Schema::Migrate).await?;
    rules::load(&house.cell, &Actor::operator(), DEMO_RULES).await?;
    let who = Who { id: "operator".to_owned(), ..Who::default() };
    let importing = Importing { folder: extract.to_owned(), source: "extract".to_owned(), who };
    import::run(&house.cell, &importing, &|_| {}).await?;
    house.cell.db().maintain().await?;
    Ok(house)
}

/// Bills that nobody has paid yet, and what each costs today.
struct Open {
    ledger: Ledger,
    bills: Vec<(BillId, Rupiah)>,
    next: AtomicUsize,
}

async fn one_engine(
    table: &mut Table,
    engine: &str,
    house: &House,
    goal: f64,
) -> Result<(), Fault> {
    let open = Arc::new(open_bills(house).await?);
    let (mut together, mut alone) = (Vec::new(), Vec::new());
    for _ in 0..RUNS {
        together.push(rate(&open, PAYERS).await?);
        alone.push(rate(&open, 1).await?);
    }
    table.row(
        format!("Durable postings, {PAYERS} payers at once, {engine}"),
        Figure::rate(median(together), "payments/s"),
        Some(Figure::rate(goal, "payments/s")),
        Some(("the same one by one", Figure::rate(median(alone), "payments/s"))),
    );
    let p99 = at_a_rate(&open, 200).await?;
    table.row(
        format!("One posting at 200 a second, 99th percentile, {engine}"),
        Figure::cost(p99, "ms"),
        Some(Figure::cost(50.0, "ms")),
        None,
    );
    let totals = open.ledger.verify(|_| {}).await.map_err(|e| e.to_string())?;
    eprintln!("{engine}: the books hold, {} payments", totals.payments);
    Ok(())
}

async fn open_bills(house: &House) -> Result<Open, Fault> {
    let cell = &house.cell;
    let ledger = modules::ledger(cell);
    let today = cell.today();
    let bills = cell
        .db()
        .read(async |tx: &mut Tx| -> Result<_, Error> {
            let mut bills = Vec::new();
            for row in tx.rows(&VILLAGES, &[]).await? {
                let village: NopVillage = row.get(0)?;
                let open = ledger.bills().open_in_village(tx, village, today).await?;
                bills.extend(open.iter().map(|bill| (bill.id, bill.total())));
            }
            Ok(bills)
        })
        .await?;
    eprintln!("{} bills can be paid", bills.len());
    Ok(Open { ledger, bills, next: AtomicUsize::new(0) })
}

/// Payments per second with so many payers, for some seconds.
async fn rate(open: &Arc<Open>, payers: usize) -> Result<f64, Fault> {
    let begun = Instant::now();
    let end = begun + Duration::from_secs(SECONDS);
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..payers {
        let open = Arc::clone(open);
        tasks.spawn(async move {
            let mut done = 0_u64;
            while Instant::now() < end {
                open.pay().await?;
                done += 1;
            }
            Ok::<u64, Error>(done)
        });
    }
    let mut paid = 0;
    while let Some(done) = tasks.join_next().await {
        paid += done??;
    }
    Ok(paid as f64 / begun.elapsed().as_secs_f64())
}

/// The 99th percentile in milliseconds when so many come in a second, evenly.
async fn at_a_rate(open: &Arc<Open>, per_second: u64) -> Result<f64, Fault> {
    let mut tasks = tokio::task::JoinSet::new();
    let mut ticks = tokio::time::interval(Duration::from_micros(1_000_000 / per_second));
    for _ in 0..per_second * SECONDS {
        ticks.tick().await;
        let open = Arc::clone(open);
        tasks.spawn(async move {
            let begun = Instant::now();
            open.pay().await?;
            Ok::<Duration, Error>(begun.elapsed())
        });
    }
    let mut times = Vec::new();
    while let Some(done) = tasks.join_next().await {
        times.push(done??);
    }
    Ok(percentile(&mut times, 99))
}

impl Open {
    async fn pay(&self) -> Result<(), Error> {
        let place = self.next.fetch_add(1, Ordering::Relaxed);
        let Some(&(bill, amount)) = self.bills.get(place) else {
            let code = "server/failed";
            return Err(Error::new(base::Kind::Internal, code).with("bills", place));
        };
        let cell = self.ledger.cell();
        let (who, reference) = (Who::system(), format!("B{place}"));
        let money = Incoming {
            channel: Channel::HostToHost,
            source: Some(("bank", &reference)),
            slip: None,
            code: None,
            bills: &[bill],
            amount,
            into: Account::Partner("bank".to_owned()),
            paid_at: cell.now(),
            paid_on: cell.today(),
            who: &who,
            note: "",
            unfit: Unfit::Refuse,
        };
        cell.db()
            .write_by_keys(async |tx: &mut Tx| -> Result<(), PostError> {
                let posted = self.ledger.post(tx, &money).await?;
                let told = NewJob::of::<Told>(&posted.entry.id.to_string(), &who)?;
                jobs::enqueue(tx, cell, told).await?;
                Ok(())
            })
            .await
            .map_err(Error::from)
    }
}
