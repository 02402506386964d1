//! What the paperless office saved, per office and month.

use std::collections::BTreeMap;

use audit::Entry;
use base::{Date, Error, Kind, Result};
use db::Tx;
use identity::{Actor, ListScope, Resource, require};
use serde_json::json;

use super::Office;
use crate::audit_kinds::SHEET_PRICE_SET;
use crate::domain::content::refused;
use crate::domain::savings::{Price, Saved, spans};
use crate::permissions::{MANAGE, READ};
use crate::store::savings;

/// The dearest sheet that is believed, in rupiah; a slip of the keyboard is not.
const DEAREST: i64 = 100_000;
/// Letters of a source.
const LONGEST_SOURCE: usize = 300;

/// What an office saved in a year, month by month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficeYear {
    pub agency: String,
    pub name: String,
    /// January first.
    pub months: [Saved; 12],
    pub sum: Saved,
}

/// A year of savings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Year {
    pub year: i16,
    pub offices: Vec<OfficeYear>,
    /// Of all these offices.
    pub months: [Saved; 12],
    pub sum: Saved,
    pub prices: Vec<Price>,
}

/// What was saved in a year: of all offices for whoever sees all, else of the own one.
///
/// # Errors
/// `identity/forbidden`; `documents/savings-year` for a year that cannot be.
pub async fn year(office: &Office, actor: &Actor, year: i16) -> Result<Year> {
    let scope = actor.list_scope(READ);
    if scope == ListScope::Nothing {
        return Err(Error::new(Kind::Forbidden, "identity/forbidden").with("permission", READ.0));
    }
    let months = months(year).ok_or_else(|| refused("documents/savings-year", "tahun"))?;
    let of = (scope.everything(), scope.agency());
    let zone = office.cell().zone();
    let read = office.cell().db().read(async |tx: &mut Tx| -> Result<Year> {
        let prices = savings::prices(tx).await?;
        let mut gathered = Gathered::default();
        for (month, (from, until)) in months.iter().enumerate() {
            for span in spans(*from, *until, &prices) {
                let between = (zone.start_of(span.from), zone.start_of(span.until));
                for sent in savings::sent(tx, between, of).await? {
                    let saved = Saved::of((sent.letters, sent.copies, sent.sheets), span.price);
                    gathered.add((sent.agency, sent.name), month, saved.ok_or_else(too_many)?)?;
                }
            }
        }
        gathered.finish(year, prices)
    });
    read.await
}

/// The first day of each month, and of the month after it.
fn months(year: i16) -> Option<[(Date, Date); 12]> {
    if !(2_000..=9_000).contains(&year) {
        return None;
    }
    let first = |year: i16, month: i8| Date::new(year, month, 1).ok();
    let mut months = Vec::with_capacity(12);
    for month in 1..=12 {
        let next = if month == 12 { first(year + 1, 1)? } else { first(year, month + 1)? };
        months.push((first(year, month)?, next));
    }
    months.try_into().ok()
}

/// Offices while they are added up, by name.
#[derive(Default)]
struct Gathered(BTreeMap<(String, String), [Saved; 12]>);

impl Gathered {
    fn add(&mut self, (agency, name): (String, String), month: usize, saved: Saved) -> Result<()> {
        let months = self.0.entry((name, agency)).or_default();
        if let Some(sum) = months.get_mut(month) {
            *sum = sum.plus(saved).ok_or_else(too_many)?;
        }
        Ok(())
    }

    fn finish(self, year: i16, prices: Vec<Price>) -> Result<Year> {
        let (mut offices, mut months) = (Vec::new(), [Saved::default(); 12]);
        for ((name, agency), own) in self.0 {
            for (sum, one) in months.iter_mut().zip(own) {
                *sum = sum.plus(one).ok_or_else(too_many)?;
            }
            offices.push(OfficeYear { agency, name, months: own, sum: total(&own)? });
        }
        offices.sort_by_key(|one| std::cmp::Reverse(one.sum.sheets));
        Ok(Year { year, offices, sum: total(&months)?, months, prices })
    }
}

fn total(months: &[Saved; 12]) -> Result<Saved> {
    let plus = |sum: Saved, one: &Saved| sum.plus(*one);
    months.iter().try_fold(Saved::default(), plus).ok_or_else(too_many)
}

/// Sets what a sheet costs from a day on; each price begins after the one before.
///
/// # Errors
/// `identity/forbidden`; `documents/sheet-price`, `documents/price-source`, `documents/price-day`.
pub async fn set_price(office: &Office, actor: &Actor, price: &Price) -> Result<()> {
    require(office.cell(), actor, MANAGE, Resource::Cell).await?;
    let source = price.source.trim();
    if !(1..=DEAREST).contains(&price.rupiah.0) {
        return Err(refused("documents/sheet-price", "harga").with("most", DEAREST));
    }
    if source.is_empty() || source.chars().count() > LONGEST_SOURCE || source.contains('\0') {
        return Err(refused("documents/price-source", "sumber"));
    }
    let price = Price { source: source.to_owned(), ..price.clone() };
    let cell = office.cell();
    let write = async |tx: &mut Tx| -> Result<()> {
        let before = savings::prices(tx).await?;
        if before.last().is_some_and(|last| price.from <= last.from) {
            return Err(refused("documents/price-day", "berlaku"));
        }
        savings::add_price(tx, &price, (cell.now(), actor.id(), actor.name())).await?;
        let who = actor.who();
        let facts = json!({ "from": price.from.to_string(), "rupiah": price.rupiah.0, "source": price.source });
        let entry = Entry::new(SHEET_PRICE_SET, &who, "sheet-price").after(facts);
        audit::record(tx, cell, entry).await?;
        Ok(())
    };
    cell.db().write(write).await
}

fn too_many() -> Error {
    Error::new(Kind::Internal, "documents/savings-sum")
}
