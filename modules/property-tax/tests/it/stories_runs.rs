//! The life of an assessment: begun, cut off, blocked, handed over, sent back, given up.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use std::sync::{Arc, Mutex};

use base::Kind;
use property_tax::domain::run::RunState;
use property_tax::generate::DEMO_RULES;
use property_tax::permissions::{APPROVER, OFFICER};
use property_tax::usecase::assess::{self, Beginning, Overview};
use property_tax::usecase::import;
use testkit::TestCell;

use crate::stories_support::*;

async fn overview(cell: &cell::Cell, id: &str) -> Overview {
    assess::overview(cell, &officer(cell), id).await.unwrap()
}

testkit::on_each_engine! {
    with &MIGRATIONS;

    async fn a_cap_that_is_no_percentage_is_refused(db: Db) {
        let it = TestCell::demo(db);
        in_cell(&it.cell, &Extract::small()).await;
        for cap in ["", "-5", "sepuluh", "10%"] {
            let what = Beginning { tax_year: 2026, village: None, cap: Some(cap.to_owned()) };
            let error = assess::begin(&it.cell, &officer(&it.cell), &what).await.unwrap_err();
            assert_eq!((error.kind(), error.code()), (Kind::Invalid, "property-tax/cap-malformed"));
        }
    }

    async fn a_zone_without_value_blocks_and_says_which(db: Db) {
        let it = TestCell::demo(db);
        let mut extract = Extract::small();
        extract.edit("DAT_OP_BUMI", "AB,100", "ZZ,100");
        in_cell(&it.cell, &extract).await;
        let run = assessed(&it.cell, 2026, None).await;
        assert_eq!(run.state, RunState::Blocked);
        let seen = overview(&it.cell, &run.id).await;
        let (code, detail, objects) = &seen.problems[0];
        assert_eq!((code.as_str(), *objects), ("property-tax/zone-without-value", 1));
        assert!(detail.contains("ZZ"), "{detail}");
        let error = assess::submit(&it.cell, &officer(&it.cell), &run.id, "").await.unwrap_err();
        assert_eq!((error.kind(), error.code()), (Kind::Conflict, "property-tax/run-state"));
    }

    async fn a_run_cut_off_between_villages_ends_like_one_that_was_not(db: Db) {
        let it = TestCell::demo(db);
        filled(&it.cell, 400, 14).await;
        let whole = assessed(&it.cell, 2027, None).await;
        let (expected, totals) =
            (drafts(&it.cell, &whole).await, overview(&it.cell, &whole.id).await.total);
        assess::discard(&it.cell, &officer(&it.cell), &whole.id).await.unwrap();
        import::recover(&it.cell).await.unwrap();

        let what = Beginning { tax_year: 2027, village: None, cap: None };
        let run = assess::begin(&it.cell, &officer(&it.cell), &what).await.unwrap();
        for villages in [1, 2] {
            let (stop, stopped) = tokio::sync::oneshot::channel();
            let stop = Arc::new(Mutex::new((0, Some(stop))));
            let tell = move |_: i64, _: i64| {
                let mut stop = stop.lock().unwrap();
                stop.0 += 1;
                if stop.0 == villages {
                    let _ = stop.1.take().unwrap().send(());
                }
            };
            let (cell, id) = (it.cell.clone(), run.id.clone());
            let computing =
                tokio::spawn(async move { assess::compute(&cell, &id, &tell).await });
            stopped.await.unwrap();
            computing.abort();
            assert!(computing.await.unwrap_err().is_cancelled());
        }
        assert!(assess::recover(&it.cell).await.unwrap().is_empty(), "it may still live");
        it.clock.advance_seconds(61);
        assert_eq!(assess::recover(&it.cell).await.unwrap(), [run.id.as_str()]);
        assess::compute(&it.cell, &run.id, &|_, _| {}).await.unwrap();
        let seen = overview(&it.cell, &run.id).await;
        assert_eq!((seen.run.state, seen.run.done), (RunState::Simulated, seen.run.total));
        assert_eq!(drafts(&it.cell, &run).await, expected);
        assert_eq!(seen.total, totals);
    }

    async fn whoever_submitted_an_assessment_cannot_approve_it(db: Db) {
        let it = TestCell::demo(db.clone());
        in_cell(&it.cell, &Extract::small()).await;
        let both = person(&it.cell, "Serba Bisa Contoh", &[OFFICER, APPROVER]);
        let run = assessed(&it.cell, 2026, None).await;
        assess::submit(&it.cell, &both, &run.id, "").await.unwrap();
        let before = count(&db, "audit_entry").await;
        for refused in [
            assess::approve(&it.cell, &both, &run.id, "").await,
            assess::reject(&it.cell, &both, &run.id, "salah").await,
        ] {
            let error = refused.unwrap_err();
            assert_eq!((error.kind(), error.code()), (Kind::Forbidden, "property-tax/same-person"));
        }
        assert_eq!(count(&db, "audit_entry").await, before + 2, "the refusals are on record");
        assert_eq!(notice(&it.cell, &nop(FIRST), 2026).await, None);
    }

    async fn a_clerk_cannot_approve_and_a_head_cannot_assess(db: Db) {
        let it = TestCell::demo(db);
        in_cell(&it.cell, &Extract::small()).await;
        let run = assessed(&it.cell, 2026, None).await;
        assess::submit(&it.cell, &officer(&it.cell), &run.id, "").await.unwrap();
        let clerk = person(&it.cell, "Petugas Lain Contoh", &[OFFICER]);
        let error = assess::approve(&it.cell, &clerk, &run.id, "").await.unwrap_err();
        assert_eq!(error.kind(), Kind::Forbidden);
        let what = Beginning { tax_year: 2027, village: None, cap: None };
        let error = assess::begin(&it.cell, &approver(&it.cell), &what).await.unwrap_err();
        assert_eq!(error.kind(), Kind::Forbidden);
    }

    async fn a_rejected_assessment_goes_back_with_its_reason(db: Db) {
        let it = TestCell::demo(db);
        in_cell(&it.cell, &Extract::small()).await;
        let run = assessed(&it.cell, 2026, None).await;
        assess::submit(&it.cell, &officer(&it.cell), &run.id, "").await.unwrap();
        let error = assess::reject(&it.cell, &approver(&it.cell), &run.id, "  ").await.unwrap_err();
        assert_eq!((error.kind(), error.code()), (Kind::Invalid, "property-tax/reason-missing"));
        assess::reject(&it.cell, &approver(&it.cell), &run.id, "NJOP zona AB").await.unwrap();
        let seen = overview(&it.cell, &run.id).await.run;
        assert_eq!((seen.state, seen.decision_note.as_str()), (RunState::Rejected, "NJOP zona AB"));
        assess::submit(&it.cell, &officer(&it.cell), &run.id, "sudah benar").await.unwrap();
        assess::approve(&it.cell, &approver(&it.cell), &run.id, "").await.unwrap();
        assert!(notice(&it.cell, &nop(FIRST), 2026).await.is_some());
        let error = assess::approve(&it.cell, &approver(&it.cell), &run.id, "").await.unwrap_err();
        assert_eq!(error.code(), "property-tax/run-state", "once is enough");
    }

    async fn a_discarded_assessment_leaves_no_drafts(db: Db) {
        let it = TestCell::demo(db.clone());
        in_cell(&it.cell, &Extract::small()).await;
        let before = count(&db, "ptax_notice").await;
        let run = assessed(&it.cell, 2026, None).await;
        assert_eq!(count(&db, "ptax_notice").await, before + 2);
        assess::discard(&it.cell, &officer(&it.cell), &run.id).await.unwrap();
        import::recover(&it.cell).await.unwrap();
        assert_eq!(count(&db, "ptax_notice").await, before);
        let error = assess::submit(&it.cell, &officer(&it.cell), &run.id, "").await.unwrap_err();
        assert_eq!(error.code(), "property-tax/run-state");
    }

    async fn an_assessment_discarded_while_it_computes_stops_and_leaves_nothing(db: Db) {
        let it = TestCell::demo(db.clone());
        filled(&it.cell, 300, 15).await;
        let before = count(&db, "ptax_notice").await;
        let what = Beginning { tax_year: 2027, village: None, cap: None };
        let run = assess::begin(&it.cell, &officer(&it.cell), &what).await.unwrap();
        let (cell, id) = (it.cell.clone(), run.id.clone());
        let handle = tokio::runtime::Handle::current();
        let tell = move |_: i64, _: i64| {
            let discard = async {
                let _ = assess::discard(&cell, &officer(&cell), &id).await;
                import::recover(&cell).await.unwrap();
            };
            tokio::task::block_in_place(|| handle.block_on(discard));
        };
        let error = assess::compute(&it.cell, &run.id, &tell).await.unwrap_err();
        assert_eq!((error.kind(), error.code()), (Kind::Conflict, "property-tax/run-ended"));
        import::recover(&it.cell).await.unwrap();
        assert_eq!(count(&db, "ptax_notice").await, before, "no draft outlives the clean-up");
    }

    async fn two_open_assessments_of_the_same_village_and_year_are_refused(db: Db) {
        let it = TestCell::demo(db);
        let mut extract = Extract::small();
        extract.zone(BENGALON, "AA", 2026, "5000").plot("640802000100100010", "B", "AA", 9, 9_000);
        in_cell(&it.cell, &extract).await;
        let village = |digits: &str| Some(base::NopVillage::parse(digits).unwrap());
        let begin = async |tax_year, village| {
            let what = Beginning { tax_year, village, cap: None };
            assess::begin(&it.cell, &officer(&it.cell), &what).await.map_err(|e| e.code())
        };
        begin(2026, village(SANGATTA)).await.unwrap();
        let busy = Err("property-tax/run-in-progress");
        assert_eq!(begin(2026, village(SANGATTA)).await, busy);
        assert_eq!(begin(2026, None).await, busy, "the whole regency has that village too");
        assert!(begin(2026, village(BENGALON)).await.is_ok());
        assert!(begin(2027, None).await.is_ok());
    }

    async fn two_officers_who_begin_at_the_same_moment_do_not_both_succeed(db: Db) {
        let it = TestCell::demo(db);
        in_cell(&it.cell, &Extract::small()).await;
        let begin = || {
            let cell = it.cell.clone();
            tokio::spawn(async move {
                let what = Beginning { tax_year: 2026, village: None, cap: None };
                assess::begin(&cell, &officer(&cell), &what).await.map_err(|e| e.code())
            })
        };
        let both = [begin(), begin()];
        let mut ends = Vec::new();
        for one in both {
            ends.push(one.await.unwrap());
        }
        assert_eq!(ends.iter().filter(|end| end.is_ok()).count(), 1, "{ends:?}");
        assert!(ends.contains(&Err("property-tax/run-in-progress")), "{ends:?}");
    }

    async fn a_year_without_rules_is_refused_by_name(db: Db) {
        let it = TestCell::demo(db);
        Extract::small().import(&it.cell).await;
        let begin = async |tax_year| {
            let what = Beginning { tax_year, village: None, cap: None };
            assess::begin(&it.cell, &officer(&it.cell), &what).await.unwrap_err()
        };
        assert_eq!(begin(2026).await.code(), "property-tax/no-rules");
        load_rules(&it.cell, DEMO_RULES).await;
        let error = begin(2010).await;
        assert_eq!((error.kind(), error.code()), (
            Kind::Precondition,
            "property-tax/rule-missing-for-year",
        ));
        assert!(error.params().contains(&("year", "2010".to_owned())));
    }

    async fn an_unknown_village_and_an_empty_regency_are_refused(db: Db) {
        let it = TestCell::demo(db);
        load_rules(&it.cell, DEMO_RULES).await;
        let begin = async |village: Option<&str>| {
            let village = village.map(|v| base::NopVillage::parse(v).unwrap());
            let what = Beginning { tax_year: 2026, village, cap: None };
            assess::begin(&it.cell, &officer(&it.cell), &what).await.unwrap_err().code()
        };
        assert_eq!(begin(None).await, "property-tax/no-objects");
        assert_eq!(begin(Some("6408999999")).await, "property-tax/unknown-village");
    }
}
