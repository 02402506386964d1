//! The way of a letter, as a pure state machine.
//!
//! ```text
//! draft ──send up──► review ──every paraf──► ready ──fix──► fixed ──sign──► signing ──► signed ──► dispatched
//!   ▲                  │                       │              │  ▲             │           │
//!   │◄──recall─────────┤◄──────recall──────────┤              │  └──failed─────┘           │
//! returned ◄──return───┴──────return───────────┴──────return──┘                            │
//!   │                                                         └───────cancel───────────────┤
//! withdrawn ◄── before it is fixed                                          cancelled ◄────┘
//! ```
//!
//! A paraf is given for a version. A letter that was returned or recalled begins a new round, in which
//! every paraf is given again; so nothing is ever signed without all parafs of its current version.
//! A letter that was returned after it had a number keeps the number.

use base::{Error, Id, Instant, Kind};
use identity::{Basis, Position};
use serde::{Deserialize, Serialize};

use super::letter::State;

/// What somebody in the chain is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StepRole {
    Paraf,
    Sign,
}

/// How a paraf is asked for: one above the other, or side by side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Manner {
    /// Paraf hierarki: within a line of superiors, one after the other.
    Hierarki,
    /// Paraf koordinasi: offices side by side, at the same time.
    Koordinasi,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StepState {
    /// Others come first.
    Waiting,
    /// May act now.
    Open,
    Done,
    /// Sent the letter back.
    Returned,
    /// The round ended without this step.
    Dropped,
}

macro_rules! words {
    ($kind:ident { $($one:ident = $word:literal),+ $(,)? }) => {
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

words!(StepRole { Paraf = "paraf", Sign = "sign" });
words!(Manner { Hierarki = "hierarki", Koordinasi = "koordinasi" });
words!(StepState {
    Waiting = "waiting",
    Open = "open",
    Done = "done",
    Returned = "returned",
    Dropped = "dropped",
});

/// One step of a round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// From 1 within the round.
    pub ordinal: u32,
    /// Steps of one stage are open together.
    pub stage: u32,
    pub role: StepRole,
    pub manner: Manner,
    pub position: Id<Position>,
    /// The title when the round began.
    pub title: String,
    pub state: StepState,
    pub opened_at: Option<Instant>,
    pub mark: Option<Mark>,
    pub remark: Option<String>,
}

/// Who acted on a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Id of the account.
    pub actor: String,
    pub name: String,
    pub basis: Basis,
    /// The version that was seen.
    pub version: u32,
    pub at: Instant,
}

/// A position with its title, to be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    pub position: Id<Position>,
    pub title: String,
    pub manner: Manner,
}

/// Where a letter is: its state and the steps of its round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chain {
    pub state: State,
    pub round: u32,
    pub version: u32,
    /// Id of the account that wrote the current version.
    pub author: String,
    pub steps: Vec<Step>,
}

/// Why a deed is not allowed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ChainError {
    #[error("a letter that is {} does not allow this", .0.as_str())]
    State(State),
    #[error("this step is not open")]
    NotOpen,
    #[error("version {seen} was seen, version {current} is there")]
    Stale { seen: u32, current: u32 },
    #[error("a position stands in the chain twice")]
    Twice,
    #[error("nobody but its author would look at the letter")]
    FourEyes,
    #[error("a remark is needed")]
    NoRemark,
}

impl From<ChainError> for Error {
    fn from(error: ChainError) -> Self {
        let conflict = |code| Self::new(Kind::Conflict, code);
        match error {
            ChainError::State(state) => {
                conflict("documents/wrong-state").with("state", state.as_str())
            }
            ChainError::NotOpen => conflict("documents/step-not-open"),
            ChainError::Stale { current, .. } => {
                conflict("documents/newer-version").with("version", current)
            }
            ChainError::Twice => {
                Self::new(Kind::Invalid, "documents/position-twice").with("field", "pemaraf-1")
            }
            ChainError::FourEyes => conflict("documents/four-eyes"),
            ChainError::NoRemark => {
                Self::new(Kind::Invalid, "documents/remark").with("field", "catatan")
            }
        }
    }
}

type Done = Result<Chain, ChainError>;

impl Chain {
    /// A letter that was just begun.
    pub fn begun(author: &str) -> Self {
        let (author, steps) = (author.to_owned(), Vec::new());
        Self { state: State::Draft, round: 0, version: 1, author, steps }
    }

    /// A new version. Only a letter that lies with its author can be written on.
    pub fn save(&self, author: &str) -> Done {
        self.only(&[State::Draft, State::Returned])?;
        let author = author.to_owned();
        Ok(Self { version: self.version + 1, author, ..self.clone() })
    }

    /// Sends it up: a new round begins.
    pub fn send_up(&self, reviewers: &[Asked], signer: &Asked, at: Instant) -> Done {
        self.only(&[State::Draft, State::Returned])?;
        let steps = steps(reviewers, signer);
        let twice = |step: &Step| steps.iter().filter(|s| s.position == step.position).count() > 1;
        if steps.iter().any(twice) {
            return Err(ChainError::Twice);
        }
        let chain = Self { round: self.round + 1, state: State::Review, steps, ..self.clone() };
        Ok(chain.opened(at))
    }

    /// A paraf on the version that was seen.
    pub fn paraf(&self, ordinal: u32, mark: Mark) -> Done {
        self.only(&[State::Review])?;
        self.open_step(ordinal, StepRole::Paraf)?;
        self.seen(mark.version)?;
        let at = mark.at;
        let chain = self.with_step(ordinal, |step| {
            step.state = StepState::Done;
            step.mark = Some(mark.clone());
        });
        Ok(chain.opened(at))
    }

    /// Sends it back to its author, with a remark. The signer may do so until the signature is made.
    pub fn send_back(&self, ordinal: u32, mark: Mark, remark: &str) -> Done {
        self.only(&[State::Review, State::Ready, State::Fixed])?;
        let role = if self.state == State::Review { StepRole::Paraf } else { StepRole::Sign };
        self.open_step(ordinal, role)?;
        self.seen(mark.version)?;
        if remark.trim().is_empty() {
            return Err(ChainError::NoRemark);
        }
        let mut chain = self.with_step(ordinal, |step| {
            step.state = StepState::Returned;
            step.mark = Some(mark.clone());
            step.remark = Some(remark.trim().to_owned());
        });
        chain.drop_rest();
        Ok(Self { state: State::Returned, ..chain })
    }

    /// Its author takes it back to write on it.
    pub fn recall(&self) -> Done {
        self.only(&[State::Review, State::Ready])?;
        let mut chain = Self { state: State::Draft, ..self.clone() };
        chain.drop_rest();
        Ok(chain)
    }

    /// Its author gives it up before it is fixed.
    pub fn withdraw(&self) -> Done {
        self.only(&[State::Draft, State::Returned, State::Review, State::Ready])?;
        let mut chain = Self { state: State::Withdrawn, ..self.clone() };
        chain.drop_rest();
        Ok(chain)
    }

    /// It has its number and its final PDF.
    pub fn fix(&self) -> Done {
        self.only(&[State::Ready])?;
        Ok(Self { state: State::Fixed, ..self.clone() })
    }

    /// A signature is about to be made by this account.
    pub fn begin_signing(&self, actor: &str) -> Done {
        self.only(&[State::Fixed])?;
        self.four_eyes(actor)?;
        Ok(Self { state: State::Signing, ..self.clone() })
    }

    /// No signature came of it.
    pub fn signing_failed(&self) -> Done {
        self.only(&[State::Signing])?;
        Ok(Self { state: State::Fixed, ..self.clone() })
    }

    /// It is signed: electronically, or on paper, which goes straight from fixed.
    pub fn signed(&self, mark: Mark) -> Done {
        self.only(&[State::Signing, State::Fixed])?;
        self.four_eyes(&mark.actor)?;
        let step = self.sign_step().ok_or(ChainError::NotOpen)?.ordinal;
        self.open_step(step, StepRole::Sign)?;
        self.seen(mark.version)?;
        let chain = self.with_step(step, |step| {
            step.state = StepState::Done;
            step.mark = Some(mark.clone());
        });
        Ok(Self { state: State::Signed, ..chain })
    }

    pub fn dispatch(&self) -> Done {
        self.only(&[State::Signed])?;
        Ok(Self { state: State::Dispatched, ..self.clone() })
    }

    /// It is given up after it was fixed: its number is void.
    pub fn cancel(&self) -> Done {
        self.only(&[State::Fixed, State::Signed])?;
        let mut chain = Self { state: State::Cancelled, ..self.clone() };
        chain.drop_rest();
        Ok(chain)
    }

    /// Steps that may act now.
    pub fn open_steps(&self) -> impl Iterator<Item = &Step> {
        self.steps.iter().filter(|step| step.state == StepState::Open)
    }

    /// Positions that somebody has to act for now: those who paraf while it is reviewed, and whoever
    /// signs once there is something to sign.
    pub fn asks(&self) -> Vec<Id<Position>> {
        match self.state {
            State::Review | State::Fixed | State::Signing => {
                self.open_steps().map(|step| step.position).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The step of whoever signs.
    pub fn sign_step(&self) -> Option<&Step> {
        self.steps.iter().find(|step| step.role == StepRole::Sign)
    }

    /// Somebody besides the author looked at this version, or is the one who signs it: no letter
    /// leaves on one person's word.
    fn four_eyes(&self, signer: &str) -> Result<(), ChainError> {
        let others = self.steps.iter().filter_map(|step| step.mark.as_ref());
        let looked = others.into_iter().any(|mark| mark.actor != self.author);
        match looked || signer != self.author {
            true => Ok(()),
            false => Err(ChainError::FourEyes),
        }
    }

    fn only(&self, states: &[State]) -> Result<(), ChainError> {
        if states.contains(&self.state) { Ok(()) } else { Err(ChainError::State(self.state)) }
    }

    fn seen(&self, version: u32) -> Result<(), ChainError> {
        match version == self.version {
            true => Ok(()),
            false => Err(ChainError::Stale { seen: version, current: self.version }),
        }
    }

    fn open_step(&self, ordinal: u32, role: StepRole) -> Result<&Step, ChainError> {
        let found = self.steps.iter().find(|step| step.ordinal == ordinal && step.role == role);
        found.filter(|step| step.state == StepState::Open).ok_or(ChainError::NotOpen)
    }

    fn with_step(&self, ordinal: u32, change: impl Fn(&mut Step)) -> Self {
        let mut chain = self.clone();
        chain.steps.iter_mut().filter(|step| step.ordinal == ordinal).for_each(change);
        chain
    }

    /// Opens the first stage in which somebody has not acted yet; when only the signature is left,
    /// the letter is ready.
    fn opened(mut self, at: Instant) -> Self {
        let left = |step: &&Step| matches!(step.state, StepState::Waiting | StepState::Open);
        let Some(stage) = self.steps.iter().filter(left).map(|step| step.stage).min() else {
            return self;
        };
        for step in &mut self.steps {
            if step.stage == stage && step.state == StepState::Waiting {
                step.state = StepState::Open;
                step.opened_at = Some(at);
            }
        }
        let signs = self.open_steps().all(|step| step.role == StepRole::Sign);
        if signs { Self { state: State::Ready, ..self } } else { self }
    }

    fn drop_rest(&mut self) {
        for step in &mut self.steps {
            if matches!(step.state, StepState::Waiting | StepState::Open) {
                step.state = StepState::Dropped;
            }
        }
    }
}

/// The steps of a round: each paraf of a line of superiors is a stage of its own, neighbours that
/// are asked side by side share one, the signature is the last.
fn steps(reviewers: &[Asked], signer: &Asked) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    for asked in reviewers {
        let beside =
            |last: &Step| last.manner == Manner::Koordinasi && asked.manner == Manner::Koordinasi;
        let stage = steps.last().map_or(1, |last| last.stage + u32::from(!beside(last)));
        steps.push(step(steps.len(), stage, StepRole::Paraf, asked));
    }
    let stage = steps.last().map_or(1, |last| last.stage + 1);
    steps.push(step(steps.len(), stage, StepRole::Sign, signer));
    steps
}

fn step(before: usize, stage: u32, role: StepRole, asked: &Asked) -> Step {
    Step {
        ordinal: u32::try_from(before + 1).unwrap_or(u32::MAX),
        stage,
        role,
        manner: asked.manner,
        position: asked.position,
        title: asked.title.clone(),
        state: StepState::Waiting,
        opened_at: None,
        mark: None,
        remark: None,
    }
}
