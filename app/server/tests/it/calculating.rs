//! Calculating without a database, and settings.

use std::io::Write;
use std::process::{Output, Stdio};

use serde_json::{Value, json};

use crate::support::*;

const CASE: &str = r#"{"tax_year":2025,"classes":"PMK-150-2010","rules":{"njoptkp":10000000,"njkp":[{"above":0,"percent":"20"},{"above":1000000000,"percent":"40"}],"tariff":[{"above":0,"percent":"0.5"}],"bracket_basis":"njop","bracket_mode":"whole","minimum":0,"minimum_when_zero":false,"rounding":{"mode":"half_up","unit":1},"max_increase_percent":null},"last_year_due":null,"land":[{"area_m2":"612","value_per_m2":1750000,"classify":true}],"buildings":[{"area_m2":"140.5","value":337200000},{"area_m2":"0","value":12000000}],"classify_buildings":true,"joint":{"share":"36/8400","land":{"area_m2":"3200","value_per_m2":2750000,"classify":true},"building":{"area_m2":"410","value":902000000,"classify":true}},"reduction_percent":"0"}"#;

fn calculate(case: &str) -> Output {
    let mut command = pelangi(&["property-tax", "calculate"]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("it starts");
    // A refused case may be refused before it was read to its end.
    drop(child.stdin.take().expect("its input").write_all(case.as_bytes()));
    child.wait_with_output().expect("it ends")
}

#[test]
fn a_case_is_calculated_and_its_parts_add_up() {
    let done = calculate(CASE);
    assert!(done.status.success(), "{}", said(&done));
    let answer: Value = serde_json::from_slice(&done.stdout).expect("JSON");
    let int = |name: &str| answer[name].as_i64().unwrap_or_else(|| panic!("{name}: {answer}"));
    assert_eq!(int("taxable"), int("njop") - int("njoptkp"));
    // Above one billion: 40 % NJKP at 0,5 %.
    assert_eq!(int("njoptkp"), 10_000_000);
    assert!(int("njop") > 1_000_000_000);
    let exact = i128::from(int("taxable")) * 40 * 5;
    assert_eq!(i128::from(int("tax")), (exact + 50_000) / 100_000);
    assert!(answer["steps"].as_array().is_some_and(|steps| steps.len() > 5));
}

#[test]
fn a_case_that_makes_no_sense_is_refused_with_its_place() {
    for (from, to) in [
        ("\"612\"", "\"-612\""),
        ("PMK-150-2010", "PMK-1"),
        ("36/8400", "36/0"),
        ("\"njoptkp\":10000000,", ""),
        ("\"percent\":\"0.5\"", "\"percent\":\"setengah\""),
        ("{\"tax_year\"", "[{\"tax_year\""),
    ] {
        let case = CASE.replacen(from, to, 1);
        assert_ne!(case, CASE);
        let done = calculate(&case);
        assert_refused(&done, 2, &["pelangi: "]);
        assert!(done.stdout.is_empty(), "{from}");
    }
    assert_refused(&calculate(""), 2, &[]);
}

#[test]
fn the_law_and_the_old_program_count_months_in_their_own_way() {
    let penalty = |paid: &str, mode: &str| {
        let words = ["--principal", "127500", "--due", "2025-09-30", "--paid", paid];
        let rest = ["--mode", mode, "--percent", "1", "--max-months", "24"];
        let done = run(&[&["property-tax", "penalty"], &words[..], &rest[..]].concat());
        assert!(done.status.success(), "{}", said(&done));
        serde_json::from_slice::<Value>(&done.stdout).expect("JSON")
    };
    assert_eq!(penalty("2025-10-01", "law"), json!({ "months": 1, "penalty": 1275 }));
    assert_eq!(penalty("2025-09-30", "law"), json!({ "months": 0, "penalty": 0 }));
    assert_eq!(penalty("2030-01-01", "law"), json!({ "months": 24, "penalty": 30600 }));
    assert_eq!(penalty("2030-01-01", "legacy")["months"], 24);
}

#[test]
fn what_is_mistyped_is_told_and_changes_nothing() {
    let place = Place::with_cell();
    let (config, none) = (place.config("cell"), place.path("nowhere/pelangi.toml"));
    let refused = |words: &[&str], expected: &[&str]| assert_refused(&run(words), 2, expected);
    refused(&["serve", "--config", &none], &["cell create"]);
    refused(&["property-tax", "import", "--config", &config, &none], &["is not a folder"]);
    refused(&["property-tax", "rules", "--config", &config, &none], &["cannot be read"]);
    let assess = ["property-tax", "assess", "--config", &config, "--year"];
    refused(&[&assess[..], &["2026", "--village", "12"]].concat(), &["ten digits"]);
    refused(&[&assess[..], &["26"]].concat(), &["26"]);
    let generate = ["property-tax", "generate", "--seed", "1", "--objects"];
    refused(&[&generate[..], &["0", &none]].concat(), &["1 to"]);
    refused(&[&generate[..], &["5", &place.path("cell")]].concat(), &["not empty"]);
    refused(
        &["property-tax", "penalty", "--principal", "1", "--due", "2025-02-30"],
        &["2025-02-30"],
    );
    let no_rules = run(&[&assess[..], &["2026"]].concat());
    assert_refused(&no_rules, 1, &["property-tax/no-rules"]);
    let told = run(&[&assess[..], &["2026", "--json"]].concat());
    let told: Value = serde_json::from_slice(&told.stdout).expect("JSON");
    assert_eq!(told["error"]["code"], "property-tax/no-rules");
}

#[test]
fn an_existing_cell_is_never_overwritten() {
    let place = Place::with_cell();
    let (config, before) = (place.config("cell"), std::fs::read(place.config("cell")));
    let words = ["cell", "create", "--config", &config, "--code", "62.02", "--name", "Lain"];
    let again = run(&[&words[..], &["--zone", "Asia/Pontianak"]].concat());
    assert_refused(&again, 2, &["exists already"]);
    assert_eq!(std::fs::read(&config).ok(), before.ok());
}

#[test]
fn an_unknown_setting_and_a_missing_address_are_refused() {
    let place = Place::with_cell();
    let config = place.config("cell");
    let text = std::fs::read_to_string(&config).expect("settings");
    std::fs::write(&config, format!("{text}\n[server]\nlisten_on = \"x\"\n")).expect("written");
    assert_refused(&run(&["config", "check", "--config", &config]), 2, &["listen_on"]);
    let doctor = run(&["doctor", "--config", &config]);
    assert_refused(&doctor, 1, &["FAIL  settings", "listen_on"]);
    // A real cell needs TLS.
    let plain = text.replace("demo = true", "demo = false").replace("https://", "http://");
    std::fs::write(&config, plain).expect("written");
    assert_refused(&run(&["config", "check", "--config", &config]), 2, &["https://"]);
}

#[test]
fn the_manual_names_every_setting() {
    let manual = run(&["config", "manual"]);
    let text = String::from_utf8(manual.stdout).expect("text");
    for setting in ["public_url", "trusted_proxies", "tls_key", "metrics_from", "level"] {
        assert!(text.contains(setting), "{setting}");
    }
    let place = Place::new();
    let path = place.path("manual.toml");
    std::fs::write(&path, text).expect("written");
    json(&["config", "check", "--config", &path]);
}
