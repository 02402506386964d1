//! The rule book of a regency: dated rows, each with the citation that justifies it.
//!
//! A book is a TOML file with one list per kind of rule. A row holds for the tax years `from` to
//! `until`, both included; without `until` it holds on. Of each kind exactly one row must hold for
//! a year (of tariffs, one per use). A kind without a row for the year is an error that stops the
//! work; nothing is ever taken to be zero.

use base::{Date, Rupiah};
use pbb::{
    Amount, BracketBasis, BracketMode, Brackets, Citations, Increase, PenaltyMode, PenaltyRule,
    Percent, RoundingRule, Rules, UseTariff,
};
use serde::de::{DeserializeOwned, Error as _};
use serde::{Deserialize, Deserializer};

/// The name under which objects of this use pay their own tariff.
pub const FOOD_OR_LIVESTOCK: &str = "food_or_livestock";
const GENERAL: &str = "general";

/// All rules of a regency.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleBook {
    /// Code of the regency by the ministry of home affairs.
    pub regency: String,
    /// Words that must accompany everything computed with this book; examples are marked so.
    pub mark: Option<String>,
    classes: Vec<Row<Classes>>,
    njoptkp: Vec<Row<Njoptkp>>,
    njkp: Vec<Row<BracketRow>>,
    tariff: Vec<Row<Tariff>>,
    brackets: Vec<Row<BracketReading>>,
    minimum: Vec<Row<Minimum>>,
    rounding: Vec<Row<RoundingRule>>,
    increase_cap: Vec<Row<IncreaseCap>>,
    /// Discounts on the tax by bracket; a year may have none.
    #[serde(default)]
    stimulus: Vec<Row<BracketRow>>,
    /// Dwellings worth less are not taxed (UU 1/2022 art. 38(3) h); a year may have none.
    #[serde(default)]
    dwelling_exempt: Vec<Row<DwellingExempt>>,
    due_date: Vec<Row<DueDate>>,
    penalty: Vec<Row<Penalty>>,
    /// What is proposed when people could not pay on a due date; a year may have none.
    #[serde(default)]
    outage_waiver: Vec<Row<OutageWaiver>>,
}

#[derive(Debug, Clone)]
struct Row<T> {
    from: i64,
    until: Option<i64>,
    basis: String,
    rule: T,
}

/// The columns that every row has.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Dates {
    from: i64,
    until: Option<i64>,
    basis: String,
}

/// Read in two halves, because both must refuse a key they do not know: a misspelt `until` would
/// let a rule hold on for ever.
impl<'de, T: DeserializeOwned> Deserialize<'de> for Row<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut rest = toml::Table::deserialize(deserializer)?;
        let mut dates = toml::Table::new();
        for key in ["from", "until", "basis"] {
            dates.extend(rest.remove_entry(key));
        }
        let Dates { from, until, basis } = dates.try_into().map_err(D::Error::custom)?;
        Ok(Self { from, until, basis, rule: rest.try_into().map_err(D::Error::custom)? })
    }
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Classes {
    table: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Njoptkp {
    amount: Amount,
    only_with_building: bool,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct BracketRow {
    brackets: Brackets,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Tariff {
    r#use: String,
    brackets: Brackets,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct BracketReading {
    basis_of_brackets: BracketBasis,
    mode: BracketMode,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Minimum {
    amount: Amount,
    when_zero: bool,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct IncreaseCap {
    percent: Option<Increase>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct DwellingExempt {
    below: Amount,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct DueDate {
    month: i8,
    day: i8,
}

/// How a late payment is charged.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Penalty {
    pub mode: PenaltyMode,
    pub percent: Percent,
    pub max_months: u32,
}

/// What is proposed when the house itself was down on a due date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OutageWaiver {
    /// Days after the outage on which no interest is asked for.
    pub days: u16,
}

/// The rules of one tax year.
#[derive(Debug, Clone)]
pub struct YearRules {
    pub tax_year: i64,
    /// Id of the class table.
    pub classes: String,
    pub classes_basis: String,
    pub rules: Rules,
    /// Of each tariff in `rules.tariff_by_use`, in the same order.
    pub tariff_by_use_bases: Vec<String>,
    pub due_date: Date,
    pub due_date_basis: String,
    pub penalty: Penalty,
    pub penalty_basis: String,
    /// What must be printed with every figure, when the book is only an example.
    pub mark: Option<String>,
}

/// Why a book, or a year of it, cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RuleBookError {
    #[error("the rules file cannot be read: {0}")]
    Unreadable(String),
    #[error("there is no rule `{kind}` for the tax year {tax_year}; add a row to the rules file")]
    Missing { kind: &'static str, tax_year: i64 },
    #[error("the tax year {tax_year} has {count} rows of `{kind}`, where one must decide")]
    Several { kind: &'static str, tax_year: i64, count: usize },
    #[error("the due date of the tax year {tax_year} does not exist")]
    NoSuchDay { tax_year: i64 },
}

impl RuleBook {
    /// Reads a book. What a year lacks shows when the year is asked for.
    pub fn parse(text: &str) -> Result<Self, RuleBookError> {
        toml::from_str(text).map_err(|error| RuleBookError::Unreadable(error.to_string()))
    }

    /// Invented for the demo; nobody may be billed by it in a real cell.
    pub fn is_example(&self) -> bool {
        self.mark.is_some()
    }

    /// The rules of a tax year.
    pub fn year(&self, tax_year: i64) -> Result<YearRules, RuleBookError> {
        let penalty = one(&self.penalty, "penalty", tax_year)?;
        let classes = one(&self.classes, "classes", tax_year)?;
        let rules = self.rules(tax_year)?;
        let basis_of = |row: &UseTariff| Ok(self.tariff(&row.name, tax_year)?.basis.clone());
        Ok(YearRules {
            tax_year,
            classes: classes.rule.table.clone(),
            classes_basis: classes.basis.clone(),
            tariff_by_use_bases: rules
                .tariff_by_use
                .iter()
                .map(basis_of)
                .collect::<Result<_, _>>()?,
            rules,
            due_date: self.due_date(tax_year)?,
            due_date_basis: one(&self.due_date, "due_date", tax_year)?.basis.clone(),
            penalty: penalty.rule,
            penalty_basis: penalty.basis.clone(),
            mark: self.mark.clone(),
        })
    }

    /// What a late payment of a tax year costs; asks for no other rule of that year.
    pub fn penalty(&self, tax_year: i64) -> Result<PenaltyRule, RuleBookError> {
        let Penalty { mode, percent, max_months } = one(&self.penalty, "penalty", tax_year)?.rule;
        // No regulation named another rounding: whole rupiah, half up.
        Ok(PenaltyRule { mode, percent, max_months, rounding: RoundingRule::default() })
    }

    /// For how many days after an outage a waiver is proposed for the bills of a tax year that fell
    /// due in it; a regency need not have such a rule.
    pub fn outage_waiver(&self, tax_year: i64) -> Result<Option<OutageWaiver>, RuleBookError> {
        Ok(at_most_one(&self.outage_waiver, "outage_waiver", tax_year)?.map(|row| row.rule))
    }

    fn rules(&self, tax_year: i64) -> Result<Rules, RuleBookError> {
        let njoptkp = one(&self.njoptkp, "njoptkp", tax_year)?;
        let reading = one(&self.brackets, "brackets", tax_year)?;
        let minimum = one(&self.minimum, "minimum", tax_year)?;
        let stimulus = at_most_one(&self.stimulus, "stimulus", tax_year)?;
        let dwelling = at_most_one(&self.dwelling_exempt, "dwelling_exempt", tax_year)?;
        Ok(Rules {
            njoptkp: njoptkp.rule.amount,
            njoptkp_only_with_building: njoptkp.rule.only_with_building,
            njkp: one(&self.njkp, "njkp", tax_year)?.rule.brackets.clone(),
            tariff: self.tariff(GENERAL, tax_year)?.rule.brackets.clone(),
            tariff_by_use: self.tariffs_by_use(tax_year)?,
            bracket_basis: reading.rule.basis_of_brackets,
            bracket_mode: reading.rule.mode,
            stimulus: stimulus.map(|row| row.rule.brackets.clone()),
            minimum: minimum.rule.amount,
            minimum_when_zero: minimum.rule.when_zero,
            rounding: one(&self.rounding, "rounding", tax_year)?.rule,
            max_increase_percent: one(&self.increase_cap, "increase_cap", tax_year)?.rule.percent,
            dwelling_exempt_below: dwelling.map(|row| row.rule.below),
            citations: self.citations(tax_year)?,
        })
    }

    fn citations(&self, tax_year: i64) -> Result<Citations, RuleBookError> {
        let stimulus = at_most_one(&self.stimulus, "stimulus", tax_year)?;
        Ok(Citations {
            njoptkp: Some(one(&self.njoptkp, "njoptkp", tax_year)?.basis.clone()),
            njkp: Some(one(&self.njkp, "njkp", tax_year)?.basis.clone()),
            tariff: Some(self.tariff(GENERAL, tax_year)?.basis.clone()),
            stimulus: stimulus.map(|row| row.basis.clone()),
            minimum: Some(one(&self.minimum, "minimum", tax_year)?.basis.clone()),
            rounding: Some(one(&self.rounding, "rounding", tax_year)?.basis.clone()),
            max_increase: Some(one(&self.increase_cap, "increase_cap", tax_year)?.basis.clone()),
        })
    }

    fn tariff(&self, r#use: &str, tax_year: i64) -> Result<&Row<Tariff>, RuleBookError> {
        let rows: Vec<_> = self.tariff.iter().filter(|row| row.rule.r#use == r#use).collect();
        only(rows.into_iter().filter(|row| row.holds(tax_year)).collect(), "tariff", tax_year)
    }

    fn tariffs_by_use(&self, tax_year: i64) -> Result<Vec<UseTariff>, RuleBookError> {
        let special = self.tariff.iter().filter(|row| row.holds(tax_year));
        let mut names: Vec<&str> = special.map(|row| row.rule.r#use.as_str()).collect();
        names.retain(|name| *name != GENERAL);
        names.dedup();
        let tariff = |name: &str| {
            let row = self.tariff(name, tax_year)?;
            Ok(UseTariff { name: name.to_owned(), tariff: row.rule.brackets.clone() })
        };
        names.into_iter().map(tariff).collect()
    }

    fn due_date(&self, tax_year: i64) -> Result<Date, RuleBookError> {
        let DueDate { month, day } = one(&self.due_date, "due_date", tax_year)?.rule;
        let date = i16::try_from(tax_year).ok().and_then(|y| Date::new(y, month, day).ok());
        date.ok_or(RuleBookError::NoSuchDay { tax_year })
    }
}

impl<T> Row<T> {
    fn holds(&self, tax_year: i64) -> bool {
        self.from <= tax_year && self.until.is_none_or(|until| tax_year <= until)
    }
}

fn one<'a, T>(
    rows: &'a [Row<T>],
    kind: &'static str,
    tax_year: i64,
) -> Result<&'a Row<T>, RuleBookError> {
    only(rows.iter().filter(|row| row.holds(tax_year)).collect(), kind, tax_year)
}

/// A rule that a regency need not have.
fn at_most_one<'a, T>(
    rows: &'a [Row<T>],
    kind: &'static str,
    tax_year: i64,
) -> Result<Option<&'a Row<T>>, RuleBookError> {
    match one(rows, kind, tax_year) {
        Ok(row) => Ok(Some(row)),
        Err(RuleBookError::Missing { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}

fn only<'a, T>(
    rows: Vec<&'a Row<T>>,
    kind: &'static str,
    tax_year: i64,
) -> Result<&'a Row<T>, RuleBookError> {
    match rows.as_slice() {
        [row] => Ok(row),
        [] => Err(RuleBookError::Missing { kind, tax_year }),
        several => Err(RuleBookError::Several { kind, tax_year, count: several.len() }),
    }
}

impl YearRules {
    /// The same rules with another cap on the increase, for a simulation; `None` lifts the cap.
    #[must_use]
    pub fn with_cap(mut self, cap: Option<Increase>) -> Self {
        self.rules.max_increase_percent = cap;
        self
    }

    /// The same rules with the citation of the tariff that objects of a use pay, which stands
    /// beside the step; a use without a tariff of its own leaves that of the general one.
    #[must_use]
    pub fn cited_for(mut self, r#use: Option<&str>) -> Self {
        let uses = self.rules.tariff_by_use.iter().zip(&self.tariff_by_use_bases);
        let own = uses.into_iter().find(|(row, _)| Some(row.name.as_str()) == r#use);
        if let Some((_, basis)) = own {
            self.rules.citations.tariff = Some(basis.clone());
        }
        self
    }

    /// The least amount a notice of the year asks for.
    pub fn minimum(&self) -> Rupiah {
        self.rules.minimum.rupiah()
    }
}
