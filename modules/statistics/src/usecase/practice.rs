//! Datasets of offices that owe them, for the demo and for whoever wants to practise: without figures.

use base::{Error, Kind, Result};
use cube::Text;
use identity::Actor;
use serde::Deserialize;

use super::Bureau;
use super::loading::{ALWAYS, DatasetRow, describe, put_list};
use super::process::plan::{self, Proposal};
use crate::domain::codes::{CodeList, ListedCode};
use crate::domain::dataset::Dataset;
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
