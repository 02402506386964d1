//! A house in which Rudi signs: with a certification authority of the test, a phone and passphrases.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use std::sync::Arc;

use base::Id;
use db::{Db, Statement, Tx, Value};
use documents::audit_kinds::CONSENT_DOUBTED;
use documents::domain::content::Content;
use documents::domain::letter::Letter;
use documents::domain::signing::{Attempt, AttemptState, Consent, Why};
use documents::store::signing::{attempts, consents};
use documents::usecase::signing::{
    Factor, SigningHouse, SigningServices, Wish, give, link, note_opening, prepare, sheet,
};
use documents::usecase::{draft, fix, route};
use identity::SignIn;
use ports::signing::Secret;
use testkit::{Phone, TestCell};

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

    /// The code on somebody's phone, typed into the page that shows this consent now.
    pub async fn by_code(&self, who: &str, id: Id<Consent>) -> Factor {
        let shown = self.shown(id).await;
        Factor::Totp { code: self.code(who).await.into(), shown }
    }

    /// What the page of a consent carries back.
    pub async fn shown(&self, id: Id<Consent>) -> String {
        let read = self.house.it.cell.db().read(async |tx: &mut Tx| consents::find(tx, id).await);
        read.await.unwrap().map(|consent| consent.digest()).unwrap_or_default()
    }

    /// A hand in the database.
    pub async fn edit(&self, it: &Statement, values: &[Value]) {
        let db = self.house.it.cell.db();
        let changed = db.write(async |tx: &mut Tx| tx.execute(it, values).await).await.unwrap();
        assert_ne!(changed, 0, "{}", it.name);
    }

    pub async fn count(&self, it: &Statement) -> i64 {
        let db = self.house.it.cell.db();
        let row = db.read(async |tx: &mut Tx| tx.one(it, &[]).await).await.unwrap();
        row.int("n").unwrap()
    }

    /// Doubts about consents in the audit trail, the newest first.
    pub async fn doubts(&self) -> Vec<String> {
        let kind = Some(CONSENT_DOUBTED.code.to_owned());
        let filter = audit::Filter { kind, ..audit::Filter::default() };
        let db = self.house.it.cell.db();
        let found = db.read(async |tx: &mut Tx| audit::list(tx, &filter, None, 50).await);
        let said = |it: audit::Recorded| {
            assert_eq!(it.outcome, audit::Outcome::Denied);
            it.after.unwrap()["doubt"].as_str().unwrap().to_owned()
        };
        found.await.unwrap().into_iter().map(said).collect()
    }

    /// Agrees with a code, and waits until each letter was tried.
    pub async fn given(&self, who: &str, id: Id<Consent>, phrase: &str) -> base::Result<()> {
        let factor = self.by_code(who, id).await;
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

/// Somebody registers a phone.
pub async fn phone(house: &House, who: &str) -> Phone {
    let identity = house.office.identity();
    let code = identity.demo_code(who).await.unwrap().unwrap();
    let input = SignIn {
        login: who,
        password: "pelangi contoh 2026",
        code: &code,
        address: "203.0.113.9",
        agent: "a test",
        previous: None,
    };
    let token = identity.sign_in(input).await.unwrap();
    let (actor, session) = identity.resume(&token, Some("203.0.113.9")).await.unwrap().unwrap();
    let mut phone = Phone::on("https://pelangi.test");
    let begun = identity.begin_passkey(&actor, &session, "Ponsel", "pelangi contoh 2026").await;
    let answer = phone.create(&begun.unwrap().options).await.unwrap();
    identity.finish_passkey(&actor, &session, &answer).await.unwrap();
    phone
}
