//! Reminders: whoever asked for them is told three days before a deadline of their office and on its
//! day. A message names neither task nor office.

use base::Date;
use contracts::{Answer, Due, Occasion, Occasions};
use db::Tx;
use identity::Actor;
use notify::{Offer, Subject, Topic};

use crate::store::tasks;
use crate::usecase::Office;

/// Begins the subject of an office's tasks.
const KIND: &str = "tasks";
/// The page of what is due.
const PATH: &str = "/naskah/tugas?daftar=kantor";
/// Deadlines are looked for so far ahead.
const AHEAD_DAYS: i64 = 7;

/// Deadlines of the tasks of offices that are not reported done.
#[derive(Debug, Clone, Copy)]
pub struct DueTasks;

impl Occasions for DueTasks {
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
            let days = tasks::due_days(tx, agency, (day, last)).await?;
            let occasion = |due| Occasion { what: Due::Tasks, due, path: PATH.to_owned() };
            Ok(days.into_iter().map(occasion).collect())
        })
    }
}

/// The address where somebody asks to be reminded of their office's tasks; `None` where the cell
/// sends no messages, and for whoever belongs to no office.
pub fn reminder_link(office: &Office, actor: &Actor) -> Option<String> {
    let cell = office.post()?.cell();
    let subject = Subject::new(KIND, actor.agency()?)?;
    let back = "/naskah/tugas".to_owned();
    Some(Offer { subject, topics: vec![Topic::Due], back }.link(cell))
}
