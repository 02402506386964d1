//! Letters taken out as a ZIP file: whole, checkable, and never half.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::path::PathBuf;
use std::process::Command;

use axum::http::StatusCode;
use base::Id;
use db::Tx;
use documents::domain::archive::What;
use documents::domain::content::Secrecy;
use documents::domain::letter::Letter;
use documents::usecase::archive::{self, ExportJob, Wish};
use documents::usecase::incoming::register::{Fresh, register};
use documents::usecase::{books, files, fix, paper, retention, route};
use jobs::{Handler, JobId, Options, Runner, State};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::desk::code;
use crate::house::*;
use crate::mail::{PICTURE, fresh};

const PATH: &str = "/naskah/ekspor";

fn wish(what: What, id: &str) -> Wish<'_> {
    Wish { what, id, from: "", until: "", with_secret: false }
}

/// The files of an archive by their paths, in the order in which they lie.
fn opened(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut files = Vec::new();
    for at in 0..zip.len() {
        let mut file = zip.by_index(at).unwrap();
        let mut content = Vec::new();
        file.read_to_end(&mut content).unwrap();
        let name = file.name().unwrap().into_owned();
        assert_eq!(file.enclosed_name().unwrap().to_str().unwrap(), name, "zip slip");
        files.push((name, content));
    }
    files
}

fn text(files: &[(String, Vec<u8>)], path: &str) -> String {
    let found = files.iter().find(|(name, _)| name == path).unwrap();
    String::from_utf8(found.1.clone()).unwrap()
}

fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Checks an archive as `sha256sum -c` does, and its manifest against its files; the manifest.
fn checked(files: &[(String, Vec<u8>)]) -> Value {
    let by_path: BTreeMap<&str, &Vec<u8>> = files.iter().map(|(p, c)| (&**p, c)).collect();
    assert_eq!(by_path.len(), files.len(), "no path stands twice");
    let sums = text(files, "SHA256SUMS");
    let mut summed = 0;
    for line in sums.lines() {
        let (sum, path) = line.split_once("  ").unwrap();
        assert_eq!(hex(by_path[path]), sum, "{path}");
        summed += 1;
    }
    assert_eq!(summed, files.len() - 1, "everything but the sums themselves");
    let manifest: Value = serde_json::from_str(&text(files, "manifest.json")).unwrap();
    let listed = manifest["berkas"].as_array().unwrap();
    assert_eq!(listed.len(), files.len() - 2, "everything but manifest and sums");
    assert_eq!(manifest["jumlah_berkas"], listed.len());
    for one in listed {
        let content = by_path[one["path"].as_str().unwrap()];
        assert_eq!(one["ukuran"], content.len());
        assert_eq!(one["sha256"], hex(content));
    }
    manifest
}

impl House {
    /// Runs what waits; how many jobs.
    async fn export(&self) -> u64 {
        self.runner().run_until_idle().await.unwrap()
    }

    fn runner(&self) -> Runner {
        let handlers = [Handler::of(ExportJob::new(self.office.clone()))];
        Runner::new(self.it.cell.clone(), handlers, Options::default())
    }

    /// Asks, waits, fetches.
    async fn archive(&self, wish: Wish<'_>) -> (JobId, Vec<u8>) {
        let id = archive::ask(&self.office, self.actor("tuti"), wish).await.unwrap();
        self.export().await;
        let got = self.get("tuti", &format!("{PATH}/{id}/arsip.zip")).await;
        assert_eq!(got.status, StatusCode::OK, "{}", got.text());
        (id, got.bytes)
    }

    /// A numbered letter with an attachment whose name wants to be a path and a formula.
    async fn with_attachment(&self, subject: &str) -> Id<Letter> {
        let (office, lina) = (&self.office, self.actor("lina"));
        let id = self.begun(self.memo(subject, &["kabid"], "kadis")).await;
        let file = ("../../=cmd|' .png", PICTURE.into());
        let version = files::attach(office, lina, id, file).await.unwrap();
        route::send_up(office, lina, id, version).await.unwrap();
        self.paraf("wati", id).await;
        fix::fix(office, self.actor("tuti"), id, None).await.unwrap();
        id
    }

    /// A letter that was given up, secret or not.
    async fn withdrawn(&self, subject: &str, secrecy: Secrecy) -> Id<Letter> {
        let mut content = self.memo(subject, &["kabid"], "kadis");
        content.secrecy = secrecy;
        let id = self.begun(content).await;
        route::withdraw(&self.office, self.actor("lina"), id, "tidak jadi").await.unwrap();
        id
    }

    /// Where a PDF of a letter lies on the disk.
    async fn stored(&self, id: Id<Letter>) -> PathBuf {
        let sha256 = self.shown("tuti", id).await.revisions[0].sha256.clone();
        let path = format!("documents/letters/{}/{sha256}", id.to_string().to_lowercase());
        let below = |root: PathBuf| root.join(&path);
        let root = self.it.folder.path();
        let found = [root.to_owned(), root.join("files")].map(below);
        found.into_iter().find(|path| path.exists()).unwrap()
    }

    async fn job(&self, id: JobId) -> jobs::Entry {
        let db = self.it.cell.db();
        db.read(async |tx: &mut Tx| jobs::find(tx, id).await).await.unwrap().unwrap()
    }
}

testkit::on_each_engine! {
    with &MIGRATIONS;

    async fn a_letter_leaves_with_everything_and_anybody_can_check_it(db: Db) {
        let house = House::new(db).await;
        let id = house.with_attachment("=HYPERLINK(\"x\")").await;
        let text_id = id.to_string();
        let (job, bytes) = house.archive(wish(What::Naskah, &text_id)).await;
        let files = opened(&bytes);
        let manifest = checked(&files);
        assert_eq!((&manifest["jumlah_naskah"], &manifest["versi_format"]), (&1.into(), &1.into()));
        assert_eq!(manifest["diminta_oleh_peran"], serde_json::json!(["records-clerk"]));
        assert!(!text(&files, "manifest.json").contains("Tuti"), "the role, not the name");
        let pdf = paper::pdf(&house.office, house.actor("tuti"), id).await.unwrap();
        let revision = files.iter().find(|(path, _)| path.ends_with("/revisi-01-render.pdf")).unwrap();
        assert_eq!(revision.1, pdf.content(), "the very bytes");
        let attached = files.iter().find(|(path, _)| path.contains("/lampiran-01-")).unwrap();
        assert!(attached.1 == PICTURE && !attached.0.contains(".."), "{}", attached.0);
        let record: Value = serde_json::from_str(&text(&files, "metadata.json")).unwrap();
        assert_eq!(record[0]["hal"], "=HYPERLINK(\"x\")");
        assert_eq!(record[0]["kode_klasifikasi"], "000.8.3.3");
        assert_eq!(record[0]["sha256"], hex(&revision.1));
        assert_eq!(record[0]["tujuan_internal"], "Badan Pendapatan Daerah");
        assert!(record[0]["verifikator"].as_str().unwrap().contains("Wati Contoh"));
        let table = text(&files, "metadata.csv");
        assert!(table.starts_with("\u{feff}id_naskah,arah,jenis_naskah"));
        assert!(table.contains("'=HYPERLINK"), "no formula: {table}");
        assert!(text(&files, "LEBIH-DULU-BACA.txt").contains("sha256sum -c SHA256SUMS"));
        // The same order at the same moment makes the same bytes.
        let (again, same) = house.archive(wish(What::Naskah, &text_id)).await;
        assert!(again != job && same == bytes);
        // What a person at a terminal does.
        let folder = tempfile::tempdir().unwrap();
        zip::ZipArchive::new(Cursor::new(&bytes)).unwrap().extract(folder.path()).unwrap();
        let mut command = Command::new("sha256sum");
        command.args(["-c", "--quiet", "--strict", "SHA256SUMS"]).current_dir(folder.path());
        assert!(command.status().unwrap().success());
    }

    async fn a_draft_does_not_leave_and_nobody_takes_letters_of_others(db: Db) {
        let house = House::new(db).await;
        let office = &house.office;
        let draft = house.begun(house.memo("Konsep", &["kabid"], "kadis")).await.to_string();
        let draft = wish(What::Naskah, &draft);
        let ask = async |who: &str, wish: Wish<'_>| code(archive::ask(office, house.actor(who), wish).await);
        // Clerks do not even see what others only begin to write.
        assert!(["documents/export-draft", "documents/unknown-letter"].contains(&ask("tuti", draft).await));
        let id = house.fixed("Nota").await.to_string();
        let letter = wish(What::Naskah, &id);
        assert_eq!(ask("nia", letter).await, "documents/unknown-letter");
        assert_eq!(ask("lina", letter).await, "identity/forbidden");
        assert_eq!(ask("hasan", letter).await, "identity/forbidden", "an auditor reads here");
        assert_eq!(house.get("lina", PATH).await.status, StatusCode::FORBIDDEN);
        let (job, _) = house.archive(letter).await;
        for path in [format!("{PATH}/{job}"), format!("{PATH}/{job}/arsip.zip")] {
            assert_eq!(house.get("nia", &path).await.status, StatusCode::NOT_FOUND);
            assert_eq!(house.get("lina", &path).await.status, StatusCode::FORBIDDEN);
        }
        let dossier = retention::open(office, house.actor("tuti"), ("000.8.3.3", "x")).await.unwrap().to_string();
        assert_eq!(ask("nia", wish(What::Berkas, &dossier)).await, "documents/unknown-dossier");
        house.it.clock.advance_seconds(15 * 86_400);
        assert_eq!(archive::remove_old(&house.it.cell).await.unwrap(), 1);
        assert_eq!(house.get("tuti", &format!("{PATH}/{job}/arsip.zip")).await.status, StatusCode::NOT_FOUND);
        assert!(house.get("tuti", &format!("{PATH}/{job}")).await.says("Berkas ZIP dihapus"));
    }

    async fn secret_letters_leave_only_when_said_and_are_counted_when_not(db: Db) {
        let house = House::new(db).await;
        let (office, tuti) = (&house.office, house.actor("tuti"));
        let dossier = retention::open(office, tuti, ("000.8.3.3", "Campuran")).await.unwrap();
        let open = house.withdrawn("Terbuka", Secrecy::Terbatas).await;
        let secret = house.withdrawn("Amat rahasia", Secrecy::Rahasia).await;
        for id in [open, secret] {
            retention::put(office, tuti, dossier, id).await.unwrap();
        }
        let id = dossier.to_string();
        let (_, bytes) = house.archive(wish(What::Berkas, &id)).await;
        let files = opened(&bytes);
        let manifest = checked(&files);
        assert_eq!(manifest["jumlah_naskah"], 1);
        assert_eq!(manifest["tidak_disertakan"]["naskah_rahasia"], 1);
        assert_eq!(manifest["catatan"][0], "1 naskah rahasia atau sangat rahasia tidak disertakan");
        let said = |words: &str| files.iter().any(|(path, content)| path.contains(words) || String::from_utf8_lossy(content).contains(words));
        assert!(said("Terbuka") && !said("Amat rahasia") && !said(&secret.to_string()));
        let all = Wish { with_secret: true, ..wish(What::Berkas, &id) };
        let (job, bytes) = house.archive(all).await;
        assert_eq!(checked(&opened(&bytes))["jumlah_naskah"], 2);
        assert!(house.get("tuti", &format!("{PATH}/{job}")).await.says("Arsip siap diunduh"));
        let id = secret.to_string();
        assert_eq!(code(archive::ask(office, tuti, wish(What::Naskah, &id)).await), "documents/export-secret");
    }

    async fn a_register_leaves_with_every_number_of_a_period(db: Db) {
        let house = House::new(db).await;
        let (office, tuti) = (&house.office, house.actor("tuti"));
        let today = house.it.cell.today();
        house.with_attachment("Keluar pertama").await;
        let scan = Some(("pindaian.png", PICTURE.into()));
        let entry = house.entry("Masuk pertama");
        register(office, tuti, Fresh { scan, ..fresh(entry) }).await.unwrap();
        let later = 40 * 86_400;
        house.it.clock.advance_seconds(later);
        house.fixed("Keluar kedua").await;
        let book = archive::own_books(office, tuti).await.unwrap().into_iter().find(|book| book.series != "surat-masuk").unwrap();
        books::reserve_block(office, tuti, book.id, (2, "listrik padam")).await.unwrap();
        let all = checked(&opened(&house.archive(wish(What::Agenda, "")).await.1));
        assert_eq!(all["jumlah_naskah"], 5, "three letters, and two numbers without one");
        let day = today.to_string();
        let first = Wish { until: &day, ..wish(What::Agenda, "") };
        let files = opened(&house.archive(first).await.1);
        assert_eq!(checked(&files)["jumlah_naskah"], 2);
        let table = text(&files, "metadata.csv");
        assert!(table.contains("Keluar pertama") && table.contains("Masuk pertama") && !table.contains("kedua"));
        assert!(files.iter().any(|(path, _)| path.starts_with("surat-masuk/") && path.ends_with("/pindaian-01-pindaian.png")));
        let one = book.id.to_string();
        assert_eq!(checked(&opened(&house.archive(wish(What::Agenda, &one)).await.1))["jumlah_naskah"], 4);
        let form = [("lingkup", "agenda"), ("id", ""), ("dari", "2026-02-01"), ("sampai", "2026-01-01")];
        let wrong = house.post("tuti", PATH, PATH, &form).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.says("Tanggal akhir mendahului tanggal awal"));
    }

    async fn a_missing_or_changed_file_is_named_and_nothing_is_offered(db: Db) {
        let house = House::new(db).await;
        let id = house.fixed("Hilang").await;
        let (stored, text_id) = (house.stored(id).await, id.to_string());
        let before = std::fs::read(&stored).unwrap();
        for broken in [None, Some(b"%PDF-1.7 another".to_vec())] {
            std::fs::remove_file(&stored).unwrap();
            if let Some(other) = broken {
                std::fs::write(&stored, other).unwrap();
            }
            let job = archive::ask(&house.office, house.actor("tuti"), wish(What::Naskah, &text_id)).await.unwrap();
            house.export().await;
            let page = house.get("tuti", &format!("{PATH}/{job}")).await;
            assert!(page.says("Arsip tidak utuh: 1 berkas") && page.says("/revisi-01-render.pdf"), "{}", page.text());
            assert_eq!(house.get("tuti", &format!("{PATH}/{job}/arsip.zip")).await.status, StatusCode::NOT_FOUND);
            std::fs::write(&stored, &before).unwrap();
        }
        let (_, bytes) = house.archive(wish(What::Naskah, &text_id)).await;
        checked(&opened(&bytes));
    }

    /// A pipe in the place of a file keeps the work waiting in the middle, until it is killed.
    async fn killed_in_the_middle_nothing_is_offered_and_the_next_attempt_is_whole(db: Db) {
        let house = House::new(db).await;
        let id = house.with_attachment("Di tengah").await;
        let (stored, text_id) = (house.stored(id).await, id.to_string());
        let (_, expected) = house.archive(wish(What::Naskah, &text_id)).await;
        let before = std::fs::read(&stored).unwrap();
        std::fs::remove_file(&stored).unwrap();
        assert!(Command::new("mkfifo").arg(&stored).status().unwrap().success());
        let job = archive::ask(&house.office, house.actor("tuti"), wish(What::Naskah, &text_id)).await.unwrap();
        let runner = house.runner();
        let work = tokio::spawn(async move { runner.run_until_idle().await });
        // A pipe is open for its writer once the work reads from it: it is in the middle now.
        let pipe = stored.clone();
        let writer = std::fs::OpenOptions::new().write(true).clone();
        let writer = tokio::task::spawn_blocking(move || writer.open(pipe)).await.unwrap().unwrap();
        assert_eq!(house.job(job).await.state, State::Running);
        assert!(house.get("tuti", &format!("{PATH}/{job}")).await.says("Sedang dibuat"));
        work.abort();
        let file = format!("{PATH}/{job}/arsip.zip");
        assert_eq!(house.get("tuti", &file).await.status, StatusCode::NOT_FOUND);
        std::fs::remove_file(&stored).unwrap();
        std::fs::write(&stored, &before).unwrap();
        house.it.clock.advance_seconds(600);
        assert_eq!(house.export().await, 1);
        assert_eq!(house.job(job).await.attempt, 2);
        let whole = house.get("tuti", &file).await;
        assert!(whole.bytes == expected, "the same as if nothing had happened");
        // Lets the thread go that reads from the pipe.
        drop(writer);
    }

    async fn archives_have_pages(db: Db) {
        let house = House::new(db).await;
        let id = house.fixed("Nota").await;
        let letter = format!("/naskah/{id}");
        assert!(house.get("tuti", &letter).await.says("lingkup=naskah"));
        assert!(!house.get("lina", &letter).await.says("lingkup=naskah"));
        let new = format!("{PATH}/baru?lingkup=naskah&id={id}");
        let text_id = id.to_string();
        let form = [("lingkup", "naskah"), ("id", text_id.as_str())];
        let made = house.post("tuti", &new, PATH, &form).await;
        assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text());
        let waiting = house.get("tuti", &made.location).await;
        assert!(waiting.says("Sedang dibuat") && waiting.says("Muat ulang"));
        house.export().await;
        assert!(house.get("tuti", &made.location).await.says("Unduh ZIP"));
        for language in ["id", "en"] {
            for page in [PATH, &new, &made.location] {
                assert_eq!(house.get_in(language, "tuti", page).await.status, StatusCode::OK, "{page}");
            }
        }
        assert_eq!(house.get("tuti", &format!("{PATH}/baru?lingkup=x&id=y")).await.status, StatusCode::NOT_FOUND);
        let db = house.it.cell.db();
        house.get("tuti", &format!("{}/arsip.zip", made.location)).await;
        let told = db.read(async |tx: &mut Tx| audit::list(tx, &audit::Filter::default(), None, 50).await).await.unwrap();
        let kinds: Vec<&str> = told.iter().map(|entry| entry.kind.as_str()).collect();
        assert!(kinds.contains(&"documents/archive-asked") && kinds.contains(&"documents/archive-fetched"));
        assert_eq!(house.app.texts().missed(), Vec::<String>::new());
        assert_eq!(house.app.texts().gaps(), Vec::<String>::new());
    }
}
