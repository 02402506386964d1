//! What each object owed in the years behind us, by the example rules of those years.

use base::{Date, Rupiah};
use pbb::{
    Amount, Assessor, Building, ClassTable, Figures, Holders, Joint, LandPart, Object, Outcome,
    PenaltyRule,
};

use super::GenerateError;
use super::parcel::Parcel;
use super::zones::Zone;
use crate::domain::rules::{RuleBook, YearRules};

/// An object, with its share of joint property if it has one.
pub struct Holding {
    pub parcel: Parcel,
    pub joint: Option<JointShare>,
}

/// A share of the land and buildings of a parent object.
pub struct JointShare {
    pub parent: Parcel,
    pub share: pbb::Share,
}

/// A year with its rules and class table.
pub struct TaxYear {
    pub year: i16,
    pub rules: YearRules,
    table: &'static ClassTable,
    penalty: PenaltyRule,
}

/// A notice that was issued.
pub struct Notice {
    pub year: i16,
    pub figures: Figures,
}

/// What an object owed: a notice for each year it was taxed, and its figures today.
pub struct Record {
    pub notices: Vec<Notice>,
    pub today: Figures,
}

/// The rules of the given years, from the embedded example book.
pub fn years(book: &RuleBook, years: &[i16]) -> Result<Vec<TaxYear>, GenerateError> {
    years
        .iter()
        .map(|&year| {
            let rules = book.year(i64::from(year))?;
            let penalty = PenaltyRule {
                mode: rules.penalty.mode,
                percent: rules.penalty.percent,
                max_months: rules.penalty.max_months,
                rounding: rules.rules.rounding,
            };
            Ok(TaxYear { year, table: ClassTable::built_in(&rules.classes)?, rules, penalty })
        })
        .collect()
}

impl TaxYear {
    /// What a payment on that day had to add to the principal.
    pub fn penalty(&self, principal: Rupiah, paid: Date) -> Result<Rupiah, GenerateError> {
        let principal = Amount::new(principal).unwrap_or(Amount::ZERO);
        let due = self.rules.due_date;
        pbb::penalty(principal, due, paid, &self.penalty)
            .map(|penalty| penalty.penalty)
            .map_err(|_| GenerateError::Data("rules-demo.toml"))
    }
}

/// Computes all years of all objects of one subject.
pub struct Desk<'a> {
    pub years: &'a [TaxYear],
    /// Zones by village.
    pub zones: &'a [Vec<Zone>],
}

impl Desk<'_> {
    pub fn records(&self, holdings: &[Holding]) -> Result<Vec<Record>, GenerateError> {
        let mut notices: Vec<Vec<Notice>> = holdings.iter().map(|_| Vec::new()).collect();
        for year in self.years {
            let holder = self.holder(holdings, year)?;
            for (at, holding) in holdings.iter().enumerate() {
                if !holding.parcel.is_taxed(year.year) {
                    continue;
                }
                let last = notices[at].last().map(|n: &Notice| n.figures.due);
                let figures = self.figures(holding, year, holder == Some(at), last)?;
                notices[at].push(Notice { year: year.year, figures });
            }
        }
        let records = holdings.iter().zip(notices).map(|(holding, notices)| {
            let today = match (notices.last(), self.years.last()) {
                (Some(last), Some(latest)) if last.year == latest.year => last.figures.clone(),
                (_, Some(latest)) => self.figures(holding, latest, false, None)?,
                (_, None) => Figures::default(),
            };
            Ok(Record { notices, today })
        });
        records.collect()
    }

    /// The object that gets NJOPTKP that year: the most valuable of those that are taxed.
    fn holder(&self, holdings: &[Holding], year: &TaxYear) -> Result<Option<usize>, GenerateError> {
        let only_buildings = year.rules.rules.njoptkp_only_with_building;
        let may = |h: &Holding| {
            h.parcel.is_taxed(year.year)
                && (!only_buildings || h.joint.is_some() || !h.parcel.houses.is_empty())
        };
        if let [only] = holdings {
            return Ok(may(only).then_some(0));
        }
        let mut holders = Holders::default();
        for holding in holdings.iter().filter(|h| may(h)) {
            let assessor = Assessor::new(year.table, &year.rules.rules);
            let value = self.with_object(holding, year, |object| assessor.value(object))?;
            holders.offer((), holding.parcel.nop, value);
        }
        let nop = holders.holder(&());
        Ok(nop.and_then(|nop| holdings.iter().position(|h| h.parcel.nop == nop)))
    }

    fn figures(
        &self,
        holding: &Holding,
        year: &TaxYear,
        holds_njoptkp: bool,
        last: Option<Rupiah>,
    ) -> Result<Figures, GenerateError> {
        let assessor = Assessor::new(year.table, &year.rules.rules);
        let last_year_due = last.and_then(|due| Amount::new(due).ok());
        let outcome = self.with_object(holding, year, |object| {
            assessor.assess(&Object { holds_njoptkp, last_year_due, ..*object })
        })?;
        match outcome {
            Outcome::Assessed(figures) => Ok(figures),
            Outcome::NotTaxed(_) => Ok(Figures::default()),
        }
    }

    fn with_object<T>(
        &self,
        holding: &Holding,
        year: &TaxYear,
        run: impl FnOnce(&Object<'_>) -> Result<T, pbb::AssessError>,
    ) -> Result<T, GenerateError> {
        let land = self.land(&holding.parcel, year.year);
        let buildings = self.buildings(&holding.parcel, year.year);
        let joint = holding.joint.as_ref().map(|joint| self.joint(joint, year.year));
        let (land, buildings, joint) = (&land, &buildings, joint.as_ref());
        Ok(run(&Object { land, buildings, joint, ..Object::default() })?)
    }

    fn land(&self, parcel: &Parcel, year: i16) -> Vec<LandPart> {
        let part = |l: &super::parcel::Land| LandPart {
            area_m2: l.area.pbb(),
            value_per_m2: self.zones[parcel.village][l.zone].unit_value(year),
            classify: true,
        };
        parcel.land.iter().map(part).collect()
    }

    fn buildings(&self, parcel: &Parcel, year: i16) -> Vec<Building> {
        let latest = self.years.last().map_or(year, |y| y.year);
        let building = |h: &super::parcel::House| Building {
            area_m2: h.area.pbb(),
            value: h.value_in(year, latest),
        };
        parcel.houses.iter().map(building).collect()
    }

    fn joint(&self, joint: &JointShare, year: i16) -> Joint {
        let land = self.land(&joint.parent, year).first().copied();
        let building = self.buildings(&joint.parent, year).first().copied();
        let building = building.map(|Building { area_m2, value }| pbb::JointBuilding {
            area_m2,
            value,
            classify: true,
        });
        Joint { share: joint.share, land, building }
    }
}
