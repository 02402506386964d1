//! The rules of one regency for one tax year, as data. Nothing here has a value of its own: a
//! tariff that is not in the rules stops the assessment, it never counts as zero.

use base::Fraction;
use serde::{Deserialize, Serialize};

use crate::numbers::{Amount, Increase, Percent, RoundingRule};

/// Everything a regency decides about the tax of a year, each rule with its citation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rules {
    /// The part of the value that is not taxed, once per taxpayer and year.
    pub njoptkp: Amount,
    /// Give it only for an object with a building, as some regencies decide.
    #[serde(default, skip_serializing_if = "is_false")]
    pub njoptkp_only_with_building: bool,
    /// Which percentage of the taxable value is assessed (20 to 100 by UU 1/2022).
    pub njkp: Brackets,
    pub tariff: Brackets,
    /// Tariffs of special uses, such as land for food and livestock; other objects pay `tariff`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tariff_by_use: Vec<UseTariff>,
    /// What the bounds of all brackets are compared with.
    #[serde(default)]
    pub bracket_basis: BracketBasis,
    #[serde(default)]
    pub bracket_mode: BracketMode,
    /// Discount on the tax by bracket; a value below the first bracket has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stimulus: Option<Brackets>,
    /// The least a notice asks for.
    #[serde(default)]
    pub minimum: Amount,
    /// Ask for the minimum even when nothing is taxable, as the legacy procedure did.
    #[serde(default)]
    pub minimum_when_zero: bool,
    #[serde(default)]
    pub rounding: RoundingRule,
    /// How much more than last year at most.
    #[serde(default)]
    pub max_increase_percent: Option<Increase>,
    /// Dwellings worth less than this are not taxed (UU 1/2022 art. 38(3) h).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dwelling_exempt_below: Option<Amount>,
    #[serde(default, skip_serializing_if = "Citations::is_empty")]
    pub citations: Citations,
}

fn is_false(value: &bool) -> bool {
    !value
}

/// The tariff of one use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UseTariff {
    /// The name by which objects refer to it, for example `food-livestock`.
    #[serde(rename = "use")]
    pub name: String,
    pub tariff: Brackets,
}

/// What the bounds of brackets are compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BracketBasis {
    /// The whole value of the object.
    #[default]
    Njop,
    /// What is left of it after NJOPTKP.
    Taxable,
}

/// What a bracket applies to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BracketMode {
    /// One bracket for everything.
    #[default]
    Whole,
    /// Each slice of the basis its own bracket.
    Marginal,
}

/// A percentage that applies strictly above a bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bracket {
    pub above: Amount,
    pub percent: Percent,
}

/// Brackets in rising order, at least one, each bound once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<Bracket>", into = "Vec<Bracket>")]
pub struct Brackets(Vec<Bracket>);

/// Why brackets cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BracketsError {
    #[error("at least one bracket is needed, for example {{\"above\":0,\"percent\":\"0.5\"}}")]
    Empty,
    #[error("the bound {} appears twice", bound.rupiah().0)]
    Twice { bound: Amount },
}

impl Brackets {
    /// Puts brackets in order; an error when there is none or a bound appears twice.
    pub fn new(mut brackets: Vec<Bracket>) -> Result<Self, BracketsError> {
        brackets.sort_by_key(|b| b.above);
        if let Some(pair) = brackets.windows(2).find(|p| p[0].above == p[1].above) {
            return Err(BracketsError::Twice { bound: pair[0].above });
        }
        if brackets.is_empty() { Err(BracketsError::Empty) } else { Ok(Self(brackets)) }
    }

    /// One percentage for every value above zero.
    pub fn flat(percent: Percent) -> Self {
        Self(vec![Bracket { above: Amount::ZERO, percent }])
    }

    /// The brackets, lowest first.
    pub fn rows(&self) -> &[Bracket] {
        &self.0
    }

    /// The bracket of a base: the one with the highest bound that lies strictly below it, with
    /// the bound where the next begins.
    pub fn find(&self, base: Fraction) -> Option<(Bracket, Option<Amount>)> {
        let next = self.0.partition_point(|b| b.above.exact() < base);
        let found = self.0.get(next.checked_sub(1)?)?;
        Some((*found, self.0.get(next).map(|b| b.above)))
    }
}

impl TryFrom<Vec<Bracket>> for Brackets {
    type Error = BracketsError;

    fn try_from(brackets: Vec<Bracket>) -> Result<Self, BracketsError> {
        Self::new(brackets)
    }
}

impl From<Brackets> for Vec<Bracket> {
    fn from(brackets: Brackets) -> Self {
        brackets.0
    }
}

/// The regulation behind each rule, as it is printed beside the step. Where the regency names
/// none, the article of the national law is shown.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Citations {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub njoptkp: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub njkp: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tariff: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stimulus: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minimum: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rounding: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_increase: Option<String>,
}

/// Taxable part and assessment share are set by this article of the national law.
const BASIS_ARTICLE: &str = "UU 1/2022 art. 40";
/// The tariff, its ceiling, and a lower one for land for food and livestock.
const TARIFF_ARTICLE: &str = "UU 1/2022 art. 41";

impl Citations {
    pub(crate) fn for_njoptkp(&self) -> &str {
        self.njoptkp.as_deref().unwrap_or(BASIS_ARTICLE)
    }

    pub(crate) fn for_njkp(&self) -> &str {
        self.njkp.as_deref().unwrap_or(BASIS_ARTICLE)
    }

    pub(crate) fn for_tariff(&self) -> &str {
        self.tariff.as_deref().unwrap_or(TARIFF_ARTICLE)
    }

    fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
