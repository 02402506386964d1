//! The public log as somebody meets it who copies it from a running server and trusts nobody.

use std::fs;

use serde_json::Value;

use crate::support::*;

db::statements! {
    CHANGE = "update doc_log_entry set leaf = leaf || ' ' where seq = 1";
}

/// The letters of the demo have their numbers in the log.
fn ready(server: &Server) {
    eventually("the log has a head", || {
        (server.get("/log/naskah/checkpoint").0 == 200).then_some(())
    });
}

fn demo(place: &Place) -> Server {
    let dir = place.path("demo");
    let words = ["demo", "--dir", &dir, "--port", "0", "--objects", "40"];
    Server::start(&words, place.path("log").as_ref())
}

#[test]
fn a_copy_is_fetched_checked_kept_and_found_out_when_it_is_changed() {
    let place = Place::new();
    let server = demo(&place);
    ready(&server);
    let url = format!("http://localhost:{}/log/naskah", server.port());
    let dir = place.path("copy");
    let copied = json(&["log", "copy", &url, &dir]);
    let key = copied["key"].as_str().expect("a key").to_owned();
    assert!(copied["size"].as_u64() > Some(0) && copied["fetched"].as_u64() > Some(1), "{copied}");
    let verified = json(&["log", "verify", &dir, "--key", &key]);
    assert_eq!((&verified["whole"], &verified["size"]), (&Value::Bool(true), &copied["size"]));
    assert_eq!(json(&["log", "copy", &url, &dir])["fetched"], 0, "only what changed is fetched");
    for (path, keep) in [("checkpoint", "max-age=5"), ("key", "max-age=5")] {
        let (status, answer) = server.get(&format!("/log/naskah/{path}"));
        assert!(status == 200 && answer.contains(keep), "{answer}");
    }
    let older = format!("{dir}/checkpoint");
    let again = json(&["log", "verify", &dir, "--key", &key, "--older", &older]);
    assert_eq!(again["extends"], copied["size"]);

    let key_file = format!("{dir}/key");
    assert!(run(&["log", "verify", &dir, "--key", &key_file]).status.success());
    let other = key.replacen("localhost", "elsewhere", 1);
    assert_refused(&run(&["log", "verify", &dir, "--key", &other]), 2, &["--key"]);
    assert_refused(&run(&["log", "verify", &place.path("none"), "--key", &key]), 2, &["no folder"]);

    let bundle = fs::read_dir(format!("{dir}/tile/entries/000.p")).expect("a bundle");
    let bundle = bundle.map(|it| it.expect("a file").path()).next().expect("one");
    let whole = fs::read(&bundle).expect("read");
    let changed = String::from_utf8_lossy(&whole).replacen("\"draf\"", "\"kirm\"", 1);
    fs::write(&bundle, changed).expect("written");
    assert_refused(&run(&["log", "verify", &dir, "--key", &key]), 1, &["not whole", "no leaf"]);
    let mut swapped = whole.clone();
    let at = whole.windows(10).position(|it| it == b"\"sha256\":\"").expect("a hash") + 10;
    swapped[at] = if swapped[at] == b'0' { b'1' } else { b'0' };
    fs::write(&bundle, swapped).expect("written");
    assert_refused(&run(&["log", "verify", &dir, "--key", &key]), 1, &["not whole", "root"]);
    fs::remove_file(&bundle).expect("removed");
    assert_refused(&run(&["log", "verify", &dir, "--key", &key]), 1, &["is not there"]);
    assert_eq!(json(&["log", "copy", &url, &dir])["fetched"], 1);
    server.stop();
    let nobody = run(&["log", "copy", &url, &dir]);
    assert_refused(&nobody, 1, &["checkpoint"]);
    assert!(run(&["log", "verify", &dir, "--key", &key]).status.success(), "without a server");
}

#[test]
fn a_cell_finds_what_was_changed_in_its_log_and_goes_on_with_its_letters() {
    let place = Place::new();
    let server = demo(&place);
    ready(&server);
    server.stop();
    let config = place.config("demo");
    assert!(json(&["log", "check", "--config", &config])["entries"].as_u64() > Some(1));
    let erase = ["log", "erase", "--config", &config, "--account", "nobody", "--reason", "uji"];
    assert_refused(&run(&erase), 2, &["identity/not-found"]);
    assert_eq!(place.change("demo", &CHANGE, &[]), 1);
    assert_refused(&run(&["log", "check", "--config", &config]), 1, &["documents/log-damaged"]);
    let server = demo(&place);
    eventually("it is told", || {
        server.logged().contains("the public log does not hold together").then_some(())
    });
    assert_eq!(server.get("/readyz").0, 200, "letters go on");
}
