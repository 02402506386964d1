//! Objects: what land there is, what stands on it, since when.

use std::fmt;

use base::{Date, Fraction, Nop, Rupiah};
use pbb::Amount;

use super::dice::{Dice, MIDDLE, NARROW, WIDE};
use super::people::{self, Kind, STREETS};
use super::villages::Density;
use super::zones::Zone;

/// Hundredths of a square metre.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Area(pub u64);

/// A piece of land in one zone.
#[derive(Debug, Clone, Copy)]
pub struct Land {
    pub zone: usize,
    pub area: Area,
}

/// A building.
#[derive(Debug, Clone, Copy)]
pub struct House {
    pub jpb: u8,
    pub area: Area,
    /// Rupiah in the latest year, a multiple of 1,000.
    pub value: u64,
    pub built: i16,
    pub floors: u64,
    pub materials: [u8; 6],
}

/// A tax object.
#[derive(Debug, Clone)]
pub struct Parcel {
    pub nop: Nop,
    /// Index of its village.
    pub village: usize,
    pub land: Vec<Land>,
    pub houses: Vec<House>,
    /// JNS_BUMI.
    pub land_kind: u8,
    /// The first year for which it had a notice.
    pub since: i16,
    /// Deleted during this year.
    pub deleted: Option<i16>,
    pub recorded: Date,
    pub street: &'static str,
    pub house: String,
    pub rw: u64,
    pub rt: u64,
    /// Its system values were stored in thousands of rupiah.
    pub in_thousands: bool,
}

/// What the draw of an object depends on.
pub struct Setting<'a> {
    pub density: Density,
    pub zones: &'a [Zone],
    pub first_year: i16,
    pub latest_year: i16,
}

impl Area {
    pub fn exact(self) -> Fraction {
        // The denominator is not zero.
        Fraction::new(i128::from(self.0), 100).unwrap_or(Fraction::ZERO)
    }

    pub fn pbb(self) -> pbb::Area {
        pbb::Area::try_from(self.exact()).unwrap_or(pbb::Area::ZERO)
    }
}

impl fmt::Display for Area {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, rest) = (self.0 / 100, self.0 % 100);
        match rest {
            0 => write!(f, "{whole}"),
            rest if rest.is_multiple_of(10) => write!(f, "{whole}.{}", rest / 10),
            rest => write!(f, "{whole}.{rest:02}"),
        }
    }
}

impl House {
    /// The value in an earlier year: building costs rose by two percent of today's a year.
    pub fn value_in(&self, year: i16, latest: i16) -> Amount {
        let years = u64::try_from(latest - year).unwrap_or(0);
        amount(self.value * (100 - 2 * years.min(40)) / 100 / 1_000 * 1_000)
    }
}

impl Parcel {
    pub fn land_area(&self) -> Area {
        Area(self.land.iter().map(|l| l.area.0).sum())
    }

    pub fn building_area(&self) -> Area {
        Area(self.houses.iter().map(|h| h.area.0).sum())
    }

    /// Whether it was taxed in a year. The state of 1 January counts.
    pub fn is_taxed(&self, year: i16) -> bool {
        self.land_kind != 4 && year >= self.since && self.deleted.is_none_or(|d| year <= d)
    }

    /// JNS_TRANSAKSI_OP.
    pub fn transaction(&self) -> u8 {
        match (self.deleted, self.in_thousands) {
            (Some(_), _) => 3,
            (None, true) => 2,
            (None, false) => 1,
        }
    }
}

pub fn amount(rupiah: u64) -> Amount {
    let rupiah = i64::try_from(rupiah).unwrap_or(i64::MAX);
    Amount::new(Rupiah(rupiah)).unwrap_or(Amount::ZERO)
}

/// Draws an object of an owner.
pub fn draw(nop: Nop, village: usize, owner: Kind, at: &Setting<'_>, dice: &mut Dice) -> Parcel {
    let farm = at.density != Density::Urban && owner == Kind::Person && dice.happens(260);
    let land = land(farm, owner, at, dice);
    let houses = houses(farm, owner, at, dice);
    let land_kind = match (owner, houses.is_empty()) {
        (Kind::Government, _) => 4,
        (_, false) => 1,
        (_, true) if !farm && dice.happens(250) => 2,
        _ => 3,
    };
    let since = since(at, dice);
    Parcel {
        nop,
        village,
        land,
        houses,
        land_kind,
        since,
        deleted: dice.happens(10).then(|| year_between(since, at.latest_year, dice)),
        recorded: recorded(since, at, dice),
        street: STREETS[dice.index(STREETS.len())],
        house: people::house(dice),
        rw: dice.between(1, 12),
        rt: dice.between(1, 40),
        in_thousands: dice.happens(3),
    }
}

fn land(farm: bool, owner: Kind, at: &Setting<'_>, dice: &mut Dice) -> Vec<Land> {
    let last = at.zones.len() - 1;
    let median = match (farm, at.density, owner) {
        (true, _, _) => 9_500,
        (_, _, Kind::Body) => 2_400,
        (_, Density::Urban, _) => 190,
        (_, Density::Town, _) => 320,
        (_, Density::Rural, _) => 520,
    };
    // A few in a thousand were recorded without their area.
    let area = if dice.happens(3) { 0 } else { dice.around(median, &WIDE).max(21) };
    let fraction = if dice.happens(15) { dice.between(1, 9) * 10 } else { 0 };
    let area = Area(if area == 0 { 0 } else { area * 100 + fraction });
    let zone = if farm { last } else { dice.index(last) };
    let mut parts = vec![Land { zone, area }];
    if area.0 > 60_000 && dice.happens(80) {
        let road = Area(area.0 / 1_000 * 100);
        parts[0].area = Area(area.0 - road.0);
        parts.push(Land { zone: dice.index(last), area: road });
    }
    parts
}

fn houses(farm: bool, owner: Kind, at: &Setting<'_>, dice: &mut Dice) -> Vec<House> {
    let chance = match (farm, owner, at.density) {
        (true, ..) => 60,
        (_, Kind::Government, _) => 400,
        (_, Kind::Body, _) => 700,
        (_, _, Density::Urban) => 690,
        (_, _, Density::Town) => 680,
        (_, _, Density::Rural) => 640,
    };
    if !dice.happens(chance) {
        return Vec::new();
    }
    let count = dice.weighted(&[(1, 880), (2, 95), (3, 18), (4, 7)]);
    (0..count).map(|number| house(number, owner, at, dice)).collect()
}

fn house(number: u32, owner: Kind, at: &Setting<'_>, dice: &mut Dice) -> House {
    let jpb = building_use(owner, at.density, dice);
    let (area, cost) = match jpb {
        1 | 10 => (if number == 0 { 62 } else { 28 }, 1_150_000),
        3 | 8 => (380, 900_000),
        _ => (140, 1_900_000),
    };
    let cost = if at.density == Density::Rural { cost * 7 / 10 } else { cost };
    let area = dice.around(area, &MIDDLE).max(9) * 100;
    let value = dice.around(cost, &NARROW) * area / 100;
    let fraction = if dice.happens(25) { 50 } else { 0 };
    House {
        jpb,
        // Facilities such as a pool, recorded as a building without area.
        area: if dice.happens(2) { Area(0) } else { Area(area + fraction) },
        value: value.div_ceil(1_000) * 1_000,
        built: year_between(1986, at.first_year - 1, dice),
        floors: if jpb == 1 { dice.weighted(&[(1, 93), (2, 7)]) } else { dice.between(1, 3) },
        materials: materials(at.density, dice),
    }
}

fn building_use(owner: Kind, density: Density, dice: &mut Dice) -> u8 {
    match (owner, density) {
        (Kind::Government, _) => dice.weighted(&[(9, 60), (16, 25), (11, 15)]),
        (Kind::Body, _) => {
            dice.weighted(&[(2, 30), (3, 12), (4, 20), (8, 22), (7, 6), (5, 4), (14, 4), (15, 2)])
        }
        (_, Density::Urban) => {
            dice.weighted(&[(1, 885), (4, 80), (2, 12), (8, 12), (7, 5), (12, 1), (6, 5)])
        }
        _ => dice.weighted(&[(1, 945), (4, 35), (8, 16), (10, 4)]),
    }
}

/// Condition, construction, roof, walls, floor, ceiling; wood and zinc are common outside town.
fn materials(density: Density, dice: &mut Dice) -> [u8; 6] {
    let wooden = dice.happens(if density == Density::Urban { 150 } else { 480 });
    [
        dice.weighted(&[(1, 5), (2, 55), (3, 33), (4, 7)]),
        if wooden { 4 } else { dice.weighted(&[(3, 90), (2, 10)]) },
        dice.weighted(&[(5, 60), (3, 18), (2, 12), (4, 8), (1, 2)]),
        if wooden { 4 } else { 3 },
        dice.weighted(&[(2, 50), (5, 25), (4, 23), (1, 1), (3, 1)]),
        dice.weighted(&[(2, 75), (3, 24), (1, 1)]),
    ]
}

/// Most objects are older than the notices of the extract.
fn since(at: &Setting<'_>, dice: &mut Dice) -> i16 {
    if dice.happens(60) {
        year_between(at.first_year + 1, at.latest_year, dice)
    } else {
        at.first_year
    }
}

fn recorded(since: i16, at: &Setting<'_>, dice: &mut Dice) -> Date {
    let year = if since > at.first_year { since - 1 } else { year_between(2012, since - 1, dice) };
    let (month, day) = (dice.between(1, 12), dice.between(1, 28));
    // Days up to 28 exist in every month.
    Date::new(year, month as i8, day as i8).unwrap_or_default()
}

fn year_between(low: i16, high: i16, dice: &mut Dice) -> i16 {
    let span = u64::try_from(high - low).unwrap_or(0);
    low + i16::try_from(dice.below(span + 1)).unwrap_or(0)
}
