//! Whom the verification trusts is decided by two people.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use axum::http::StatusCode;
use base::Id;
use documents::audit_kinds::{ANCHOR_APPROVED, ANCHOR_DENIED, ANCHOR_ENDED, ANCHOR_PROPOSED};
use documents::domain::anchor::{Pin, Standing};
use documents::usecase::signing::SigningServices;
use documents::usecase::trust_list::{
    Answer, Ending, Proposal, decide, end, list, pinned, propose,
};

use crate::checked_files::*;
use crate::house::MIGRATIONS;
use crate::keys_site::Office;
use crate::keys_stage::*;

const PATH: &str = "/naskah/kepercayaan";

async fn proposed(stage: &Stage) -> Id<Pin> {
    let file = roots().remove(0);
    let it = Proposal { file: &file, name: "BSrE Contoh", standing: Standing::Certified };
    propose(stage.cell(), &stage.actor("adi").await, it).await.unwrap()
}

/// No service outside.
fn none() -> SigningServices {
    SigningServices::default()
}

/// The code of a refusal.
fn code<T: std::fmt::Debug>(result: base::Result<T>) -> &'static str {
    result.unwrap_err().code()
}

testkit::on_each_engine! {
    with &MIGRATIONS;

    async fn a_proposal_counts_only_after_a_second_person(db: Db) {
        let office = Office::over(Stage::new(db).await);
        let stage = &office.stage;
        after_the_corpus(stage);
        let letter = corpus("valid/b-lta.pdf");
        let id = proposed(stage).await;
        assert_eq!(office.verdict(&letter).await, "UNTRUSTED");
        let (cell, adi, rina) = (stage.cell(), stage.actor("adi").await, stage.actor("rina").await);
        let right = fingerprint(&roots()[0]);
        let answer = Answer::Approve { fingerprint: &right };
        assert_eq!(code(decide(cell, &adi, id, answer).await), "documents/anchor-oneself");
        assert_eq!(stage.told(ANCHOR_DENIED).await.len(), 1);
        for wrong in ["", "1234567", "00000000", &right[..40]] {
            let answer = Answer::Approve { fingerprint: wrong };
            let refused = code(decide(cell, &rina, id, answer).await);
            assert_eq!(refused, "documents/anchor-fingerprint", "{wrong}");
        }
        assert_eq!(office.verdict(&letter).await, "UNTRUSTED");
        decide(cell, &rina, id, answer).await.unwrap();
        assert_ne!(office.verdict(&letter).await, "UNTRUSTED");
        assert_eq!(code(decide(cell, &rina, id, answer).await), "documents/anchor-state");
        assert_eq!(stage.told(ANCHOR_PROPOSED).await.len(), 1);
        assert_eq!(stage.told(ANCHOR_APPROVED).await.len(), 1);
    }

    async fn the_version_goes_up_with_each_change_of_what_is_trusted(db: Db) {
        let stage = Stage::new(db).await;
        let (cell, adi, rina) = (stage.cell(), stage.actor("adi").await, stage.actor("rina").await);
        let version = async || list(cell, &none(), &adi).await.unwrap().version;
        let id = proposed(&stage).await;
        assert_eq!(version().await, 0);
        let before = pinned(cell, &none()).await.unwrap().version;
        let right = fingerprint(&roots()[0]);
        decide(cell, &rina, id, Answer::Approve { fingerprint: &right }).await.unwrap();
        assert_eq!(version().await, 1);
        assert_ne!(pinned(cell, &none()).await.unwrap().version, before);
        assert_eq!(code(end(cell, &adi, id, Ending::Entirely, " ").await), "documents/anchor-reason");
        end(cell, &adi, id, Ending::Entirely, "tertukar").await.unwrap();
        assert_eq!(version().await, 2);
        assert_eq!(code(end(cell, &adi, id, Ending::Entirely, "lagi").await), "documents/anchor-state");
        assert_eq!(stage.told(ANCHOR_ENDED).await.len(), 1);
        let again = proposed(&stage).await;
        assert_ne!(again, id);
        let refused = Answer::Refuse { reason: "bukan yang resmi" };
        decide(cell, &rina, again, refused).await.unwrap();
        assert_eq!(version().await, 2, "a refusal changes nothing that is trusted");
    }

    async fn an_end_from_now_keeps_what_is_proven_to_be_older(db: Db) {
        let office = Office::over(Stage::new(db).await);
        let stage = &office.stage;
        after_the_corpus(stage);
        pin_the_corpus(stage, Standing::Certified).await;
        let (stamped, claimed) = (corpus("valid/b-lta.pdf"), corpus("valid/table-one.pdf"));
        let before = office.verdict(&stamped).await;
        let without_stamp = office.verdict(&claimed).await;
        let (cell, adi) = (stage.cell(), stage.actor("adi").await);
        stage.it.clock.advance_seconds(60);
        for anchor in list(cell, &none(), &adi).await.unwrap().anchors {
            end(cell, &adi, anchor.id, Ending::FromNow, "PSrE berhenti").await.unwrap();
        }
        stage.it.clock.advance_seconds(60);
        assert_eq!(office.verdict(&stamped).await, before);
        assert_ne!(before, "UNTRUSTED");
        assert_ne!(without_stamp, "UNTRUSTED");
        assert_eq!(office.verdict(&claimed).await, "UNTRUSTED");
    }

    async fn only_an_authority_is_taken_and_only_once(db: Db) {
        let stage = Stage::new(db).await;
        let (cell, adi, rina) = (stage.cell(), stage.actor("adi").await, stage.actor("rina").await);
        let root = roots().remove(0);
        let try_with = async |file: &[u8], name: &str| {
            let it = Proposal { file, name, standing: Standing::Certified };
            propose(cell, &adi, it).await.map(drop)
        };
        assert_eq!(code(try_with(b"", "BSrE").await), "documents/anchor-file");
        assert_eq!(code(try_with(PDF, "BSrE").await), "documents/anchor-file");
        let two = [&root[..], b"\n", &root[..]].concat();
        assert_eq!(code(try_with(&two, "BSrE").await), "documents/anchor-file");
        assert_eq!(code(try_with(&root, " ").await), "documents/anchor-name");
        let (_, serial) = stage.enrolled("sri", SRI).await;
        let read = cell.db().read(async |tx: &mut db::Tx| {
            documents::store::keys::certificates::find(tx, &serial).await
        });
        let person = read.await.unwrap().unwrap().certificate;
        assert_eq!(code(try_with(&person, "BSrE").await), "documents/anchor-not-authority");
        try_with(&root, "BSrE").await.unwrap();
        assert_eq!(code(try_with(&root, "BSrE 2").await), "documents/anchor-exists");
        let it = Proposal { file: &root, name: "x2", standing: Standing::Seal };
        assert_eq!(code(propose(cell, &rina, it).await), "identity/forbidden");
        let sri = stage.actor("sri").await;
        assert_eq!(code(list(cell, &none(), &sri).await.map(|it| it.version)), "identity/forbidden");
    }

    async fn the_pages_lead_through_it_in_both_languages(db: Db) {
        let office = Office::over(Stage::new(db).await);
        let empty = office.get("adi", PATH).await;
        assert!(empty.says("Belum ada otoritas lain") && empty.says("Otoritas milik sendiri"));
        let root = roots().remove(0);
        let fields = [("nama", "BSrE Contoh"), ("macam", "certified")];
        let bad = office.propose("adi", &fields, ("a.pem", b"bukan")).await;
        assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(bad.says("bukan satu sertifikat") && bad.says("BSrE Contoh"), "{}", bad.text());
        let made = office.propose("adi", &fields, ("a.pem", &root)).await;
        assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text());
        let path = made.location;
        assert!(office.get("adi", &path).await.says("orang lain yang memutuskan"));
        assert!(office.get("rina", PATH).await.says("BSrE Contoh"));
        let typed = fingerprint(&root);
        let wrong = [("sidik-jari", "11223344")];
        let refused = office.post("rina", &path, &format!("{path}/setujui"), &wrong).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.says("Sidik jari tidak sama"));
        let right = [("sidik-jari", typed.as_str())];
        let done = office.post("rina", &path, &format!("{path}/setujui"), &right).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
        assert!(office.get("rina", &path).await.says("Dipercaya"));
        assert!(!office.get("rina", &path).await.says("Akhiri kepercayaan"));
        let ending = [("cara", "seluruhnya"), ("alasan", "tertukar")];
        let done = office.post("adi", &path, &format!("{path}/akhiri"), &ending).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
        assert!(office.get_in("en", "adi", &path).await.says("Ended"));
        assert_eq!(office.get_in("en", "rina", PATH).await.status, StatusCode::OK);
        assert_eq!(office.get("sri", PATH).await.status, StatusCode::FORBIDDEN);
        assert_eq!(office.get("adi", "/naskah/kepercayaan/x").await.status, StatusCode::NOT_FOUND);
        assert_eq!(office.app.texts().missed(), Vec::<String>::new());
    }
}
