//! A letter: where it is on its way.

/// Marks the ids of letters.
#[derive(Debug)]
pub struct Letter;

/// Where a letter is. What leads where is decided by the chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum State {
    /// Being written.
    Draft,
    /// Waits for paraf.
    Review,
    /// Came back with a remark.
    Returned,
    /// Every paraf is there; waits for its number and final PDF.
    Ready,
    /// Has its number and final PDF.
    Fixed,
    /// A signature is being made.
    Signing,
    Signed,
    Dispatched,
    /// Taken back before it had a number.
    Withdrawn,
    /// Given up after it had a number; the number is void (batal).
    Cancelled,
}

impl State {
    pub const ALL: [Self; 10] = [
        Self::Draft,
        Self::Review,
        Self::Returned,
        Self::Ready,
        Self::Fixed,
        Self::Signing,
        Self::Signed,
        Self::Dispatched,
        Self::Withdrawn,
        Self::Cancelled,
    ];

    /// The word that is stored, and the end of its translation key.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Review => "review",
            Self::Returned => "returned",
            Self::Ready => "ready",
            Self::Fixed => "fixed",
            Self::Signing => "signing",
            Self::Signed => "signed",
            Self::Dispatched => "dispatched",
            Self::Withdrawn => "withdrawn",
            Self::Cancelled => "cancelled",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == text)
    }
}
