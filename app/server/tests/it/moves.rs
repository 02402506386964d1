//! A cell is saved, restored, moved, and its trail verified.

use std::fs;

use db::params;

use crate::support::*;

db::statements! {
    CHANGE_AMOUNT = "update ptax_notice set due_rupiah = due_rupiah + 1
        where nop = (select min(nop) from ptax_notice)";
    CHANGE_ENTRY = "update audit_entry set actor = $1 where seq = 2";
}

#[test]
fn a_backup_made_while_serving_becomes_a_cell_that_serves() {
    let place = Place::with_data(60);
    let (config, backup) = (place.config("cell"), place.path("backup"));
    let server = Server::start(&["serve", "--config", &config], place.path("log").as_ref());
    let saved = json(&["backup", "--config", &config, &backup]);
    assert_eq!(server.get("/readyz").0, 200);
    let keys = place.path("cell/keys");

    // On another machine the keys are not there.
    server.stop();
    let away = place.path("keys-elsewhere");
    fs::rename(&keys, &away).expect("moved");
    let restored = place.config("restored");
    let without = run(&["restore", &backup, "--config", &restored]);
    assert_refused(&without, 2, &[saved["keys"][0].as_str().expect("an id"), "--keys"]);
    assert!(!fs::exists(&restored).expect("looked"));

    let made = json(&["restore", &backup, "--config", &restored, "--keys", &away]);
    assert_eq!(made["rupiah"], saved["rupiah"]);
    assert_eq!(made["audit"], saved["audit"]);
    let verified = json(&["audit", "verify", "--config", &restored]);
    assert_eq!(verified["sound"], true);
    let again = run(&["restore", &backup, "--config", &restored, "--keys", &away]);
    assert_refused(&again, 2, &["exists already"]);
    let server = Server::start(&["serve", "--config", &restored], place.path("log").as_ref());
    assert_eq!(server.get("/readyz").0, 200);
}

#[test]
fn a_backup_leaves_out_what_is_only_on_its_way() {
    let place = Place::with_cell();
    let files = place.path("cell/data/files");
    let upload = format!("{files}/property-tax/uploads/01hk0000000000000000000000");
    fs::create_dir_all(format!("{files}/.work/wone/room")).expect("a folder");
    fs::create_dir_all(&upload).expect("a folder");
    fs::write(format!("{files}/.work/wone/room/sppt.csv"), "unpacked").expect("a file");
    fs::write(format!("{upload}/sppt.csv#1"), "half").expect("a file");
    fs::write(format!("{upload}/sppt.zip"), "whole").expect("a file");
    let backup = place.path("backup");
    json(&["backup", "--config", &place.config("cell"), &backup]);
    let mut saved = Vec::new();
    crate::imports::collect(format!("{backup}/files").as_ref(), &mut saved);
    saved.retain(|path| path.contains("sppt"));
    assert_eq!(saved.len(), 1, "{saved:?}");
    assert!(saved[0].ends_with("/sppt.zip"), "a job may still need it");
}

#[test]
fn a_backup_that_was_changed_is_refused() {
    let place = Place::with_data(20);
    let (config, backup) = (place.config("cell"), place.path("backup"));
    json(&["backup", "--config", &config, &backup, "--with-keys"]);
    assert!(fs::exists(place.path("backup/keys/current")).expect("looked"));
    let file = place.path("backup/database.sqlite");
    let mut bytes = fs::read(&file).expect("the copy");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&file, bytes).expect("written");
    let done = run(&["restore", &backup, "--config", &place.config("restored")]);
    assert_refused(&done, 2, &["database.sqlite was changed"]);
}

#[test]
fn an_export_goes_into_a_new_cell_of_the_same_region_only() {
    let place = Place::with_data(60);
    let export = place.path("export");
    let sent = json(&["export", "--config", &place.config("cell"), &export]);
    place.create("new", &[]);
    let new = place.config("new");
    let got = json(&["import", &export, "--config", &new]);
    for figure in ["rupiah", "audit", "tables"] {
        assert_eq!(got[figure], sent[figure]);
    }
    assert_eq!(json(&["audit", "verify", "--config", &new])["sound"], true);
    // It is in use now.
    assert_refused(&run(&["import", &export, "--config", &new]), 1, &["not empty"]);
    // The same objects once more: nothing differs.
    let again = ["property-tax", "import", "--config", &new, &place.path("extract")];
    assert_eq!(json(&again)["unchanged"], true);

    let other = place.config("other");
    let words = ["cell", "create", "--config", &other, "--code", "62.02", "--name", "Kotim"];
    json(&[&words[..], &["--zone", "Asia/Pontianak", "--demo"]].concat());
    assert_refused(&run(&["import", &export, "--config", &other]), 2, &["64.08", "62.02"]);
}

mod a_cell_moves_to_the_other_engine_and_back {
    use super::*;

    #[test]
    fn postgres_only() {
        on_postgres(|target| there_and_back(&target.address()));
    }

    fn there_and_back(address: &str) {
        let place = Place::with_data(60);
        let (there, back) = (place.path("there"), place.path("back"));
        let sent = json(&["export", "--config", &place.config("cell"), &there]);
        place.create("postgres", &["--database", address]);
        let got = json(&["import", &there, "--config", &place.config("postgres")]);
        assert_eq!(got["audit"], sent["audit"]);
        let doctor = run(&["doctor", "--config", &place.config("postgres")]);
        assert!(doctor.status.success(), "{}", said(&doctor));
        let assess = ["property-tax", "assess", "--year", "2027", "--simulate", "--config"];
        let one = json(&[&assess[..], &[&place.config("cell")]].concat());
        let other = json(&[&assess[..], &[&place.config("postgres")]].concat());
        assert_eq!(one["districts"], other["districts"]);
        // A backup of PostgreSQL becomes a SQLite cell.
        let saved = json(&["backup", "--config", &place.config("postgres"), &back]);
        let made = json(&["restore", &back, "--config", &place.config("home")]);
        assert_eq!(made["tables"], saved["tables"]);
        assert_eq!(json(&["audit", "verify", "--config", &place.config("home")])["sound"], true);
    }
}

#[test]
fn one_changed_word_in_the_trail_is_found() {
    let place = Place::with_data(20);
    let config = place.config("cell");
    assert_eq!(json(&["audit", "verify", "--config", &config])["sound"], true);
    assert_eq!(place.change("cell", &CHANGE_ENTRY, params!["somebody"]), 1);
    let done = run(&["audit", "verify", "--config", &config]);
    assert_refused(&done, 1, &["entry 2", "changed"]);
}

#[test]
fn money_that_changed_between_backup_and_manifest_is_noticed() {
    let place = Place::with_data(20);
    let config = place.config("cell");
    let before = json(&["backup", "--config", &config, &place.path("one")]);
    assert!(place.change("cell", &CHANGE_AMOUNT, params![]) > 0);
    let after = json(&["backup", "--config", &config, &place.path("two")]);
    assert_ne!(before["rupiah"], after["rupiah"]);
}

#[test]
fn a_new_key_signs_and_the_old_one_still_counts() {
    let place = Place::with_data(20);
    let config = place.config("cell");
    json(&["export", "--config", &config, &place.path("signed")]);
    let turned = json(&["key", "rotate", "--config", &config]);
    assert_ne!(turned["key"], turned["before"]);
    let saved = json(&["backup", "--config", &config, &place.path("backup")]);
    assert_eq!(saved["keys"], serde_json::json!([turned["key"], turned["before"]]));
    assert_eq!(json(&["audit", "verify", "--config", &config])["sound"], true);
}

#[test]
fn a_new_link_replaces_the_one_that_got_lost() {
    let place = Place::with_cell();
    let link = || json(&["account", "link", "--config", &place.config("cell")])["link"].to_string();
    assert!(link().contains("/tautan/"));
    assert_ne!(link(), link());
}
