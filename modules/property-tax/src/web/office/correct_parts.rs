//! Land and buildings on the form of a correction: each part may be changed or removed, and one of
//! each kind may be added at a time.

use base::{Error, Kind, Rupiah};
use web::{Choice, Form, Page};

use super::say;
use crate::domain::area::Area;
use crate::domain::object::{BuildingPart, LandPart, Parts};

/// Uses of buildings (JPB) of SISMIOP.
const USAGES: u8 = 16;
/// Kinds of land (JNS_BUMI).
const LAND_KINDS: u8 = 4;

/// Fields that begin a new part, when one of them is filled in.
pub(super) const NEW_LAND: &[&str] = &["zona-baru", "tanah-baru"];
pub(super) const NEW_BUILDING: &[&str] = &["jpb-baru", "bangunan-baru", "nilai-baru"];

/// What the form asks for; `None` stands for a part that goes.
pub(super) struct WantedParts {
    land: Vec<Option<(String, Area)>>,
    buildings: Vec<Option<(Area, Rupiah)>>,
    new_land: Option<LandPart>,
    new_building: Option<NewBuilding>,
}

/// A building that is added; its number is found when it is.
struct NewBuilding {
    usage: String,
    area: Area,
    value: Rupiah,
    year_built: String,
    floors: i64,
}

pub(super) fn usages(page: &Page) -> Vec<Choice> {
    let usage = |n: u8| {
        let said = page.t(&format!("ptax-jpb-{n}")).to_string();
        Choice::new(format!("{n:02}"), format!("{n:02}. {said}"))
    };
    (1..=USAGES).map(usage).collect()
}

pub(super) fn land_kinds(page: &Page) -> Vec<Choice> {
    let kind =
        |n: u8| Choice::new(n.to_string(), page.t(&format!("ptax-land-kind-{n}")).to_string());
    (1..=LAND_KINDS).map(kind).collect()
}

/// The form as the parts stand.
pub(super) fn filled(mut form: Form, parts: &Parts) -> Form {
    for (i, part) in parts.land.iter().enumerate() {
        form = form
            .filled(&format!("zona-{i}"), &part.zone)
            .filled(&format!("tanah-{i}"), say::area_field(part.area));
    }
    for (i, part) in parts.buildings.iter().enumerate() {
        form = form
            .filled(&format!("bangunan-{i}"), say::area_field(part.area))
            .filled(&format!("nilai-{i}"), part.value);
    }
    form
}

impl WantedParts {
    /// Reads the fields; `None` when one of them is wrong, which the form remembers.
    pub(super) fn read(form: &mut Form, parts: &Parts) -> Option<Self> {
        let land: Vec<_> = (0..parts.land.len()).map(|i| land(form, i)).collect();
        let buildings: Vec<_> = (0..parts.buildings.len()).map(|i| building(form, i)).collect();
        let (new_land, new_building) = (read_new_land(form), read_new_building(form));
        Some(Self {
            land: land.into_iter().collect::<Option<_>>()?,
            buildings: buildings.into_iter().collect::<Option<_>>()?,
            new_land: new_land?,
            new_building: new_building?,
        })
    }

    pub(super) fn apply(&self, parts: &mut Parts) {
        let number = parts.next_building();
        for (part, wanted) in parts.land.iter_mut().zip(&self.land) {
            if let Some((zone, area)) = wanted {
                part.zone.clone_from(zone);
                part.area = *area;
            }
        }
        for (part, wanted) in parts.buildings.iter_mut().zip(&self.buildings) {
            if let Some((area, value)) = wanted {
                part.area = *area;
                part.value = *value;
            }
        }
        keep(&mut parts.land, &self.land);
        keep(&mut parts.buildings, &self.buildings);
        parts.land.extend(self.new_land.clone());
        parts.buildings.extend(self.new_building.as_ref().map(|new| new.numbered(number)));
    }
}

impl NewBuilding {
    fn numbered(&self, number: i64) -> BuildingPart {
        BuildingPart {
            number,
            usage: self.usage.clone(),
            area: self.area,
            value: self.value,
            year_built: self.year_built.clone(),
            floors: self.floors,
        }
    }
}

fn keep<P, W>(parts: &mut Vec<P>, wanted: &[Option<W>]) {
    let mut stays = wanted.iter().map(Option::is_some);
    parts.retain(|_| stays.next().unwrap_or(true));
}

/// `Some(None)` for a part that goes: what else was typed for it does not matter.
fn land(form: &mut Form, i: usize) -> Option<Option<(String, Area)>> {
    if form.ticked(&format!("hapus-tanah-{i}")) {
        return Some(None);
    }
    let zone = form.value(&format!("zona-{i}")).to_uppercase();
    Some(Some((zone, form.parse(&format!("tanah-{i}"), say::parse_area)?)))
}

fn building(form: &mut Form, i: usize) -> Option<Option<(Area, Rupiah)>> {
    if form.ticked(&format!("hapus-bangunan-{i}")) {
        return Some(None);
    }
    let area = form.parse(&format!("bangunan-{i}"), say::parse_area);
    let value = form.parse(&format!("nilai-{i}"), Rupiah::parse);
    Some(Some((area?, value?)))
}

pub(super) fn is_begun(form: &Form, fields: &[&str]) -> bool {
    fields.iter().any(|field| !form.value(field).is_empty())
}

fn read_new_land(form: &mut Form) -> Option<Option<LandPart>> {
    if !is_begun(form, NEW_LAND) {
        return Some(None);
    }
    let zone = form.required("zona-baru");
    let area = form.parse("tanah-baru", say::parse_area);
    let kind = match form.value("jenis-baru") {
        "" => "1",
        kind => kind,
    };
    let (kind, zone) = (kind.to_owned(), zone?.to_uppercase());
    Some(Some(LandPart { zone, area: area?, kind, system_value: Rupiah::ZERO }))
}

fn read_new_building(form: &mut Form) -> Option<Option<NewBuilding>> {
    if !is_begun(form, NEW_BUILDING) {
        return Some(None);
    }
    let usage = form.required("jpb-baru");
    let area = form.parse("bangunan-baru", say::parse_area);
    let value = form.parse("nilai-baru", Rupiah::parse);
    let year = form.optional("dibangun-baru", say::parse_year_built);
    let floors = form.optional("lantai-baru", parse_floors);
    Some(Some(NewBuilding {
        usage: usage?,
        area: area?,
        value: value?,
        year_built: year?.map(|year| year.to_string()).unwrap_or_default(),
        floors: floors?.unwrap_or(1),
    }))
}

fn parse_floors(text: &str) -> Result<i64, Error> {
    let floors = text.parse().ok().filter(|n: &i64| (1..=200).contains(n));
    floors.ok_or_else(|| Error::new(Kind::Invalid, "property-tax/floors-malformed"))
}
