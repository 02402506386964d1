//! Many payers at once: for speed, and for the torture test, which kills the server meanwhile and
//! then looks whether every acknowledged payment is there exactly once.

mod payer;
mod report;
mod targets;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

pub use report::{Latencies, Report};
pub use targets::{TargetError, read_bills, read_codes};

use crate::{AckBook, Target, Teller};
use payer::End;

/// How the load is made.
#[derive(Debug, Clone)]
pub struct Plan {
    /// How many pay at the same time.
    pub payers: usize,
    /// At most so many payments begun in a second; as fast as they go without it.
    pub rate: Option<u32>,
    /// How long a payer that gets no answer repeats before it gives up.
    pub patience: Duration,
    /// Where every acknowledged payment is written.
    pub acks: AckBook,
    /// Where every payment is written before it is told, if wanted.
    pub sent: Option<AckBook>,
}

/// Pays every target once; ends when all are done or given up.
///
/// # Errors
/// When an acknowledgement cannot be written: a load that forgets is worth nothing.
pub async fn run(teller: Teller, targets: Vec<Target>, plan: Plan) -> std::io::Result<Report> {
    let begun = Instant::now();
    let shared = Arc::new(Shared { teller, targets, plan, begun, next: AtomicUsize::new(0) });
    let mut payers = tokio::task::JoinSet::new();
    for _ in 0..shared.plan.payers.max(1) {
        payers.spawn(pay_until_done(shared.clone()));
    }
    let mut report = Report::default();
    while let Some(done) = payers.join_next().await {
        report.add(done.map_err(std::io::Error::other)??);
    }
    report.elapsed = begun.elapsed();
    Ok(report)
}

struct Shared {
    teller: Teller,
    targets: Vec<Target>,
    plan: Plan,
    begun: Instant,
    next: AtomicUsize,
}

async fn pay_until_done(shared: Arc<Shared>) -> std::io::Result<Report> {
    let mut report = Report::default();
    loop {
        let number = shared.next.fetch_add(1, Ordering::Relaxed);
        let Some(target) = shared.targets.get(number) else { return Ok(report) };
        shared.wait_for_turn(number).await;
        match payer::pay(&shared.teller, target, &shared.plan, &mut report).await? {
            End::Acknowledged => report.acknowledged += 1,
            End::Refused(code) => *report.refused.entry(code).or_default() += 1,
            End::Unknown => report.unknown += 1,
        }
    }
}

impl Shared {
    async fn wait_for_turn(&self, number: usize) {
        let Some(rate) = self.plan.rate.filter(|rate| *rate > 0) else { return };
        let number = u64::try_from(number).unwrap_or(u64::MAX);
        let due = Duration::from_micros(number.saturating_mul(1_000_000) / u64::from(rate));
        tokio::time::sleep(due.saturating_sub(self.begun.elapsed())).await;
    }
}
