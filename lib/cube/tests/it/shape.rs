//! What a cube is, and what is none.

use base::Decimal;
use cube::{Cell, Cube, CubeError, Dimension, Mark, Missing, Role};

use crate::sample::{about, cells, dimensions, poverty, unit};

#[test]
fn each_cell_is_found_by_its_codes() {
    let cube = poverty();
    let rows: Vec<(String, Cell)> = cube
        .rows()
        .map(|(codes, cell)| {
            (codes.iter().map(|it| it.id.as_str()).collect::<Vec<_>>().join("/"), cell)
        })
        .collect();
    assert_eq!(rows.len(), 12);
    assert_eq!(rows[1].0, "64.08/2023/JML");
    assert_eq!(rows[1].1, Cell::Figure(Decimal::whole(37520), Mark::Revised));
    assert_eq!(rows[6], ("64.08.10/2024/P0".into(), Cell::Missing(Missing::Suppressed)));
    assert_eq!(rows[11].0, "64.08.01/2024/JML");
    assert_eq!(cube.of_role(Role::Time).unwrap().0, 1);
    assert!(cube.of_role(Role::Breakdown).is_none());
}

#[test]
fn signs_are_those_of_printed_tables_and_read_back() {
    for mark in Mark::ALL {
        assert_eq!(Mark::from_sign(mark.sign()), Some(mark));
        assert_eq!(Missing::from_sign(mark.sign()), None);
    }
    for why in Missing::ALL {
        assert_eq!(Missing::from_sign(why.sign()), Some(why));
        assert_eq!(Mark::from_sign(why.sign()), None);
    }
    assert_eq!(Cell::Missing(Missing::Suppressed).sign(), "x");
}

/// A cube with the dimensions changed.
fn with(change: impl FnOnce(&mut Vec<Dimension>)) -> CubeError {
    let mut all = dimensions();
    change(&mut all);
    Cube::new(about(), all, cells()).unwrap_err()
}

#[test]
fn what_contradicts_itself_is_no_cube() {
    let size = with(|all| drop(all[0].codes.pop()));
    assert_eq!(size, CubeError::Size { found: 12, expected: 8 });
    let twice = with(|all| all[0].codes[2].id = "64.08.10".into());
    assert_eq!(twice, CubeError::Twice { id: "64.08.10".into(), within: "WILAYAH".into() });
    let twice = with(|all| all[1].id = "WILAYAH".into());
    assert_eq!(twice, CubeError::Twice { id: "WILAYAH".into(), within: "the cube".into() });
    for id in ["", "7A", "POV-1", "tahun ini", "É"] {
        let error = with(|all| all[2].id = id.into());
        assert_eq!(error, CubeError::Identifier { id: id.into() });
    }
    for (place, role) in [(0, Role::Time), (1, Role::Breakdown), (0, Role::Measure)] {
        assert_eq!(with(|all| all[place].role = role), CubeError::Roles);
    }
    assert_eq!(with(|all| all[1].codes.clear()), CubeError::Empty { dimension: "TAHUN".into() });
}

#[test]
fn a_code_is_below_one_of_its_own_dimension_and_never_below_itself() {
    let parent = |code: &str, parent: &str| CubeError::Parent {
        dimension: "WILAYAH".into(),
        code: code.into(),
        parent: parent.into(),
    };
    let away = with(|all| all[0].codes[1].parent = Some("64.09".into()));
    assert_eq!(away, parent("64.08.10", "64.09"));
    let itself = with(|all| all[0].codes[0].parent = Some("64.08".into()));
    assert_eq!(itself, parent("64.08", "64.08"));
    let ring = with(|all| all[0].codes[0].parent = Some("64.08.01".into()));
    assert_eq!(ring, parent("64.08", "64.08.01"));
}

#[test]
fn measures_have_units_and_figures_no_more_decimals_than_these() {
    let none = with(|all| all[2].codes[0].unit = None);
    assert_eq!(none, CubeError::Unit { code: "P0".into() });
    let stray = with(|all| all[1].codes[0].unit = Some(unit("JIWA", "jiwa", 0)));
    assert_eq!(stray, CubeError::Unit { code: "2023".into() });
    let fine = with(|all| all[2].codes[0].unit = Some(unit("PERSEN", "persen", 1)));
    let (value, measure) = ("9.06".to_owned(), "P0".to_owned());
    assert_eq!(fine, CubeError::Decimals { value, measure, decimals: 1 });
}
