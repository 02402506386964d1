//! What a password must be, and changing it.

use identity::{Profile, Settings};
use proptest::prelude::*;

use crate::support::{ADDRESS, House, MIGRATIONS, OTHER, PASSWORD, code_of, refusal, settings};

fn verdict(profile: Profile, password: &str, context: &[&str]) -> &'static str {
    profile.check(password, context).map_or_else(|e| e.code(), |()| "good")
}

#[test]
fn the_long_profile_wants_length_and_nothing_else() {
    let check = |password| verdict(Profile::Asvs, password, &[]);
    assert_eq!(check("empat belas ya"), "identity/password-short");
    assert_eq!(check("kuda lumping pasar rawa"), "good");
    assert_eq!(check("ëlang hütan ráwa bënto"), "good", "characters are counted, not bytes");
    assert_eq!(check(&"kuda pasar ".repeat(24)), "identity/password-long");
}

#[test]
fn the_profile_of_the_regulation_wants_four_kinds_of_characters() {
    let check = |password| verdict(Profile::Bssn, password, &[]);
    assert_eq!(check("Kuda7pasar!"), "identity/password-short");
    assert_eq!(check("Kuda7pasar!R"), "good");
    for lacking in ["kuda7pasar!raw", "KUDA7PASAR!RAW", "Kudaxpasar!Raw", "Kuda7pasarxRaw"] {
        assert_eq!(check(lacking), "identity/password-classes", "{lacking}");
    }
}

#[test]
fn what_people_try_first_is_refused() {
    let weak = [
        "aaaaaaaaaaaaaaaaaaaa",
        "12345678901234567890",
        "qwertyuiopasdfghjkl",
        "password1234567",
        "passwordpassword",
        "abcabcabcabcabcabc",
        "indonesiaindonesia",
        "rahasiarahasia1",
        "administrator123",
        "P@ssw0rdP@ssw0rd",
    ];
    for password in weak {
        assert_eq!(verdict(Profile::Asvs, password, &[]), "identity/password-weak", "{password}");
    }
}

#[test]
fn the_persons_own_words_do_not_make_a_password() {
    let context = ["siti.rahmawati", "Siti Rahmawati", "Kabupaten Kutai Timur", "Kutai", "Timur"];
    for password in ["sitirahmawati1!", "KabupatenKutaiTimur", "siti.rahmawati99"] {
        assert_eq!(
            verdict(Profile::Asvs, password, &context),
            "identity/password-weak",
            "{password}"
        );
    }
}

testkit::on_each_engine! {
    with MIGRATIONS;

    async fn a_password_is_changed_with_the_present_one_and_other_sessions_end(db: Db) {
        let house = House::new(db);
        let ani = house.officer("ani").await;
        let (elsewhere, ..) = house.signed_in(&ani).await;
        house.wait_for_a_new_code();
        let (token, actor, here) = house.signed_in(&ani).await;
        let identity = &house.identity;
        let wrong = identity.change_password(&actor, &here, &token, OTHER, OTHER).await;
        assert_eq!(refusal(wrong), ("identity/password-present", "present".to_owned()));
        let weak = identity.change_password(&actor, &here, &token, PASSWORD, "ani ani ani ani").await;
        assert_eq!(refusal(weak), ("identity/password-weak", "password".to_owned()));
        identity.change_password(&actor, &here, &token, PASSWORD, OTHER).await.unwrap();
        assert!(house.resume(&token).await.is_some());
        assert!(house.resume(&elsewhere).await.is_none());
        house.wait_for_a_new_code();
        assert_eq!(code_of(house.sign_in(&ani).await), "identity/sign-in-failed");
        let code = house.code(&ani);
        house.try_to_sign_in("ani", OTHER, &code, ADDRESS).await.unwrap();
    }

    async fn guessing_the_present_password_is_counted(db: Db) {
        let house = House::new(db);
        let ani = house.officer("ani").await;
        let (token, actor, here) = house.signed_in(&ani).await;
        for _ in 0..5 {
            house.identity.change_password(&actor, &here, &token, OTHER, OTHER).await.unwrap_err();
        }
        let right = house.identity.change_password(&actor, &here, &token, PASSWORD, OTHER).await;
        assert_eq!(code_of(right), "identity/locked");
    }

    async fn the_profile_of_the_regulation_ends_a_password_after_180_days(db: Db) {
        let bssn = Settings { profile: Profile::Bssn, ..settings() };
        let house = House::new(db).restarted(bssn);
        let ani = house.officer("ani").await;
        house.it.clock.advance_seconds(170 * 86_400);
        let (_, _, session) = house.signed_in(&ani).await;
        assert_eq!(session.password_days_left, Some(9));
        assert!(!session.must_change_password);
        house.it.clock.advance_seconds(10 * 86_400);
        let (token, actor, session) = house.signed_in(&ani).await;
        assert!(session.must_change_password, "old, but it still signs in");
        let change = async |present, new| {
            house.identity.change_password(&actor, &session, &token, present, new).await
        };
        let reused = change(PASSWORD, PASSWORD).await;
        assert_eq!(refusal(reused), ("identity/password-reused", "password".to_owned()));
        change(PASSWORD, OTHER).await.unwrap();
        assert_eq!(code_of(change(OTHER, PASSWORD).await), "identity/password-reused");
        assert!(!house.resume(&token).await.unwrap().1.must_change_password);
    }

    async fn five_earlier_passwords_may_not_come_back_and_the_sixth_may(db: Db) {
        let bssn = Settings { profile: Profile::Bssn, ..settings() };
        let house = House::new(db).restarted(bssn);
        let ani = house.officer("ani").await;
        let (token, actor, session) = house.signed_in(&ani).await;
        let words = ["Elang", "Rawa", "Bukit", "Pasir", "Hujan"];
        let mut present = PASSWORD.to_owned();
        for word in words {
            let new = format!("{word} tinggi 4 & jauh sekali");
            house.identity.change_password(&actor, &session, &token, &present, &new).await.unwrap();
            present = new;
            house.it.clock.advance_seconds(60);
        }
        let first = house.identity.change_password(&actor, &session, &token, &present, PASSWORD);
        first.await.unwrap();
    }

    async fn a_switch_of_the_profile_locks_nobody_out(db: Db) {
        let house = House::new(db);
        house.agencies().await;
        let link = house
            .identity
            .create_account(&identity::Actor::operator(), &crate::support::officer_form("ani"))
            .await
            .unwrap();
        let ani = house.redeem(&link, "kuda lumping pasar rawa").await.unwrap();
        let house = house.restarted(Settings { profile: Profile::Bssn, ..settings() });
        house.sign_in(&ani).await.unwrap();
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    /// ASVS 6.2.8: as typed, whatever the characters, none cut off or folded.
    #[test]
    fn an_accepted_password_signs_in_byte_for_byte_and_its_neighbour_does_not(
        password in "[ -~äÉñ漢😀]{15,80}",
    ) {
        prop_assume!(Profile::Asvs.check(&password, &["ani"]).is_ok());
        testkit::run(testkit::Engine::Sqlite, MIGRATIONS, async |db| {
            let house = House::new(db);
            house.agencies().await;
            let operator = identity::Actor::operator();
            let form = crate::support::officer_form("ani");
            let link = house.identity.create_account(&operator, &form).await.unwrap();
            let Ok(ani) = house.redeem(&link, &password).await else {
                // Refused for the words of this person; then it may not sign in either.
                return;
            };
            let mut shorter: Vec<char> = password.chars().collect();
            shorter.pop();
            let shorter: String = shorter.into_iter().collect();
            let code = house.code(&ani);
            assert!(house.try_to_sign_in("ani", &shorter, &code, ADDRESS).await.is_err());
            let padded = format!("{password} ");
            assert!(house.try_to_sign_in("ani", &padded, &code, ADDRESS).await.is_err());
            assert!(house.try_to_sign_in("ani", &password, &code, ADDRESS).await.is_ok());
        });
    }
}
