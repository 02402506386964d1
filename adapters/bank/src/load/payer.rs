//! One payment under load: asked for, told, told again until it is answered, written down.

use std::time::{Duration, Instant};

use super::{Plan, Report};
use crate::{BankError, Fault, Target, Teller};

/// What became of a payment.
pub(super) enum End {
    Acknowledged,
    Refused(String),
    Unknown,
}

/// Between two tries.
const PAUSE: Duration = Duration::from_millis(100);

pub(super) async fn pay(
    teller: &Teller,
    target: &Target,
    plan: &Plan,
    report: &mut Report,
) -> std::io::Result<End> {
    let mut patience = Patience::new(plan.patience);
    let owed = loop {
        let asked = Instant::now();
        match teller.owed(target, Fault::None).await {
            Ok(owed) => {
                report.inquiries.add(asked.elapsed());
                break owed;
            }
            Err(error) if patience.has_more_for(&error, report).await => {}
            Err(error) => return Ok(ended(&error)),
        }
    };
    if let Some(sent) = &plan.sent {
        sent.write(&owed.ack).await?;
    }
    let mut patience = Patience::new(plan.patience);
    loop {
        let told = Instant::now();
        match teller.tell(&owed, patience.may_have_arrived, Fault::None).await {
            Ok(answer) => {
                report.payments.add(told.elapsed());
                plan.acks.write(&owed.acknowledged(&answer)).await?;
                return Ok(End::Acknowledged);
            }
            Err(error) if patience.has_more_for(&error, report).await => {}
            // Once it may have arrived, a later refusal does not say that nothing was booked.
            Err(_) if patience.may_have_arrived => return Ok(End::Unknown),
            Err(error) => return Ok(ended(&error)),
        }
    }
}

fn ended(error: &BankError) -> End {
    match error.code() {
        Some(code) if !error.is_uncertain() => End::Refused(code),
        _ => End::Unknown,
    }
}

/// How long somebody without an answer tries again.
struct Patience {
    begun: Instant,
    limit: Duration,
    /// Whether an earlier try may have had an effect.
    may_have_arrived: bool,
}

impl Patience {
    fn new(limit: Duration) -> Self {
        Self { begun: Instant::now(), limit, may_have_arrived: false }
    }

    /// Whether it is tried again after this error; waits before it says yes.
    async fn has_more_for(&mut self, error: &BankError, report: &mut Report) -> bool {
        let open = error.is_uncertain() || matches!(error, BankError::NotReached(_));
        self.may_have_arrived |= error.is_uncertain();
        if !open || self.begun.elapsed() >= self.limit {
            return false;
        }
        report.repeats += 1;
        tokio::time::sleep(PAUSE).await;
        true
    }
}
