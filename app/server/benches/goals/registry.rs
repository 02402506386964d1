//! The registry of the cell as the calculation sees it, and the same for PostgreSQL's COPY.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::Path;

use base::{Fraction, Result as Outcome};
use cell::Cell;
use db::Tx;
use pbb::{Brackets, ClassKind, ClassTable};
use property_tax::domain::area::Area;
use property_tax::domain::assessing::{Inputs, ZoneValues, inputs};
use property_tax::domain::object::{LandPart, TaxObject};
use property_tax::domain::rules::YearRules;
use property_tax::domain::subject::Subject;
use property_tax::store::{objects, subjects, zone_values};

use crate::Fault;
use crate::peer::Postgres;

/// One object with everything that decides its tax but who holds NJOPTKP.
pub struct Case {
    pub object: TaxObject,
    pub inputs: Inputs,
}

/// The objects that can be assessed, and their rows for the peer.
#[derive(Default)]
pub struct Registry {
    pub cases: Vec<Case>,
    object: String,
    land: String,
    building: String,
    joint: String,
}

/// What a village holds.
struct Village {
    objects: Vec<TaxObject>,
    zones: ZoneValues,
    subjects: HashMap<String, Subject>,
}

impl Registry {
    pub async fn read(cell: &Cell, tax_year: i64) -> Result<Self, Fault> {
        let mut registry = Self::default();
        let all = cell
            .db()
            .read(async |tx: &mut Tx| -> Outcome<_> { Ok(objects::list_villages(tx).await?) })
            .await?;
        for village in all {
            let village = cell
                .db()
                .read(async |tx: &mut Tx| -> Outcome<_> {
                    let zones = zone_values::list_of_village(tx, &village, tax_year).await?;
                    let subjects = subjects::list_of_village(tx, &village).await?;
                    Ok(Village {
                        objects: objects::list_of_village(tx, &village).await?,
                        zones: zones.into_iter().map(|z| (z.zone, (z.tax_year, z.value))).collect(),
                        subjects: subjects.into_iter().map(|s| (s.id.clone(), s)).collect(),
                    })
                })
                .await?;
            registry.take(village, tax_year)?;
        }
        Ok(registry)
    }

    /// Objects that the program itself refuses to assess are left out on both sides.
    fn take(&mut self, village: Village, tax_year: i64) -> Result<(), Fault> {
        let Village { objects, zones, subjects } = village;
        for object in objects.into_iter().filter(|object| !object.parts.is_joint) {
            let Ok((inputs, _)) = inputs(&object, &zones, tax_year) else { continue };
            self.write(&object, &inputs, &zones, subjects.get(&object.subject_id))?;
            self.cases.push(Case { object, inputs });
        }
        Ok(())
    }

    fn write(
        &mut self,
        object: &TaxObject,
        inputs: &Inputs,
        zones: &ZoneValues,
        subject: Option<&Subject>,
    ) -> Result<(), Fault> {
        let nop = object.nop.digits();
        let parts = &object.parts;
        let taxpayer = match object.subject_id.as_str() {
            "" => format!("nop/{nop}"),
            id => id.to_owned(),
        };
        let frozen = serde_json::to_string(inputs)?;
        let (name, home) = subject.map(|s| (s.name.clone(), s.address())).unwrap_or_default();
        let place = object.address.line();
        let texts = [nop, &taxpayer, &name, &home, &place, &frozen].map(escaped);
        writeln!(self.object, "{}\t{}", texts.join("\t"), inputs.not_taxed.is_none())?;
        for part in parts.land.iter().filter(|part| part.area > Area::ZERO) {
            writeln!(self.land, "{nop}\t{}\t{}", part.area.0, value(zones, part))?;
        }
        for part in &parts.buildings {
            writeln!(self.building, "{nop}\t{}\t{}", part.area.0, part.value.0)?;
        }
        let Some(share) = parts.joint.as_ref().filter(|s| s.total_area != Area::ZERO) else {
            return Ok(());
        };
        let land = || share.land.iter().filter(|part| part.area > Area::ZERO);
        let land_area: i64 = land().map(|part| part.area.0).sum();
        let worth: i128 =
            land().map(|part| i128::from(part.area.0) * i128::from(value(zones, part))).sum();
        let built: i64 = share.buildings.iter().map(|part| part.area.0).sum();
        let built_worth: i64 = share.buildings.iter().map(|part| part.value.0).sum();
        let (own, all) = (share.own_area.0, share.total_area.0);
        writeln!(self.joint, "{nop}\t{own}\t{all}\t{land_area}\t{worth}\t{built}\t{built_worth}")?;
        Ok(())
    }

    /// Loads the peer: the same objects, the class tables and the brackets of the year.
    pub fn load(
        &self,
        server: &Postgres,
        folder: &Path,
        table: &ClassTable,
        year: &YearRules,
    ) -> Result<(), Fault> {
        server.run(include_str!("schema.sql"))?;
        let (njkp, tariff) = (brackets(&year.rules.njkp)?, brackets(&year.rules.tariff)?);
        let rule = format!("{}\t{}\n", year.rules.njoptkp.rupiah().0, year.minimum().0);
        let classes = classes(table);
        let tables = [
            ("object", &self.object),
            ("land", &self.land),
            ("building", &self.building),
            ("joint", &self.joint),
            ("class", &classes),
            ("njkp", &njkp),
            ("tariff", &tariff),
            ("rule", &rule),
        ];
        for (name, rows) in tables {
            let file = folder.join(format!("peer-{name}.tsv"));
            std::fs::write(&file, rows)?;
            server.copy(name, "format text", &file)?;
            std::fs::remove_file(&file)?;
        }
        server.run("analyze").map(drop)
    }
}

/// Rupiah per m² of the zone; there is one, or the object would have been refused.
fn value(zones: &ZoneValues, part: &LandPart) -> i64 {
    zones.get(&part.zone).map_or(0, |(_, value)| value.0)
}

/// As COPY reads it.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace(['\t', '\n', '\r'], " ")
}

fn classes(table: &ClassTable) -> String {
    let mut rows = String::new();
    for (kind, name) in [(ClassKind::Land, "land"), (ClassKind::Building, "building")] {
        for class in table.classes(kind) {
            rows.push_str(&format!("{name}\t{}\t{}\n", class.up_to.0, class.njop.0));
        }
    }
    rows
}

/// Bound and rate in millionths.
fn brackets(brackets: &Brackets) -> Result<String, Fault> {
    let mut rows = String::new();
    for bracket in brackets.rows() {
        let millionths = bracket.percent.rate().checked_mul(Fraction::whole(1_000_000))?;
        if millionths.denominator() != 1 {
            return Err("a rate has more than four decimals of a percent".into());
        }
        writeln!(rows, "{}\t{}", bracket.above.rupiah().0, millionths.numerator())?;
    }
    Ok(rows)
}
