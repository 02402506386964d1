//! Reminders: whoever asked for them is told before their office has to bring a table, and on the day.
//! A message names neither dataset nor office.

use base::Date;
use contracts::{Answer, Due, Occasion, Occasions};
use db::Tx;
use identity::Actor;
use notify::{Offer, Subject, Topic};

use crate::store::obligations;
use crate::usecase::Bureau;

/// Begins the subject of an office's tables.
const KIND: &str = "tables";
/// The page of what is owed.
const PATH: &str = "/kerja/statistik";
/// Days are looked for so far ahead.
const AHEAD_DAYS: i64 = 8;

/// Days on which offices have to bring tables.
#[derive(Debug, Clone, Copy)]
pub struct DueTables;

impl Occasions for DueTables {
    fn still_open<'a>(
        &'a self,
        tx: &'a mut Tx,
        subject: &'a str,
        day: Date,
    ) -> Answer<'a, Vec<Occasion>> {
        Box::pin(async move {
            let agency = subject.split_once(':').filter(|(kind, _)| *kind == KIND);
            let Some((_, agency)) = agency else { return Ok(Vec::new()) };
            let last = day.saturating_add(jiff::Span::new().days(AHEAD_DAYS));
            let days = obligations::due_days(tx, agency, (day, last)).await?;
            let occasion = |due| Occasion { what: Due::Tables, due, path: PATH.to_owned() };
            Ok(days.into_iter().map(occasion).collect())
        })
    }
}

/// The address where somebody asks to be reminded of what their office owes; `None` where the cell
/// sends no messages, and for whoever belongs to no office.
pub fn reminder_link(bureau: &Bureau, actor: &Actor) -> Option<String> {
    let cell = bureau.post()?.cell();
    let subject = Subject::new(KIND, actor.agency()?)?;
    Some(Offer { subject, topics: vec![Topic::Due], back: PATH.to_owned() }.link(cell))
}
