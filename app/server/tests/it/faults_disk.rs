//! The disk is full, or reports errors when data is to be made to last.

use db::Target;

use crate::broken_disk::BrokenDisk;
use crate::browser::Browser;
use crate::imports;
use crate::support::*;

/// A demo cell whose database and files lie on a disk that can break.
struct Stage {
    place: Place,
    disk: BrokenDisk,
    target: Target,
}

impl Stage {
    /// `path`: what lies on that disk, below the folder of the test.
    fn new(path: &str) -> Self {
        let place = Place::new();
        let disk = BrokenDisk::under(&place, path);
        let target = Target::Sqlite(place.database("demo"));
        Self { place, disk, target }
    }

    fn serve(&self) -> Server {
        let dir = self.place.path("demo");
        let words = ["demo", "--dir", &dir, "--port", "0", "--objects", "40"];
        Server::start_with(&words, self.place.path("log").as_ref(), &self.disk.environment())
    }

    /// Nothing is lost, damaged or waiting.
    fn assert_sound(&self) {
        let config = self.place.config("demo");
        assert_eq!(json(&["audit", "verify", "--config", &config])["sound"], true);
        let doctor = run(&["doctor", "--config", &config]);
        assert_refused(&doctor, 0, &["ok    damage", "ok    imports", "ok    jobs", "ok    trail"]);
        assert_eq!(texts(&self.target, &imports::LEFT), Vec::<String>::new());
    }
}

/// Signs in, which writes: the status and what the page says.
fn try_to_enter(server: &Server) -> (u16, String) {
    let answer = Browser::new(server).send_form("/masuk", "/masuk/contoh", &[("login", "petugas")]);
    (answer.status, answer.text)
}

fn assert_reading_goes_on(server: &Server, nop: &str) {
    let mut citizen = Browser::new(server);
    citizen.get(&format!("/pbb?nop={nop}")).expect(200, &[]);
    citizen.get(&format!("/api/v1/property-tax/objects/{nop}/notices")).expect(200, &[]);
    citizen.get("/healthz").expect(200, &[]);
}

#[test]
fn a_full_disk_is_told_and_writing_goes_on_by_itself_when_there_is_room() {
    let stage = Stage::new("demo/data");
    let server = stage.serve();
    let nop = server.samples().remove(0);
    assert_eq!(try_to_enter(&server).0, 303);

    stage.disk.fill();
    for _ in 0..3 {
        let (status, said) = try_to_enter(&server);
        assert_eq!(status, 503, "{said}");
        assert!(said.contains("Cakram penuh") && said.contains("Kosongkan ruang"), "{said}");
    }
    assert_reading_goes_on(&server, &nop);
    Browser::new(&server).get("/readyz").expect(503, &["disk-full", "\"reads\":true"]);

    stage.disk.mend();
    // Nobody sends people to a server that is not ready: it must find out by itself.
    let mut probe = Browser::new(&server);
    eventually("it is ready", || (probe.get("/readyz").status == 200).then_some(()));
    assert_eq!(try_to_enter(&server).0, 303);
    server.stop();
    stage.assert_sound();
}

#[test]
fn after_an_error_of_fsync_nothing_is_written_until_a_restart() {
    let stage = Stage::new("demo/data");
    let server = stage.serve();
    let nop = server.samples().remove(0);

    stage.disk.sicken();
    // What meets the error may or may not have been stored, and says so; what comes after is not
    // tried. The program writes for itself too, so the first need not be this one.
    let (status, said) = try_to_enter(&server);
    assert_eq!(status, 503, "{said}");
    let told = ["Belum pasti apakah ini tersimpan", "memulai ulang program"];
    assert!(told.iter().any(|word| said.contains(word)), "{said}");
    for mended in [false, true] {
        if mended {
            stage.disk.mend();
        }
        let (status, said) = try_to_enter(&server);
        assert_eq!(status, 503, "{said}");
        assert!(said.contains("memulai ulang program"), "{said}");
        Browser::new(&server).get("/readyz").expect(503, &["\"fault\"", "\"reads\":true"]);
        assert_reading_goes_on(&server, &nop);
    }
    server.stop();

    let server = stage.serve();
    assert_eq!(try_to_enter(&server).0, 303);
    Browser::new(&server).get("/readyz").expect(200, &[]);
    server.stop();
    stage.assert_sound();
}

/// Breaks the disk in the middle of an import by command, mends it and repeats the import.
fn interrupted_command(break_it: impl Fn(&BrokenDisk), words: &[&str]) {
    let stage = Stage::new("demo/data/pelangi.db");
    stage.place.create("demo", &[]);
    stage.place.generate(4_000);
    let (config, folder) = (stage.place.config("demo"), stage.place.path("extract"));
    let import = ["property-tax", "import", "--config", &config, &folder];
    let done = when_it_says(stage.disk.command(&import), "SPPT", |_| break_it(&stage.disk));
    assert_refused(&done, 1, words);
    stage.disk.mend();
    // It could not even say that it failed, so for a minute it may still be alive.
    imports::let_a_minute_pass(&stage.target);
    assert_eq!(json(&import)["balanced"], true);
    assert_eq!(texts(&stage.target, &imports::STATES), ["failed", "published"]);
    stage.assert_sound();
}

#[test]
fn an_import_by_command_tells_of_a_full_disk_and_can_be_repeated() {
    interrupted_command(BrokenDisk::fill, &["The disk is full", "Free some space", "db/disk-full"]);
}

#[test]
fn an_import_by_command_tells_of_an_error_of_fsync_and_can_be_repeated() {
    // Which of the two depends on who met it: the commit, or the statement after it.
    interrupted_command(BrokenDisk::sicken, &["the disk reported an error; check it", "[db/"]);
}

#[test]
fn an_import_in_the_server_waits_for_room_and_goes_on() {
    let stage = Stage::new("demo/data/pelangi.db");
    let server = stage.serve();
    stage.place.generate(4_000);
    let mut officer = Browser::signed_in(&server, "petugas");
    imports::ask(&mut officer, &stage.place.path("extract"), &stage.target);
    stage.disk.fill();
    eventually("the job failed", || server.logged().contains("a job failed").then_some(()));
    assert_reading_goes_on(&server, &server.samples()[0]);
    officer.get(imports::PAGE).expect(200, &[]);

    stage.disk.mend();
    imports::let_a_minute_pass(&stage.target);
    imports::wait_until_published(&stage.target);
    assert_eq!(texts(&stage.target, &imports::STATES), ["published", "failed", "published"]);
    server.stop();
    stage.assert_sound();
}

#[test]
fn an_import_in_the_server_stops_at_an_error_of_fsync_and_goes_on_after_a_restart() {
    let stage = Stage::new("demo/data/pelangi.db");
    let server = stage.serve();
    stage.place.generate(4_000);
    let mut officer = Browser::signed_in(&server, "petugas");
    imports::ask(&mut officer, &stage.place.path("extract"), &stage.target);
    stage.disk.sicken();
    eventually("the job failed", || server.logged().contains("a job failed").then_some(()));
    stage.disk.mend();
    Browser::new(&server).get("/readyz").expect(503, &["\"fault\""]);
    server.stop();

    imports::let_a_minute_pass(&stage.target);
    let server = stage.serve();
    imports::wait_until_published(&stage.target);
    server.stop();
    stage.assert_sound();
}

/// Breaks the disk of uploaded files, sends some, mends it and sends them again.
fn interrupted_upload(break_it: impl Fn(&BrokenDisk)) {
    let stage = Stage::new("demo/data/files");
    let server = stage.serve();
    stage.place.generate(400);
    let files = imports::files(&stage.place.path("extract"));
    let mut officer = Browser::signed_in(&server, "petugas");
    break_it(&stage.disk);
    let refused = officer.upload(imports::PAGE, &files);
    refused.expect(503, &["Penyimpanan berkas", "memeriksa cakram"]);
    assert_eq!(imports::stored(&stage.place), Vec::<String>::new());
    stage.disk.mend();
    officer.upload(imports::PAGE, &files).expect(303, &[]);
    imports::wait_until_published(&stage.target);
    server.stop();
    assert_eq!(
        imports::stored(&stage.place),
        Vec::<String>::new(),
        "an upload goes when it was imported"
    );
    stage.assert_sound();
}

#[test]
fn an_upload_onto_a_full_disk_is_refused_and_leaves_nothing() {
    interrupted_upload(BrokenDisk::fill);
}

#[test]
fn an_upload_that_cannot_be_made_to_last_is_refused_and_leaves_nothing() {
    interrupted_upload(BrokenDisk::sicken);
}
