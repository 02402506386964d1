//! Waivers of interest: what they take away, for whom, when, and who decides.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use base::{Instant, Kind, NopVillage, Rupiah};
use cell::Cell;
use contracts::{Outage, Proposed, Standing};
use db::Tx;
use pbb::Percent;
use property_tax::domain::proposal::ProposalState;
use property_tax::domain::waiver::WaiverTerms;
use property_tax::generate::DEMO_RULES;
use property_tax::permissions::{APPROVER, OFFICER};
use property_tax::usecase::waivers::{self, Wanted};
use testkit::TestCell;

use crate::paying_support::*;
use crate::stories_support::*;

const DECREE: &str = "Keputusan Bupati Contoh Nomor 188.4/20/2026";

/// A waiver of a percentage for payments of these days, of bills of 2020 to 2025.
fn wanted(percent: &str, from: &str, until: &str) -> Wanted {
    let terms = WaiverTerms {
        paid: (day(from), day(until)),
        years: (2020, 2025),
        village: None,
        due: None,
        percent: Percent::parse(percent).unwrap(),
    };
    Wanted { terms, decree: (DECREE.to_owned(), day("2026-08-01")), reason: "HUT ke-81".to_owned() }
}

async fn granted(cell: &Cell, wanted: &Wanted) -> String {
    let id = waivers::propose(cell, &officer(cell), wanted).await.unwrap();
    waivers::approve(cell, &approver(cell), &id, "setuju").await.unwrap();
    id
}

async fn till(it: &TestCell) -> Till {
    Extract::small().import(&it.cell).await;
    load_rules(&it.cell, DEMO_RULES).await;
    Till::new(&it.cell)
}

fn outage(id: &str, from: &str, until: &str) -> Outage {
    let at = |text| Instant::parse(text).unwrap();
    Outage { id: id.into(), from: at(from), until: at(until), what: "semua bank".to_owned() }
}

async fn report(cell: &Cell, outage: &Outage) -> Proposed {
    let service = property_tax::waivers(cell);
    cell.db().write(async |tx: &mut Tx| service.propose(tx, outage).await).await.unwrap()
}

testkit::on_each_engine! {
    with &MIGRATIONS;

    async fn an_approved_waiver_stands_beside_the_whole_penalty_on_its_days(db: Db) {
        let it = TestCell::demo(db);
        let till = till(&it).await;
        let id = bill(SECOND, 2025);
        let wish = wanted("50", "2026-08-17", "2026-08-31");
        let proposal = waivers::propose(&it.cell, &officer(&it.cell), &wish).await.unwrap();
        assert_eq!(till.get(id, "2026-08-17").await.waived, rupiah(0), "it only waits");
        waivers::approve(&it.cell, &approver(&it.cell), &proposal, "").await.unwrap();
        let bill = till.get(id, "2026-08-17").await;
        assert_eq!((bill.principal.0, bill.penalty.0, bill.waived.0), (40_000, 4_400, 2_200));
        assert_eq!(bill.total(), rupiah(42_200));
        assert_eq!(bill.waiver_basis, format!("{DECREE}, 1 Agustus 2026"));
        for outside in ["2026-08-16", "2026-09-01"] {
            assert_eq!(till.get(id, outside).await.waived, rupiah(0), "{outside}");
        }
        assert_eq!(till.get(id, "2026-08-31").await.waived, rupiah(2_400), "its last day, 12 months");
        let paid = till.pay(id, "A1", "2026-08-31").await;
        assert_eq!((paid.penalty, paid.waived), (rupiah(4_800), rupiah(2_400)));
        assert_eq!(till.standing().await, [paid]);
    }

    async fn of_several_waivers_the_largest_counts_once(db: Db) {
        let it = TestCell::demo(db);
        let till = till(&it).await;
        for percent in ["25", "75.5", "50"] {
            granted(&it.cell, &wanted(percent, "2026-08-17", "2026-08-31")).await;
        }
        let bill = till.get(bill(SECOND, 2025), "2026-08-17").await;
        assert_eq!((bill.penalty, bill.waived), (rupiah(4_400), rupiah(3_322)));
    }

    async fn a_waiver_is_for_its_years_its_village_and_nobody_who_pays_in_time(db: Db) {
        let it = TestCell::demo(db);
        let mut extract = Extract::small();
        extract.bill(SECOND, 2019, "Rahma Contoh", 40_000, 0);
        extract.bill("640802000100100010", 2025, "Budi Contoh", 40_000, 0);
        in_cell(&it.cell, &extract).await;
        let till = Till::new(&it.cell);
        let mut wish = wanted("100", "2025-09-01", "2026-12-31");
        wish.terms.village = Some(NopVillage::parse(SANGATTA).unwrap());
        granted(&it.cell, &wish).await;
        let waived = async |id, on: &str| till.get(id, on).await.waived.0;
        assert_eq!(waived(bill(SECOND, 2025), "2026-08-17").await, 4_400);
        assert_eq!(waived(bill(SECOND, 2019), "2026-08-17").await, 0, "another year");
        assert_eq!(waived(bill("640802000100100010", 2025), "2026-08-17").await, 0, "another village");
        let in_time = till.get(bill(SECOND, 2025), "2025-09-30").await;
        assert_eq!((in_time.waived, in_time.waiver_basis.as_str()), (rupiah(0), ""));
        let open = till.open_in(SANGATTA, "2026-08-17").await;
        let total: i64 = open.iter().map(|bill| bill.total().0).sum();
        assert_eq!(total, 40_000 + 40_000 + 2 * 24 * 400, "2 % a month before 2024, 24 at most");
    }

    async fn a_revoked_waiver_holds_until_the_evening_and_for_what_was_paid_before(db: Db) {
        let it = TestCell::demo(db);
        let till = till(&it).await;
        let id = granted(&it.cell, &wanted("100", "2026-08-10", "2026-12-31")).await;
        it.clock.set(Instant::parse("2026-08-20T15:59:59.000Z").unwrap());
        waivers::revoke(&it.cell, &approver(&it.cell), &id, "salah dasar").await.unwrap();
        let waived = async |on: &str| till.get(bill(SECOND, 2025), on).await.waived.0;
        assert_eq!(waived("2026-08-20").await, 4_400, "what was said in the morning");
        assert_eq!(waived("2026-08-12").await, 4_400, "cash that was taken earlier");
        assert_eq!(waived("2026-08-21").await, 0);
    }

    async fn two_people_decide_about_a_waiver(db: Db) {
        let it = TestCell::demo(db.clone());
        till(&it).await;
        let both = person(&it.cell, "Serba Bisa Contoh", &[OFFICER, APPROVER]);
        let wish = wanted("100", "2026-08-17", "2026-08-31");
        let id = waivers::propose(&it.cell, &both, &wish).await.unwrap();
        let before = count(&db, "audit_entry").await;
        let same = waivers::approve(&it.cell, &both, &id, "").await.unwrap_err();
        assert_eq!((same.kind(), same.code()), (Kind::Forbidden, "property-tax/same-person"));
        assert_eq!(count(&db, "audit_entry").await, before + 1, "the attempt is on record");
        let clerk = waivers::approve(&it.cell, &officer(&it.cell), &id, "").await.unwrap_err();
        assert_eq!(clerk.kind(), Kind::Forbidden);
        let head = waivers::propose(&it.cell, &approver(&it.cell), &wish).await.unwrap_err();
        assert_eq!(head.kind(), Kind::Forbidden);
        let silent = waivers::reject(&it.cell, &approver(&it.cell), &id, " ").await.unwrap_err();
        assert_eq!(silent.code(), "property-tax/reason-missing");
        waivers::reject(&it.cell, &approver(&it.cell), &id, "tidak ada dasar").await.unwrap();
        let late = waivers::approve(&it.cell, &approver(&it.cell), &id, "").await.unwrap_err();
        assert_eq!((late.kind(), late.code()), (Kind::Conflict, "property-tax/proposal-state"));
        let list = waivers::list(&it.cell, &both, None, 20).await.unwrap();
        assert_eq!((list.waiting.len(), list.settled.len()), (0, 1));
        let unknown = waivers::get(&it.cell, &both, "01ARZ3NDEKTSV4RRFFQ69G5FAV").await.unwrap_err();
        assert_eq!((unknown.kind(), unknown.code()), (Kind::NotFound, "property-tax/unknown-waiver"));
    }

    async fn a_waiver_that_makes_no_sense_is_refused_with_what_is_wrong(db: Db) {
        let it = TestCell::demo(db);
        let code = async |wish: &Wanted| {
            waivers::propose(&it.cell, &officer(&it.cell), wish).await.unwrap_err().code()
        };
        let fine = wanted("100", "2026-08-17", "2026-08-31");
        let nothing = wanted("0", "2026-08-17", "2026-08-31");
        assert_eq!(code(&nothing).await, "property-tax/percent-malformed");
        let backwards = wanted("100", "2026-08-31", "2026-08-17");
        assert_eq!(code(&backwards).await, "property-tax/waiver-dates");
        let over = wanted("100", "2026-08-01", "2026-08-16");
        assert_eq!(code(&over).await, "property-tax/waiver-over");
        let mut years = fine.clone();
        years.terms.years = (2025, 2024);
        assert_eq!(code(&years).await, "property-tax/years-malformed");
        let nameless = Wanted { decree: (" ".to_owned(), day("2026-08-01")), ..fine.clone() };
        assert_eq!(code(&nameless).await, "property-tax/decree-missing");
        let silent = Wanted { reason: String::new(), ..fine };
        assert_eq!(code(&silent).await, "property-tax/correction-reason-missing");
    }

    async fn an_outage_on_a_due_date_proposes_a_waiver_once_for_the_bills_of_that_day(db: Db) {
        let it = TestCell::demo(db);
        let mut extract = Extract::small();
        let other = "2025,Rahma Contoh,2025-08-15,200,36,200000000,50000000,250000000,10000000,0,40000,0,40000,0";
        extract.of("SPPT", "640801000100100030", other);
        in_cell(&it.cell, &extract).await;
        let till = Till::new(&it.cell);
        // 22:00 to 23:30 on the due date in WITA.
        let night = outage("out-1", "2025-09-30T14:00:00.000Z", "2025-09-30T15:30:00.000Z");
        assert_eq!(report(&it.cell, &night).await, Proposed::New);
        assert_eq!(report(&it.cell, &night).await, Proposed::Already);
        let list = waivers::list(&it.cell, &officer(&it.cell), None, 20).await.unwrap();
        let [proposed] = &list.waiting[..] else { unreachable!("{list:?}") };
        assert_eq!(proposed.terms.paid, (day("2025-09-30"), day("2025-10-07")), "a week by the rules");
        assert_eq!(proposed.proposed.actor, "system");
        assert!(proposed.reason.contains("30 September 2025 22.00 WITA"), "{}", proposed.reason);
        assert!(proposed.reason.contains("semua bank"));
        waivers::approve(&it.cell, &approver(&it.cell), &proposed.id, "").await.unwrap();
        let late = till.get(bill(SECOND, 2025), "2025-10-07").await;
        assert_eq!((late.penalty, late.waived), (rupiah(400), rupiah(400)));
        assert_eq!(late.waiver_basis, proposed.reason);
        assert_eq!(till.get(bill(SECOND, 2025), "2025-10-08").await.waived, rupiah(0));
        let other = till.get(bill("640801000100100030", 2025), "2025-10-07").await;
        assert_eq!((other.standing, other.waived), (Standing::Open, rupiah(0)), "due on another day");
    }

    async fn an_outage_that_leaves_due_dates_alone_needs_no_waiver(db: Db) {
        let it = TestCell::demo(db);
        till(&it).await;
        // The last moment of 29 September in WITA, which is still noon of the 29th in UTC.
        let before = outage("out-2", "2025-09-29T01:00:00.000Z", "2025-09-29T16:00:00.000Z");
        assert_eq!(report(&it.cell, &before).await, Proposed::NotNeeded);
        let after = outage("out-3", "2025-09-30T16:00:00.000Z", "2025-09-30T20:00:00.000Z");
        assert_eq!(report(&it.cell, &after).await, Proposed::NotNeeded);
        let touches = outage("out-4", "2025-09-29T01:00:00.000Z", "2025-09-29T16:00:00.001Z");
        assert_eq!(report(&it.cell, &touches).await, Proposed::New);
        // Notices issued here have their due dates too.
        let next = outage("out-5", "2026-09-30T01:00:00.000Z", "2026-09-30T02:00:00.000Z");
        assert_eq!(report(&it.cell, &next).await, Proposed::NotNeeded);
        let run = assessed(&it.cell, 2026, None).await;
        issued(&it.cell, &run).await;
        assert_eq!(report(&it.cell, &next).await, Proposed::New);
    }

    async fn a_rejected_outage_is_not_proposed_again(db: Db) {
        let it = TestCell::demo(db);
        till(&it).await;
        let night = outage("out-1", "2025-09-30T14:00:00.000Z", "2025-09-30T15:30:00.000Z");
        assert_eq!(report(&it.cell, &night).await, Proposed::New);
        let head = approver(&it.cell);
        let id = waivers::list(&it.cell, &head, None, 20).await.unwrap().waiting[0].id.clone();
        waivers::reject(&it.cell, &head, &id, "hanya semenit").await.unwrap();
        assert_eq!(report(&it.cell, &night).await, Proposed::Already);
        let state = waivers::get(&it.cell, &head, &id).await.unwrap().waiver.state;
        assert_eq!(state, ProposalState::Rejected);
        assert_eq!(Till::new(&it.cell).get(bill(SECOND, 2025), "2025-10-01").await.waived, Rupiah(0));
    }
}
