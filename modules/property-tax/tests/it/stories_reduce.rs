//! A reduction for one object: by decree, for its years, in the bill and beside it.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use base::{Date, Kind, Rupiah};
use cell::Cell;
use pbb::Percent;
use property_tax::domain::assessing::Inputs;
use property_tax::domain::proposal::Reduction;
use property_tax::domain::rules::RuleBook;
use property_tax::generate::DEMO_RULES;
use property_tax::permissions::{APPROVER, OFFICER};
use property_tax::usecase::open_notice::{Reader, open};
use property_tax::usecase::proposals::{self, Grounds};
use property_tax::usecase::{assess, registry};
use testkit::TestCell;

use crate::stories_support::*;

const DECREE: &str = "Keputusan Bupati Contoh Nomor 188.4/12/2026";

fn reduction(percent: &str, from: i64, until: i64) -> Reduction {
    Reduction {
        from,
        until,
        percent: Percent::parse(percent).unwrap(),
        decree_number: DECREE.to_owned(),
        decree_date: Date::new(2026, 3, 3).unwrap(),
    }
}

async fn propose(cell: &Cell, digits: &str, wanted: &Reduction) -> base::Result<String> {
    let basis = "Contoh Perda PDRD pasal 88".to_owned();
    let grounds = Grounds { basis, reason: "veteran".to_owned() };
    proposals::propose_reduction(cell, &officer(cell), nop(digits), wanted, &grounds).await
}

async fn granted(cell: &Cell, digits: &str, wanted: &Reduction) -> String {
    let id = propose(cell, digits, wanted).await.unwrap();
    proposals::approve(cell, &approver(cell), &id, "").await.unwrap();
    id
}

async fn small(cell: &Cell) {
    Extract::small().import(cell).await;
    load_rules(cell, DEMO_RULES).await;
}

/// Tax and amount due of the first object in a fresh simulation, which is discarded.
async fn simulated(cell: &Cell, year: i64) -> (i64, i64) {
    let run = assessed(cell, year, Some(SANGATTA)).await;
    let first = drafts(cell, &run).await.into_iter().find(|d| d.nop == nop(FIRST)).unwrap();
    assess::discard(cell, &officer(cell), &run.id).await.unwrap();
    (first.tax, first.due)
}

testkit::on_each_engine! {
    with &MIGRATIONS;

    async fn a_granted_reduction_is_a_step_of_the_calculation_with_its_decree(db: Db) {
        let it = TestCell::demo(db);
        small(&it.cell).await;
        granted(&it.cell, FIRST, &reduction("12.5", 2026, 2026)).await;
        let run = assessed(&it.cell, 2026, None).await;
        let all = drafts(&it.cell, &run).await;
        let first = all.iter().find(|draft| draft.nop == nop(FIRST)).unwrap();
        // Each printed amount is rounded for itself.
        assert!((first.due * 8 - first.tax * 7).abs() <= 8, "seven eighths: {first:?}");
        let second = all.iter().find(|draft| draft.nop == nop(SECOND)).unwrap();
        assert!(second.due >= second.tax, "the neighbour pays in full");

        let inputs: Inputs = serde_json::from_str(&first.inputs).unwrap();
        let rules = RuleBook::parse(DEMO_RULES).unwrap().year(2026).unwrap();
        let result = pbb::calculate(&inputs.case(&rules).unwrap()).unwrap();
        assert_eq!(result.figures.due, Rupiah(first.due));
        pbb::replay(&result.steps).unwrap();

        issued(&it.cell, &run).await;
        let clerk = officer(&it.cell);
        let full = open(&it.cell, Reader::Officer(&clerk), nop(FIRST), 2026).await.unwrap();
        assert!(full.explanation.computed);
        let line = full.explanation.lines.iter().find(|l| l.key == "ptax-line-reduction").unwrap();
        let basis = line.basis.as_deref().unwrap();
        assert_eq!(basis, format!("{DECREE}, 3 Maret 2026; Contoh Perda PDRD pasal 88"));
        assert!(line.values.iter().any(|(name, value)| *name == "rate" && value.starts_with("12,5")));
        assert_eq!(line.amount, Some(Rupiah(first.due)));
    }

    async fn a_reduction_counts_in_its_years_and_only_once_it_is_approved(db: Db) {
        let it = TestCell::demo(db);
        small(&it.cell).await;
        let (tax, plain) = simulated(&it.cell, 2026).await;
        let id = propose(&it.cell, FIRST, &reduction("100", 2026, 2027)).await.unwrap();
        assert_eq!(simulated(&it.cell, 2026).await, (tax, plain), "it only waits");
        proposals::approve(&it.cell, &approver(&it.cell), &id, "").await.unwrap();
        // All of it is waived; the least amount a notice asks for stands under every reduction.
        assert_eq!(simulated(&it.cell, 2026).await, (tax, 10_000));
        assert_eq!(simulated(&it.cell, 2027).await.1, 10_000);
        let (tax, due) = simulated(&it.cell, 2028).await;
        assert!(due > 10_000 && tax > 0, "its years are over");
        proposals::revoke(&it.cell, &approver(&it.cell), &id, "keliru objek").await.unwrap();
        assert_eq!(simulated(&it.cell, 2026).await.1, plain, "revoked");
    }

    async fn a_notice_keeps_its_reduction_when_that_is_revoked_later(db: Db) {
        let it = TestCell::demo(db);
        small(&it.cell).await;
        let id = granted(&it.cell, FIRST, &reduction("50", 2026, 2026)).await;
        let run = assessed(&it.cell, 2026, None).await;
        issued(&it.cell, &run).await;
        let before = notice(&it.cell, &nop(FIRST), 2026).await.unwrap();
        proposals::revoke(&it.cell, &approver(&it.cell), &id, "dicabut").await.unwrap();
        assert_eq!(notice(&it.cell, &nop(FIRST), 2026).await.unwrap(), before);
        let clerk = officer(&it.cell);
        let full = open(&it.cell, Reader::Officer(&clerk), nop(FIRST), 2026).await.unwrap();
        assert!(full.explanation.computed, "its calculation still holds");
        let file = registry::object(&it.cell, &clerk, nop(FIRST)).await.unwrap();
        let ended = file.proposals[0].ended.as_ref().map(|by| by.name.as_str());
        assert_eq!((ended, file.proposals[0].end_note.as_str()), (Some("Kepala Contoh"), "dicabut"));
    }

    async fn two_reductions_in_one_year_are_refused_by_name(db: Db) {
        let it = TestCell::demo(db);
        small(&it.cell).await;
        let id = granted(&it.cell, FIRST, &reduction("25", 2026, 2028)).await;
        for (from, until) in [(2028, 2028), (2020, 2026), (2020, 2030)] {
            let error = propose(&it.cell, FIRST, &reduction("50", from, until)).await.unwrap_err();
            assert_eq!((error.kind(), error.code()), (Kind::Conflict, "property-tax/reduction-overlaps"));
            assert!(error.params().contains(&("number", DECREE.to_owned())));
        }
        propose(&it.cell, FIRST, &reduction("50", 2029, 2029)).await.unwrap();
        propose(&it.cell, SECOND, &reduction("50", 2026, 2026)).await.unwrap();
        proposals::revoke(&it.cell, &approver(&it.cell), &id, "diganti").await.unwrap();
        propose(&it.cell, FIRST, &reduction("50", 2026, 2026)).await.unwrap();
    }

    async fn a_reduction_that_makes_no_sense_is_refused_with_what_is_wrong(db: Db) {
        let it = TestCell::demo(db);
        small(&it.cell).await;
        let code = async |digits: &str, wanted: &Reduction| {
            propose(&it.cell, digits, wanted).await.unwrap_err().code()
        };
        let nothing = reduction("0", 2026, 2026);
        assert_eq!(code(FIRST, &nothing).await, "property-tax/percent-malformed");
        let backwards = reduction("10", 2027, 2026);
        assert_eq!(code(FIRST, &backwards).await, "property-tax/years-malformed");
        let nameless = Reduction { decree_number: " ".to_owned(), ..reduction("10", 2026, 2026) };
        assert_eq!(code(FIRST, &nameless).await, "property-tax/decree-missing");
        let fine = reduction("10", 2026, 2026);
        assert_eq!(code("640801000199900010", &fine).await, "property-tax/unknown-nop");
    }

    async fn a_reduction_needs_a_second_person_also_to_revoke_it(db: Db) {
        let it = TestCell::demo(db);
        small(&it.cell).await;
        let both = person(&it.cell, "Serba Bisa Contoh", &[OFFICER, APPROVER]);
        let grounds = Grounds { basis: "Perda".to_owned(), reason: "uji".to_owned() };
        let wanted = reduction("10", 2026, 2026);
        let id = proposals::propose_reduction(&it.cell, &both, nop(FIRST), &wanted, &grounds);
        let id = id.await.unwrap();
        let same = |error: base::Error| assert_eq!(error.code(), "property-tax/same-person");
        same(proposals::approve(&it.cell, &both, &id, "").await.unwrap_err());
        proposals::approve(&it.cell, &approver(&it.cell), &id, "").await.unwrap();
        same(proposals::revoke(&it.cell, &both, &id, "uji").await.unwrap_err());
        let list = proposals::list(&it.cell, &both, None, 20).await.unwrap();
        assert_eq!((list.waiting.len(), list.settled.len()), (0, 1));
    }
}
