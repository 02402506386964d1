//! What somebody computes from published figures.

use disclosure::{Dimension, Interval, Relation, Table, intervals};

fn of(table: &Table, hidden: &[usize]) -> Vec<(u64, Option<u64>)> {
    let found = intervals(table, |cell| hidden.contains(&cell)).unwrap();
    found.into_iter().map(|Interval { low, high, .. }| (low, high)).collect()
}

#[test]
fn a_subtraction_brings_a_lonely_cell_back() {
    let table = Table::cube(&[Dimension::with_total(3)], &[21, 2, 7, 12]).unwrap();
    assert_eq!(of(&table, &[1]), [(2, Some(2))]);
    assert_eq!(of(&table, &[1, 2]), [(0, Some(9)), (0, Some(9))]);
    assert_eq!(of(&table, &[0, 1]), [(19, None), (0, None)]);
}

#[test]
fn a_square_of_gaps_tells_no_more_than_its_smallest_corners() {
    let gaps = Table::cube(
        &[Dimension::with_total(2), Dimension::with_total(2)],
        &[10, 6, 4, 5, 5, 0, 5, 1, 4],
    )
    .unwrap();
    let found = of(&gaps, &[4, 5, 7, 8]);
    assert_eq!(found, [(1, Some(5)), (0, Some(4)), (1, Some(5)), (0, Some(4))]);
}

#[test]
fn sums_of_any_shape_are_used() {
    // Two tables that share a cell: what one hides the other tells.
    let relations =
        vec![Relation { total: 0, parts: vec![1, 2] }, Relation { total: 3, parts: vec![1, 4] }];
    let table = Table::new(vec![9, 2, 7, 5, 3], relations).unwrap();
    assert_eq!(of(&table, &[1, 2]), [(2, Some(2)), (7, Some(7))]);
    assert_eq!(of(&table, &[1, 2, 4]), [(0, Some(5)), (4, Some(9)), (0, Some(5))]);
}
