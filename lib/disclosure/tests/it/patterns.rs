//! What is left out, and that it is enough.

use disclosure::{
    Cover, Dimension, DisclosureError, Interval, Pattern, Rule, Standing, Table, intervals, protect,
};
use proptest::collection::vec;
use proptest::prelude::*;

const RULE: Rule = Rule::Frequency { least: 3 };

fn protected(table: &Table) -> (Vec<Cover>, Pattern) {
    let covers: Vec<Cover> = table.frequencies(RULE).collect();
    let pattern = protect(table, &covers).unwrap();
    (covers, pattern)
}

/// A cube with totals, made of its inner cells.
fn cube(sizes: &[usize], inner: &[u64]) -> Table {
    let dimensions: Vec<Dimension> =
        sizes.iter().map(|size| Dimension::with_total(*size)).collect();
    let places = |mut cell: usize, plus: usize| -> Vec<usize> {
        let mut at = vec![0; sizes.len()];
        for (place, size) in at.iter_mut().zip(sizes).rev() {
            *place = cell % (size + plus);
            cell /= size + plus;
        }
        at
    };
    let cells: usize = sizes.iter().map(|size| size + 1).product();
    let value = |cell: usize| {
        let wanted = places(cell, 1);
        let belongs = |at: &Vec<usize>| wanted.iter().zip(at).all(|(w, a)| *w == 0 || *w == a + 1);
        (0..inner.len()).filter(|one| belongs(&places(*one, 0))).map(|one| inner[one]).sum()
    };
    let values: Vec<u64> = (0..cells).map(value).collect();
    Table::cube(&dimensions, &values).unwrap()
}

/// The pattern proves itself, and somebody who computes comes no nearer than each cover allows.
fn stands(table: &Table, covers: &[Cover], pattern: &Pattern) {
    assert!(pattern.holds(table));
    let found = intervals(table, |cell| pattern.is_hidden(cell)).unwrap();
    for cover in covers {
        let Interval { low, high, .. } = *found.iter().find(|it| it.cell == cover.cell).unwrap();
        assert!(low <= cover.low, "{cover:?}: at least {low}");
        assert!(high.is_none_or(|high| high >= cover.high), "{cover:?}: at most {high:?}");
    }
}

#[test]
fn the_example_of_the_poor_with_a_disability() {
    let table = cube(&[3], &[2, 7, 12]);
    let (covers, pattern) = protected(&table);
    assert_eq!(pattern.hidden().collect::<Vec<_>>(), [1, 2]);
    assert!(pattern.is_sensitive(1) && !pattern.is_sensitive(2));
    stands(&table, &covers, &pattern);
}

#[test]
fn a_single_line_without_another_figure_gives_up_its_total() {
    // One kecamatan has all of them: the total says the same.
    let table = cube(&[3], &[2, 0, 0]);
    let covers: Vec<Cover> = table.frequencies(RULE).collect();
    assert_eq!(covers.len(), 2, "the total is as small");
    let pattern = protect(&table, &covers).unwrap();
    assert_eq!(pattern.hidden().collect::<Vec<_>>(), [0, 1]);
}

#[test]
fn a_total_that_has_to_be_published_leaves_a_lonely_cell_unprotectable() {
    let table = cube(&[2], &[2, 0]).with(0, Standing::Known);
    let cover = Cover { cell: 1, low: 0, high: 3 };
    assert_eq!(protect(&table, &[cover]), Err(DisclosureError::Unprotectable { cell: 1 }));
}

#[test]
fn what_was_published_before_hides_nothing() {
    let first = cube(&[3], &[2, 7, 12]);
    let cover = Cover { cell: 1, low: 0, high: 3 };
    // The 7 is out: the 12 has to go in its place.
    let pattern = protect(&first.clone().with(2, Standing::Known), &[cover]).unwrap();
    assert_eq!(pattern.hidden().collect::<Vec<_>>(), [1, 3]);
    // The sensitive one itself is out.
    let out = first.with(1, Standing::Known);
    assert_eq!(protect(&out, &[cover]), Err(DisclosureError::Unprotectable { cell: 1 }));
}

#[test]
fn what_was_left_out_before_stays_out_and_is_used_again() {
    let table = cube(&[3], &[2, 7, 12]).with(3, Standing::Hidden);
    let (covers, pattern) = protected(&table);
    assert_eq!(pattern.hidden().collect::<Vec<_>>(), [1, 3]);
    stands(&table, &covers, &pattern);
}

#[test]
fn villages_kecamatan_and_regency_are_protected_together() {
    // Regency; two kecamatan; three villages in the first, two in the second; men and women.
    let places =
        Dimension::new(vec![None, Some(0), Some(0), Some(1), Some(1), Some(1), Some(2), Some(2)]);
    let sexes = Dimension::with_total(2);
    let villages = [(1, 9), (14, 22), (30, 8), (25, 11), (5, 17)];
    let sum = |of: &[(u64, u64)]| of.iter().fold((0, 0), |all, one| (all.0 + one.0, all.1 + one.1));
    let rows = [vec![sum(&villages), sum(&villages[..3]), sum(&villages[3..])], villages.to_vec()];
    let values: Vec<u64> = rows.concat().iter().flat_map(|(l, p)| [l + p, *l, *p]).collect();
    let table = Table::cube(&[places, sexes], &values).unwrap();
    let (covers, pattern) = protected(&table);
    assert_eq!(covers.iter().map(|it| it.cell).collect::<Vec<_>>(), [10]);
    assert_eq!(pattern.hidden().count(), 4, "a square within the kecamatan is enough");
    stands(&table, &covers, &pattern);
}

#[test]
fn covers_that_cover_nothing_are_refused() {
    let table = cube(&[3], &[2, 7, 12]);
    for cover in [Cover { cell: 1, low: 3, high: 5 }, Cover { cell: 9, low: 0, high: 3 }] {
        let refused = protect(&table, &[cover]);
        assert_eq!(refused, Err(DisclosureError::Cover { cell: cover.cell }));
    }
}

#[test]
fn amounts_are_hidden_as_wide_as_their_rule_asks() {
    let table = cube(&[2, 2], &[9_000, 400_000, 350_000, 500_000]);
    let cover = Cover { cell: 4, low: 8_100, high: 9_900 };
    let pattern = protect(&table, &[cover]).unwrap();
    assert_eq!(pattern.hidden().count(), 4);
    stands(&table, &[cover], &pattern);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn lines_squares_and_cubes_are_protected(
        (sizes, inner) in prop_oneof![
            (2_usize..8).prop_map(|a| vec![a]),
            (2_usize..6, 2_usize..6).prop_map(|(a, b)| vec![a, b]),
            (2_usize..4, 2_usize..4, 2_usize..4).prop_map(|(a, b, c)| vec![a, b, c]),
        ].prop_flat_map(|sizes| {
            let cells = sizes.iter().product::<usize>();
            (Just(sizes), vec(prop_oneof![3 => 0_u64..12, 1 => 0_u64..5_000], cells))
        })
    ) {
        let table = cube(&sizes, &inner);
        let covers: Vec<Cover> = table.frequencies(RULE).collect();
        match protect(&table, &covers) {
            Ok(pattern) => stands(&table, &covers, &pattern),
            // A zero is published: next to zeros alone a small number cannot be hidden.
            Err(error) => {
                let alone = matches!(error, DisclosureError::Unprotectable { .. });
                prop_assert!(alone && inner.contains(&0), "{error}");
            }
        }
    }
}
