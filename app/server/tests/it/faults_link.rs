//! The link to PostgreSQL breaks while the program serves, and comes back.

use std::fs;

use testkit::Link;

use crate::browser::{Answer, Browser};
use crate::support::*;

const IMPORTS: &str = "/kerja/pbb/impor";

/// A demo cell on a server behind a link, with people and objects in it.
fn served(place: &Place, link: &Link) -> Server {
    place.create("demo", &["--database", &link.target().address()]);
    let dir = place.path("demo");
    let words = ["demo", "--dir", &dir, "--port", "0", "--objects", "40"];
    Server::start(&words, place.path("log").as_ref())
}

/// What was generated for the demo, as files of a form.
fn extract(place: &Place) -> Vec<(String, Vec<u8>)> {
    let files = fs::read_dir(place.path("demo/extract")).expect("the extract").flatten();
    files
        .filter(|file| file.path().extension().is_some_and(|kind| kind == "csv"))
        .map(|file| {
            let bytes = fs::read(file.path()).expect("a table");
            (file.file_name().to_string_lossy().into_owned(), bytes)
        })
        .collect()
}

fn assert_told_to_wait(answer: Answer) {
    let answer = answer.expect(503, &[]);
    assert_eq!(answer.header("retry-after"), "10", "{answer:?}");
}

fn a_cut_link_is_told_on_every_page(target: &db::Target) {
    let (place, link) = (Place::new(), Link::to(target));
    let server = served(&place, &link);
    let nop = server.samples().remove(0);
    let (page, api) = (format!("/pbb?nop={nop}"), format!("/api/v1/property-tax/objects/{nop}/notices"));
    let mut officer = Browser::signed_in(&server, "petugas");
    let mut citizen = Browser::new(&server);
    citizen.get(&page).expect(200, &[]);

    link.cut();
    let told = citizen.get(&page).expect(503, &["<html", "Nomor kejadian"]);
    assert_told_to_wait(told);
    let problem = citizen.get(&api).expect_problem(503, "db/unavailable");
    assert_told_to_wait(problem);
    assert_told_to_wait(officer.get(IMPORTS));
    let ready = citizen.get("/readyz").expect(503, &["unreachable"]).json();
    assert_eq!((&ready["ready"], &ready["reads"]), (&false.into(), &false.into()));
    citizen.get("/healthz").expect(200, &["ok"]);
    citizen.get("/").expect(200, &[]);

    link.mend();
    citizen.get(&page).expect(200, &[]);
    citizen.get(&api).expect(200, &[]);
    officer.get(IMPORTS).expect(200, &[]);
    let ready = citizen.get("/readyz").expect(200, &["\"open\""]).json();
    assert_eq!(ready["writes"], true);
    let verified = json(&["audit", "verify", "--config", &place.config("demo")]);
    assert_eq!(verified["sound"], true);
    server.stop();
}

mod a_cut_link_is_told_and_healed_without_a_restart {
    #[test]
    fn postgres_only() {
        crate::support::on_postgres(super::a_cut_link_is_told_on_every_page);
    }
}
