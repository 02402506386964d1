//! Which cells are sensitive.

use disclosure::{Contributions, Cover, Dimension, DisclosureError, Relation, Rule, Table};

#[test]
fn a_count_of_some_persons_is_sensitive_and_none_is_not() {
    let rule = Rule::Frequency { least: 3 };
    let sensitive = |count| rule.of_count(7, count);
    assert_eq!(sensitive(0), None);
    assert_eq!(sensitive(1), Some(Cover { cell: 7, low: 0, high: 3 }));
    assert_eq!(sensitive(2), Some(Cover { cell: 7, low: 0, high: 3 }));
    assert_eq!(sensitive(3), None);
}

#[test]
fn an_amount_in_which_one_company_is_nearly_all_is_sensitive() {
    let rule = Rule::Dominance { units: 1, percent: 80 };
    let of = |all: &[u64]| rule.of_amount(0, &Contributions::new(all.to_vec()));
    // 81 of 100, and 80.
    assert_eq!(of(&[9, 81, 10]), Some(Cover { cell: 0, low: 90, high: 110 }));
    assert_eq!(of(&[80, 10, 10]), None);
    assert_eq!(of(&[]), None);
    assert_eq!(of(&[0, 0]), None);
}

#[test]
fn whoever_is_second_must_not_compute_the_first() {
    let rule = Rule::PPercent { percent: 10 };
    let of = |all: &[u64]| rule.of_amount(0, &Contributions::new(all.to_vec()));
    // The second knows 400 and the total; the first is known to within what the others hold.
    assert!(of(&[1_000, 400, 99]).is_some());
    assert!(of(&[1_000, 400, 60, 40]).is_none());
    assert!(of(&[1_000, 400]).is_some() && of(&[1_000]).is_some());
    assert_eq!(of(&[]), None);
}

#[test]
fn few_contributors_hide_an_amount_as_well() {
    let of =
        |all: &[u64]| Rule::Frequency { least: 3 }.of_amount(4, &Contributions::new(all.to_vec()));
    assert_eq!(of(&[50, 50]), Some(Cover { cell: 4, low: 90, high: 110 }));
    assert_eq!(of(&[50, 50, 1]), None);
}

#[test]
fn a_table_that_is_none_is_refused_where_it_is_wrong() {
    let total = || Dimension::with_total(2);
    let cube =
        |dimensions: &[Dimension], values: &[u64]| Table::cube(dimensions, values).unwrap_err();
    assert_eq!(cube(&[total()], &[3, 1]), DisclosureError::Size { found: 2, expected: 3 });
    assert_eq!(cube(&[total()], &[4, 1, 2]), DisclosureError::Sum { total: 0, value: 4, sum: 3 });
    assert!(matches!(cube(&[], &[]), DisclosureError::Shape { .. }));
    assert!(matches!(cube(&[Dimension::flat(0)], &[]), DisclosureError::Shape { .. }));
    assert!(matches!(
        cube(&[Dimension::flat(700), Dimension::flat(700)], &[]),
        DisclosureError::Shape { .. }
    ));
    let large = cube(&[Dimension::flat(2)], &[0, 1 << 40]);
    assert!(matches!(large, DisclosureError::TooLarge { cell: 1, .. }));
    let round = Dimension::new(vec![Some(1), Some(0)]);
    assert_eq!(cube(&[round], &[1, 1]), DisclosureError::Parent { dimension: 0, code: 0 });
    let nowhere = Dimension::new(vec![None, Some(9)]);
    assert_eq!(cube(&[nowhere], &[1, 1]), DisclosureError::Parent { dimension: 0, code: 1 });
    let far = Relation { total: 5, parts: vec![0] };
    assert!(matches!(Table::new(vec![1], vec![far]), Err(DisclosureError::Size { .. })));
}
