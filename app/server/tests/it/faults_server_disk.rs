//! The disk of the server of the database is full, or reports errors when data is to be made to last,
//! while banks pay. The program keeps running: it says so to everybody, and goes on when the server
//! does.

use std::thread::JoinHandle;

use bank::load::Report;
use bank::{H2hBank, SnapBank};
use serde_json::json as json_of;
use testkit::{Cluster, Engine, Scratch};

use crate::broken_disk::BrokenDisk;
use crate::browser::{Answer, Browser};
use crate::faults_paying::Stage;
use crate::support::*;
use crate::torture::paying;

/// A server with a disk that can break, the program on it, and a bank that pays.
struct Scene {
    disk: BrokenDisk,
    stage: Stage,
    server: Server,
    banks: (H2hBank, SnapBank),
    load: JoinHandle<Report>,
    /// Last: the database goes when nobody uses it any more.
    cluster: Cluster,
}

impl Scene {
    /// `path`: what lies on the disk that can break, below the folder of the server.
    fn begin(path: &str) -> Self {
        let mut disk = None;
        let cluster = Cluster::start_on(|folder| {
            let made = disk.insert(BrokenDisk::below(folder, path));
            made.environment().into_iter().map(|(k, v)| (k.to_owned(), v.to_owned())).collect()
        });
        let cluster = cluster.expect("a server of the database");
        let scratch = wait(Scratch::empty_on(&cluster));
        let stage = Stage::reached_by(scratch.target(), scratch.target().clone());
        let (server, banks) = (stage.serve(&[]), stage.banks());
        assert_eq!(stage.told(&banks).va_inquiry, "approved");
        let load = paying(&stage.place, stage.port, &stage.bills);
        Self { disk: disk.expect("a disk"), stage, server, banks, load, cluster }
    }

    /// A citizen who wants to pay, by the page.
    fn page(&self) -> Answer {
        let (nop, year) = (self.stage.kept.0.digits(), self.stage.kept.1.to_string());
        let page = format!("/bayar?nop={nop}");
        Browser::new(&self.server).send_form(&page, "/bayar", &[("nop", nop), ("tahun[]", &year)])
    }

    /// The same by a program.
    fn api(&self) -> Answer {
        let (nop, tax_year) = (self.stage.kept.0.digits(), self.stage.kept.1);
        let wish = json_of!({"bills": [{"nop": nop, "tax_year": tax_year}]});
        Browser::new(&self.server).send_json("/api/v1/payments/codes", &wish)
    }

    fn reading(&self) -> Answer {
        let nop = self.stage.kept.0.digits();
        Browser::new(&self.server).get(&format!("/pbb?nop={nop}"))
    }

    fn ready(&self) -> Answer {
        Browser::new(&self.server).get("/readyz")
    }

    /// Nobody starts the program again.
    fn heals(&self) {
        eventually("it is ready", || (self.ready().status == 200).then_some(()));
        self.stage.some_more_are_paid();
        self.page().expect(303, &[]);
        self.reading().expect(200, &[]);
    }

    fn end(self) {
        let Self { stage, server, load, cluster, .. } = self;
        stage.finish(load, server);
        drop(cluster);
    }
}

fn requested() -> bool {
    testkit::engines().contains(&Engine::Postgres)
}

/// Tables cannot grow, the rest of the server works.
fn no_table_can_grow() {
    let scene = Scene::begin("data/base");
    for _ in 0..2 {
        scene.stage.some_more_are_paid();
        scene.disk.fill();
        let said = || scene.ready().text.contains("disk-full").then_some(());
        eventually("a payment found no room", said);
        scene.stage.told(&scene.banks).assert_down();
        scene.stage.nothing_is_paid();
        scene.page().expect(503, &["Cakram penuh", "Kosongkan ruang"]);
        scene.api().expect_problem(503, "db/disk-full");
        scene.reading().expect(200, &[]);
        scene.ready().expect(503, &["disk-full", "\"reads\":true", "\"writes\":false"]);
        assert_eq!(json(&["ledger", "verify", "--config", &scene.stage.config])["sound"], true);
        assert!(!scene.load.is_finished(), "it paid everything before the disk was full");
        scene.disk.mend();
        scene.heals();
    }
    scene.end();
}

/// The server gives up, and cannot come back before its disk is mended.
fn the_server_goes_down(path: &str, break_it: impl Fn(&BrokenDisk)) {
    let scene = Scene::begin(path);
    for _ in 0..2 {
        scene.stage.some_more_are_paid();
        break_it(&scene.disk);
        // What was under way may be stored or not, and says so.
        scene.stage.told(&scene.banks).assert_uncertain();
        eventually("it is down", || (scene.reading().status == 503).then_some(()));
        scene.stage.told(&scene.banks).assert_down();
        scene.stage.nothing_is_paid();
        scene.reading().expect(503, &["<html", "Nomor kejadian"]);
        scene.api().expect_problem(503, "db/unavailable");
        scene.ready().expect(503, &["unreachable", "\"reads\":false"]);
        assert!(!scene.load.is_finished(), "it paid everything before the disk broke");
        scene.disk.mend();
        scene.heals();
    }
    scene.end();
}

mod while_no_table_of_the_server_can_grow_no_payment_is_taken_and_then_all_are {
    #[test]
    fn postgres_only() {
        if super::requested() {
            super::no_table_can_grow();
        }
    }
}

mod payments_survive_a_server_that_has_no_room_for_its_log {
    use crate::broken_disk::BrokenDisk;

    #[test]
    fn postgres_only() {
        if super::requested() {
            super::the_server_goes_down("data/pg_wal", BrokenDisk::fill);
        }
    }
}

mod payments_survive_a_server_whose_disk_reports_errors_of_fsync {
    use crate::broken_disk::BrokenDisk;

    #[test]
    fn postgres_only() {
        if super::requested() {
            super::the_server_goes_down("data", BrokenDisk::sicken);
        }
    }
}
