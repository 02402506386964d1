//! Blocks of flats: a parent object whose land and common rooms the flats bear together.

use base::Nop;

use super::GenerateError;
use super::dice::{Dice, MIDDLE, NARROW};
use super::parcel::{Area, House, Land, Parcel, Setting, draw};
use super::people::Kind;
use super::tax::{Holding, JointShare};

/// Building use 13, flats.
const FLAT: u8 = 13;

/// A parent and its flats, whose NOPs follow that of the parent.
pub struct Block {
    pub parent: Parcel,
    pub flats: Vec<Parcel>,
}

/// Draws a block with one flat for each NOP.
pub fn block(
    parent: Nop,
    flats: &[Nop],
    village: usize,
    at: &Setting<'_>,
    dice: &mut Dice,
) -> Block {
    let plain = |nop, dice: &mut Dice| {
        let drawn = draw(nop, village, Kind::Body, at, dice);
        Parcel { land_kind: 1, since: at.first_year, deleted: None, in_thousands: false, ..drawn }
    };
    let common = Area(dice.between(120, 700) * 100);
    let ground = Land { zone: 0, area: Area(dice.around(1_900, &MIDDLE).max(400) * 100) };
    let of_parent = plain(parent, dice);
    let parent =
        Parcel { land: vec![ground], houses: vec![flat_house(common, at, dice)], ..of_parent };
    let flats = flats.iter().map(|&nop| {
        let area = Area(*dice.pick(&[2_400, 3_600, 3_600, 4_500, 5_400]));
        let houses = vec![flat_house(area, at, dice)];
        let flat = plain(nop, dice);
        Parcel {
            land: Vec::new(),
            houses,
            street: parent.street,
            rt: parent.rt,
            rw: parent.rw,
            ..flat
        }
    });
    let flats = flats.collect();
    Block { parent, flats }
}

fn flat_house(area: Area, at: &Setting<'_>, dice: &mut Dice) -> House {
    let value = dice.around(4_200_000, &NARROW) * area.0 / 100;
    House {
        jpb: FLAT,
        area,
        value: value.div_ceil(1_000) * 1_000,
        built: at.first_year - 6,
        floors: 5,
        materials: [2, 2, 1, 3, 2, 2],
    }
}

impl Block {
    /// The flats with their shares: area of the flat by area of all flats.
    pub fn holdings(&self) -> Result<Vec<Holding>, GenerateError> {
        let all = Area(self.flats.iter().map(|f| f.building_area().0).sum());
        let holding = |flat: &Parcel| {
            let share = pbb::Share::of_areas(flat.building_area().pbb(), all.pbb());
            let share = share.map_err(|_| GenerateError::Data("flats"))?;
            let joint = Some(JointShare { parent: self.parent.clone(), share });
            Ok(Holding { parcel: flat.clone(), joint })
        };
        self.flats.iter().map(holding).collect()
    }
}
