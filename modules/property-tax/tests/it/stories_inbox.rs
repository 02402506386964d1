//! Extracts that the operator puts on the server, imports that are tried again, and papers that
//! are kept for a while.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot set up its stage has failed"
)]

use std::fs;
use std::path::Path;
use std::process::Command;

use axum::http::StatusCode;
use db::Tx;
use property_tax::store::imports::{self, ImportState};
use property_tax::usecase::village_papers::remove_old_booklets;
use tempfile::TempDir;
use testkit::TestCell;

use crate::office_support::{MIGRATIONS, Office};
use crate::stories_support::Extract;

const PAGE: &str = "/kerja/pbb/impor";
const FROM_INBOX: &str = "/kerja/pbb/impor/kotak";

/// An inbox with one extract, named as the operator did.
fn inbox(name: &str) -> (TempDir, std::path::PathBuf) {
    let inbox = tempfile::tempdir().unwrap();
    let to = inbox.path().join(name);
    copy(Extract::small().write().path(), &to);
    (inbox, to)
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir(to).unwrap();
    for file in fs::read_dir(from).unwrap().flatten() {
        fs::copy(file.path(), to.join(file.file_name())).unwrap();
    }
}

async fn last(office: &Office) -> Option<imports::Import> {
    let list = async |tx: &mut Tx| imports::list(tx, i64::MAX, 1).await;
    office.it.cell.db().read(list).await.unwrap().pop()
}

testkit::on_each_engine! {
    with &MIGRATIONS;

    async fn an_officer_imports_what_lies_on_the_server(db: Db) {
        let (inbox, extract) = inbox("SISMIOP 2026");
        let office = Office::with_inbox(TestCell::demo(db), Some(inbox.path().to_owned()));
        copy(&extract, &inbox.path().join(".masih-disalin"));
        std::os::unix::fs::symlink("/etc", inbox.path().join("ke-mana-saja")).unwrap();
        let page = office.get("dewi", PAGE).await;
        assert!(page.says("SISMIOP 2026"), "{}", page.text());
        assert!(!page.says("masih-disalin") && !page.says("ke-mana-saja"));
        assert!(!office.get("bupati", PAGE).await.says("SISMIOP 2026"), "who may not import");

        let names = |folder: &Path| fs::read_dir(folder).unwrap().count();
        let files = names(&extract);
        let asked = office.post("dewi", PAGE, FROM_INBOX, &[("nama", "SISMIOP 2026")]).await;
        assert_eq!(asked.status, StatusCode::SEE_OTHER, "{}", asked.text());
        office.work().await;
        let import = last(&office).await.unwrap();
        assert_eq!((import.state, &*import.source), (ImportState::Published, "SISMIOP 2026"));
        assert_eq!(names(&extract), files, "it was only read");
    }

    async fn a_name_leads_nowhere_but_into_the_inbox(db: Db) {
        let (inbox, _) = inbox("dalam");
        let inside = inbox.path().join("dalam");
        fs::create_dir(inside.join("kotak")).unwrap();
        let office = Office::with_inbox(TestCell::demo(db), Some(inside.join("kotak")));
        for name in ["..", "../..", "/etc", "", "../../dalam"] {
            let asked = office.post("dewi", PAGE, FROM_INBOX, &[("nama", name)]).await;
            assert!(asked.status.is_client_error(), "{name}: {}", asked.status);
            assert!(asked.says("kotak masuk server"), "{name}: {}", asked.text());
        }
        assert_eq!(office.work().await, 0);
    }

    async fn a_failed_import_is_tried_again_from_its_page(db: Db) {
        let (inbox, extract) = inbox("ekstrak");
        let office = Office::with_inbox(TestCell::demo(db), Some(inbox.path().to_owned()));
        let (table, aside) = (extract.join("DAT_OBJEK_PAJAK.csv"), extract.join("aside"));
        fs::rename(&table, &aside).unwrap();
        // Reading this never ends, until somebody ends the import.
        assert!(Command::new("mkfifo").arg(&table).status().unwrap().success());
        office.post("dewi", PAGE, FROM_INBOX, &[("nama", "ekstrak")]).await;
        let (worked, ()) = tokio::join!(office.work(), end_the_import(&office));
        assert_eq!(worked, 1);
        drop(fs::OpenOptions::new().read(true).write(true).open(&table).unwrap());

        let import = last(&office).await.unwrap();
        assert_eq!(import.state, ImportState::Failed);
        let page = format!("{PAGE}/{}", import.revision);
        assert!(office.get("dewi", &page).await.says("Coba lagi"));
        assert!(!office.get("bupati", &page).await.says("Coba lagi"));
        fs::rename(&aside, &table).unwrap();
        let again = office.post("dewi", &page, &format!("{page}/ulangi"), &[]).await;
        assert_eq!(again.location, PAGE, "{}", again.text());
        office.work().await;
        assert_eq!(last(&office).await.unwrap().state, ImportState::Published);
        let page = office.get("dewi", &page).await;
        assert!(!page.says("Coba lagi"), "it went well");
    }

    async fn booklets_go_after_their_days(db: Db) {
        let office = Office::new(db);
        let cell = &office.it.cell;
        let put = async || {
            let id = cell.new_id::<()>().to_string().to_lowercase();
            let name = files::Name::parse(&format!("property-tax/booklets/{id}.pdf")).unwrap();
            cell.files().put(&name, &b"%PDF"[..]).await.unwrap();
            name
        };
        let old = put().await;
        office.it.clock.advance_seconds(30 * 86_400 - 1);
        let young = put().await;
        assert_eq!(remove_old_booklets(cell, 30).await.unwrap(), 0);
        office.it.clock.advance_seconds(1);
        assert_eq!(remove_old_booklets(cell, 30).await.unwrap(), 1);
        assert!(cell.files().find(&old).await.unwrap().is_none());
        assert!(cell.files().find(&young).await.unwrap().is_some());
    }
}

async fn end_the_import(office: &Office) {
    for _ in 0..600 {
        if let Some(import) = last(office).await {
            let end = imports::End {
                state: ImportState::Failed,
                at: office.it.cell.now(),
                rejects: None,
                report: None,
                failure: Some("property-tax/import-died"),
            };
            let ended = async |tx: &mut Tx| imports::finish(tx, import.revision, &end).await;
            office.it.cell.db().write(ended).await.unwrap();
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("no import began");
}
