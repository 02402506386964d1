//! Figures for Prometheus. A route is named by its pattern, never by its path: a path may hold a
//! NOP.

use std::sync::OnceLock;
use std::time::{Duration, Instant};

use axum::extract::{MatchedPath, Request};
use axum::middleware::Next;
use axum::response::Response;
use base::{Error, Kind, Result};
use cell::Cell;
use db::{State, Tx};
use documents::usecase::sealing::SealHealth;
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};

/// Bounds of the histogram of answers, in seconds: the promise is 20 ms.
const SECONDS: [f64; 10] = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 2.0, 10.0];
/// How often measured times are put into the histogram; they wait in memory until then.
const UPKEEP: Duration = Duration::from_secs(5);

static HANDLE: OnceLock<Option<PrometheusHandle>> = OnceLock::new();

/// Starts counting, once per process. Without it nothing is counted and nothing else changes.
pub fn start() {
    if let Some(handle) = HANDLE.get_or_init(install) {
        let handle = handle.clone();
        tokio::spawn(async move {
            loop {
                tokio::time::sleep(UPKEEP).await;
                handle.run_upkeep();
            }
        });
    }
}

fn install() -> Option<PrometheusHandle> {
    let seconds = Matcher::Full("pelangi_http_seconds".to_owned());
    let builder = PrometheusBuilder::new().set_buckets_for_metric(seconds, &SECONDS).ok()?;
    let recorder = builder.build_recorder();
    let handle = recorder.handle();
    metrics::set_global_recorder(recorder).ok()?;
    metrics::describe_counter!("pelangi_http_requests_total", "Answers given.");
    metrics::describe_histogram!("pelangi_http_seconds", "Time until the answer began.");
    metrics::describe_gauge!("pelangi_database_open", "1 while the database takes writes.");
    metrics::describe_gauge!("pelangi_audit_unsealed", "Audit entries that wait for their seal.");
    metrics::describe_gauge!("pelangi_jobs", "Jobs per state that are not over, and dead ones.");
    metrics::describe_gauge!("pelangi_seal_works", "1 while the key of a seal works.");
    metrics::describe_counter!(
        "pelangi_seals_total",
        "Papers that were sealed, and those that went out without the seal they should have."
    );
    metrics::describe_gauge!("pelangi_info", "Always 1; version, engine and cell are labels.");
    Some(handle)
}

/// Counts an answer and its time.
pub async fn measure(request: Request, next: Next) -> Response {
    let method = request.method().as_str().to_owned();
    let route = request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned());
    let route = route.unwrap_or_else(|| "none".to_owned());
    let began = Instant::now();
    let answer = next.run(request).await;
    let status = answer.status().as_u16().to_string();
    metrics::histogram!("pelangi_http_seconds", "route" => route.clone())
        .record(began.elapsed().as_secs_f64());
    metrics::counter!(
        "pelangi_http_requests_total",
        "method" => method, "route" => route, "status" => status
    )
    .increment(1);
    answer
}

/// The figures of this moment, as Prometheus reads them.
pub async fn scrape(cell: &Cell, seals: &[SealHealth]) -> Result<String> {
    let handle = HANDLE.get().and_then(Option::as_ref);
    let handle = handle.ok_or_else(|| Error::new(Kind::NotFound, "web/not-found"))?;
    let db = cell.db();
    let (engine, code) = (db.engine().name(), cell.settings().code.as_str().to_owned());
    let version = env!("CARGO_PKG_VERSION");
    metrics::gauge!("pelangi_info", "version" => version, "engine" => engine, "cell" => code)
        .set(1.0);
    let open = if db.state() == State::Open { 1.0 } else { 0.0 };
    metrics::gauge!("pelangi_database_open", "engine" => engine).set(open);
    // Without the database the rest of the figures is still worth reading.
    if let Ok(counts) = count(cell).await {
        for (name, state, n) in counts {
            match state {
                "" => metrics::gauge!(name).set(n),
                state => metrics::gauge!(name, "state" => state).set(n),
            }
        }
    }
    show_seals(seals);
    handle.run_upkeep();
    Ok(handle.render())
}

fn show_seals(seals: &[SealHealth]) {
    for seal in seals {
        let works = if seal.failing.is_none() { 1.0 } else { 0.0 };
        metrics::gauge!("pelangi_seal_works", "seal" => seal.word.clone()).set(works);
        for (outcome, count) in [("sealed", seal.sealed), ("missed", seal.missed)] {
            let labels = [("seal", seal.word.clone()), ("outcome", outcome.to_owned())];
            metrics::counter!("pelangi_seals_total", &labels).absolute(count);
        }
    }
}

type Count = (&'static str, &'static str, f64);

async fn count(cell: &Cell) -> Result<Vec<Count>> {
    cell.db()
        .read(async |tx: &mut Tx| -> Result<Vec<Count>> {
            let mut counts =
                vec![("pelangi_audit_unsealed", "", gauge(audit::unsealed(tx).await?))];
            for state in [jobs::State::Waiting, jobs::State::Running, jobs::State::Dead] {
                let n = jobs::count(tx, state).await?;
                counts.push(("pelangi_jobs", state.as_str(), gauge(n)));
            }
            Ok(counts)
        })
        .await
}

/// Gauges are floats; counts stay far below 2^53.
fn gauge(count: i64) -> f64 {
    f64::from(i32::try_from(count).unwrap_or(i32::MAX))
}
