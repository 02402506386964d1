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
    /// What lies together in a long menu; empty where one line holds everything.
    pub groups: Vec<Group>,
}

/// Entries that stand together under a heading.
#[derive(Debug, Clone)]
pub struct Group {
    /// Key of the heading.
    pub label: &'static str,
    /// Paths of its entries.
    pub paths: Vec<&'static str>,
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
    /// A menu that one line holds.
    pub fn of(label: &'static str, entries: Vec<Entry>) -> Self {
        Self { label, entries, groups: Vec::new() }
    }

    /// A long menu: entries under headings, in this order.
    pub fn grouped(label: &'static str, parts: Vec<(&'static str, Vec<Entry>)>) -> Self {
        let group = |(label, entries): &(&'static str, Vec<Entry>)| Group {
            label,
            paths: entries.iter().map(|entry| entry.path).collect(),
        };
        let groups = parts.iter().map(group).collect();
        Self {
            label,
            entries: parts.into_iter().flat_map(|(_, entries)| entries).collect(),
            groups,
        }
    }

    /// The headings under which this person finds something, each with what is there; one without a
    /// heading where the menu has no groups.
    pub fn parts<'a>(&'a self, actor: &'a Actor) -> Vec<(Option<&'a Group>, Vec<&'a Entry>)> {
        if self.groups.is_empty() {
            return vec![(None, self.seen_by(actor).collect())];
        }
        let part = |group: &'a Group| {
            let own = self.seen_by(actor).filter(|entry| group.paths.contains(&entry.path));
            (Some(group), own.collect::<Vec<_>>())
        };
        self.groups.iter().map(part).filter(|(_, own)| !own.is_empty()).collect()
    }

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
