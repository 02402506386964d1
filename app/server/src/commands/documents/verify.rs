//! `pelangi documents verify FILE.pdf`.

use base::Clock;
use pades::verify::{Policy, Report, Verdict, verify};

use super::{fetch, material, words};
use crate::cli::VerifyArgs;
use crate::commands::{Answer, Failure, Outcome};
use crate::system::SystemClock;

/// Prints the report; status 0 only for a document that may be relied on.
pub fn run(args: &VerifyArgs, answer: Answer) -> Outcome {
    let trust = material::trust(&args.trust)?;
    let bytes = material::document(&args.file)?;
    let policy = Policy::new(trust, SystemClock.now());
    let report = match args.no_revocation {
        true => verify(&bytes, &policy.without_revocation()),
        false => with_news(&bytes, policy, args),
    };
    answer.give(&report, words::report(&report)?)?;
    if report.verdict.is_accepted() { Ok(()) } else { Err(Failure::told()) }
}

/// Judged with what the file brings; where that leaves a question, once more with what the named
/// places answer.
fn with_news(bytes: &[u8], policy: Policy, args: &VerifyArgs) -> Report {
    let report = verify(bytes, &policy);
    if report.verdict != Verdict::Indeterminate || report.wanted.is_empty() {
        return report;
    }
    let evidence = fetch::fetch(&report.wanted, &args.reach.allow_network);
    match evidence.is_empty() {
        true => report,
        // The clock goes on: what was made a moment ago must not lie in the future.
        false => verify(bytes, &Policy { evidence, now: SystemClock.now(), ..policy }),
    }
}
