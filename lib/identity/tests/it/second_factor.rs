//! Consent at the moment of signing: by a passkey over exactly that, or by a code, once.

use base::Kind;
use db::{Tx, statements};
use identity::{Actor, SignedIn};
use passkey::{AssertionResponse, Challenge, Expected, reverify};
use testkit::{Phone, TestCell};

use crate::passkeys::SITE;
use crate::support::{ADDRESS, House, MIGRATIONS, OTHER, PASSWORD, code_of, refusal, settings};

statements! {
    /// Somebody with the database in hand puts one person's key in the place of another's.
    SWAP_KEY = "update id_passkey
        set public_key = (select p.public_key from id_passkey p where p.account = $1)
        where account = $2";
}

/// Somebody with a passkey.
async fn signer(house: &House, login: &str) -> (Actor, SignedIn, Phone) {
    let (actor, signed_in) = house.at_work(&house.officer(login).await).await;
    let mut phone = Phone::on(SITE);
    house.add_passkey((&actor, &signed_in), &mut phone, "Ponsel").await.unwrap();
    (actor, signed_in, phone)
}

/// What the phone answers when it is asked to agree to a challenge.
async fn agree(house: &House, who: &mut (Actor, SignedIn, Phone), challenge: &Challenge) -> String {
    let asked = house.identity.passkey_options(who.1.account, challenge).await.unwrap();
    who.2.get(&asked.expect("a passkey")).await.unwrap()
}

testkit::on_each_engine! {
    with MIGRATIONS;

    async fn a_passkey_agrees_to_one_thing_and_leaves_evidence(db: Db) {
        let house = House::new(db);
        let mut ani = signer(&house, "ani").await;
        let challenge = Challenge([1; 32]);
        let answer = agree(&house, &mut ani, &challenge).await;
        house.it.clock.advance_seconds(5);
        let evidence = house.identity.assert_passkey(&ani.0, &answer, &challenge).await.unwrap();
        let site = house.identity.relying_party().unwrap();
        reverify(&evidence, &Expected::verified(&challenge, &site)).unwrap();
        let used = house.identity.my_passkeys(&ani.0).await.unwrap()[0].used_at;
        assert_eq!(used, Some(house.it.cell.now()));
    }

    async fn an_answer_does_not_agree_to_another_thing_and_the_refusal_is_recorded(db: Db) {
        let house = House::new(db);
        let mut ani = signer(&house, "ani").await;
        let answer = agree(&house, &mut ani, &Challenge([1; 32])).await;
        let other = house.identity.assert_passkey(&ani.0, &answer, &Challenge([2; 32])).await;
        assert_eq!(code_of(other), "identity/passkey-refused");
        let refused = &house.recorded("identity/factor-refused").await[0];
        assert_eq!(refused.reason.as_deref(), Some("identity/passkey-refused"));
        assert_eq!(refused.subject, ani.1.account.to_string());
        let rubbish = house.identity.assert_passkey(&ani.0, "{}", &Challenge([1; 32])).await;
        assert_eq!(code_of(rubbish), "identity/passkey-refused");
    }

    async fn a_counted_answer_is_taken_once(db: Db) {
        let house = House::new(db);
        let mut ani = signer(&house, "ani").await;
        let challenge = Challenge([1; 32]);
        let answer = agree(&house, &mut ani, &challenge).await;
        house.identity.assert_passkey(&ani.0, &answer, &challenge).await.unwrap();
        let again = house.identity.assert_passkey(&ani.0, &answer, &challenge).await;
        assert_eq!(code_of(again), "identity/passkey-copied");
        let newer = agree(&house, &mut ani, &challenge).await;
        house.identity.assert_passkey(&ani.0, &newer, &challenge).await.unwrap();
    }

    async fn nobody_agrees_for_another(db: Db) {
        let house = House::new(db);
        let (mut ani, budi) = (signer(&house, "ani").await, signer(&house, "budi").await);
        let challenge = Challenge([1; 32]);
        let answer = agree(&house, &mut ani, &challenge).await;
        let stranger = house.identity.assert_passkey(&budi.0, &answer, &challenge).await;
        assert_eq!(code_of(stranger), "identity/passkey-unknown");
        let operator = house.identity.assert_passkey(&Actor::operator(), &answer, &challenge).await;
        assert_eq!(code_of(operator), "identity/not-found");
    }

    async fn a_key_put_in_the_place_of_another_agrees_to_nothing(db: Db) {
        let house = House::new(db);
        let (mut ani, budi) = (signer(&house, "ani").await, signer(&house, "budi").await);
        let swapped = db::params![budi.1.account, ani.1.account];
        let write = house.it.cell.db().write(async |tx: &mut Tx| tx.execute(&SWAP_KEY, swapped).await);
        assert_eq!(write.await.unwrap(), 1);
        let challenge = Challenge([1; 32]);
        let answer = agree(&house, &mut ani, &challenge).await;
        let refused = house.identity.assert_passkey(&ani.0, &answer, &challenge).await;
        assert_eq!(code_of(refused), "identity/passkey-refused");
    }

    async fn a_removed_passkey_and_a_closed_account_agree_to_nothing(db: Db) {
        let house = House::new(db);
        let (mut ani, mut budi) = (signer(&house, "ani").await, signer(&house, "budi").await);
        let challenge = Challenge([1; 32]);
        let answer = agree(&house, &mut ani, &challenge).await;
        let id = house.identity.my_passkeys(&ani.0).await.unwrap()[0].id;
        house.identity.remove_passkey(&ani.0, &ani.1, id, PASSWORD).await.unwrap();
        let late = house.identity.assert_passkey(&ani.0, &answer, &challenge).await;
        assert_eq!(code_of(late), "identity/passkey-unknown");
        assert_eq!(house.identity.passkey_options(ani.1.account, &challenge).await.unwrap(), None);

        let answer = agree(&house, &mut budi, &challenge).await;
        house.identity.disable_account(&Actor::operator(), budi.1.account).await.unwrap();
        let late = house.identity.assert_passkey(&budi.0, &answer, &challenge).await;
        assert_eq!(code_of(late), "identity/passkey-unknown");
    }

    async fn a_deed_that_fails_takes_the_use_back(db: Db) {
        let house = House::new(db);
        let mut ani = signer(&house, "ani").await;
        let challenge = Challenge([1; 32]);
        let answer = agree(&house, &mut ani, &challenge).await;
        let response = AssertionResponse::parse(&answer).unwrap();
        let (identity, account) = (house.identity.clone(), ani.1.account);
        let failed = house.it.cell.db().write(async |tx: &mut Tx| {
            identity.assert_within(tx, account, &response, &challenge).await?;
            Err::<(), _>(base::Error::new(Kind::Unavailable, "test/the-disk-is-full"))
        });
        assert_eq!(code_of(failed.await), "test/the-disk-is-full");
        assert_eq!(house.identity.my_passkeys(&ani.0).await.unwrap()[0].used_at, None);
        house.identity.assert_passkey(&ani.0, &answer, &challenge).await.unwrap();
    }

    async fn a_code_counts_once_and_not_after_it_signed_in(db: Db) {
        let house = House::new(db);
        let ani = house.officer("ani").await;
        let (actor, _) = house.at_work(&ani).await;
        let used = house.identity.check_totp_once(&actor, &house.code(&ani)).await;
        assert_eq!(refusal(used), ("identity/code-wrong", "code".to_owned()), "it signed in");
        house.wait_for_a_new_code();
        let code = house.code(&ani);
        house.identity.check_totp_once(&actor, &code).await.unwrap();
        let again = house.identity.check_totp_once(&actor, &code).await;
        assert_eq!(code_of(again), "identity/code-wrong");
        let reasons: Vec<_> =
            house.recorded("identity/factor-refused").await.into_iter().filter_map(|e| e.reason).collect();
        assert_eq!(reasons, ["replay", "replay"]);
        // And what signed does not sign in.
        assert_eq!(code_of(house.sign_in(&ani).await), "identity/sign-in-failed");
    }

    async fn the_codes_before_and_after_are_taken_and_older_ones_are_not(db: Db) {
        let house = House::new(db);
        let ani = house.officer("ani").await;
        let (actor, _) = house.at_work(&ani).await;
        house.it.clock.advance_seconds(300);
        let code = |seconds: i64| {
            ani.phone.generate(house.seconds().saturating_add_signed(seconds)).to_string()
        };
        for far in [-60, 60] {
            let wrong = house.identity.check_totp_once(&actor, &code(far)).await;
            assert_eq!(code_of(wrong), "identity/code-wrong", "{far} s");
        }
        house.identity.check_totp_once(&actor, &code(-30)).await.unwrap();
        house.identity.check_totp_once(&actor, &code(30)).await.unwrap();
    }

    async fn five_wrong_codes_lock_the_name_as_at_sign_in(db: Db) {
        let house = House::new(db);
        let ani = house.officer("ani").await;
        let (actor, _) = house.at_work(&ani).await;
        house.wait_for_a_new_code();
        let right = house.code(&ani);
        let wrong = if right == "000000" { "000001" } else { "000000" };
        // Two at the door, three at the letter: one count.
        for _ in 0..2 {
            let tried = house.try_to_sign_in("ani", OTHER, wrong, ADDRESS).await;
            assert_eq!(code_of(tried), "identity/sign-in-failed");
        }
        for _ in 0..3 {
            let tried = house.identity.check_totp_once(&actor, wrong).await;
            assert_eq!(code_of(tried), "identity/code-wrong");
        }
        assert_eq!(code_of(house.identity.check_totp_once(&actor, &right).await), "identity/locked");
        assert_eq!(code_of(house.sign_in(&ani).await), "identity/locked");
        assert_eq!(house.recorded("identity/locked").await.len(), 1);
        house.it.clock.advance_seconds(3_600);
        house.identity.check_totp_once(&actor, &house.code(&ani)).await.unwrap();
    }

    async fn a_right_code_forgives_the_wrong_ones_before_it(db: Db) {
        let house = House::new(db);
        let ani = house.officer("ani").await;
        let (actor, _) = house.at_work(&ani).await;
        for _ in 0..3 {
            house.wait_for_a_new_code();
            for _ in 0..4 {
                let tried = house.identity.check_totp_once(&actor, "").await;
                assert_eq!(code_of(tried), "identity/code-wrong");
            }
            house.identity.check_totp_once(&actor, &house.code(&ani)).await.unwrap();
        }
    }

    async fn two_deeds_at_once_with_one_code_are_one_deed(db: Db) {
        let house = House::new(db);
        let ani = house.officer("ani").await;
        let (actor, _) = house.at_work(&ani).await;
        house.wait_for_a_new_code();
        let code = house.code(&ani);
        let check = || house.identity.check_totp_once(&actor, &code);
        let (one, two) = tokio::join!(check(), check());
        assert_eq!(usize::from(one.is_ok()) + usize::from(two.is_ok()), 1);
    }

    async fn in_a_demo_cell_a_code_may_count_again(db: Db) {
        let house = House::of(TestCell::demo(db), settings());
        let ani = house.officer("ani").await;
        let (actor, _) = house.at_work(&ani).await;
        house.identity.check_totp_once(&actor, &house.code(&ani)).await.unwrap();
        house.identity.check_totp_once(&actor, &house.code(&ani)).await.unwrap();
    }

    async fn a_disabled_account_has_no_code(db: Db) {
        let house = House::new(db);
        let ani = house.officer("ani").await;
        let (actor, _) = house.at_work(&ani).await;
        house.wait_for_a_new_code();
        house.identity.disable_account(&Actor::operator(), ani.id).await.unwrap();
        let late = house.identity.check_totp_once(&actor, &house.code(&ani)).await;
        assert_eq!(code_of(late), "identity/not-found");
    }
}
