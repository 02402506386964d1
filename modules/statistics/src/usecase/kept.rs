//! Outlines kept in memory: who asks for parts of a dataset asks many times, and what it is about
//! seldom changes.

use std::sync::{Arc, Mutex, PoisonError};

use lru::LruCache;

use super::outlines::Outline;
use crate::store::states::State;

/// The most codes of all kept outlines together: some 20 MB.
const MOST_CODES: usize = 100_000;

/// Outlines by the state of which they tell; those that nobody asked for longest are let go first.
pub(super) struct Kept(Mutex<Shelf>);

struct Shelf {
    outlines: LruCache<State, Arc<Outline>>,
    codes: usize,
}

impl Default for Kept {
    fn default() -> Self {
        Self(Mutex::new(Shelf { outlines: LruCache::unbounded(), codes: 0 }))
    }
}

impl Kept {
    pub(super) fn find(&self, state: &State) -> Option<Arc<Outline>> {
        let mut shelf = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        shelf.outlines.get(state).cloned()
    }

    pub(super) fn keep(&self, state: State, outline: Arc<Outline>) {
        if outline.codes() > MOST_CODES {
            return;
        }
        let mut shelf = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        shelf.codes += outline.codes();
        let before = shelf.outlines.put(state, outline);
        shelf.codes -= before.map_or(0, |it| it.codes());
        while shelf.codes > MOST_CODES {
            let Some((_, oldest)) = shelf.outlines.pop_lru() else { break };
            shelf.codes -= oldest.codes();
        }
    }
}

#[cfg(test)]
mod tests {
    use base::Instant;
    use cube::{About, Code, Dimension, Role, Text};

    use super::*;
    use crate::domain::dataset::{Dataset, list_name};
    use crate::domain::version::Version;

    fn outline(codes: usize) -> Arc<Outline> {
        let released = Instant::parse("2026-01-01T00:00:00Z").unwrap();
        let words = "title = { id = 'a', en = 'a' }\nabout = { id = 'a', en = 'a' }\n\
            source = { id = 'a', en = 'a' }\naxes = []\nmeasures = []";
        let description = toml::from_str(words).unwrap();
        let text = Text::name("a");
        let dimension = Dimension {
            id: "A".to_owned(),
            title: text.clone(),
            role: Role::Time,
            list: list_name("A", "A"),
            codes: (0..codes).map(|at| Code::new(at.to_string(), text.clone())).collect(),
        };
        Arc::new(Outline {
            dataset: Dataset { id: "A".to_owned(), producer: "A".to_owned(), description },
            version: Version {
                number: 1,
                reason: "a".to_owned(),
                made_at: released,
                figures: Some(1),
                visible_from: Some(released),
            },
            about: About {
                id: "A".to_owned(),
                version: 1,
                agency: "A".to_owned(),
                title: text.clone(),
                source: text,
                released,
                notes: Vec::new(),
            },
            dimensions: vec![dimension],
            issued: released,
        })
    }

    #[test]
    fn those_that_nobody_asked_for_longest_make_room() {
        let kept = Kept::default();
        let has = |version| kept.find(&State::first(version)).is_some();
        kept.keep(State::first(1), outline(MOST_CODES / 2));
        kept.keep(State::first(2), outline(MOST_CODES / 2));
        assert!(has(2) && has(1));
        kept.keep(State::first(3), outline(1));
        assert!(has(1) && !has(2) && has(3));
        // The same again takes no more room.
        kept.keep(State::first(3), outline(1));
        assert!(has(1) && has(3));
        // One that is larger than all room drives out nobody.
        kept.keep(State::first(4), outline(MOST_CODES + 1));
        assert!(has(1) && has(3) && !has(4));
    }
}
