//! A FAKE of the module of letters: it remembers what it was asked to begin, and letters stand where the
//! test puts them. The real one is tested with the same trait in `modules/documents`.
#![expect(clippy::unwrap_used, reason = "a poisoned lock is a failed test")]

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use base::{Error, Kind};
use contracts::{Answer, LetterStanding, Letters, Minutes, Progress, Signer};
use db::Tx;
use identity::Actor;

#[derive(Clone, Default)]
pub struct FakeLetters {
    pub begun: Arc<Mutex<Vec<Minutes>>>,
    pub stands: Arc<Mutex<BTreeMap<String, LetterStanding>>>,
    /// Refuses to begin anything.
    pub refuses: Arc<Mutex<bool>>,
}

impl FakeLetters {
    /// Puts the letter of a number somewhere.
    pub fn put(&self, letter: usize, progress: Progress, number: Option<&str>) {
        let number = number.map(str::to_owned);
        let path = format!("/naskah/{letter}");
        let standing = LetterStanding { progress, number, day: None, path };
        self.stands.lock().unwrap().insert(letter.to_string(), standing);
    }
}

impl Letters for FakeLetters {
    fn signers<'a>(&'a self, _: &'a mut Tx, _: &'a Actor) -> Answer<'a, Vec<Signer>> {
        let head = Signer { position: "KADIS".to_owned(), title: "Kepala Dinas".to_owned() };
        Box::pin(async move { Ok(vec![head]) })
    }

    fn begin_minutes<'a>(
        &'a self,
        _: &'a mut Tx,
        _: &'a Actor,
        minutes: &'a Minutes,
    ) -> Answer<'a, String> {
        Box::pin(async move {
            if *self.refuses.lock().unwrap() {
                return Err(Error::new(Kind::Conflict, "documents/position"));
            }
            let mut begun = self.begun.lock().unwrap();
            begun.push(minutes.clone());
            self.put(begun.len(), Progress::Open, None);
            Ok(begun.len().to_string())
        })
    }

    fn standing<'a>(
        &'a self,
        _: &'a mut Tx,
        letter: &'a str,
    ) -> Answer<'a, Option<LetterStanding>> {
        Box::pin(async move { Ok(self.stands.lock().unwrap().get(letter).cloned()) })
    }
}
