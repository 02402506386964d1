//! Tasks (tugas, tindak lanjut arahan): what a meeting decided or a leader instructed, as a pure
//! state machine.
//!
//! ```text
//! open ──begin──► in-progress ──report──► reported ──accept──► accepted
//!  │                  ▲  ▲                   │
//!  └──────report──────┼──┼─────────► ────────┤
//!                     │  └─────send back─────┘
//!  withdrawn ◄── from any of these that is not over, by whoever gave it, with a reason
//! ```
//!
//! Only `accepted` and `withdrawn` take a task off the list. Whoever reported it done does not accept
//! it. A deadline moves with a reason; the first one stays beside it.

use base::{Date, Error, Id, Instant, Kind};
use identity::Position;

/// Characters of what is to be done, and of what is said about it.
pub const LONGEST: usize = 2_000;

macro_rules! words {
    ($(#[$about:meta])* $kind:ident { $($(#[$note:meta])* $one:ident = $word:literal),+ $(,)? }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $kind { $($(#[$note])* $one),+ }

        impl $kind {
            pub const ALL: &[Self] = &[$(Self::$one),+];

            /// The word that is stored, and the end of its translation key.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$one => $word),+ }
            }

            pub fn parse(text: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.as_str() == text)
            }
        }
    };
}
pub(crate) use words;

words! {
    /// Where a task is.
    TaskState {
        Open = "open",
        InProgress = "in-progress",
        /// Its owner says that it is done.
        Reported = "reported",
        /// Whoever gave it says so too.
        Accepted = "accepted",
        Withdrawn = "withdrawn",
    }
}

words! {
    /// What a task comes from.
    SourceKind {
        Meeting = "meeting",
        Letter = "letter",
        Disposition = "disposition",
        Instruction = "instruction",
    }
}

words! {
    /// What happened to a task.
    TaskEventKind {
        Given = "given",
        Begun = "begun",
        Noted = "noted",
        Reported = "reported",
        SentBack = "sent-back",
        Accepted = "accepted",
        DueMoved = "due-moved",
        Withdrawn = "withdrawn",
    }
}

impl TaskState {
    /// It is off the list.
    pub fn is_over(self) -> bool {
        matches!(self, Self::Accepted | Self::Withdrawn)
    }
}

/// What a task comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    pub kind: SourceKind,
    /// Id of the meeting, letter or disposition; empty for a free instruction.
    pub id: String,
    /// How people call it: `Rapat Koordinasi …`, `000.1/15/UM`.
    pub label: String,
}

impl Source {
    /// An instruction that no paper carries.
    pub fn instruction() -> Self {
        Self { kind: SourceKind::Instruction, id: String::new(), label: String::new() }
    }
}

/// Who gave a task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Giver {
    pub position: Id<Position>,
    /// The office of the position.
    pub agency: String,
    /// Id and name of the account.
    pub account: String,
    pub name: String,
    /// Title of the position with its basis.
    pub capacity: String,
}

/// Where a task stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    pub state: TaskState,
    pub due: Date,
    /// Who reported it done, and on which day.
    pub report: Option<(String, Date)>,
}

/// A task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    pub id: Id<Self>,
    pub text: String,
    pub source: Source,
    /// The perangkat daerah that answers for it.
    pub owner: String,
    pub position: Option<Id<Position>>,
    /// Its title when the task was given; empty without one.
    pub position_title: String,
    pub giver: Giver,
    pub given_at: Instant,
    pub first_due: Date,
    pub progress: Progress,
    pub state_at: Instant,
}

impl Task {
    /// Late: the deadline has passed and nobody said that it is done.
    pub fn is_overdue(&self, today: Date) -> bool {
        self.progress.is_overdue(today)
    }
}

/// Something that happened to a task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskEvent {
    pub number: u32,
    pub at: Instant,
    pub kind: TaskEventKind,
    pub actor: String,
    pub actor_name: String,
    /// Title of the position with its basis; empty for whoever acted without one.
    pub capacity: String,
    pub text: String,
    /// The deadline before and after it was moved.
    pub moved: Option<(Date, Date)>,
}

/// The tasks of one office in figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figures {
    pub agency: String,
    pub name: String,
    /// Not reported done yet, late ones included.
    pub open: i64,
    pub overdue: i64,
    /// Wait for whoever gave them.
    pub reported: i64,
    /// Accepted since the moment that was asked for, and how many of them came late.
    pub accepted: i64,
    pub accepted_late: i64,
}

/// Why a deed is not allowed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TaskError {
    #[error("a task that is {} does not allow this", .0.as_str())]
    State(TaskState),
    #[error("whoever reported a task done does not accept it")]
    FourEyes,
    #[error("a reason is needed")]
    NoReason,
    #[error("the deadline has to be another day, from today on")]
    Due,
}

impl From<TaskError> for Error {
    fn from(error: TaskError) -> Self {
        match error {
            TaskError::State(state) => {
                Self::new(Kind::Conflict, "documents/task-state").with("state", state.as_str())
            }
            TaskError::FourEyes => Self::new(Kind::Conflict, "documents/task-four-eyes"),
            TaskError::NoReason => {
                Self::new(Kind::Invalid, "documents/task-reason").with("field", "keterangan")
            }
            TaskError::Due => {
                Self::new(Kind::Invalid, "documents/task-due").with("field", "batas-waktu")
            }
        }
    }
}

type Done = Result<Progress, TaskError>;

impl Progress {
    /// A task that was just given.
    pub fn given(due: Date) -> Self {
        Self { state: TaskState::Open, due, report: None }
    }

    pub fn is_overdue(&self, today: Date) -> bool {
        matches!(self.state, TaskState::Open | TaskState::InProgress) && self.due < today
    }

    /// Its owner takes it up.
    pub fn begin(&self) -> Done {
        self.only(&[TaskState::Open])?;
        Ok(Self { state: TaskState::InProgress, ..self.clone() })
    }

    /// A note on what was done so far; the first one takes the task up.
    pub fn note(&self) -> Done {
        self.only(&[TaskState::Open, TaskState::InProgress, TaskState::Reported])?;
        match self.state {
            TaskState::Open => self.begin(),
            _ => Ok(self.clone()),
        }
    }

    /// Its owner says that it is done, and what was done.
    pub fn report(&self, by: &str, today: Date, said: &str) -> Done {
        self.only(&[TaskState::Open, TaskState::InProgress])?;
        reason(said)?;
        let report = Some((by.to_owned(), today));
        Ok(Self { state: TaskState::Reported, report, ..self.clone() })
    }

    /// Whoever gave it agrees.
    pub fn accept(&self, by: &str) -> Done {
        self.only(&[TaskState::Reported])?;
        match &self.report {
            Some((reporter, _)) if reporter == by => Err(TaskError::FourEyes),
            _ => Ok(Self { state: TaskState::Accepted, ..self.clone() }),
        }
    }

    /// Whoever gave it wants more.
    pub fn send_back(&self, said: &str) -> Done {
        self.only(&[TaskState::Reported])?;
        reason(said)?;
        Ok(Self { state: TaskState::InProgress, report: None, ..self.clone() })
    }

    /// Whoever gave it moves the deadline.
    pub fn move_due(&self, to: Date, today: Date, said: &str) -> Done {
        self.only(&[TaskState::Open, TaskState::InProgress])?;
        reason(said)?;
        match to == self.due || to < today {
            true => Err(TaskError::Due),
            false => Ok(Self { due: to, ..self.clone() }),
        }
    }

    /// Whoever gave it takes it back.
    pub fn withdraw(&self, said: &str) -> Done {
        self.only(&[TaskState::Open, TaskState::InProgress, TaskState::Reported])?;
        reason(said)?;
        Ok(Self { state: TaskState::Withdrawn, ..self.clone() })
    }

    fn only(&self, states: &[TaskState]) -> Result<(), TaskError> {
        if states.contains(&self.state) { Ok(()) } else { Err(TaskError::State(self.state)) }
    }
}

fn reason(said: &str) -> Result<(), TaskError> {
    if said.trim().is_empty() { Err(TaskError::NoReason) } else { Ok(()) }
}
