//! Who may vouch for a key, and what a meeting needs.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use documents::audit_kinds::*;
use documents::domain::keys::{Purpose, State};
use documents::usecase::keys;

use crate::house::MIGRATIONS;
use crate::keys_stage::*;

testkit::on_each_engine! {
    with &MIGRATIONS;

    async fn the_code_of_the_meeting_decides_about_the_key(db: Db) {
        let stage = Stage::new(db).await;
        let key = stage.make("sri", SRI).await.unwrap();
        let other = stage.make("dewi", DEWI).await.unwrap();
        let theirs = stage.code(other).await;
        for code in ["", "0000-0000-0000-0000", &theirs] {
            let error = stage.approve_as("rina", RINA, key, (code, Purpose::Signer)).await;
            assert_eq!(error.unwrap_err().code(), "documents/code-differs");
        }
        assert_eq!(stage.stored(key).await.state, State::Waiting);
        stage.approve(key).await.unwrap();
        assert_eq!(stage.approve(key).await.unwrap_err().code(), "documents/key-unknown", "once");
    }

    async fn the_role_alone_vouches_for_nobody(db: Db) {
        let stage = Stage::new(db).await;
        let key = stage.make("sri", SRI).await.unwrap();
        let code = stage.code(key).await;
        // Dewi holds the role and has no key; then one that is good for letters only.
        let error = stage.approve_as("dewi", DEWI, key, (&code, Purpose::Signer)).await;
        assert_eq!(error.unwrap_err().code(), "documents/no-key");
        stage.enrolled("dewi", DEWI).await;
        let error = stage.approve_as("dewi", DEWI, key, (&code, Purpose::Signer)).await;
        assert_eq!(error.unwrap_err().code(), "documents/not-registrar");
        assert_eq!(stage.told(APPROVAL_DENIED).await.len(), 1);
        // Sri has no role; the page is closed, and so is the deed.
        let error = stage.approve_as("sri", SRI, key, (&code, Purpose::Signer)).await;
        assert_eq!(error.unwrap_err().code(), "identity/forbidden");
        assert_eq!(stage.stored(key).await.state, State::Waiting);
    }

    async fn a_registrar_needs_their_own_passphrase(db: Db) {
        let stage = Stage::new(db).await;
        let key = stage.make("sri", SRI).await.unwrap();
        let code = stage.code(key).await;
        let error = stage.approve_as("rina", SRI, key, (&code, Purpose::Signer)).await;
        assert_eq!(error.unwrap_err().code(), "documents/passphrase-wrong");
        assert_eq!(stage.stored(key).await.state, State::Waiting);
    }

    async fn nobody_vouches_for_themselves_and_no_administrator_for_anybody(db: Db) {
        let stage = Stage::new(db).await;
        let own = stage.make("rina", SRI).await.unwrap();
        let code = stage.code(own).await;
        let error = stage.approve_as("rina", RINA, own, (&code, Purpose::Signer)).await;
        assert_eq!(error.unwrap_err().code(), "documents/approve-oneself");
        // Eko administers accounts and holds the role of registrar as well.
        let key = stage.make("sri", SRI).await.unwrap();
        let code = stage.code(key).await;
        let error = stage.approve_as("eko", ADI, key, (&code, Purpose::Signer)).await;
        assert_eq!(error.unwrap_err().code(), "documents/registrar-administrator");
        let ekos = stage.make("eko", ADI).await.unwrap();
        let code = stage.code(ekos).await;
        let error = stage.approve_as("rina", RINA, ekos, (&code, Purpose::Registrar)).await;
        assert_eq!(error.unwrap_err().code(), "documents/registrar-administrator");
        let error = keys::appoint_first(&stage.keyring, "eko", &code).await;
        assert_eq!(error.unwrap_err().code(), "documents/registrar-administrator");
    }

    async fn a_refusal_says_why_and_destroys_the_key(db: Db) {
        let stage = Stage::new(db).await;
        let key = stage.make("sri", SRI).await.unwrap();
        let rina = stage.actor("rina").await;
        let error = keys::refuse(&stage.keyring, &rina, key, "  ").await.unwrap_err();
        assert_eq!(error.code(), "documents/refusal-reason");
        keys::refuse(&stage.keyring, &rina, key, "bukan orang yang datang").await.unwrap();
        let stored = stage.stored(key).await;
        assert_eq!((stored.state, stored.wrapped), (State::Refused, None));
        let own = keys::own(&stage.keyring, &stage.actor("sri").await).await.unwrap();
        let decision = own.keys[0].decision.as_ref().unwrap();
        assert_eq!(decision.note, "bukan orang yang datang");
        assert!(decision.approved.is_none());
        assert_eq!(stage.told(KEY_REFUSED).await.len(), 1);
        stage.make("sri", SRI).await.unwrap();
    }

    async fn the_first_registrar_is_met_at_the_server(db: Db) {
        let stage = Stage::new(db).await;
        let error = keys::appoint_first(&stage.keyring, "dewi", "0000-0000-0000-0000").await;
        assert_eq!(error.unwrap_err().code(), "documents/key-unknown", "no key waits");
        let error = keys::appoint_first(&stage.keyring, "siapa", "0000-0000-0000-0000").await;
        assert_eq!(error.unwrap_err().code(), "documents/no-person");
        let key = stage.make("dewi", DEWI).await.unwrap();
        let error = keys::appoint_first(&stage.keyring, "dewi", "0000-0000-0000-0000").await;
        assert_eq!(error.unwrap_err().code(), "documents/code-differs");
        let code = stage.code(key).await;
        let appointed = keys::appoint_first(&stage.keyring, "dewi", &code).await.unwrap();
        assert_eq!(appointed.name, "Dewi Anjani");
        assert_eq!(stage.unlock("dewi", DEWI).await.unwrap().purpose, Purpose::Registrar);
    }

    async fn the_office_sees_every_request(db: Db) {
        let stage = Stage::new(db).await;
        stage.it.clock.advance_seconds(1);
        stage.make("sri", SRI).await.unwrap();
        let adi = stage.actor("adi").await;
        let (files, next) = keys::of_office(&stage.keyring, &adi, None, 50).await.unwrap();
        let seen: Vec<&str> = files.iter().map(|file| &*file.key.name).collect();
        assert_eq!(seen, ["Sri Rahayu, S.Kom.", "Rina Melati"]);
        assert_eq!(next, None);
        let rina = stage.actor("rina").await;
        assert_eq!(keys::waiting_count(stage.cell(), &rina).await.unwrap(), 1);
        assert!(keys::waiting(&stage.keyring, &adi, "", 50).await.is_err());
    }
}
