//! Cancelling a notice: proposed by one person, decided by another, seen everywhere at once.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use ::paper::{Fonts, Paper};
use base::{Kind, Rupiah};
use cell::Cell;
use db::Tx;
use identity::Actor;
use property_tax::domain::notice::NoticeId;
use property_tax::domain::proposal::ProposalState;
use property_tax::generate::DEMO_RULES;
use property_tax::permissions::{APPROVER, OFFICER};
use property_tax::usecase::open_notice::{Reader, open};
use property_tax::usecase::proposals::{self, Grounds};
use property_tax::usecase::verify::{Standing, Verdict, seal_address, verify_id, verify_seal};
use property_tax::usecase::village_papers::{Booklet, outlook};
use property_tax::usecase::{assess, look_up, paper};
use testkit::TestCell;

use crate::stories_support::*;

fn grounds() -> Grounds {
    let basis = "Contoh Perda PDRD pasal 90".to_owned();
    Grounds { basis, reason: "objek tercatat dua kali".to_owned() }
}

/// The small extract, its notices of 2026 issued here.
pub async fn issued_here(cell: &Cell) -> Extract {
    let extract = Extract::small();
    extract.import(cell).await;
    load_rules(cell, DEMO_RULES).await;
    let run = assessed(cell, 2026, None).await;
    issued(cell, &run).await;
    extract
}

pub async fn propose(cell: &Cell, actor: &Actor, digits: &str, year: i64) -> base::Result<String> {
    proposals::propose_cancellation(cell, actor, nop(digits), year, &grounds()).await
}

async fn cancelled(cell: &Cell, digits: &str) {
    let id = propose(cell, &officer(cell), digits, 2026).await.unwrap();
    proposals::approve(cell, &approver(cell), &id, "setuju").await.unwrap();
}

async fn refused(cell: &Cell, digits: &str, year: i64) -> (Kind, &'static str) {
    let error = propose(cell, &officer(cell), digits, year).await.unwrap_err();
    (error.kind(), error.code())
}

async fn state(cell: &Cell, id: &str) -> ProposalState {
    proposals::get(cell, &officer(cell), id).await.unwrap().proposal.state
}

testkit::on_each_engine! {
    with &MIGRATIONS;

    async fn a_cancelled_notice_is_cancelled_wherever_it_is_looked_at(db: Db) {
        let it = TestCell::demo(db.clone());
        issued_here(&it.cell).await;
        let before = notice(&it.cell, &nop(FIRST), 2026).await.unwrap();
        let address = seal_address(&it.cell, &before).unwrap();
        let village = Booklet { village: SANGATTA.to_owned(), tax_year: 2026, f4: false };
        let all = outlook(&it.cell, &officer(&it.cell), &village).await.unwrap();

        let id = propose(&it.cell, &officer(&it.cell), FIRST, 2026).await.unwrap();
        let waiting = notice(&it.cell, &nop(FIRST), 2026).await.unwrap();
        assert_eq!(waiting, before, "a proposal alone changes nothing");
        it.clock.advance_seconds(86_400);
        proposals::approve(&it.cell, &approver(&it.cell), &id, "setuju").await.unwrap();
        assert_eq!(state(&it.cell, &id).await, ProposalState::Approved);

        let after = notice(&it.cell, &nop(FIRST), 2026).await.unwrap();
        assert!(after.cancelled && after.revision != before.revision);
        assert_eq!(after.figures, before.figures, "its figures stay on record");
        assert_eq!(after.issued(it.cell.zone()), before.issued(it.cell.zone()));
        let seal = address.rsplit('/').next().unwrap();
        assert!(matches!(verify_seal(&it.cell, seal).await.unwrap(), Verdict::Cancelled(_)));
        let standing = verify_id(&it.cell, NoticeId::of(&before)).await.unwrap().standing;
        assert_eq!(standing, Standing::Cancelled);
        let line = look_up::get(&it.cell, &owing(&it.cell), nop(FIRST)).await.unwrap().notices[0].clone();
        assert!(line.cancelled && !line.must_be_paid());
        let rest = outlook(&it.cell, &officer(&it.cell), &village).await.unwrap();
        assert_eq!(rest.notices, all.notices - 1);
        assert_eq!(rest.due, Rupiah(all.due.0 - before.figures.due.0));
        let totals = async |tx: &mut Tx| property_tax::store::notices::totals(tx).await;
        let totals = db.read(totals).await.unwrap();
        let year = totals.iter().find(|(year, ..)| *year == 2026).unwrap();
        assert_eq!(year.2, rest.due, "the sum of the year leaves it out");
    }

    async fn a_cancelled_notice_is_not_printed(db: Db) {
        let it = TestCell::demo(db);
        issued_here(&it.cell).await;
        cancelled(&it.cell, FIRST).await;
        let clerk = officer(&it.cell);
        let full = open(&it.cell, Reader::Officer(&clerk), nop(FIRST), 2026).await.unwrap();
        let fonts = Fonts::load().unwrap();
        let error = paper::e_sppt(&it.cell, &fonts, Paper::A4, &full).await.unwrap_err();
        assert_eq!((error.kind(), error.code()), (Kind::Conflict, "property-tax/notice-cancelled"));
    }

    async fn a_paid_notice_cannot_be_cancelled(db: Db) {
        let it = TestCell::demo(db);
        let mut extract = issued_here(&it.cell).await;
        let due = notice(&it.cell, &nop(FIRST), 2026).await.unwrap().figures.due.0;
        extract.paid(FIRST, 2026, 1, 1_000, 0, "2026-08-01").import(&it.cell).await;
        let paid = (Kind::Conflict, "property-tax/notice-paid");
        assert_eq!(refused(&it.cell, FIRST, 2026).await, paid, "a part of it is money too");
        extract.paid(FIRST, 2026, 2, due - 1_000, 0, "2026-08-02").import(&it.cell).await;
        assert_eq!(refused(&it.cell, FIRST, 2026).await, paid);
    }

    async fn a_payment_that_comes_before_the_decision_stops_it(db: Db) {
        let it = TestCell::demo(db);
        let mut extract = issued_here(&it.cell).await;
        let id = propose(&it.cell, &officer(&it.cell), FIRST, 2026).await.unwrap();
        extract.paid(FIRST, 2026, 1, 1_000, 0, "2026-08-01").import(&it.cell).await;
        let error = proposals::approve(&it.cell, &approver(&it.cell), &id, "").await.unwrap_err();
        assert_eq!(error.code(), "property-tax/notice-paid");
        assert_eq!(state(&it.cell, &id).await, ProposalState::Proposed);
        assert!(!notice(&it.cell, &nop(FIRST), 2026).await.unwrap().cancelled);
    }

    async fn a_notice_of_sismiop_is_cancelled_there_and_not_here(db: Db) {
        let it = TestCell::demo(db);
        issued_here(&it.cell).await;
        let sismiop = (Kind::Conflict, "property-tax/notice-of-sismiop");
        assert_eq!(refused(&it.cell, SECOND, 2025).await, sismiop);
        let none = (Kind::NotFound, "property-tax/unknown-notice");
        assert_eq!(refused(&it.cell, SECOND, 2019).await, none);
    }

    async fn whoever_proposed_a_cancellation_cannot_decide_it(db: Db) {
        let it = TestCell::demo(db.clone());
        issued_here(&it.cell).await;
        let both = person(&it.cell, "Serba Bisa Contoh", &[OFFICER, APPROVER]);
        let id = propose(&it.cell, &both, FIRST, 2026).await.unwrap();
        let before = count(&db, "audit_entry").await;
        for tried in [
            proposals::approve(&it.cell, &both, &id, "").await,
            proposals::reject(&it.cell, &both, &id, "tidak jadi").await,
        ] {
            let error = tried.unwrap_err();
            assert_eq!((error.kind(), error.code()), (Kind::Forbidden, "property-tax/same-person"));
        }
        assert_eq!(count(&db, "audit_entry").await, before + 2, "the refusals are on record");
        assert!(!notice(&it.cell, &nop(FIRST), 2026).await.unwrap().cancelled);
        let clerk = person(&it.cell, "Petugas Lain Contoh", &[OFFICER]);
        let error = proposals::approve(&it.cell, &clerk, &id, "").await.unwrap_err();
        assert_eq!(error.kind(), Kind::Forbidden, "a clerk decides nothing");
        let head = propose(&it.cell, &approver(&it.cell), SECOND, 2026).await.unwrap_err();
        assert_eq!(head.kind(), Kind::Forbidden, "a head proposes nothing");
    }

    async fn the_same_cancellation_waits_once_and_may_come_again_after_a_refusal(db: Db) {
        let it = TestCell::demo(db);
        issued_here(&it.cell).await;
        let id = propose(&it.cell, &officer(&it.cell), FIRST, 2026).await.unwrap();
        let waits = (Kind::Conflict, "property-tax/proposal-waits");
        assert_eq!(refused(&it.cell, FIRST, 2026).await, waits);
        let head = approver(&it.cell);
        let error = proposals::reject(&it.cell, &head, &id, " ").await.unwrap_err();
        assert_eq!(error.code(), "property-tax/reason-missing");
        proposals::reject(&it.cell, &head, &id, "buktinya kurang").await.unwrap();
        let late = proposals::approve(&it.cell, &head, &id, "").await.unwrap_err();
        assert_eq!((late.kind(), late.code()), (Kind::Conflict, "property-tax/proposal-state"));
        cancelled(&it.cell, FIRST).await;
        let already = (Kind::Conflict, "property-tax/notice-cancelled");
        assert_eq!(refused(&it.cell, FIRST, 2026).await, already);
    }

    async fn a_notice_replaced_since_it_was_proposed_is_not_cancelled(db: Db) {
        let it = TestCell::demo(db);
        issued_here(&it.cell).await;
        let id = propose(&it.cell, &officer(&it.cell), FIRST, 2026).await.unwrap();
        let again = assessed(&it.cell, 2026, None).await;
        issued(&it.cell, &again).await;
        let error = proposals::approve(&it.cell, &approver(&it.cell), &id, "").await.unwrap_err();
        assert_eq!((error.kind(), error.code()), (Kind::Conflict, "property-tax/notice-changed"));
    }

    async fn an_import_after_a_cancellation_leaves_it_and_the_money_agrees(db: Db) {
        let it = TestCell::demo(db);
        let mut extract = issued_here(&it.cell).await;
        cancelled(&it.cell, FIRST).await;
        let same = extract.import(&it.cell).await;
        assert!(same.balanced && same.unchanged, "{same:#?}");
        let new = extract.subject("6408015007800009", "Budi Contoh").import(&it.cell).await;
        assert!(new.balanced && !new.unchanged, "{new:#?}");
        assert!(notice(&it.cell, &nop(FIRST), 2026).await.unwrap().cancelled);
    }

    async fn an_assessment_says_that_it_would_bring_a_cancelled_notice_back(db: Db) {
        let it = TestCell::demo(db);
        issued_here(&it.cell).await;
        let old = notice(&it.cell, &nop(FIRST), 2026).await.unwrap();
        let address = seal_address(&it.cell, &old).unwrap();
        cancelled(&it.cell, FIRST).await;
        let run = assessed(&it.cell, 2026, None).await;
        let seen = assess::overview(&it.cell, &officer(&it.cell), &run.id).await.unwrap();
        assert_eq!(seen.revived, 1);
        issued(&it.cell, &run).await;
        let back = notice(&it.cell, &nop(FIRST), 2026).await.unwrap();
        assert!(!back.cancelled && back.revision == run.revision);
        let verdict = verify_seal(&it.cell, address.rsplit('/').next().unwrap()).await.unwrap();
        assert!(matches!(verdict, Verdict::Superseded { .. }), "{verdict:?}");
        let next = assessed(&it.cell, 2027, None).await;
        let seen = assess::overview(&it.cell, &officer(&it.cell), &next.id).await.unwrap();
        assert_eq!(seen.revived, 0, "another year");
    }
}
