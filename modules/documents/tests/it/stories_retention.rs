//! The retention schedule and files: days that follow from rows, holds, proposals.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use axum::http::StatusCode;
use base::Id;
use documents::domain::retention::{
    Closed, Days, Dossier, Fate, Phase, Rule, read_table, rule_for,
};
use documents::store::retention::dossiers;
use documents::usecase::{retention, route};
use identity::Actor;
use proptest::prelude::*;

use crate::desk::code;
use crate::house::*;

const TABLE: &str = "kode,uraian,aktif,inaktif,nasib,berlaku,sumber\n\
    000,Umum,1,1,permanen,2020-01-01,Perbup contoh\n\
    000.8,Organisasi,2,3,musnah,2020-01-01,Perbup contoh\n\
    000.8,Organisasi,5,5,dinilai kembali,2030-01-01,Perbup contoh 2030\n";

fn rules() -> Vec<Rule> {
    read_table(TABLE.as_bytes()).unwrap()
}

/// documents.md §5.2: closed 2026-12-31, aktif 2, inaktif 3.
#[test]
fn a_file_closed_at_the_end_of_2026_is_due_five_years_later() {
    let all = rules();
    let rule = rule_for(&all, "000.8.3.3", day("2026-12-31")).unwrap();
    let days = rule.days(day("2026-12-31")).unwrap();
    assert_eq!(
        (days.inactive, days.due, rule.fate),
        (day("2028-12-31"), day("2031-12-31"), Fate::Destroy)
    );
    let leap = rule.days(day("2024-02-29")).unwrap();
    assert_eq!((leap.inactive, leap.due), (day("2026-02-28"), day("2029-02-28")));
}

#[test]
fn the_longest_beginning_holds_and_of_these_the_newest() {
    let all = rules();
    let fate = |code: &str, on: &str| rule_for(&all, code, day(on)).map(|rule| rule.fate);
    assert_eq!(fate("000.8", "2029-12-31"), Some(Fate::Destroy));
    assert_eq!(fate("000.8.1", "2030-01-01"), Some(Fate::Review));
    assert_eq!(fate("000.80", "2029-01-01"), Some(Fate::Permanent), "whole groups only");
    assert_eq!(fate("000.8", "2019-12-31"), None);
    assert_eq!(fate("100", "2029-01-01"), None);
}

#[test]
fn a_table_with_a_wrong_row_is_refused_as_a_whole() {
    for (wrong, row) in [("musnah", "2"), ("2020-01-01", "2"), ("000.8,Organisasi,2", "3")] {
        let table = TABLE.replacen(wrong, "x", 1);
        let refused = read_table(table.as_bytes());
        if wrong == "musnah" {
            assert!(refused.is_err());
            continue;
        }
        let error = refused.unwrap_err();
        assert_eq!(
            error.params().iter().find(|(name, _)| *name == "row").unwrap().1,
            row,
            "{wrong}"
        );
    }
    assert!(read_table(b"kode,uraian\n000,Umum\n").is_err());
    assert!(read_table(b"kode,uraian,aktif,inaktif,nasib,berlaku,sumber\n").is_err());
}

/// Excel with Indonesian settings: semicolons, days as people write them, a title above.
#[test]
fn a_table_saved_by_excel_here_is_read() {
    let table = TABLE.replace(',', ";").replace("2020-01-01", "1/1/2020");
    let table = format!("JADWAL RETENSI ARSIP;;;;;;\r\n{}", table.replace('\n', "\r\n"));
    assert_eq!(read_table(table.as_bytes()).unwrap(), rules());
    let wrong = read_table(table.replace("1/1/2020", "31/2/2020").as_bytes()).unwrap_err();
    assert_eq!(wrong.params(), [("row", "3".to_owned())]);
}

proptest! {
    /// Whatever its days: a file that is held is proposed for nothing, a permanent one never for
    /// destruction, and nothing before its day.
    #[test]
    fn a_hold_always_wins_and_what_is_permanent_never_goes(
        fate in prop::sample::select(Fate::ALL),
        (active, inactive, after) in (0_i64..60, 0_i64..60, 0_i64..150),
        held in any::<bool>(),
    ) {
        let closed = day("2026-03-31");
        let years = |from: base::Date, years: i64| from.checked_add(jiff::Span::new().years(years)).unwrap();
        let days = Days { inactive: years(closed, active), due: years(closed, active + inactive) };
        let text = str::to_owned;
        let file = Dossier {
            id: Id::parse("01JD0000000000000000000000").unwrap(),
            agency: text("diskominfo"),
            classification: text("000"),
            title: text("x"),
            opened_at: base::Instant::parse("2026-01-01T00:00:00.000Z").unwrap(),
            opened_by_name: text("x"),
            closed: Some(Closed {
                on: closed,
                by_name: text("x"),
                rule_prefix: text("000"),
                rule_source: text("x"),
                fate,
                days,
            }),
            hold: held.then(|| text("perkara")),
            letter_hold: None,
            destroyed_on: None,
        };
        let proposal = file.proposal(years(closed, after));
        prop_assert!(!held || proposal.is_none());
        prop_assert!(after >= active + inactive || proposal.is_none());
        prop_assert!(fate == Fate::Destroy || proposal != Some(Fate::Destroy));
        prop_assert_eq!(proposal.is_some(), !held && after >= active + inactive);
    }
}

impl House {
    /// Puts a letter that is over into a file.
    async fn put_into(&self, file: Id<Dossier>) {
        let letter = self.given_up("Selesai").await;
        retention::put(&self.office, self.actor("tuti"), file, letter).await.unwrap();
    }
}

testkit::on_each_engine! {
    with &MIGRATIONS;

    async fn a_file_is_filled_closed_and_proposed_when_its_time_comes(db: Db) {
        let house = House::new(db).await;
        let (office, tuti, operator) = (&house.office, house.actor("tuti"), Actor::operator());
        assert_eq!(code(retention::open(office, house.actor("lina"), ("000.8.3.3", "x")).await), "identity/forbidden");
        assert_eq!(code(retention::open(office, tuti, ("999", "x")).await), "documents/classification-unknown");
        let id = retention::open(office, tuti, ("000.8.3.3", "Laporan 2026")).await.unwrap();
        assert_eq!(code(retention::load(office, tuti, TABLE.as_bytes()).await), "identity/forbidden");
        let letter = house.begun(house.memo("Selesai", &["kabid"], "kadis")).await;
        assert_eq!(code(retention::put(office, tuti, id, letter).await), "documents/letter-not-over");
        route::withdraw(office, house.actor("lina"), letter, "tidak jadi").await.unwrap();
        retention::put(office, tuti, id, letter).await.unwrap();
        assert_eq!(code(retention::close(office, tuti, id).await), "documents/no-retention");
        assert_eq!(retention::load(office, &operator, TABLE.as_bytes()).await.unwrap(), 3);
        assert_eq!(retention::show(office, house.actor("lina"), id).await.unwrap().letters.len(), 1);
        assert_eq!(code(retention::show(office, house.actor("nia"), id).await), "documents/unknown-dossier");
        let closed = retention::close(office, tuti, id).await.unwrap();
        assert_eq!((closed.fate, &*closed.rule_prefix), (Fate::Destroy, "000.8"));
        assert_eq!(code(retention::put(office, tuti, id, letter).await), "documents/dossier-closed");
        assert_eq!(code(retention::close(office, tuti, id).await), "documents/dossier-closed");
        assert!(retention::due(office, tuti).await.unwrap().is_empty());
        house.it.clock.advance_seconds(6 * 366 * 86_400);
        let due = retention::due(office, tuti).await.unwrap();
        let today = house.it.cell.today();
        assert_eq!((due.len(), due[0].phase(today), due[0].proposal(today)), (1, Phase::Due, Some(Fate::Destroy)));
        assert_eq!(code(retention::hold(office, tuti, id, "").await), "documents/task-reason");
        retention::hold(office, tuti, id, "Perkara 12/2032").await.unwrap();
        let held = retention::due(office, tuti).await.unwrap();
        assert_eq!(held[0].proposal(today), None, "what is held is proposed for nothing");
        assert!(house.get("tuti", "/naskah/berkas/jatuh-tempo").await.says("Perkara 12/2032"));
        retention::release(office, tuti, id, "putusan inkrah").await.unwrap();
        assert!(house.get("tuti", "/naskah/berkas/jatuh-tempo").await.says("Usul musnah"));
    }

    async fn an_empty_file_is_not_closed(db: Db) {
        let house = House::new(db).await;
        let (office, tuti) = (&house.office, house.actor("tuti"));
        retention::load(office, &Actor::operator(), TABLE.as_bytes()).await.unwrap();
        let id = retention::open(office, tuti, ("000.8.3.3", "Masih kosong")).await.unwrap();
        assert_eq!(code(retention::close(office, tuti, id).await), "documents/dossier-empty");
        let file = format!("/naskah/berkas/{id}");
        let refused = house.post("tuti", &file, &format!("{file}/tutup"), &[]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.says("Berkas ini belum berisi naskah"), "{}", refused.text());
        assert!(refused.says("Masukkan naskah yang sudah selesai"), "{}", refused.text());
        assert!(retention::show(office, tuti, id).await.unwrap().dossier.closed.is_none());
        house.put_into(id).await;
        retention::close(office, tuti, id).await.unwrap();
    }

    async fn secret_letters_stand_in_a_file_only_for_whoever_keeps_it(db: Db) {
        let house = House::new(db).await;
        let (office, tuti) = (&house.office, house.actor("tuti"));
        let id = retention::open(office, tuti, ("000.8.3.3", "Campuran")).await.unwrap();
        let mut content = house.memo("Amat rahasia", &["kabid"], "kadis");
        content.secrecy = documents::domain::content::Secrecy::Rahasia;
        let letter = house.begun(content).await;
        route::withdraw(office, house.actor("lina"), letter, "x").await.unwrap();
        retention::put(office, tuti, id, letter).await.unwrap();
        assert_eq!(retention::show(office, tuti, id).await.unwrap().letters.len(), 1);
        assert_eq!(retention::show(office, house.actor("wati"), id).await.unwrap().letters.len(), 0);
        assert!(!house.get("wati", &format!("/naskah/berkas/{id}")).await.says("Amat rahasia"));
        let db = house.it.cell.db();
        let lies = db.read(async |tx: &mut db::Tx| dossiers::of_letter(tx, letter).await).await.unwrap();
        assert_eq!(lies, Some(id));
    }

    async fn files_and_schedule_have_pages(db: Db) {
        let house = House::new(db).await;
        assert!(house.get("lina", "/naskah/jra").await.says("Jadwal retensi belum dimuat"));
        retention::load(&house.office, &Actor::operator(), TABLE.as_bytes()).await.unwrap();
        assert!(house.get("lina", "/naskah/jra").await.says("Perbup contoh 2030"));
        for list in ["/naskah/jra", "/naskah/klasifikasi"] {
            let after_loading = house.get("lina", &format!("{list}?dimuat=1200")).await;
            assert!(after_loading.says("1.200 baris dimuat."), "{list}");
            assert!(!house.get("lina", list).await.says("dimuat."), "{list}");
        }
        assert_eq!(house.get("tuti", "/naskah/jra/muat").await.status, StatusCode::FORBIDDEN);
        let path = "/naskah/berkas";
        let refused = house.post("tuti", path, path, &[("klasifikasi", "000.8.3.3 Laporan"), ("uraian", "")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let made = house.post("tuti", path, path, &[("klasifikasi", "000.8.3.3 Laporan"), ("uraian", "Berkas <2026>")]).await;
        assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text());
        let file = made.location;
        assert!(Id::<()>::parse(file.rsplit('/').next().unwrap()).is_some());
        let missing = house.post("tuti", &file, &format!("{file}/isi"), &[("nomor-naskah", "1/X")]).await;
        assert_eq!(missing.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(missing.says("Tidak ada naskah kantor ini dengan nomor itu"));
        house.put_into(Id::parse(file.rsplit('/').next().unwrap()).unwrap()).await;
        assert_eq!(house.post("tuti", &file, &format!("{file}/tutup"), &[]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(house.post("tuti", &file, &format!("{file}/tahan"), &[("alasan", "perkara")]).await.status, StatusCode::SEE_OTHER);
        for language in ["id", "en"] {
            for page in [path, "/naskah/berkas/jatuh-tempo", "/naskah/jra", &file] {
                assert_eq!(house.get_in(language, "tuti", page).await.status, StatusCode::OK, "{page}");
            }
        }
        assert!(house.get("lina", &file).await.says("Berkas &#60;2026&#62;"));
        assert_eq!(house.get("nia", &file).await.status, StatusCode::NOT_FOUND);
        assert_eq!(house.app.texts().missed(), Vec::<String>::new());
        assert_eq!(house.app.texts().gaps(), Vec::<String>::new());
    }

    async fn what_is_proposed_and_the_schedule_are_taken_out_as_tables(db: Db) {
        let house = House::new(db).await;
        let (office, tuti) = (&house.office, house.actor("tuti"));
        retention::load(office, &Actor::operator(), TABLE.as_bytes()).await.unwrap();
        let path = "/naskah/berkas/usul-musnah.xlsx";
        assert_eq!(house.get("tuti", path).await.status, StatusCode::CONFLICT);
        assert_eq!(house.get("lina", path).await.status, StatusCode::FORBIDDEN);
        let mut ids = Vec::new();
        // The main group 900 has no row of its own here; 000 is permanent.
        for (code, title) in [("000.8.3.3", "Pergi"), ("000.8.3.3", "Ditahan"), ("000", "Permanen")] {
            let id = retention::open(office, tuti, (code, title)).await.unwrap();
            house.put_into(id).await;
            retention::close(office, tuti, id).await.unwrap();
            ids.push(id);
        }
        retention::hold(office, tuti, ids[1], "perkara 12").await.unwrap();
        house.it.clock.advance_seconds(9 * 366 * 86_400);
        let listed = house.get("tuti", path).await;
        assert_eq!(listed.status, StatusCode::OK, "{}", listed.text());
        let said = cells(&listed.bytes);
        assert!(said.contains("Pergi") && !said.contains("Ditahan") && !said.contains("Permanen"), "{said}");
        let schedule = cells(&house.get("lina", "/naskah/jra.xlsx").await.bytes);
        assert!(schedule.contains("kode") && schedule.contains("Perbup contoh 2030"), "{schedule}");
        assert!(schedule.contains("dinilai-kembali") && !schedule.contains("musnah"), "only what is in force");
        let again = read_table(&house.get("lina", "/naskah/jra.xlsx").await.bytes).unwrap();
        assert_eq!(again, [rules()[0].clone(), rules()[2].clone()], "what was downloaded can be loaded");
        assert_eq!(house.app.texts().missed(), Vec::<String>::new());
    }
}

/// The shared texts of a spreadsheet.
pub fn cells(bytes: &[u8]) -> String {
    use std::io::Read;
    let mut book = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    book.by_name("xl/sharedStrings.xml").unwrap().read_to_string(&mut text).unwrap();
    text
}
