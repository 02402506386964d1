//! What an office owes: the figures of a dataset for a period, from the yearly list to the release, as
//! a pure state machine (Perpres 39/2019: planning, collection, examination, dissemination).
//!
//! ```text
//! planned ──agree──► agreed ──bring──► collecting ──hand in──► submitted ──take up──► examining
//!                                          ▲                       │                     │
//!                                        bring                     └──────return─────────┤ accept
//!                                          │                       ┌─────────────────────┤
//!                                       returned ◄───return────────┘     of priority:    │
//!                                                  examining ◄──reject── advising ◄──────┤
//!                                                                            │endorse    │
//!                             collecting ◄──revise── released ◄──release── ready ◄───────┘
//!  withdrawn ◄── from planned to returned, with a reason
//! ```
//!
//! Whoever handed a table in neither examines nor advises on it.

use base::{Date, Error, Id, Instant, Kind};

use super::period::Period;

/// Characters of a reason.
pub const LONGEST: usize = 2_000;

/// A row of the yearly list of data (daftar data).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Obligation {
    pub id: Id<Obligation>,
    pub dataset: String,
    pub period: Period,
    /// The code of the perangkat daerah that owes it.
    pub producer: String,
    /// The day by which it has to be handed in.
    pub due: Date,
    /// On the list of priority data: BPS looks at it too (art. 24).
    pub priority: bool,
    pub state: State,
    /// The table in force among those that were brought.
    pub submission: Option<i64>,
    /// Id of the account that handed it in last.
    pub handed_in_by: Option<String>,
    /// The version of the dataset by which it was released last.
    pub version: Option<i64>,
    /// When it is to be released, as the calendar of releases promises.
    pub planned_release: Option<Instant>,
    /// When it was.
    pub released_at: Option<Instant>,
    pub changed_at: Instant,
}

/// Where an obligation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum State {
    /// Proposed for the yearly list (direncanakan).
    Planned,
    /// On the list, agreed by the Forum Satu Data (disetujui forum).
    Agreed,
    /// The office works on its table (dikumpulkan).
    Collecting,
    /// Handed in (diajukan).
    Submitted,
    /// The walidata looks at it (diperiksa walidata).
    Examining,
    /// Back to the office with findings (dikembalikan).
    Returned,
    /// Priority data: BPS looks at it (diperiksa pembina).
    Advising,
    /// Accepted; waits for its release (siap rilis).
    Ready,
    /// Released, or decided when it will be (terbit).
    Released,
    /// Taken off the list.
    Withdrawn,
}

/// What is done with an obligation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Act {
    Plan,
    Agree,
    Bring,
    HandIn,
    TakeUp,
    Return,
    Accept,
    Endorse,
    Reject,
    Release,
    Revise,
    Withdraw,
}

impl State {
    pub const ALL: [Self; 10] = [
        Self::Planned,
        Self::Agreed,
        Self::Collecting,
        Self::Submitted,
        Self::Examining,
        Self::Returned,
        Self::Advising,
        Self::Ready,
        Self::Released,
        Self::Withdrawn,
    ];

    /// As it is kept, and the end of its translation key.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Agreed => "agreed",
            Self::Collecting => "collecting",
            Self::Submitted => "submitted",
            Self::Examining => "examining",
            Self::Returned => "returned",
            Self::Advising => "advising",
            Self::Ready => "ready",
            Self::Released => "released",
            Self::Withdrawn => "withdrawn",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.code() == code)
    }

    /// The office has to do the next thing.
    pub const fn waits_for_producer(self) -> bool {
        matches!(self, Self::Agreed | Self::Collecting | Self::Returned)
    }

    /// Where an act leads to; `None` when it cannot be done from here.
    pub const fn after(self, act: Act, priority: bool) -> Option<Self> {
        let next = match (act, self) {
            (Act::Agree, Self::Planned) => Self::Agreed,
            (Act::Bring, Self::Agreed | Self::Collecting | Self::Returned)
            | (Act::Revise, Self::Released) => Self::Collecting,
            (Act::HandIn, Self::Collecting) => Self::Submitted,
            (Act::TakeUp, Self::Submitted) | (Act::Reject, Self::Advising) => Self::Examining,
            (Act::Return, Self::Submitted | Self::Examining | Self::Ready) => Self::Returned,
            (Act::Accept, Self::Examining) if priority => Self::Advising,
            (Act::Accept, Self::Examining) | (Act::Endorse, Self::Advising) => Self::Ready,
            (Act::Release, Self::Ready) => Self::Released,
            (Act::Withdraw, Self::Planned | Self::Agreed | Self::Collecting | Self::Returned) => {
                Self::Withdrawn
            }
            _ => return None,
        };
        Some(next)
    }
}

impl Act {
    pub const ALL: [Self; 12] = [
        Self::Plan,
        Self::Agree,
        Self::Bring,
        Self::HandIn,
        Self::TakeUp,
        Self::Return,
        Self::Accept,
        Self::Endorse,
        Self::Reject,
        Self::Release,
        Self::Revise,
        Self::Withdraw,
    ];

    /// As it is kept, and the end of its translation key.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Plan => "plan",
            Self::Agree => "agree",
            Self::Bring => "bring",
            Self::HandIn => "hand-in",
            Self::TakeUp => "take-up",
            Self::Return => "return",
            Self::Accept => "accept",
            Self::Endorse => "endorse",
            Self::Reject => "reject",
            Self::Release => "release",
            Self::Revise => "revise",
            Self::Withdraw => "withdraw",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.code() == code)
    }

    /// It goes against what somebody did, or touches what was public: that needs a reason.
    pub const fn needs_reason(self) -> bool {
        matches!(self, Self::Return | Self::Reject | Self::Revise | Self::Withdraw)
    }

    /// Whoever handed the table in may not do it.
    const fn judges(self) -> bool {
        matches!(self, Self::TakeUp | Self::Accept | Self::Endorse | Self::Reject)
    }
}

impl Obligation {
    /// The state after an act of somebody.
    ///
    /// # Errors
    /// `statistics/not-now` when the act does not fit the state; `statistics/own-table` when somebody
    /// judges what they handed in; `statistics/reason` where a reason is missing or too long.
    pub fn after(&self, act: Act, who: &str, reason: &str) -> Result<State, Error> {
        let next = self.state.after(act, self.priority);
        let next = next.ok_or_else(|| {
            Error::new(Kind::Conflict, "statistics/not-now").with("state", self.state.code())
        })?;
        if act.judges() && self.handed_in_by.as_deref() == Some(who) {
            return Err(Error::new(Kind::Forbidden, "statistics/own-table"));
        }
        check_reason(act, reason)?;
        Ok(next)
    }

    /// Late on a day: the office has not handed it in.
    pub fn is_overdue(&self, today: Date) -> bool {
        self.state.waits_for_producer() && self.due < today
    }
}

/// Whether a reason is there where one is needed, and can be kept.
///
/// # Errors
/// `statistics/reason`.
pub fn check_reason(act: Act, reason: &str) -> Result<(), Error> {
    let missing = act.needs_reason() && reason.trim().is_empty();
    if missing || reason.chars().count() > LONGEST {
        let error = Error::new(Kind::Invalid, "statistics/reason").with("field", "alasan");
        return Err(error.with("most", LONGEST));
    }
    Ok(())
}

/// Something that was done with an obligation; kept for good.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    pub number: i64,
    pub act: Act,
    pub state: State,
    /// Id and name of the account.
    pub who: String,
    pub name: String,
    pub at: Instant,
    pub reason: String,
    /// The table it was about.
    pub submission: Option<i64>,
}
