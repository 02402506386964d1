//! Arrears by age (umur piutang).

use base::{Date, Result, Rupiah};
use contracts::Overdue;
use db::Tx;
use identity::{Actor, Resource, authorise};

use super::Treasury;
use super::overpayments::days_between;
use crate::permissions::READ;

/// Classes of age, by days since the due date: within one year, two, five, and more.
pub const CLASSES: [&str; 4] = ["under-1", "1-2", "2-5", "over-5"];
const BOUNDS: [i64; 3] = [365, 730, 1_826];

/// Bills and principal of each class.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Aged {
    pub bills: [i64; 4],
    pub principal: [Rupiah; 4],
}

/// A row of the report: a village, or a tax year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgedRow {
    /// Digits of the village, or the year.
    pub key: String,
    pub name: String,
    pub aged: Aged,
}

/// A district with its villages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgedDistrict {
    pub name: String,
    pub total: Aged,
    pub villages: Vec<AgedRow>,
}

/// What is overdue on a day.
#[derive(Debug, Clone)]
pub struct AgeReport {
    pub day: Date,
    pub total: Aged,
    pub years: Vec<AgedRow>,
    pub districts: Vec<AgedDistrict>,
    pub rows: Vec<Overdue>,
}

impl Aged {
    fn add(&mut self, day: Date, row: &Overdue) {
        let class = class(days_between(row.due_date, day));
        self.bills[class] += row.bills;
        let sum = self.principal[class].0.saturating_add(row.principal.0);
        self.principal[class] = Rupiah(sum);
    }

    pub fn all_bills(&self) -> i64 {
        self.bills.iter().sum()
    }

    pub fn all_principal(&self) -> Rupiah {
        Rupiah(self.principal.iter().fold(0, |sum, amount| sum.saturating_add(amount.0)))
    }
}

/// The class of a bill that is so many days past its due date.
pub fn class(days: i64) -> usize {
    BOUNDS.iter().filter(|bound| days > **bound).count()
}

impl Treasury {
    /// What is overdue today, by age, year and village.
    ///
    /// # Errors
    /// Those of the right.
    pub async fn arrears_by_age(&self, actor: &Actor) -> Result<AgeReport> {
        authorise(actor, READ, Resource::Cell)?;
        let day = self.cell().today();
        let read = async |tx: &mut Tx| self.arrears().overdue(tx, day).await;
        let rows = self.cell().db().read(read).await?;
        let mut total = Aged::default();
        rows.iter().for_each(|row| total.add(day, row));
        let by_year = |row: &Overdue| (row.tax_year.to_string(), row.tax_year.to_string());
        let mut years = grouped(day, &rows, by_year);
        years.reverse();
        let districts = by_district(day, &rows);
        Ok(AgeReport { day, total, years, districts, rows })
    }
}

/// Districts in the order of their codes; one without a name is called by its first village.
fn by_district(day: Date, rows: &[Overdue]) -> Vec<AgedDistrict> {
    let named = |name: &str, row: &Overdue| match name {
        "" => row.village.to_string(),
        name => name.to_owned(),
    };
    let district =
        |row: &Overdue| (row.village.district().to_owned(), named(&row.district_name, row));
    let village = |row: &Overdue| (row.village.digits().to_owned(), named(&row.village_name, row));
    let mut villages = grouped(day, rows, village).into_iter().peekable();
    let with_villages = |of: AgedRow| {
        let own = std::iter::from_fn(|| villages.next_if(|row| row.key.starts_with(&of.key)));
        AgedDistrict { villages: own.collect(), name: of.name, total: of.aged }
    };
    grouped(day, rows, district).into_iter().map(with_villages).collect()
}

fn grouped(
    day: Date,
    rows: &[Overdue],
    key: impl Fn(&Overdue) -> (String, String),
) -> Vec<AgedRow> {
    let mut groups = std::collections::BTreeMap::new();
    for row in rows {
        let (key, name) = key(row);
        let group: &mut (String, Aged) = groups.entry(key).or_insert((name, Aged::default()));
        group.1.add(day, row);
    }
    groups.into_iter().map(|(key, (name, aged))| AgedRow { key, name, aged }).collect()
}
