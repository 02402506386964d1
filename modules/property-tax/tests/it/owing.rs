//! What is owed, as arithmetic: for any bill, day and waivers.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use base::{Date, Instant, Rupiah, Zone};
use pbb::{PenaltyMode, PenaltyRule, Percent, RoundingRule};
use property_tax::domain::claim::Claim;
use property_tax::domain::notice::{Origin, PaymentState};
use property_tax::domain::owing::{Debt, Sum};
use property_tax::domain::payment::Paid;
use property_tax::domain::proposal::ProposalState;
use property_tax::domain::run::Signature;
use property_tax::domain::waiver::{Ground, Waiver, WaiverTerms};
use proptest::prelude::*;

use crate::stories_support::{FIRST, nop};

fn zone() -> Zone {
    Zone::parse("Asia/Makassar").unwrap()
}

fn date(days: u16) -> Date {
    let mut date = Date::new(2025, 1, 1).unwrap();
    for _ in 0..days {
        date = date.tomorrow().unwrap();
    }
    date
}

fn signature(day: Date) -> Signature {
    let at = zone().start_of(day);
    Signature { actor: "a".to_owned(), name: "A".to_owned(), at }
}

fn waiver(percent: i64, paid: (u16, u16), revoked: Option<u16>) -> Waiver {
    let ended = revoked.map(|day| signature(date(day)));
    let state = if ended.is_some() { ProposalState::Revoked } else { ProposalState::Approved };
    Waiver {
        id: format!("{percent}-{}", paid.0),
        terms: WaiverTerms {
            paid: (date(paid.0), date(paid.0 + paid.1)),
            years: (2025, 2025),
            village: None,
            due: None,
            percent: Percent::parse(&percent.to_string()).unwrap(),
        },
        ground: Ground::Decree { number: "1".to_owned(), date: date(0) },
        reason: String::new(),
        state,
        proposed: signature(date(0)),
        decided: None,
        decision_note: String::new(),
        ended,
        end_note: String::new(),
    }
}

fn debt(due: i64, due_date: u16, mode: PenaltyMode, waivers: Vec<Waiver>) -> Debt {
    let rule = PenaltyRule {
        mode,
        percent: Percent::parse("1").unwrap(),
        max_months: 24,
        rounding: RoundingRule::default(),
    };
    let claim = Claim {
        nop: nop(FIRST),
        tax_year: 2025,
        origin: Origin::Sismiop,
        payer: String::new(),
        address: String::new(),
        due: Rupiah(due),
        due_date: date(due_date),
        payment: PaymentState::Unpaid,
        cancelled: false,
        rule_book: None,
        paid: Paid::default(),
    };
    Debt { claim, rule: Ok(rule), waivers }
}

prop_compose! {
    fn any_waivers()(
        all in prop::collection::vec(
            (1..=100_i64, (0..700_u16, 0..200_u16), prop::option::of(0..900_u16)), 0..4
        )
    ) -> Vec<Waiver> {
        all.into_iter().map(|(percent, paid, revoked)| waiver(percent, paid, revoked)).collect()
    }
}

prop_compose! {
    fn any_debt()(
        due in 1..1_000_000_000_i64, due_date in 0..400_u16, law in any::<bool>(), waivers in any_waivers()
    ) -> Debt {
        let mode = if law { PenaltyMode::Law } else { PenaltyMode::Legacy };
        debt(due, due_date, mode, waivers)
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn the_penalty_never_falls_with_the_day_and_a_waiver_never_exceeds_it(debt in any_debt(), day in 0..900_u16) {
        let zone = zone();
        let (today, next) = (debt.on(date(day), &zone).unwrap(), debt.on(date(day + 1), &zone).unwrap());
        prop_assert!(today.penalty <= next.penalty && today.months <= next.months);
        prop_assert!(Rupiah(0) <= today.waived && today.waived <= today.penalty);
        prop_assert_eq!(today.principal, debt.claim.due);
        prop_assert_eq!(today.basis.is_empty(), today.waived == Rupiah(0));
        if date(day) <= debt.claim.due_date {
            prop_assert_eq!(today.total(), debt.claim.due);
        }
    }

    #[test]
    fn what_is_owed_does_not_rise_before_the_day_that_is_named(debt in any_debt(), day in 0..600_u16) {
        let zone = zone();
        let today = debt.on(date(day), &zone).unwrap().total();
        match debt.rises(date(day), &zone).unwrap() {
            Some((rise, owed)) => {
                prop_assert!(owed.total() > today);
                prop_assert_eq!(&debt.on(rise, &zone).unwrap(), &owed);
                for later in day..day + 400 {
                    if date(later) < rise {
                        prop_assert!(debt.on(date(later), &zone).unwrap().total() <= today);
                    }
                }
            }
            None => {
                for later in [day + 100, day + 500, day + 1_500] {
                    prop_assert!(debt.on(date(later), &zone).unwrap().total() <= today);
                }
            }
        }
    }

    #[test]
    fn a_sum_is_the_sum_of_its_years(
        debts in prop::collection::vec(any_debt(), 1..4), day in 0..600_u16
    ) {
        let zone = zone();
        let sum = Sum::of(&debts, date(day), &zone).unwrap();
        let total: i64 = debts.iter().map(|debt| debt.on(date(day), &zone).unwrap().total().0).sum();
        prop_assert_eq!((sum.bills, sum.unpriced, sum.total().0), (debts.len(), 0, total));
    }
}

#[test]
fn a_waiver_that_ends_makes_the_amount_rise_before_the_month_does() {
    // Due on 1 February; the whole interest is waived for payments until the 10th.
    let debt = debt(100_000, 31, PenaltyMode::Law, vec![waiver(100, (31, 9), None)]);
    let on = |text: &str| text.parse::<Date>().unwrap();
    assert_eq!(debt.on(on("2025-02-05"), &zone()).unwrap().total(), Rupiah(100_000));
    let (rise, owed) = debt.rises(on("2025-02-05"), &zone()).unwrap().unwrap();
    assert_eq!((rise, owed.total()), (on("2025-02-11"), Rupiah(101_000)));
    let (rise, owed) = debt.rises(on("2025-01-15"), &zone()).unwrap().unwrap();
    assert_eq!(
        (rise, owed.total()),
        (on("2025-02-11"), Rupiah(101_000)),
        "the second of February costs nothing"
    );
}

#[test]
fn a_waiver_that_was_revoked_before_it_began_never_held() {
    let revoked = waiver(100, (40, 10), Some(35));
    assert!(!revoked.holds_on(date(40), &zone()) && !revoked.holds_on(date(35), &zone()));
    let at = Instant::parse("2025-02-04T15:59:59.000Z").unwrap();
    assert_eq!(at.date(&zone()), date(34), "the days of these tests are those of the cell");
}
