//! What people may want to be reminded of, offered by the module that knows when it is due.

use base::Date;
use db::Tx;

use crate::Answer;

/// What is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// The tax of a year is to be paid.
    Tax { year: i64 },
    /// Tasks of an office are to be finished.
    Tasks,
    /// Tables of figures of an office are to be handed in.
    Tables,
    /// Letters wait for a person: to be done on the day that is asked about.
    Letters,
}

/// Something about a subject that is still to be done by a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Occasion {
    pub what: Due,
    pub due: Date,
    /// The page where it can be done, from the first slash on. It is never put into a message.
    pub path: String,
}

/// Knows what is still to be done about a subject.
pub trait Occasions: Send + Sync + 'static {
    /// What is still to be done about the subject on `day`; nothing for a subject of another module.
    fn still_open<'a>(
        &'a self,
        tx: &'a mut Tx,
        subject: &'a str,
        day: Date,
    ) -> Answer<'a, Vec<Occasion>>;
}
