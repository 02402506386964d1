//! An extract comes in: whole or not at all, once, and only what differs.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot set up its stage has failed"
)]

use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use audit::Entry;
use base::{Kind, Rupiah};
use db::{Db, Engine, Options, State, Tx};
use property_tax::audit_kinds;
use property_tax::domain::notice::PaymentState;
use property_tax::domain::revision::RegistryMode;
use property_tax::store::imports::{self, ImportState};
use property_tax::store::{objects, settings, subjects, villages};
use property_tax::usecase::import::{Progress, Report, recover, run};
use property_tax::usecase::look_up::{self, Answer};
use testkit::{Scratch, TestCell};

use crate::stories_support::*;

/// Rows of a generated file, its header left out.
fn rows(folder: &Path, table: &str) -> u64 {
    let text = std::fs::read_to_string(folder.join(format!("{table}.csv"))).unwrap();
    text.lines().count() as u64 - 1
}

fn changes(report: &Report, table: &str) -> (u64, u64, u64) {
    let changes = report.changes.get(table).copied().unwrap_or_default();
    (changes.new, changes.changed, changes.same)
}

async fn the_import(cell: &cell::Cell, revision: i64) -> imports::Import {
    let find = async |tx: &mut Tx| imports::find(tx, revision).await;
    cell.db().read(find).await.unwrap().unwrap()
}

async fn last_import(cell: &cell::Cell) -> imports::Import {
    let list = async |tx: &mut Tx| imports::list(tx, i64::MAX, 1).await;
    cell.db().read(list).await.unwrap().remove(0)
}

async fn rejects(cell: &cell::Cell) -> String {
    let name = last_import(cell).await.rejects.expect("rows were refused");
    let file = cell.files().find(&files::Name::parse(&name).unwrap()).await.unwrap().unwrap();
    String::from_utf8(file.to_vec()).unwrap()
}

async fn is_found(cell: &cell::Cell, digits: &str) -> bool {
    matches!(look_up::look_up(cell, &owing(cell), nop(digits)).await.unwrap(), Answer::Found(_))
}

testkit::on_each_engine! {
    with &MIGRATIONS;

    async fn a_first_import_brings_in_every_row_and_every_rupiah(db: Db) {
        let it = TestCell::demo(db.clone());
        let folder = generated(300, 1);
        let report = import(&it.cell, folder.path()).await.unwrap();
        assert_eq!(report.rejected, 0, "{report:#?}");
        for (table, stored) in [
            ("SPPT", "ptax_notice"),
            ("DAT_OBJEK_PAJAK", "ptax_object"),
            ("PEMBAYARAN_SPPT", "ptax_payment"),
            ("DAT_SUBJEK_PAJAK", "ptax_subject"),
            ("DAT_NIR", "ptax_zone_value"),
            ("REF_KELURAHAN", "ptax_village"),
        ] {
            let expected = rows(folder.path(), table);
            assert_eq!(count(&db, stored).await, i64::try_from(expected).unwrap(), "{table}");
            if table != "REF_KELURAHAN" {
                assert_eq!(changes(&report, table), (expected, 0, 0), "{table}");
            }
        }
        assert!(report.balanced && !report.unchanged, "{report:#?}");
        assert_eq!(report.quality.before, report.quality.after);
        assert_eq!(report.quality.before.notices.len(), 5, "five years");
        let import = last_import(&it.cell).await;
        assert_eq!(import.state, ImportState::Published);
        let stored: serde_json::Value = serde_json::from_str(&import.report.unwrap()).unwrap();
        assert_eq!(stored["balanced"], true, "the stored report has the totals after publication");
    }

    async fn importing_the_same_folder_again_changes_nothing(db: Db) {
        let it = TestCell::demo(db.clone());
        let folder = generated(200, 2);
        import(&it.cell, folder.path()).await.unwrap();
        let before = counts(&db).await;
        let again = import(&it.cell, folder.path()).await.unwrap();
        assert!(again.unchanged && again.balanced, "{again:#?}");
        assert_eq!(again.written(), 0);
        assert_eq!(counts(&db).await, before);
        let import = last_import(&it.cell).await;
        assert_eq!(import.state, ImportState::Unchanged);
        assert!(import.finished_at.is_some());
    }

    async fn a_later_extract_changes_exactly_what_differs(db: Db) {
        let it = TestCell::new(db.clone());
        let mut extract = Extract::small();
        extract.import(&it.cell).await;
        let before = counts(&db).await;
        extract
            .edit("DAT_SUBJEK_PAJAK", "Rahma Contoh", "Rahma Baru Contoh")
            .edit("DAT_NIR", "AB,2026,500", "AB,2026,650")
            .edit("SPPT", "0,40000,0,40000,0", "0,40000,0,40000,1")
            .paid(SECOND, 2025, 1, 40_000, 0, "2026-08-01");
        let report = extract.import(&it.cell).await;
        assert_eq!(changes(&report, "DAT_SUBJEK_PAJAK"), (0, 1, 0));
        assert_eq!(changes(&report, "DAT_NIR"), (0, 1, 1));
        assert_eq!(changes(&report, "DAT_OBJEK_PAJAK"), (0, 0, 2));
        assert_eq!(changes(&report, "SPPT"), (0, 1, 1));
        assert_eq!(changes(&report, "PEMBAYARAN_SPPT"), (1, 0, 1));
        assert!(report.balanced, "{report:#?}");
        let after = counts(&db).await;
        let grown: Vec<i64> = after.iter().zip(&before).map(|(a, b)| a - b).collect();
        assert_eq!(grown, [1, 0, 1, 1, 3, 1], "{VERSIONED:?}");
        let second = notice(&it.cell, &nop(SECOND), 2025).await.unwrap();
        assert_eq!(second.payment, PaymentState::Paid);
        let find = async |tx: &mut Tx| subjects::find(tx, "6408015007800001").await;
        let owner = db.read(find).await.unwrap().unwrap();
        assert_eq!(owner.name, "Rahma Baru Contoh");
    }

    async fn a_row_that_is_missing_from_a_later_extract_stays(db: Db) {
        let it = TestCell::new(db.clone());
        Extract::small().import(&it.cell).await;
        let mut less = Extract::empty();
        less.subject("6408015007800001", "Rahma Contoh");
        let report = less.import(&it.cell).await;
        assert!(report.unchanged && report.balanced, "{report:#?}");
        assert_eq!(report.quality.before.notices[&2025].amount, Rupiah(167_500));
        assert!(is_found(&it.cell, FIRST).await);
    }

    async fn a_citizen_sees_the_old_state_until_the_import_is_published(db: Db) {
        let it = TestCell::new(db.clone());
        let mut extract = Extract::small();
        extract.import(&it.cell).await;
        extract.edit("SPPT", "0,127500,0,127500,1", "0,999999,0,999999,1");
        let folder = extract.write();
        let seen = Arc::new(Mutex::new(Vec::new()));
        let (cell, note) = (it.cell.clone(), Arc::clone(&seen));
        let handle = tokio::runtime::Handle::current();
        let tell = move |progress: Progress| {
            let look = async { notice(&cell, &nop(FIRST), 2025).await.unwrap().figures.due };
            let due = tokio::task::block_in_place(|| handle.block_on(look));
            note.lock().unwrap().push((progress.phase, due));
        };
        run(&it.cell, &importing(folder.path()), &tell).await.unwrap();
        let seen = seen.lock().unwrap().clone();
        assert!(seen.iter().any(|(phase, _)| *phase == "SPPT"), "{seen:?}");
        assert!(seen.iter().all(|(_, due)| *due == Rupiah(127_500)), "{seen:?}");
        let now = notice(&it.cell, &nop(FIRST), 2025).await.unwrap();
        assert_eq!(now.figures.due, Rupiah(999_999));
    }

    async fn others_write_while_an_import_runs(db: Db) {
        let it = TestCell::demo(db.clone());
        let folder = generated(2_000, 3);
        let written = Arc::new(AtomicU64::new(0));
        let (cell, counted) = (it.cell.clone(), Arc::clone(&written));
        let writer = tokio::spawn(async move {
            loop {
                let who = audit::Who::system();
                let entry = Entry::new(audit_kinds::NOTICE_OPENED, &who, "uji");
                audit::record_alone(&cell, entry).await.unwrap();
                counted.fetch_add(1, Ordering::SeqCst);
                tokio::task::yield_now().await;
            }
        });
        let at_first = Arc::new(AtomicU64::new(u64::MAX));
        let (first, counted) = (Arc::clone(&at_first), Arc::clone(&written));
        let tell = move |_: Progress| {
            let so_far = counted.load(Ordering::SeqCst);
            let _ = first.compare_exchange(u64::MAX, so_far, Ordering::SeqCst, Ordering::SeqCst);
        };
        let report = run(&it.cell, &importing(folder.path()), &tell).await.unwrap();
        let at_end = written.load(Ordering::SeqCst);
        writer.abort();
        assert!(report.balanced);
        assert!(at_end > at_first.load(Ordering::SeqCst), "somebody wrote between two chunks");
    }

    async fn an_import_that_was_cut_off_leaves_nothing_to_be_seen(db: Db) {
        let it = TestCell::demo(db.clone());
        let folder = generated(1_500, 4);
        let (started, wait) = tokio::sync::oneshot::channel();
        let started = Mutex::new(Some(started));
        let cell = it.cell.clone();
        let path = folder.path().to_owned();
        let cut = tokio::spawn(async move {
            let tell = move |progress: Progress| {
                if progress.phase == "SPPT" {
                    let told = started.lock().unwrap().take();
                    if let Some(told) = told {
                        let _ = told.send(());
                    }
                }
            };
            run(&cell, &importing(&path), &tell).await
        });
        wait.await.unwrap();
        cut.abort();
        assert!(cut.await.unwrap_err().is_cancelled());
        let refused = import(&it.cell, folder.path()).await.unwrap_err();
        assert_eq!((refused.kind(), refused.code()), (Kind::Conflict, "property-tax/import-running"));
        let sample = std::fs::read_to_string(folder.path().join("DAT_OBJEK_PAJAK.csv")).unwrap();
        let digits: String = sample.lines().nth(1).unwrap().split(',').take(7).collect();
        assert!(!is_found(&it.cell, &digits).await);
        assert_eq!(count(&db, "ptax_village").await, 0, "not even the names of villages");
        it.clock.advance_seconds(61);
        recover(&it.cell).await.unwrap();
        assert_eq!(counts(&db).await, [0; 6], "{VERSIONED:?}");
        let dead = last_import(&it.cell).await;
        assert_eq!(dead.state, ImportState::Failed);
        assert_eq!(dead.failure.as_deref(), Some("property-tax/import-died"));
        let report = import(&it.cell, folder.path()).await.unwrap();
        assert!(report.balanced);
        assert!(is_found(&it.cell, &digits).await);
    }

    async fn an_import_whose_place_was_taken_over_writes_no_more(db: Db) {
        let it = TestCell::demo(db.clone());
        let folder = generated(1_500, 5);
        let (cell, clock) = (it.cell.clone(), Arc::clone(&it.clock));
        let handle = tokio::runtime::Handle::current();
        let tell = move |progress: Progress| {
            if progress.phase == "DAT_OBJEK_PAJAK" && progress.done > 0 {
                clock.advance_seconds(61);
                tokio::task::block_in_place(|| handle.block_on(recover(&cell))).unwrap();
            }
        };
        let error = run(&it.cell, &importing(folder.path()), &tell).await.unwrap_err();
        assert_eq!(error.code(), "property-tax/import-ended");
        recover(&it.cell).await.unwrap();
        assert_eq!(counts(&db).await, [0; 6], "no row outlives the clean-up");
    }

    async fn two_imports_at_once_are_refused(db: Db) {
        let it = TestCell::demo(db.clone());
        let folder = generated(200, 6);
        let inner = Arc::new(Mutex::new(None));
        let (cell, path, note) = (it.cell.clone(), folder.path().to_owned(), Arc::clone(&inner));
        let handle = tokio::runtime::Handle::current();
        let tell = move |_: Progress| {
            let mut note = note.lock().unwrap();
            if note.is_none() {
                let second = async { import(&cell, &path).await };
                *note = Some(tokio::task::block_in_place(|| handle.block_on(second)));
            }
        };
        run(&it.cell, &importing(folder.path()), &tell).await.unwrap();
        let second = inner.lock().unwrap().take().unwrap().unwrap_err();
        assert_eq!((second.kind(), second.code()), (Kind::Conflict, "property-tax/import-running"));
    }

    async fn bad_rows_are_set_aside_with_line_column_and_reason(db: Db) {
        let it = TestCell::new(db.clone());
        let mut extract = Extract::small();
        extract
            .row("SPPT", "64,08,010,001,001,0003,X,2025,A,2025-09-30,1,1,1,1,1,1,1,1,0,1,0")
            .bill("640801000100100040", 2025, "Budi Contoh", 1_000, 7)
            .land("640801000100100050", "AA", -3)
            .bill(FIRST, 2025, "Rahma Contoh", 5, 0);
        let report = extract.import(&it.cell).await;
        assert_eq!(report.rejected, 4);
        assert!(report.balanced, "refused rows count on neither side");
        let file = rejects(&it.cell).await;
        let lines: Vec<&str> = file.lines().collect();
        assert_eq!(lines[0], "berkas,baris,kolom,isi,alasan,saran,kode");
        let says = |place: &str, reason: &str, code: &str| {
            let begin = format!("{place},\"{reason}");
            lines.iter().any(|line| line.starts_with(&begin) && line.ends_with(code))
        };
        let code = "Kode atau NOP salah, atau sudah dipakai baris lain";
        assert!(says("SPPT.csv,4,KD_JNS_OP,X", code, "sismiop/code"), "{file}");
        assert!(says("SPPT.csv,5,STATUS_PEMBAYARAN_SPPT,7", code, "sismiop/code"), "{file}");
        assert!(says("SPPT.csv,6,THN_PAJAK_SPPT,2025", code, "sismiop/code"), "{file}");
        let negative = "DAT_OP_BUMI.csv,4,LUAS_BUMI,'-3,Angka negatif,Betulkan di SISMIOP; luas dan \
            rupiah tidak boleh di bawah nol.,sismiop/negative";
        assert!(lines.contains(&negative), "{file}");
        let first = notice(&it.cell, &nop(FIRST), 2025).await.unwrap();
        assert_eq!(first.figures.due, Rupiah(127_500), "the first of two rows stays");
    }

    async fn rejects_show_no_name_and_no_nik(db: Db) {
        let it = TestCell::new(db.clone());
        let mut extract = Extract::small();
        extract.row("DAT_SUBJEK_PAJAK", "6408015007800001,Kembar Rahasia,Jalan");
        extract.row("SPPT", "64,08,010,001,001,0001,0,Rahasia Sekali,2025,1,1,1,1,1,1,1,1,1,1,1,1");
        extract.import(&it.cell).await;
        let file = rejects(&it.cell).await;
        assert!(!file.contains("Rahasia") && !file.contains("6408015007800001"), "{file}");
    }

    async fn values_in_thousands_are_told_object_by_object(db: Db) {
        let it = TestCell::new(db.clone());
        let mut extract = Extract::empty();
        extract.subject("A", "Rahma Contoh");
        // Nine objects in rupiah and one in thousands: the column is in rupiah, the tenth is not.
        for n in 1..=10 {
            let digits = format!("64080100010010{n:03}0");
            let value = if n == 10 { 337_200 } else { 337_200_000 };
            let row = "A,Jalan,100,140,70000000,337000000,1";
            extract.of("DAT_OBJEK_PAJAK", &digits, row);
            extract.of("DAT_OP_BANGUNAN", &digits, &format!("1,1,140,{value}"));
        }
        let report = extract.import(&it.cell).await;
        assert!(!report.thousands["NILAI_SISTEM_BNG"]);
        assert_eq!(report.quality.thousand_rupiah_values, 1);
        for n in 1..=10 {
            let nop = nop(&format!("64080100010010{n:03}0"));
            let find = async |tx: &mut Tx| objects::find(tx, &nop).await;
            let object = db.read(find).await.unwrap().unwrap();
            assert_eq!(object.parts.buildings[0].value, Rupiah(337_200_000), "{n}");
        }
    }

    async fn a_column_in_thousands_is_found_and_said(db: Db) {
        let it = TestCell::new(db.clone());
        let mut extract = Extract::empty();
        extract.zone(SANGATTA, "AA", 2026, "1000");
        extract.of("DAT_OBJEK_PAJAK", FIRST, "A,Jalan,200,36,200000000,50000000,1");
        extract.of("DAT_OP_BUMI", FIRST, "1,AA,200,1,200000");
        extract.of("DAT_OP_BANGUNAN", FIRST, "1,1,36,50000");
        let report = extract.import(&it.cell).await;
        assert!(report.thousands.values().all(|t| *t), "{:?}", report.thousands);
        assert_eq!(report.quality.thousand_rupiah_values, 2);
        let first = nop(FIRST);
        let find = async |tx: &mut Tx| objects::find(tx, &first).await;
        let object = db.read(find).await.unwrap().unwrap();
        assert_eq!(object.parts.buildings[0].value, Rupiah(50_000_000));
        assert_eq!(object.parts.land[0].system_value, Rupiah(200_000_000));
    }

    async fn the_report_counts_what_a_clerk_should_look_at(db: Db) {
        let it = TestCell::new(db.clone());
        let mut extract = Extract::small();
        extract
            .subject("bukan-nik", "Budi Contoh")
            .subject("6408015508800002", "Rahma Contoh")
            .object("640899000100100010", "tidak-ada", 10, 0)
            .land("640801000100199990", "AA", 5)
            .bill(SECOND, 2024, "Rahma Contoh", 9_000, 1)
            .paid("640801000100100090", 2024, 1, 5_000, 0, "2024-05-05")
            .paid(FIRST, 2024, 3, 5_000, 0, "2024-05-05");
        let quality = extract.import(&it.cell).await.quality;
        assert_eq!(quality.subject_ids_not_nik, 1);
        assert_eq!(quality.likely_same_subjects, 1);
        assert_eq!(quality.objects_without_subject, 1);
        assert_eq!(quality.outside_reference, 1);
        assert_eq!(quality.parts_without_object, 1);
        assert_eq!(quality.paid_without_payment, 1);
        assert_eq!(quality.payment_without_notice, 2);
        assert_eq!(quality.payment_sequence_gaps, 1);
    }

    async fn a_missing_column_is_named_and_nothing_is_seen(db: Db) {
        let it = TestCell::new(db.clone());
        let mut extract = Extract::small();
        extract.edit("PEMBAYARAN_SPPT", "JML_SPPT_YG_DIBAYAR", "JUMLAH");
        let folder = extract.write();
        let error = import(&it.cell, folder.path()).await.unwrap_err();
        assert_eq!(error.code(), "property-tax/import-missing-columns");
        let said = |name: &str| {
            error.params().iter().find(|(key, _)| *key == name).map(|(_, v)| v.clone()).unwrap()
        };
        assert_eq!((said("file"), said("missing")), (
            "PEMBAYARAN_SPPT.csv".to_owned(),
            "JML_SPPT_YG_DIBAYAR".to_owned(),
        ));
        assert!(said("found").contains("JUMLAH"));
        assert!(!is_found(&it.cell, FIRST).await);
        assert_eq!(last_import(&it.cell).await.state, ImportState::Failed);
        recover(&it.cell).await.unwrap();
        assert_eq!(counts(&db).await, [0; 6]);
    }

    async fn a_missing_file_is_named(db: Db) {
        let it = TestCell::new(db);
        let folder = Extract::small().write();
        std::fs::remove_file(folder.path().join("DAT_NIR.csv")).unwrap();
        let error = import(&it.cell, folder.path()).await.unwrap_err();
        assert_eq!(error.code(), "property-tax/import-no-file");
        assert!(error.params().contains(&("table", "DAT_NIR".to_owned())));
    }

    async fn generated_data_never_enters_a_real_cell(db: Db) {
        let it = TestCell::new(db.clone());
        let folder = generated(50, 7);
        let error = import(&it.cell, folder.path()).await.unwrap_err();
        assert_eq!((error.kind(), error.code()), (Kind::Precondition, "property-tax/demo-data"));
        assert_eq!(count(&db, "ptax_import").await, 0);

        // Without the mark the invented people give it away.
        std::fs::remove_file(folder.path().join(property_tax::generate::DEMO_MARK)).unwrap();
        let error = import(&it.cell, folder.path()).await.unwrap_err();
        assert_eq!(error.code(), "property-tax/demo-data");
        recover(&it.cell).await.unwrap();
        assert_eq!(counts(&db).await, [0; 6]);
    }

    async fn in_master_mode_nothing_is_imported(db: Db) {
        let it = TestCell::new(db.clone());
        let set = async |tx: &mut Tx| settings::set_registry_mode(tx, RegistryMode::Master).await;
        db.write(set).await.unwrap();
        let folder = Extract::small().write();
        let error = import(&it.cell, folder.path()).await.unwrap_err();
        assert_eq!((error.kind(), error.code()), (Kind::Conflict, "property-tax/registry-is-master"));
        assert_eq!(counts(&db).await, [0; 6]);
    }

    async fn an_import_does_not_take_back_what_was_issued_since(db: Db) {
        let it = TestCell::demo(db.clone());
        let extract = Extract::small();
        extract.import(&it.cell).await;
        load_rules(&it.cell, property_tax::generate::DEMO_RULES).await;
        let run = assessed(&it.cell, 2025, None).await;
        assert_eq!(run.state, property_tax::domain::run::RunState::Blocked, "no values for 2025");
        property_tax::usecase::assess::discard(&it.cell, &officer(&it.cell), &run.id).await.unwrap();
        let mut with_values = extract.clone();
        with_values.zone(SANGATTA, "AA", 2025, "900").zone(SANGATTA, "AB", 2025, "400");
        with_values.import(&it.cell).await;
        let run = assessed(&it.cell, 2025, None).await;
        issued(&it.cell, &run).await;
        let ours = notice(&it.cell, &nop(FIRST), 2025).await.unwrap();
        let again = with_values.import(&it.cell).await;
        assert!(again.unchanged && again.balanced, "{again:#?}");
        assert_eq!(notice(&it.cell, &nop(FIRST), 2025).await.unwrap(), ours);
        // What SISMIOP changes since then is news, and SISMIOP is the master.
        with_values.edit("SPPT", "0,127500,0,127500,1", "0,130000,0,130000,1");
        let news = with_values.import(&it.cell).await;
        assert!(news.balanced && changes(&news, "SPPT") == (0, 1, 1), "{news:#?}");
        assert_eq!(notice(&it.cell, &nop(FIRST), 2025).await.unwrap().figures.due, Rupiah(130_000));
    }

    async fn the_order_of_files_and_rows_makes_no_difference(db: Db) {
        let it = TestCell::new(db.clone());
        let mut extract = Extract::small();
        extract.building(FIRST, 2, 12, 9_000_000).building(FIRST, 3, 12, 8_000_000);
        extract.import(&it.cell).await;
        let again = extract.backwards().import(&it.cell).await;
        assert!(again.unchanged, "{again:#?}");
    }

    async fn villages_get_their_names_with_the_import(db: Db) {
        let it = TestCell::new(db.clone());
        Extract::small().import(&it.cell).await;
        let village = base::NopVillage::parse(SANGATTA).unwrap();
        let find = async |tx: &mut Tx| villages::find(tx, &village).await;
        let found = db.read(find).await.unwrap().unwrap();
        assert_eq!(found.title(), "Kelurahan Teluk Lingga");
        assert_eq!(found.district_name, "Sangatta Utara");
    }

    async fn each_import_leaves_a_trace(db: Db) {
        let it = TestCell::new(db.clone());
        Extract::small().import(&it.cell).await;
        assert_eq!(count(&db, "audit_entry").await, 1);
    }
}

/// A regency's disk is full in the middle of the night.
#[test]
fn a_full_disk_ends_an_import_and_a_later_one_works() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let scratch = Scratch::new(Engine::Sqlite, &MIGRATIONS).await;
        let size = |db: &Db| (db.clone(), Options::default());
        let options =
            Options { max_pages: Some(720), probe_pause: Duration::ZERO, ..Options::default() };
        let db = scratch.open_with(options).await;
        let it = TestCell::demo(size(&db).0);
        let large = generated(1_500, 8);
        let error = import(&it.cell, large.path()).await.unwrap_err();
        assert_eq!((error.kind(), error.code()), (Kind::Unavailable, "db/disk-full"));
        let sample = std::fs::read_to_string(large.path().join("SPPT.csv")).unwrap();
        let digits: String = sample.lines().nth(1).unwrap().split(',').take(7).collect();
        assert!(!is_found(&it.cell, &digits).await);
        it.clock.advance_seconds(61);
        recover(&it.cell).await.unwrap();
        assert_eq!(counts(&db).await, [0; 6]);
        assert_eq!(db.state(), State::Open);
        let small = generated(60, 8);
        assert!(import(&it.cell, small.path()).await.unwrap().balanced, "there is space for this");
        it.clock.advance_seconds(61);
        assert_eq!(the_import(&it.cell, 1).await.state, ImportState::Failed);
    });
}
