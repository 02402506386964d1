//! The forms of BPS about a dataset: who fills them in, what is missing, and what a release asks of them.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use axum::http::StatusCode;
use base::Kind;
use statistics::domain::metadata::{FieldKind, Metadata, Record, Section};
use statistics::permissions::{AGENCY_STEWARD, FORUM, PRODUCER};
use statistics::usecase::metadata::{self, About, Forms};
use statistics::usecase::process::acts;

use crate::bureau::{MIGRATIONS, Stage, colleague};
use crate::stories_pages::Front;
use crate::stories_tables::{CLEAN, Owed};

const SCHOOLS: &str = "SEKOLAH";

impl Stage {
    /// Fills in every field of the forms of a dataset.
    pub async fn tell(&self, id: &str) {
        let forms = metadata::show(&self.bureau, &self.walidata, id).await.unwrap();
        let all = Section::all(&forms.dataset);
        let told =
            all.iter().fold(Metadata::default(), |it, section| it.with(section, &any(section)));
        metadata::put(&self.bureau, &self.walidata, id, told).await.unwrap();
    }

    async fn forms(&self) -> Forms {
        metadata::show(&self.bureau, &self.walidata, SCHOOLS).await.unwrap()
    }

    async fn section(&self, code: &str) -> Section {
        Section::parse(&self.forms().await.dataset, code).unwrap()
    }

    async fn write(&self, code: &str, fields: &[(&str, &str)]) -> base::Result<Forms> {
        let section = self.section(code).await;
        metadata::save(&self.bureau, &self.walidata, SCHOOLS, &section, &record(fields)).await
    }
}

/// Something in every field that can stand there.
fn any(section: &Section) -> Record {
    let value = |kind: FieldKind| match kind {
        FieldKind::Line | FieldKind::Text => "Ada".to_owned(),
        FieldKind::Number => "2026".to_owned(),
        FieldKind::Day => "2026-01-31".to_owned(),
        FieldKind::Choice(all) => all[0].to_owned(),
        FieldKind::Several(all) => format!("{}; {}", all[0], all[1]),
    };
    section.fields().iter().map(|it| (it.wire.to_owned(), value(it.kind))).collect()
}

fn record(fields: &[(&str, &str)]) -> Record {
    fields.iter().map(|(wire, text)| ((*wire).to_owned(), (*text).to_owned())).collect()
}

fn missing(forms: &Forms, code: &str) -> Vec<&'static str> {
    let of = forms.gaps.iter().filter(|it| it.section.code() == code);
    of.map(|it| it.wire).collect()
}

testkit::on_each_engine! {
    with &MIGRATIONS;

    async fn gaps_close_section_by_section_and_each_save_is_kept(db: Db) {
        let stage = Stage::with_schools(db).await;
        let empty = stage.forms().await;
        assert_eq!(missing(&empty, "keg-iii"), ["iii_latar_belakang_kegiatan", "iii_tujuan_kegiatan"]);
        assert_eq!(missing(&empty, "keg-v"), [""; 0], "nobody said that it is a survey");
        let half = stage.write("keg-iii", &[("iii_tujuan_kegiatan", " Tahu \n")]).await.unwrap();
        assert_eq!(missing(&half, "keg-iii"), ["iii_latar_belakang_kegiatan"]);
        assert_eq!(half.gaps.len(), empty.gaps.len() - 1);
        let kept = half.kept.as_ref().unwrap();
        assert_eq!((kept.number, kept.saved_name.as_str()), (1, "Wati Contoh"));
        assert_eq!(kept.metadata.activity["iii_tujuan_kegiatan"], "Tahu");
        let both = [("iii_tujuan_kegiatan", "Tahu"), ("iii_latar_belakang_kegiatan", "Perlu")];
        let full = stage.write("keg-iii", &both).await.unwrap();
        assert_eq!(missing(&full, "keg-iii"), [""; 0]);
        assert_eq!(full.kept.unwrap().number, 2);
        stage.tell(SCHOOLS).await;
        assert_eq!(stage.forms().await.gaps, []);
    }

    async fn a_survey_tells_of_its_sample_and_a_compilation_does_not(db: Db) {
        let stage = Stage::with_schools(db).await;
        let way = |way| vec![("cara_pengumpulan_data", way)];
        let survey = stage.write("keg-identitas", &way("Survei")).await.unwrap();
        assert_eq!(missing(&survey, "keg-v").len(), 8);
        assert!(missing(&survey, "keg-vi").contains(&"vi_jumlah_petugas_enumerator"));
        assert!(missing(&survey, "var-SEKOLAH").contains(&"kalimat_pertanyaan"));
        let way = way("Kompilasi produk administrasi");
        let compiled = stage.write("keg-identitas", &way).await.unwrap();
        assert_eq!(missing(&compiled, "keg-v"), [""; 0]);
        assert!(!missing(&compiled, "keg-vi").contains(&"vi_jumlah_petugas_enumerator"));
        assert!(!missing(&compiled, "var-SEKOLAH").contains(&"kalimat_pertanyaan"));
    }

    async fn what_cannot_stand_in_a_field_is_refused_with_its_field(db: Db) {
        let stage = Stage::with_schools(db).await;
        for (code, field, text, refused) in [
            ("keg-identitas", "tahun_kegiatan", "dua ribu", "statistics/metadata-number"),
            ("keg-identitas", "jenis_statistik", "Statistik", "statistics/metadata-choice"),
            ("keg-iv", "iv_metode_pengumpulan_data", "Wawancara; Ilham", "statistics/metadata-choice"),
            ("keg-rekomendasi", "tanggal_ajuan", "kemarin", "statistics/day"),
            ("keg-i", "i_telepon", &"0".repeat(301), "statistics/metadata-long"),
            ("keg-rekomendasi", "status_rekomendasi", "Layak", "statistics/recommendation-step"),
        ] {
            let error = stage.write(code, &[(field, text)]).await.unwrap_err();
            assert_eq!(error.code(), refused, "{field}");
            let named = error.params().iter().any(|(name, it)| *name == "field" && it == field);
            assert!(named, "{error:?}");
        }
        assert_eq!(stage.forms().await.kept, None, "nothing half written");
    }

    async fn the_office_and_the_walidata_write_and_nobody_else(db: Db) {
        let stage = Stage::with_schools(db).await;
        let section = stage.section("keg-iii").await;
        let written = record(&[("iii_tujuan_kegiatan", "Tahu")]);
        for (who, role, office, code) in [
            ("Lina Contoh", AGENCY_STEWARD, "DISDIK", ""),
            ("Sari Contoh", PRODUCER, "DISDIK", ""),
            ("Joko Contoh", PRODUCER, "DINKES", "statistics/no-dataset"),
            ("Dina Contoh", FORUM, "bappeda", "identity/forbidden"),
        ] {
            let who = colleague(who, office, &[role]);
            let saved = metadata::save(&stage.bureau, &who, SCHOOLS, &section, &written).await;
            assert_eq!(saved.map_or_else(|it| it.code().to_owned(), |_| String::new()), code);
        }
        assert_eq!(stage.forms().await.kept.unwrap().number, 2);
    }

    async fn names_are_judged_by_the_rules_of_the_standards(db: Db) {
        let stage = Stage::with_schools(db).await;
        let forms = stage.write("ind-SEKOLAH", &[("nama", "Jumlah Sekolah")]).await.unwrap();
        assert_eq!(forms.advice.len(), 1, "{:?}", forms.advice);
        assert_eq!(forms.advice[0].section.code(), "ind-SEKOLAH");
        let forms = stage.write("ind-SEKOLAH", &[("nama", "Sekolah")]).await.unwrap();
        assert_eq!(forms.advice, []);
        stage.describe("LAIN", "DISDIK", OTHER).await;
        let section = stage.section("ind-SEKOLAH").await;
        let same = record(&[("nama", "Sekolah")]);
        let save = metadata::save(&stage.bureau, &stage.walidata, "LAIN", &section, &same).await;
        assert_eq!(save.unwrap().advice[0].about, About::Twice(SCHOOLS.to_owned()));
    }

    async fn nothing_is_released_before_its_metadata_are_complete(db: Db) {
        let owed = Owed::new(db, false).await;
        owed.bring("sekolah.csv", CLEAN).await.unwrap();
        owed.hand_in().await.unwrap();
        let (bureau, walidata) = (&owed.stage.bureau, &owed.stage.walidata);
        acts::take_up(bureau, walidata, owed.id).await.unwrap();
        acts::accept(bureau, walidata, owed.id, "").await.unwrap();
        let now = bureau.cell().now();
        let refused = acts::release(bureau, walidata, owed.id, now).await.unwrap_err();
        assert_eq!((refused.kind(), refused.code()), (Kind::Conflict, "statistics/not-described"));
        owed.stage.tell(SCHOOLS).await;
        acts::release(bureau, walidata, owed.id, now).await.unwrap();
    }

    async fn everybody_reads_how_released_figures_are_made(db: Db) {
        let stage = Stage::with_schools(db).await;
        stage.tell(SCHOOLS).await;
        let front = Front::of(&stage);
        let at = "/statistik/SEKOLAH/metadata";
        assert_eq!(front.get("id", at).await.0, StatusCode::NOT_FOUND, "nothing is released yet");
        assert_eq!(front.get("id", &format!("{at}.json")).await.0, StatusCode::NOT_FOUND);
        stage.publish(&[("SEKOLAH/SD/64.08.01", "2024", "13")]).await;
        let (_, dataset) = front.get("id", "/statistik/SEKOLAH").await;
        assert!(dataset.contains(at), "{dataset}");
        let (status, page) = front.get("en", at).await;
        assert_eq!(status, StatusCode::OK, "{page}");
        for said in ["IV. Design of the activity", "Interview, Self-completed", "31 January 2026"] {
            assert!(page.contains(said), "{said}: {page}");
        }
        let (_, json) = front.get("id", &format!("{at}.json")).await;
        let json: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(json["mskeg"]["id_kegiatan"], "SEKOLAH");
        assert_eq!(json["mskeg"]["i_instansi_penyelanggara"], "Ada", "misspelt as on the wire");
        assert_eq!(json["mskeg"]["tahun_kegiatan"], 2026);
        assert_eq!(json["mskeg"]["total_msind"], 2);
        assert_eq!(json["msvar"][2]["tipe_data"], "Bilangan bulat");
        assert_eq!(json["msind"][0]["variabel_pembangun"][0]["nama"], "Ada");
        let (_, package) = front.get("id", "/api/3/action/package_show?id=sekolah").await;
        let package: serde_json::Value = serde_json::from_str(&package).unwrap();
        let portal = |field: &str| package["result"][field].as_str().unwrap_or_default().to_owned();
        assert_eq!(portal("accrualPeriodicity"), "Harian", "{package}");
        let (_, catalogue) = front.get("id", "/catalog.ttl").await;
        assert!(catalogue.contains("frequency/NEVER"), "collected only once: {catalogue}");
        assert_eq!((portal("satuan"), portal("jenis")), ("Ada".into(), "Statistik dasar".into()));
    }
}

const OTHER: &str = r#"
    title = { id = "Lain", en = "Other" }
    about = { id = "Lain.", en = "Other." }
    source = { id = "Dinas Pendidikan", en = "Office of Education" }
    [[measures]]
    id = "SEKOLAH"
    title = { id = "Sekolah", en = "Schools" }
    unit = { id = "UNIT", title = { id = "unit", en = "units" } }
    decimals = 0
    values = "count"
"#;
