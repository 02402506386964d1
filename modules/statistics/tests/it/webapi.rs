//! Answers of the WebAPI of BPS: whose figure is which is never guessed.
#![expect(clippy::unwrap_used, reason = "a test that cannot read its answer has failed")]

use serde_json::{Value, json};
use statistics::domain::webapi::{book, is_one};
use tables::{Content, Limits};

/// The answer of which the documentation of a client tells the key `940046401250`.
fn answer() -> Value {
    json!({
        "status": "OK",
        "data-availability": "available",
        "last_update": null,
        "subject": [{"val": 26, "label": "Indeks Pembangunan Manusia"}],
        "var": [{"val": 464, "label": "IPM", "unit": "", "subj": "IPM", "def": "", "note": ""}],
        "turvar": [{"val": 0, "label": "Tidak ada"}],
        "labelvervar": "<b>Provinsi</b>",
        "vervar": [{"val": 6400, "label": "KALIMANTAN TIMUR"}, {"val": 9400, "label": "<b>PAPUA</b>"}],
        "tahun": [{"val": 124, "label": "2024"}, {"val": 125, "label": "2025"}],
        "turtahun": [{"val": 0, "label": "Tahun"}],
        "datacontent": {"940046401250": 73.830, "640046401250": 79.39, "640046401240": null},
    })
}

fn rows(answer: &str) -> base::Result<Vec<Vec<String>>> {
    let here = |code: &str| (code == "6400").then_some("64");
    let book = book(answer.as_bytes(), &Limits::default(), here)?;
    let said = |content: &Content| match content {
        Content::Text(it) => it.to_string(),
        Content::Number(it) => format!("#{it}"),
        other => format!("{other:?}"),
    };
    let lines = book.sheets[0].rows.iter();
    Ok(lines.map(|line| line.cells.iter().map(|it| said(&it.content)).collect()).collect())
}

/// What is wrong with an answer.
fn problem(answer: &str) -> String {
    let error = rows(answer).unwrap_err();
    assert_eq!(error.code(), "statistics/webapi");
    format!("{:?}", error.params())
}

fn changed(path: &str, value: Value) -> String {
    let mut all = answer();
    *all.pointer_mut(path).unwrap() = value;
    all.to_string()
}

#[test]
fn keys_are_made_again_and_digits_stay_what_they_are() {
    // Written by hand: a float would lose the nought at the end.
    let text = answer().to_string().replace("73.83", "73.830");
    assert!(is_one(text.as_bytes()) && is_one(b"\xef\xbb\xbf {") && !is_one(b"No;Kecamatan\n"));
    let rows = rows(&text).unwrap();
    let wanted = [
        vec!["Kode wilayah", "Provinsi", "Periode", "IPM"],
        vec!["64", "KALIMANTAN TIMUR", "2025", "#79.39"],
        vec!["9400", "PAPUA", "2025", "#73.830"],
    ];
    assert_eq!(rows, wanted);
}

#[test]
fn breakdowns_parts_of_years_and_several_variables_have_columns() {
    let text = json!({
        "status": "OK", "data-availability": "available", "labelvervar": "Kelompok umur",
        "var": [{"val": 7, "label": "Penduduk", "unit": "Jiwa"}, {"val": 8, "label": "Bekerja"}],
        "turvar": [{"val": 31, "label": "Laki-laki"}, {"val": 32, "label": "Perempuan"}],
        "vervar": [{"val": 1, "label": "&lt; 15"}],
        "tahun": [{"val": 124, "label": "2024"}],
        "turtahun": [{"val": 61, "label": "Semester I"}],
        "datacontent": {"173112461": 10, "183112461": "-", "173212461": 12},
    });
    let wanted = [
        vec!["Kelompok umur", "Turunan variabel", "Periode", "Penduduk (Jiwa)", "Bekerja"],
        vec!["< 15", "Laki-laki", "Semester I 2024", "#10", "-"],
        vec!["< 15", "Perempuan", "Semester I 2024", "#12"],
    ];
    assert_eq!(rows(&text.to_string()).unwrap(), wanted);
}

/// 1 before 11 and 11 before 1 are both 111.
#[test]
fn a_figure_that_two_combinations_explain_is_refused() {
    let lists = |rows: &[u32], variables: &[u32]| {
        let item = |val: &u32| json!({"val": val, "label": format!("n{val}")});
        json!({
            "status": "OK", "data-availability": "available", "labelvervar": "x",
            "var": variables.iter().map(item).collect::<Vec<_>>(),
            "vervar": rows.iter().map(item).collect::<Vec<_>>(),
            "turvar": [{"val": 0, "label": "Tidak ada"}],
            "tahun": [{"val": 124, "label": "2024"}],
            "turtahun": [{"val": 0, "label": "Tahun"}],
            "datacontent": {"11101240": 5},
        })
        .to_string()
    };
    let twice = problem(&lists(&[1, 11], &[1, 11]));
    assert!(twice.contains("n1 · n11") && twice.contains("n11 · n1"), "{twice}");
    // With one of the two it is clear.
    assert_eq!(rows(&lists(&[1], &[1, 11])).unwrap()[1], ["n1", "2024", "#5"]);
    assert_eq!(rows(&lists(&[1, 11], &[1])).unwrap()[1], ["n11", "2024", "#5"]);
}

#[test]
fn what_is_no_answer_or_explains_itself_badly_is_refused() {
    let strange = problem(&changed("/datacontent", json!({"940046401250": 1, "777": 2})));
    assert!(strange.contains("777"), "{strange}");
    // One client leaves the variable out of its keys; BPS does not.
    assert!(problem(&changed("/datacontent", json!({"94001250": 1}))).contains("94001250"));
    assert!(problem(&changed("/status", json!("Error"))).contains("Error"));
    let none = problem(&changed("/data-availability", json!("list-not-available")));
    assert!(none.contains("list-not-available"), "{none}");
    assert!(problem(&changed("/vervar", json!([]))).contains("vervar"));
    assert!(problem(&changed("/datacontent", json!({}))).contains("datacontent"));
    assert!(
        problem(&changed("/datacontent", json!({"940046401250": [1]}))).contains("940046401250")
    );
    let twice =
        answer().to_string().replace("\"datacontent\":{", "\"datacontent\":{\"940046401250\":1,");
    assert!(problem(&twice).contains("940046401250 ×2"));
    assert!(problem("{\"status\": \"OK\"").contains("EOF"));
    let many: Vec<Value> = (1000..4000).map(|it| json!({"val": it, "label": "x"})).collect();
    let mut huge = answer();
    huge["vervar"] = json!(many);
    huge["var"] = json!(many);
    assert!(problem(&huge.to_string()).contains("vervar × var"));
}

#[test]
fn an_answer_beyond_the_limits_is_refused() {
    let limits = Limits { rows: 2, ..Limits::default() };
    let refused = book(answer().to_string().as_bytes(), &limits, |_| None).unwrap_err();
    assert_eq!(refused.code(), "tables/too-large");
}
