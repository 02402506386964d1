//! What an approved assessment makes valid, and what becomes of it later.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot set up its stage has failed"
)]

use base::Kind;
use property_tax::domain::notice::{Origin, PaymentState};
use property_tax::usecase::assess;
use property_tax::usecase::proposals::{self, Grounds};
use property_tax::usecase::verify::{Standing, Verdict, Verified, verify_id, verify_seal};
use property_tax::usecase::{look_up, verify, waiting};
use testkit::TestCell;

use crate::stories_support::*;

testkit::on_each_engine! {
    with &MIGRATIONS;

    async fn drafts_are_not_seen_before_approval_and_all_at_once_after(db: Db) {
        let it = TestCell::demo(db.clone());
        in_cell(&it.cell, &Extract::small()).await;
        let run = assessed(&it.cell, 2026, None).await;
        assert_eq!(notice(&it.cell, &nop(FIRST), 2026).await, None);
        assess::submit(&it.cell, &officer(&it.cell), &run.id, "").await.unwrap();
        assert_eq!(notice(&it.cell, &nop(FIRST), 2026).await, None);
        assess::approve(&it.cell, &approver(&it.cell), &run.id, "").await.unwrap();
        for digits in [FIRST, SECOND] {
            let issued = notice(&it.cell, &nop(digits), 2026).await.unwrap();
            assert_eq!((issued.origin, issued.rule_book), (Origin::Pelangi, Some(1)));
            assert_eq!(issued.issued(it.cell.zone()), Some(it.cell.today()));
            assert_eq!(issued.subject_name, "Rahma Contoh");
        }
        let found = look_up::get(&it.cell, &owing(&it.cell), nop(FIRST)).await.unwrap();
        assert_eq!(found.notices.iter().map(|l| l.id.tax_year).collect::<Vec<_>>(), [2026, 2025]);
    }

    async fn what_was_handed_over_waits_for_everybody_who_may_decide_but_its_author(db: Db) {
        let it = TestCell::demo(db);
        let (officer, approver) = (officer(&it.cell), approver(&it.cell));
        in_cell(&it.cell, &Extract::small()).await;
        let run = assessed(&it.cell, 2026, None).await;
        assert_eq!(waiting::runs(&it.cell, &approver).await.unwrap(), 0);
        assess::submit(&it.cell, &officer, &run.id, "").await.unwrap();
        assert_eq!(waiting::runs(&it.cell, &approver).await.unwrap(), 1);
        assert_eq!(waiting::runs(&it.cell, &officer).await.unwrap(), 0);
        assess::approve(&it.cell, &approver, &run.id, "").await.unwrap();
        assert_eq!(waiting::runs(&it.cell, &approver).await.unwrap(), 0);

        let grounds = Grounds { basis: "Perda contoh pasal 90".into(), reason: "ganda".into() };
        proposals::propose_cancellation(&it.cell, &officer, nop(FIRST), 2026, &grounds)
            .await
            .unwrap();
        assert_eq!(waiting::proposals(&it.cell, &approver).await.unwrap(), 1);
        assert_eq!(waiting::proposals(&it.cell, &officer).await.unwrap(), 0);
    }

    async fn a_notice_issued_again_takes_the_place_of_the_first(db: Db) {
        let it = TestCell::demo(db);
        let mut extract = Extract::small();
        in_cell(&it.cell, &extract).await;
        let first_run = assessed(&it.cell, 2026, None).await;
        issued(&it.cell, &first_run).await;
        let first = notice(&it.cell, &nop(FIRST), 2026).await.unwrap();
        let address = verify::seal_address(&it.cell, &first).unwrap();
        let seal = address.rsplit('/').next().unwrap();
        assert!(matches!(verify_seal(&it.cell, seal).await.unwrap(), Verdict::Genuine(_)));

        extract.edit("DAT_NIR", "AA,2026,1000", "AA,2026,1500").import(&it.cell).await;
        let second_run = assessed(&it.cell, 2026, None).await;
        issued(&it.cell, &second_run).await;
        let second = notice(&it.cell, &nop(FIRST), 2026).await.unwrap();
        assert!(second.figures.due > first.figures.due);
        match verify_seal(&it.cell, seal).await.unwrap() {
            Verdict::Superseded { sealed, in_force } => {
                assert_eq!((sealed.due, *in_force), (first.figures.due, second.clone()));
            }
            other => panic!("{other:?}"),
        }
        let id = look_up::get(&it.cell, &owing(&it.cell), nop(FIRST)).await.unwrap().notices[0].id;
        let now = Verified {
            notice: second.clone(),
            standing: Standing::InForce,
            in_force: second.clone(),
        };
        assert_eq!(verify_id(&it.cell, id).await.unwrap(), now);
        let old = property_tax::domain::notice::NoticeId { revision: first.revision, ..id };
        let before =
            Verified { notice: first, standing: Standing::Superseded, in_force: second };
        assert_eq!(verify_id(&it.cell, old).await.unwrap(), before);
        let unknown = property_tax::domain::notice::NoticeId { revision: 99, ..id };
        let error = verify_id(&it.cell, unknown).await.unwrap_err();
        assert_eq!((error.kind(), error.code()), (Kind::NotFound, "property-tax/unknown-notice"));
    }

    async fn a_payment_brought_in_later_settles_a_notice_issued_here(db: Db) {
        let it = TestCell::demo(db);
        let mut extract = Extract::small();
        in_cell(&it.cell, &extract).await;
        let run = assessed(&it.cell, 2026, None).await;
        issued(&it.cell, &run).await;
        let unpaid = notice(&it.cell, &nop(FIRST), 2026).await.unwrap();
        assert_eq!(unpaid.payment, PaymentState::Unpaid);

        let due = unpaid.figures.due.0;
        extract.paid(FIRST, 2026, 1, due - 1, 0, "2026-08-01").import(&it.cell).await;
        let partly = notice(&it.cell, &nop(FIRST), 2026).await.unwrap();
        assert_eq!(partly.payment, PaymentState::Unpaid, "a part does not settle it");
        extract.paid(FIRST, 2026, 2, 1, 0, "2026-08-02").import(&it.cell).await;
        let paid = notice(&it.cell, &nop(FIRST), 2026).await.unwrap();
        assert_eq!(paid.payment, PaymentState::Paid);
        let line = look_up::get(&it.cell, &owing(&it.cell), nop(FIRST)).await.unwrap().notices[0].clone();
        assert_eq!(line.payment, PaymentState::Paid);

        let again = assessed(&it.cell, 2026, None).await;
        issued(&it.cell, &again).await;
        let reissued = notice(&it.cell, &nop(FIRST), 2026).await.unwrap();
        assert_eq!((reissued.revision, reissued.payment), (again.revision, PaymentState::Paid));
    }

    async fn a_rejected_draft_cannot_be_verified(db: Db) {
        let it = TestCell::demo(db);
        in_cell(&it.cell, &Extract::small()).await;
        let run = assessed(&it.cell, 2026, None).await;
        let id = property_tax::domain::notice::NoticeId {
            nop: nop(FIRST),
            tax_year: 2026,
            revision: run.revision,
        };
        let error = verify_id(&it.cell, id).await.unwrap_err();
        assert_eq!(error.code(), "property-tax/unknown-notice");
    }
}
