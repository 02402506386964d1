//! Times in which people could not pay.

use base::Instant;

/// The whole system; other outages are of one channel.
pub const EVERYTHING: &str = "all";

/// What an outage can be of, as words of the database and of translation keys.
pub const SUBJECTS: [&str; 6] = [EVERYTHING, "va", "qris", "h2h", "teller", "collector"];

/// Seconds without a heartbeat after which the server was not there. It beats once a minute, and a
/// restart takes seconds.
const SILENCE: i64 = 300;

/// How somebody came to know of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Source {
    /// The server was silent.
    Gap,
    /// Calls to a bank or an acquirer failed.
    Channel,
    /// A person noted it, and another agreed.
    Person,
}

impl Source {
    const ALL: [Self; 3] = [Self::Gap, Self::Channel, Self::Person];

    /// The word in the database and in translation keys.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Gap => "gap",
            Self::Channel => "channel",
            Self::Person => "person",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|source| source.as_str() == text)
    }
}

/// Whether interest should be waived because of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Asked {
    /// It lasts, so that nobody was asked.
    Open,
    /// No due date lies in it.
    NotNeeded,
    /// A waiver waits for a decision, or was decided.
    Proposed,
}

impl Asked {
    const ALL: [Self; 3] = [Self::Open, Self::NotNeeded, Self::Proposed];

    /// The word in the database and in translation keys.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::NotNeeded => "not-needed",
            Self::Proposed => "proposed",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|asked| asked.as_str() == text)
    }
}

/// An outage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outage {
    pub id: String,
    pub what: String,
    pub began_at: Instant,
    /// `None` while it lasts.
    pub ended_at: Option<Instant>,
    pub source: Source,
    pub note: String,
    pub asked: Asked,
}

/// The time in which the server was not there, by its last heartbeat before it began again.
pub fn gap(last_beat: Option<Instant>, now: Instant) -> Option<(Instant, Instant)> {
    let last = last_beat?;
    (now.millis() - last.millis() > SILENCE * 1_000).then_some((last, now))
}
