//! The only administrator lost password or phone.

use identity::Purpose;

use crate::support::{House, MIGRATIONS, OTHER, code_of};

testkit::on_each_engine! {
    with MIGRATIONS;

    async fn the_only_administrator_comes_back_with_a_new_phone_and_password(db: Db) {
        let house = House::new(db);
        let lost = house.first_administrator().await;
        let (token, ..) = house.signed_in(&lost).await;
        house.wait_for_a_new_code();

        let link = house.identity.recover_administrator(" Administrator ").await.unwrap();
        assert_eq!((link.login.as_str(), link.purpose), ("administrator", Purpose::Everything));
        assert!(house.resume(&token).await.is_none(), "sessions ended");
        assert_eq!(code_of(house.sign_in(&lost).await), "identity/sign-in-failed");

        let back = house.redeem(&link, OTHER).await.unwrap();
        assert_eq!(back.id, lost.id);
        house.sign_in(&back).await.unwrap();
        let with_old_phone = house.code(&lost);
        let tried = house.try_to_sign_in(&lost.login, OTHER, &with_old_phone, "10.8.0.9").await;
        assert_eq!(code_of(tried), "identity/sign-in-failed");
    }

    async fn the_trail_says_that_it_was_done_at_the_server(db: Db) {
        let house = House::new(db);
        let lost = house.first_administrator().await;
        house.identity.recover_administrator(&lost.login).await.unwrap();
        let entries = house.recorded("identity/account-recovered").await;
        assert_eq!(entries.len(), 1);
        assert_eq!((entries[0].actor.as_str(), &entries[0].subject), ("operator", &lost.id.to_string()));
    }

    async fn only_administrators_are_recovered_and_the_refusal_names_them(db: Db) {
        let house = House::new(db);
        house.first_administrator().await;
        let officer = house.officer("ani").await;
        for login in ["ani", "hantu"] {
            let error = house.identity.recover_administrator(login).await.unwrap_err();
            assert_eq!(error.code(), "identity/not-administrator");
            assert!(error.params().contains(&("administrators", "administrator".to_owned())));
        }
        house.sign_in(&officer).await.unwrap();
    }
}
