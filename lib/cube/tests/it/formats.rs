//! JSON-stat and tables, as they are written and as others read them.

use base::{Decimal, Language};
use cube::json_stat::{Dataset, Item, collection, dataset};
use cube::{Cell, Cube, CubeError, Mark, Role, table};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::judges::Bench;
use crate::sample::{ODD, about, cells, dimensions, poverty};

#[test]
fn json_stat_keeps_every_digit_and_says_what_signs_mean() {
    let text = dataset(&poverty(), Language::Id);
    let values = r#""value":[9.06,37520,8.81,37010,0.00,0,null,null,null,null,7.5,-1]"#;
    assert!(text.contains(values), "{text}");
    let read: Value = serde_json::from_str(&text).unwrap();
    assert_eq!((&read["version"], &read["class"]), (&json!("2.0"), &json!("dataset")));
    assert_eq!(read["size"], json!([3, 2, 2]));
    let roles = json!({ "time": ["TAHUN"], "geo": ["WILAYAH"], "metric": ["UKURAN"] });
    assert_eq!(read["role"], roles);
    let status = json!({ "1": "r", "2": "*", "3": "**", "6": "x", "7": "x", "8": "...", "9": "NA", "10": "p" });
    assert_eq!(read["status"], status);
    assert_eq!(read["extension"]["status"]["label"]["x"], "dirahasiakan");
    assert_eq!(
        (&read["extension"]["version"], &read["extension"]["agency"]),
        (&json!(2), &json!("KUTIM"))
    );
    let regions = &read["dimension"]["WILAYAH"]["category"];
    assert_eq!(regions["index"], json!({ "64.08": 0, "64.08.10": 1, "64.08.01": 2 }));
    assert_eq!(regions["label"]["64.08.01"], ODD);
    assert_eq!(regions["child"], json!({ "64.08": ["64.08.10", "64.08.01"] }));
    let unit = json!({ "base": "persen", "label": "persen", "decimals": 2 });
    assert_eq!(read["dimension"]["UKURAN"]["category"]["unit"]["P0"], unit);
    assert_eq!(read["note"], json!(["Garis kemiskinan baru sejak 2024"]));
}

#[test]
fn json_stat_speaks_both_languages_and_can_leave_the_values_out() {
    let cube = poverty();
    let made = Dataset::described(cube.about(), cube.dimensions(), Language::En)
        .at("https://x.id/POV")
        .to_text();
    let read: Value = serde_json::from_str(&made).unwrap();
    assert_eq!((&read["label"], &read["href"]), (&json!("Poverty"), &json!("https://x.id/POV")));
    assert!(read.get("value").is_none() && read.get("status").is_none());
    assert_eq!(read["extension"]["status"]["label"]["**"], "very provisional");
    let item = Item { about: cube.about(), href: "https://x.id/POV".into() };
    let list = collection("Semua", "https://x.id/", &[item], Language::Id);
    let list: Value = serde_json::from_str(&list).unwrap();
    assert_eq!(list["class"], "collection");
    assert_eq!(list["link"]["item"][0]["label"], "Kemiskinan");
}

#[test]
fn a_table_has_a_row_per_cell_and_quotes_what_needs_it() {
    let text = table::csv(&poverty(), Language::Id);
    let lines: Vec<&str> = text.split("\r\n").collect();
    let heads = "WILAYAH,WILAYAH_nama,TAHUN,TAHUN_nama,UKURAN,UKURAN_nama,nilai,tanda,satuan";
    assert_eq!(lines[0], heads);
    assert_eq!(lines[1], "64.08,Kutai Timur,2023,2023,P0,Persentase Penduduk Miskin,9.06,,persen");
    let odd = "64.08.01,\"Muara Ancalong, \"\"Hulu\"\" & <Hilir>'s\",2023,2023,P0,\
               Persentase Penduduk Miskin,,...,persen";
    assert_eq!(lines[9], odd);
    assert_eq!((lines.len(), lines[13]), (14, ""));
}

#[test]
fn columns_are_never_called_alike() {
    let mut all = dimensions();
    all[0].id = "nilai".into();
    all[2].id = "nilai_nama".into();
    let cube = Cube::new(about(), all, cells()).unwrap();
    let columns = table::columns(cube.dimensions(), Language::Id);
    let names: Vec<&str> = columns.iter().map(|it| it.name.as_str()).collect();
    let expected = [
        "nilai",
        "nilai_nama_",
        "TAHUN",
        "TAHUN_nama",
        "nilai_nama",
        "nilai_nama_nama",
        "nilai_",
        "tanda",
        "satuan",
    ];
    assert_eq!(names, expected);
}

#[test]
fn a_part_of_a_cube_is_a_cube() {
    let cube = poverty();
    let part = cube.select(&[vec![2, 1], vec![1], vec![0]]).unwrap();
    assert_eq!(part.sizes(), [2, 1, 1]);
    let value = Decimal::parse("7.5").unwrap();
    assert_eq!(part.cells()[0], Cell::Figure(value, Mark::Projected));
    assert_eq!(part.dimensions()[0].codes[0].id, "64.08.01");
    assert_eq!(part.dimensions()[0].codes[0].parent, None, "the parent is left out");
    let whole = cube.select(&[vec![0, 1, 2], vec![0, 1], vec![0, 1]]).unwrap();
    assert_eq!(whole, cube);
    let none = cube.select(&[vec![0], vec![], vec![0]]).unwrap_err();
    assert_eq!(none, CubeError::Empty { dimension: "TAHUN".into() });
    let short = cube.select(&[vec![0], vec![7]]).unwrap_err();
    assert_eq!(short, CubeError::Empty { dimension: "TAHUN".into() });
    assert!(matches!(cube.select(&[vec![0, 0], vec![0], vec![0]]), Err(CubeError::Twice { .. })));
}

#[test]
fn a_code_comes_below_the_nearest_one_above_that_is_kept() {
    let mut all = dimensions();
    all[0].codes[2].parent = Some("64.08.10".into());
    let cube = Cube::new(about(), all, cells()).unwrap();
    let part = cube.select(&[vec![0, 2], vec![0, 1], vec![0, 1]]).unwrap();
    assert_eq!(part.of_role(Role::Region).unwrap().1.codes[1].parent.as_deref(), Some("64.08"));
}

#[test]
fn pyjstat_and_the_csv_of_python_read_every_cell() {
    let (bench, cube) = (Bench::new(), poverty());
    bench.put("id.json", &dataset(&cube, Language::Id));
    bench.put("id.csv", &table::csv(&cube, Language::Id));
    let item = Item { about: cube.about(), href: "https://x.id/POV".into() };
    bench.put("list.json", &collection("Semua", "https://x.id/", &[item], Language::Id));
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/clients/tables.py");
    let said = bench.asks(script, &[]);
    let cell = |(codes, cell): (Vec<&cube::Code>, Cell)| {
        let ids: Vec<&str> = codes.iter().map(|it| it.id.as_str()).collect();
        let names: Vec<&str> = codes.iter().map(|it| it.title.id.as_str()).collect();
        let unit = codes[2].unit.as_ref().unwrap().title.id.as_str();
        let value = cell.value().map(|it| it.to_string());
        json!({ "ids": ids, "names": names, "value": value, "mark": cell.sign(), "unit": unit })
    };
    let expected: Vec<Value> = cube.rows().map(cell).collect();
    assert_eq!(said["csv"], json!(expected));
    assert_eq!(said["json"], json!(expected));
    assert_eq!(said["frame"], json!(12));
    assert_eq!(said["collection"], "Semua");
}

proptest! {
    /// Whatever stands in a field, an independent reader finds it again.
    #[test]
    fn fields_survive(rows in prop::collection::vec(prop::collection::vec("[ -~\r\n\"é,]{0,6}", 3), 1..6)) {
        let mut text = String::new();
        rows.iter().for_each(|row| table::line(&mut text, row.iter().map(String::as_str)));
        let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
        let read: Vec<Vec<String>> =
            reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
        prop_assert_eq!(read, rows);
    }

    /// Figures are the same digits in JSON and in the table.
    #[test]
    fn digits_survive(units in any::<i64>(), places in 0_u8..=2) {
        let mut all = cells();
        let value = Decimal::new(units, places).unwrap();
        all[0] = Cell::Figure(value, Mark::Final);
        let cube = Cube::new(about(), dimensions(), all).unwrap();
        let json = dataset(&cube, Language::Id);
        let begin = format!("\"value\":[{value},37520,");
        prop_assert!(json.contains(&begin));
        let csv = table::csv(&cube, Language::En);
        let field = format!("Poverty Rate,{value},,persen");
        prop_assert!(csv.contains(&field));
    }
}
