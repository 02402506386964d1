//! A hand in the database: everything an administrator could edit to sign in another's name. Sri has
//! a key, Adi administers, has a key of his own, and edits; each edit is found when the key is used,
//! refused, and written into the audit trail.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use base::Id;
use db::{Statement, Value, params};
use documents::audit_kinds::*;
use documents::domain::authority::{Name, Reason};
use documents::domain::keys::{Approval, By, Key, Purpose, Seen, State, serial_of};
use documents::store::keys::personal::Stored;
use documents::usecase::{authority, keys};
use pki::authority::{Authority, CertificateRequest, Locations, Profile, Serial};
use pki::revocation::{Crl, OcspRequest, Status};
use pki::{Certificate, NameBuilder, NewKey, PrivateKey, Signer as _};

use crate::house::MIGRATIONS;
use crate::keys_stage::*;

db::statements! {
    SET_WRAPPED = "update doc_key set wrapped = $1 where id = $2";
    SET_PUBLIC = "update doc_key set public_key = $1 where id = $2";
    SET_OWNER = "update doc_key set account = $1, slot = $2 where id = $3";
    SET_REQUEST = "update doc_key
        set public_key = $1, wrapped = $2, request = $3, request_signature = $4
        where id = $5";
    SET_PLACE = "update doc_key set slot = $1, state = $2, wrapped = $3 where id = $4";
    SET_CERTIFICATE = "update doc_certificate set certificate = $1 where serial_number = $2";
    SET_CERTIFICATE_KEY = "update doc_certificate set key = $1 where serial_number = $2";
    SET_STATEMENT = "update doc_approval set statement = $1 where key = $2";
    SET_SIGNATURE = "update doc_approval set signature = $1 where key = $2";
    ADD_APPROVAL = "insert into doc_approval
        (id, key, approved, registrar, registrar_name, statement, signature, note, at)
        values ($1, $2, 1, $3, 'Rina Melati', $4, $5, '', $6)";
    ADD_CERTIFICATE = "insert into doc_certificate
        (serial_number, issuer, kind, key, approval, subject, certificate,
        not_before, not_after, issued_at)
        values ($1, 'issuing-1', 'person', $2, $3, 'Sri', $4, $5, $6, $5)";
    SET_OFFICE = "update doc_authority set certificate = $1 where name = 'issuing-1'";
    DROP_REVOCATION = "delete from doc_revocation where serial_number = $1";
    SET_NAME = "update id_account set name = $1, nip = $2 where login = $3";
    SET_ROLE = "update id_account_role set role = $1 where account = $2 and role = $3";
}

/// Sri and Adi with a certificate each.
struct Hand {
    stage: Stage,
    sri: (Stored, String),
    adi: (Stored, String),
}

impl Hand {
    async fn new(db: testkit::Db) -> Self {
        let stage = Stage::new(db).await;
        let (sri, sri_serial) = stage.enrolled("sri", SRI).await;
        let (adi, adi_serial) = stage.enrolled("adi", ADI).await;
        let (sri, adi) = (stage.stored(sri).await, stage.stored(adi).await);
        Self { stage, sri: (sri, sri_serial), adi: (adi, adi_serial) }
    }

    async fn edit(&self, it: &Statement, params: &[Value]) {
        assert_eq!(self.stage.edit(it, params).await, 1, "{}", it.name);
    }

    /// Adi signs in as Sri (he reset her factors) and tries his own passphrase, then hers.
    async fn is_found(&self, what: &str) {
        for phrase in [ADI, SRI] {
            let refusal = self.stage.refusal("sri", phrase).await;
            assert_eq!(refusal, "documents/key-doubted", "{what}");
        }
        let told = self.stage.told(KEY_DOUBTED).await;
        assert_eq!(told.len(), 2, "{what}");
        let doubt = told[0].after.as_ref().unwrap()["doubt"].as_str().unwrap().to_owned();
        assert_eq!(doubt, what);
        assert_eq!(told[0].outcome, audit::Outcome::Denied);
    }
}

/// A certificate authority of Adi's own, with the names of ours, and Sri's certificate by it.
fn forged(
    ours: &Certificate,
    account: &Stored,
    statement: &str,
    signature: &[u8],
) -> [Certificate; 2] {
    let key = PrivateKey::generate(NewKey::P384).unwrap();
    let (serial, none) = (Serial::number(7), Locations::default());
    let issuer = CertificateRequest {
        subject: ours.subject(),
        public_key: key.public_key(),
        serial: &serial,
        validity: (ours.not_before(), ours.not_after()),
        profile: Profile::Authority { path_length: None },
        locations: &none,
    };
    let issuer = issuer.self_signed(&key).unwrap();
    let subject = NameBuilder::new().country("ID").common_name(&account.name).build().unwrap();
    let public_key = pki::PublicKey::from_der(&account.public_key).unwrap();
    let person = CertificateRequest {
        subject: &subject,
        public_key: &public_key,
        serial: &Serial::exactly(&serial_of(statement, signature)),
        validity: (ours.not_before(), ours.not_after()),
        profile: Profile::Person,
        locations: &none,
    };
    let person = Authority::new(&issuer, &key).unwrap().issue(&person).unwrap();
    [issuer, person]
}

testkit::on_each_engine! {
    with &MIGRATIONS;

    async fn a_wrapped_key_moved_into_anothers_row_does_not_open(db: Db) {
        let hand = Hand::new(db).await;
        let adis = hand.adi.0.wrapped.as_deref();
        hand.edit(&SET_WRAPPED, params![adis, hand.sri.0.id]).await;
        hand.is_found("wrapped-key").await;
    }

    async fn nor_with_its_public_key(db: Db) {
        let hand = Hand::new(db).await;
        let (adi, sri) = (&hand.adi.0, hand.sri.0.id);
        hand.edit(&SET_WRAPPED, params![adi.wrapped.as_deref(), sri]).await;
        hand.edit(&SET_PUBLIC, params![adi.public_key.as_slice(), sri]).await;
        hand.is_found("key").await;
    }

    async fn a_key_made_in_anothers_session_does_not_take_the_place_of_the_certified_one(db: Db) {
        let hand = Hand::new(db).await;
        // Adi makes a key as Sri: sealed for her account, with his passphrase.
        let own = hand.stage.make("sri", ADI).await.unwrap();
        let own = hand.stage.stored(own).await;
        let sri = hand.sri.0.id;
        hand.edit(&SET_WRAPPED, params![own.wrapped.as_deref(), sri]).await;
        hand.is_found("wrapped-key").await;
        hand.edit(&SET_PUBLIC, params![own.public_key.as_slice(), sri]).await;
        assert_eq!(hand.stage.refusal("sri", ADI).await, "documents/key-doubted");
    }

    async fn a_whole_key_given_to_another_account_is_found(db: Db) {
        let hand = Hand::new(db).await;
        let (adi, sri) = (&hand.adi.0, &hand.sri.0);
        let aside = params![&sri.account, "aside", sri.id].to_vec();
        hand.edit(&SET_OWNER, &aside).await;
        let slot = format!("{}/certified", sri.account);
        hand.edit(&SET_OWNER, params![&sri.account, &*slot, adi.id]).await;
        hand.is_found("account").await;
    }

    async fn another_certificate_for_the_key_is_found(db: Db) {
        let hand = Hand::new(db).await;
        let aside: Option<Id<Key>> = None;
        hand.edit(&SET_CERTIFICATE_KEY, params![aside, &hand.sri.1]).await;
        hand.edit(&SET_CERTIFICATE_KEY, params![hand.sri.0.id, &hand.adi.1]).await;
        hand.is_found("serial").await;
    }

    async fn exchanged_bytes_of_a_certificate_are_found(db: Db) {
        let hand = Hand::new(db).await;
        let adis = hand.stage.unlock("adi", ADI).await.unwrap().certificate;
        hand.edit(&SET_CERTIFICATE, params![adis.to_der(), &hand.sri.1]).await;
        hand.is_found("serial").await;
    }

    async fn bytes_that_are_no_certificate_are_found(db: Db) {
        let hand = Hand::new(db).await;
        hand.edit(&SET_CERTIFICATE, params![&b"scrap"[..], &hand.sri.1]).await;
        hand.is_found("missing").await;
    }

    async fn an_edited_approval_fits_no_certificate(db: Db) {
        let hand = Hand::new(db).await;
        let sri = hand.sri.0.id;
        let read = hand.stage.cell().db().read(async |tx: &mut db::Tx| {
            documents::store::keys::approvals::find_of(tx, sri).await
        });
        let approved = read.await.unwrap().unwrap().approved.unwrap();
        let promoted = approved.statement.replace("purpose: signer", "purpose: registrar");
        hand.edit(&SET_STATEMENT, params![&*promoted, sri]).await;
        hand.is_found("serial").await;
        hand.edit(&SET_STATEMENT, params![&*approved.statement, sri]).await;
        let adis = hand.stage.unlock("adi", ADI).await.unwrap().key;
        let own = adis.sign(approved.statement.as_bytes()).unwrap();
        hand.edit(&SET_SIGNATURE, params![own.as_slice(), sri]).await;
        assert_eq!(hand.stage.refusal("sri", SRI).await, "documents/key-doubted");
    }

    async fn an_approval_written_by_hand_makes_no_certificate(db: Db) {
        let hand = Hand::new(db).await;
        // Adi makes a key as Sri and writes everything a registrar would have left behind: the
        // approval in Rina's name, signed with his own key, and a certificate by his own authority
        // over exactly that approval.
        let id = hand.stage.make("sri", ADI).await.unwrap();
        let stored = hand.stage.stored(id).await;
        let account = hand.stage.account("sri").await;
        let offices = authority::Authority::open(hand.stage.cell()).unwrap();
        let rina = hand.stage.unlock("rina", RINA).await.unwrap().certificate.serial_hex();
        let approval = Approval {
            binding: documents::domain::keys::Binding {
                cell: "64.08".to_owned(),
                account: account.id.to_string(),
                name: account.name.clone(),
                nip: account.nip.clone().unwrap_or_default(),
                public_key: documents::domain::keys::hash_of(&stored.public_key),
            },
            purpose: Purpose::Signer,
            by: By::Registrar(rina),
            seen: Seen::IdentityCard,
            at: hand.stage.cell().now(),
            nonce: [1; 16],
        };
        let statement = approval.text();
        let adis = hand.stage.unlock("adi", ADI).await.unwrap().key;
        let signature = adis.sign(statement.as_bytes()).unwrap();
        let ours = offices.issuers().remove(0);
        let [issuer, person] = forged(&ours, &stored, &statement, &signature);
        let decision: Id<Key> = hand.stage.cell().new_id();
        let now = hand.stage.cell().now();
        let account = account.id.to_string();
        let of = params![decision, id, &*account, &*statement, signature.as_slice(), now].to_vec();
        hand.edit(&ADD_APPROVAL, &of).await;
        let (serial, der, until) = (person.serial_hex(), person.to_der(), person.not_after());
        let of = params![&*serial, id, decision, der, now, until].to_vec();
        hand.edit(&ADD_CERTIFICATE, &of).await;
        hand.edit(&SET_OFFICE, params![issuer.to_der()]).await;
        let aside: Option<&str> = None;
        let older = hand.sri.0.wrapped.as_deref();
        hand.edit(&SET_PLACE, params![aside, "revoked", older, hand.sri.0.id]).await;
        let slot = format!("{}/certified", stored.account);
        let wrapped = stored.wrapped.as_deref();
        hand.edit(&SET_PLACE, params![&*slot, "certified", wrapped, id]).await;
        hand.is_found("foreign-certificate").await;
    }

    async fn an_account_with_anothers_name_or_nip_signs_nothing(db: Db) {
        let hand = Hand::new(db).await;
        for (name, nip) in [
            ("Sri Rahayu, S.Kom.", "198404042009041004"),
            ("Adi Saputra", "198501012010012001"),
        ] {
            hand.edit(&SET_NAME, params![name, nip, "adi"]).await;
            let refusal = hand.stage.refusal("adi", ADI).await;
            assert_eq!(refusal, "documents/key-other-name");
        }
        assert_eq!(hand.stage.told(KEY_DOUBTED).await.len(), 2);
        hand.edit(&SET_NAME, params!["Adi Saputra", "198404042009041004", "adi"]).await;
        let opened = hand.stage.unlock("adi", ADI).await.unwrap();
        assert_eq!(opened.certificate.subject().common_name(), Some("Adi Saputra"));
    }

    async fn a_revocation_that_was_deleted_is_still_told_by_the_trail(db: Db) {
        let hand = Hand::new(db).await;
        let sri = hand.stage.actor("sri").await;
        keys::revoke_own(&hand.stage.keyring, &sri, Reason::KeyCompromise).await.unwrap();
        // Adi kept a copy of the row, and puts everything back.
        assert_eq!(hand.stage.stored(hand.sri.0.id).await.state, State::Revoked);
        let (slot, wrapped) = (format!("{}/certified", hand.sri.0.account), &hand.sri.0.wrapped);
        let place = params![&*slot, "certified", wrapped.as_deref(), hand.sri.0.id].to_vec();
        hand.edit(&SET_PLACE, &place).await;
        hand.edit(&DROP_REVOCATION, params![&hand.sri.1]).await;
        assert_eq!(hand.stage.refusal("sri", SRI).await, "documents/key-revoked");
    }

    async fn nor_does_it_deceive_those_who_ask_from_outside(db: Db) {
        let hand = Hand::new(db).await;
        let opened = hand.stage.unlock("sri", SRI).await.unwrap();
        let (certificate, issuer) = (&opened.certificate, &opened.chain[0]);
        let (sri, cell) = (hand.stage.actor("sri").await, hand.stage.cell());
        keys::revoke_own(&hand.stage.keyring, &sri, Reason::KeyCompromise).await.unwrap();
        hand.edit(&DROP_REVOCATION, params![&hand.sri.1]).await;
        let revoked = |status: &Status| {
            let code = Reason::KeyCompromise.code();
            matches!(status, Status::Revoked { reason: Some(reason), .. } if *reason == code)
        };

        let request = OcspRequest::new(certificate, issuer, None);
        let answer = authority::answer_ocsp(cell, &request.to_der()).await.unwrap();
        let answer = request.accept(&answer).unwrap();
        let said = answer.statement(certificate, issuer).unwrap().status;
        assert!(revoked(&said), "{said:?}");
        let name = Name::parse("issuing-1").unwrap();
        let list = authority::list_of_revoked(cell, name).await.unwrap();
        let list = Crl::from_der(&list).unwrap();
        let said = list.statement(certificate).unwrap().status;
        assert!(revoked(&said) && list.len() == 1, "{said:?}");
        let adi = hand.stage.unlock("adi", ADI).await.unwrap().certificate;
        assert_eq!(list.statement(&adi).unwrap().status, Status::Good);
        let own = keys::own(&hand.stage.keyring, &sri).await.unwrap();
        let told = own.keys.iter().find_map(|file| file.revoked.clone()).unwrap();
        assert_eq!((told.reason, told.by.as_str()), (Reason::KeyCompromise, sri.id()));
    }

    async fn a_key_swapped_before_the_meeting_has_another_code(db: Db) {
        let hand = Hand::new(db).await;
        let waiting = hand.stage.make("dewi", DEWI).await.unwrap();
        let shown = hand.stage.code(waiting).await;
        // Adi draws a key, asks in Dewi's name with it, and puts it into her row.
        let key = PrivateKey::generate(NewKey::P256).unwrap();
        let stored = hand.stage.stored(waiting).await;
        let public = key.public_key().to_der();
        let hash = documents::domain::keys::hash_of(public);
        let mut request = documents::domain::keys::Request::parse(&stored.request).unwrap();
        request.binding.public_key = hash;
        let text = request.text();
        let signature = key.sign(text.as_bytes()).unwrap();
        let wrapped = stored.wrapped.as_deref();
        let to = params![public, wrapped, &*text, signature.as_slice(), waiting].to_vec();
        hand.edit(&SET_REQUEST, &to).await;
        let error = hand.stage.approve_as("rina", RINA, waiting, (&shown, Purpose::Signer)).await;
        assert_eq!(error.unwrap_err().code(), "documents/code-differs");
        // And with the request left as it was, the swapped key is found before any code.
        let signature = stored.request_signature.as_slice();
        let to = params![public, wrapped, &*stored.request, signature, waiting].to_vec();
        hand.edit(&SET_REQUEST, &to).await;
        let error = hand.stage.approve_as("rina", RINA, waiting, (&shown, Purpose::Signer)).await;
        assert_eq!(error.unwrap_err().code(), "documents/key-doubted");
        assert_eq!(hand.stage.told(KEY_DOUBTED).await.len(), 1);
    }

    async fn a_name_changed_between_request_and_meeting_is_found(db: Db) {
        let hand = Hand::new(db).await;
        let waiting = hand.stage.make("dewi", DEWI).await.unwrap();
        hand.edit(&SET_NAME, params!["Bupati", "196001011990011001", "dewi"]).await;
        let error = hand.stage.approve(waiting).await.unwrap_err();
        assert_eq!(error.code(), "documents/key-other-name");
    }

    async fn the_role_of_registrar_given_in_the_database_signs_no_approval(db: Db) {
        let hand = Hand::new(db).await;
        let adi = hand.stage.account("adi").await.id;
        for role in ["staff", "administrator"] {
            // The table knows a role once: the other one is set aside under a name of its own.
            let to = if role == "staff" { "registrar" } else { "none" };
            hand.edit(&SET_ROLE, params![to, adi, role]).await;
        }
        let waiting = hand.stage.make("dewi", DEWI).await.unwrap();
        let code = hand.stage.code(waiting).await;
        let error = hand.stage.approve_as("adi", ADI, waiting, (&code, Purpose::Signer)).await;
        assert_eq!(error.unwrap_err().code(), "documents/not-registrar");
    }
}
