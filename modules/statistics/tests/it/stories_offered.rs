//! Tables that other modules count: proposed, taken and released like those that offices upload.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use std::sync::Arc;

use base::{Date, Kind};
use contracts::{Answer, Counted, Counts, Indicators, Measure, Words};
use db::Tx;
use identity::Actor;
use statistics::Neighbours;
use statistics::domain::obligation::{Obligation, State};
use statistics::domain::period::Period;
use statistics::domain::selection::Selection;
use statistics::domain::version::AsOf;
use statistics::permissions::{FORUM, PRODUCER};
use statistics::usecase::process::plan::Proposal;
use statistics::usecase::process::{acts, lists, offered, plan, tables};
use statistics::usecase::{catalogue, cubes};

use crate::bureau::{MIGRATIONS, Stage, colleague, rows};

/// A module that counts boats, of 2025 only.
struct Boats;

impl Counts for Boats {
    fn of_year<'a>(&'a self, _: &'a mut Tx, year: u16) -> Answer<'a, Vec<Counted>> {
        let counted =
            |region: &str, boats| Counted { region: region.to_owned(), values: vec![boats] };
        let all = vec![
            counted("64.08", None),
            counted("64.08.01", Some(1_234)),
            counted("64.08.10", Some(0)),
        ];
        Box::pin(async move { Ok(if year == 2025 { all } else { Vec::new() }) })
    }
}

const BOAT: Words = Words { id: "Kapal terdaftar", en: "Registered boats" };

fn boats() -> Indicators {
    Indicators {
        id: "KAPAL",
        producer: "dishub",
        title: BOAT,
        about: BOAT,
        source: Words { id: "Dinas Perhubungan", en: "Office of Transport" },
        theme: Words { id: "Perhubungan", en: "Transport" },
        measures: &[Measure {
            id: "KAPAL",
            title: BOAT,
            about: BOAT,
            unit_id: "UNIT",
            unit: Words { id: "unit", en: "units" },
        }],
        counts: Arc::new(Boats),
    }
}

struct Port {
    stage: Stage,
    producer: Actor,
}

impl Port {
    async fn new(db: db::Db) -> Self {
        let mut stage = Stage::with_schools(db).await;
        let neighbours = Neighbours { indicators: vec![boats()], ..Neighbours::default() };
        stage.bureau = stage.bureau.beside(neighbours);
        Self { stage, producer: colleague("Sari Contoh", "dishub", &[PRODUCER]) }
    }

    async fn owes(&self, dataset: &str, period: &str) -> Obligation {
        let period = Period::parse(period).unwrap();
        let proposal = Proposal {
            dataset: dataset.into(),
            period,
            due: Date::constant(2026, 9, 1),
            priority: false,
            planned_release: None,
        };
        let (bureau, walidata) = (&self.stage.bureau, &self.stage.walidata);
        let it = plan::propose(bureau, walidata, &proposal).await.unwrap();
        let forum = colleague("Dina Contoh", "bappeda", &[FORUM]);
        plan::agree(bureau, &forum, period.year(), "BA 1/2026").await.unwrap();
        it
    }

    async fn fetch(&self, it: &Obligation) -> base::Result<i64> {
        offered::fetch(&self.stage.bureau, &self.producer, it.id).await
    }
}

testkit::on_each_engine! {
    with &MIGRATIONS;

    async fn what_a_module_counts_reaches_its_release(db: Db) {
        let port = Port::new(db).await;
        let (bureau, walidata) = (&port.stage.bureau, &port.stage.walidata);
        let choices = plan::datasets(bureau, walidata).await.unwrap();
        assert!(choices.iter().any(|it| it.id == "KAPAL"), "offered before it is described");
        let owed = port.owes("KAPAL", "2025").await;
        assert_eq!(owed.producer, "dishub");
        assert_eq!(port.fetch(&owed).await.unwrap(), 1);
        tables::hand_in(bureau, &port.producer, owed.id).await.unwrap();
        acts::take_up(bureau, walidata, owed.id).await.unwrap();
        acts::accept(bureau, walidata, owed.id, "").await.unwrap();
        port.stage.tell("KAPAL").await;
        acts::release(bureau, walidata, owed.id, bureau.cell().now()).await.unwrap();
        let cube = cubes::cube(bureau, "KAPAL", AsOf::Now, &Selection::all()).await.unwrap();
        assert_eq!(rows(&cube), [
            "64.08/2025/KAPAL=x",
            "64.08.01/2025/KAPAL=1234",
            "64.08.10/2025/KAPAL=0",
        ]);
        let (dataset, _) = catalogue::one(bureau, "KAPAL").await.unwrap();
        assert_eq!(dataset.description.title.en, "Registered boats");
        assert_eq!(dataset.description.measures[0].unit.id, "UNIT");
        // Whoever takes it again takes what is counted then, as a correction.
        let shown = lists::show(bureau, walidata, owed.id).await.unwrap();
        assert_eq!(shown.submissions[0].file_name, "KAPAL-2025.csv");
    }

    async fn what_is_not_counted_is_not_taken(db: Db) {
        let port = Port::new(db).await;
        let bureau = &port.stage.bureau;
        let nothing_of = port.owes("KAPAL", "2024").await;
        let month = port.owes("KAPAL", "2025-03").await;
        let schools = port.owes("SEKOLAH", "2025").await;
        for (it, code) in [
            (&nothing_of, "statistics/nothing-counted"),
            (&month, "statistics/not-offered"),
        ] {
            let error = port.fetch(it).await.unwrap_err();
            assert_eq!((error.code(), error.kind()), (code, Kind::Conflict));
            let shown = lists::show(bureau, &port.stage.walidata, it.id).await.unwrap();
            assert!(shown.submissions.is_empty() && shown.obligation.state == State::Agreed);
        }
        let walidata = offered::fetch(bureau, &port.stage.walidata, schools.id).await;
        assert_eq!(walidata.unwrap_err().code(), "statistics/not-offered");
        assert!(offered::of(bureau, &schools).is_none());
    }

    async fn nothing_is_counted_for_others(db: Db) {
        let port = Port::new(db).await;
        let owed = port.owes("KAPAL", "2025").await;
        let other = colleague("Budi Contoh", "DISDIK", &[PRODUCER]);
        let error = offered::fetch(&port.stage.bureau, &other, owed.id).await.unwrap_err();
        assert_eq!(error.code(), "statistics/no-obligation");
    }
}
