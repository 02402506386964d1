//! The order of work: references first, then village by village, owner by owner.

use std::path::Path;

use base::{Date, Nop, Rupiah};

use super::dice::Dice;
use super::tax::{self, Desk};
use super::villages::{self, Village};
use super::writer::Writer;
use super::zones::{self, Zone};
use super::{GenerateError, Options, Summary, YEARS, references};
use crate::domain::rules::RuleBook;

/// Independent streams of chance.
const LAND_VALUES: u64 = 1;
const OBJECTS: u64 = 2;

pub struct Request {
    pub objects: u32,
    pub seed: u64,
    pub year: i16,
    pub options: Options,
}

pub fn write(
    folder: &Path,
    book: &RuleBook,
    request: &Request,
    progress: &mut dyn FnMut(u32),
) -> Result<Summary, GenerateError> {
    let years: Vec<i16> = (request.year + 1 - YEARS..=request.year).collect();
    let mut value_years = years.clone();
    value_years.push(request.year + 1);
    let regency = villages::load()?;
    let mut all = regency.villages.clone();
    all.push(Village::outside_reference());
    let mut dice = Dice::new(request.seed, LAND_VALUES);
    let zones: Vec<Vec<Zone>> =
        all.iter().map(|v| zones::of_village(v, &value_years, &mut dice)).collect();

    let mut files = references::regions(folder, &regency)?;
    files.extend(references::zones(folder, &all, &zones, &value_years)?);
    files.extend(references::lists(folder)?);

    let years = tax::years(book, &years)?;
    let desk = Desk { years: &years, zones: &zones };
    let dice = Dice::new(request.seed, OBJECTS);
    let mut writer = Writer::new(folder, desk, &all, dice, as_of(request), progress)?;
    writer.write(&quotas(&all, request))?;
    let (more, samples) = writer.finish()?;
    files.extend(more);
    Ok(Summary { files, samples })
}

fn as_of(request: &Request) -> Date {
    let end_of_october = Date::new(request.year, 10, 31).unwrap_or_default();
    request.options.as_of.unwrap_or(end_of_october)
}

/// How many objects each village gets: by weight, adding up exactly.
fn quotas(villages: &[Village], request: &Request) -> Vec<u32> {
    let lost = match request.options.lost_village && request.objects >= 200 {
        true => (request.objects / 2_500).max(1),
        false => 0,
    };
    let weights: Vec<u64> = villages.iter().map(|v| v.weight).collect();
    let shares = Rupiah(i64::from(request.objects - lost)).split(&weights).unwrap_or_default();
    let mut quotas: Vec<u32> = shares.iter().map(|s| u32::try_from(s.0).unwrap_or(0)).collect();
    if let Some(last) = quotas.last_mut() {
        *last = lost;
    }
    quotas
}

/// Free numbers in each village.
pub struct Numbers {
    next: Vec<u64>,
    per_block: Vec<u64>,
}

impl Numbers {
    pub fn new(quotas: &[u32]) -> Self {
        let per_block = quotas.iter().map(|&q| u64::from(q) / 800 + 120).collect();
        Self { next: vec![0; quotas.len()], per_block }
    }

    pub fn take(&mut self, village: usize, code: &str) -> Result<Nop, GenerateError> {
        let (number, per_block) = (self.next[village], self.per_block[village]);
        self.next[village] += 1;
        let (block, sequence) = (number / per_block + 1, number % per_block + 1);
        Nop::parse(&format!("{code}{block:03}{sequence:04}0"))
            .map_err(|_| GenerateError::Data("numbers of a village"))
    }
}
