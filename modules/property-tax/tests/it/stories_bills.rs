//! From the registry to bills: computed like the law crate, in whatever order rows come.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot set up its stage has failed"
)]

use std::collections::{BTreeMap, BTreeSet};

use base::{Nop, Rupiah};
use db::Tx;
use property_tax::domain::assessing::Inputs;
use property_tax::domain::object::TaxObject;
use property_tax::domain::rules::RuleBook;
use property_tax::domain::run::RunState;
use property_tax::generate::DEMO_RULES;
use property_tax::store::{notices, objects};
use property_tax::usecase::assess::{self, Beginning, Overview};
use testkit::TestCell;

use crate::stories_support::*;

async fn overview(cell: &cell::Cell, id: &str) -> Overview {
    assess::overview(cell, &officer(cell), id).await.unwrap()
}

fn by_nop(drafts: Vec<Draft>) -> BTreeMap<String, Draft> {
    drafts.into_iter().map(|draft| (draft.nop.digits().to_owned(), draft)).collect()
}

/// The whole case of a draft, calculated by the law crate alone.
fn calculated(draft: &Draft, tax_year: i64) -> pbb::CaseResult {
    let rules = RuleBook::parse(DEMO_RULES).unwrap().year(tax_year).unwrap();
    let inputs: Inputs = serde_json::from_str(&draft.inputs).unwrap();
    pbb::calculate(&inputs.case(&rules).unwrap()).unwrap()
}

testkit::on_each_engine! {
    with &MIGRATIONS;

    async fn every_bill_is_what_the_law_crate_calculates_from_its_frozen_inputs(db: Db) {
        let it = TestCell::demo(db);
        filled(&it.cell, 300, 11).await;
        let run = assessed(&it.cell, 2027, None).await;
        assert_eq!(run.state, RunState::Simulated);
        let drafts = drafts(&it.cell, &run).await;
        assert!(drafts.len() > 250);
        for draft in &drafts {
            let result = calculated(draft, 2027);
            let figures = &result.figures;
            let expected = (figures.njop.0, figures.njoptkp.0, figures.tax.0, figures.due.0);
            assert_eq!((draft.njop, draft.njoptkp, draft.tax, draft.due), expected, "{draft:?}");
            pbb::replay(&result.steps).unwrap();
        }
    }

    /// The generator computed the notices of 2026 by the same rules, in its own way, before it
    /// wrote the registry: whoever reads that registry must come to the same bills.
    async fn an_assessment_of_a_past_year_gives_the_bills_of_that_year(db: Db) {
        let it = TestCell::demo(db.clone());
        filled(&it.cell, 1_500, 12).await;
        let run = assessed(&it.cell, 2026, None).await;
        let drafts = drafts(&it.cell, &run).await;
        for draft in &drafts {
            let past = notice(&it.cell, &draft.nop, 2026).await;
            let past = past.unwrap_or_else(|| panic!("{} had no notice in 2026", draft.nop.digits()));
            let f = &past.figures;
            assert_eq!((draft.njop, draft.njoptkp), (f.njop.0, f.njoptkp.0), "{draft:?} {past:?}");
            assert_eq!((draft.tax, draft.due), (f.tax.0, f.due.0), "{draft:?} {past:?}");
        }
        let drafted: BTreeSet<Nop> = drafts.iter().map(|draft| draft.nop).collect();
        let rest = async |tx: &mut Tx| -> base::Result<Vec<TaxObject>> {
            let mut rest = Vec::new();
            for village in objects::list_villages(tx).await? {
                for billed in notices::list_of_village(tx, &village, 2026).await? {
                    if !drafted.contains(&billed.nop) {
                        rest.extend(objects::find(tx, &billed.nop).await?);
                    }
                }
            }
            Ok(rest)
        };
        for object in db.read(rest).await.unwrap() {
            assert_eq!(object.transaction_kind, "3", "deleted since: {object:?}");
        }
    }

    async fn the_totals_of_a_run_add_up_to_its_notices(db: Db) {
        let it = TestCell::demo(db);
        filled(&it.cell, 300, 13).await;
        let run = assessed(&it.cell, 2027, None).await;
        let seen = overview(&it.cell, &run.id).await;
        let drafts = drafts(&it.cell, &run).await;
        let due: i64 = drafts.iter().map(|draft| draft.due).sum();
        assert_eq!(seen.total.due, Rupiah(due));
        assert_eq!(seen.total.objects, i64::try_from(drafts.len()).unwrap());
        let books: i64 = seen.books.iter().map(|book| book.due.0).sum();
        let districts: i64 = seen.districts.iter().map(|(_, sums)| sums.due.0).sum();
        assert_eq!((books, districts), (due, due));
        let objects: i64 = seen.villages.iter().map(|village| village.objects).sum();
        let became: i64 =
            seen.villages.iter().map(|v| v.assessed + v.not_taxed + v.problems).sum();
        assert_eq!((objects, became), (seen.run.total, seen.run.total));
        assert_eq!(seen.run.done, seen.run.total);
        let t = &seen.total;
        assert_eq!(t.gone_up + t.unchanged + t.gone_down + t.without_last_year, t.objects);
        let classes: i64 = seen.changes.iter().map(|(_, n)| n).sum();
        assert_eq!(classes, t.objects - t.without_last_year);
        assert!(seen.increases.windows(2).all(|w| {
            w[0].due.0 - w[0].last_year.0 >= w[1].due.0 - w[1].last_year.0
        }));
    }

    async fn njoptkp_is_given_once_per_owner_over_all_villages(db: Db) {
        let it = TestCell::demo(db);
        let mut extract = Extract::small();
        extract
            .zone(BENGALON, "AA", 2026, "5000")
            .plot("640802000100100010", "6408015007800001", "AA", 300, 90_000_000);
        in_cell(&it.cell, &extract).await;
        // The most valuable object lies in the other village: nothing is left for Sangatta.
        let run = assessed(&it.cell, 2026, Some(SANGATTA)).await;
        assert!(drafts(&it.cell, &run).await.iter().all(|draft| draft.njoptkp == 0));
        let other = assessed(&it.cell, 2026, Some(BENGALON)).await;
        let drafts = drafts(&it.cell, &other).await;
        assert_eq!((drafts.len(), drafts[0].njoptkp), (1, 12_000_000));
    }

    async fn objects_without_an_owner_stand_for_themselves(db: Db) {
        let it = TestCell::demo(db);
        let mut extract = Extract::small();
        extract.edit("DAT_OBJEK_PAJAK", "6408015007800001", "");
        in_cell(&it.cell, &extract).await;
        let run = assessed(&it.cell, 2026, None).await;
        let drafts = drafts(&it.cell, &run).await;
        assert!(drafts.iter().all(|draft| draft.njoptkp == 12_000_000), "{drafts:?}");
    }

    async fn the_order_of_an_import_changes_no_bill(db: Db) {
        let it = TestCell::demo(db.clone());
        let mut extract = Extract::small();
        // Equal values: the lower number holds NJOPTKP, whichever row came first.
        extract.edit("DAT_OBJEK_PAJAK", "Pelangi,100,36", "Pelangi,200,36");
        extract.edit("DAT_OP_BUMI", "AB,100", "AA,200").edit("DAT_OP_BANGUNAN", "36,20000", "36,50000");
        extract.building(FIRST, 2, 10, 1_000_000).building(SECOND, 2, 10, 1_000_000);
        in_cell(&it.cell, &extract).await;
        let run = assessed(&it.cell, 2026, None).await;
        let forwards = drafts(&it.cell, &run).await;
        assert_eq!((forwards[0].njoptkp, forwards[1].njoptkp), (12_000_000, 0));
        assess::discard(&it.cell, &officer(&it.cell), &run.id).await.unwrap();
        extract.backwards().import(&it.cell).await;
        let run = assessed(&it.cell, 2026, None).await;
        assert_eq!(drafts(&it.cell, &run).await, forwards);
    }

    async fn joint_property_has_no_bill_and_its_flats_bear_it(db: Db) {
        let it = TestCell::demo(db);
        let parent = "640801000100200010";
        let (one, two) = ("640801000100200020", "640801000100200030");
        let mut extract = Extract::empty();
        extract.subject("A", "Rahma Contoh").subject("B", "Budi Contoh");
        extract.zone(SANGATTA, "AA", 2026, "2000").zone(SANGATTA, "AB", 2026, "1000");
        extract.object(parent, "", 1_500, 300).land(parent, "AA", 1_000);
        extract.of("DAT_OP_BUMI", parent, "2,AB,500,1,0").building(parent, 1, 300, 600_000_000);
        extract.object(one, "A", 0, 36).building(one, 1, 36, 150_000_000).member(parent, one);
        extract.object(two, "B", 0, 72).building(two, 1, 72, 300_000_000).member(parent, two);
        in_cell(&it.cell, &extract).await;
        let run = assessed(&it.cell, 2026, None).await;
        assert_eq!(run.state, RunState::Simulated);
        let drafts = by_nop(drafts(&it.cell, &run).await);
        assert!(!drafts.contains_key(parent), "the joint property itself has no notice");
        let shares: Vec<String> = [one, two]
            .map(|nop| serde_json::from_str::<Inputs>(&drafts[nop].inputs).unwrap())
            .map(|inputs| serde_json::to_value(inputs.joint.unwrap().share).unwrap().to_string())
            .to_vec();
        assert_eq!(shares, ["\"1/3\"", "\"2/3\""]);
        let joint = |nop: &str| {
            let inputs: Inputs = serde_json::from_str(&drafts[nop].inputs).unwrap();
            inputs.joint.unwrap().land.unwrap()
        };
        // 1000 m² at 2 million and 500 m² at 1 million: 1500 m² at 5/3 million.
        let land = joint(one);
        assert_eq!(land.area_m2.exact(), base::Fraction::whole(1_500));
        assert_eq!(land.value_per_m2.exact(), base::Fraction::new(5_000_000, 3).unwrap());
        for nop in [one, two] {
            assert_eq!(drafts[nop].due, calculated(&drafts[nop], 2026).figures.due.0);
        }
    }

    async fn a_cap_of_the_run_holds_the_increase_back(db: Db) {
        let it = TestCell::demo(db);
        in_cell(&it.cell, &Extract::small()).await;
        let what = |cap: Option<&str>| Beginning {
            tax_year: 2026,
            village: None,
            cap: cap.map(str::to_owned),
        };
        let free = computed(&it.cell, &what(Some("none"))).await;
        let free_drafts = by_nop(drafts(&it.cell, &free).await);
        assert!(free_drafts[FIRST].due > 140_250, "{free_drafts:?}");
        assess::discard(&it.cell, &officer(&it.cell), &free.id).await.unwrap();
        let capped = computed(&it.cell, &what(Some("10"))).await;
        let seen = overview(&it.cell, &capped.id).await;
        let drafts = by_nop(drafts(&it.cell, &capped).await);
        assert_eq!(drafts[FIRST].due, 140_250, "127,500 and ten percent");
        assert_eq!(drafts[SECOND].due, free_drafts[SECOND].due, "it rises by less");
        assert_eq!(seen.total.capped, 1);
        assert_eq!(seen.total.uncapped.0, free_drafts.values().map(|d| d.due).sum::<i64>());
        assert_eq!(drafts[FIRST].due, calculated(&drafts[FIRST], 2026).figures.due.0);
    }

    async fn land_valued_by_an_older_year_is_counted(db: Db) {
        let it = TestCell::demo(db);
        let mut extract = Extract::small();
        extract.zone(SANGATTA, "AA", 2027, "1100");
        in_cell(&it.cell, &extract).await;
        let run = assessed(&it.cell, 2027, None).await;
        let seen = overview(&it.cell, &run.id).await;
        assert_eq!(seen.villages[0].older_zone_values, 1, "AB has no value of 2027");
        let first = &by_nop(drafts(&it.cell, &run).await)[FIRST];
        let inputs: Inputs = serde_json::from_str(&first.inputs).unwrap();
        assert_eq!(inputs.land[0].value_per_m2.exact(), base::Fraction::whole(1_100_000));
    }

    async fn deleted_objects_and_public_land_get_no_bill(db: Db) {
        let it = TestCell::demo(db);
        let mut extract = Extract::small();
        extract.edit("DAT_OBJEK_PAJAK", "Pelangi,100,36,,,1", "Pelangi,100,36,,,3");
        extract.of("DAT_OBJEK_PAJAK", "640801000100100030", "A,Taman,900,0,,,1");
        extract.of("DAT_OP_BUMI", "640801000100100030", "1,AA,900,4,0");
        in_cell(&it.cell, &extract).await;
        let run = assessed(&it.cell, 2026, None).await;
        let drafts = drafts(&it.cell, &run).await;
        assert_eq!(drafts.iter().map(|d| d.nop.digits()).collect::<Vec<_>>(), [FIRST]);
        assert_eq!(overview(&it.cell, &run.id).await.villages[0].not_taxed, 2);
    }
}
