//! Twelve messy workbooks, as offices bring them, each from the upload to its release: what a person says
//! on the page of the table is said here to the same deeds.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use base::Id;
use identity::Actor;
use layout::{Convention, Role, Suggestion};
use statistics::domain::examination::{Check, Finding, Severity};
use statistics::domain::obligation::{Obligation, State};
use statistics::domain::selection::Selection;
use statistics::domain::version::AsOf;
use statistics::permissions::PRODUCER;
use statistics::usecase::process::reading::Absent;
use statistics::usecase::process::tables::{self, Meaning, Opened, Said};
use statistics::usecase::process::{acts, lists};
use statistics::usecase::{cubes, loading, practice};

use crate::bureau::{MIGRATIONS, Stage, colleague, rows};

/// What a person says about a book beyond what is proposed at its cells.
#[derive(Default)]
struct Answers<'a> {
    /// Cells with what should stand there.
    cells: &'a [(&'a str, &'a str)],
    /// Texts and what they mean, by axis.
    names: &'a [(&'a str, &'a str, &'a str)],
    skipped: &'a [u32],
    numbers: Option<Convention>,
    /// Changes how the columns are read.
    columns: Option<fn(&mut layout::Layout)>,
}

struct Desk {
    stage: Stage,
    producer: Actor,
    id: Id<Obligation>,
    dataset: String,
}

impl Desk {
    /// The desk of an office that brings a book for a dataset that it owes.
    async fn with(db: db::Db, dataset: &str, book: &str) -> Self {
        let stage = Stage::new(db);
        loading::load_built_in(&stage.bureau, &stage.walidata).await.unwrap();
        practice::load(&stage.bureau, &Actor::operator()).await.unwrap();
        let all = lists::of_year(&stage.bureau, &stage.walidata, 2024).await.unwrap();
        let owed = all.rows.into_iter().map(|(it, _)| it).find(|it| it.dataset == dataset).unwrap();
        let producer = colleague("Sari Contoh", &owed.producer, &[PRODUCER]);
        let path = format!("{}/../../calc/layout/tests/books/{book}", env!("CARGO_MANIFEST_DIR"));
        let bytes = std::fs::read(path).unwrap();
        tables::bring(&stage.bureau, &producer, owed.id, (book, bytes.into())).await.unwrap();
        Self { stage, producer, id: owed.id, dataset: dataset.to_owned() }
    }

    async fn say(&self, said: Said) {
        tables::say(&self.stage.bureau, &self.producer, self.id, &said).await.unwrap();
    }

    async fn opened(&self) -> Opened {
        tables::working(&self.stage.bureau, &self.producer, self.id).await.unwrap()
    }

    /// Answers as the person does, takes what is proposed, gives a reason for every warning, hands in.
    async fn mend(&self, answers: Answers<'_>) {
        if let Some(columns) = answers.columns {
            let mut layout = self.opened().await.arranged.layout;
            columns(&mut layout);
            self.say(Said::Layout(Box::new(layout))).await;
        }
        if let Some(convention) = answers.numbers {
            self.say(Said::Numbers(convention)).await;
        }
        let named = answers.names.iter().map(|(axis, text, meant)| meaning(axis, text, meant));
        let meanings = named.chain(proposed(&self.opened().await)).collect();
        self.say(Said::Meanings { meanings, skipped: answers.skipped.to_vec() }).await;
        let own = answers.cells.iter().map(|(at, text)| ((*at).to_owned(), (*text).to_owned()));
        let mut corrected = suggested(&self.opened().await);
        corrected.extend(own);
        self.say(Said::Cells { corrected, skipped: Vec::new() }).await;
        if self.opened().await.examined.findings.iter().any(|it| it.check == Check::K04) {
            self.say(Said::Absent(Some(Absent::NotAvailable))).await;
        }
        let opened = self.opened().await;
        let of = |severity: Severity| {
            let all = opened.examined.findings.iter().filter(move |it| it.severity == severity);
            all.collect::<Vec<&Finding>>()
        };
        assert_eq!(of(Severity::Error), Vec::<&Finding>::new());
        let keys: Vec<String> = of(Severity::Warning).iter().map(|it| it.key()).collect();
        let (bureau, who) = (&self.stage.bureau, &self.producer);
        if !keys.is_empty() {
            tables::confirm(bureau, who, self.id, (&keys, "Sudah diperiksa")).await.unwrap();
        }
        tables::hand_in(bureau, who, self.id).await.unwrap();
    }

    /// What everybody reads after the release, but for what nobody knows.
    async fn released(&self) -> Vec<String> {
        let (bureau, walidata) = (&self.stage.bureau, &self.stage.walidata);
        acts::take_up(bureau, walidata, self.id).await.unwrap();
        acts::accept(bureau, walidata, self.id, "").await.unwrap();
        let shown = lists::show(bureau, walidata, self.id).await.unwrap();
        if shown.obligation.state == State::Advising {
            let adviser = colleague("Eko Contoh", "bps", &[statistics::permissions::ADVISER]);
            acts::endorse(bureau, &adviser, self.id, "").await.unwrap();
        }
        acts::release(bureau, walidata, self.id, bureau.cell().now()).await.unwrap();
        let all = cubes::cube(bureau, &self.dataset, AsOf::Now, &Selection::all()).await.unwrap();
        rows(&all)
    }
}

fn meaning(axis: &str, text: &str, meant: &str) -> Meaning {
    Meaning { axis: axis.to_owned(), text: text.to_owned(), meant: meant.to_owned() }
}

/// The codes that are proposed for texts.
fn proposed(opened: &Opened) -> Vec<Meaning> {
    let one = |it: &Finding| match &it.suggestion {
        Some(Suggestion::Code { dimension, code }) => {
            Some(meaning(dimension, it.facts.get("text")?, code))
        }
        _ => None,
    };
    opened.examined.findings.iter().filter_map(one).collect()
}

/// The contents that are proposed for cells.
fn suggested(opened: &Opened) -> Vec<(String, String)> {
    let one = |it: &Finding| match (&it.suggestion, &it.at) {
        (Some(Suggestion::Text(text)), Some(at)) => Some((at.clone(), text.clone())),
        _ => None,
    };
    opened.examined.findings.iter().filter_map(one).collect()
}

fn has(rows: &[String], wanted: &[&str]) {
    for it in wanted {
        assert!(rows.contains(&(*it).to_owned()), "{it} of {rows:#?}");
    }
}

testkit::on_each_engine! {
    with &MIGRATIONS;

    async fn years_and_sexes_across(db: Db) {
        let desk = Desk::with(db, "SISWA_SD", "01-siswa.xlsx").await;
        let sums = [
            ("E7", "1602"), ("H7", "1621"), ("E8", "1295"), ("H8", "1313"), ("E9", "2391"),
            ("H9", "2419"), ("E10", "5288"), ("H10", "5353"),
        ];
        desk.mend(Answers { cells: &sums, ..Answers::default() }).await;
        let rows = desk.released().await;
        has(&rows, &["L/64.08.08/2024/SISWA=1220", "T/64.08/2024/SISWA=5353"]);
    }

    async fn villages_below_their_kecamatan(db: Db) {
        let desk = Desk::with(db, "PENDUDUK_DESA", "02-desa.xlsx").await;
        desk.mend(Answers::default()).await;
        let rows = desk.released().await;
        has(&rows, &["64.08.02.2002/2024/PENDUDUK=3456", "64.08.06.2001/2024/PENDUDUK=1204"]);
    }

    async fn decimal_commas_and_marks(db: Db) {
        let desk = Desk::with(db, "KELUARGA_MISKIN", "03-kemiskinan.xlsx").await;
        desk.mend(Answers::default()).await;
        has(&desk.released().await, &["64.08/2024/P0=8.81*", "64.08/2025/P0=8.07**"]);
    }

    async fn a_number_that_may_be_either(db: Db) {
        let desk = Desk::with(db, "LUAS_PANEN", "04-luas.xlsx").await;
        let numbers = Some(Convention::DotsGroup);
        desk.mend(Answers { numbers, ..Answers::default() }).await;
        has(&desk.released().await, &["64.08.15/2024/LUAS_PANEN=1234"]);
    }

    async fn numbers_decided_by_another_cell(db: Db) {
        let desk = Desk::with(db, "LUAS_PANEN", "05-luas.xlsx").await;
        desk.mend(Answers::default()).await;
        has(&desk.released().await, &["64.08.10/2024/LUAS_PANEN=2105.5"]);
    }

    async fn codes_of_many_kinds(db: Db) {
        let desk = Desk::with(db, "PENDUDUK_DESA", "06-kode.xlsx").await;
        // 64.10 is nowhere, the seventh row has two answers, the eighth a code that never was.
        let cells = [("A7", "64.08.06")];
        desk.mend(Answers { cells: &cells, skipped: &[2, 8], ..Answers::default() }).await;
        let rows = desk.released().await;
        has(&rows, &["64.08/2024/PENDUDUK=449000", "64.08.03/2024/PENDUDUK=15000"]);
    }

    async fn what_is_hidden_and_stands_there_twice(db: Db) {
        let desk = Desk::with(db, "PENDUDUK_DESA", "07-tersembunyi.xlsx").await;
        desk.mend(Answers { skipped: &[4], ..Answers::default() }).await;
        has(&desk.released().await, &["64.08.07/2024/PENDUDUK=8000"]);
    }

    async fn blanks_signs_and_what_is_no_number(db: Db) {
        let desk = Desk::with(db, "SEKOLAH_DASAR", "08-kosong.xlsx").await;
        let cells = [("C4", "..."), ("C11", "17"), ("C12", "9"), ("C13", "13"), ("C15", "22")];
        desk.mend(Answers { cells: &cells, ..Answers::default() }).await;
        let rows = desk.released().await;
        has(&rows, &["64.08.17/2024/SD=x", "64.08.14/2024/SD=12", "64.08.13/2024/SD=0"]);
    }

    async fn several_tables_on_one_sheet(db: Db) {
        let desk = Desk::with(db, "PENDUDUK_DESA", "09-dua.xlsx").await;
        let columns: fn(&mut layout::Layout) = |it| {
            (it.heads, it.body) = ((8, 8), (9, 10));
            for column in &mut it.columns {
                if let Role::Value(value) = &mut column.role {
                    value.place.period = Some("2024".into());
                }
            }
        };
        desk.mend(Answers { columns: Some(columns), ..Answers::default() }).await;
        has(&desk.released().await, &["64.08.15/2024/PENDUDUK=14100"]);
    }

    async fn ages_that_became_days(db: Db) {
        let desk = Desk::with(db, "PENDUDUK_UMUR", "10-umur.xlsx").await;
        let names = [("UMUR", "65 ke atas", "65+")];
        desk.mend(Answers { names: &names, ..Answers::default() }).await;
        has(&desk.released().await, &["5-9/64.08.09/2024-S1/PENDUDUK=2900"]);
    }

    async fn kinds_across_in_thousands(db: Db) {
        let desk = Desk::with(db, "MURID", "11-jenis.xlsx").await;
        let columns: fn(&mut layout::Layout) = |it| {
            let unknown = it.columns.iter_mut().filter(|it| it.role == Role::Unknown);
            unknown.for_each(|it| it.role = Role::Ignored);
        };
        desk.mend(Answers { columns: Some(columns), ..Answers::default() }).await;
        has(&desk.released().await, &["N/64.08.04/2024/MURID=12500"]);
    }

    async fn a_semicolon_csv_with_a_total(db: Db) {
        let desk = Desk::with(db, "PAD_KECAMATAN", "12-pad.csv").await;
        desk.mend(Answers::default()).await;
        has(&desk.released().await, &["64.08/2024-Q2/PAD=14721.75"]);
    }
}
