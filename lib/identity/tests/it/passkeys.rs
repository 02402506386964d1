//! Passkeys are made, listed, renamed and removed by their owner, and by nobody else.

use base::{Error, Id, Kind};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use identity::{Actor, Passkey, Reset, SignedIn};
use serde_json::{Value, json};
use testkit::{Phone, TestCell};

use crate::support::{
    ADDRESS, House, MIGRATIONS, OTHER, PASSWORD, Person, code_of, refusal, settings,
};

pub const SITE: &str = "https://pelangi.test";

impl House {
    /// Adds a passkey of a phone, as its owner does on the page.
    pub async fn add_passkey(
        &self,
        (actor, signed_in): (&Actor, &SignedIn),
        phone: &mut Phone,
        name: &str,
    ) -> Result<Id<Passkey>, Error> {
        let begun = self.identity.begin_passkey(actor, signed_in, name, PASSWORD).await?;
        let answer = phone.create(&begun.options).await.expect("a phone that can");
        self.identity.finish_passkey(actor, signed_in, &answer).await
    }

    pub async fn at_work(&self, person: &Person) -> (Actor, SignedIn) {
        let (_, actor, signed_in) = self.signed_in(person).await;
        (actor, signed_in)
    }
}

/// A registration with the challenge of other options, as a browser that lies would send it.
fn answering(answer: &str, options: &str) -> String {
    let mut answer: Value = serde_json::from_str(answer).unwrap();
    let options: Value = serde_json::from_str(options).unwrap();
    let data = json!({
        "type": "webauthn.create",
        "challenge": options["challenge"],
        "origin": SITE,
    });
    answer["response"]["clientDataJSON"] = URL_SAFE_NO_PAD.encode(data.to_string()).into();
    answer.to_string()
}

testkit::on_each_engine! {
    with MIGRATIONS;

    async fn a_person_adds_renames_and_removes_a_passkey(db: Db) {
        let house = House::new(db);
        let (actor, signed_in) = house.at_work(&house.officer("ani").await).await;
        let mut phone = Phone::on(SITE);
        let id = house.add_passkey((&actor, &signed_in), &mut phone, " Ponsel dinas ").await.unwrap();
        let listed = house.identity.my_passkeys(&actor).await.unwrap();
        assert_eq!((listed.len(), &*listed[0].name, listed[0].id), (1, "Ponsel dinas", id));
        assert_eq!((listed[0].created_at, listed[0].used_at), (house.it.cell.now(), None));

        house.identity.rename_passkey(&actor, id, "Ponsel baru").await.unwrap();
        assert_eq!(house.identity.my_passkeys(&actor).await.unwrap()[0].name, "Ponsel baru");
        let wrong = house.identity.remove_passkey(&actor, &signed_in, id, OTHER).await;
        assert_eq!(refusal(wrong), ("identity/password-present", "present".to_owned()));
        house.identity.remove_passkey(&actor, &signed_in, id, PASSWORD).await.unwrap();
        assert!(house.identity.my_passkeys(&actor).await.unwrap().is_empty());

        let added = &house.recorded("identity/passkey-added").await[0];
        let removed = &house.recorded("identity/passkey-removed").await[0];
        assert_eq!((&added.subject, &added.actor), (&signed_in.account.to_string(), &actor.id().to_owned()));
        let key = |entry: &Option<Value>| entry.as_ref().unwrap()["key_sha256"].clone();
        assert_eq!(key(&added.after), key(&removed.before), "the key that was added was removed");
        assert_eq!(house.recorded("identity/passkey-renamed").await.len(), 1);
    }

    async fn the_password_is_asked_for_before_a_passkey_is_made_and_counted_like_a_sign_in(db: Db) {
        let house = House::new(db);
        let (actor, signed_in) = house.at_work(&house.officer("ani").await).await;
        for _ in 0..5 {
            let begun = house.identity.begin_passkey(&actor, &signed_in, "Ponsel", OTHER).await;
            assert_eq!(refusal(begun), ("identity/password-present", "present".to_owned()));
        }
        let begun = house.identity.begin_passkey(&actor, &signed_in, "Ponsel", PASSWORD).await;
        assert_eq!(code_of(begun), "identity/locked");
    }

    async fn a_right_password_forgives_the_wrong_ones_before_it(db: Db) {
        let house = House::new(db);
        let (actor, signed_in) = house.at_work(&house.officer("ani").await).await;
        for _ in 0..3 {
            for _ in 0..4 {
                let begun = house.identity.begin_passkey(&actor, &signed_in, "Ponsel", OTHER).await;
                assert_eq!(code_of(begun), "identity/password-present");
            }
            house.identity.begin_passkey(&actor, &signed_in, "Ponsel", PASSWORD).await.unwrap();
        }
    }

    async fn a_challenge_is_good_for_one_answer_of_one_session_for_ten_minutes(db: Db) {
        let house = House::new(db);
        let ani = house.officer("ani").await;
        let (actor, here) = house.at_work(&ani).await;
        house.wait_for_a_new_code();
        let (_, elsewhere) = house.at_work(&ani).await;
        let mut phone = Phone::on(SITE);

        let begun = house.identity.begin_passkey(&actor, &here, "Ponsel", PASSWORD).await.unwrap();
        let answer = phone.create(&begun.options).await.unwrap();
        let stolen = house.identity.finish_passkey(&actor, &elsewhere, &answer).await;
        assert_eq!(code_of(stolen), "identity/passkey-over", "of another session");
        house.identity.finish_passkey(&actor, &here, &answer).await.unwrap();
        let again = house.identity.finish_passkey(&actor, &here, &answer).await;
        assert_eq!(code_of(again), "identity/passkey-over", "used");

        let begun = house.identity.begin_passkey(&actor, &here, "Kunci", PASSWORD).await.unwrap();
        let answer = Phone::on(SITE).create(&begun.options).await.unwrap();
        house.it.clock.advance_seconds(600);
        let late = house.identity.finish_passkey(&actor, &here, &answer).await;
        assert_eq!(code_of(late), "identity/passkey-over", "late");
        assert_eq!(house.identity.clean_up().await.unwrap(), 1);
    }

    async fn a_newer_challenge_ends_the_earlier_one(db: Db) {
        let house = House::new(db);
        let (actor, signed_in) = house.at_work(&house.officer("ani").await).await;
        let first = house.identity.begin_passkey(&actor, &signed_in, "Satu", PASSWORD).await.unwrap();
        house.identity.begin_passkey(&actor, &signed_in, "Dua", PASSWORD).await.unwrap();
        let answer = Phone::on(SITE).create(&first.options).await.unwrap();
        let late = house.identity.finish_passkey(&actor, &signed_in, &answer).await;
        assert_eq!(code_of(late), "identity/passkey-refused");
        assert_eq!(house.recorded("identity/factor-refused").await.len(), 1);
    }

    async fn an_answer_from_another_address_is_refused_and_recorded(db: Db) {
        let house = House::new(db);
        let (actor, signed_in) = house.at_work(&house.officer("ani").await).await;
        let begun = house.identity.begin_passkey(&actor, &signed_in, "Ponsel", PASSWORD).await.unwrap();
        let lured = begun.options.replace("pelangi.test", "jahat.test");
        let answer = Phone::on("https://jahat.test").create(&lured).await.unwrap();
        let finished = house.identity.finish_passkey(&actor, &signed_in, &answer).await;
        assert_eq!(code_of(finished), "identity/passkey-elsewhere");
        let refused = &house.recorded("identity/factor-refused").await[0];
        assert_eq!(refused.reason.as_deref(), Some("registration"));
        assert!(house.identity.my_passkeys(&actor).await.unwrap().is_empty());
    }

    async fn rubbish_is_refused(db: Db) {
        let house = House::new(db);
        let (actor, signed_in) = house.at_work(&house.officer("ani").await).await;
        for rubbish in ["", "{}", "null", "\u{0}"] {
            house.identity.begin_passkey(&actor, &signed_in, "Ponsel", PASSWORD).await.unwrap();
            let finished = house.identity.finish_passkey(&actor, &signed_in, rubbish).await;
            assert_eq!(code_of(finished), "identity/passkey-refused");
        }
    }

    async fn one_authenticator_is_not_registered_twice(db: Db) {
        let house = House::new(db);
        let (actor, signed_in) = house.at_work(&house.officer("ani").await).await;
        let mut phone = Phone::on(SITE);
        house.add_passkey((&actor, &signed_in), &mut phone, "Ponsel").await.unwrap();
        let begun = house.identity.begin_passkey(&actor, &signed_in, "Lagi", PASSWORD).await.unwrap();
        assert!(phone.create(&begun.options).await.is_err(), "the phone knows itself in the list");
    }

    async fn a_credential_belongs_to_one_account(db: Db) {
        let house = House::new(db);
        let ani = house.at_work(&house.officer("ani").await).await;
        let budi = house.at_work(&house.officer("budi").await).await;
        let begun = house.identity.begin_passkey(&ani.0, &ani.1, "Ponsel", PASSWORD).await.unwrap();
        let answer = Phone::on(SITE).create(&begun.options).await.unwrap();
        house.identity.finish_passkey(&ani.0, &ani.1, &answer).await.unwrap();
        // Without attestation nothing ties her credential to her challenge: he hands it in as his.
        let begun = house.identity.begin_passkey(&budi.0, &budi.1, "Ponsel", PASSWORD).await.unwrap();
        let copied = answering(&answer, &begun.options);
        let finished = house.identity.finish_passkey(&budi.0, &budi.1, &copied).await;
        assert_eq!(code_of(finished), "identity/passkey-known");
    }

    async fn the_passkey_of_another_is_neither_seen_nor_touched(db: Db) {
        let house = House::new(db);
        let ani = house.at_work(&house.officer("ani").await).await;
        let budi = house.at_work(&house.officer("budi").await).await;
        let id = house.add_passkey((&ani.0, &ani.1), &mut Phone::on(SITE), "Ponsel").await.unwrap();
        assert!(house.identity.my_passkeys(&budi.0).await.unwrap().is_empty());
        let renamed = house.identity.rename_passkey(&budi.0, id, "Milikku").await;
        assert_eq!(code_of(renamed), "identity/passkey-unknown");
        let removed = house.identity.remove_passkey(&budi.0, &budi.1, id, PASSWORD).await;
        assert_eq!(code_of(removed), "identity/passkey-unknown");
        // With her own password, and his session.
        let mixed = house.identity.remove_passkey(&budi.0, &ani.1, id, PASSWORD).await;
        assert_eq!(code_of(mixed), "identity/not-found");
        assert_eq!(house.identity.passkeys_of(ani.1.account).await.unwrap().len(), 1);
    }

    async fn a_reset_of_everything_takes_them_away_and_one_of_the_password_does_not(db: Db) {
        let house = House::new(db);
        let ani = house.officer("ani").await;
        let (actor, signed_in) = house.at_work(&ani).await;
        let id = house.add_passkey((&actor, &signed_in), &mut Phone::on(SITE), "Ponsel").await.unwrap();
        let operator = Actor::operator();
        house.identity.reset_account(&operator, ani.id, Reset::Password).await.unwrap();
        assert_eq!(house.identity.passkeys_of(ani.id).await.unwrap()[0].id, id);
        house.identity.reset_account(&operator, ani.id, Reset::Everything).await.unwrap();
        assert!(house.identity.passkeys_of(ani.id).await.unwrap().is_empty());
        let removed = &house.recorded("identity/passkey-removed").await[0];
        assert_eq!((&*removed.actor, removed.reason.as_deref()), ("operator", Some("everything")));
    }

    async fn the_recovery_of_an_administrator_takes_them_away(db: Db) {
        let house = House::new(db);
        let admin = house.first_administrator().await;
        let (actor, signed_in) = house.at_work(&admin).await;
        house.add_passkey((&actor, &signed_in), &mut Phone::on(SITE), "Ponsel").await.unwrap();
        house.identity.recover_administrator("administrator").await.unwrap();
        assert!(house.identity.passkeys_of(admin.id).await.unwrap().is_empty());
    }

    async fn names_are_names_and_ten_are_enough(db: Db) {
        let house = House::new(db);
        let (actor, signed_in) = house.at_work(&house.officer("ani").await).await;
        for name in ["", "  ", "a\u{7}b", &"x".repeat(61)] {
            let begun = house.identity.begin_passkey(&actor, &signed_in, name, PASSWORD).await;
            assert_eq!(refusal(begun), ("identity/passkey-name", "device".to_owned()), "{name:?}");
        }
        for n in 0..10 {
            let mut phone = Phone::on(SITE);
            house.add_passkey((&actor, &signed_in), &mut phone, &format!("Kunci {n}")).await.unwrap();
        }
        for _ in 0..6 {
            let begun = house.identity.begin_passkey(&actor, &signed_in, "Lagi", PASSWORD).await;
            assert_eq!(code_of(begun), "identity/passkey-many", "and a right password locks nobody");
        }
    }

    async fn a_cell_without_tls_and_name_offers_none(db: Db) {
        let it = TestCell::with(db, |s| s.public_url = "http://10.0.0.7:8080".to_owned());
        let house = House::of(it, settings());
        let (actor, signed_in) = house.at_work(&house.officer("ani").await).await;
        let begun = house.identity.begin_passkey(&actor, &signed_in, "Ponsel", PASSWORD).await;
        let error = begun.unwrap_err();
        assert_eq!((error.code(), error.kind()), ("identity/passkey-address", Kind::Precondition));
    }

    async fn the_person_is_told_what_changed_lately_and_by_whom(db: Db) {
        let house = House::new(db);
        let ani = house.officer("ani").await;
        house.it.clock.advance_seconds(40 * 86_400);
        let (actor, signed_in) = house.at_work(&ani).await;
        house.add_passkey((&actor, &signed_in), &mut Phone::on(SITE), "Ponsel").await.unwrap();
        house.it.clock.advance_seconds(60);
        house.identity.reset_account(&Actor::operator(), ani.id, Reset::Everything).await.unwrap();
        let news = house.identity.security_news(&actor, 30).await.unwrap();
        let mut told: Vec<_> = news.iter().map(|n| (&*n.kind, &*n.actor_name)).collect();
        // Two of them happened at the same moment.
        told.sort();
        assert_eq!(told, [
            ("identity/link-made", "operator"),
            ("identity/passkey-added", "Pegawai ani"),
            ("identity/passkey-removed", "operator"),
        ]);
        assert_eq!(news[2].address.as_deref(), Some(ADDRESS));
        house.it.clock.advance_seconds(31 * 86_400);
        assert!(house.identity.security_news(&actor, 30).await.unwrap().is_empty());
    }
}
