//! A hand in the database between agreeing and signing: what was agreed to is signed, or nothing.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use base::Id;
use db::{Value, params};
use documents::domain::letter::{Letter, State};
use documents::domain::signing::{AttemptState, Why};
use documents::usecase::paper;
use documents::usecase::signing::{Factor, ask, bring, give, recover, sheet};
use ports::signing::Secret;

use crate::desk::code;
use crate::house::MIGRATIONS;
use crate::psre::{Mood, PHRASE};
use crate::signing_stage::{Stage, end, phone};

const DOUBTED: &str = "documents/consent-doubted";

db::statements! {
    SET_LETTER = "update doc_attempt set letter = $1, base = $2, base_pages = $3 where consent = $4";
    SET_BASE = "update doc_attempt set base = $1 where consent = $2";
    SET_STANDING = "update doc_attempt set standing = $1 where consent = $2";
    SET_POSITION = "update doc_attempt set position = $1 where consent = $2";
    SET_BASIS = "update doc_attempt set basis = $1 where consent = $2";
    SET_FIELD = "update doc_attempt set field = $1 where consent = $2";
    SWAP_PLACES = "update doc_attempt set place = place + $1 where consent = $2";
    ADD_LETTER = "update doc_attempt set consent = $1, place = 7 where consent = $2";
    SET_NAME = "update doc_consent set account_name = $1 where id = $2";
    SET_END = "update doc_consent set expires_at = $1 where id = $2";
    SET_CHALLENGE = "update doc_consent set challenge = $1 where id = $2";
    SET_TYPE = "update doc_letter set type = $1 where id = $2";
    TAKE_ATTEMPT = "update doc_attempt set letter = $1 where id = $2";
}

/// The letter as its attempt would name it.
async fn base(stage: &Stage, letter: Id<Letter>) -> (String, u32) {
    let shown = stage.house.shown("lina", letter).await;
    let revision = shown.revisions.last().unwrap();
    (revision.sha256.clone(), revision.pages)
}

testkit::on_each_engine! {
    with &MIGRATIONS;

    async fn another_letter_is_not_signed_by_a_code_for_this_one(db: Db) {
        let stage = Stage::new(db).await;
        let (agreed, other) = (stage.letter("Disetujui").await, stage.letter("Disisipkan").await);
        let consent = stage.prepared("rudi", &[agreed]).await.unwrap();
        let (sha256, pages) = base(&stage, other).await;
        let factor = stage.by_code("rudi", consent).await;
        stage.edit(&SET_LETTER, params![other, &sha256, pages, consent]).await;
        let said = (Secret::passphrase(PHRASE.to_owned()), "");
        let refused = give(&stage.signing, stage.house.actor("rudi"), consent, factor, said).await;
        assert_eq!(code(refused.map(drop)), DOUBTED);
        assert_eq!(stage.psre.calls(), 0, "nothing is sent");
        assert_eq!(stage.doubts().await, ["letters"]);
        for letter in [agreed, other] {
            assert_eq!(stage.house.state(letter).await, State::Fixed);
        }
        let after = sheet(&stage.signing, stage.house.actor("rudi"), consent).await.unwrap();
        assert!(after.consent.given.is_none(), "it was not used");
    }

    async fn nor_by_a_passkey_that_answered_for_this_one(db: Db) {
        let stage = Stage::new(db).await;
        let mut phone = phone(&stage.house, "rudi").await;
        let (agreed, other) = (stage.letter("Disetujui").await, stage.letter("Disisipkan").await);
        let consent = stage.prepared("rudi", &[agreed]).await.unwrap();
        let rudi = stage.house.actor("rudi");
        let shown = sheet(&stage.signing, rudi, consent).await.unwrap().consent;
        let options = ask(&stage.signing, rudi, &shown).await.unwrap().unwrap();
        let answer = phone.get(&options).await.unwrap();
        let (sha256, pages) = base(&stage, other).await;
        stage.edit(&SET_LETTER, params![other, &sha256, pages, consent]).await;
        let said = (Secret::passphrase(PHRASE.to_owned()), "");
        let refused = give(&stage.signing, rudi, consent, Factor::Passkey(answer), said).await;
        assert_eq!(code(refused.map(drop)), DOUBTED);
        assert_eq!((stage.psre.calls(), stage.doubts().await.len()), (0, 1));
        assert_eq!(stage.house.state(other).await, State::Fixed);
    }

    async fn whatever_is_changed_in_a_row_is_found(db: Db) {
        let stage = Stage::new(db).await;
        let letters = [stage.letter("Satu").await, stage.letter("Dua").await];
        let other = stage.letter("Lain").await;
        let sha256 = base(&stage, other).await.0;
        let desk = stage.house.position("kabid").to_string();
        let text = |text: &str| Value::from(text);
        let late = stage.house.it.cell.now().plus_seconds(86_400);
        for (it, value) in [
            (&SET_BASE, text(&sha256)),
            (&SET_STANDING, text("internal")),
            (&SET_POSITION, text(&desk)),
            (&SET_BASIS, text("plt")),
            (&SET_FIELD, text("TTD2")),
            (&SET_NAME, text("Adi Saputra")),
            (&SET_END, Value::from(late)),
            (&SET_CHALLENGE, text(&"0".repeat(64))),
        ] {
            let consent = stage.prepared("rudi", &letters).await.unwrap();
            let factor = stage.by_code("rudi", consent).await;
            stage.edit(it, &[value, Value::from(consent)]).await;
            let said = (Secret::passphrase(PHRASE.to_owned()), "");
            let rudi = stage.house.actor("rudi");
            let refused = give(&stage.signing, rudi, consent, factor, said).await;
            assert_eq!(code(refused.map(drop)), DOUBTED, "{}", it.name);
        }
        // A letter of another consent, put behind those that were agreed to.
        let consent = stage.prepared("rudi", &letters).await.unwrap();
        let hidden = stage.prepared("rudi", &[other]).await.unwrap();
        stage.edit(&ADD_LETTER, params![consent, hidden]).await;
        assert_eq!(code(stage.given("rudi", consent, PHRASE).await), DOUBTED);
        assert_eq!((stage.psre.calls(), stage.doubts().await.len()), (0, 9));
        // Places alone say nothing new as long as their order is the same.
        let consent = stage.prepared("rudi", &letters).await.unwrap();
        stage.edit(&SWAP_PLACES, params![5_i64, consent]).await;
        stage.given("rudi", consent, PHRASE).await.unwrap();
        assert!(stage.attempts(consent).await.iter().all(|it| it.state == AttemptState::Succeeded));
    }

    async fn the_bytes_of_the_file_are_those_that_were_agreed_to(db: Db) {
        let stage = Stage::new(db).await;
        let letters = [stage.letter("Satu").await, stage.letter("Dua").await];
        let consent = stage.prepared("rudi", &letters).await.unwrap();
        let other = paper::pdf(&stage.house.office, stage.house.actor("rudi"), letters[1]).await;
        let sha256 = base(&stage, letters[0]).await.0;
        let name = format!("documents/letters/{}/{sha256}", letters[0]).to_lowercase();
        let name = files::Name::parse(&name).unwrap();
        let files = stage.house.it.cell.files();
        files.remove(&name).await.unwrap();
        files.put(&name, other.unwrap().content()).await.unwrap();
        stage.given("rudi", consent, PHRASE).await.unwrap();
        let ends: Vec<_> = stage.attempts(consent).await.iter().map(end).collect();
        let failed = |why| (AttemptState::Failed, Some(why));
        assert_eq!(ends, [failed(Why::Doubted), failed(Why::NotTried)]);
        assert_eq!((stage.psre.calls(), stage.doubts().await), (0, vec!["file".to_owned()]));
        assert_eq!(stage.house.state(letters[0]).await, State::Fixed);
    }

    async fn the_type_of_the_letter_says_who_signs_it_to_the_end(db: Db) {
        let stage = Stage::new(db).await;
        let id = stage.letter("Surat dinas").await;
        let consent = stage.prepared("rudi", &[id]).await.unwrap();
        stage.edit(&SET_TYPE, params!["nota-dinas", id]).await;
        stage.given("rudi", consent, PHRASE).await.unwrap();
        let attempt = stage.attempts(consent).await.pop().unwrap();
        assert_eq!(end(&attempt), (AttemptState::Failed, Some(Why::Doubted)));
        assert_eq!((stage.psre.calls(), stage.doubts().await), (0, vec!["standing".to_owned()]));
    }

    async fn an_attempt_that_was_moved_to_another_letter_takes_no_file(db: Db) {
        let stage = Stage::new(db).await;
        let (id, other) = (stage.letter("Jawaban hilang").await, stage.letter("Lain").await);
        stage.psre.behave(Mood::Silent);
        let attempt = stage.well(id).await;
        stage.edit(&TAKE_ATTEMPT, params![other, attempt.id]).await;
        let (rudi, pdf) = (stage.house.actor("rudi"), stage.psre.last());
        assert_eq!(code(bring(&stage.signing, rudi, attempt.id, pdf.into()).await), DOUBTED);
        assert_eq!(stage.doubts().await, ["letters"]);
        stage.house.it.clock.advance_seconds(3_600);
        assert_eq!(recover(&stage.restarted()).await.unwrap(), 0);
        assert_eq!(stage.house.state(other).await, State::Fixed);
    }
}
