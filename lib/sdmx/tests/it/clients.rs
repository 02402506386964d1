//! sdmx1 and pysdmx read what we write, from files; pysdmx holds XML against the schemas of the
//! standard. They must find every figure with its digits, every code and every mark.

use std::collections::BTreeMap;

use cube::{Cell, Cube};
use sdmx::{
    Artefact, Constraint, Data, DataDetail, DataFormat, Flow, Header, Query, Registry,
    StructureFormat, status, wire_id,
};
use serde_json::{Value, json};

use crate::judges::Bench;
use crate::sample::{ODD, poverty};

fn header(cube: &Cube) -> Header {
    Header { id: "M1".into(), prepared: cube.about().released, sender: "KUTIM".into() }
}

/// Puts the structure of the sample and its data in each format; gives the cube.
fn written(bench: &Bench) -> Cube {
    let cube = poverty();
    let flow = Flow::of(&cube).unwrap();
    let registry = Registry::of([&flow]).unwrap();
    let query = Query::parse("/dataflow/KUTIM/POV/latest", "references=all").unwrap();
    let Query::Structure(query) = query else { panic!("{query:?}") };
    let artefacts = registry.answer(&query).unwrap();
    for (name, format) in [("st.xml", StructureFormat::Xml), ("st.json", StructureFormat::Json)] {
        bench.put(name, &Registry::write(&artefacts, format, &header(&cube)));
    }
    let data = Data::new(&cube, DataDetail::Full).unwrap();
    for (name, format) in [
        ("generic.xml", DataFormat::Generic),
        ("specific.xml", DataFormat::StructureSpecific),
        ("first.csv", DataFormat::Csv1),
        ("second.csv", DataFormat::Csv2),
        ("first.json", DataFormat::Json1),
        ("second.json", DataFormat::Json2),
    ] {
        bench.put(name, &data.write(format, &header(&cube)));
    }
    cube
}

/// Key, digits, status, unit and decimals of a figure.
type Figure = (String, Option<String>, String, String, String);

fn expected(cube: &Cube) -> Vec<Figure> {
    let figure = |(codes, cell): (Vec<&cube::Code>, Cell)| {
        let [region, time, measure] = codes.try_into().unwrap();
        let unit = measure.unit.as_ref().unwrap();
        let key = format!("{}.{}.{}", wire_id(&region.id), measure.id, time.id);
        let value = cell.value().map(|it| it.to_string());
        (key, value, status(cell).to_owned(), unit.id.clone(), unit.decimals.to_string())
    };
    let mut all: Vec<Figure> = cube.rows().map(figure).collect();
    all.sort();
    all
}

/// What a client found, in the same form. A figure that is not there has no text, or one of `missing`.
fn found(rows: &Value, key: &str, attributes: &str, missing: &[&str]) -> Vec<Figure> {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let figure = |row: &Value| {
        let part = |name: &str| text(&row.pointer(key).unwrap()[name]).unwrap();
        let attribute =
            |name: &str| text(&row.pointer(attributes).unwrap()[name]).unwrap_or_default();
        let value = row.get("value").or_else(|| row.get("OBS_VALUE")).and_then(text);
        (
            ["WILAYAH", "UKURAN", "TIME_PERIOD"].map(part).join("."),
            value.filter(|it| !missing.contains(&it.as_str())),
            attribute("OBS_STATUS"),
            attribute("UNIT_MEASURE"),
            attribute("DECIMALS"),
        )
    };
    let mut all: Vec<Figure> = rows.as_array().unwrap().iter().map(figure).collect();
    all.sort();
    all
}

#[test]
fn sdmx1_reads_structures_and_every_figure() {
    let bench = Bench::new();
    let cube = written(&bench);
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/clients/sdmx1.py");
    let files = ["generic.xml", "specific.xml", "second.csv", "first.json"];
    let said = bench.asks(script, &[&["st.xml"], &files[..]].concat());
    assert_eq!(said["dimensions"], json!(["WILAYAH", "UKURAN", "TIME_PERIOD"]));
    assert_eq!(said["lists"], json!({ "WILAYAH": "CL_WILAYAH", "UKURAN": "CL_UKURAN" }));
    assert_eq!(said["attributes"], json!(["OBS_STATUS", "UNIT_MEASURE", "DECIMALS"]));
    let urn = "urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow=KUTIM:POV(2.0)";
    assert_eq!(said["flows"], json!({ urn: { "id": "Kemiskinan", "en": "Poverty" } }));
    let regions = &said["codes"]["CL_WILAYAH"];
    let kongbeng = json!({ "id": "Kongbeng", "en": "Kongbeng" });
    let expected_code =
        json!({ "id": "64_08_10", "names": kongbeng, "parent": "64_08", "code": "64.08.10" });
    assert_eq!(regions[1], expected_code);
    assert_eq!(regions[2]["names"], json!({ "id": ODD, "en": ODD }));
    assert_eq!(said["codes"]["CL_OBS_STATUS"].as_array().unwrap().len(), 8);
    for file in files {
        let rows = &said["data"][file];
        let mut all = expected(&cube);
        if file.ends_with(".json") {
            // The program leaves the attributes of series out of what it reads from JSON.
            all.iter_mut().for_each(|it| (it.3, it.4) = Default::default());
        }
        assert_eq!(found(rows, "/key", "/attributes", &["NaN"]), all, "{file}");
    }
}

#[test]
fn pysdmx_reads_structures_and_every_figure_and_the_schemas_hold() {
    let bench = Bench::new();
    let cube = written(&bench);
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/clients/pysdmx_reads.py");
    let data = ["generic.xml", "specific.xml", "first.csv", "second.csv"];
    let said = bench.asks(script, &[&["st.xml", "st.json"], &data[..]].concat());
    for file in ["st.xml", "st.json"] {
        let structure = &said["structures"][file];
        assert_eq!(structure["flows"], json!(["Dataflow=KUTIM:POV(2.0)"]), "{file}");
        let parts: BTreeMap<&str, &str> = structure["components"]
            .as_array()
            .unwrap()
            .iter()
            .map(|it| (it[0].as_str().unwrap(), it[1].as_str().unwrap()))
            .collect();
        let attributes = ["DECIMALS", "OBS_STATUS", "UNIT_MEASURE"].map(|it| (it, "ATTRIBUTE"));
        let dimensions = ["TIME_PERIOD", "UKURAN", "WILAYAH"].map(|it| (it, "DIMENSION"));
        let all = attributes.into_iter().chain(dimensions).chain([("OBS_VALUE", "MEASURE")]);
        assert_eq!(parts, all.collect(), "{file}");
        let regions = &structure["codes"]["Codelist=KUTIM:CL_WILAYAH(1.0)"];
        assert_eq!(regions[2], json!({ "id": "64_08_01", "name": ODD, "code": "64.08.01" }));
        assert_eq!(structure["constraints"], 1, "{file}");
    }
    for file in data {
        let rows = &said["data"][file];
        assert_eq!(found(rows, "", "", &["", "NaN", "nan"]), expected(&cube), "{file}");
    }
}

#[test]
fn data_in_json_holds_against_the_schemas_of_the_standard() {
    let bench = Bench::new();
    let cube = written(&bench);
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/clients/json_schemas.py");
    let said = bench.asks(script, &[]);
    for file in ["first.json", "second.json"] {
        assert_eq!(found(&said[file], "/key", "/attributes", &[]), expected(&cube), "{file}");
    }
}

#[test]
fn pysdmx_reads_parts_of_lists_stubs_and_what_is_available() {
    let (bench, cube) = (Bench::new(), poverty());
    let flow = Flow::of(&cube).unwrap();
    let registry = Registry::of([&flow]).unwrap();
    let answer = |path: &str, query: &str| match Query::parse(path, query).unwrap() {
        Query::Structure(query) => registry.answer(&query).unwrap(),
        other => panic!("{other:?}"),
    };
    let put = |name: &str, artefacts: &[Artefact]| {
        for (end, format) in [("xml", StructureFormat::Xml), ("json", StructureFormat::Json)] {
            let message = Registry::write(artefacts, format, &header(&cube));
            bench.put(&format!("{name}.{end}"), &message);
        }
    };
    put("part", &answer("/codelist/KUTIM/CL_WILAYAH/1.0/64_08_10", ""));
    put("stub", &answer("/codelist/KUTIM/CL_WILAYAH", "detail=allstubs"));
    let some = cube.select(&[vec![0, 2], vec![1], vec![0]]).unwrap();
    put("available", &[Constraint::artefact(&Flow::of(&some).unwrap())]);
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/clients/pysdmx_reads.py");
    let files =
        ["part", "stub", "available"].map(|name| [format!("{name}.xml"), format!("{name}.json")]);
    let files: Vec<&str> = files.iter().flatten().map(String::as_str).collect();
    let said = bench.asks(script, &files);
    for end in ["xml", "json"] {
        let file = |name: &str| &said["structures"][format!("{name}.{end}")];
        assert_eq!(*file("part"), json!([{ "kind": "Codelist", "codes": ["64_08_10"] }]));
        assert_eq!(*file("stub"), json!([{ "kind": "Codelist", "codes": [] }]));
        assert_eq!(*file("available"), json!([{ "kind": "AvailabilityConstraint", "codes": [] }]));
    }
}
