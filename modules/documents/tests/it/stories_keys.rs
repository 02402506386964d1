//! Keys of people: made, vouched for, opened, locked, changed, ended.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use documents::audit_kinds::*;
use documents::domain::authority::Reason;
use documents::domain::keys::{Purpose, State};
use documents::usecase::keys;
use identity::{Actor, Reset};
use pki::{DigestAlgorithm, SignatureAlgorithm, Signer as _};

use crate::house::MIGRATIONS;
use crate::keys_stage::*;

testkit::on_each_engine! {
    with &MIGRATIONS;

    async fn a_key_signs_after_a_registrar_met_its_person(db: Db) {
        let stage = Stage::new(db).await;
        let key = stage.make("sri", SRI).await.unwrap();
        assert_eq!(stage.refusal("sri", SRI).await, "documents/no-key", "nobody vouched yet");
        let serial = stage.approve(key).await.unwrap();
        let opened = stage.unlock("sri", SRI).await.unwrap();
        assert_eq!(opened.certificate.serial_hex(), serial);
        assert_eq!(opened.certificate.subject().common_name(), Some("Sri Rahayu, S.Kom."));
        assert_eq!(opened.purpose, Purpose::Signer);
        let signature = opened.key.sign(b"a letter").unwrap();
        let public = opened.certificate.public_key().unwrap();
        let algorithm = SignatureAlgorithm::Ecdsa(DigestAlgorithm::Sha256);
        public.verify(algorithm, b"a letter", &signature).unwrap();
        let issuer = opened.chain[0].public_key().unwrap();
        opened.certificate.verify_signed_by(issuer).unwrap();
        for kind in [KEY_MADE, KEY_APPROVED, CERTIFICATE_ISSUED] {
            assert_eq!(stage.told(kind).await.len(), 2, "{}: of Rina and of Sri", kind.code);
        }
    }

    async fn a_registrar_may_appoint_another_who_vouches_in_turn(db: Db) {
        let stage = Stage::new(db).await;
        let key = stage.make("dewi", DEWI).await.unwrap();
        let code = stage.code(key).await;
        stage.approve_as("rina", RINA, key, (&code, Purpose::Registrar)).await.unwrap();
        let sri = stage.make("sri", SRI).await.unwrap();
        let code = stage.code(sri).await;
        stage.approve_as("dewi", DEWI, sri, (&code, Purpose::Signer)).await.unwrap();
        assert_eq!(stage.refusal("sri", SRI).await, "opened");
        // What Rina vouched for stands when she leaves; nothing new rests on her.
        stage.it.clock.advance_seconds(60);
        keys::revoke_own(&stage.keyring, &stage.actor("rina").await, Reason::AffiliationChanged)
            .await
            .unwrap();
        assert_eq!(stage.refusal("sri", SRI).await, "opened");
        assert_eq!(stage.refusal("rina", RINA).await, "documents/no-key");
    }

    async fn five_wrong_passphrases_lock_a_key_for_a_quarter_of_an_hour(db: Db) {
        let stage = Stage::new(db).await;
        stage.enrolled("sri", SRI).await;
        for left in ["4", "3", "2", "1"] {
            let error = stage.unlock("sri", "salah sekali kata ini").await.err().unwrap();
            assert_eq!(error.code(), "documents/passphrase-wrong");
            assert!(error.params().contains(&("left", left.to_owned())));
        }
        assert_eq!(stage.refusal("sri", "salah lagi kata ini").await, "documents/key-locked");
        assert_eq!(stage.refusal("sri", SRI).await, "documents/key-locked", "the right one too");
        assert_eq!(stage.told(KEY_LOCKED).await.len(), 1);
        stage.it.clock.advance_seconds(14 * 60);
        assert_eq!(stage.refusal("sri", SRI).await, "documents/key-locked");
        stage.it.clock.advance_seconds(61);
        assert_eq!(stage.refusal("sri", SRI).await, "opened");
        assert_eq!(stage.refusal("sri", "salah").await, "documents/passphrase-wrong", "afresh");
    }

    async fn another_passphrase_needs_the_present_one(db: Db) {
        let stage = Stage::new(db).await;
        stage.enrolled("sri", SRI).await;
        let sri = stage.actor("sri").await;
        let change = async |old: &str, new: &str, again: &str| {
            let (old, new, again) = (passphrase(old), passphrase(new), passphrase(again));
            keys::change_passphrase(&stage.keyring, &sri, old, new, &again).await
        };
        let new = "ombak teluk lingga tenang";
        let error = change("bukan ini frasanya", new, new).await.unwrap_err();
        assert_eq!(error.code(), "documents/passphrase-wrong");
        assert!(error.params().contains(&("field", "lama".to_owned())));
        assert_eq!(change(SRI, "pendek", "pendek").await.unwrap_err().code(), "documents/passphrase-short");
        assert_eq!(change(SRI, new, "lain").await.unwrap_err().code(), "documents/passphrase-differs");
        let guessed = "rahayurahayu1";
        assert_eq!(change(SRI, guessed, guessed).await.unwrap_err().code(), "documents/passphrase-weak");
        change(SRI, new, new).await.unwrap();
        assert_eq!(stage.refusal("sri", SRI).await, "documents/passphrase-wrong");
        assert_eq!(stage.refusal("sri", new).await, "opened");
        assert_eq!(stage.told(PASSPHRASE_CHANGED).await.len(), 1);
    }

    async fn whoever_resets_password_and_code_app_has_no_key(db: Db) {
        let stage = Stage::new(db).await;
        let (key, _) = stage.enrolled("sri", SRI).await;
        let before = stage.stored(key).await.wrapped;
        let id = stage.account("sri").await.id;
        let adi = stage.actor("adi").await;
        let link = stage.identity.reset_account(&adi, id, Reset::Everything).await.unwrap();
        assert!(!link.token.reveal().is_empty());
        assert_eq!(stage.stored(key).await.wrapped, before);
        let tried = stage.refusal("sri", "apa pun yang dicoba").await;
        assert_eq!(tried, "documents/passphrase-wrong");
    }

    async fn a_newer_key_takes_the_place_of_the_older(db: Db) {
        let stage = Stage::new(db).await;
        let (older, serial) = stage.enrolled("sri", SRI).await;
        let newer = stage.make("sri", DEWI).await.unwrap();
        assert_eq!(stage.refusal("sri", SRI).await, "opened", "until the newer one counts");
        assert_eq!(stage.make("sri", SRI).await.unwrap_err().code(), "documents/key-waiting");
        stage.approve(newer).await.unwrap();
        assert_eq!(stage.refusal("sri", DEWI).await, "opened");
        let older = stage.stored(older).await;
        assert_eq!((older.state, older.wrapped), (State::Revoked, None));
        let told = stage.told(CERTIFICATE_REVOKED).await;
        assert_eq!(told[0].subject, format!("certificate/{serial}"));
    }

    async fn a_certificate_ends_after_two_years(db: Db) {
        let stage = Stage::new(db).await;
        stage.enrolled("sri", SRI).await;
        stage.it.clock.advance_seconds(730 * 86_400 - 5);
        assert_eq!(stage.refusal("sri", SRI).await, "opened");
        stage.it.clock.advance_seconds(10);
        assert_eq!(stage.refusal("sri", SRI).await, "documents/key-expired");
        assert!(stage.told(KEY_DOUBTED).await.is_empty(), "time is no tampering");
    }

    async fn a_revoked_key_is_destroyed(db: Db) {
        let stage = Stage::new(db).await;
        let (key, serial) = stage.enrolled("sri", SRI).await;
        let sri = stage.actor("sri").await;
        keys::revoke_own(&stage.keyring, &sri, Reason::KeyCompromise).await.unwrap();
        let stored = stage.stored(key).await;
        assert_eq!((stored.state, stored.wrapped), (State::Revoked, None));
        assert_eq!(stage.refusal("sri", SRI).await, "documents/no-key");
        let again = keys::revoke_by_operator(stage.cell(), &serial, Reason::Superseded).await;
        again.unwrap();
        assert_eq!(stage.told(CERTIFICATE_REVOKED).await.len(), 1, "the first time stays");
        let unknown = keys::revoke_by_operator(stage.cell(), "0a", Reason::Superseded).await;
        assert_eq!(unknown.unwrap_err().code(), "documents/certificate-unknown");
    }

    async fn a_person_may_take_a_waiting_key_back(db: Db) {
        let stage = Stage::new(db).await;
        let key = stage.make("sri", SRI).await.unwrap();
        let sri = stage.actor("sri").await;
        keys::withdraw(&stage.keyring, &sri).await.unwrap();
        assert_eq!(stage.stored(key).await.wrapped, None);
        assert_eq!(stage.approve(key).await.unwrap_err().code(), "documents/key-unknown");
        assert_eq!(keys::withdraw(&stage.keyring, &sri).await.unwrap_err().code(), "documents/key-unknown");
        stage.make("sri", SRI).await.unwrap();
    }

    async fn without_an_authority_nobody_makes_a_key(db: Db) {
        let stage = Stage::bare(db).await;
        assert_eq!(stage.make("sri", SRI).await.unwrap_err().code(), "documents/authority-missing");
        let operator = Actor::operator();
        let (one, again) = (passphrase(SRI), passphrase(SRI));
        assert!(keys::make(&stage.keyring, &operator, one, &again).await.is_err());
    }

    async fn no_passphrase_and_no_bare_key_reaches_the_database(db: Db) {
        let stage = Stage::new(db).await;
        stage.enrolled("sri", SRI).await;
        let new = "ombak teluk lingga tenang";
        let sri = stage.actor("sri").await;
        let (old, next, again) = (passphrase(SRI), passphrase(new), passphrase(new));
        keys::change_passphrase(&stage.keyring, &sri, old, next, &again).await.unwrap();
        assert_eq!(stage.refusal("sri", "kenari kuning salah").await, "documents/passphrase-wrong");
        let pkcs8 = stage.unlock("sri", new).await.unwrap().key.to_pkcs8_der().unwrap();
        // The scalar of the key: 32 bytes behind the head of PKCS#8.
        let scalar: String = pkcs8[36..68].iter().map(|b| format!("{b:02x}")).collect();
        let folder = stage.it.folder.path().join("export");
        let label = db::transfer::Label {
            product_version: "0",
            cell_code: "64.08",
            exported_at: stage.cell().now(),
            facts: &[],
        };
        stage.cell().db().export(&folder, &label, &mut |_| {}).await.unwrap();
        let (mut files, mut keys) = (0, 0);
        for entry in std::fs::read_dir(&folder).unwrap() {
            let text = std::fs::read(entry.unwrap().path()).unwrap();
            let text = String::from_utf8_lossy(&text).to_lowercase();
            for secret in [SRI, RINA, new, "kenari kuning", "tte1$", &scalar] {
                assert!(!text.contains(&secret.to_lowercase()), "{secret}");
            }
            files += 1;
            keys += usize::from(text.contains("sri rahayu"));
        }
        assert!(files > 3 && keys > 0, "the export holds what is looked through");
    }
}
