//! Whether deeds are noted when they are done.

use base::Instant;

use crate::Leaf;

/// Entries of the same minutes may come in any order: several programs write, each by its own clock,
/// and what was begun first may end last.
const SLACK_SECONDS: i64 = 10 * 60;

/// Goes along with the entries in the order of their numbers.
///
/// The tree shows that nothing was changed since a head was signed. It does not show when something
/// was put in: whoever holds the database can note a deed today that says it was done last year. Its
/// number, which others hold too, gives it away.
#[derive(Debug, Clone, Copy, Default)]
pub struct Order {
    newest: Option<Instant>,
}

impl Order {
    /// Whether an entry says that its deed was done over ten minutes before one that has an earlier
    /// number; also when its time cannot be read.
    pub fn is_late(&mut self, leaf: &Leaf) -> bool {
        let Ok(at) = Instant::parse(&leaf.at) else { return true };
        let is_late = self.newest.is_some_and(|newest| at.plus_seconds(SLACK_SECONDS) < newest);
        self.newest = self.newest.max(Some(at));
        is_late
    }

    /// Whether an entry says that its deed is yet to be done. Everything after it will be late.
    pub fn is_ahead(leaf: &Leaf, now: Instant) -> bool {
        Instant::parse(&leaf.at).is_ok_and(|at| at > now.plus_seconds(SLACK_SECONDS))
    }
}
