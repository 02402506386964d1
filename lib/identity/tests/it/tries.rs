//! Guessing.

use crate::support::{ADDRESS, House, MIGRATIONS, OTHER, PASSWORD, code_of, settings};

const LOCKED: &str = "identity/locked";
const FAILED: &str = "identity/sign-in-failed";

testkit::on_each_engine! {
    with MIGRATIONS;

    async fn five_wrong_tries_lock_a_name_for_an_hour_even_across_a_restart(db: Db) {
        let house = House::new(db);
        let ani = house.officer("ani").await;
        for _ in 0..5 {
            assert_eq!(code_of(house.try_to_sign_in("ani", OTHER, "", ADDRESS).await), FAILED);
        }
        assert_eq!(code_of(house.sign_in(&ani).await), LOCKED);
        assert_eq!(house.recorded("identity/locked").await.len(), 1);

        let house = house.restarted(settings());
        house.it.clock.advance_seconds(3_599);
        let error = house.sign_in(&ani).await.unwrap_err();
        assert_eq!((error.code(), error.kind()), (LOCKED, base::Kind::TooMany));
        assert_eq!(error.params(), [("seconds", "1".to_owned())]);
        house.it.clock.advance_seconds(1);
        house.sign_in(&ani).await.unwrap();
    }

    async fn a_clock_that_was_a_day_ahead_locks_nobody_out_for_a_day(db: Db) {
        let house = House::new(db);
        let (ani, budi) = (house.officer("ani").await, house.officer("budi").await);
        house.it.clock.advance_seconds(86_400);
        for _ in 0..5 {
            // What the phone shows fits no more, so everybody gets it wrong.
            assert_eq!(code_of(house.try_to_sign_in("ani", OTHER, "", ADDRESS).await), FAILED);
        }
        assert_eq!(code_of(house.try_to_sign_in("budi", OTHER, "", ADDRESS).await), FAILED);
        assert_eq!(code_of(house.sign_in(&ani).await), LOCKED);
        house.it.clock.advance_seconds(-86_400);
        house.sign_in(&budi).await.unwrap();
        house.sign_in(&ani).await.unwrap();
    }

    async fn a_name_that_does_not_exist_locks_alike(db: Db) {
        let house = House::new(db);
        for _ in 0..5 {
            assert_eq!(code_of(house.try_to_sign_in("hantu", OTHER, "", ADDRESS).await), FAILED);
        }
        assert_eq!(code_of(house.try_to_sign_in("hantu", OTHER, "", ADDRESS).await), LOCKED);
    }

    async fn a_success_forgives_the_wrong_tries_before_it(db: Db) {
        let house = House::new(db);
        let ani = house.officer("ani").await;
        for _ in 0..3 {
            for _ in 0..4 {
                assert_eq!(code_of(house.try_to_sign_in("ani", OTHER, "", ADDRESS).await), FAILED);
            }
            house.sign_in(&ani).await.unwrap();
            house.wait_for_a_new_code();
        }
    }

    async fn thirty_wrong_tries_lock_an_address_and_no_other(db: Db) {
        let house = House::new(db);
        let ani = house.officer("ani").await;
        for n in 0..30 {
            let name = format!("nama{n}");
            assert_eq!(code_of(house.try_to_sign_in(&name, OTHER, "", ADDRESS).await), FAILED);
        }
        assert_eq!(code_of(house.sign_in(&ani).await), LOCKED);
        let code = house.code(&ani);
        house.try_to_sign_in("ani", PASSWORD, &code, "10.8.0.8").await.unwrap();
    }

    async fn a_guesser_with_a_whole_network_of_addresses_is_one_guesser(db: Db) {
        let house = House::new(db);
        for n in 0..30 {
            let (name, address) = (format!("nama{n}"), format!("2001:db8:0:7::{n:x}"));
            assert_eq!(code_of(house.try_to_sign_in(&name, OTHER, "", &address).await), FAILED);
        }
        let next = house.try_to_sign_in("lain", OTHER, "", "2001:db8:0:7::ffff").await;
        assert_eq!(code_of(next), LOCKED);
        let neighbour = house.try_to_sign_in("lain", OTHER, "", "2001:db8:0:8::1").await;
        assert_eq!(code_of(neighbour), FAILED);
    }

    async fn guesses_at_the_same_moment_do_not_slip_through(db: Db) {
        let house = House::new(db);
        house.officer("ani").await;
        let mut guesses = tokio::task::JoinSet::new();
        for n in 0..20 {
            let identity = house.identity.clone();
            guesses.spawn(async move {
                let address = format!("10.8.1.{n}");
                let input = identity::SignIn {
                    login: "ani",
                    password: OTHER,
                    code: "",
                    address: &address,
                    agent: "",
                    previous: None,
                };
                code_of(identity.sign_in(input).await)
            });
        }
        let answers = guesses.join_all().await;
        assert_eq!(answers.iter().filter(|a| **a == FAILED).count(), 5, "{answers:?}");
        assert_eq!(answers.iter().filter(|a| **a == LOCKED).count(), 15, "{answers:?}");
    }

    async fn what_was_typed_as_a_name_is_not_stored(db: Db) {
        let house = House::new(db);
        let typed = "rahasia-saya-di-kolom-yang-salah";
        assert_eq!(code_of(house.try_to_sign_in(typed, "", "", ADDRESS).await), FAILED);
        assert!(!crate::secrets::dump(&house).await.contains(typed));
    }

    async fn tries_that_are_over_are_cleaned_up(db: Db) {
        let house = House::new(db);
        assert_eq!(code_of(house.try_to_sign_in("hantu", OTHER, "", ADDRESS).await), FAILED);
        assert_eq!(house.identity.clean_up().await.unwrap(), 0);
        house.it.clock.advance_seconds(86_401);
        assert_eq!(house.identity.clean_up().await.unwrap(), 2);
    }
}
