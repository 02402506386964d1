//! Selections, as JSON and as parameters.

use cube::Dimension;
use proptest::prelude::*;
use pxweb::{Expression, OutputFormat, PxError, Selection};

use crate::sample::{dimensions, poverty};

fn places(dimension: &Dimension, text: &str) -> Result<Vec<usize>, PxError> {
    Expression::parse(text)?.places(dimension)
}

#[test]
fn expressions_mean_places() {
    let all = dimensions();
    // 64.08, 64.08.10, 64.08.01
    let region = |text| places(&all[0], text).unwrap();
    assert_eq!(region("64.08.10"), [1]);
    assert_eq!(region("*"), [0, 1, 2]);
    assert_eq!(region("64.08.*"), [1, 2]);
    assert_eq!(region("*01"), [2]);
    assert_eq!(region("64.08.?0"), [1]);
    assert_eq!(region("9*"), [0; 0]);
    assert_eq!(region("top(2)"), [0, 1]);
    assert_eq!(region("TOP(2, 1)"), [1, 2]);
    assert_eq!(region("bottom(1)"), [2]);
    assert_eq!(region("bottom(1,1)"), [1]);
    assert_eq!(region("top(99)"), [0, 1, 2]);
    assert_eq!(region("range(64.08.10,64.08.01)"), [1, 2]);
    assert_eq!(region("range(64.08.01,64.08)"), [0, 1, 2]);
    // 2023, 2024: the newest periods are on top.
    let time = |text| places(&all[1], text).unwrap();
    assert_eq!((time("top(1)"), time("bottom(1)")), (vec![1], vec![0]));
    assert_eq!((time("from(2024)"), time("to(2023)")), (vec![1], vec![0]));
    assert_eq!(places(&all[2], "p0").unwrap(), [0], "codes are found in small letters too");
    for wrong in ["top()", "top(a)", "top(-1)", "top(1,2,3)", "range(1)", "from(1,2)"] {
        let error = places(&all[1], wrong).unwrap_err();
        assert_eq!(error, PxError::Expression { text: wrong.into() });
    }
    let (variable, code) = ("TAHUN".into(), "1999".into());
    assert_eq!(places(&all[1], "from(1999)").unwrap_err(), PxError::Value { variable, code });
}

#[test]
fn a_body_and_parameters_select_alike() {
    let cube = poverty();
    let body = r#"{"selection":[{"variableCode":"tahun","valueCodes":["2024"]},
        {"variableCode":"WILAYAH","codelist":null,"valueCodes":["64.08.01","64.08"]}],"placement":null}"#;
    let json = Selection::parse_json(body).unwrap();
    let query = "lang=id&valuecodes%5BTAHUN%5D=top(1)&valueCodes[WILAYAH]=64.08.01,64.08\
                 &codelist[WILAYAH]=CL_WILAYAH&outputFormat=json-stat2";
    let parameters = Selection::parse_query(query).unwrap();
    let expected = vec![vec![0, 2], vec![1], vec![0, 1]];
    assert_eq!(json.places(cube.dimensions(), 4).unwrap(), expected);
    assert_eq!(parameters.places(cube.dimensions(), 4).unwrap(), expected);
    let part = cube.select(&expected).unwrap();
    assert_eq!(part.sizes(), [2, 1, 2]);
    let all = Selection::parse_json(" ").unwrap().places(cube.dimensions(), 12).unwrap();
    assert_eq!(all, [vec![0, 1, 2], vec![0, 1], vec![0, 1]]);
    let brackets = Selection::parse_query("valuecodes[TAHUN]=top(1,1),range(2023,2023)").unwrap();
    assert_eq!(brackets.wanted[0].values.len(), 2);
    assert_eq!(brackets.places(cube.dimensions(), 12).unwrap()[1], [0]);
}

#[test]
fn what_cannot_be_selected_is_said() {
    let cube = poverty();
    let of =
        |body: &str| Selection::parse_json(body).and_then(|it| it.places(cube.dimensions(), 11));
    let error = |body: &str| of(body).unwrap_err();
    assert!(matches!(error("{"), PxError::Body { .. }));
    let unknown = error(r#"{"selection":[{"variableCode":"DESA","valueCodes":["*"]}]}"#);
    assert!(unknown.to_string().contains("WILAYAH, TAHUN, UKURAN"), "{unknown}");
    let empty = error(r#"{"selection":[{"variableCode":"TAHUN","valueCodes":[]}]}"#);
    assert_eq!(empty, PxError::Nothing { variable: "TAHUN".into() });
    let list =
        error(r#"{"selection":[{"variableCode":"TAHUN","codelist":"agg","valueCodes":["*"]}]}"#);
    assert!(matches!(list, PxError::CodeList { .. }));
    let many = error("{}");
    assert_eq!(many, PxError::TooManyCells { cells: 12, most: 11 });
    assert_eq!((many.http_status(), many.problem().status), (403, 403));
    assert_eq!(OutputFormat::parse("JSON-stat2").unwrap(), OutputFormat::JsonStat2);
    assert_eq!(OutputFormat::parse("px").unwrap_err().http_status(), 400);
}

proptest! {
    /// Nothing that is asked makes it fall over, and places are places.
    #[test]
    fn any_selection_is_answered(text in "(top|range|from|to|\\(|\\)|,|\\*|\\?|2023|[0-9]{1,30}|\\PC){0,8}") {
        let cube = poverty();
        let query = format!("valuecodes[TAHUN]={text}");
        for selection in [Selection::parse_query(&query), Selection::parse_json(&text)].into_iter().flatten() {
            if let Ok(places) = selection.places(cube.dimensions(), 100) {
                prop_assert!(cube.select(&places).is_ok());
            }
        }
    }
}
