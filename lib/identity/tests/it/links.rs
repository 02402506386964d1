//! One-time links.

use identity::{Actor, Purpose, Redeem, Reset};

use crate::support::{ADDRESS, House, MIGRATIONS, OTHER, PASSWORD, code_of, officer_form, refusal};

testkit::on_each_engine! {
    with MIGRATIONS;

    async fn a_link_works_once(db: Db) {
        let house = House::new(db);
        let link = house.identity.start_first_administrator().await.unwrap();
        house.redeem(&link, PASSWORD).await.unwrap();
        assert!(house.identity.open_link(&link.token).await.unwrap().is_none());
        let again = Redeem {
            token: &link.token,
            password: OTHER,
            code: "123456",
            login: None,
            name: None,
            address: ADDRESS,
        };
        assert_eq!(code_of(house.identity.redeem_link(again).await), "identity/link-over");
    }

    async fn a_link_is_good_for_a_day(db: Db) {
        let house = House::new(db);
        let link = house.identity.start_first_administrator().await.unwrap();
        house.it.clock.advance_seconds(86_399);
        assert!(house.identity.open_link(&link.token).await.unwrap().is_some());
        house.it.clock.advance_seconds(1);
        assert!(house.identity.open_link(&link.token).await.unwrap().is_none());
        assert_eq!(house.identity.clean_up().await.unwrap(), 1);
    }

    async fn the_first_administrator_chooses_a_name(db: Db) {
        let house = House::new(db);
        let link = house.identity.start_first_administrator().await.unwrap();
        let open = house.identity.open_link(&link.token).await.unwrap().unwrap();
        assert_eq!(open.purpose, Purpose::First);
        let enrolment = open.enrolment.unwrap();
        assert!(enrolment.uri.starts_with("otpauth://totp/"), "{}", enrolment.uri);
        let phone = totp_rs::Totp::from_url(&enrolment.uri).unwrap();
        let code = phone.generate(house.seconds()).to_string();
        let redeem = |login| Redeem {
            token: &link.token,
            password: PASSWORD,
            code: &code,
            login: Some(login),
            name: Some("Siti Rahma"),
            address: ADDRESS,
        };
        let bad = house.identity.redeem_link(redeem("S!")).await;
        assert_eq!(refusal(bad), ("identity/login", "login".to_owned()));
        house.identity.redeem_link(redeem("siti.rahma")).await.unwrap();
        house.wait_for_a_new_code();
        let code = phone.generate(house.seconds()).to_string();
        let token = house.try_to_sign_in("siti.rahma", PASSWORD, &code, ADDRESS).await.unwrap();
        assert_eq!(house.resume(&token).await.unwrap().0.name(), "Siti Rahma");
    }

    async fn ten_wrong_codes_end_a_link(db: Db) {
        let house = House::new(db);
        let link = house.identity.start_first_administrator().await.unwrap();
        let wrong = || Redeem {
            token: &link.token,
            password: PASSWORD,
            code: "abcdef",
            login: None,
            name: None,
            address: ADDRESS,
        };
        for _ in 0..9 {
            let tried = house.identity.redeem_link(wrong()).await;
            assert_eq!(refusal(tried), ("identity/code-wrong", "code".to_owned()));
        }
        assert_eq!(code_of(house.identity.redeem_link(wrong()).await), "identity/link-over");
        assert!(house.identity.open_link(&link.token).await.unwrap().is_none());
        assert_eq!(house.recorded("identity/link-refused").await.len(), 10);
    }

    async fn a_forgotten_password_is_reset_and_the_phone_stays(db: Db) {
        let house = House::new(db);
        let ani = house.officer("ani").await;
        let token = house.sign_in(&ani).await.unwrap();
        let operator = Actor::operator();
        let link = house.identity.reset_account(&operator, ani.id, Reset::Password).await.unwrap();
        assert!(house.resume(&token).await.is_none(), "sessions end at once");
        house.wait_for_a_new_code();
        assert_eq!(code_of(house.sign_in(&ani).await), "identity/sign-in-failed");

        let open = house.identity.open_link(&link.token).await.unwrap().unwrap();
        assert_eq!((open.purpose, open.enrolment), (Purpose::Password, None));
        let redeem = |code| Redeem {
            token: &link.token,
            password: OTHER,
            code,
            login: None,
            name: None,
            address: ADDRESS,
        };
        // The link does not skip the second factor.
        assert_eq!(code_of(house.identity.redeem_link(redeem("")).await), "identity/code-wrong");
        house.identity.redeem_link(redeem(&house.code(&ani))).await.unwrap();
        house.wait_for_a_new_code();
        let code = house.code(&ani);
        house.try_to_sign_in("ani", OTHER, &code, ADDRESS).await.unwrap();
    }

    async fn a_code_that_signed_in_does_not_confirm_a_link(db: Db) {
        let house = House::new(db);
        let ani = house.officer("ani").await;
        house.sign_in(&ani).await.unwrap();
        let operator = Actor::operator();
        let link = house.identity.reset_account(&operator, ani.id, Reset::Password).await.unwrap();
        let redeem = |code| Redeem {
            token: &link.token,
            password: OTHER,
            code,
            login: None,
            name: None,
            address: ADDRESS,
        };
        let seen = house.code(&ani);
        assert_eq!(code_of(house.identity.redeem_link(redeem(&seen)).await), "identity/code-wrong");
        house.wait_for_a_new_code();
        house.identity.redeem_link(redeem(&house.code(&ani))).await.unwrap();
    }

    async fn a_redeemed_link_may_begin_a_session_at_once(db: Db) {
        let house = House::new(db);
        let link = house.identity.start_first_administrator().await.unwrap();
        let open = house.identity.open_link(&link.token).await.unwrap().unwrap();
        let phone = totp_rs::Totp::from_url(open.enrolment.unwrap().uri).unwrap();
        let code = phone.generate(house.seconds()).to_string();
        let redeem = || Redeem {
            token: &link.token,
            password: PASSWORD,
            code: &code,
            login: None,
            name: None,
            address: ADDRESS,
        };
        let token = house.identity.redeem_link_and_sign_in(redeem(), "Mozilla").await.unwrap();
        let (actor, session) = house.resume(&token).await.unwrap();
        assert_eq!((actor.roles(), &*session.session.agent), (&["administrator".to_owned()][..], "Mozilla"));
        assert_eq!(house.recorded("identity/signed-in").await.len(), 1);
        let again = house.identity.redeem_link_and_sign_in(redeem(), "Mozilla").await;
        assert_eq!(code_of(again), "identity/link-over");
        let replay = house.try_to_sign_in("administrator", PASSWORD, &code, ADDRESS).await;
        assert_eq!(code_of(replay), "identity/sign-in-failed");
    }

    async fn a_lost_phone_is_replaced(db: Db) {
        let house = House::new(db);
        let ani = house.officer("ani").await;
        let operator = Actor::operator();
        let link =
            house.identity.reset_account(&operator, ani.id, Reset::Everything).await.unwrap();
        let renewed = house.redeem(&link, OTHER).await.unwrap();
        let code = house.code(&ani);
        let found = house.try_to_sign_in("ani", OTHER, &code, ADDRESS).await;
        assert_eq!(code_of(found), "identity/sign-in-failed", "the lost phone opens nothing");
        house.sign_in(&renewed).await.unwrap();
    }

    async fn a_reset_lifts_a_lock(db: Db) {
        let house = House::new(db);
        let ani = house.officer("ani").await;
        for _ in 0..5 {
            house.try_to_sign_in("ani", OTHER, "", ADDRESS).await.unwrap_err();
        }
        let operator = Actor::operator();
        let link =
            house.identity.reset_account(&operator, ani.id, Reset::Everything).await.unwrap();
        let renewed = house.redeem(&link, OTHER).await.unwrap();
        house.sign_in(&renewed).await.unwrap();
    }

    async fn two_people_with_one_link_get_one_account_between_them(db: Db) {
        let house = House::new(db);
        let link = house.identity.start_first_administrator().await.unwrap();
        let (one, two) =
            tokio::join!(house.redeem(&link, PASSWORD), house.redeem(&link, OTHER));
        assert_eq!(usize::from(one.is_ok()) + usize::from(two.is_ok()), 1);
    }

    async fn a_disabled_account_keeps_its_links_shut(db: Db) {
        let house = House::new(db);
        house.agencies().await;
        let operator = Actor::operator();
        let link = house.identity.create_account(&operator, &officer_form("ani")).await.unwrap();
        house.identity.disable_account(&operator, link.account).await.unwrap();
        assert!(house.identity.open_link(&link.token).await.unwrap().is_none());
        let reset = house.identity.reset_account(&operator, link.account, Reset::Password).await;
        assert_eq!(code_of(reset), "identity/account-disabled");
    }
}
