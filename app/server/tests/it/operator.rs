//! What the operator of the server does past the pages, and what the trail says about it.

use db::{Db, Options, Target, Tx, params};

use crate::support::*;

db::statements! {
    DEEDS = "select kind, subject from audit_entry where actor = 'operator' order by seq";
}

#[test]
fn only_an_administrator_is_let_back_in_from_the_server() {
    let place = Place::with_cell();
    let config = place.config("cell");
    let link = ["account", "link", "--config", &config, "--recover"];
    let stranger = run(&[&link[..], &["petugas"]].concat());
    assert_refused(&stranger, 2, &["petugas", "Choose one of: administrator"]);
    let given = json(&[&link[..], &["administrator"]].concat());
    assert_eq!(given["login"], "administrator");
    assert!(given["link"].to_string().contains("/tautan/"));
    assert_eq!(json(&["audit", "verify", "--config", &config])["unsealed"], 0);
}

/// Kind and subject of every entry of the operator, oldest first.
fn deeds(place: &Place, cell: &str) -> Vec<(String, String)> {
    let file = place.database(cell);
    wait(async {
        let db = Db::open(&Target::Sqlite(file), Options::default()).await.expect("the file");
        let rows = db.read(async |tx: &mut Tx| tx.rows(&DEEDS, params![]).await).await;
        db.close().await;
        let pair = |row: &db::Row| Some((row.get("kind").ok()?, row.get("subject").ok()?));
        rows.expect("entries").iter().filter_map(pair).collect()
    })
}

#[test]
fn what_the_operator_does_to_keys_and_backups_stands_in_the_trail() {
    let place = Place::with_data(20);
    let config = place.config("cell");
    let turned = json(&["key", "rotate", "--config", &config]);
    let backup = place.path("malam-ini");
    json(&["backup", "--config", &config, &backup, "--with-keys"]);
    json(&["export", "--config", &config, &place.path("pindahan")]);
    let key = turned["key"].as_str().expect("an id").to_owned();
    let done = deeds(&place, "cell");
    for deed in [
        ("server/key-rotated", key.as_str()),
        ("server/backed-up", "malam-ini"),
        ("server/exported", "pindahan"),
    ] {
        assert!(done.contains(&(deed.0.to_owned(), deed.1.to_owned())), "{deed:?}: {done:?}");
    }

    let restored = place.config("restored");
    json(&["restore", &backup, "--config", &restored]);
    let last = deeds(&place, "restored").pop();
    assert_eq!(last, Some(("server/restored".to_owned(), "malam-ini".to_owned())));
    assert_eq!(json(&["audit", "verify", "--config", &restored])["sound"], true);
}

#[test]
fn a_mistyped_variable_is_refused_and_the_nearest_setting_named() {
    let place = Place::with_cell();
    let config = place.config("cell");
    let with = |name: &str| {
        let mut check = pelangi(&["config", "check", "--config", &config]);
        check.env(name, "127.0.0.1:9000").output().expect("it starts")
    };
    for (wrong, meant) in [
        ("PELANGI_SERVER_LISTEN", "PELANGI_SERVER__LISTEN"),
        ("PELANGI_SERVER__TLS_KEYS", "PELANGI_SERVER__TLS_KEY"),
        ("pelangi_data__databse", "PELANGI_DATA__DATABASE"),
    ] {
        assert_refused(&with(wrong), 2, &[wrong, meant]);
    }
    assert!(with("PELANGI_SERVER__LISTEN").status.success());
    assert!(with("PELANGI_TEST_ENGINES").status.success(), "the tests have their own");
}

#[test]
fn a_demo_that_is_there_says_what_it_holds() {
    let place = Place::new();
    let dir = place.path("demo");
    let start = |objects: &str| {
        let words = ["demo", "--dir", &dir, "--port", "0", "--objects", objects];
        Server::start(&words, place.path("log").as_ref())
    };
    let first = start("40");
    assert!(!first.told.join(" ").contains("was not used"), "{:?}", first.told);
    let held = first.told[0].clone();
    first.stop();
    let again = start("90");
    assert_eq!(again.told[0], held);
    let told = again.told.join(" ");
    assert!(told.contains("--objects 90 was not used") && told.contains("remove"), "{told}");
}
