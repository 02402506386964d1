//! What clients look for in the answers.

use base::Language;
use pxweb::{Config, Page, Table, Tables, metadata};
use serde_json::{Value, json};

use crate::sample::poverty;

const ROOT: &str = "https://data.example.go.id/pxweb";

#[test]
fn the_configuration_has_what_clients_need_before_they_ask() {
    let said = serde_json::to_value(Config::new("1.0", 100_000, (30, 10))).unwrap();
    assert_eq!(said["maxDataCells"], 100_000);
    assert_eq!((&said["maxCallsPerTimeWindow"], &said["timeWindow"]), (&json!(30), &json!(10)));
    assert_eq!(said["languages"][0], json!({ "id": "id", "label": "Bahasa Indonesia" }));
    assert_eq!(said["defaultLanguage"], "id");
    assert_eq!(said["dataFormats"], json!(["json-stat2", "csv"]));
    assert_eq!(said["defaultDataFormat"], "json-stat2");
}

#[test]
fn a_list_of_tables_tells_of_each_and_of_its_neighbours() {
    let cube = poverty();
    let table = Table::new(cube.about(), cube.dimensions(), Language::En, ROOT);
    let page = Page::new(2, 5, 11);
    assert_eq!((page.range(), page.total_pages), (5..10, 3));
    assert_eq!(Page::new(9, 5, 11).range(), 11..11);
    assert_eq!(Page::new(0, 0, 2).range(), 0..1);
    let links = page.links(&format!("{ROOT}/tables"), Language::En);
    let tables = Tables { language: "en".into(), tables: vec![table], page, links };
    let said = serde_json::to_value(tables).unwrap();
    let table = &said["tables"][0];
    assert_eq!((&table["id"], &table["label"]), (&json!("POV"), &json!("Poverty")));
    assert_eq!((&table["firstPeriod"], &table["lastPeriod"]), (&json!("2023"), &json!("2024")));
    assert_eq!(table["variableNames"], json!(["Region", "Year", "Measure"]));
    assert_eq!(table["timeUnit"], "Annual");
    assert_eq!(table["links"][1]["href"], format!("{ROOT}/tables/POV/metadata?lang=en"));
    let rels: Vec<&str> =
        said["links"].as_array().unwrap().iter().map(|it| it["rel"].as_str().unwrap()).collect();
    assert_eq!(rels, ["self", "first", "last", "previous", "next"]);
}

#[test]
fn metadata_is_json_stat_without_values() {
    let cube = poverty();
    let said: Value =
        serde_json::from_str(&metadata(cube.about(), cube.dimensions(), Language::Id, ROOT))
            .unwrap();
    assert_eq!((&said["class"], said.get("value")), (&json!("dataset"), None));
    assert_eq!(said["dimension"]["TAHUN"]["category"]["index"], json!({ "2023": 0, "2024": 1 }));
    assert_eq!(said["dimension"]["TAHUN"]["extension"]["elimination"], false);
    assert_eq!(said["dimension"]["TAHUN"]["extension"]["codeLists"], json!([]));
    assert_eq!(said["extension"]["px"]["decimals"], 2);
    assert_eq!(said["extension"]["px"]["tableid"], "POV");
}
