//! Usual instructions, and what is a task for somebody.

use base::{Date, Id};
use identity::Position;

use super::{Incoming, NodeState};

/// Instructions that a disposition usually gives, as they stand on the printed sheet. Whatever else
/// has to be said is written beside them.
pub const INSTRUCTIONS: [(&str, &str); 10] = [
    ("tindak-lanjuti", "Tindak lanjuti"),
    ("pelajari", "Pelajari dan beri saran"),
    ("siapkan-jawaban", "Siapkan jawaban"),
    ("siapkan-bahan", "Siapkan bahan"),
    ("hadiri", "Hadiri dan laporkan"),
    ("wakili", "Wakili saya"),
    ("koordinasikan", "Koordinasikan"),
    ("bicarakan", "Bicarakan dengan saya"),
    ("ketahui", "Untuk diketahui"),
    ("arsipkan", "Simpan sebagai arsip"),
];

/// An instruction as it stands on paper.
pub fn printed(word: &str) -> Option<&'static str> {
    INSTRUCTIONS.iter().find(|(known, _)| *known == word).map(|(_, said)| *said)
}

/// Something an office owes because of a disposition; also for lists of tasks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duty {
    pub incoming: Id<Incoming>,
    /// The disposition within the letter.
    pub ordinal: u32,
    /// The perangkat daerah that owes it.
    pub agency: String,
    /// The position it was given to; `None` when it was given to a person.
    pub position: Option<Id<Position>>,
    /// Title or name of whoever owes it.
    pub owner: String,
    /// Words of usual instructions, then what was written.
    pub instructions: Vec<String>,
    pub note: String,
    pub due: Option<Date>,
    pub state: NodeState,
}

impl Duty {
    /// Its day has gone by and it is not answered.
    pub fn is_overdue(&self, today: Date) -> bool {
        self.state.waits_for_receiver() && self.due.is_some_and(|due| due < today)
    }
}
