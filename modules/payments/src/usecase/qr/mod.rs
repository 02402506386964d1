//! QRIS codes for payment codes: one for exactly the amount of a day, issued by an acquirer.
//!
//! The acquirer is asked outside of transactions, under a reference that follows from the code, the
//! day and the amount: whoever asks twice, or again after a lost answer, gets the same code. While
//! it does not answer, nobody waits for it.

mod breaker;
mod poll;

use std::sync::Arc;
use std::time::Duration;

use audit::Who;
use base::{Date, Instant, Result, Rupiah};
use db::Tx;
use jobs::{Handler, NewJob};
use ports::{Acquirer, PortError, QrOrder};

use super::Treasury;
use super::ledger::Ledger;
use super::paying::Seen;
use crate::domain::channel::Channel;
use crate::domain::code::Code;
pub use crate::store::qr::Qr as QrCode;
use crate::store::qr::{self, Qr};
use breaker::{Breaker, Change};
use poll::{Poll, Wanted};

/// How long the page of a code waits for the acquirer.
const PATIENCE: Duration = Duration::from_secs(3);
/// What the log of outages says; it stands in a proposal and on receipts, which are in Indonesian.
const SILENT: &str = "penerbit QRIS tidak menjawab";
/// A code that ends sooner than this helps nobody.
const LEAST_SECONDS: i64 = 120;

/// What issues QRIS codes. Cheap to clone.
#[derive(Clone)]
pub struct Qris {
    ledger: Ledger,
    /// Keeps the log of outages.
    treasury: Treasury,
    /// The acquirer as a partner in the books.
    partner: Arc<str>,
    acquirer: Arc<dyn Acquirer>,
    breaker: Arc<Breaker>,
}

/// What there is to be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shown {
    Code(Qr),
    /// The acquirer does not answer now.
    Away,
    /// It answers that it makes no code for this, or the day is nearly over.
    Refused,
}

impl Shown {
    /// Whether another look may help.
    pub fn is_away(&self) -> bool {
        *self == Self::Away
    }
}

impl Qris {
    pub fn new(treasury: Treasury, partner: &str, acquirer: Arc<dyn Acquirer>) -> Self {
        let (ledger, partner) = (treasury.ledger().clone(), partner.into());
        Self { ledger, treasury, partner, acquirer, breaker: Arc::default() }
    }

    /// The job that asks what became of codes nobody told us about.
    pub fn handler(&self) -> Handler {
        Handler::of(Poll { qris: self.clone() })
    }

    /// A code that can be paid now for what `seen` costs today: the one that is there, or a new one.
    ///
    /// # Errors
    /// Those of the database; an acquirer that fails is no error.
    pub async fn ensure(&self, seen: &Seen) -> Result<Shown> {
        let cell = self.ledger.cell();
        let (now, today) = (cell.now(), cell.today());
        let code = &seen.made.code;
        let reference = reference(code, today, seen.total, seen.paid_by_qr);
        let known = cell.db().read(async |tx: &mut Tx| qr::find(tx, &reference).await).await?;
        if let Some(known) = known {
            let counts = known.expires_at > now;
            return Ok(if counts { Shown::Code(known) } else { Shown::Refused });
        }
        let ends = self.ends(today).min(seen.made.expires_at);
        if ends < now.plus_seconds(LEAST_SECONDS) {
            return Ok(Shown::Refused);
        }
        let order = QrOrder { reference, amount: seen.total, expires_at: ends };
        match self.ask(&order, now).await {
            Ok(issued) => self.keep(code, today, &order, issued).await.map(Shown::Code),
            Err(PortError::Refused(_)) => Ok(Shown::Refused),
            Err(_) => Ok(Shown::Away),
        }
    }

    /// The end of a civil day: the amount is that day's.
    fn ends(&self, day: Date) -> Instant {
        self.ledger.cell().zone().start_of(day.tomorrow().unwrap_or(day))
    }

    async fn ask(
        &self,
        order: &QrOrder,
        now: Instant,
    ) -> std::result::Result<ports::QrIssued, PortError> {
        if !self.breaker.lets_through(now) {
            return Err(PortError::Unreachable("it failed a moment ago".to_owned()));
        }
        let asked = tokio::time::timeout(PATIENCE, self.acquirer.generate(order)).await;
        let asked = asked.unwrap_or_else(|_| Err(PortError::Unreachable("too slow".to_owned())));
        self.heard(&asked).await;
        if let Err(error) = &asked {
            tracing::warn!(%error, "the acquirer issued no code");
        }
        asked
    }

    /// Notes how a call went. The log of outages learns when the acquirer fell silent, and that it
    /// answers again: interest may be waived for that time.
    async fn heard<T>(&self, asked: &std::result::Result<T, PortError>) {
        let change = match asked {
            Ok(_) | Err(PortError::Refused(_)) => self.breaker.worked(),
            Err(_) => self.breaker.failed(self.ledger.cell().now()),
        };
        let channel = Channel::Qris.as_str();
        let noted = match change {
            None => Ok(()),
            Some(Change::Fails { since }) => {
                self.treasury.channel_failed(channel, since, SILENT).await
            }
            Some(Change::Works) => self.treasury.channel_works(channel).await,
        };
        if let Err(error) = noted {
            tracing::warn!(%error, "the log of outages was not told");
            self.breaker.unsaid();
        }
    }

    /// Stores a code together with the wish to ask what became of it.
    async fn keep(
        &self,
        code: &Code,
        day: Date,
        order: &QrOrder,
        issued: ports::QrIssued,
    ) -> Result<Qr> {
        let cell = self.ledger.cell();
        let made = Qr {
            reference: order.reference.clone(),
            code: code.clone(),
            day,
            amount: order.amount,
            content: issued.content,
            acquirer_reference: issued.acquirer_reference,
            issued_at: cell.now(),
            expires_at: order.expires_at,
        };
        let wanted = Wanted { reference: made.reference.clone() };
        let job = NewJob::of::<Poll>(&wanted, &Who::system())?.after_seconds(poll::FIRST_SECONDS);
        cell.db()
            .write(async |tx: &mut Tx| -> Result<Qr> {
                // Two looked at the page at once: the acquirer gave both the same.
                if let Some(first) = qr::find(tx, &made.reference).await? {
                    return Ok(first);
                }
                qr::add(tx, &made).await?;
                jobs::enqueue(tx, cell, job.clone()).await?;
                Ok(made.clone())
            })
            .await
    }
}

/// Digits only, as some acquirers want it: code, day, amount, and how often QRIS paid it before.
fn reference(code: &Code, day: Date, amount: Rupiah, before: usize) -> String {
    let day = format!("{:02}{:02}{:02}", day.year() % 100, day.month(), day.day());
    format!("{}{day}{before}{}", code.digits(), amount.0)
}
