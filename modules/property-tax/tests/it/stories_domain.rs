//! What a tax office knows, without a database.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use std::collections::BTreeSet;

use base::{Fraction, Instant, Nop, Rupiah};
use cell::Keys;
use property_tax::domain::access_code::AccessCode;
use property_tax::domain::area::{Area, AreaError};
use property_tax::domain::assessing::{CHANGE_CLASSES, change_class};
use property_tax::domain::book::{Book, CLASSIC_LIMITS};
use property_tax::domain::masking;
use property_tax::domain::near::{ONE_SLIP, nearest, one_slip};
use property_tax::domain::notice::NoticeId;
use property_tax::domain::object::address_line;
use property_tax::domain::office::Office;
use property_tax::domain::proof::{Failures, LOCK_SECONDS, MAX_FAILURES, WINDOW_SECONDS};
use property_tax::domain::rules::{RuleBook, RuleBookError};
use property_tax::domain::run::{RunError, RunState, Signature, check_four_eyes};
use property_tax::domain::subject::search_words;
use property_tax::generate::DEMO_RULES;
use testkit::SeededRandom;

use crate::stories_support::{FIRST, SECOND, nop};

fn metres(text: &str) -> Result<Area, AreaError> {
    Area::from_square_metres(Fraction::parse_decimal(text).unwrap())
}

#[test]
fn an_area_keeps_two_decimals_and_refuses_a_third() {
    assert_eq!(metres("612"), Ok(Area(61_200)));
    assert_eq!(metres("140.5"), Ok(Area(14_050)));
    assert_eq!(metres("0.01"), Ok(Area(1)));
    assert_eq!(metres("0.001"), Err(AreaError::Malformed));
    assert_eq!(metres("-1"), Err(AreaError::Negative));
    assert_eq!(metres("92233720368547758.08"), Err(AreaError::Malformed));
    assert_eq!(Area(14_050).to_string(), "140,5 m²");
    assert_eq!(Area(i64::MAX).checked_add(Area(1)), None);
    for dm2 in [0, 1, 99, 100, 61_250, i64::MAX] {
        assert_eq!(Area::from_square_metres(Area(dm2).square_metres()), Ok(Area(dm2)));
    }
}

#[test]
fn an_access_code_is_read_as_people_type_it() {
    let keys = Keys::generate(&SeededRandom::new(1));
    let code = AccessCode::of(&keys, nop(FIRST), 2026);
    let text = code.to_string();
    assert_eq!((text.len(), text.as_bytes()[4]), (9, b'-'));
    assert!(!text.contains(['I', 'L', 'O', 'U']));
    for typed in [
        text.clone(),
        text.to_lowercase(),
        text.replace('-', ""),
        text.replace('-', " "),
        text.replace('0', "o").replace('1', "l"),
        format!("  {text}\n"),
    ] {
        assert_eq!(AccessCode::parse(&typed), Some(code), "{typed}");
    }
    for typed in ["", "7K3Q", "7K3Q-9WZMX", "7K3Q-9WZ!", "7K3Q-9WZU", "７K3Q-9WZM"] {
        assert_eq!(AccessCode::parse(typed), None, "{typed}");
    }
    assert_eq!(format!("{code:?}"), "AccessCode(****-****)", "logs carry none");
}

#[test]
fn an_access_code_differs_by_number_year_and_cell() {
    let keys = Keys::generate(&SeededRandom::new(1));
    let other = Keys::generate(&SeededRandom::new(2));
    let codes = [
        AccessCode::of(&keys, nop(FIRST), 2026),
        AccessCode::of(&keys, nop(FIRST), 2025),
        AccessCode::of(&keys, nop(SECOND), 2026),
        AccessCode::of(&other, nop(FIRST), 2026),
    ];
    let different: BTreeSet<String> = codes.iter().map(ToString::to_string).collect();
    assert_eq!(different.len(), codes.len());
}

#[test]
fn near_numbers_are_slips_of_at_most_two_digits_nearest_first() {
    let there: Vec<Nop> = [
        "640801000100100010",
        "640801000100100020",
        "640801000100102010",
        "640801000100100120",
        "640801000177700010",
    ]
    .map(nop)
    .to_vec();
    let near = |wanted: &str| -> Vec<String> {
        nearest(&nop(wanted), &there).iter().map(|n| n.digits().to_owned()).collect()
    };
    assert_eq!(
        near("640801000100100011"),
        ["640801000100100010", "640801000100100020", "640801000100102010"]
    );
    let swapped = near("640801000100101020");
    assert_eq!(swapped[..2], ["640801000100100020", "640801000100100120"], "a swap is one slip");
    assert!(!near("640801000100100010").contains(&"640801000100100010".to_owned()));
    assert!(near("640801000199999990").is_empty());
    let many: Vec<Nop> = (1..=40).map(|n| nop(&format!("64080100010010{n:03}0"))).collect();
    assert_eq!(nearest(&nop("640801000100100990"), &many).len(), 5, "five at most");
}

#[test]
fn one_slip_is_a_wrong_digit_or_two_swapped_within_the_village() {
    let wanted = nop("640801000112345678");
    let near = one_slip(&wanted);
    assert_eq!(near.len(), ONE_SLIP);
    assert!(near.iter().all(|n| n.village() == wanted.village() && *n != wanted));
    assert_eq!(nearest(&wanted, &near).len(), 5, "what is made here counts as near there");
    for slip in ["640801000102345678", "640801000121345678", "640801000112345687"] {
        assert!(near.contains(&nop(slip)), "{slip}");
    }
    assert!(!near.contains(&nop("640801000112345700")), "two digits");
    assert_eq!(
        one_slip(&nop("640801000100000000")).len(),
        72,
        "equal neighbours cannot be swapped"
    );
}

#[test]
fn a_masked_name_tells_first_letters_and_no_length() {
    assert_eq!(masking::name("Rahma Contoh"), "R**** C****");
    assert_eq!(masking::name("  siti   "), "S****");
    assert_eq!(masking::name("Al-Amin bin Umar bin Said"), "A**** B**** U****");
    assert_eq!(masking::name("(alm.) Émile"), "A**** É****");
    assert_eq!(masking::name("123 456"), "");
    assert_eq!(masking::name(""), "");
    assert_eq!(masking::name("Ya Yo"), masking::name("Yohanes Yonathan"));
}

#[test]
fn a_limit_belongs_to_the_lower_book() {
    assert_eq!(Book::of(Rupiah(0)).roman(), "I");
    for (limit, book) in CLASSIC_LIMITS.iter().zip(1_u8..) {
        assert_eq!(Book::of(*limit).number(), book);
        assert_eq!(Book::of(Rupiah(limit.0 + 1)).number(), book + 1);
    }
    assert_eq!(Book::of(Rupiah(i64::MAX)).roman(), "V");
}

#[test]
fn a_run_moves_along_its_arrows_and_nowhere_else() {
    use RunState::*;
    let arrows = [
        (Computing, Simulated),
        (Computing, Blocked),
        (Computing, Discarded),
        (Simulated, Submitted),
        (Simulated, Discarded),
        (Blocked, Discarded),
        (Submitted, Issued),
        (Submitted, Rejected),
        (Rejected, Simulated),
        (Rejected, Submitted),
        (Rejected, Discarded),
    ];
    for from in RunState::ALL {
        assert_eq!(RunState::parse(from.as_str()), Some(from));
        for to in RunState::ALL {
            let expected = match arrows.contains(&(from, to)) {
                true => Ok(to),
                false => Err(RunError::NotFrom { from, to }),
            };
            assert_eq!(from.become_state(to), expected, "{from:?} to {to:?}");
        }
    }
    let closed: Vec<RunState> = RunState::ALL.into_iter().filter(|s| !s.is_open()).collect();
    assert_eq!(closed, [Discarded, Issued]);
    for state in closed {
        assert!(RunState::ALL.iter().all(|to| !state.may_become(*to)), "{state:?} is the end");
    }
    assert_eq!(RunState::parse("unknown"), None);
}

#[test]
fn nobody_decides_about_what_they_submitted() {
    let by = Signature { actor: "a".into(), name: "A".into(), at: Instant::from_millis(0) };
    assert_eq!(check_four_eyes(&by, "a"), Err(RunError::SamePerson));
    assert_eq!(check_four_eyes(&by, "b"), Ok(()));
}

#[test]
fn a_change_falls_into_the_class_of_its_growth() {
    let class = |last: i64, due: i64| change_class(Some(Rupiah(last)), Rupiah(due));
    assert_eq!(change_class(None, Rupiah(5)), None);
    for (due, expected) in [
        (0, 0),
        (99_999, 0),
        (100_000, 1),
        (100_001, 2),
        (102_500, 2),
        (102_501, 3),
        (105_000, 3),
        (105_001, 4),
        (110_000, 4),
        (110_001, 5),
        (125_000, 5),
        (125_001, 6),
        (i64::MAX, 6),
    ] {
        assert_eq!(class(100_000, due), Some(expected), "{due}");
        assert!(expected < CHANGE_CLASSES);
    }
    assert_eq!((class(0, 0), class(0, 1)), (Some(1), Some(6)));
    assert_eq!(class(i64::MAX, i64::MAX), Some(1));
}

#[test]
fn wrong_proofs_are_counted_within_an_hour_and_then_lock() {
    let at = |seconds: i64| Instant::from_millis(0).plus_seconds(seconds);
    let mut failures = None;
    for n in 1..=MAX_FAILURES {
        let now = Failures::after_failure(failures, at(n));
        assert_eq!((now.count, now.first_at), (n, at(1)));
        assert_eq!(now.locked_at(at(n)).is_some(), n == MAX_FAILURES);
        failures = Some(now);
    }
    let locked = failures.unwrap();
    let until = at(MAX_FAILURES + LOCK_SECONDS);
    assert_eq!(locked.locked_at(at(MAX_FAILURES + LOCK_SECONDS - 1)), Some(until));
    assert_eq!(locked.locked_at(until), None);
    assert_eq!(Failures::after_failure(failures, until).count, 1, "a fresh start");
    let one = Failures::after_failure(None, at(0));
    assert_eq!(Failures::after_failure(Some(one), at(WINDOW_SECONDS - 1)).count, 2);
    assert_eq!(Failures::after_failure(Some(one), at(WINDOW_SECONDS)).count, 1);
}

#[test]
fn an_id_of_a_notice_is_read_in_one_way_only() {
    let id = NoticeId::parse("640801000100100010-2026-3").unwrap();
    assert_eq!((id.tax_year, id.revision), (2026, 3));
    assert_eq!(id.to_string(), "640801000100100010-2026-3");
    for text in [
        "",
        "640801000100100010",
        "640801000100100010-2026",
        "640801000100100010-2026-3-4",
        "64.08.010.001.001-0001.0-2026-3",
        "640801000100100010--2026-3",
        "640801000100100010-+2026-3",
        "640801000100100010-2026-99999999999999999999",
        "64080100010010001-2026-3",
    ] {
        assert_eq!(NoticeId::parse(text), None, "{text}");
    }
}

#[test]
fn the_example_rules_hold_for_their_years() {
    let book = RuleBook::parse(DEMO_RULES).unwrap();
    assert!(book.is_example());
    let old = book.year(2020).unwrap();
    let new = book.year(2026).unwrap();
    assert_eq!((old.minimum(), new.minimum()), (Rupiah(5_000), Rupiah(10_000)));
    assert_eq!(new.due_date.to_string(), "2026-09-30");
    assert_eq!((old.rules.tariff_by_use.len(), new.rules.tariff_by_use.len()), (0, 1));
    assert!(new.rules.max_increase_percent.is_none());
    assert!(book.year(2027).unwrap().rules.max_increase_percent.is_some());
    assert!(new.rules.citations.tariff.is_some() && new.rules.citations.njoptkp.is_some());
}

#[test]
fn a_year_that_lacks_a_rule_is_refused_never_taken_as_zero() {
    let without = |kind: &str| {
        let table: toml::Table = DEMO_RULES.parse().unwrap();
        let mut less = table;
        less.insert(kind.to_owned(), toml::Value::Array(Vec::new()));
        RuleBook::parse(&less.to_string()).unwrap().year(2026).unwrap_err()
    };
    for kind in [
        "classes",
        "njoptkp",
        "njkp",
        "tariff",
        "brackets",
        "minimum",
        "rounding",
        "increase_cap",
        "due_date",
        "penalty",
    ] {
        assert_eq!(without(kind), RuleBookError::Missing { kind, tax_year: 2026 });
    }
    let book = RuleBook::parse(DEMO_RULES).unwrap();
    let early = book.year(2013).unwrap_err();
    assert!(matches!(early, RuleBookError::Missing { tax_year: 2013, .. }), "{early}");
}

#[test]
fn two_rows_for_one_year_are_refused() {
    let twice = DEMO_RULES.replacen("from = 2024\namount = 12", "from = 2023\namount = 12", 1);
    let book = RuleBook::parse(&twice).unwrap();
    let problem = RuleBookError::Several { kind: "njoptkp", tax_year: 2023, count: 2 };
    assert_eq!(book.year(2023).unwrap_err(), problem);
    assert!(book.year(2022).is_ok() && book.year(2024).is_ok());
}

#[test]
fn a_day_that_no_calendar_has_is_refused() {
    let book = DEMO_RULES.replace("month = 9\nday = 30", "month = 2\nday = 29");
    let book = RuleBook::parse(&book).unwrap();
    assert_eq!(book.year(2026).unwrap_err(), RuleBookError::NoSuchDay { tax_year: 2026 });
    assert!(book.year(2024).is_ok(), "a leap year has it");
}

#[test]
fn a_misspelt_key_of_a_rule_is_refused_wherever_it_stands() {
    for (right, wrong) in [
        ("until = 2023\namount = 10", "untill = 2023\namount = 10"),
        ("basis = \"Contoh Perbup NJKP", "base = \"Contoh Perbup NJKP"),
        (
            "only_with_building = false\nbasis = \"Contoh Perda PDRD",
            "only_with_bulding = false\nbasis = \"Contoh Perda PDRD",
        ),
        ("mode = \"half_up\"", "mode = \"half_up\"\nunits = 100"),
        ("regency = ", "regensi = "),
    ] {
        assert!(DEMO_RULES.contains(right), "{right}");
        let book = RuleBook::parse(&DEMO_RULES.replacen(right, wrong, 1));
        let error = book.map(|_| wrong).unwrap_err();
        assert!(matches!(error, RuleBookError::Unreadable(_)), "{error}");
    }
    for nonsense in ["", "[[njkp]]", "regency = 64", "\0"] {
        assert!(RuleBook::parse(nonsense).is_err(), "{nonsense:?}");
    }
}

#[test]
fn an_office_nobody_filled_in_invents_no_name() {
    let office = Office::default();
    assert_eq!((office.signatory_name.as_str(), office.place.as_str()), ("", ""));
    assert!(office.pay_at.is_empty() && office.signatory_nip.is_none());
    let text = serde_json::to_string(&office).unwrap();
    assert_eq!(serde_json::from_str::<Office>(&text).unwrap(), office);
    assert!(serde_json::from_str::<Office>(&text.replace("place", "palce")).is_err());
}

#[test]
fn an_address_leaves_out_what_is_not_known() {
    let line = |street: &str, block: &str, rt: &str, rw: &str| {
        address_line([&street.to_owned(), &block.to_owned()], rt, rw)
    };
    assert_eq!(line("Jalan Melati", "12", "003", "01"), "Jalan Melati 12, RT 003 RW 01");
    assert_eq!(line("Jalan Melati", "", "", "01"), "Jalan Melati RW 01");
    assert_eq!(line("", "", "003", ""), "RT 003");
    assert_eq!(line(" ", "", " ", ""), "");
}

#[test]
fn words_of_a_name_are_folded_and_short_ones_left_out() {
    assert_eq!(search_words("H. Rahma  CONTOH, S.Pd"), ["contoh", "pd", "rahma"]);
    assert_eq!(search_words("Ana Ana"), ["ana"]);
    assert_eq!(search_words("A B"), Vec::<String>::new());
    assert_eq!(search_words("Écoute"), ["écoute"]);
}

#[test]
fn a_use_with_a_tariff_of_its_own_cites_that_tariff() {
    let year = RuleBook::parse(DEMO_RULES).unwrap().year(2026).unwrap();
    let basis = |r#use: Option<&str>| year.clone().cited_for(r#use).rules.citations.tariff.unwrap();
    assert!(basis(None).starts_with("Contoh Perda PDRD pasal 9 ayat (1)"));
    assert!(basis(Some("food_or_livestock")).starts_with("Contoh Perda PDRD pasal 9 ayat (2)"));
    assert_eq!(basis(Some("unknown")), basis(None));
    assert!(year.classes_basis.starts_with("PMK 150"), "{}", year.classes_basis);
    assert!(year.due_date_basis.contains("jatuh tempo"), "{}", year.due_date_basis);
}
