//! What can become of a finding, and what of its money has arrived then.

use base::Rupiah;

use super::Bucket;

/// What one person proposes and another decides about a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// The bank is right: what the books lack is booked; what fits no bill is an overpayment.
    Book,
    /// The money is on its way and will stand in a later file.
    Await,
    /// There is a reason outside the books, for example a mistake in the file.
    Explain,
    /// The payment is taken back here.
    Reverse,
}

impl Action {
    pub const ALL: [Self; 4] = [Self::Book, Self::Await, Self::Explain, Self::Reverse];

    /// The word in the database, in forms and in translation keys.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Book => "book",
            Self::Await => "await",
            Self::Explain => "explain",
            Self::Reverse => "reverse",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.as_str() == text)
    }
}

/// What can be done about a finding; `known` is whether a payment of ours belongs to it.
pub fn allowed(bucket: Bucket, file: Rupiah, known: bool) -> &'static [Action] {
    let taken_back = file < Rupiah::ZERO;
    match bucket {
        Bucket::Matched => &[],
        Bucket::OnlyHere => &[Action::Await, Action::Reverse, Action::Explain],
        Bucket::Reversed if taken_back && known => &[Action::Reverse, Action::Explain],
        Bucket::Reversed if taken_back => &[Action::Explain],
        _ => &[Action::Book, Action::Explain],
    }
}

/// What of a line has arrived and stands in the books once an action was done.
pub fn arrived(bucket: Bucket, action: Action, file: Rupiah, ours: Rupiah) -> Rupiah {
    match (action, bucket) {
        (Action::Book | Action::Reverse, _) => file,
        (Action::Await, _) => Rupiah::ZERO,
        // The file is wrong about the amount: the smaller one is there for sure.
        (Action::Explain, Bucket::Different) => file.min(ours),
        // What the bank kept back did not arrive, whatever the reason; what stands in the file by
        // mistake did not either.
        (Action::Explain, _) => file.min(Rupiah::ZERO),
    }
}
