//! The link to PostgreSQL breaks while the program serves, and comes back.

use db::Target;
use testkit::Link;

use crate::browser::{Answer, Browser};
use crate::imports;
use crate::support::*;

/// A demo cell on a server behind a link, with people and objects in it.
fn served(place: &Place, link: &Link) -> Server {
    place.create("demo", &["--database", &link.target().address()]);
    let dir = place.path("demo");
    let words = ["demo", "--dir", &dir, "--port", "0", "--objects", "40"];
    Server::start(&words, place.path("log").as_ref())
}

fn assert_told_to_wait(answer: Answer) {
    let answer = answer.expect(503, &[]);
    assert_eq!(answer.header("retry-after"), "10", "{answer:?}");
}

fn a_cut_link_is_told_on_every_page(target: &Target) {
    let (place, link) = (Place::new(), Link::to(target));
    let server = served(&place, &link);
    let nop = server.samples().remove(0);
    let (page, api) =
        (format!("/pbb?nop={nop}"), format!("/api/v1/property-tax/objects/{nop}/notices"));
    let mut officer = Browser::signed_in(&server, "petugas");
    let mut citizen = Browser::new(&server);
    citizen.get(&page).expect(200, &[]);

    link.cut();
    let told = citizen.get(&page).expect(503, &["<html", "Nomor kejadian"]);
    assert_told_to_wait(told);
    let problem = citizen.get(&api).expect_problem(503, "db/unavailable");
    assert_told_to_wait(problem);
    assert_told_to_wait(officer.get(imports::PAGE));
    let ready = citizen.get("/readyz").expect(503, &["unreachable"]).json();
    assert_eq!((&ready["ready"], &ready["reads"]), (&false.into(), &false.into()));
    citizen.get("/healthz").expect(200, &["ok"]);
    citizen.get("/").expect(200, &[]);

    link.mend();
    citizen.get(&page).expect(200, &[]);
    // A link that says nothing is worse than one that is cut: a probe must not wait for it.
    link.hang();
    citizen.get("/readyz").expect(503, &["\"reads\":false"]);
    citizen.get("/healthz").expect(200, &["ok"]);
    link.mend();
    citizen.get(&api).expect(200, &[]);
    officer.get(imports::PAGE).expect(200, &[]);
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

fn an_import_meets_a_cut_link(target: &Target) {
    let (place, link) = (Place::new(), Link::to(target));
    let server = served(&place, &link);
    let nop = server.samples().remove(0);
    let api = format!("/api/v1/property-tax/objects/{nop}/notices");
    let mut officer = Browser::signed_in(&server, "petugas");
    let before = officer.get(&api).expect(200, &[]).text;
    place.generate(4_000);

    imports::ask(&mut officer, &place.path("extract"), target);
    link.cut();
    eventually("the job failed", || server.logged().contains("a job failed").then_some(()));
    officer.get(imports::PAGE).expect(503, &["Nomor kejadian"]);
    link.mend();
    assert_eq!(officer.get(&api).expect(200, &[]).text, before, "nothing of it is seen");

    imports::let_a_minute_pass(target);
    imports::wait_until_published(target);
    assert_eq!(texts(target, &imports::STATES), ["published", "failed", "published"]);
    assert_eq!(texts(target, &imports::FAILURES), ["property-tax/import-died"]);
    officer.get(&format!("{}/2", imports::PAGE)).expect(200, &["Impor terputus"]);
    assert_eq!(texts(target, &imports::LEFT), Vec::<String>::new());
    server.stop();
    let config = place.config("demo");
    assert_eq!(json(&["audit", "verify", "--config", &config])["sound"], true);
    let doctor = run(&["doctor", "--config", &config]);
    assert_refused(&doctor, 0, &["ok    imports", "ok    jobs"]);
}

mod an_import_survives_a_cut_link {
    #[test]
    fn postgres_only() {
        crate::support::on_postgres(super::an_import_meets_a_cut_link);
    }
}

fn a_command_meets_a_cut_link(target: &Target) {
    let (place, link) = (Place::new(), Link::to(target));
    place.create("cell", &["--database", &link.target().address()]);
    place.generate(4_000);
    let (config, folder) = (place.config("cell"), place.path("extract"));
    let import = ["property-tax", "import", "--config", &config, &folder];
    let done = when_it_says(pelangi(&import), "SPPT", |_| link.cut());
    assert_refused(&done, 1, &["database", "db/unavailable"]);
    for command in ["doctor", "migrate", "serve"] {
        assert_refused(&run(&[command, "--config", &config]), 1, &["cannot be reached"]);
    }
    link.mend();
    imports::let_a_minute_pass(target);
    assert_eq!(json(&import)["balanced"], true);
    assert_eq!(texts(target, &imports::STATES), ["failed", "published"]);
}

mod an_import_by_command_tells_of_a_cut_link {
    #[test]
    fn postgres_only() {
        crate::support::on_postgres(super::a_command_meets_a_cut_link);
    }
}
