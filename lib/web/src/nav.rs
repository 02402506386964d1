//! The navigation that modules declare.

use std::pin::Pin;

use cell::Cell;
use identity::{Actor, Permission};

/// Counts what waits behind an entry for this person's decision.
pub type Waiting = for<'a> fn(&'a Cell, &'a Actor) -> Count<'a>;

/// A count on its way.
pub type Count<'a> = Pin<Box<dyn Future<Output = base::Result<i64>> + Send + 'a>>;

/// The entries of one module; officials see those they have the right for.
#[derive(Debug, Clone)]
pub struct Menu {
    /// Key of the module's title.
    pub label: &'static str,
    pub entries: Vec<Entry>,
}

/// A link in a menu.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    /// Key of the text.
    pub label: &'static str,
    /// Where it leads; also current on every path below it.
    pub path: &'static str,
    pub needs: Permission,
    /// What the work desk shows beside it; `None` where nothing ever waits.
    pub waiting: Option<Waiting>,
}

impl Menu {
    /// The entries this person may open.
    pub fn seen_by<'a>(&'a self, actor: &'a Actor) -> impl Iterator<Item = &'a Entry> {
        self.entries.iter().filter(|entry| actor.has(entry.needs))
    }

    /// The longest entry that a path lies under.
    pub(crate) fn nearest(&self, path: &str) -> Option<&'static str> {
        let under = self.entries.iter().filter(|entry| entry.covers(path));
        under.map(|entry| entry.path).max_by_key(|p| p.len())
    }

    /// How well a path fits this menu.
    pub(crate) fn fit(&self, path: &str) -> usize {
        self.nearest(path).map_or(0, str::len)
    }
}

impl Entry {
    fn covers(&self, path: &str) -> bool {
        path.strip_prefix(self.path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }
}
