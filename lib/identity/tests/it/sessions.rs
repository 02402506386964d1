//! Sessions.

use identity::{Actor, Token};

use crate::support::{ADDRESS, House, IMPORT, MIGRATIONS, code_of, officer_form};

testkit::on_each_engine! {
    with MIGRATIONS;

    async fn a_session_ends_fifteen_minutes_after_the_last_request(db: Db) {
        let house = House::new(db);
        let ani = house.officer("ani").await;
        let token = house.sign_in(&ani).await.unwrap();
        for _ in 0..5 {
            house.it.clock.advance_seconds(14 * 60);
            assert!(house.resume(&token).await.is_some());
        }
        house.it.clock.advance_seconds(15 * 60);
        assert!(house.resume(&token).await.is_none());
    }

    async fn a_session_ends_twelve_hours_after_sign_in_whatever_happens(db: Db) {
        let house = House::new(db);
        let ani = house.officer("ani").await;
        let token = house.sign_in(&ani).await.unwrap();
        for _ in 0..71 {
            house.it.clock.advance_seconds(10 * 60);
            assert!(house.resume(&token).await.is_some());
        }
        house.it.clock.advance_seconds(10 * 60);
        assert!(house.resume(&token).await.is_none());
        assert_eq!(house.identity.clean_up().await.unwrap(), 1);
    }

    async fn a_clock_set_back_a_day_ends_nobodys_session(db: Db) {
        let house = House::new(db);
        let ani = house.officer("ani").await;
        let token = house.sign_in(&ani).await.unwrap();
        house.it.clock.advance_seconds(-86_400);
        assert!(house.resume(&token).await.is_some());
        house.it.clock.advance_seconds(86_400 + 60);
        assert!(house.resume(&token).await.is_some());
    }

    async fn a_session_begun_by_a_clock_that_was_a_day_ahead_ends_a_day_later_and_no_more(db: Db) {
        let house = House::new(db);
        let ani = house.officer("ani").await;
        house.it.clock.advance_seconds(86_400);
        let token = house.sign_in(&ani).await.unwrap();
        house.it.clock.advance_seconds(-86_400);
        assert!(house.resume(&token).await.is_some());
        house.it.clock.advance_seconds(86_400 + 15 * 60);
        assert!(house.resume(&token).await.is_none());
    }

    async fn a_token_is_dead_after_signing_out(db: Db) {
        let house = House::new(db);
        let ani = house.officer("ani").await;
        let (token, actor, _) = house.signed_in(&ani).await;
        house.identity.sign_out(&actor, &token).await.unwrap();
        assert!(house.resume(&token).await.is_none());
        house.identity.sign_out(&actor, &token).await.unwrap();
        assert_eq!(house.recorded("identity/signed-out").await.len(), 1);
    }

    async fn people_see_and_end_their_own_sessions_only(db: Db) {
        let house = House::new(db);
        let (ani, budi) = (house.officer("ani").await, house.officer("budi").await);
        let (first, ..) = house.signed_in(&ani).await;
        house.wait_for_a_new_code();
        let (second, actor, here) = house.signed_in(&ani).await;
        let (other, other_actor, other_session) = house.signed_in(&budi).await;

        let mine = house.identity.my_sessions(&actor).await.unwrap();
        assert_eq!(mine.len(), 2);
        assert_eq!((mine[0].id, &*mine[0].address), (here.session.id, ADDRESS));
        let stolen = house.identity.end_session(&actor, other_session.session.id).await;
        assert_eq!(code_of(stolen), "identity/session-over");
        assert!(house.resume(&other).await.is_some());
        assert_eq!(house.identity.my_sessions(&other_actor).await.unwrap().len(), 1);

        house.identity.end_session(&actor, mine[1].id).await.unwrap();
        assert!(house.resume(&first).await.is_none());
        assert!(house.resume(&second).await.is_some());
    }

    async fn a_role_that_is_taken_away_is_gone_at_the_next_request(db: Db) {
        let house = House::new(db);
        let ani = house.officer("ani").await;
        let (token, actor, _) = house.signed_in(&ani).await;
        assert!(actor.has(IMPORT));
        let mut form = officer_form("ani");
        form.roles.clear();
        house.identity.change_account(&Actor::operator(), ani.id, &form).await.unwrap();
        let (actor, _) = house.resume(&token).await.unwrap();
        assert!(!actor.has(IMPORT));
        assert_eq!(actor.agency(), Some("bapenda"));
    }

    async fn a_disabled_person_is_out_at_once(db: Db) {
        let house = House::new(db);
        let ani = house.officer("ani").await;
        let token = house.sign_in(&ani).await.unwrap();
        house.identity.disable_account(&Actor::operator(), ani.id).await.unwrap();
        assert!(house.resume(&token).await.is_none());
        house.wait_for_a_new_code();
        assert_eq!(code_of(house.sign_in(&ani).await), "identity/sign-in-failed");
        house.identity.enable_account(&Actor::operator(), ani.id).await.unwrap();
        house.wait_for_a_new_code();
        house.sign_in(&ani).await.unwrap();
    }

    async fn a_token_somebody_made_up_opens_nothing(db: Db) {
        let house = House::new(db);
        let invented = Token::parse(&"A".repeat(43)).unwrap();
        assert!(house.resume(&invented).await.is_none());
    }
}

#[test]
fn what_cannot_be_a_token_is_refused_before_the_database_is_asked() {
    for bad in ["", "abc", &"A".repeat(42), &"A".repeat(44), &format!("{}'", "A".repeat(42))] {
        assert!(Token::parse(bad).is_none(), "{bad}");
    }
}
