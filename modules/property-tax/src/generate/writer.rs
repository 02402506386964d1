//! Draws owners with their objects, and writes all that follows from them.

use std::path::Path;

use base::{Date, Nik, Nop, Rupiah};

use super::dice::Dice;
use super::extract::Numbers;
use super::flats;
use super::parcel::{self, Parcel, Setting};
use super::payments::{Habit, Payment, settle};
use super::people::{Kind, People, Person};
use super::tables::Tables;
use super::tax::{Desk, Holding, Record};
use super::villages::{Density, Village};
use super::{GenerateError, Sample, Story};

/// Samples kept of each story.
const SAMPLES: usize = 3;

pub struct Writer<'a> {
    desk: Desk<'a>,
    villages: &'a [Village],
    tables: Tables,
    dice: Dice,
    people: People,
    numbers: Numbers,
    as_of: Date,
    samples: Vec<Sample>,
    written: u32,
    progress: &'a mut dyn FnMut(u32),
}

/// Files with their rows, and the samples.
type Written = (Vec<(&'static str, u64)>, Vec<Sample>);

impl<'a> Writer<'a> {
    pub fn new(
        folder: &Path,
        desk: Desk<'a>,
        villages: &'a [Village],
        dice: Dice,
        as_of: Date,
        progress: &'a mut dyn FnMut(u32),
    ) -> Result<Self, GenerateError> {
        Ok(Self {
            desk,
            villages,
            tables: Tables::create(folder)?,
            dice,
            people: People::new(),
            numbers: Numbers::new(&[]),
            as_of,
            samples: Vec::new(),
            written: 0,
            progress,
        })
    }

    /// Writes so many objects in each village.
    pub fn write(&mut self, quotas: &[u32]) -> Result<(), GenerateError> {
        self.numbers = Numbers::new(quotas);
        for (village, &quota) in quotas.iter().enumerate() {
            let mut left = quota;
            if self.villages[village].density == Density::Urban {
                for _ in 0..(quota / 400).max(u32::from(quota >= 150)) {
                    left -= self.block_of_flats(village, left)?;
                }
            }
            while left > 0 {
                left -= self.owner(village, left)?;
            }
        }
        Ok(())
    }

    /// Brings everything to the disk.
    pub fn finish(mut self) -> Result<Written, GenerateError> {
        (self.progress)(self.written);
        self.samples.sort_by_key(|s| (s.story, s.nop));
        Ok((self.tables.finish()?, self.samples))
    }

    fn setting(&self, village: usize) -> Setting<'a> {
        let (years, zones) = (self.desk.years, self.desk.zones);
        Setting {
            density: self.villages[village].density,
            zones: &zones[village],
            first_year: years.first().map_or(0, |y| y.year),
            latest_year: years.last().map_or(0, |y| y.year),
        }
    }

    fn nop(&mut self, village: usize) -> Result<Nop, GenerateError> {
        self.numbers.take(village, &self.villages[village].code)
    }

    /// An owner with one or several objects, now and then under two ids. How many were written.
    fn owner(&mut self, village: usize, left: u32) -> Result<u32, GenerateError> {
        let kinds = [(Kind::Person, 935), (Kind::Body, 42), (Kind::Government, 23)];
        let kind = self.dice.weighted(&kinds);
        let several = [(1, 820), (2, 110), (3, 40), (4, 15), (6, 10), (11, 5)];
        let count = self.dice.weighted(&several).min(left);
        let mut holdings = Vec::with_capacity(count as usize);
        for nth in 0..count {
            let place = self.place(village, nth);
            let (nop, at) = (self.nop(place)?, self.setting(place));
            let parcel = parcel::draw(nop, place, kind, &at, &mut self.dice);
            holdings.push(Holding { parcel, joint: None });
        }
        let first = holdings[0].parcel.nop;
        let person = self.person(kind, village, first);
        let under_alias = count > 1 && self.dice.happens(90);
        let rest = if under_alias { holdings.split_off(1) } else { Vec::new() };
        self.subject(&person, &holdings)?;
        if under_alias {
            let alias = self.people.alias(&person, &mut self.dice);
            self.subject(&alias, &rest)?;
        }
        Ok(count)
    }

    fn person(&mut self, kind: Kind, village: usize, first: Nop) -> Person {
        self.people.make(kind, &self.villages[village], first.digits(), &mut self.dice)
    }

    /// Further objects of an owner mostly lie in the same village.
    fn place(&mut self, village: usize, nth: u32) -> usize {
        // The last one is the village outside the reference.
        let known = self.villages.len() - 1;
        let elsewhere = nth > 0 && village + 1 < known && self.dice.happens(200);
        if elsewhere { village + 1 } else { village }
    }

    /// A block of flats, each flat with an owner of its own. How many objects were written.
    fn block_of_flats(&mut self, village: usize, left: u32) -> Result<u32, GenerateError> {
        let count = u32::try_from(self.dice.between(8, 24)).unwrap_or(8);
        if left < count + 1 {
            return Ok(0);
        }
        let parent = self.nop(village)?;
        let nops: Result<Vec<Nop>, _> = (0..count).map(|_| self.nop(village)).collect();
        let at = self.setting(village);
        let block = flats::block(parent, &nops?, village, &at, &mut self.dice);
        self.tables.parent(&parent)?;
        let owner = self.person(Kind::Body, village, parent);
        self.tables.subject(&owner)?;
        let whole = [Holding { parcel: block.parent.clone(), joint: None }];
        for record in self.desk.records(&whole)? {
            self.object(&whole[0], &owner, &record)?;
        }
        for flat in block.holdings()? {
            let owner = self.person(Kind::Person, village, flat.parcel.nop);
            self.subject(&owner, &[flat])?;
        }
        Ok(count + 1)
    }

    /// A subject with its objects, their notices and payments.
    fn subject(&mut self, person: &Person, holdings: &[Holding]) -> Result<(), GenerateError> {
        self.tables.subject(person)?;
        let habit = Habit::draw(&mut self.dice);
        for (holding, record) in holdings.iter().zip(self.desk.records(holdings)?) {
            self.object(holding, person, &record)?;
            if holding.joint.is_some() {
                self.tables.member(holding, &record)?;
            }
            self.bills(holding, person, &record, habit)?;
        }
        Ok(())
    }

    fn object(
        &mut self,
        holding: &Holding,
        owner: &Person,
        record: &Record,
    ) -> Result<(), GenerateError> {
        let parcel = &holding.parcel;
        let at = self.setting(parcel.village);
        self.tables.object(parcel, owner, at.zones, at.latest_year, record)?;
        self.written += 1;
        if self.written.is_multiple_of(1_000) {
            (self.progress)(self.written);
        }
        Ok(())
    }

    fn bills(
        &mut self,
        holding: &Holding,
        owner: &Person,
        record: &Record,
        habit: Habit,
    ) -> Result<(), GenerateError> {
        let parcel = &holding.parcel;
        let years = self.desk.years;
        let mut payments: Vec<(i16, Payment)> = Vec::new();
        for notice in &record.notices {
            let Some(at) = years.iter().position(|y| y.year == notice.year) else { continue };
            let (year, age) = (&years[at], years.len() - 1 - at);
            let settled = settle(notice, year, age, habit, self.as_of, &mut self.dice)?;
            self.tables.notice(parcel, owner, notice, year, &settled)?;
            if let Some(payment) = settled.payment {
                self.tables.payment(&parcel.nop, notice.year, &payment)?;
                payments.push((notice.year, payment));
            }
        }
        // Once in a while a payment for a year whose notice is lost.
        if let Some((year, payment)) = payments.first().filter(|_| self.dice.happens(1)) {
            self.tables.payment(&parcel.nop, year - YEARS_BEFORE, payment)?;
        }
        self.sample(holding, owner, record, &payments);
        Ok(())
    }

    fn sample(
        &mut self,
        holding: &Holding,
        owner: &Person,
        record: &Record,
        payments: &[(i16, Payment)],
    ) {
        let latest = self.desk.years.last().map_or(0, |y| y.year);
        if record.notices.last().is_none_or(|n| n.year != latest) {
            return;
        }
        let nil = record.notices.iter().filter(|n| n.figures.due == Rupiah::ZERO).count();
        let story = match nil {
            0 => story(holding, payments, latest),
            all if all == record.notices.len() => Story::Nil,
            // Nothing to pay in some years tells no story.
            _ => return,
        };
        if self.samples.iter().filter(|s| s.story == story).count() >= SAMPLES {
            return;
        }
        let nik = Nik::parse(&owner.id).ok().map(|nik| nik.digits().to_owned());
        let payment =
            payments.last().and_then(|(_, p)| Some((p.on, p.principal.checked_add(p.penalty)?)));
        self.samples.push(Sample { nop: holding.parcel.nop, story, nik, payment });
    }
}

/// The lost notice is one from before the extract begins.
const YEARS_BEFORE: i16 = super::YEARS;

fn story(holding: &Holding, payments: &[(i16, Payment)], latest: i16) -> Story {
    let parcel: &Parcel = &holding.parcel;
    match payments.last() {
        _ if holding.joint.is_some() => Story::Flat,
        _ if parcel.houses.len() > 1 => Story::SeveralBuildings,
        Some((year, _)) if *year == latest => Story::Paid,
        Some(_) => Story::Unpaid,
        None => Story::Arrears,
    }
}
