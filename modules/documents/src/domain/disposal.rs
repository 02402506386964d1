//! Destruction of files (pemusnahan arsip) as a pure state machine: UU 43/2009 art. 51, PP 28/2012,
//! Peraturan ANRI 37/2016 (penyusutan arsip).
//!
//! ```text
//! proposed ──every member of the panel──► judged ──decree──► decided ──berita acara──► running ──► done
//!    └──────────────┴───────────────────────┴── withdrawn: with a reason, before anything is gone
//! ```
//!
//! A file goes only when its last day has come, its fate is not `permanen`, and neither it nor a letter
//! in it is held. A panel of an odd number judges it, and one member is enough to keep it. Whoever
//! proposes does not judge, and does not decide.

use base::{Date, Error, Id, Instant, Kind};
use identity::Position;
use sha2::{Digest, Sha256};

use super::content::refused;
use super::letter::Letter;
use super::retention::{Dossier, Fate};
use super::task::words;

/// Files of one list.
pub const MOST: usize = 500;
/// Members of the smallest panel, and of the largest.
pub const PANEL: std::ops::RangeInclusive<usize> = 3..=9;
/// From so many years on the head of the national archive approves in writing.
const YEARS_OF_APPROVAL: i16 = 10;

words! {
    /// How far a destruction is.
    DisposalState {
        Proposed = "proposed",
        /// The whole panel has judged.
        Judged = "judged",
        /// The head of the office decided.
        Decided = "decided",
        /// Letters are being destroyed.
        Running = "running",
        Done = "done",
        Withdrawn = "withdrawn",
    }
}

impl DisposalState {
    /// Nothing more happens.
    pub fn is_over(self) -> bool {
        matches!(self, Self::Done | Self::Withdrawn)
    }
}

/// A list of files that are to be destroyed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disposal {
    pub id: Id<Self>,
    pub agency: String,
    pub state: DisposalState,
    pub state_at: Instant,
    /// The decree that appoints the panel.
    pub panel_decree: String,
    /// Id and name of the account.
    pub proposer: String,
    pub proposer_name: String,
    pub proposed_at: Instant,
    pub decision: Option<Decision>,
    /// The berita acara.
    pub record: Option<Id<Letter>>,
    /// Why it was withdrawn.
    pub reason: Option<String>,
    pub panel: Vec<Member>,
    pub files: Vec<Item>,
}

/// The decision (penetapan) of the head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    pub decree: Decree,
    /// Written approval by the head of the national archive (ANRI).
    pub approval: Option<Decree>,
    /// Id and name of the account, and in what capacity.
    pub account: String,
    pub name: String,
    pub capacity: String,
    pub at: Instant,
    /// Of the list that was decided: [`digest`].
    pub digest: String,
}

/// A paper outside of the system, by number and day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decree {
    pub number: String,
    pub day: Date,
}

/// A seat of the panel (panitia penilai arsip).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    pub position: Id<Position>,
    pub title: String,
    pub judged: Option<Judged>,
}

/// Who judged for a seat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged {
    pub account: String,
    pub name: String,
    pub capacity: String,
    pub at: Instant,
}

/// A file of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    pub dossier: Dossier,
    pub kept: Option<Kept>,
}

/// A member of the panel wants a file kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    pub name: String,
    pub reason: String,
}

/// A letter of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedLetter {
    pub dossier: Id<Dossier>,
    pub letter: Id<Letter>,
    /// Id of the letter type.
    pub kind: String,
    pub number: Option<String>,
    pub day: Option<Date>,
    pub subject: String,
    /// Only those who take part in it see it.
    pub is_closed: bool,
}

/// A deed that does not fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DisposalError {
    /// It moved on meanwhile.
    State(DisposalState),
    Panel,
    NoFiles,
    TooMany,
    /// Proposed it, or judged for another seat already.
    FourEyes,
    NotOnPanel,
    NoApproval,
    Changed,
    NotSigned,
}

impl From<DisposalError> for Error {
    fn from(it: DisposalError) -> Self {
        match it {
            DisposalError::State(state) => {
                Self::new(Kind::Conflict, "documents/disposal-state").with("state", state.as_str())
            }
            DisposalError::Panel => refused("documents/disposal-panel", "anggota-1"),
            DisposalError::NoFiles => refused("documents/disposal-no-files", "berkas"),
            DisposalError::TooMany => {
                refused("documents/disposal-too-many", "berkas").with("most", MOST)
            }
            DisposalError::FourEyes => Self::new(Kind::Forbidden, "documents/disposal-four-eyes"),
            DisposalError::NotOnPanel => {
                Self::new(Kind::Forbidden, "documents/disposal-not-on-panel")
            }
            DisposalError::NoApproval => {
                refused("documents/disposal-approval", "nomor-persetujuan")
            }
            DisposalError::Changed => Self::new(Kind::Conflict, "documents/disposal-changed"),
            DisposalError::NotSigned => Self::new(Kind::Conflict, "documents/disposal-not-signed"),
        }
    }
}

/// The code of a file that may not go (now).
pub const NOT_DUE: &str = "documents/disposal-not-due";

/// Whether a file may stand on a list on a day.
///
/// # Errors
/// `documents/disposal-not-due` with its title: before its last day, held, permanent, or gone.
pub fn ensure_due(dossier: &Dossier, today: Date) -> Result<(), Error> {
    match dossier.proposal(today) {
        Some(Fate::Destroy | Fate::Review) => Ok(()),
        Some(Fate::Permanent) | None => {
            let error = Error::new(Kind::Conflict, NOT_DUE);
            Err(error.with("title", &dossier.title))
        }
    }
}

/// Whether so many files and these seats make a list.
///
/// # Errors
/// `documents/disposal-no-files`, `documents/disposal-too-many`; `documents/disposal-panel` for a
/// panel of an even number, too small, too large, or with a position twice.
pub fn ensure_list(files: usize, panel: &[Id<Position>]) -> Result<(), DisposalError> {
    if files == 0 {
        return Err(DisposalError::NoFiles);
    }
    if files > MOST {
        return Err(DisposalError::TooMany);
    }
    let twice = |at: usize| panel.iter().take(at).any(|one| Some(one) == panel.get(at));
    let odd = panel.len() % 2 == 1;
    match PANEL.contains(&panel.len()) && odd && !(0..panel.len()).any(twice) {
        true => Ok(()),
        false => Err(DisposalError::Panel),
    }
}

/// SHA-256 of a list, hexadecimal: what was decided is what is destroyed. A line for each letter, by
/// file and letter: ids, number, day and subject, separated by tabs.
pub fn digest(letters: &[ListedLetter]) -> String {
    let mut lines: Vec<String> = letters.iter().map(line).collect();
    lines.sort_unstable();
    let mut hasher = Sha256::new();
    for line in lines {
        hasher.update(line.as_bytes());
        hasher.update(b"\n");
    }
    hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A digest as people compare it: in groups of eight digits.
pub fn in_groups(digest: &str) -> String {
    let groups = digest.as_bytes().chunks(8).map(String::from_utf8_lossy);
    groups.collect::<Vec<_>>().join(" ")
}

fn line(it: &ListedLetter) -> String {
    let day = it.day.map(|day| day.to_string()).unwrap_or_default();
    let number = it.number.as_deref().unwrap_or_default();
    format!("{}\t{}\t{number}\t{day}\t{}", it.dossier, it.letter, it.subject)
}

impl Disposal {
    /// Files that nobody wants kept.
    pub fn going(&self) -> impl Iterator<Item = &Item> {
        self.files.iter().filter(|item| item.kept.is_none())
    }

    /// # Errors
    /// `documents/disposal-state`.
    pub fn ensure(&self, state: DisposalState) -> Result<(), DisposalError> {
        match self.state == state {
            true => Ok(()),
            false => Err(DisposalError::State(self.state)),
        }
    }

    /// The seat for which an account may judge, by the positions it holds today.
    ///
    /// # Errors
    /// `documents/disposal-state`, `documents/disposal-four-eyes`, `documents/disposal-not-on-panel`.
    pub fn seat(
        &self,
        account: &str,
        holds: impl Fn(Id<Position>) -> bool,
    ) -> Result<usize, DisposalError> {
        self.ensure(DisposalState::Proposed)?;
        let judged = |one: &Member| one.judged.as_ref().is_some_and(|by| by.account == account);
        if self.proposer == account || self.panel.iter().any(judged) {
            return Err(DisposalError::FourEyes);
        }
        let free = |one: &Member| one.judged.is_none() && holds(one.position);
        self.panel.iter().position(free).ok_or(DisposalError::NotOnPanel)
    }

    /// A member judged: files to be kept are off the list. When the last one did, the list is judged,
    /// or withdrawn where nothing is left of it.
    #[must_use]
    pub fn judge(&self, seat: usize, by: Judged, keeps: &[Id<Dossier>], reason: &str) -> Self {
        let mut next = self.clone();
        let at = by.at;
        let kept = Kept { name: by.name.clone(), reason: reason.to_owned() };
        for item in next.files.iter_mut().filter(|item| keeps.contains(&item.dossier.id)) {
            item.kept.get_or_insert_with(|| kept.clone());
        }
        if let Some(member) = next.panel.get_mut(seat) {
            member.judged = Some(by);
        }
        if next.panel.iter().all(|member| member.judged.is_some()) {
            let left = next.going().next().is_some();
            next.state = if left { DisposalState::Judged } else { DisposalState::Withdrawn };
            next.state_at = at;
        }
        next
    }

    /// Whether the head of the national archive has to approve: a file that goes was kept for ten years
    /// or longer.
    pub fn needs_approval(&self) -> bool {
        let years = jiff::Span::new().years(YEARS_OF_APPROVAL);
        self.going()
            .filter_map(|item| item.dossier.closed.as_ref())
            .any(|closed| closed.on.checked_add(years).is_ok_and(|tenth| closed.days.due >= tenth))
    }

    /// Whether an account may decide with these papers.
    ///
    /// # Errors
    /// `documents/disposal-state`, `documents/disposal-four-eyes`, `documents/disposal-approval`.
    pub fn ensure_decides(
        &self,
        account: &str,
        approval: Option<&Decree>,
    ) -> Result<(), DisposalError> {
        self.ensure(DisposalState::Judged)?;
        if self.proposer == account {
            return Err(DisposalError::FourEyes);
        }
        match self.needs_approval() && approval.is_none() {
            true => Err(DisposalError::NoApproval),
            false => Ok(()),
        }
    }

    /// Before anything is gone it can be given up.
    ///
    /// # Errors
    /// `documents/disposal-state`.
    pub fn ensure_open(&self) -> Result<(), DisposalError> {
        match self.state {
            DisposalState::Proposed | DisposalState::Judged | DisposalState::Decided => Ok(()),
            state => Err(DisposalError::State(state)),
        }
    }
}
