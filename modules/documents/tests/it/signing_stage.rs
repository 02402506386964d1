//! A house in which Rudi signs: with a certification authority of the test, a phone and passphrases.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use std::sync::Arc;

use base::Id;
use db::{Db, Tx};
use documents::domain::content::Content;
use documents::domain::letter::Letter;
use documents::domain::signing::{Attempt, AttemptState, Consent, Why};
use documents::store::signing::attempts;
use documents::usecase::signing::{
    Factor, SigningHouse, SigningServices, Wish, give, link, note_opening, prepare, sheet,
};
use documents::usecase::{draft, fix, route};
use ports::signing::Secret;
use testkit::TestCell;

use crate::house::House;
use crate::keys_stage::keyring;
use crate::psre::{PHRASE, Psre};

/// The house with its certification authority.
pub struct Stage {
    pub house: House,
    pub psre: Arc<Psre>,
    pub signing: SigningHouse,
}

impl Stage {
    /// Rudi is known to the authority.
    pub async fn new(db: Db) -> Self {
        let it = TestCell::demo(db);
        let psre = Psre::new(&it.cell, "RUDI CONTOH, S.Kom.");
        let certified = Some(psre.certified());
        let services = SigningServices { certified, ..SigningServices::default() };
        let house = House::within(it, services).await;
        let signing = SigningHouse::new(house.office.clone(), keyring(&house.it.cell));
        link(&signing, house.actor("rudi"), "rudi@contoh.example").await.unwrap();
        Self { house, psre, signing }
    }

    /// The same program after it was started again: other memory, same database.
    pub fn restarted(&self) -> SigningHouse {
        SigningHouse::new(self.house.office.clone(), keyring(&self.house.it.cell))
    }

    /// A letter to somebody outside, which a certification authority signs.
    pub async fn letter(&self, subject: &str) -> Id<Letter> {
        self.fixed("surat-dinas", self.house.memo(subject, &["kabid"], "kadis")).await
    }

    pub async fn fixed(&self, kind: &str, content: Content) -> Id<Letter> {
        let (office, lina) = (&self.house.office, self.house.actor("lina"));
        let id = draft::begin(office, lina, kind, content).await.unwrap();
        route::send_up(office, lina, id, 1).await.unwrap();
        self.house.paraf("wati", id).await;
        fix::fix(office, self.house.actor("tuti"), id, None).await.unwrap();
        id
    }

    /// Opened, chosen, and waiting for consent.
    pub async fn prepared(&self, who: &str, letters: &[Id<Letter>]) -> base::Result<Id<Consent>> {
        let actor = self.house.actor(who);
        let mut wishes = Vec::new();
        for letter in letters {
            note_opening(&self.house.office, actor, *letter).await?;
            wishes.push(Wish { letter: *letter, unopened: false });
        }
        prepare(&self.signing, actor, &wishes).await
    }

    /// The code on somebody's phone now; another one than the last time.
    pub async fn code(&self, who: &str) -> String {
        self.house.it.clock.advance_seconds(31);
        self.house.office.identity().demo_code(who).await.unwrap().unwrap()
    }

    /// Agrees with a code, and waits until each letter was tried.
    pub async fn given(&self, who: &str, id: Id<Consent>, phrase: &str) -> base::Result<()> {
        let factor = Factor::Totp(self.code(who).await);
        let said = (Secret::passphrase(phrase.to_owned()), "a test");
        give(&self.signing, self.house.actor(who), id, factor, said).await?.await.unwrap();
        Ok(())
    }

    /// Everything in one: what became of the attempts.
    pub async fn signed(&self, letters: &[Id<Letter>], phrase: &str) -> Vec<Attempt> {
        let id = self.prepared("rudi", letters).await.unwrap();
        self.given("rudi", id, phrase).await.unwrap();
        self.attempts(id).await
    }

    pub async fn well(&self, letter: Id<Letter>) -> Attempt {
        self.signed(&[letter], PHRASE).await.pop().unwrap()
    }

    pub async fn attempts(&self, id: Id<Consent>) -> Vec<Attempt> {
        let sheet = sheet(&self.signing, self.house.actor("rudi"), id).await.unwrap();
        sheet.letters.into_iter().map(|(attempt, _)| attempt).collect()
    }

    pub async fn attempt(&self, id: Id<Attempt>) -> Attempt {
        let read = self.house.it.cell.db().read(async |tx: &mut Tx| attempts::find(tx, id).await);
        read.await.unwrap().unwrap()
    }
}

/// State and reason of an attempt.
pub fn end(attempt: &Attempt) -> (AttemptState, Option<Why>) {
    (attempt.state, attempt.why)
}
