//! How a tax was calculated, line by line, each with the basis in law.
//!
//! A notice of our own is replayed from its frozen inputs and the rules it names. An imported one
//! is computed again from its figures and the rules of its year; only when that gives exactly the
//! amount on the notice are the steps shown, otherwise the figures stand as they were recorded.

use base::{Fraction, Result, Rupiah, format};
use db::Tx;
use pbb::{Amount, Building, CaseResult, LandPart, Operand, Operation, Step, UnitValue};

use super::rules;
use crate::domain::area::Area;
use crate::domain::assessing::Inputs;
use crate::domain::notice::Notice;
use crate::domain::rules::YearRules;

/// A calculation as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    pub lines: Vec<Line>,
    /// Whether the steps were computed, or only the recorded figures are shown.
    pub computed: bool,
    /// What must be said about the rules, such as that they are an example.
    pub mark: Option<String>,
}

/// One line of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Key of the title; its attribute `how` is the formula.
    pub key: &'static str,
    /// Values of the formula, formatted.
    pub values: Vec<(&'static str, String)>,
    /// The result; `None` for a rule that did not apply.
    pub amount: Option<Rupiah>,
    pub basis: Option<String>,
}

/// Explains a notice. `last_year` is the amount due a year earlier.
pub(crate) async fn explain(
    tx: &mut Tx,
    notice: &Notice,
    last_year: Option<Rupiah>,
) -> Result<Explanation> {
    let rules = match notice.rule_book {
        Some(version) => Some(rules::of_version(tx, version, notice.tax_year).await?),
        None => rules::of_year(tx, notice.tax_year).await.ok().map(|(_, rules)| rules),
    };
    let computed = rules.as_ref().and_then(|rules| replay(notice, rules, last_year));
    Ok(match computed {
        Some((result, mark)) => Explanation { lines: lines(notice, &result), computed: true, mark },
        None => Explanation { lines: recorded(notice), computed: false, mark: None },
    })
}

/// The calculation with its steps, when it gives what the notice asks for.
fn replay(
    notice: &Notice,
    rules: &YearRules,
    last_year: Option<Rupiah>,
) -> Option<(CaseResult, Option<String>)> {
    let inputs = match &notice.inputs {
        Some(json) => serde_json::from_str(json).ok()?,
        None => inputs_of_figures(notice, last_year)?,
    };
    let result = pbb::calculate(&inputs.case(rules)?).ok()?;
    let same =
        result.figures.due == notice.figures.due && result.figures.njop == notice.figures.njop;
    same.then(|| (result, rules.mark.clone()))
}

/// An imported notice has no inputs, but its class values are known: its figures, unclassified,
/// are inputs that lead to the same tax. Its share of joint property counts as land of one m².
fn inputs_of_figures(notice: &Notice, last_year: Option<Rupiah>) -> Option<Inputs> {
    let f = &notice.figures;
    let part = |area: Area, value: Rupiah| -> Option<LandPart> {
        let area_m2 = area.square_metres().try_into().ok()?;
        let value_per_m2 = UnitValue::quotient(Amount::new(value).ok()?, area_m2).ok()?;
        Some(LandPart { area_m2, value_per_m2, classify: false })
    };
    let whole = |value: Rupiah| part(ONE_SQUARE_METRE, value);
    let land = part(f.land_area, f.njop_land).or_else(|| whole(f.njop_land));
    let building = Building {
        area_m2: f.building_area.square_metres().try_into().ok()?,
        value: Amount::new(f.njop_building).ok()?,
    };
    let worth = |part: &LandPart| part.value_per_m2.exact() > Fraction::ZERO;
    Some(Inputs {
        land: [land, whole(f.njop_joint)].into_iter().flatten().filter(worth).collect(),
        buildings: Some(building).filter(|_| f.njop_building > Rupiah::ZERO).into_iter().collect(),
        buildings_as_valued: true,
        holds_njoptkp: f.njoptkp > Rupiah::ZERO,
        last_year_due: last_year.and_then(|due| Amount::new(due).ok()),
        ..Inputs::default()
    })
}

const ONE_SQUARE_METRE: Area = Area(100);

/// The figures as the imported system recorded them.
fn recorded(notice: &Notice) -> Vec<Line> {
    let f = &notice.figures;
    let line = |key, amount| Line { key, values: Vec::new(), amount: Some(amount), basis: None };
    let mut lines = vec![line("ptax-line-land", f.njop_land)];
    if f.njop_building > Rupiah::ZERO {
        lines.push(line("ptax-line-building", f.njop_building));
    }
    if f.njop_joint > Rupiah::ZERO {
        lines.push(line("ptax-line-joint", f.njop_joint));
    }
    lines.push(line("ptax-line-njop", f.njop));
    lines.push(line("ptax-line-njoptkp", f.njoptkp));
    lines.push(line("ptax-line-tax", f.tax));
    lines.push(line("ptax-line-due", f.due));
    lines
}

/// The lines of a computed calculation: a line for each result that a person would write down.
fn lines(notice: &Notice, result: &CaseResult) -> Vec<Line> {
    let book = Book { steps: &result.steps, notice };
    result.steps.iter().filter_map(|step| book.line(step)).collect()
}

/// The steps, to be looked up by id, beside the notice they are of.
struct Book<'a> {
    steps: &'a [Step],
    notice: &'a Notice,
}

impl Book<'_> {
    fn line(&self, step: &Step) -> Option<Line> {
        let figures = &self.notice.figures;
        let (key, values) = match step.name().as_str() {
            "land.njop" => ("ptax-line-land", self.per_m2(step, &figures.land_class)?),
            "njop_building" if step.result.is_zero() => return None,
            "njop_building" => ("ptax-line-building", self.building(step)?),
            "joint.land.njop" => ("ptax-line-joint-land", self.per_m2(step, "")?),
            "joint.building.njop" => ("ptax-line-joint-building", self.per_m2(step, "")?),
            "njop_joint_land" | "njop_joint_building" => ("ptax-line-share", self.share(step)?),
            "njop" => ("ptax-line-njop", Vec::new()),
            "taxable" => ("ptax-line-taxable", self.difference(step)?),
            "njkp" => ("ptax-line-njkp", self.rate(step)?),
            "tax" => ("ptax-line-tax", self.rate(step)?),
            "reduced" => ("ptax-line-reduction", self.percentage(step)?),
            "after_stimulus" => ("ptax-line-stimulus", self.percentage(step)?),
            "capped" => return self.limit(step, "ptax-line-cap"),
            "with_minimum" => return self.limit(step, "ptax-line-minimum"),
            "due" => ("ptax-line-due", Vec::new()),
            _ => return None,
        };
        let basis = self.basis(step);
        Some(Line { key, values, amount: Some(shown(step)), basis })
    }

    fn step(&self, id: &str) -> Option<&Step> {
        self.steps.iter().find(|step| step.id == id)
    }

    fn value(&self, operand: &Operand) -> Fraction {
        match operand {
            Operand::Input { value, .. } => *value,
            Operand::Step { step } => self.step(step).map_or(Fraction::ZERO, |s| s.result),
        }
    }

    /// The step an operand refers to.
    fn of<'b>(&'b self, operand: &Operand) -> Option<&'b Step> {
        match operand {
            Operand::Step { step } => self.step(step),
            Operand::Input { .. } => None,
        }
    }

    /// `612 m² × Rp1.722.000 per m² (kelas 060)`; without a class when none was found.
    fn per_m2(&self, step: &Step, recorded: &str) -> Option<Vec<(&'static str, String)>> {
        let Operation::Product { of: [value, area] } = &step.operation else { return None };
        let class = match self.of(value).map(|step| &step.operation) {
            Some(Operation::Class { class, .. }) => class.to_string(),
            _ => recorded.to_owned(),
        };
        Some(per_m2(self.value(area), self.value(value), class))
    }

    /// Buildings by their class value, or as they were valued.
    fn building(&self, step: &Step) -> Option<Vec<(&'static str, String)>> {
        let figures = &self.notice.figures;
        self.per_m2(step, "").or_else(|| {
            let area = figures.building_area.square_metres();
            let value = step.result.checked_div(area).ok()?;
            Some(per_m2(area, value, figures.building_class.clone()))
        })
    }

    /// The share of a joint property; nothing when there is none.
    fn share(&self, step: &Step) -> Option<Vec<(&'static str, String)>> {
        let Operation::Product { of: [whole, share] } = &step.operation else { return None };
        Some(vec![("whole", rupiah(self.value(whole))), ("share", self.value(share).to_string())])
    }

    fn difference(&self, step: &Step) -> Option<Vec<(&'static str, String)>> {
        let Operation::Excess { of, over } = &step.operation else { return None };
        Some(vec![("whole", rupiah(self.value(of))), ("less", rupiah(self.value(over)))])
    }

    /// `20 % × Rp209.360.000`.
    fn rate(&self, step: &Step) -> Option<Vec<(&'static str, String)>> {
        let Operation::Product { of: [whole, rate] } = &step.operation else { return None };
        let rate = self.value(rate);
        Some(vec![("whole", rupiah(self.value(whole))), ("rate", format::percent(rate, 3))])
    }

    fn percentage(&self, step: &Step) -> Option<Vec<(&'static str, String)>> {
        let Operation::Reduced { of, by } = &step.operation else { return None };
        let by = self.value(by);
        Some(vec![("whole", rupiah(self.value(of))), ("rate", format::percent(by, 3))])
    }

    /// A cap or a minimum: the amount only where it made a difference.
    fn limit(&self, step: &Step, key: &'static str) -> Option<Line> {
        let (of, limit) = match &step.operation {
            Operation::AtMost { of, limit } | Operation::AtLeast { of, limit, .. } => (of, limit),
            _ => return None,
        };
        if key == "ptax-line-minimum" && self.value(limit).is_zero() {
            return None;
        }
        let made_a_difference = self.value(of) != step.result;
        let values = vec![("limit", rupiah(self.value(limit)))];
        let amount = made_a_difference.then(|| shown(step));
        Some(Line { key, values, amount, basis: self.basis(step) })
    }

    /// The citation of a step, or that of the class, rate or deduction it works with.
    fn basis(&self, step: &Step) -> Option<String> {
        let own = step.citation.clone();
        own.or_else(|| {
            self.operands(step).iter().find_map(|operand| {
                self.of(operand)
                    .filter(|s| {
                        s.name().ends_with("_rate")
                            || s.name().ends_with("per_m2")
                            || s.id == "njoptkp"
                            || s.id == "cap"
                    })
                    .and_then(|s| s.citation.clone())
            })
        })
    }

    fn operands(&self, step: &Step) -> Vec<Operand> {
        match &step.operation {
            Operation::Product { of: [a, b] } => vec![a.clone(), b.clone()],
            Operation::Excess { of, over } => vec![of.clone(), over.clone()],
            Operation::Reduced { of, by } | Operation::Increased { of, by } => {
                vec![of.clone(), by.clone()]
            }
            Operation::AtMost { of, limit } | Operation::AtLeast { of, limit, .. } => {
                vec![of.clone(), limit.clone()]
            }
            _ => Vec::new(),
        }
    }
}

/// The result as a person writes it: as printed where it is, else to the nearest rupiah.
fn shown(step: &Step) -> Rupiah {
    let nearest = || Rupiah::round(step.result, base::Rounding::HalfUp, 1).unwrap_or_default();
    step.printed.as_ref().map_or_else(nearest, |printed| printed.rupiah)
}

fn per_m2(area: Fraction, value: Fraction, class: String) -> Vec<(&'static str, String)> {
    let class = if class.is_empty() { "NONE".to_owned() } else { class };
    vec![("area", format::decimal(area, 2)), ("value", rupiah(value)), ("class", class)]
}

fn rupiah(value: Fraction) -> String {
    format!("Rp{}", format::decimal(value, 2))
}
