//! Zones of land value and their NIR per year.
//!
//! NJOP is set anew every third year, in fast-growing places every year (PP 35/2023 art. 55), so
//! that a simulation of the coming year shows who goes up.

use pbb::{Amount, UnitValue};

use base::Rupiah;

use super::dice::{Dice, MIDDLE};
use super::villages::{Density, Village};

/// A zone of a village.
pub struct Zone {
    pub code: String,
    /// Rupiah per m², hundreds, one for each year.
    values: Vec<u64>,
    first_year: i16,
}

impl Zone {
    /// Rupiah per m² in a year; the nearest known year outside the range.
    pub fn value(&self, year: i16) -> u64 {
        let at = usize::try_from(year - self.first_year).unwrap_or(0);
        self.values[at.min(self.values.len() - 1)]
    }

    pub fn unit_value(&self, year: i16) -> UnitValue {
        let rupiah = i64::try_from(self.value(year)).unwrap_or(i64::MAX);
        UnitValue::of(Amount::new(Rupiah(rupiah)).unwrap_or(Amount::ZERO))
    }
}

/// The zones of a village for the given years, the best first and the fields last.
pub fn of_village(village: &Village, years: &[i16], dice: &mut Dice) -> Vec<Zone> {
    let (count, median) = match village.density {
        Density::Urban => (7, 600_000),
        Density::Town => (5, 110_000),
        Density::Rural => (4, 27_000),
    };
    (0..count)
        .map(|rank| {
            // Fields and gardens: large, cheap, mostly without buildings.
            let farm = rank + 1 == count;
            // From twice the median on the main road to half of it at the edge.
            let place =
                if farm { median / 12 } else { median * (count * 2 - rank * 2) / (count + 2) };
            let letter = char::from(b'A' + u8::try_from(rank).unwrap_or(0));
            Zone {
                code: if farm { "PA".to_owned() } else { format!("A{letter}") },
                values: values(dice.around(place, &MIDDLE), village.density, years, dice),
                first_year: years[0],
            }
        })
        .collect()
}

fn values(start: u64, density: Density, years: &[i16], dice: &mut Dice) -> Vec<u64> {
    let mut value = start.max(1_000);
    let mut values = Vec::with_capacity(years.len());
    for (i, year) in years.iter().enumerate() {
        let growth = match density {
            Density::Urban => dice.between(20, 90),
            _ if year % 3 == 0 => dice.between(50, 220),
            _ => 0,
        };
        if i > 0 {
            value += value * growth / 1_000;
        }
        values.push(value.div_ceil(100) * 100);
    }
    values
}
