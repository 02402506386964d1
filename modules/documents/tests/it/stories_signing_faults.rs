//! What goes wrong while signing: nothing is lost, nothing counts that is not good, nothing is sent
//! twice.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use base::Id;
use db::{Tx, params};
use documents::domain::letter::{Letter, State};
use documents::domain::signing::{Attempt, AttemptState, Why};
use documents::store::signing::attempts::{self, Step};
use documents::usecase::signing::{
    SigningHouse, Wish, again, bring, clear, give, look_again, prepare, recover,
};
use ports::signing::{CertificateState, Secret};
use sha2::{Digest, Sha256};

use crate::desk::code;
use crate::house::MIGRATIONS;
use crate::psre::{Mood, PHRASE};
use crate::signing_stage::{Stage, end};

db::statements! {
    SET_STATE = "update doc_letter set state = $1 where id = $2";
    GIVE = "update doc_consent set given_at = $1, factor = 'totp' where id = $2";
    COUNT_CONSENTS = "select count(*) as n from doc_consent";
    COUNT_PREPARED = "select count(*) as n from doc_attempt where state = 'prepared'";
}

/// Signed, kept, and the program was killed before it judged the file.
async fn came_back(stage: &Stage, id: Id<Letter>) -> Attempt {
    stage.psre.behave(Mood::Silent);
    let attempt = stage.well(id).await;
    let cell = &stage.house.it.cell;
    let pdf = stage.psre.last();
    let result: String = Sha256::digest(&pdf).iter().map(|b| format!("{b:02x}")).collect();
    let attempt = Attempt { result: Some(result.clone()), ..attempt };
    cell.files().put(&name_of(id, &attempt), pdf).await.unwrap();
    let write = cell.db().write(async |tx: &mut Tx| {
        let step = Step { result: Some(&result), ..Step::default() };
        attempts::advance(tx, &attempt, AttemptState::Validating, step, cell.now()).await
    });
    assert!(write.await.unwrap());
    attempt
}

/// Where the file lies that came back.
fn name_of(id: Id<Letter>, attempt: &Attempt) -> files::Name {
    let sha256 = attempt.result.as_deref().unwrap();
    files::Name::parse(&format!("documents/letters/{id}/{sha256}").to_lowercase()).unwrap()
}

testkit::on_each_engine! {
    with &MIGRATIONS;

    async fn whatever_the_service_does_the_letter_is_signed_well_or_is_as_it_was(db: Db) {
        let stage = Stage::new(db).await;
        let id = stage.letter("Surat").await;
        for (mood, why) in [
            (Mood::Down, Why::NotSent),
            (Mood::Busy, Why::Busy),
            (Mood::Nonsense, Why::Garbled),
            (Mood::OtherFile, Why::OtherFile),
            (Mood::Unsigned, Why::OtherFile),
            (Mood::OtherName, Why::OtherSigner),
            (Mood::Stranger, Why::NotAccepted),
            (Mood::Broken, Why::NotAccepted),
        ] {
            stage.psre.behave(mood);
            let attempt = stage.well(id).await;
            assert_eq!(end(&attempt), (AttemptState::Failed, Some(why)), "{mood:?}: {}", attempt.detail);
            let shown = stage.house.shown("lina", id).await;
            assert_eq!(shown.loaded.record.state, State::Fixed, "{mood:?}");
            assert_eq!((shown.revisions.len(), shown.signatures.len()), (1, 0), "{mood:?}");
        }
        stage.psre.behave(Mood::Well);
        assert_eq!(stage.well(id).await.state, AttemptState::Succeeded);
        assert_eq!(stage.house.shown("lina", id).await.attempts.len(), 9);
    }

    async fn a_wrong_passphrase_counts_once_for_all_letters(db: Db) {
        let stage = Stage::new(db).await;
        let letters = [stage.letter("Satu").await, stage.letter("Dua").await, stage.letter("Tiga").await];
        let consent = stage.prepared("rudi", &letters).await.unwrap();
        stage.given("rudi", consent, "salah").await.unwrap();
        let ends: Vec<_> = stage.attempts(consent).await.iter().map(|it| it.why).collect();
        assert_eq!(ends, [Some(Why::WrongSecret), Some(Why::NotTried), Some(Why::NotTried)]);
        assert_eq!(stage.psre.calls(), 1);
        let next = again(&stage.signing, stage.house.actor("rudi"), consent).await.unwrap();
        stage.given("rudi", next, PHRASE).await.unwrap();
        assert!(stage.attempts(next).await.iter().all(|it| it.state == AttemptState::Succeeded));
        assert_eq!(stage.psre.calls(), 4);
    }

    async fn a_lost_answer_is_never_sent_again_and_the_file_can_be_brought(db: Db) {
        let stage = Stage::new(db).await;
        let id = stage.letter("Jawaban hilang").await;
        stage.psre.behave(Mood::Silent);
        let attempt = stage.well(id).await;
        assert_eq!(end(&attempt), (AttemptState::Unknown, None));
        assert_eq!(stage.house.state(id).await, State::Signing);
        let (rudi, wish) = (stage.house.actor("rudi"), [Wish { letter: id, unopened: true }]);
        stage.psre.behave(Mood::Well);
        assert_eq!(code(prepare(&stage.signing, rudi, &wish).await), "documents/wrong-state");
        assert_eq!(code(look_again(&stage.signing, rudi, attempt.id).await), "documents/cannot-tell");
        assert_eq!(stage.psre.calls(), 1, "nothing is sent twice");

        let other = b"%PDF-1.7 something else".to_vec();
        let refused = bring(&stage.signing, rudi, attempt.id, other.into()).await;
        assert_eq!(code(refused), "documents/brought-other");
        let mut changed = stage.psre.last();
        let at = changed.len() - 40;
        changed[at] ^= 1;
        let refused = bring(&stage.signing, rudi, attempt.id, changed.into()).await;
        assert_eq!(code(refused), "documents/brought-other");
        assert_eq!(stage.attempt(attempt.id).await.state, AttemptState::Unknown);

        let tuti = stage.house.actor("tuti");
        bring(&stage.signing, tuti, attempt.id, stage.psre.last().into()).await.unwrap();
        let shown = stage.house.shown("lina", id).await;
        assert_eq!(shown.loaded.record.state, State::Signed);
        let step = shown.loaded.chain.sign_step().unwrap().mark.clone().unwrap();
        assert_eq!(step.name, "Rudi Contoh", "whoever agreed has signed, not whoever brought it");
    }

    async fn an_empty_answer_is_never_signed_anew_by_itself(db: Db) {
        let stage = Stage::new(db).await;
        let id = stage.letter("Jawaban kosong").await;
        stage.psre.behave(Mood::Nothing);
        let attempt = stage.well(id).await;
        assert_eq!(end(&attempt), (AttemptState::Unknown, None));
        assert_eq!(stage.house.state(id).await, State::Signing);
        stage.psre.behave(Mood::Well);
        let refused = stage.prepared("rudi", &[id]).await;
        assert_eq!(code(refused), "documents/wrong-state", "one in 150, and two signatures each");
        let rudi = stage.house.actor("rudi");
        bring(&stage.signing, rudi, attempt.id, stage.psre.last().into()).await.unwrap();
        assert_eq!(stage.house.state(id).await, State::Signed);
        assert_eq!(stage.psre.calls(), 1);
    }

    async fn a_person_clears_what_nobody_knows_and_it_is_signed_anew(db: Db) {
        let stage = Stage::new(db).await;
        let id = stage.letter("Tidak jadi").await;
        stage.psre.behave(Mood::Silent);
        let attempt = stage.well(id).await;
        for (who, told) in [("nia", "documents/unknown-letter"), ("joko", "identity/forbidden")] {
            let refused = clear(&stage.signing, stage.house.actor(who), attempt.id, "tidak ada").await;
            assert_eq!(code(refused), told, "{who}");
        }
        let tuti = stage.house.actor("tuti");
        assert_eq!(code(clear(&stage.signing, tuti, attempt.id, " ").await), "documents/remark");
        clear(&stage.signing, tuti, attempt.id, "catatan layanan kosong").await.unwrap();
        assert_eq!(code(clear(&stage.signing, tuti, attempt.id, "lagi").await), "documents/attempt-over");
        assert_eq!(stage.house.state(id).await, State::Fixed);
        stage.psre.behave(Mood::Well);
        assert_eq!(stage.well(id).await.state, AttemptState::Succeeded);
    }

    async fn a_certificate_that_ends_between_request_and_signature_signs_nothing(db: Db) {
        let stage = Stage::new(db).await;
        let id = stage.letter("Dicabut").await;
        let consent = stage.prepared("rudi", &[id]).await.unwrap();
        stage.psre.set_state(CertificateState::Revoke);
        stage.given("rudi", consent, PHRASE).await.unwrap();
        let attempt = stage.attempts(consent).await.pop().unwrap();
        assert_eq!(end(&attempt), (AttemptState::Failed, Some(Why::CannotSign)));
        let before = stage.count(&COUNT_CONSENTS).await;
        assert_eq!(code(stage.prepared("rudi", &[id]).await), "documents/cannot-sign");
        assert_eq!(stage.count(&COUNT_CONSENTS).await, before, "nothing was left behind");
        assert_eq!(stage.house.state(id).await, State::Fixed);
    }

    async fn a_letter_that_went_back_meanwhile_is_not_signed(db: Db) {
        let stage = Stage::new(db).await;
        let id = stage.letter("Dikembalikan").await;
        let consent = stage.prepared("rudi", &[id]).await.unwrap();
        let rudi = stage.house.actor("rudi");
        let step = stage.house.shown("rudi", id).await.may.send_back.unwrap();
        let office = &stage.house.office;
        documents::usecase::route::send_back(office, rudi, id, (step, 1), "Perbaiki").await.unwrap();
        stage.given("rudi", consent, PHRASE).await.unwrap();
        let attempt = stage.attempts(consent).await.pop().unwrap();
        assert_eq!(end(&attempt), (AttemptState::Failed, Some(Why::Changed)));
        assert_eq!(stage.psre.calls(), 0);
        assert_eq!(stage.house.state(id).await, State::Returned);
    }

    async fn a_program_that_is_killed_while_it_waits_leaves_an_unknown_attempt(db: Db) {
        let stage = Stage::new(db).await;
        let letters = [stage.letter("Satu").await, stage.letter("Dua").await];
        let consent = stage.prepared("rudi", &letters).await.unwrap();
        stage.psre.behave(Mood::Endless);
        let factor = stage.by_code("rudi", consent).await;
        let said = (Secret::passphrase(PHRASE.to_owned()), "");
        let running = give(&stage.signing, stage.house.actor("rudi"), consent, factor, said).await;
        let running = running.unwrap();
        while stage.psre.calls() == 0 {
            tokio::task::yield_now().await;
        }
        running.abort();
        assert!(running.await.unwrap_err().is_cancelled());

        let later: SigningHouse = stage.restarted();
        assert_eq!(recover(&later).await.unwrap(), 0, "another program may be waiting for it");
        stage.house.it.clock.advance_seconds(601);
        assert_eq!(recover(&later).await.unwrap(), 1);
        stage.house.it.clock.advance_seconds(1_200);
        assert_eq!(recover(&later).await.unwrap(), 1);
        let attempts = stage.attempts(consent).await;
        assert_eq!(end(&attempts[0]), (AttemptState::Unknown, None));
        assert_eq!(end(&attempts[1]), (AttemptState::Failed, Some(Why::Interrupted)));
        assert_eq!(recover(&later).await.unwrap(), 0, "unknown stays unknown until a person looks");
        assert_eq!(stage.psre.calls(), 1);
        assert_eq!(stage.house.state(letters[0]).await, State::Signing);
        assert_eq!(stage.house.state(letters[1]).await, State::Fixed);
    }

    async fn a_file_that_is_gone_blocks_no_other_and_is_left_to_a_person(db: Db) {
        let stage = Stage::new(db).await;
        let (gone, other) = (stage.letter("Berkas hilang").await, stage.letter("Lainnya").await);
        let lost = came_back(&stage, gone).await;
        let pdf = stage.psre.last();
        let kept = came_back(&stage, other).await;
        let cell = &stage.house.it.cell;
        cell.files().remove(&name_of(gone, &lost)).await.unwrap();
        stage.house.it.clock.advance_seconds(601);
        assert_eq!(recover(&stage.restarted()).await.unwrap(), 2);
        assert_eq!(stage.attempt(kept.id).await.state, AttemptState::Succeeded);
        let attempt = stage.attempt(lost.id).await;
        assert_eq!(end(&attempt), (AttemptState::Unknown, None));
        assert!(attempt.detail.contains("documents/damaged"), "{}", attempt.detail);
        assert_eq!(recover(&stage.restarted()).await.unwrap(), 0);
        bring(&stage.signing, stage.house.actor("tuti"), lost.id, pdf.into()).await.unwrap();
        assert_eq!(stage.house.state(gone).await, State::Signed);
    }

    async fn what_cannot_be_judged_is_tried_for_a_while_and_blocks_no_other(db: Db) {
        let stage = Stage::new(db).await;
        let (stuck, other) = (stage.letter("Tersangkut").await, stage.letter("Lainnya").await);
        let (first, second) = (came_back(&stage, stuck).await, came_back(&stage, other).await);
        // Judging ends in a fault of ours each time: the letter is not where its attempt is.
        stage.edit(&SET_STATE, params!["draft", stuck]).await;
        stage.house.it.clock.advance_seconds(601);
        assert_eq!(recover(&stage.restarted()).await.unwrap(), 1, "only the other one");
        assert_eq!(stage.attempt(second.id).await.state, AttemptState::Succeeded);
        assert_eq!(stage.attempt(first.id).await.state, AttemptState::Validating, "for now");
        stage.house.it.clock.advance_seconds(1_200);
        assert_eq!(recover(&stage.restarted()).await.unwrap(), 1);
        assert_eq!(stage.attempt(first.id).await.state, AttemptState::Unknown);
        stage.edit(&SET_STATE, params!["signing", stuck]).await;
        let rudi = stage.house.actor("rudi");
        clear(&stage.signing, rudi, first.id, "tidak dapat diperiksa").await.unwrap();
        assert_eq!(stage.house.state(stuck).await, State::Fixed);
    }

    async fn consents_that_nobody_gave_end_and_hide_no_attempt_that_waits(db: Db) {
        let stage = Stage::new(db).await;
        let letters = [stage.letter("Satu").await, stage.letter("Dua").await];
        for _ in 0..3 {
            stage.prepared("rudi", &letters).await.unwrap();
        }
        let given = stage.prepared("rudi", &letters[..1]).await.unwrap();
        let open = stage.attempts(given).await;
        // Agreed to, and killed before anything was sent.
        stage.edit(&GIVE, params![stage.house.it.cell.now(), given]).await;
        stage.house.it.clock.advance_seconds(60 * 14);
        assert_eq!(recover(&stage.restarted()).await.unwrap(), 0);
        assert_eq!(stage.count(&COUNT_PREPARED).await, 7, "whoever agrees in the last moment");
        stage.house.it.clock.advance_seconds(61);
        assert_eq!(recover(&stage.restarted()).await.unwrap(), 0);
        assert_eq!(stage.count(&COUNT_PREPARED).await, 1, "the one that was agreed to");
        assert_eq!(stage.attempt(open[0].id).await.state, AttemptState::Prepared);
        stage.house.it.clock.advance_seconds(1_000);
        assert_eq!(recover(&stage.restarted()).await.unwrap(), 1);
        assert_eq!(end(&stage.attempt(open[0].id).await), (AttemptState::Failed, Some(Why::Interrupted)));
        let shown = stage.house.shown("lina", letters[1]).await;
        assert!(shown.attempts.iter().all(|it| end(it) == (AttemptState::Failed, Some(Why::Lapsed))));
        assert_eq!(stage.house.state(letters[1]).await, State::Fixed);
        stage.well(letters[1]).await;
    }

    async fn a_program_that_is_killed_while_it_judges_goes_on_judging(db: Db) {
        let stage = Stage::new(db).await;
        let id = stage.letter("Sudah kembali").await;
        let attempt = came_back(&stage, id).await;
        stage.house.it.clock.advance_seconds(601);
        assert_eq!(recover(&stage.restarted()).await.unwrap(), 1);
        assert_eq!(stage.house.state(id).await, State::Signed);
        assert_eq!(stage.attempt(attempt.id).await.state, AttemptState::Succeeded);
    }
}
