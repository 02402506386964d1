//! rdflib, pyshacl, frictionless and csvw read what we write, from files.

use base::Language;
use catalogue::{CatalogueError, columns, csvw, dcat, package};
use cube::table;
use serde_json::{Value, json};

use crate::judges::Bench;
use crate::sample;
use crate::shelf::{poverty, shelf};

#[test]
fn rdflib_reads_both_documents_and_the_shapes_of_dcat_ap_hold() {
    let bench = Bench::new();
    bench.put("catalog.ttl", &dcat::turtle(&shelf()).unwrap());
    bench.put("catalog.jsonld", &dcat::json_ld(&shelf()).unwrap());
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/clients");
    let shapes = format!("{folder}/dcat-ap-shapes.ttl");
    let said = bench.asks(&format!("{folder}/rdf.py"), &[&shapes]);
    assert_eq!(said["same"], true);
    assert_eq!(said["conforms"], true, "{}", said["report"].as_str().unwrap());
    assert_eq!(said["titles"], json!({ "id": "Kemiskinan", "en": "Poverty" }));
    assert_eq!(said["descriptions"]["id"], poverty().description.id.as_str());
    assert_eq!(said["keywords"], json!(["kemiskinan", "poverty", "social", "sosial"]));
    assert_eq!(said["blank"], 0);
    // Each thing is told of in one place, so that people can read it too.
    let turtle = dcat::turtle(&shelf()).unwrap();
    let subjects = turtle.lines().filter(|line| line.starts_with('<')).count();
    assert_eq!(said["subjects"], subjects);
    assert!(
        turtle.starts_with("@prefix dcat: <http://www.w3.org/ns/dcat#> .\n@prefix dct: "),
        "{turtle}"
    );
    let linked = dcat::json_ld(&shelf()).unwrap();
    for _ in 0..9 {
        assert_eq!(linked, dcat::json_ld(&shelf()).unwrap());
        assert_eq!(turtle, dcat::turtle(&shelf()).unwrap());
    }
    let urls = ["csv", "json"].map(|it| format!("https://data.example.go.id/d/pov/{it}"));
    assert_eq!(said["urls"], json!(urls));
}

#[test]
fn the_shapes_find_a_dataset_that_cannot_be_had() {
    let bench = Bench::new();
    let mut empty = shelf();
    empty.datasets[0].distributions.clear();
    bench.put("catalog.ttl", &dcat::turtle(&empty).unwrap());
    bench.put("catalog.jsonld", &dcat::json_ld(&empty).unwrap());
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/clients");
    let shapes = format!("{folder}/dcat-ap-shapes.ttl");
    let said = bench.asks(&format!("{folder}/rdf.py"), &[&shapes]);
    assert_eq!((&said["same"], &said["conforms"]), (&json!(true), &json!(false)));
}

#[test]
fn frictionless_and_csvw_find_every_row_and_no_fault() {
    let (bench, cube) = (Bench::new(), sample::poverty());
    let columns = columns(cube.dimensions(), Language::Id);
    let csv = table::csv(&cube, Language::Id);
    let mut dataset = poverty();
    dataset.distributions[0].bytes = Some(csv.len() as u64);
    bench.put("pov.csv", &csv);
    bench.put("datapackage.json", &package::package(&dataset, &columns, Language::Id).unwrap());
    let metadata = csvw::metadata(&dataset, &columns, "pov.csv", Language::Id);
    bench.put("pov.csv-metadata.json", &metadata);
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/clients/tables.py");
    let said = bench.asks(script, &[]);
    assert_eq!(said["valid"], true, "{}", said["faults"]);
    assert_eq!(said["title"], "Kemiskinan");
    assert_eq!(said["key"], json!(["WILAYAH", "TAHUN", "UKURAN"]));
    assert_eq!(said["csvw_key"], said["key"]);
    assert_eq!((&said["csvw_valid"], &said["csvw_warnings"]), (&json!(true), &json!([])));
    assert_eq!(said["fields"][6], json!(["nilai", "number"]));
    let row = |(codes, cell): (Vec<&cube::Code>, cube::Cell)| {
        let [region, time, measure] = codes.try_into().unwrap();
        let mark = (!cell.sign().is_empty()).then(|| cell.sign());
        json!({
            "WILAYAH": region.id, "WILAYAH_nama": region.title.id,
            "TAHUN": time.id, "TAHUN_nama": time.title.id,
            "UKURAN": measure.id, "UKURAN_nama": measure.title.id,
            "nilai": cell.value().map(|it| it.to_string()),
            "tanda": mark,
            "satuan": measure.unit.as_ref().unwrap().title.id,
        })
    };
    let expected: Vec<Value> = cube.rows().map(row).collect();
    assert_eq!(said["rows"], json!(expected));
    assert_eq!(said["csvw"], json!(expected));
}

#[test]
fn the_tables_of_a_catalogue_have_names_of_their_own() {
    let mut shelf = shelf();
    let mut twin = poverty();
    twin.distributions[0].path = Some("twin/pov.csv?lang=en".into());
    shelf.datasets.push(twin);
    let columns = columns(sample::poverty().dimensions(), Language::En);
    let text = package::of_catalogue(&shelf, &[columns.clone(), columns], Language::En).unwrap();
    let made: Value = serde_json::from_str(&text).unwrap();
    let of = |key: &str| -> Vec<&str> {
        let resources = made["resources"].as_array().unwrap();
        resources.iter().map(|it| it[key].as_str().unwrap()).collect()
    };
    assert_eq!(of("name"), ["pov-csv", "pov-csv-2"]);
    assert_eq!(of("path"), ["pov.csv", "twin/pov.csv?lang=en"]);
    assert_eq!(of("format"), ["csv", "csv"]);
    assert_eq!(of("title"), ["Poverty", "Poverty"]);
}

#[test]
fn what_no_catalogue_would_accept_is_refused() {
    let columns = columns(sample::poverty().dimensions(), Language::En);
    let mut dataset = poverty();
    for path in ["/etc/passwd", "a/../b.csv", "https://x.id/a.csv", "C:\\a.csv", ""] {
        dataset.distributions[0].path = Some(path.into());
        let error = package::package(&dataset, &columns, Language::En).unwrap_err();
        assert_eq!(error, CatalogueError::Path { path: path.into() });
    }
    dataset.name = "Data Saya".into();
    dataset.distributions.clear();
    let error = package::package(&dataset, &columns, Language::En).unwrap_err();
    assert_eq!(error, CatalogueError::Name { text: "Data Saya".into() });
    let mut broken = shelf();
    broken.datasets[0].page = "data pov".into();
    let error = dcat::turtle(&broken).unwrap_err();
    assert_eq!(error, CatalogueError::Address { text: "data pov".into() });
}
