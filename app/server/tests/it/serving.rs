//! The server as a citizen, a probe and an operator meet it.

use std::fs;

use crate::support::*;

fn demo(place: &Place, dir: &str) -> Server {
    let dir = place.path(dir);
    let words = ["demo", "--dir", &dir, "--port", "0", "--objects", "40"];
    Server::start(&words, place.path("log").as_ref())
}

#[test]
fn the_demo_introduces_itself_answers_and_is_there_again_after_a_restart() {
    let place = Place::new();
    let server = demo(&place, "demo");
    let told = server.told.join("\n");
    for word in ["petugas", "kepala", "admin", "password", "64.08"] {
        assert!(told.contains(word), "{word}: {told}");
    }
    let nops = server.samples();
    assert!(nops.len() >= 3, "{told}");
    for nop in &nops {
        let (status, answer) = server.get(&format!("/api/v1/property-tax/objects/{nop}/notices"));
        assert_eq!(status, 200, "{answer}");
    }
    let (status, answer) = server.get("/api/v1/property-tax/objects/64080100/notices");
    assert!((400..500).contains(&status) && answer.contains("base/nop-length"), "{answer}");
    assert_eq!(server.get("/").0, 200);
    assert_eq!(server.get("/healthz").0, 200);
    server.stop();

    let again = demo(&place, "demo");
    assert_eq!(again.samples(), nops);
}

#[test]
fn a_real_cell_takes_no_demo_data() {
    let place = Place::new();
    let config = place.config("real");
    let words = ["cell", "create", "--config", &config, "--code", "64.08", "--name", "Kutim"];
    json(&[&words[..], &["--zone", "Asia/Makassar"]].concat());
    let demo = run(&["demo", "--dir", &place.path("real"), "--port", "0"]);
    assert_refused(&demo, 2, &["real cell"]);
    place.generate(20);
    let import = ["property-tax", "import", "--config", &config, &place.path("extract")];
    assert_refused(&run(&import), 1, &["property-tax/demo-data"]);
    let rules = ["property-tax", "rules", "--config", &config, RULES];
    assert_refused(&run(&rules), 1, &["property-tax/demo-data"]);
}

#[test]
fn the_log_never_names_an_object_or_a_person() {
    let place = Place::new();
    let server = demo(&place, "demo");
    let nops = server.samples();
    for nop in &nops {
        let dotted = format!("{}.{}.{}", &nop[..2], &nop[2..4], &nop[4..]);
        for path in [
            format!("/api/v1/property-tax/objects/{nop}/notices"),
            format!("/pbb/{nop}"),
            format!("/pbb?nop={nop}"),
            format!("/pbb/cari?nop={dotted}"),
            format!("/api/v1/property-tax/objects/{nop}9/notices"),
        ] {
            server.get(&path);
        }
    }
    let file = server.log.clone();
    server.stop();
    let log = fs::read_to_string(file).expect("the log");
    assert!(log.contains("DEBUG") || log.contains("INFO"), "{log}");
    let subjects = fs::read_to_string(place.path("demo/extract/DAT_SUBJEK_PAJAK.csv"));
    let subjects = subjects.expect("the extract");
    let people: Vec<&str> = subjects.lines().skip(1).filter_map(|l| l.split(',').next()).collect();
    assert!(people.len() > 10 && nops.len() >= 3);
    for secret in nops.iter().map(String::as_str).chain(people).filter(|s| s.len() > 8) {
        assert!(!log.contains(secret), "the log names {secret}");
    }
}

#[test]
fn figures_are_for_this_machine_and_name_no_object() {
    let place = Place::new();
    let server = demo(&place, "demo");
    let nop = server.samples().remove(0);
    server.get(&format!("/api/v1/property-tax/objects/{nop}/notices"));
    let (status, figures) = server.get("/metrics");
    assert_eq!(status, 200, "{figures}");
    for word in [
        "pelangi_http_requests_total",
        "pelangi_http_seconds_bucket",
        "route=\"/api/v1/property-tax/objects/{nop}/notices\"",
        "pelangi_database_open{engine=\"sqlite\"} 1",
        "pelangi_audit_unsealed",
        "pelangi_jobs{state=\"dead\"} 0",
    ] {
        assert!(figures.contains(word), "{word}: {figures}");
    }
    assert!(!figures.contains(&nop));
    // Somebody whom a proxy passed on may be anybody.
    assert_eq!(server.get_with("/metrics", "x-forwarded-for: 10.1.2.3\r\n").0, 404);
    let (status, ready) = server.get("/readyz");
    assert_eq!(status, 200);
    assert!(ready.contains("\"engine\":\"sqlite\"") && ready.contains("\"state\":\"open\""));
}
