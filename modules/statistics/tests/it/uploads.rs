//! Figures that come as they come in life: as a file that an office uploads, mended, handed in, examined and
//! released.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use base::{Date, Id};
use statistics::domain::dataset::MEASURE;
use statistics::domain::examination::{Check, Severity};
use statistics::domain::obligation::{Obligation, State};
use statistics::domain::period::Period;
use statistics::permissions::{FORUM, PRODUCER};
use statistics::store::datasets;
use statistics::usecase::process::plan::{self, Proposal};
use statistics::usecase::process::reading::Absent;
use statistics::usecase::process::tables::{self, Said};
use statistics::usecase::process::{acts, lists};

use crate::bureau::{Stage, colleague};

/// Series, period and what stands in the cell.
type Row<'r> = (&'r str, &'r str, &'r str);

impl Stage {
    /// Uploads a table of a dataset and brings it to its release; a second one is a correction.
    pub async fn upload(&self, id: &str, year: &str, rows: &[Row<'_>]) {
        let csv = self.csv(id, rows).await;
        let owed = self.owed(id, year).await;
        let (bureau, walidata) = (&self.bureau, &self.walidata);
        if owed.state == State::Released {
            acts::revise(bureau, walidata, owed.id, "Data yang lebih baru").await.unwrap();
        }
        self.hand_in(&owed, csv).await;
        acts::take_up(bureau, walidata, owed.id).await.unwrap();
        acts::accept(bureau, walidata, owed.id, "").await.unwrap();
        self.tell(id).await;
        acts::release(bureau, walidata, owed.id, bureau.cell().now()).await.unwrap();
    }

    /// One line per figure, as offices export them: the names of the dimensions, then the figure.
    async fn csv(&self, id: &str, rows: &[Row<'_>]) -> String {
        let find = async |tx: &mut db::Tx| datasets::find(tx, id).await;
        let dataset = self.bureau.cell().db().read(find).await.unwrap().unwrap();
        let title = |it: &&str| match *it {
            MEASURE => "Ukuran".to_owned(),
            axis => dataset.axis(axis).unwrap().title.id.clone(),
        };
        let heads: Vec<String> = dataset.series_order().iter().map(title).collect();
        let mut text = format!("{};Periode;Nilai\n", heads.join(";"));
        for (series, period, value) in rows {
            let (measure, codes) = series.split_once('/').unwrap_or((series, ""));
            let measure = &dataset.measure(measure).unwrap().title.id;
            let codes: String = codes.split('/').map(|it| format!("{it};")).collect();
            text += &format!("\"{measure}\";{codes}{period};{}\n", value.replace('.', ","));
        }
        text.replace(",,,", "...")
    }

    async fn owed(&self, id: &str, year: &str) -> Obligation {
        let period = Period::parse(year).unwrap();
        let all = lists::of_year(&self.bureau, &self.walidata, period.year()).await.unwrap();
        let known = all.rows.into_iter().map(|(it, _)| it);
        if let Some(it) = known.into_iter().find(|it| it.dataset == id && it.period == period) {
            return it;
        }
        let proposal = Proposal {
            dataset: id.into(),
            period,
            due: Date::constant(2026, 1, 1),
            priority: false,
            planned_release: None,
        };
        let it = plan::propose(&self.bureau, &self.walidata, &proposal).await.unwrap();
        let forum = colleague("Dina Contoh", "bappeda", &[FORUM]);
        plan::agree(&self.bureau, &forum, period.year(), "BA Forum").await.unwrap();
        it
    }

    /// Brings the file, says why regions are missing, gives a reason for what is odd, and hands it in.
    async fn hand_in(&self, owed: &Obligation, csv: String) {
        let (bureau, id): (_, Id<Obligation>) = (&self.bureau, owed.id);
        let who = colleague("Sari Contoh", &owed.producer, &[PRODUCER]);
        tables::bring(bureau, &who, id, ("tabel.csv", csv.into_bytes().into())).await.unwrap();
        let found = tables::working(bureau, &who, id).await.unwrap().examined.findings;
        if found.iter().any(|it| it.check == Check::K04) {
            let said = Said::Absent(Some(Absent::NotAvailable));
            tables::say(bureau, &who, id, &said).await.unwrap();
        }
        let found = tables::working(bureau, &who, id).await.unwrap().examined.findings;
        let odd = found.iter().filter(|it| it.severity == Severity::Warning);
        let keys: Vec<String> = odd.map(|it| it.key()).collect();
        if !keys.is_empty() {
            tables::confirm(bureau, &who, id, (&keys, "Sudah diperiksa")).await.unwrap();
        }
        let wrong: Vec<_> = found.iter().filter(|it| it.severity == Severity::Error).collect();
        assert!(wrong.is_empty(), "{wrong:#?}");
        tables::hand_in(bureau, &who, id).await.unwrap();
    }
}
