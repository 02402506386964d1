//! A command that fails or is cut off leaves nothing half done, and can be run again.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::support::*;

fn exists(path: &str) -> bool {
    Path::new(path).exists()
}

#[test]
fn a_new_cell_that_is_refused_leaves_nothing() {
    let place = Place::new();
    let config = place.config("cell");
    let words = ["cell", "create", "--config", &config, "--code", "64.08", "--name", "Kutim"];
    let create = |more: &[&str]| run(&[&words[..], &["--zone", "Asia/Makassar"], more].concat());
    let plain = create(&["--public-url", "http://pbb.contoh.go.id"]);
    assert_refused(&plain, 2, &["public_url", "https://"]);
    assert!(!exists(&place.path("cell")));
    let nowhere = create(&["--database", "postgres://nobody@127.0.0.1:1/nothing"]);
    assert_refused(&nowhere, 1, &["db/unavailable"]);
    assert!(!exists(&place.path("cell")), "keys and settings went too");
    assert!(create(&[]).status.success(), "run again it works");
    assert_refused(&create(&[]), 2, &["exists already"]);
    assert!(exists(&place.path("cell/keys/current")), "what was there stays");
}

#[test]
fn a_new_cell_takes_no_database_that_is_there() {
    let place = Place::with_cell();
    let database = format!("sqlite:{}", place.database("cell").display());
    let config = place.config("second");
    let words = ["cell", "create", "--config", &config, "--code", "64.08", "--name", "Kutim"];
    let second = run(&[&words[..], &["--zone", "Asia/Makassar", "--database", &database]].concat());
    assert_refused(&second, 2, &["pelangi.db exists already"]);
    assert!(!exists(&place.path("second")));
    assert_eq!(json(&["audit", "verify", "--config", &place.config("cell")])["sound"], true);
}

#[test]
fn a_restore_that_fails_leaves_nothing() {
    let place = Place::with_data(20);
    let backup = place.path("backup");
    json(&["backup", "--config", &place.config("cell"), &backup]);
    let restored = place.config("restored");
    let words = ["restore", &backup, "--config", &restored];
    let wrong = run(&[&words[..], &["--database", "postgres://nobody@127.0.0.1:1/none"]].concat());
    assert_refused(&wrong, 2, &["SQLite file"]);
    assert!(!exists(&place.path("restored")));
    json(&words);
}

/// A backup that waits for a file which nobody writes.
fn stuck(place: &Place, to: &str) -> Child {
    let pipe = place.path("cell/data/files/property-tax.pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().expect("mkfifo").success());
    let config = place.config("cell");
    let mut backup = pelangi(&["backup", "--config", &config, to]);
    let child = backup.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it starts");
    let database = format!("{to}/database.sqlite");
    eventually("the database is copied", || exists(&database).then_some(()));
    child
}

fn send(signal: &str, mut child: Child) {
    let id = child.id().to_string();
    Command::new("kill").args([signal, &id]).status().expect("told");
    assert!(!child.wait().expect("it ends").success());
}

#[test]
fn a_backup_that_is_told_to_stop_removes_what_it_began() {
    let place = Place::with_data(20);
    fs::create_dir_all(place.path("cell/data/files")).expect("a folder");
    let to = place.path("new/backup");
    send("-TERM", stuck(&place, &to));
    assert!(!exists(&place.path("new")));
}

/// Also in the midst of copying, when the work beside goes on to make files.
#[test]
fn a_backup_that_is_told_to_stop_at_any_moment_removes_what_it_began() {
    let place = Place::with_data(20);
    let config = place.config("cell");
    for moment in 0..8 {
        let to = place.path("new/backup");
        let mut backup = pelangi(&["backup", "--config", &config, &to]);
        let backup = backup.stdout(Stdio::null()).stderr(Stdio::null());
        let mut child = backup.spawn().expect("it starts");
        let begun = format!("{to}/.unfinished");
        // A quick backup begins and ends between two looks at the folder.
        while !exists(&begun) && child.try_wait().expect("known").is_none() {
            std::thread::sleep(std::time::Duration::from_millis(1));
        }
        std::thread::sleep(std::time::Duration::from_millis(moment * 4));
        let id = child.id().to_string();
        Command::new("kill").args(["-TERM", &id]).status().expect("told");
        // One that was done before it heard of it has kept its backup.
        let done = child.wait_with_output().expect("it ends").status.success();
        assert_eq!(exists(&place.path("new")), done, "told after {} ms", moment * 4);
        if done {
            fs::remove_dir_all(place.path("new")).expect("removed");
        }
    }
}

#[test]
fn a_backup_that_was_killed_is_run_again_into_the_same_folder() {
    let place = Place::with_data(20);
    fs::create_dir_all(place.path("cell/data/files")).expect("a folder");
    let to = place.path("backup");
    let child = stuck(&place, &to);
    let config = place.config("cell");
    let second = run(&["backup", "--config", &config, &to]);
    assert_refused(&second, 2, &["another command writes"]);
    send("-KILL", child);
    assert!(exists(&format!("{to}/.unfinished")));
    fs::remove_file(place.path("cell/data/files/property-tax.pipe")).expect("removed");
    json(&["backup", "--config", &config, &to]);
    assert!(!exists(&format!("{to}/.unfinished")));
    json(&["restore", &to, "--config", &place.config("restored")]);

    let strange = place.path("strange");
    fs::create_dir(&strange).expect("a folder");
    fs::write(format!("{strange}/foto.jpg"), "somebody's").expect("written");
    assert_refused(&run(&["backup", "--config", &config, &strange]), 2, &["not empty"]);
    assert!(exists(&format!("{strange}/foto.jpg")));
}
