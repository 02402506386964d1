//! Datasets of offices that owe them, for the demo and for whoever wants to practise: without figures.

use std::collections::BTreeMap;

use base::{Error, Kind, Result};
use cube::Text;
use identity::Actor;
use serde::Deserialize;

use super::loading::{ALWAYS, DatasetRow, describe, put_list};
use super::process::plan::{self, Proposal};
use super::{Bureau, metadata};
use crate::domain::codes::{CodeList, ListedCode};
use crate::domain::dataset::Dataset;
use crate::domain::metadata::{Metadata, Record, Section};
use crate::domain::period::Period;

#[derive(Deserialize)]
struct Practice {
    list: Vec<ListRow>,
    dataset: Vec<DatasetRow>,
    owed: Vec<Owed>,
}

#[derive(Deserialize)]
struct ListRow {
    id: String,
    title: Text,
    codes: Vec<CodeRow>,
}

#[derive(Deserialize)]
struct CodeRow {
    code: String,
    title: Text,
    parent: Option<String>,
}

#[derive(Deserialize)]
struct Owed {
    dataset: String,
    period: String,
    /// From today, until it is due.
    days: i32,
    priority: bool,
    /// Days from when it is due to the morning on which it is promised.
    promised: Option<i32>,
}

/// The hour at which figures are promised.
const MORNING: jiff::civil::Time = jiff::civil::time(9, 0, 0, 0);

/// Describes the datasets, and puts one period of each on the list that the Forum has agreed to.
/// The regions have to be loaded.
///
/// # Errors
/// Those of describing and of the list.
pub async fn load(bureau: &Bureau, actor: &Actor) -> Result<()> {
    let broken = |error| Error::new(Kind::Internal, "statistics/line").caused_by(error);
    let all: Practice = toml::from_str(include_str!("../../data/practice.toml")).map_err(broken)?;
    for list in all.list {
        let codes: Vec<ListedCode> = list.codes.into_iter().map(CodeRow::listed).collect();
        let list = CodeList { id: list.id, agency: bureau.agency(), title: list.title };
        put_list(bureau, actor, &list, &codes).await?;
    }
    for row in all.dataset {
        let dataset = Dataset::new(&row.id, &row.producer, row.description)?;
        describe(bureau, actor, &dataset).await?;
        tell(bureau, actor, &dataset).await?;
    }
    let mut years: Vec<u16> = Vec::new();
    for owed in &all.owed {
        let proposal = owed.proposal(bureau)?;
        years.push(proposal.period.year());
        plan::propose(bureau, actor, &proposal).await?;
    }
    years.sort_unstable();
    years.dedup();
    for year in years {
        plan::agree(bureau, actor, year, "Rapat Forum Satu Data (contoh)").await?;
    }
    Ok(())
}

/// What the offices of the practice tell of their datasets: texts of [`Record`]s.
#[derive(Deserialize)]
struct Told {
    /// Of all activities, indicators and variables.
    activity: Record,
    indicator: Record,
    variable: Record,
    /// Of the activities of an office, and of one dataset.
    office: BTreeMap<String, Record>,
    dataset: BTreeMap<String, Record>,
    /// What a measure of a dataset says.
    interpretation: BTreeMap<String, BTreeMap<String, String>>,
}

impl Told {
    /// What is told in a section beyond what the house proposes.
    fn of(&self, dataset: &Dataset, section: &Section) -> Record {
        match section {
            Section::Activity(_) => {
                let own = [self.office.get(&dataset.producer), self.dataset.get(&dataset.id)];
                let all = std::iter::once(&self.activity).chain(own.into_iter().flatten());
                all.flatten().map(|(wire, text)| (wire.clone(), text.clone())).collect()
            }
            Section::Indicator(id) => {
                let mut record = self.indicator.clone();
                let said = self.interpretation.get(&dataset.id).and_then(|it| it.get(id));
                record.extend(said.map(|it| ("interpretasi".to_owned(), it.clone())));
                record.extend(dataset.measure(id).map(|it| {
                    let from = format!("{}; {}", dataset.description.title.id, it.title.id);
                    ("variabel_pembangun".to_owned(), from)
                }));
                record
            }
            Section::Variable(_) => self.variable.clone(),
        }
    }
}

/// Fills in the forms of BPS about a dataset.
///
/// # Errors
/// Those of describing.
pub async fn tell(bureau: &Bureau, actor: &Actor, dataset: &Dataset) -> Result<()> {
    let broken = |error| Error::new(Kind::Internal, "statistics/line").caused_by(error);
    let text = include_str!("../../data/practice-metadata.toml");
    let told: Told = toml::from_str(text).map_err(broken)?;
    let forms = metadata::show(bureau, actor, &dataset.id).await?;
    let mut all = Metadata::default();
    for section in Section::all(dataset) {
        let mut record = metadata::proposal(bureau, &forms, &section).await?;
        record.extend(told.of(dataset, &section));
        all = all.with(&section, &record);
    }
    metadata::put(bureau, actor, &dataset.id, all).await.map(drop)
}

impl CodeRow {
    fn listed(self) -> ListedCode {
        let Self { code, title, parent } = self;
        ListedCode { code, title, parent, valid_from: ALWAYS, valid_to: None }
    }
}

impl Owed {
    fn proposal(&self, bureau: &Bureau) -> Result<Proposal> {
        let wrong = |_| Error::new(Kind::Internal, "statistics/period");
        let due = bureau.cell().today().saturating_add(jiff::Span::new().days(self.days));
        let promised = self.promised.map(|days| {
            let day = due.saturating_add(jiff::Span::new().days(days));
            bureau.cell().zone().instant_of(day.to_datetime(MORNING))
        });
        Ok(Proposal {
            dataset: self.dataset.clone(),
            period: Period::parse(&self.period).map_err(wrong)?,
            due,
            priority: self.priority,
            planned_release: promised,
        })
    }
}
