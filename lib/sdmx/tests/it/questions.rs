//! Paths, keys, periods and formats as clients ask for them.

use base::Instant;
use cube::{Cube, Dimension};
use proptest::prelude::*;
use sdmx::{
    Body, Constraint, Data, DataDetail, DataFormat, DataQuery, Flow, Header, Key, Kind, Period,
    Query, Registry, SdmxError, StructureFormat, StructureQuery, negotiate, wire_id,
};

use crate::sample::{about, cells, dimensions, poverty};

fn data(path: &str, query: &str) -> DataQuery {
    match Query::parse(path, query).unwrap() {
        Query::Data(query) => query,
        other => panic!("{other:?}"),
    }
}

fn structure(path: &str, query: &str) -> StructureQuery {
    match Query::parse(path, query).unwrap() {
        Query::Structure(query) => query,
        other => panic!("{other:?}"),
    }
}

#[test]
fn flows_are_named_as_clients_name_them() {
    let cube = poverty();
    let flow = Flow::of(&cube).unwrap().reference();
    for path in [
        "/data/POV",
        "/data/POV/6408.P0",
        "/data/KUTIM,POV/all",
        "/data/KUTIM%2CPOV%2C2.0/64_08.P0/",
        "data/KUTIM,POV,latest/all/all",
        "/data/all,POV",
    ] {
        assert!(data(path, "").flow.names(&flow), "{path}");
    }
    for path in ["/data/IPM", "/data/BPS,POV", "/data/KUTIM,POV,1.0"] {
        assert!(!data(path, "").flow.names(&flow), "{path}");
    }
    for path in ["/data/a,b,c,d", "/data/,", "/data/"] {
        let error = Query::parse(path, "").unwrap_err();
        assert!(
            matches!(error, SdmxError::FlowReference { .. } | SdmxError::Path { .. }),
            "{path}"
        );
        assert_eq!((error.code(), error.http_status()), (140, 400));
    }
    assert_eq!(Query::parse("/metadata/POV", "").unwrap_err().code(), 140);
    assert!(matches!(Query::parse("/availableconstraint/POV", ""), Ok(Query::Availability(_))));
}

#[test]
fn keys_choose_series_and_periods_choose_time() {
    let cube = poverty();
    let flow = Flow::of(&cube).unwrap();
    let places = |key: &str, query: &str| data(&format!("/data/POV/{key}"), query).places(&flow);
    // Along WILAYAH, TAHUN, UKURAN: the cube's own order.
    assert_eq!(places("64_08.P0", "").unwrap(), [vec![0], vec![0, 1], vec![0]]);
    assert_eq!(places(".JML", "").unwrap(), [vec![0, 1, 2], vec![0, 1], vec![1]]);
    assert_eq!(places("64_08+64_08_01.", "").unwrap(), [vec![0, 2], vec![0, 1], vec![0, 1]]);
    assert_eq!(places("64_08%2B64_08_01.*", "").unwrap()[0], [0, 2]);
    assert_eq!(places("all", "startPeriod=2024").unwrap()[1], [1]);
    assert_eq!(places("all", "endPeriod=2023-12-31").unwrap()[1], [0]);
    assert_eq!(places("all", "lastNObservations=1").unwrap()[1], [1]);
    assert_eq!(places("all", "firstNObservations=1&lastNObservations=1").unwrap()[1], [0, 1]);
    for (key, query) in [
        ("9999.P0", ""),
        ("64_08.XX", ""),
        ("all", "startPeriod=2030"),
        ("all", "firstNObservations=0"),
        ("all", "updatedAfter=2026-11-23T01:00:00Z"),
    ] {
        let error = places(key, query).unwrap_err();
        assert_eq!((error.code(), error.http_status()), (100, 404), "{key} {query}: {error}");
    }
    let error = places("64_08", "").unwrap_err();
    assert!(error.to_string().contains("WILAYAH.UKURAN"), "{error}");
    assert_eq!(error.http_status(), 400);
    assert_eq!(flow.places(&Key::parse("..")).unwrap_err().code(), 140);
}

#[test]
fn what_is_asked_wrongly_is_answered_with_what_to_do() {
    for query in [
        "startPeriod=soon",
        "startPeriod=2024-Q5",
        "endPeriod=2024-13",
        "firstNObservations=-1",
        "detail=some",
        "updatedAfter=yesterday",
    ] {
        let error = Query::parse("/data/POV", query).unwrap_err();
        assert_eq!((error.code(), error.http_status()), (140, 400), "{query}");
    }
    for query in ["dimensionAtObservation=AllDimensions", "includeHistory=true"] {
        assert_eq!(Query::parse("/data/POV", query).unwrap_err().http_status(), 501, "{query}");
    }
    assert_eq!(Query::parse("/dataflow", "references=friends").unwrap_err().code(), 140);
    let error = Query::parse("/data/POV", "detail=<a&b>").unwrap_err();
    let xml = error.to_xml();
    assert!(xml.contains("<mes:ErrorMessage code=\"140\">"), "{xml}");
    assert!(xml.contains("&lt;a&amp;b&gt;") || xml.contains("`&lt;a`"), "{xml}");
    let json: serde_json::Value = serde_json::from_str(&error.to_json()).unwrap();
    assert_eq!(json["errors"][0]["code"], 140);
}

#[test]
fn periods_lie_within_others() {
    let period = |text| Period::parse(text).unwrap();
    let within = |text, start, end| period(text).is_within(Some(period(start)), Some(period(end)));
    assert!(within("2024", "2024", "2024") && within("2024-Q2", "2024", "2024"));
    assert!(within("2024-M03", "2024-03", "2024-Q1") && within("2024-02-29", "2024-02", "2024"));
    assert!(!within("2024", "2024-Q2", "2024") && !within("2024-S2", "2024", "2024-Q3"));
    assert!(within("2024-T2", "2024-05-01T00:00:00", "2024-08"));
    for text in [
        "",
        "24",
        "2024-",
        "2024-Q0",
        "2024-S3",
        "2024-T4",
        "2024-1",
        "2024-02-32",
        "2024Q1",
        "é024",
    ] {
        assert_eq!(Period::parse(text).unwrap_err(), SdmxError::Period { text: text.into() });
    }
}

#[test]
fn the_format_follows_what_is_accepted() {
    use DataFormat as D;
    let csv = "application/vnd.sdmx.data+csv;version=1.0.0";
    for (accept, format) in [
        ("", D::Generic),
        ("*/*", D::Generic),
        (csv, D::Csv1),
        ("application/vnd.sdmx.data+csv; version=2.0.0; labels=id", D::Csv2),
        ("application/vnd.sdmx.data+json", D::Json2),
        (
            "application/vnd.sdmx.data+json;version=1.0.0-wd, application/vnd.sdmx.data+json;version=1.0.0",
            D::Json1,
        ),
        ("application/vnd.sdmx.structurespecificdata+xml;version=2.1", D::StructureSpecific),
        ("application/json;q=0.5, text/csv;q=0.8", D::Csv1),
        ("*/*;q=0.1, application/json", D::Json2),
        ("text/html, application/xml;q=0.9", D::Generic),
        ("text/csv;q=0, application/json", D::Json2),
    ] {
        assert_eq!(negotiate::data(accept).unwrap(), format, "{accept}");
    }
    assert_eq!(negotiate::data(csv).unwrap().media_type(), csv);
    let json = "application/vnd.sdmx.structure+json;version=2.0.0";
    assert_eq!(negotiate::structure(json).unwrap(), StructureFormat::Json);
    assert_eq!(negotiate::structure("*/*").unwrap(), StructureFormat::Xml);
    let error = negotiate::data("image/png").unwrap_err();
    assert_eq!(error.http_status(), 406);
    assert!(error.to_string().contains(csv), "{error}");
}

/// The sample in two releases, and another flow over the same list of regions.
fn three() -> Vec<Cube> {
    let mut older = about();
    older.version = 1;
    let mut other = about();
    other.id = "IPM".into();
    [older, about(), other].map(|it| Cube::new(it, dimensions(), cells()).unwrap()).to_vec()
}

#[test]
fn structures_are_given_by_name_version_and_what_refers_to_them() {
    let cubes = three();
    let flows: Vec<Flow<'_>> = cubes.iter().map(|it| Flow::of(it).unwrap()).collect();
    let found = |path: &str| data(path, "").flow.find(&flows).map(|it| it.reference().to_string());
    assert_eq!(found("/data/POV").as_deref(), Some("KUTIM:POV(2.0)"));
    assert_eq!(found("/data/KUTIM,POV,1.0").as_deref(), Some("KUTIM:POV(1.0)"));
    assert_eq!(found("/data/BPS,POV"), None);
    let registry = Registry::of(&flows).unwrap();
    let ids = |path: &str, query: &str| -> Vec<String> {
        let found = registry.answer(&structure(path, query)).unwrap();
        found.iter().map(|it| format!("{} {}", it.at.kind.resource(), it.at)).collect()
    };
    assert_eq!(ids("/dataflow", ""), ["dataflow KUTIM:IPM(2.0)", "dataflow KUTIM:POV(2.0)"]);
    assert_eq!(ids("/dataflow/KUTIM/POV/1.0/", ""), ["dataflow KUTIM:POV(1.0)"]);
    assert_eq!(ids("/dataflow/KUTIM/POV/all", "").len(), 2);
    assert_eq!(ids("/datastructure/KUTIM/DSD_POV", "references=parents").len(), 2);
    assert_eq!(ids("/codelist/all/CL_WILAYAH", ""), ["codelist KUTIM:CL_WILAYAH(1.0)"]);
    assert_eq!(
        ids("/dataflow/KUTIM/POV", "references=descendants"),
        [
            "dataflow KUTIM:POV(2.0)",
            "codelist KUTIM:CL_OBS_STATUS(1.0)",
            "codelist KUTIM:CL_UKURAN(1.0)",
            "codelist KUTIM:CL_UNIT(1.0)",
            "codelist KUTIM:CL_WILAYAH(1.0)",
            "conceptscheme KUTIM:CS_POV(2.0)",
            "datastructure KUTIM:DSD_POV(2.0)",
        ]
    );
    assert_eq!(ids("/dataflow/KUTIM/POV", "references=children").len(), 2);
    assert_eq!(ids("/dataflow/KUTIM/POV", "references=codelist").len(), 5);
    assert!(
        ids("/dataflow/KUTIM/POV", "references=all")
            .contains(&"contentconstraint KUTIM:CC_POV(2.0)".into())
    );
    let stubs = registry.answer(&structure("/datastructure", "detail=allstubs")).unwrap();
    assert!(stubs.iter().all(|it| it.body == Body::Stub && it.at.kind == Kind::DataStructure));
    let none = registry.answer(&structure("/dataflow/BPS", "")).unwrap_err();
    assert_eq!(none.http_status(), 404);
}

#[test]
fn items_of_lists_are_given_alone_and_what_we_do_not_have_is_not_found() {
    let cube = poverty();
    let registry = Registry::of([&Flow::of(&cube).unwrap()]).unwrap();
    let answer = |path: &str, query: &str| registry.answer(&structure(path, query));
    let part = answer("/codelist/KUTIM/CL_WILAYAH/1.0/64_08_10", "").unwrap();
    let Body::Part(items) = &part[0].body else { panic!("{part:?}") };
    let item = (items[0].id.as_str(), items[0].parent.as_deref());
    assert_eq!((items.len(), item), (1, ("64_08_10", None)), "its parent is not in the answer");
    let header =
        Header { id: "A".into(), prepared: Instant::from_millis(0), sender: "KUTIM".into() };
    assert!(Registry::write(&part, StructureFormat::Xml, &header).contains("isPartial=\"true\""));
    assert!(Registry::write(&part, StructureFormat::Json, &header).contains("\"isPartial\":true"));
    let none = answer("/codelist/KUTIM/CL_WILAYAH/latest/99", "").unwrap_err();
    assert_eq!(none.http_status(), 404);
    let whole = answer("/codelist/all/CL_WILAYAH/latest/all", "references=categoryscheme").unwrap();
    assert_eq!(whole.len(), 1);
    assert_eq!(Query::parse("/categoryscheme/KUTIM", "").unwrap_err().http_status(), 404);
    let actual = answer("/actualconstraint", "").unwrap();
    assert_eq!(actual[0].at.to_string(), "KUTIM:CC_POV(2.0)");
}

#[test]
fn what_cannot_be_said_in_sdmx_is_refused() {
    let with = |change: fn(&mut Vec<Dimension>)| {
        let mut all = dimensions();
        change(&mut all);
        let cube = Cube::new(about(), all, cells()).unwrap();
        Flow::of(&cube).map(drop).unwrap_err()
    };
    let twins = with(|all| {
        all[0].codes[1].id = "64_08".into();
    });
    let (list, one, other) = ("CL_WILAYAH".into(), "64.08".into(), "64_08".into());
    assert_eq!(twins, SdmxError::Collision { list, one, other });
    let reserved = with(|all| all[2].id = "OBS_STATUS".into());
    assert_eq!(reserved, SdmxError::Reserved { id: "OBS_STATUS".into() });
    let period = with(|all| all[1].codes[0].id = "tahun lalu".into());
    assert_eq!(period, SdmxError::Period { text: "tahun lalu".into() });
    // One list in two flows, in which an id stands for different codes.
    let mut all = dimensions();
    all[0].codes[1].id = "64.08_10".into();
    let cubes = [poverty(), Cube::new(about(), all, cells()).unwrap()];
    let flows: Vec<Flow<'_>> = cubes.iter().map(|it| Flow::of(it).unwrap()).collect();
    assert!(matches!(Registry::of(&flows), Err(SdmxError::Collision { .. })));
}

#[test]
fn an_availability_counts_what_is_there() {
    let cube = poverty();
    let part = cube.select(&[vec![0, 2], vec![1], vec![0]]).unwrap();
    let artefact = Constraint::artefact(&Flow::of(&part).unwrap());
    let Body::Constraint(it) = &artefact.body else { panic!("{artefact:?}") };
    assert_eq!(it.counts, Some((2, 2)));
    assert_eq!(it.values[0], ("WILAYAH".into(), vec!["64_08".into(), "64_08_01".into()]));
    let header =
        Header { id: "A".into(), prepared: Instant::from_millis(0), sender: "KUTIM".into() };
    let xml = Registry::write(&[artefact], StructureFormat::Xml, &header);
    assert!(xml.contains("<com:Annotation id=\"series_count\"><com:AnnotationTitle>2<"), "{xml}");
}

#[test]
fn details_leave_out_what_is_not_wanted() {
    let cube = poverty();
    let write = |detail| {
        let header =
            Header { id: "A".into(), prepared: cube.about().released, sender: "KUTIM".into() };
        let data = Data::new(&cube, detail).unwrap();
        [DataFormat::Generic, DataFormat::StructureSpecific, DataFormat::Csv1, DataFormat::Json1]
            .map(|format| data.write(format, &header))
            .join("\n")
    };
    let (only, keys, none) =
        (write(DataDetail::DataOnly), write(DataDetail::SeriesKeysOnly), write(DataDetail::NoData));
    assert!(only.contains("9.06") && !only.contains("OBS_STATUS") && !only.contains("PERSEN"));
    assert!(!keys.contains("9.06") && keys.contains("64_08_10") && !keys.contains("PERSEN"));
    assert!(!none.contains("9.06") && none.contains("PERSEN"));
}

#[test]
fn signs_that_xml_cannot_hold_do_not_break_a_message() {
    let mut all = dimensions();
    all[0].codes[0].title = cube::Text::name("bel\u{7}, nol\u{0}, \u{ffff}; \t]]>");
    let cube = Cube::new(about(), all, cells()).unwrap();
    let registry = Registry::of([&Flow::of(&cube).unwrap()]).unwrap();
    let artefacts: Vec<_> = registry.artefacts().cloned().collect();
    let header =
        Header { id: "A".into(), prepared: Instant::from_millis(0), sender: "KUTIM".into() };
    let xml = Registry::write(&artefacts, StructureFormat::Xml, &header);
    assert!(xml.contains("bel\u{fffd}, nol\u{fffd}, \u{fffd}; \t]]&gt;<"), "{xml}");
}

proptest! {
    /// Any code becomes an id of SDMX, and only dots and underscores may be mistaken for each other.
    #[test]
    fn ids_are_ids_and_differ(one in "\\PC{1,8}", other in "[a-z._$+ é]{1,4}") {
        let fits = |id: &str| id.bytes().all(|b| b.is_ascii_alphanumeric() || b"_@$-".contains(&b));
        prop_assert!(fits(&wire_id(&one)) && fits(&wire_id(&other)));
        let plain = |code: &str| code.replace('.', "_");
        prop_assert_eq!(wire_id(&one) == wire_id(&other), plain(&one) == plain(&other));
    }

    /// Nothing that is asked makes it fall over.
    #[test]
    fn any_question_is_answered(path in "(/|data|dataflow|POV|%2C|,|\\.|\\+|all|\\PC){0,8}", query in "\\PC{0,30}") {
        let cube = poverty();
        let flow = Flow::of(&cube).unwrap();
        if let Ok(Query::Data(it)) = Query::parse(&path, &query) {
            drop(it.places(&flow));
        }
        drop(negotiate::data(&query));
        drop(Period::parse(&query));
    }
}
