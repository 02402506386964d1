//! Name, password and code.

use identity::SignIn;

use crate::support::{ADDRESS, House, MIGRATIONS, OTHER, PASSWORD, code_of};

testkit::on_each_engine! {
    with MIGRATIONS;

    async fn the_first_administrator_comes_in_by_a_link_and_signs_in(db: Db) {
        let house = House::new(db);
        let admin = house.first_administrator().await;
        let (_, actor, session) = house.signed_in(&admin).await;
        assert_eq!(actor.roles(), ["administrator"]);
        assert!(actor.has(identity::MANAGE_ACCOUNTS));
        assert_eq!(session.login, "administrator");
        let second = house.identity.start_first_administrator().await;
        assert_eq!(code_of(second), "identity/administrator-exists");
        assert_eq!(house.recorded("identity/signed-in").await.len(), 1);
    }

    async fn a_fresh_link_for_the_first_administrator_ends_the_earlier_one(db: Db) {
        let house = House::new(db);
        let lost = house.identity.start_first_administrator().await.unwrap();
        let link = house.identity.start_first_administrator().await.unwrap();
        assert!(house.identity.open_link(&lost.token).await.unwrap().is_none());
        house.redeem(&link, PASSWORD).await.unwrap();
    }

    async fn whatever_is_wrong_the_answer_is_the_same(db: Db) {
        let house = House::new(db);
        let ani = house.officer("ani").await;
        let code = house.code(&ani);
        let wrong_code = if code == "000000" { "000001" } else { "000000" };
        let tries = [
            ("ani", OTHER, &*code),
            ("ani", PASSWORD, wrong_code),
            ("ani", PASSWORD, ""),
            ("ani", "", &*code),
            ("budi", PASSWORD, &*code),
        ];
        for (login, password, code) in tries {
            let error =
                house.try_to_sign_in(login, password, code, ADDRESS).await.unwrap_err();
            assert_eq!(error.code(), "identity/sign-in-failed");
            assert!(error.params().is_empty(), "{error}");
        }
        let mut reasons: Vec<_> = house
            .recorded("identity/sign-in-refused")
            .await
            .into_iter()
            .filter_map(|entry| entry.reason)
            .collect();
        reasons.sort();
        assert_eq!(reasons, ["code", "code", "password", "password", "unknown"]);
    }

    async fn a_sign_in_name_is_found_however_it_is_typed(db: Db) {
        let house = House::new(db);
        let ani = house.officer("ani").await;
        let code = house.code(&ani);
        let spaced = format!(" {} {} ", &code[..3], &code[3..]);
        house.try_to_sign_in("  ANI ", PASSWORD, &spaced, ADDRESS).await.unwrap();
    }

    async fn a_code_signs_in_once_only(db: Db) {
        let house = House::new(db);
        let ani = house.officer("ani").await;
        house.sign_in(&ani).await.unwrap();
        assert_eq!(code_of(house.sign_in(&ani).await), "identity/sign-in-failed");
        house.wait_for_a_new_code();
        house.sign_in(&ani).await.unwrap();
    }

    async fn two_sign_ins_at_once_with_one_code_give_one_session(db: Db) {
        let house = House::new(db);
        let ani = house.officer("ani").await;
        let (one, two) = tokio::join!(house.sign_in(&ani), house.sign_in(&ani));
        assert_eq!(usize::from(one.is_ok()) + usize::from(two.is_ok()), 1);
    }

    async fn the_code_before_and_after_are_taken_and_older_ones_are_not(db: Db) {
        let house = House::new(db);
        let ani = house.officer("ani").await;
        let codes: Vec<String> = [-60_i64, 60]
            .iter()
            .map(|s| ani.phone.generate(house.seconds().saturating_add_signed(*s)).to_string())
            .collect();
        for code in codes {
            let tried = house.try_to_sign_in("ani", PASSWORD, &code, ADDRESS).await;
            assert_eq!(code_of(tried), "identity/sign-in-failed");
        }
        let slow = ani.phone.generate(house.seconds() - 30).to_string();
        // The code before was used to confirm the link; the phone may be fast instead.
        let tried = house.try_to_sign_in("ani", PASSWORD, &slow, ADDRESS).await;
        assert_eq!(code_of(tried), "identity/sign-in-failed");
        let fast = ani.phone.generate(house.seconds() + 30).to_string();
        house.try_to_sign_in("ani", PASSWORD, &fast, ADDRESS).await.unwrap();
    }

    async fn a_new_sign_in_ends_the_session_the_browser_had(db: Db) {
        let house = House::new(db);
        let ani = house.officer("ani").await;
        let old = house.sign_in(&ani).await.unwrap();
        house.wait_for_a_new_code();
        let input = SignIn {
            login: "ani",
            password: PASSWORD,
            code: &house.code(&ani),
            address: ADDRESS,
            agent: "",
            previous: Some(&old),
        };
        let new = house.identity.sign_in(input).await.unwrap();
        assert_ne!(old.reveal(), new.reveal());
        assert!(house.resume(&old).await.is_none());
        assert!(house.resume(&new).await.is_some());
    }

    async fn a_storm_of_sign_ins_lets_in_whoever_is_right_and_nobody_else(db: Db) {
        let house = House::new(db);
        let mut people = Vec::new();
        for n in 0..16 {
            people.push((house.officer(&format!("pegawai{n}")).await, n % 2 == 0));
        }
        let mut storm = tokio::task::JoinSet::new();
        for (person, right) in people {
            let (identity, code) = (house.identity.clone(), house.code(&person));
            storm.spawn(async move {
                let input = SignIn {
                    login: &person.login,
                    password: if right { PASSWORD } else { OTHER },
                    code: &code,
                    address: &person.login,
                    agent: "",
                    previous: None,
                };
                (identity.sign_in(input).await.is_ok(), right)
            });
        }
        for (came_in, right) in storm.join_all().await {
            assert_eq!(came_in, right);
        }
    }

    async fn a_password_is_hashed_anew_when_the_cost_changes(db: Db) {
        let house = House::new(db);
        let ani = house.officer("ani").await;
        let mut dearer = crate::support::settings();
        dearer.hashing.memory_kib = 128;
        let house = house.restarted(dearer);
        house.sign_in(&ani).await.unwrap();
        assert!(crate::secrets::dump(&house).await.contains("m=128,"));
        house.wait_for_a_new_code();
        house.sign_in(&ani).await.unwrap();
    }
}
