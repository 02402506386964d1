//! A notice is cancelled at the very moment at which it is paid: one of the two holds, never both.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use base::Result;
use contracts::{Settlement, Standing};
use db::Tx;
use futures_util::future::join;
use property_tax::usecase::proposals;
use testkit::{Engine, TestCell};
use tokio::sync::Notify;

use crate::paying_support::*;
use crate::stories_cancel::{issued_here, propose};
use crate::stories_support::*;

/// How long one side waits for the other. On SQLite, where one writes at a time, it waits in vain.
const A_WHILE: Duration = Duration::from_millis(500);

/// A notice that was issued here, the proposal to cancel it, and its payment.
struct Stage {
    till: Till,
    proposal: String,
    payment: Settlement,
}

impl Stage {
    async fn new(it: &TestCell) -> Self {
        issued_here(&it.cell).await;
        let till = Till::new(&it.cell);
        let owed = till.get(bill(FIRST, 2026), "2026-08-17").await;
        let payment = payment(&owed, "A1", day("2026-08-17"));
        let proposal = propose(&it.cell, &officer(&it.cell), FIRST, 2026).await.unwrap();
        Self { till, proposal, payment }
    }

    async fn cancel(&self) -> Result<()> {
        let cell = &self.till.cell;
        proposals::approve(cell, &approver(cell), &self.proposal, "setuju").await
    }

    /// Pays as the ledger does; `before` and `after` happen around the payment inside its transaction.
    async fn pay(&self, before: impl AsyncFn(), after: impl AsyncFn()) -> Result<()> {
        let Till { cell, bills } = &self.till;
        let work = async |tx: &mut Tx| -> Result<()> {
            let found = contracts::Bills::find(bills, tx, self.payment.bill, self.payment.paid_on);
            if found.await?.is_none_or(|bill| bill.standing != Standing::Open) {
                return Err(base::Error::new(base::Kind::Conflict, "contracts/bill-not-open"));
            }
            before().await;
            contracts::Bills::settle(bills, tx, &self.payment).await?;
            after().await;
            Ok(())
        };
        cell.db().write_by_keys(work).await
    }

    /// Exactly one of them holds, and the other was told which.
    async fn check(&self, paid: Result<()>, cancelled: Result<()>) {
        let code = |done: &Result<()>| done.as_ref().err().map(base::Error::code);
        let standing = self.till.get(self.payment.bill, "2026-08-17").await.standing;
        match paid {
            Ok(()) => {
                assert_eq!(code(&cancelled), Some("property-tax/notice-paid"));
                assert_eq!(standing, Standing::Paid);
                assert_eq!(self.till.standing().await.len(), 1);
            }
            Err(_) => {
                assert_eq!(
                    (code(&paid), code(&cancelled)),
                    (Some("contracts/bill-not-open"), None)
                );
                assert_eq!(standing, Standing::Cancelled);
                assert_eq!(self.till.standing().await, []);
            }
        }
    }
}

testkit::on_each_engine! {
    with &MIGRATIONS;

    async fn a_notice_that_is_cancelled_after_the_payer_looked_is_not_paid(db: Db) {
        let it = TestCell::demo(db.clone());
        let stage = Stage::new(&it).await;
        let (looked, done, rounds) = (Notify::new(), Notify::new(), AtomicU32::new(0));
        let pay = stage.pay(
            async || {
                if rounds.fetch_add(1, Ordering::Relaxed) == 0 {
                    looked.notify_one();
                    drop(tokio::time::timeout(A_WHILE, done.notified()).await);
                }
            },
            async || {},
        );
        let cancel = async {
            looked.notified().await;
            let cancelled = stage.cancel().await;
            done.notify_one();
            cancelled
        };
        let (paid, cancelled) = join(pay, cancel).await;
        assert_eq!(paid.is_err(), db.engine() == Engine::Postgres, "who came first: {paid:?}");
        stage.check(paid, cancelled).await;
    }

    async fn a_notice_that_is_being_paid_is_not_cancelled(db: Db) {
        let it = TestCell::demo(db);
        let stage = Stage::new(&it).await;
        let settled = Notify::new();
        let pay = stage.pay(
            async || {},
            async || {
                settled.notify_one();
                // Until then the cancellation has looked, and waits for this payment.
                tokio::time::sleep(A_WHILE).await;
            },
        );
        let cancel = async {
            settled.notified().await;
            stage.cancel().await
        };
        let (paid, cancelled) = join(pay, cancel).await;
        assert!(paid.is_ok(), "{paid:?}");
        stage.check(paid, cancelled).await;
    }

    async fn of_payments_and_cancellations_at_once_one_holds_each_time(db: Db) {
        let it = TestCell::demo(db);
        let mut stage = Stage::new(&it).await;
        for round in 0..6 {
            stage.payment.entry = format!("A{round}");
            let pay = stage.pay(async || {}, async || {});
            let (paid, cancelled) = match round % 2 {
                0 => join(pay, stage.cancel()).await,
                _ => {
                    let (cancelled, paid) = join(stage.cancel(), pay).await;
                    (paid, cancelled)
                }
            };
            let won = paid.is_ok();
            stage.check(paid, cancelled).await;
            if !won {
                return;
            }
            let reversal = format!("R{round}");
            stage.till.reopen(stage.payment.bill, &stage.payment.entry, &reversal).await.unwrap();
        }
    }

    async fn a_bill_is_cancelled_after_its_payment_was_taken_back(db: Db) {
        let it = TestCell::demo(db);
        let stage = Stage::new(&it).await;
        stage.pay(async || {}, async || {}).await.unwrap();
        assert_eq!(stage.cancel().await.unwrap_err().code(), "property-tax/notice-paid");
        stage.till.reopen(stage.payment.bill, "A1", "R1").await.unwrap();
        stage.cancel().await.unwrap();
        let paid = stage.pay(async || {}, async || {}).await;
        stage.check(paid, Ok(())).await;
        assert_eq!(count(it.cell.db(), "ptax_settlement").await, 3, "facts are only added");

        // An assessment that brings the notice back has another number for its payment.
        let again = assessed(&it.cell, 2026, None).await;
        issued(&it.cell, &again).await;
        stage.till.pay(stage.payment.bill, "A4", "2026-08-17").await;
        assert_eq!(stage.till.get(stage.payment.bill, "2026-08-17").await.standing, Standing::Paid);
    }
}
