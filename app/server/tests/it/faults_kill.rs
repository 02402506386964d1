//! The server dies in the middle of an import that somebody uploaded.

use std::fs;

use db::Target;

use crate::browser::Browser;
use crate::imports;
use crate::support::*;

/// In a demo cell whose settings are there already, or will be made.
fn killed_in_an_import(place: &Place, target: &Target) {
    let (dir, temporary) = (place.path("demo"), place.path("tmp"));
    fs::create_dir(&temporary).expect("a folder");
    let words = ["demo", "--dir", &dir, "--port", "0", "--objects", "40"];
    let environment = [("TMPDIR", temporary.as_str())];
    let start = || Server::start_with(&words, place.path("log").as_ref(), &environment);
    let server = start();
    let nop = server.samples().remove(0);
    let api = format!("/api/v1/property-tax/objects/{nop}/notices");
    let mut officer = Browser::signed_in(&server, "petugas");
    let before = officer.get(&api).expect(200, &[]).text;
    place.generate(4_000);
    imports::ask(&mut officer, &place.path("extract"), target);
    server.kill();
    assert!(!imports::stored(place).is_empty(), "it was in the middle of it");

    let server = start();
    let mut officer = officer.at(&server);
    assert_eq!(officer.get(&api).expect(200, &[]).text, before, "nothing of it is seen");
    // Whether the other is dead cannot be known at once; after a minute it is.
    officer.get(imports::PAGE).expect(200, &["Berjalan"]);
    imports::let_a_minute_pass(target);
    imports::wait_until_published(target);
    assert_eq!(texts(target, &imports::STATES), ["published", "failed", "published"]);
    officer.get(&format!("{}/2", imports::PAGE)).expect(200, &["Impor terputus"]);
    assert_eq!(texts(target, &imports::LEFT), Vec::<String>::new());

    let again = imports::files(&place.path("extract"));
    officer.upload(imports::PAGE, &again).expect(303, &[]);
    eventually("another import works", || {
        texts(target, &imports::STATES).pop().filter(|state| state == "unchanged")
    });
    eventually("the upload is gone", || imports::stored(place).is_empty().then_some(()));
    server.stop();
    let mut left = Vec::new();
    imports::collect(temporary.as_ref(), &mut left);
    assert_eq!(left, Vec::<String>::new(), "people's data in the system's temporary folder");
    let config = place.config("demo");
    assert_eq!(json(&["audit", "verify", "--config", &config])["sound"], true);
}

mod an_upload_survives_a_kill_of_the_server_and_leaves_nothing_behind {
    use super::*;

    #[test]
    fn sqlite() {
        let place = Place::new();
        let target = Target::Sqlite(place.database("demo"));
        killed_in_an_import(&place, &target);
    }

    #[test]
    fn postgres() {
        on_postgres(|target| {
            let place = Place::new();
            place.create("demo", &["--database", &target.address()]);
            killed_in_an_import(&place, target);
        });
    }
}

/// A connection that broke while files came in, or a kill at that moment, leaves files that no
/// job knows.
#[test]
fn an_upload_that_never_arrived_goes_after_a_day() {
    let place = Place::with_cell();
    let uploads = place.path("cell/data/files/property-tax/uploads");
    // Ids tell when they were made: one of long ago, and one that will be made in 2100.
    let (old, new) = ("01hk0000000000000000000000", "03ry0000000000000000000000");
    for id in [old, new] {
        fs::create_dir_all(format!("{uploads}/{id}")).expect("a folder");
        fs::write(format!("{uploads}/{id}/sppt.csv"), "whole").expect("a file");
        fs::write(format!("{uploads}/{id}/dat_op_bumi.csv#1"), "half").expect("a file");
    }
    let config = place.config("cell");
    Server::start(&["serve", "--config", &config], place.path("log").as_ref()).stop();
    assert!(!fs::exists(format!("{uploads}/{old}")).expect("looked"));
    assert!(fs::exists(format!("{uploads}/{new}/sppt.csv")).expect("looked"));
}

#[test]
fn an_upload_that_is_not_wanted_now_is_not_kept() {
    let place = Place::new();
    let dir = place.path("demo");
    let words = ["demo", "--dir", &dir, "--port", "0", "--objects", "40"];
    let server = Server::start(&words, place.path("log").as_ref());
    let target = Target::Sqlite(place.database("demo"));
    let mut officer = Browser::signed_in(&server, "petugas");
    place.generate(4_000);
    imports::ask(&mut officer, &place.path("extract"), &target);
    let second = imports::files(&place.path("extract"));
    officer.upload(imports::PAGE, &second).expect(409, &["impor"]);
    imports::wait_until_published(&target);
    eventually("nothing is kept", || imports::stored(&place).is_empty().then_some(()));
    server.stop();
}
