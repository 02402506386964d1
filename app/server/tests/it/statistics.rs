//! Tables of statistics that an operator checks, brings and releases without a page.

use std::fs;

use serde_json::Value;

use crate::support::*;

db::statements! {
    ACCEPT = "
        update stat_obligation set state = 'ready' where dataset = 'SEKOLAH_DASAR'";
    PASS_ON = "
        update stat_obligation set state = 'examining' where dataset = 'SEKOLAH_DASAR'";
}

const OWED: [&str; 4] = ["--dataset", "SEKOLAH_DASAR", "--period", "2024"];

/// A figure of each of the eighteen kecamatan of Kutai Timur.
fn schools() -> String {
    let line = |n: u32| format!("64.08.{n:02},{}\n", 20 + n % 5);
    let lines: String = (1..=18).map(line).collect();
    format!("Kode,Sekolah Dasar 2024\n{lines}")
}

/// Like [`schools`], with what people leave in tables.
fn odd() -> String {
    schools().replace("64.08.04,24", "64.08.04,dua puluh").replace("64.08.10,", "64.08.1,")
}

/// The same as BPS would answer, by its own codes.
fn answer_of_bps() -> String {
    let codes = [
        6404010, 6404011, 6404012, 6404020, 6404021, 6404022, 6404030, 6404031, 6404040, 6404041,
        6404042, 6404043, 6404044, 6404050, 6404051, 6404052, 6404053, 6404054,
    ];
    let rows = codes.map(|code| serde_json::json!({ "val": code, "label": "<b>Kecamatan X</b>" }));
    let figures = codes.map(|code| (format!("{code}901240"), Value::from(20)));
    serde_json::json!({
        "status": "OK", "data-availability": "available", "labelvervar": "Kecamatan",
        "var": [{ "val": 9, "label": "Sekolah Dasar", "unit": "unit" }],
        "turvar": [{ "val": 0, "label": "Tidak ada" }], "vervar": rows,
        "tahun": [{ "val": 124, "label": "2024" }], "turtahun": [{ "val": 0, "label": "Tahun" }],
        "datacontent": figures.into_iter().collect::<serde_json::Map<_, _>>(),
    })
    .to_string()
}

struct Desk {
    place: Place,
    config: String,
}

impl Desk {
    fn new() -> Self {
        let place = Place::new();
        let dir = place.path("demo");
        let words = ["demo", "--dir", &dir, "--port", "0", "--objects", "40"];
        Server::start(&words, place.path("log").as_ref()).stop();
        let config = place.config("demo");
        Self { place, config }
    }

    fn file(&self, name: &str, text: impl AsRef<[u8]>) -> String {
        let path = self.place.path(name);
        fs::write(&path, text).expect("written");
        path
    }

    fn statistics(&self, deed: &str, more: &[&str]) -> std::process::Output {
        run(&[&["statistics", deed, "--json", "--config", &self.config], more].concat())
    }
}

fn answer(done: &std::process::Output) -> Value {
    serde_json::from_slice(&done.stdout).unwrap_or_else(|_| panic!("no JSON: {}", said(done)))
}

#[test]
fn a_table_is_checked_brought_and_released_without_a_page() {
    let desk = Desk::new();
    let (bad, good) = (desk.file("odd.csv", odd()), desk.file("sekolah.csv", schools()));
    let checked = desk.statistics("check", &["--dataset", "SEKOLAH_DASAR", &bad]);
    assert_eq!(checked.status.code(), Some(1), "{}", said(&checked));
    let report = answer(&checked);
    assert_eq!(report["periods"], serde_json::json!(["2024"]));
    let findings = report["findings"].as_array().expect("findings");
    let finding = |says: &str| findings.iter().find(|it| it["says"] == says).expect("found");
    let number = finding("not-a-number");
    assert_eq!((&number["cell"], &number["severity"]), (&"B5".into(), &"error".into()));
    assert_eq!(number["sentence"], "“dua puluh” is no number.");
    assert_eq!(finding("code-lost-nought")["cell"], "A11");
    let sound = desk.statistics("check", &["--dataset", "SEKOLAH_DASAR", &good]);
    assert!(sound.status.success(), "{}", said(&sound));
    assert_eq!(answer(&sound)["figures"], 18);

    let bps = desk.file("bps.json", answer_of_bps());
    let of_bps = desk.statistics("check", &["--dataset", "SEKOLAH_DASAR", &bps]);
    assert!(of_bps.status.success(), "{}", said(&of_bps));
    assert_eq!(answer(&of_bps)["figures"], 18);
    let codes = schools().replace("64.08.01", "6404010");
    let codes = desk.file("kode-bps.csv", codes);
    let of_office = answer(&desk.statistics("check", &["--dataset", "SEKOLAH_DASAR", &codes]));
    assert_eq!(of_office["findings"][0]["says"], "code-other-system", "{of_office}");

    let import = |file: &str| desk.statistics("import", &[&OWED[..], &[file]].concat());
    let left = import(&bad);
    assert_eq!((left.status.code(), &answer(&left)["state"]), (Some(1), &"collecting".into()));
    let done = answer(&import(&good));
    assert_eq!((&done["state"], &done["unchanged"]), (&"submitted".into(), &false.into()));
    let again = import(&good);
    assert!(again.status.success());
    assert_eq!(answer(&again)["unchanged"], true);

    assert_refused(&desk.statistics("release", &OWED), 1, &["statistics/not-now"]);
    let walidata = |statement| assert_eq!(desk.place.change("demo", statement, &[]), 1);
    walidata(&PASS_ON);
    walidata(&ACCEPT);
    let released = desk.statistics("release", &OWED);
    assert!(released.status.success(), "{}", said(&released));
    let dir = desk.place.path("demo");
    let words = ["demo", "--dir", &dir, "--port", "0", "--objects", "40"];
    let server = Server::start(&words, desk.place.path("log").as_ref());
    let (status, page) = server.get("/statistik/SEKOLAH_DASAR/tabel.csv");
    assert_eq!(status, 200, "{page}");
    assert!(page.contains("64.08.18") && page.matches("2024").count() >= 18, "{page}");
}

#[test]
fn what_cannot_be_read_or_is_not_owed_is_said_and_nothing_is_kept() {
    let desk = Desk::new();
    let good = desk.file("sekolah.csv", schools());
    let check = |more: &[&str]| desk.statistics("check", more);
    assert_refused(&check(&["--dataset", "TIDAK_ADA", &good]), 2, &["statistics/no-dataset"]);
    let nowhere = desk.place.path("tidak-ada.csv");
    assert_refused(&check(&["--dataset", "SEKOLAH_DASAR", &nowhere]), 2, &["cannot be read"]);
    let old = desk.file("lama.xls", [0xd0, 0xcf, 0x11, 0xe0, 0, 0]);
    assert_refused(&check(&["--dataset", "SEKOLAH_DASAR", &old]), 2, &["tables/"]);
    let unknown = desk.file("galat.json", "{\"status\":\"Error\"}");
    assert_refused(&check(&["--dataset", "SEKOLAH_DASAR", &unknown]), 2, &["statistics/webapi"]);
    let import = |period: &str, file: &str| {
        desk.statistics("import", &["--dataset", "SEKOLAH_DASAR", "--period", period, file])
    };
    assert_refused(&import("2019", &good), 2, &["statistics/not-owed"]);
    assert_refused(&import("kemarin", &good), 2, &["--period", "2025-S1"]);
    assert_refused(&import("2024", &old), 2, &["tables/"]);
    let at = desk.statistics("release", &[&OWED[..], &["--at", "besok"]].concat());
    assert_refused(&at, 2, &["--at", "2026-12-01T01:00:00Z"]);
    // Nothing was brought, so nothing can be released.
    assert_refused(&desk.statistics("release", &OWED), 1, &["statistics/not-now"]);
}
