//! Several processes serve one cell on PostgreSQL, and a command works beside them.

use std::thread;

use db::Target;

use crate::browser::Browser;
use crate::imports;
use crate::support::*;

db::statements! {
    RUNS = "select state from ptax_run order by id";
}

fn three_processes(target: &Target) {
    let place = Place::new();
    place.create("demo", &["--database", &target.address()]);
    let (dir, config) = (place.path("demo"), place.config("demo"));
    let words = ["demo", "--dir", &dir, "--port", "0", "--objects", "40"];
    let one = Server::start(&words, place.path("log-one").as_ref());
    let serve = ["serve", "--config", &config];
    // Both answer to one address, as behind a balancer: cookies and QR codes are the same.
    let address = format!("http://localhost:{}", one.port());
    let environment = [("PELANGI_CELL__PUBLIC_URL", address.as_str())];
    let other = Server::start_with(&serve, place.path("log-other").as_ref(), &environment);

    // Whoever signs in at one is known at the other, and out at both.
    let mut officer = Browser::signed_in(&one, "petugas");
    let mut beside = officer.at(&other);
    beside.get("/kerja").expect(200, &["Dewi"]);
    for nop in one.samples() {
        let path = format!("/api/v1/property-tax/objects/{nop}/notices");
        let (here, there) = (officer.get(&path).expect(200, &[]), beside.get(&path));
        assert_eq!(here.text, there.text);
    }

    import_beside(&place, &mut beside, target);
    begin_at_both(&one, &other, &officer, target);
    beside.send_form("/kerja", "/keluar", &[]).expect(303, &[]);
    officer.get("/kerja").expect(303, &[]);
    one.stop();
    other.stop();
    assert_eq!(json(&["audit", "verify", "--config", &config])["sound"], true);
    let doctor = run(&["doctor", "--config", &config]);
    assert_refused(&doctor, 0, &["ok    jobs", "ok    imports", "ok    runs"]);
}

/// An import that is asked for at one is done once, and a command beside it is told.
fn import_beside(place: &Place, officer: &mut Browser, target: &Target) {
    place.generate(4_000);
    let (config, extract) = (place.config("demo"), place.path("extract"));
    imports::ask(officer, &extract, target);
    let import = ["property-tax", "import", "--config", &config, &extract];
    assert_refused(&run(&import), 1, &["property-tax/import-running"]);
    imports::wait_until_published(target);
    assert_eq!(json(&import)["unchanged"], true);
    assert_eq!(texts(target, &imports::STATES), ["published", "published", "unchanged"]);
}

/// The same assessment, begun at two processes at once: one is told who was first.
fn begin_at_both(one: &Server, other: &Server, officer: &Browser, target: &Target) {
    let page = "/kerja/pbb/penetapan";
    let begin = |mut browser: Browser| {
        browser.send_form(page, page, &[("tahun", "2027"), ("desa", ""), ("batas", "")]).status
    };
    let (here, there) = thread::scope(|scope| {
        let here = scope.spawn(|| begin(officer.at(one)));
        let there = scope.spawn(|| begin(officer.at(other)));
        (here.join().expect("begun"), there.join().expect("begun"))
    });
    let mut statuses = [here, there];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 409]);
    eventually("it is computed", || (texts(target, &RUNS) == ["simulated"]).then_some(()));
    assert_eq!(texts(target, &imports::ATTEMPTS), ["1", "1"], "every piece of work once");
}

mod several_processes_serve_one_cell {
    #[test]
    fn postgres_only() {
        crate::support::on_postgres(super::three_processes);
    }
}
