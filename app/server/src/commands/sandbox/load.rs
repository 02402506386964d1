//! `pelangi sandbox bank load`: many payers at once.

use std::time::Duration;

use bank::load::{Latencies, Plan, Report, TargetError, read_bills, read_codes};
use bank::{Detail, Target};
use serde_json::{Value, json};

use super::deeds::book;
use super::reach::{named, read, teller};
use crate::cli::LoadArgs;
use crate::commands::{Answer, Failure, Outcome, runtime};

/// Ends with status 0 when every payment was acknowledged or refused, with 1 when the outcome of one
/// is unknown.
pub fn run(args: &LoadArgs, answer: Answer) -> Outcome {
    // Under load only the sums are told, unless somebody wants to read all of it.
    let detail = if args.server.verbose { Detail::Everything } else { Detail::Nothing };
    let teller = teller(&args.server, detail)?;
    let plan = Plan {
        payers: args.payers.into(),
        rate: args.rate,
        patience: Duration::from_secs(args.patience),
        acks: book(&args.ack)?,
        sent: args.sent.as_deref().map(book).transpose()?,
    };
    let targets = targets(args)?;
    let report = runtime()?.block_on(bank::load::run(teller, targets, plan));
    let report = report.map_err(|e| named(&args.ack, e))?;
    let unknown = report.unknown;
    if unknown == 0 {
        return answer.give(&shown(&report), &report);
    }
    eprintln!("{report}");
    Err(Failure::work(format_args!(
        "the outcome of {unknown} payments is unknown; tell them again, or ask for their status"
    )))
}

fn targets(args: &LoadArgs) -> Result<Vec<Target>, Failure> {
    let text = read(&args.targets)?;
    let read: Result<Vec<Target>, TargetError> = match (&args.service_id, args.server.h2h) {
        (_, true) => read_bills(&text),
        (Some(service_id), false) => read_codes(&text, service_id),
        (None, false) => return Err(Failure::input("over SNAP give --service-id too")),
    };
    read.map_err(|e| named(&args.targets, e))
}

fn shown(report: &Report) -> Value {
    let times = |times: &Latencies| {
        let micros = |percent| times.percentile(percent).map(|time| whole(time.as_micros()));
        let (p50, p99, longest) = (micros(50), micros(99), micros(100));
        json!({ "count": times.count(), "p50_us": p50, "p99_us": p99, "longest_us": longest })
    };
    json!({
        "acknowledged": report.acknowledged,
        "refused": report.refused,
        "unknown": report.unknown,
        "repeats": report.repeats,
        "elapsed_ms": whole(report.elapsed.as_millis()),
        "per_second": whole(report.rate()),
        "inquiry": times(&report.inquiries),
        "payment": times(&report.payments),
    })
}

/// A number as JSON has it.
fn whole(number: u128) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}
