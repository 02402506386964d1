//! The shapes of CKAN.

use base::Language;
use catalogue::ckan::{
    DatastoreInfo, DatastoreSearch, Envelope, Failure, FailureKind, Links, Organization, Package,
    PortalFields, Record, fields,
};
use catalogue::columns;
use serde_json::{Value, json};

use crate::sample;
use crate::shelf::{poverty, publisher};

#[test]
fn a_package_has_the_fields_that_regency_portals_have_and_those_of_the_national_one() {
    let portal = PortalFields {
        id_mskeg: Some("123".into()),
        apakah_indikator_komposit: Some("Tidak".into()),
        ..PortalFields::default()
    };
    let package = Package::new(&poverty(), portal, Some("csv"), Language::Id);
    let said = serde_json::to_value(Envelope::new(package)).unwrap();
    assert_eq!(said["success"], true);
    let result = &said["result"];
    for field in [
        "id",
        "name",
        "title",
        "notes",
        "owner_org",
        "license_id",
        "private",
        "metadata_created",
        "metadata_modified",
        "num_resources",
        "tags",
        "state",
        "type",
    ] {
        assert!(result.get(field).is_some_and(|it| !it.is_null()), "{field}");
    }
    assert_eq!(result["organization"]["name"], "dinsos");
    assert_eq!(result["metadata_modified"], "2026-11-23T01:00:00.000000");
    assert_eq!(result["accessRights"], "terbuka");
    assert_eq!(result["accrualPeriodicity"], "R/P1Y");
    assert_eq!((&result["id_mskeg"], result.get("rumus")), (&json!("123"), None));
    assert_eq!(result["tags"][0]["name"], "kemiskinan");
    assert_eq!(result["resources"][0]["datastore_active"], true);
    assert_eq!(result["resources"][1]["datastore_active"], false);
    assert_eq!(
        (&result["num_resources"], &result["resources"][0]["id"]),
        (&json!(2), &json!("pov-csv"))
    );
    let office = serde_json::to_value(Organization::new(&publisher(), 7, Language::En)).unwrap();
    assert_eq!((&office["title"], &office["package_count"]), (&json!("Social Office"), &json!(7)));
}

#[test]
fn records_keep_their_digits_and_their_order() {
    let cube = sample::poverty();
    let columns = columns(cube.dimensions(), Language::Id);
    let records: Vec<Record> = Record::of(&cube, Language::Id).collect();
    let fields = fields(&columns);
    assert_eq!((fields[0].id.as_str(), fields[7].r#type), ("_id", "numeric"));
    let links = Links { start: "/api".into(), next: "/api?offset=12".into() };
    let search = DatastoreSearch {
        resource_id: "pov-csv".into(),
        fields,
        total: records.len(),
        records,
        include_total: true,
        total_was_estimated: false,
        limit: 12,
        offset: 0,
        records_format: "objects",
        links,
    };
    let text = serde_json::to_string(&Envelope::new(search)).unwrap();
    let first = r#"{"_id":1,"WILAYAH":"64.08","WILAYAH_nama":"Kutai Timur","TAHUN":"2023","TAHUN_nama":"2023","UKURAN":"P0","UKURAN_nama":"Persentase Penduduk Miskin","nilai":9.06,"tanda":"","satuan":"persen"}"#;
    assert!(text.contains(first), "{text}");
    assert!(text.contains(r#""nilai":0.00,"#) && text.contains(r#""nilai":null,"tanda":"x""#));
    let read: Value = serde_json::from_str(&text).unwrap();
    assert_eq!((&read["result"]["total"], read["result"].get("offset")), (&json!(12), None));
    let info = serde_json::to_value(DatastoreInfo::new("pov-csv", 12, &columns)).unwrap();
    assert_eq!(info["meta"]["count"], 12);
}

#[test]
fn failures_carry_the_names_by_which_clients_know_them() {
    for (kind, name, status) in [
        (FailureKind::NotFound, "Not Found Error", 404),
        (FailureKind::NotAuthorized, "Authorization Error", 403),
        (FailureKind::Validation, "Validation Error", 409),
    ] {
        let said = serde_json::to_value(Failure::new(kind, "Tidak ada")).unwrap();
        let error = json!({ "__type": name, "message": "Tidak ada" });
        assert_eq!(said, json!({ "success": false, "error": error }));
        assert_eq!(kind.http_status(), status);
    }
}
