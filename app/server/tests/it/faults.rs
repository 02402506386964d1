//! Processes that die, disks that fill up, databases that do not fit.

use std::process::Command;
use std::thread;

use db::params;
use serde_json::Value;

use crate::support::*;

db::statements! {
    ADD_FUTURE = "insert into db_migration (module, number, name, hash, applied_at)
        values ('property-tax', 99, 'from the future', 'x', '2030-01-01T00:00:00.000Z')";
    AGE_IMPORTS = "update ptax_import set heartbeat_at = '2026-01-01T00:00:00.000Z'
        where state = 'running'";
    AGE_RUNS = "update ptax_run set heartbeat_at = '2026-01-01T00:00:00.000Z'
        where state = 'computing'";
}

/// Starts a command and kills it, as a power cut would, once it says a word on standard error.
fn kill_when_it_says(word: &str, arguments: &[&str]) {
    when_it_says(pelangi(arguments), word, |child| child.kill().expect("killed"));
}

#[test]
fn an_import_that_was_killed_leaves_nothing_and_can_be_repeated() {
    let place = Place::with_cell();
    place.generate(4_000);
    let (config, folder) = (place.config("cell"), place.path("extract"));
    let import = ["property-tax", "import", "--config", &config, &folder];
    kill_when_it_says("SPPT", &import);

    // Whether it is dead cannot be known at once.
    assert_refused(&run(&import), 1, &["property-tax/import-running"]);
    assert_eq!(place.change("cell", &AGE_IMPORTS, params![]), 1);
    assert_refused_nothing(&run(&["doctor", "--config", &config]), "warn  imports");
    let assess = run(&["property-tax", "assess", "--config", &config, "--year", "2026"]);
    assert_refused(&assess, 1, &[]);

    let report = json(&import);
    assert_eq!(report["balanced"], true);
    assert_eq!(report["changes"]["DAT_OBJEK_PAJAK"]["new"], 4_000);
    assert_eq!(report["changes"]["SPPT"]["same"], 0);
    assert_eq!(json(&import)["unchanged"], true);
}

fn assert_refused_nothing(done: &std::process::Output, word: &str) {
    let said = said(done);
    assert!(done.status.success() && said.contains(word), "{said}");
}

#[test]
fn an_assessment_that_was_killed_goes_on_where_it_was() {
    let place = Place::with_data(4_000);
    let config = place.config("cell");
    let assess = ["property-tax", "assess", "--config", &config, "--year", "2027"];
    let whole = json(&[&assess[..], &["--simulate"]].concat());
    kill_when_it_says("objects", &assess);
    assert_eq!(place.change("cell", &AGE_RUNS, params![]), 1);
    let resumed = json(&assess);
    for figure in ["districts", "books", "changes", "total"] {
        assert_eq!(resumed[figure], whole[figure], "{figure}");
    }
    // Another officer meanwhile is told who works on it.
    assert_refused(&run(&assess), 1, &["property-tax/run-in-progress", "operator"]);
}

#[test]
fn processes_that_migrate_at_once_make_the_tables_once() {
    let place = Place::with_cell();
    let (config, file) = (place.config("cell"), place.database("cell"));
    std::fs::remove_dir_all(file.parent().expect("a folder")).expect("emptied");
    let migrate = || json(&["migrate", "--config", &config])["applied"].clone();
    let applied: Vec<Value> = thread::scope(|scope| {
        let started: Vec<_> = (0..4).map(|_| scope.spawn(migrate)).collect();
        started.into_iter().map(|one| one.join().expect("migrated")).collect()
    });
    let steps: usize = applied.iter().filter_map(Value::as_array).map(Vec::len).sum();
    assert_eq!(steps, server::modules::migrations().len());
}

#[test]
fn a_database_of_a_newer_program_is_left_alone() {
    let place = Place::with_cell();
    let config = place.config("cell");
    place.change("cell", &ADD_FUTURE, params![]);
    for command in ["serve", "migrate"] {
        let done = run(&[command, "--config", &config]);
        assert_refused(&done, 1, &["newer", "Install the newer version"]);
    }
    assert_refused(&run(&["doctor", "--config", &config]), 1, &["FAIL  tables", "newer program"]);
    let backup = run(&["backup", "--config", &config, &place.path("backup")]);
    assert_refused(&backup, 1, &["newer"]);
}

#[test]
fn a_full_disk_during_an_import_is_told_and_leaves_the_cell_as_it_was() {
    let place = Place::with_data(20);
    let before = json(&["backup", "--config", &place.config("cell"), &place.path("before")]);
    std::fs::remove_dir_all(place.path("extract")).expect("removed");
    place.generate(4_000);
    let script = "ulimit -f 4096; trap '' XFSZ; exec \"$0\" \"$@\"";
    let words = ["property-tax", "import", "--config", &place.config("cell")];
    let mut limited = Command::new("sh");
    limited.args(["-c", script, env!("CARGO_BIN_EXE_pelangi")]).args(words);
    let done = limited.arg(place.path("extract")).output().expect("a shell");
    assert_eq!(done.status.code(), Some(1), "{}", said(&done));
    assert!(said(&done).contains("db/"), "{}", said(&done));
    // It could not even say that it failed, so for a minute it may still be alive.
    let running = place.change("cell", &AGE_IMPORTS, params![]);
    assert!(running <= 1, "one import");
    // With room again the same command does it.
    let report = json(&[&words[..], &[&place.path("extract")]].concat());
    assert_eq!(report["balanced"], true);
    let verified = json(&["audit", "verify", "--config", &place.config("cell")]);
    assert_eq!(verified["sound"], true);
    assert!(before["rows"].as_u64() > Some(0));
}

#[test]
fn keys_that_others_may_read_are_told() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::with_cell();
    let open = std::fs::Permissions::from_mode(0o644);
    std::fs::set_permissions(place.path("cell/keys/secret"), open).expect("opened");
    let doctor = run(&["doctor", "--config", &place.config("cell")]);
    assert_refused(&doctor, 1, &["FAIL  keys", "chmod"]);
}
