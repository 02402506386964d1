//! Asking the acquirer what became of a code: the notification may be late, or never come.

use base::Result;
use db::Tx;
use jobs::{Context, Job, Outcome};
use ports::{QrName, QrStatus};
use serde::{Deserialize, Serialize};

use super::Qris;
use crate::store::entries;
use crate::store::qr::{self, Qr};
use crate::usecase::refused::PostError;
use crate::usecase::snap::{QrPaid, book_qr};

/// When it is asked for the first time.
pub(super) const FIRST_SECONDS: i64 = 15;
/// For how long after a code ended: what was paid in its last second is told late.
const AFTER_SECONDS: i64 = 24 * 3_600;

/// The job.
pub(super) struct Poll {
    pub(super) qris: Qris,
}

/// Which code.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Wanted {
    pub(super) reference: String,
}

impl Job for Poll {
    const KIND: &'static str = "payments/qr-poll";
    const LANE: &'static str = notify::LANE;
    type Payload = Wanted;

    async fn run(&self, context: &Context, wanted: Wanted) -> Result<Outcome> {
        let (cell, partner) = (context.cell(), &*self.qris.partner);
        let found = cell.db().read(async |tx: &mut Tx| -> Result<_> {
            let Some(found) = qr::find(tx, &wanted.reference).await? else { return Ok(None) };
            let booked = entries::by_reference(tx, partner, &found.reference).await?;
            Ok(booked.is_none().then_some(found))
        });
        let Some(found) = found.await? else { return Ok(Outcome::done()) };
        let name =
            QrName { reference: &found.reference, acquirer_reference: &found.acquirer_reference };
        let asked = self.qris.acquirer.query(name).await;
        self.qris.heard(&asked).await;
        match asked {
            Ok(QrStatus::Paid { amount, paid_at, acquirer_reference }) => {
                // Clocks differ; before it was issued and after now it was not paid.
                let paid_at = paid_at.max(found.issued_at).min(cell.now());
                let paid = QrPaid { amount, paid_at, slip: &acquirer_reference };
                self.book(context, &found, paid).await
            }
            Ok(QrStatus::Pending) => Ok(later(context, &found)),
            Ok(QrStatus::Expired | QrStatus::Refunded) => Ok(Outcome::done()),
            Err(error) => {
                tracing::warn!(%error, "the acquirer did not say what became of a code");
                Ok(later(context, &found))
            }
        }
    }
}

impl Poll {
    async fn book(&self, context: &Context, found: &Qr, paid: QrPaid<'_>) -> Result<Outcome> {
        let (ledger, partner) = (&self.qris.ledger, &*self.qris.partner);
        let who = audit::Who { id: format!("partner/{partner}"), ..audit::Who::system() };
        let booked =
            context.cell().db().write(async |tx: &mut Tx| -> std::result::Result<_, PostError> {
                context.confirm(tx).await?;
                book_qr(tx, ledger, partner, found, paid, &who).await
            });
        booked.await?;
        Ok(Outcome::done())
    }
}

/// Often while somebody may stand before the page, seldom later.
fn later(context: &Context, found: &Qr) -> Outcome {
    let now = context.cell().now();
    let age = (now.millis() - found.issued_at.millis()) / 1_000;
    if now > found.expires_at.plus_seconds(AFTER_SECONDS) {
        return Outcome::done();
    }
    Outcome::later(match age {
        ..120 => 15,
        120..900 => 60,
        900..3_600 => 300,
        _ => 3_600,
    })
}
