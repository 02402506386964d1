//! Walking through the books: in order, or the first thing that is not.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot set up its stage has failed"
)]

use audit::Who;
use base::Rupiah;
use db::{Statement, Tx};
use payments::usecase::reverse::Reversal;
use payments::usecase::verify::{Broken, Verdict};

use crate::shelf::*;

/// Three payments, one of them taken back.
async fn booked(stage: &Stage) {
    let who = Who::system();
    let mut first = None;
    for n in 1..=3 {
        let id = stage.put(bill(n, 2024), "2024-09-30", 100_000).await;
        let reference = format!("A{n}");
        let posted = stage.post(&brought(stage, &reference, &[id], 100_500, &who)).await.unwrap();
        first.get_or_insert(posted.entry.id);
    }
    let reversal = Reversal {
        of: first.unwrap(),
        source: None,
        at: stage.cell().now(),
        who: &who,
        note: "uji",
    };
    let done =
        stage.cell().db().write(async |tx: &mut Tx| stage.ledger.reverse(tx, &reversal).await);
    done.await.unwrap();
}

/// What somebody with the database in hand might do.
async fn tampered(stage: &Stage, sql: &'static str) -> Broken {
    let it = Statement { name: "tampering", sql };
    stage.cell().db().write(async |tx: &mut Tx| tx.execute(&it, &[]).await).await.unwrap();
    match stage.ledger.verify(|_| {}).await {
        Err(Verdict::Broken(broken)) => broken,
        other => panic!("{sql}: {other:?}"),
    }
}

macro_rules! tampering {
    ($($name:ident: $sql:expr => $broken:pat,)*) => {
        testkit::on_each_engine! {
            with &MIGRATIONS;
            $(
                async fn $name(db: Db) {
                    let stage = Stage::new(db);
                    booked(&stage).await;
                    let broken = tampered(&stage, $sql).await;
                    assert!(matches!(broken, $broken), "{broken:?}");
                }
            )*
        }
    };
}

tampering! {
    an_amount_that_was_changed_is_found:
        "update pay_line set credit_rupiah = 99999 where credit_rupiah = 100000"
        => Broken::Unbalanced(_),
    both_sides_changed_together_are_found:
        "update pay_line set debit_rupiah = debit_rupiah * 2, credit_rupiah = credit_rupiah * 2"
        => Broken::Unbalanced(_),
    a_channel_that_was_changed_is_found:
        "update pay_entry set channel = 'teller' where kind = 'payment'" => Broken::Changed(_),
    a_digest_that_was_made_anew_is_found:
        "update audit_entry set details = '{}' where subject like 'ledger/%'"
        => Broken::Untraced(_),
    a_trace_that_was_removed_is_found:
        "delete from audit_entry where subject like 'ledger/%'" => Broken::Untraced(_),
    a_receipt_that_was_changed_is_found:
        "update pay_receipt set principal_rupiah = 1" => Broken::Receipts { .. },
    a_receipt_that_was_removed_is_found:
        "delete from pay_receipt" => Broken::Receipts { .. },
    a_notice_that_was_opened_by_hand_is_found:
        "delete from shelf_settlement where tax_year = 2024" => Broken::NotSettled { .. },
    a_notice_that_was_settled_by_hand_is_found:
        "insert into shelf_settlement
           (nop, tax_year, entry, receipt, paid_on, at, principal, penalty, waived, channel)
         values ('640804000301209990', 2024, '7ZZZZZZZZZZZZZZZZZZZZZZZZZ', 'X', '2026-11-21',
           '2026-11-21T02:00:00.000Z', 1, 0, 0, 'va')" => Broken::NoReceipt { .. },
}

testkit::on_each_engine! {
    with &MIGRATIONS;

    async fn books_in_order_add_up(db: Db) {
        let stage = Stage::new(db);
        booked(&stage).await;
        let totals = stage.ledger.verify(|_| {}).await.unwrap();
        assert_eq!((totals.entries, totals.payments, totals.reversals), (4, 3, 1));
        assert_eq!((totals.receipts, totals.receipted), (2, Rupiah(201_000)));
        assert_eq!(totals.moved, Rupiah(4 * 101_000));
        let sums = totals.accounts.iter().fold((0, 0), |s, m| (s.0 + m.debit.0, s.1 + m.credit.0));
        assert_eq!(sums, (totals.moved.0, totals.moved.0));
    }

    async fn empty_books_are_in_order(db: Db) {
        let stage = Stage::new(db);
        assert_eq!(stage.ledger.verify(|_| {}).await.unwrap().entries, 0);
    }
}
