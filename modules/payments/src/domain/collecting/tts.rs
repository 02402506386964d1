//! A temporary receipt (tanda terima sementara, TTS): cash that a collector took, not yet deposited.

use base::{Date, Id, Instant, Rupiah};
use contracts::BillId;

use super::number::TtsNumber;
use crate::domain::entry::Entry;

/// A temporary receipt as it was booked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tts {
    pub number: TtsNumber,
    /// Made on the phone.
    pub id: String,
    pub entry: Id<Entry>,
    pub bill: BillId,
    pub payer: String,
    pub amount: Rupiah,
    pub taken_at: Instant,
    pub day: Date,
    pub device: String,
    pub booked_at: Instant,
    pub flags: Vec<Flag>,
    /// The number of the slip it is on.
    pub slip: Option<String>,
    pub final_entry: Option<Id<Entry>>,
    pub final_at: Option<Instant>,
}

/// What stood against a receipt when it was booked. The cash had moved, so it is booked; but
/// somebody has to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Flag {
    /// The bill was paid meanwhile by another way, or taken by another collector.
    Paid,
    /// Nothing is owed for it any more.
    NothingOwed,
    /// Another amount was owed on the day of the receipt.
    Amount,
    /// More cash in hand than the decree allows.
    Limit,
    /// The phone's clock cannot be right; another day was taken.
    Clock,
}

impl Flag {
    pub const ALL: [Self; 5] =
        [Self::Paid, Self::NothingOwed, Self::Amount, Self::Limit, Self::Clock];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Paid => "paid",
            Self::NothingOwed => "nothing-owed",
            Self::Amount => "amount",
            Self::Limit => "limit",
            Self::Clock => "clock",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|flag| flag.as_str() == text)
    }
}

/// The moment of a receipt by a phone's clock, which may be wrong: never before its numbers were
/// reserved, never after now.
pub fn believed(told: Instant, (reserved, now): (Instant, Instant)) -> (Instant, bool) {
    /// Clocks of phones differ by minutes.
    const TOLERANCE: i64 = 600;
    let (earliest, latest) = bounds(told, (reserved, now));
    let fits = earliest.plus_seconds(-TOLERANCE) <= told && told <= latest.plus_seconds(TOLERANCE);
    let believed = told.clamp(earliest, latest);
    (if fits { told.min(latest) } else { believed }, !fits)
}

/// Our own clock may be wrong too. When it was set back in between, it was ahead then or is behind
/// now; which of the two, the phone's clock says.
fn bounds(told: Instant, (reserved, now): (Instant, Instant)) -> (Instant, Instant) {
    let apart = |at: Instant| told.millis().abs_diff(at.millis());
    match reserved <= now {
        true => (reserved, now),
        false if apart(reserved) < apart(now) => (reserved, reserved),
        false => (now, now),
    }
}
