//! A day in the tax office, through its pages.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use std::io::Write as _;

use axum::http::StatusCode;
use db::Tx;
use property_tax::domain::revision::RegistryMode;
use property_tax::generate::DEMO_RULES;
use property_tax::store::settings;

use crate::office_support::{MIGRATIONS, Office};
use crate::stories_support::{Extract, FIRST, SANGATTA, filled, load_rules};

const RUNS: &str = "/kerja/pbb/penetapan";
const IMPORTS: &str = "/kerja/pbb/impor";

pub async fn small(office: &Office) {
    Extract::small().import(&office.it.cell).await;
    load_rules(&office.it.cell, DEMO_RULES).await;
}

pub async fn master(office: &Office) {
    let set = async |tx: &mut Tx| settings::set_registry_mode(tx, RegistryMode::Master).await;
    office.it.cell.db().write(set).await.unwrap();
}

/// Begins an assessment of the village and lets it be computed; answers its page.
async fn simulated(office: &Office, who: &str) -> String {
    let begun = office.post(who, RUNS, RUNS, &[("tahun", "2026"), ("desa", SANGATTA)]).await;
    assert_eq!(begun.status, StatusCode::SEE_OTHER, "{}", begun.text());
    office.work().await;
    begun.location
}

pub fn value_of(page: &str, name: &str) -> String {
    let (_, rest) = page.split_once(&format!("name=\"{name}\"")).unwrap();
    let (_, rest) = rest.split_once("value=\"").unwrap();
    rest.split('"').next().unwrap().to_owned()
}

fn zipped(folder: &std::path::Path) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = format!("ekstrak/{}", path.file_name().unwrap().to_string_lossy());
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(&std::fs::read(path).unwrap()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

testkit::on_each_engine! {
    with &MIGRATIONS;

    async fn an_officer_cannot_approve_what_they_submitted(db: Db) {
        let office = Office::new(db);
        small(&office).await;
        let run = simulated(&office, "both").await;
        office.post("both", &run, &format!("{run}/kirim"), &[("catatan", "periksa")]).await;
        let page = office.get("both", &run).await;
        assert!(page.says("Orang lain yang berwenang harus menyetujuinya"), "{}", page.text());
        assert!(!page.says("/setujui\""), "no button for the same person");
        let tried = office.post("both", RUNS, &format!("{run}/setujui"), &[]).await;
        assert_eq!(tried.status, StatusCode::FORBIDDEN);
        assert!(tried.says("Orang yang mengirim tidak boleh menyetujui"));
        let approved = office.post("rahma", &run, &format!("{run}/setujui"), &[]).await;
        assert_eq!(approved.status, StatusCode::SEE_OTHER, "{}", approved.text());
        let page = office.get("bupati", &run).await;
        assert!(page.says("Disetujui Rahma Contoh"), "{}", page.text());
        let object = office.get("dewi", &format!("/kerja/pbb/objek/{FIRST}")).await;
        assert!(object.says(&format!("/pbb/sppt/{FIRST}/2026\"")), "the notice is there");
    }

    async fn two_officers_cannot_assess_the_same_village_at_once(db: Db) {
        let office = Office::new(db);
        small(&office).await;
        simulated(&office, "dewi").await;
        let second = office.post("budi", RUNS, RUNS, &[("tahun", "2026"), ("desa", "")]).await;
        assert_eq!(second.status, StatusCode::CONFLICT);
        assert!(second.says("Dewi Contoh sedang mengerjakan penetapan 2026"), "{}", second.text());
    }

    async fn a_rejected_assessment_says_why_and_can_be_computed_again(db: Db) {
        let office = Office::new(db);
        small(&office).await;
        let run = simulated(&office, "dewi").await;
        office.post("dewi", &run, &format!("{run}/kirim"), &[]).await;
        let empty = office.post("rahma", &run, &format!("{run}/kembalikan"), &[("alasan", "")]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        office.post("rahma", &run, &format!("{run}/kembalikan"), &[("alasan", "NIR keliru")]).await;
        assert!(office.get("dewi", &run).await.says("NIR keliru"));
        let again = office.post("dewi", &run, &format!("{run}/ulang"), &[("batas", "5")]).await;
        assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", again.text());
        assert_ne!(again.location, run);
        office.work().await;
        let page = office.get("dewi", &again.location).await;
        assert!(page.says("batas kenaikan: 5") && page.says("Rancangan, belum dikirim"));
        assert!(office.get("dewi", &run).await.says("Dibuang"));
    }

    async fn a_year_without_rules_is_refused_with_what_to_do(db: Db) {
        let office = Office::new(db);
        small(&office).await;
        let tried = office.post("dewi", RUNS, RUNS, &[("tahun", "1999"), ("desa", "")]).await;
        assert_eq!(tried.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(tried.says("untuk tahun 1999"), "{}", tried.text());
        let wrong = office.post("dewi", RUNS, RUNS, &[("tahun", "dua ribu")]).await;
        assert!(wrong.says("Tahun terdiri atas empat angka"));
    }

    async fn corrections_are_refused_in_companion_mode(db: Db) {
        let office = Office::new(db);
        small(&office).await;
        let page = format!("/kerja/pbb/objek/{FIRST}");
        let object = office.get("dewi", &page).await;
        assert!(object.says("Mode pendamping") && !object.says("/ubah\""), "{}", object.text());
        let form = format!("{page}/ubah");
        let version = value_of(&office.get("dewi", &form).await.text(), "versi");
        let fields = [
            ("versi", version.as_str()),
            ("subjek", "6408015007800001"),
            ("zona-0", "AA"),
            ("tanah-0", "1"),
            ("bangunan-0", "36"),
            ("nilai-0", "50000000"),
            ("alasan", "uji"),
        ];
        let tried = office.post("dewi", &form, &form, &fields).await;
        assert_eq!(tried.status, StatusCode::CONFLICT);
        assert!(tried.says("Data hanya dibaca dalam mode pendamping"));
    }

    async fn a_correction_is_a_new_version_and_a_stale_one_is_refused(db: Db) {
        let office = Office::new(db);
        small(&office).await;
        master(&office).await;
        let page = format!("/kerja/pbb/objek/{FIRST}");
        let form = format!("{page}/ubah");
        let version = value_of(&office.get("dewi", &form).await.text(), "versi");
        let fields = |area: &'static str, owner: &'static str| {
            [
                ("versi", version.clone()),
                ("subjek", owner.to_owned()),
                ("jalan", "Jalan Baru 7".to_owned()),
                ("zona-0", "AA".to_owned()),
                ("tanah-0", area.to_owned()),
                ("bangunan-0", "36".to_owned()),
                ("nilai-0", "Rp50.000.000".to_owned()),
                ("bebas", "b".to_owned()),
                ("alasan", "hasil ukur".to_owned()),
            ]
        };
        let send = async |area, owner| {
            let fields = fields(area, owner);
            let borrowed: Vec<(&str, &str)> = fields.iter().map(|(k, v)| (*k, v.as_str())).collect();
            office.post("dewi", &form, &form, &borrowed).await
        };
        assert!(send("-3", "6408015007800001").await.says("Luas tidak boleh negatif"));
        assert!(send("3", "tidak ada").await.says("Wajib pajak ini tidak ada"));
        let saved = send("1.234,5", "6408015007800001").await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text());
        let object = office.get("dewi", &page).await;
        assert!(object.says("1.234,5 m²") && object.says("Jalan Baru 7"), "{}", object.text());
        assert!(object.says("Pembetulan") && object.says("hasil ukur") && object.says("huruf b"));
        let stale = send("99", "6408015007800001").await;
        assert_eq!(stale.status, StatusCode::CONFLICT);
        assert!(stale.says("Data ini sudah diubah orang lain"));
    }

    async fn a_corrected_name_is_found_and_the_old_one_is_not(db: Db) {
        let office = Office::new(db);
        small(&office).await;
        master(&office).await;
        let form = "/kerja/pbb/subjek/6408015007800001/ubah";
        let version = value_of(&office.get("dewi", form).await.text(), "versi");
        let fields = [("versi", version.as_str()), ("nama", "Melati Contoh"), ("alasan", "KTP")];
        let saved = office.post("dewi", form, form, &fields).await;
        assert_eq!(saved.location, "/kerja/pbb/subjek/6408015007800001?tersimpan=1");
        let new = office.get("dewi", "/kerja/pbb/objek?q=melati+con").await;
        assert!(new.says("Melati Contoh") && new.says(FIRST), "{}", new.text());
        let old = office.get("dewi", "/kerja/pbb/objek?q=rahma").await;
        assert!(old.says("Tidak ada yang cocok"), "{}", old.text());
    }

    async fn objects_are_found_by_number_village_and_owner(db: Db) {
        let office = Office::new(db);
        filled(&office.it.cell, 120, 5).await;
        let all = office.get("dewi", "/kerja/pbb/objek?q=64.08").await.text();
        assert_eq!(all.matches("class=\"go num\"").count(), 25);
        let (_, next) = all.split_once("pagination__link\" href=\"").unwrap();
        let next = next.split('"').next().unwrap().replace("&#38;", "&");
        let second = office.get("dewi", &next).await.text();
        assert_eq!(second.matches("class=\"go num\"").count(), 25);
        let nop = all.split_once("/kerja/pbb/objek/").unwrap().1[..18].to_owned();
        assert!(!second.contains(&nop), "a page does not repeat the one before");
        assert!(office.get("dewi", &format!("/kerja/pbb/objek?q={nop}")).await.says(&nop));
        let village = format!("/kerja/pbb/objek?desa={}", &nop[..10]);
        assert!(office.get("dewi", &village).await.says(&nop));
        assert!(office.get("dewi", "/kerja/pbb/objek?q=zzzz").await.says("Tidak ada yang cocok"));
        let owner = office.get("dewi", &format!("/kerja/pbb/objek/{nop}")).await.text();
        let (_, subject) = owner.split_once("href=\"/kerja/pbb/subjek/").unwrap();
        let subject = subject.split('"').next().unwrap();
        assert!(office.get("dewi", &format!("/kerja/pbb/subjek/{subject}")).await.says(&nop));
    }

    async fn a_zip_is_uploaded_imported_and_reported(db: Db) {
        let office = Office::new(db);
        let folder = Extract::small().write();
        let sent =
            office.upload("dewi", IMPORTS, IMPORTS, &[("Data SISMIOP.zip", &zipped(folder.path()))]).await;
        assert_eq!(sent.location, IMPORTS, "{}", sent.text());
        assert!(office.get("dewi", IMPORTS).await.says("Impor menunggu giliran"));
        office.work().await;
        let list = office.get("bupati", IMPORTS).await;
        assert!(list.says("data-sismiop.zip") && list.says("Selesai"), "{}", list.text());
        let report = office.get("bupati", &format!("{IMPORTS}/1")).await;
        assert!(report.says("Jumlah uang sebelum dan sesudah impor sama"), "{}", report.text());
        assert!(report.says("DAT_OBJEK_PAJAK") && report.says("Rp167.500"));
        let object = office.get("dewi", &format!("/kerja/pbb/objek/{FIRST}")).await;
        assert!(object.says("Rahma Contoh"));
    }

    async fn a_folder_that_lacks_a_table_is_refused_with_its_name(db: Db) {
        let office = Office::new(db);
        let csv: &[u8] = b"SUBJEK_PAJAK_ID,NM_WP\n1,A\n";
        office.upload("dewi", IMPORTS, IMPORTS, &[("DAT_SUBJEK_PAJAK.csv", csv)]).await;
        office.work().await;
        let list = office.get("dewi", IMPORTS).await;
        assert!(list.says("Gagal"), "{}", list.text());
        let one = office.get("dewi", &format!("{IMPORTS}/1")).await;
        assert!(one.says(".csv tidak ada"), "{}", one.text());
    }

    async fn files_that_are_no_tables_are_refused_at_once(db: Db) {
        let office = Office::new(db);
        for (name, said) in [("virus.exe", "bukan CSV atau ZIP"), ("", "Belum ada berkas")] {
            let tried = office.upload("dewi", IMPORTS, IMPORTS, &[(name, b"x")]).await;
            assert_eq!(tried.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
            assert!(tried.says(said), "{name}: {}", tried.text());
        }
        let broken = office.upload("dewi", IMPORTS, IMPORTS, &[("a.zip", b"no zip")]).await;
        assert_eq!(broken.location, IMPORTS);
        office.work().await;
        assert!(office.get("dewi", IMPORTS).await.says("Berkas ZIP rusak"));
    }

    async fn a_zip_that_unpacks_to_far_more_than_it_is_stops(db: Db) {
        let office = Office::new(db);
        let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        zip.start_file("SPPT.csv", zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(&vec![b'a'; 40 << 20]).unwrap();
        let bomb = zip.finish().unwrap().into_inner();
        assert!(bomb.len() < 100_000, "it is a bomb");
        office.upload("dewi", IMPORTS, IMPORTS, &[("bom.zip", &bomb)]).await;
        office.work().await;
        assert!(office.get("dewi", IMPORTS).await.says("Isi ZIP terlalu besar"));
    }

    async fn a_village_has_its_papers(db: Db) {
        let office = Office::new(db);
        small(&office).await;
        let chosen = format!("/kerja/pbb/dokumen?desa={SANGATTA}&tahun=2025");
        let page = office.get("dewi", &chosen).await;
        assert!(page.says("2 SPPT, ketetapan Rp167.500, 1 sudah lunas"), "{}", page.text());
        for (file, head) in [
            ("dhkp.pdf", "%PDF"),
            ("tanda-terima.pdf?kertas=f4", "%PDF"),
            ("sppt.pdf", "%PDF"),
            ("dhkp.xlsx", "PK"),
        ] {
            let path = format!("/kerja/pbb/dokumen/{SANGATTA}/2025/{file}");
            let paper = office.get("dewi", &path).await;
            assert_eq!(paper.status, StatusCode::OK, "{file}: {}", paper.text());
            assert!(paper.bytes.starts_with(head.as_bytes()), "{file}");
        }
        let fields = [("desa", SANGATTA), ("tahun", "2025"), ("kertas", "f4")];
        let asked = office.post("dewi", RUNS, "/kerja/pbb/dokumen/buku", &fields).await;
        office.work().await;
        assert!(office.get("dewi", &asked.location).await.says("Berkas siap"));
        let file = office.get("dewi", &format!("{}/sppt.pdf", asked.location)).await;
        assert!(file.bytes.starts_with(b"%PDF"));
        let none = office.get("dewi", &format!("/kerja/pbb/dokumen/{SANGATTA}/1999/dhkp.pdf")).await;
        assert_eq!(none.status, StatusCode::NOT_FOUND);
    }

    async fn the_head_decides_rules_mode_and_signatory_and_nobody_else(db: Db) {
        let office = Office::new(db);
        let rules = "/kerja/pbb/aturan";
        let load = "/kerja/pbb/aturan/muat";
        let text = DEMO_RULES.as_bytes();
        let loaded = office.upload("rahma", rules, load, &[("aturan.toml", text)]).await;
        assert_eq!(loaded.status, StatusCode::SEE_OTHER, "{}", loaded.text());
        let page = office.get("bupati", &format!("{rules}?tahun=2026")).await;
        assert!(page.says("NJOPTKP") && page.says("Contoh Perda PDRD pasal 7"), "{}", page.text());
        for basis in [
            "PMK 150/PMK.03/2010; contoh",
            "Contoh Keputusan Bupati jatuh tempo",
            "Contoh Perda PDRD pasal 9 ayat (2)",
        ] {
            assert!(page.says(basis), "{basis}: {}", page.text());
        }
        assert!(!page.says("meta\"></td></tr>"), "no rule without its citation");
        let broken = office.upload("rahma", rules, load, &[("aturan.toml", b"tarif = ")]).await;
        assert!(broken.says("Berkas aturan tidak terbaca"));
        office.post("rahma", rules, "/kerja/pbb/aturan/mode", &[("mode", "master")]).await;
        assert!(office.get("dewi", IMPORTS).await.says("Mode utama"));
        let tried = office.post("dewi", RUNS, "/kerja/pbb/aturan/mode", &[("mode", "companion")]).await;
        assert_eq!(tried.status, StatusCode::FORBIDDEN);
        let names = [("badan", "Bapenda"), ("tempat", "Sangatta"), ("jabatan", "Kepala")];
        let office_data = "/kerja/pbb/aturan/kantor";
        let lacking = office.post("rahma", rules, office_data, &names).await;
        assert_eq!(lacking.status, StatusCode::UNPROCESSABLE_ENTITY);
        let full = [names.as_slice(), &[("pejabat", "Rahma Contoh"), ("bayar", "Bank A\nPos")]].concat();
        office.post("rahma", rules, office_data, &full).await;
        assert!(office.get("rahma", rules).await.says("Bank A\nPos"));
    }

    async fn leaders_look_and_change_nothing(db: Db) {
        let office = Office::new(db);
        small(&office).await;
        let run = simulated(&office, "dewi").await;
        for path in ["/kerja/pbb/objek", IMPORTS, RUNS, &run, "/kerja/pbb/dokumen"] {
            let page = office.get("bupati", path).await;
            assert_eq!(page.status, StatusCode::OK, "{path}");
            assert!(!page.says("<form method=\"post\" action=\"/kerja"), "{path}");
            assert!(!page.says("class=\"sheet\" method=\"post\""), "{path}");
        }
        let out = office.get("nobody", "/kerja/pbb/objek").await;
        assert_eq!(out.status, StatusCode::SEE_OTHER, "strangers sign in first");
    }

    async fn every_sentence_is_there_in_both_languages(db: Db) {
        let office = Office::new(db);
        filled(&office.it.cell, 150, 3).await;
        master(&office).await;
        let begun = office.post("dewi", RUNS, RUNS, &[("tahun", "2027"), ("desa", "")]).await;
        office.work().await;
        let list = office.get("dewi", "/kerja/pbb/objek?q=64").await.text();
        let nop = list.split_once("/kerja/pbb/objek/").unwrap().1[..18].to_owned();
        let object = format!("/kerja/pbb/objek/{nop}");
        let owner = office.get("dewi", &object).await.text();
        let subject = owner.split_once("href=\"/kerja/pbb/subjek/").unwrap().1;
        let subject = format!("/kerja/pbb/subjek/{}", subject.split('"').next().unwrap());
        let papers = format!("/kerja/pbb/dokumen?desa={}&tahun=2026", &nop[..10]);
        let paths = [
            "/kerja/pbb/objek".to_owned(),
            object.clone(),
            format!("{object}/ubah"),
            subject.clone(),
            format!("{subject}/ubah"),
            IMPORTS.to_owned(),
            format!("{IMPORTS}/1"),
            RUNS.to_owned(),
            begun.location.clone(),
            papers,
            format!("{object}/pengurangan"),
            "/kerja/pbb/usulan".to_owned(),
            "/kerja/pbb/aturan?tahun=2026".to_owned(),
            "/kerja/pbb/aturan?tahun=1990".to_owned(),
        ];
        for language in ["id", "en"] {
            for path in &paths {
                let page = office.get_in(language, "both", path).await;
                assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.text());
            }
        }
        let missed = office.app.texts().missed();
        assert!(missed.is_empty(), "{missed:?}");
        let run = office.get("dewi", &begun.location).await;
        assert!(run.says("class=\"map\"") && run.says("class=\"chart hist\""), "{}", run.text());
        let sheet = office.get("dewi", &format!("{}/kecamatan.xlsx", begun.location)).await;
        assert!(sheet.bytes.starts_with(b"PK"));
    }
}
