//! A table of an office from its own spreadsheet to the release.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use std::io::{Cursor, Write};

use base::{Date, Id, Kind};
use identity::Actor;
use statistics::domain::examination::{Check, Severity};
use statistics::domain::obligation::{Act, Obligation, State};
use statistics::domain::period::Period;
use statistics::domain::version::AsOf;
use statistics::permissions::{FORUM, PRODUCER};
use statistics::usecase::process::lists::Shown;
use statistics::usecase::process::plan::Proposal;
use statistics::usecase::process::{acts, lists, plan, tables};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::bureau::{MIGRATIONS, Stage, colleague};

pub const CLEAN: &str = "Jumlah Sekolah menurut Kecamatan, 2026;;;\n;;;\n\
    No;Kecamatan;SD;SMP\n1;64.08.01;12;3\n2;64.08.10;8;2\n";

/// A stage on which the office owes its schools of 2026.
pub struct Owed {
    pub stage: Stage,
    pub producer: Actor,
    pub id: Id<Obligation>,
}

impl Owed {
    pub async fn new(db: db::Db, priority: bool) -> Self {
        let stage = Stage::with_schools(db).await;
        let proposal = Proposal {
            dataset: "SEKOLAH".into(),
            period: Period::parse("2026").unwrap(),
            due: Date::constant(2027, 2, 1),
            priority,
            planned_release: None,
        };
        let it = plan::propose(&stage.bureau, &stage.walidata, &proposal).await.unwrap();
        let forum = colleague("Dina Contoh", "bappeda", &[FORUM]);
        plan::agree(&stage.bureau, &forum, 2026, "BA 1/2026").await.unwrap();
        let producer = colleague("Sari Contoh", "DISDIK", &[PRODUCER]);
        Self { stage, producer, id: it.id }
    }

    pub async fn bring(&self, name: &str, text: &str) -> base::Result<i64> {
        let bytes = bytes::Bytes::copy_from_slice(text.as_bytes());
        tables::bring(&self.stage.bureau, &self.producer, self.id, (name, bytes)).await
    }

    pub async fn hand_in(&self) -> base::Result<()> {
        tables::hand_in(&self.stage.bureau, &self.producer, self.id).await
    }

    async fn shown(&self) -> Shown {
        lists::show(&self.stage.bureau, &self.stage.walidata, self.id).await.unwrap()
    }

    async fn state(&self) -> State {
        self.shown().await.obligation.state
    }

    async fn release(&self) {
        let (bureau, walidata) = (&self.stage.bureau, &self.stage.walidata);
        acts::take_up(bureau, walidata, self.id).await.unwrap();
        acts::accept(bureau, walidata, self.id, "").await.unwrap();
        self.stage.tell("SEKOLAH").await;
        acts::release(bureau, walidata, self.id, bureau.cell().now()).await.unwrap();
    }
}

/// A ZIP file of one part: so many megabytes of spaces, which shrink to nearly nothing.
fn zipped(part: &str, megabytes: usize) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file(part, SimpleFileOptions::default()).unwrap();
    (0..megabytes).for_each(|_| zip.write_all(&[b' '; 1 << 20]).unwrap());
    zip.finish().unwrap().into_inner()
}

testkit::on_each_engine! {
    with &MIGRATIONS;

    async fn an_offices_own_table_reaches_its_release(db: Db) {
        let owed = Owed::new(db, false).await;
        assert_eq!(owed.bring("sekolah 2026.csv", CLEAN).await.unwrap(), 1);
        assert_eq!(owed.state().await, State::Collecting);
        owed.hand_in().await.unwrap();
        owed.release().await;
        assert_eq!(owed.state().await, State::Released);
        let rows = owed.stage.shown(AsOf::Now).await;
        assert_eq!(rows.len(), 4, "{rows:?}");
        assert!(rows.contains(&"64.08.01/SD/2026/SEKOLAH=12".to_owned()), "{rows:?}");
        let shown = lists::show(&owed.stage.bureau, &owed.producer, owed.id).await.unwrap();
        assert_eq!(shown.submissions[0].file_name, "sekolah 2026.csv");
        let acts: Vec<Act> = shown.steps.iter().map(|it| it.act).collect();
        let wanted = [
            Act::Plan,
            Act::Agree,
            Act::Bring,
            Act::HandIn,
            Act::TakeUp,
            Act::Accept,
            Act::Release,
        ];
        assert_eq!(acts, wanted);
    }

    async fn what_is_wrong_stops_the_table_at_its_cell(db: Db) {
        let owed = Owed::new(db, false).await;
        owed.bring("sekolah.csv", &CLEAN.replace(";12;", ";;")).await.unwrap();
        let opened = tables::open(&owed.stage.bureau, &owed.producer, owed.id, 1).await.unwrap();
        let blank = opened.examined.findings.iter().find(|it| it.check == Check::K13).unwrap();
        assert_eq!((blank.severity, blank.at.as_deref()), (Severity::Error, Some("C4")));
        let refused = owed.hand_in().await.unwrap_err();
        assert_eq!(refused.code(), "statistics/not-clean");
        assert_eq!(owed.state().await, State::Collecting);
        assert_eq!(owed.bring("sekolah.csv", CLEAN).await.unwrap(), 2, "both are kept");
        owed.hand_in().await.unwrap();
    }

    async fn a_warning_goes_on_with_a_reason(db: Db) {
        let owed = Owed::new(db, false).await;
        owed.stage.publish(&[("SEKOLAH/SD/64.08.01", "2025", "4")]).await;
        owed.bring("sekolah.csv", CLEAN).await.unwrap();
        let (bureau, producer) = (&owed.stage.bureau, &owed.producer);
        let opened = tables::open(bureau, producer, owed.id, 1).await.unwrap();
        let jump = opened.examined.findings.iter().find(|it| it.check == Check::K09).unwrap();
        assert_eq!((jump.at.as_deref(), jump.says), (Some("C4"), "k09-jump"));
        assert_eq!(owed.hand_in().await.unwrap_err().code(), "statistics/not-clean");
        let silent = tables::confirm(bureau, producer, owed.id, (&[jump.key()], " ")).await;
        assert_eq!(silent.unwrap_err().code(), "statistics/reason");
        let why = ([jump.key()], "Delapan sekolah baru");
        tables::confirm(bureau, producer, owed.id, (&why.0, why.1)).await.unwrap();
        owed.hand_in().await.unwrap();
    }

    async fn what_is_no_table_is_not_kept(db: Db) {
        let owed = Owed::new(db, false).await;
        let refused = owed.bring("surat.csv", "Kepada Yth.\nKepala Dinas\n").await.unwrap_err();
        assert_eq!(refused.code(), "statistics/no-table");
        let stranger = colleague("Joko Contoh", "DINKES", &[PRODUCER]);
        let bytes = bytes::Bytes::from_static(CLEAN.as_bytes());
        let other = tables::bring(&owed.stage.bureau, &stranger, owed.id, ("x.csv", bytes)).await;
        assert_eq!(other.unwrap_err().kind(), Kind::NotFound);
        let shown = lists::show(&owed.stage.bureau, &owed.producer, owed.id).await.unwrap();
        assert_eq!((shown.submissions.len(), shown.obligation.state), (0, State::Agreed));
    }

    async fn what_is_hostile_is_refused_and_nothing_is_kept(db: Db) {
        let owed = Owed::new(db, false).await;
        for (name, bytes, code) in [
            ("kolom.csv", "1;".repeat(1_000_000).into_bytes(), "tables/too-large"),
            ("baris.csv", "64.08.01;1\n".repeat(300_000).into_bytes(), "tables/too-large"),
            ("makro.xlsm", zipped("xl/vbaProject.bin", 1), "tables/macros"),
            ("bom.xlsx", zipped("xl/workbook.xml", 300), "tables/too-large"),
            ("kosong.csv", Vec::new(), "statistics/no-table"),
        ] {
            let bring = (name, bytes::Bytes::from(bytes));
            let refused = tables::bring(&owed.stage.bureau, &owed.producer, owed.id, bring).await;
            assert_eq!(refused.unwrap_err().code(), code, "{name}");
        }
        assert_eq!(owed.shown().await.submissions, []);
    }

    async fn two_files_of_the_same_name_are_two_tables(db: Db) {
        let owed = Owed::new(db, false).await;
        assert_eq!(owed.bring("sekolah.csv", CLEAN).await.unwrap(), 1);
        let other = CLEAN.replace(";12;", ";14;");
        assert_eq!(owed.bring("sekolah.csv", &other).await.unwrap(), 2);
        let shown = owed.shown().await;
        let names: Vec<&str> = shown.submissions.iter().map(|it| it.file_name.as_str()).collect();
        assert_eq!((names, shown.obligation.submission), (vec!["sekolah.csv"; 2], Some(2)));
        assert_ne!(shown.submissions[0].sha256, shown.submissions[1].sha256);
    }

    async fn a_correction_is_a_new_version_with_its_reason(db: Db) {
        let owed = Owed::new(db, false).await;
        owed.bring("sekolah.csv", CLEAN).await.unwrap();
        owed.hand_in().await.unwrap();
        owed.release().await;
        let (bureau, walidata) = (&owed.stage.bureau, &owed.stage.walidata);
        acts::revise(bureau, walidata, owed.id, "Satu SD terhitung dua kali").await.unwrap();
        owed.bring("sekolah-2.csv", &CLEAN.replace(";12;", ";11;")).await.unwrap();
        owed.hand_in().await.unwrap();
        owed.release().await;
        let rows = owed.stage.shown(AsOf::Now).await;
        assert!(rows.contains(&"64.08.01/SD/2026/SEKOLAH=11r".to_owned()), "{rows:?}");
        let first = owed.stage.shown(AsOf::Version(1)).await;
        assert!(first.contains(&"64.08.01/SD/2026/SEKOLAH=12".to_owned()), "{first:?}");
    }

    async fn priority_data_goes_by_the_adviser(db: Db) {
        let owed = Owed::new(db, true).await;
        owed.bring("sekolah.csv", CLEAN).await.unwrap();
        owed.hand_in().await.unwrap();
        let (bureau, walidata) = (&owed.stage.bureau, &owed.stage.walidata);
        acts::take_up(bureau, walidata, owed.id).await.unwrap();
        acts::accept(bureau, walidata, owed.id, "").await.unwrap();
        assert_eq!(owed.state().await, State::Advising);
        let early = acts::release(bureau, walidata, owed.id, bureau.cell().now()).await;
        assert_eq!(early.unwrap_err().code(), "statistics/not-now");
    }
}
