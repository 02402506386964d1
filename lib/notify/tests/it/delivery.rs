//! Handing over: troubles of gateways, deaths of the program, night, limits.

use audit::Who;
use db::Tx;
use jobs::{Filter, State};
use ports::Channel;
use testkit::TestCell;

use crate::support::{ANI, BUDI, House, How, MIGRATIONS, PUSH, day};

testkit::on_each_engine! {
    with MIGRATIONS;

    async fn a_gateway_that_is_down_for_a_day_loses_nothing(db: Db) {
        let house = House::with(db, |options| options.quiet_until = options.quiet_from);
        house.subscribed(Channel::WhatsApp, BUDI).await;
        house.gateway.be(How::BeDown);
        house.paid("1").await;
        for _ in 0..48 {
            house.deliver().await;
            house.it.clock.advance_seconds(1_800);
        }
        assert!(house.gateway.taken().is_empty());
        assert!((10..60).contains(&house.gateway.asked()), "{} tries", house.gateway.asked());
        house.gateway.be(How::Take);
        house.it.clock.advance_seconds(3_600);
        house.deliver().await;
        assert_eq!(house.gateway.taken().len(), 1);
        assert!(house.jobs().await.iter().all(|job| job.state == State::Done));
    }

    async fn after_three_days_a_person_decides(db: Db) {
        let house = House::new(db);
        house.subscribed(Channel::Mail, ANI).await;
        house.gateway.be(How::Garble);
        house.paid("1").await;
        for _ in 0..80 {
            house.deliver().await;
            house.it.clock.advance_seconds(3_600);
        }
        let dead: Vec<_> =
            house.jobs().await.into_iter().filter(|job| job.state == State::Dead).collect();
        assert_eq!(dead.len(), 1);
        assert_eq!(dead[0].error.as_deref(), Some("notify/gave-up"));
        let cell = house.cell();
        let work = Filter { lane: Some(jobs::WORK), ..Filter::default() };
        let listed = cell.db().read(async |tx: &mut Tx| jobs::list(tx, &work, None, 9).await).await;
        assert_eq!(listed.unwrap()[0].id, dead[0].id, "it stands in the list of long work");
        house.gateway.be(How::Take);
        let (who, id) = (Who::public(), dead[0].id);
        let retry = cell.db().write(async |tx: &mut Tx| jobs::retry(tx, cell, &who, id).await);
        retry.await.unwrap();
        house.deliver().await;
        assert_eq!(house.gateway.taken().len(), 1);
    }

    async fn a_wrong_number_is_refused_for_good(db: Db) {
        let house = House::new(db);
        house.subscribed(Channel::WhatsApp, BUDI).await;
        house.gateway.be(How::Refuse);
        house.paid("1").await;
        let before = house.gateway.asked();
        house.deliver().await;
        house.it.clock.advance_seconds(86_400);
        house.deliver().await;
        assert_eq!(house.gateway.asked() - before, 1, "it is not tried again");
        assert_eq!(house.paid("2").await, 0, "nor is anything else sent there");
        let error = house.ask(Channel::WhatsApp, BUDI).await.unwrap_err();
        assert_eq!(error.code(), "notify/refused-before");
        house.gateway.be(How::Take);
        house.ask(Channel::Sms, BUDI).await.unwrap();
        house.it.clock.advance_seconds(31 * 86_400);
        house.ask(Channel::WhatsApp, BUDI).await.unwrap();
    }

    async fn a_message_refused_while_asking_is_told_to_administrators(db: Db) {
        let house = House::new(db);
        house.gateway.be(How::Refuse);
        house.ask(Channel::Sms, BUDI).await.unwrap();
        house.deliver().await;
        let job = &house.jobs().await[0];
        assert_eq!((job.state, job.error.as_deref()), (State::Dead, Some("notify/refused")));
        assert!(!job.payload.to_string().contains("8123"));
    }

    async fn a_death_between_sending_and_marking_sends_again_with_the_same_id(db: Db) {
        let house = House::new(db);
        house.subscribed(Channel::Mail, ANI).await;
        house.gateway.be(How::TakeAndHang);
        house.paid("1").await;
        let postman = house.postman();
        let dying = tokio::spawn(async move { postman.run_until_idle().await });
        while house.gateway.taken().is_empty() {
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        }
        dying.abort();
        dying.await.unwrap_err();
        house.gateway.be(How::Take);
        assert_eq!(house.deliver().await, 0, "the lease still holds");
        house.it.clock.advance_seconds(60);
        assert_eq!(house.deliver().await, 1);
        let sent = house.gateway.taken();
        assert_eq!(sent.len(), 2);
        assert_eq!(sent[0].id, sent[1].id);
        assert_eq!(house.deliver().await, 0);
    }

    async fn nothing_rings_at_night_but_mail_and_questions_go(db: Db) {
        let house = House::new(db);
        house.subscribed(Channel::Push, PUSH).await;
        house.subscribed(Channel::Mail, ANI).await;
        house.at("2026-08-17T13:30:00.000Z");
        house.paid("1").await;
        house.ask(Channel::Sms, BUDI).await.unwrap();
        house.deliver().await;
        assert_eq!(house.gateway.taken().len(), 2, "half past nine in the evening");
        house.at("2026-08-17T22:59:00.000Z");
        house.deliver().await;
        assert_eq!(house.gateway.taken().len(), 2, "a minute before seven");
        house.at("2026-08-17T23:06:00.000Z");
        house.deliver().await;
        assert_eq!(house.gateway.taken().len(), 3);
    }

    async fn one_address_gets_few_messages_a_day(db: Db) {
        let house = House::with(db, |options| options.per_contact_daily = 3);
        house.subscribed(Channel::Push, PUSH).await;
        for n in 0..5 {
            house.paid(&n.to_string()).await;
        }
        house.deliver().await;
        assert_eq!(house.gateway.taken().len(), 3);
        house.at("2026-08-18T01:00:00.000Z");
        house.deliver().await;
        assert_eq!(house.gateway.taken().len(), 5);
    }

    async fn one_channel_sends_so_many_an_hour(db: Db) {
        let house = House::with(db, |options| {
            options.per_channel_hourly = 2;
            options.per_contact_daily = 99;
        });
        house.subscribed(Channel::Push, PUSH).await;
        for n in 0..4 {
            house.paid(&n.to_string()).await;
        }
        house.deliver().await;
        assert_eq!(house.gateway.taken().len(), 2);
        house.it.clock.advance_seconds(3_601);
        house.deliver().await;
        assert_eq!(house.gateway.taken().len(), 4);
    }

    async fn a_gateway_that_is_down_is_left_alone_for_a_while(db: Db) {
        let house = House::with(db, |options| options.per_contact_daily = 99);
        house.subscribed(Channel::Push, PUSH).await;
        house.subscribed(Channel::Mail, ANI).await;
        house.gateway.be(How::BeDown);
        let before = house.gateway.asked();
        for n in 0..20 {
            house.paid(&n.to_string()).await;
        }
        house.deliver().await;
        assert_eq!(house.gateway.asked() - before, 6, "three tries for each channel");
        house.gateway.be(How::Take);
        for _ in 0..40 {
            house.it.clock.advance_seconds(120);
            house.deliver().await;
        }
        assert_eq!(house.gateway.taken().len(), 40);
    }

    async fn a_channel_that_was_switched_off_keeps_its_messages(db: Db) {
        let house = House::new(db);
        house.subscribed(Channel::Mail, ANI).await;
        house.paid("1").await;
        let House { it, .. } = house;
        let TestCell { cell, clock, folder } = it;
        let off = notify::Post::new(cell.clone(), notify::Options::default(), notify::Channels::default());
        let options = jobs::Options { lane: notify::LANE, ..jobs::Options::default() };
        let postman = jobs::Runner::new(cell.clone(), off.unwrap().handlers(Vec::new()), options);
        assert_eq!(postman.run_until_idle().await.unwrap(), 1);
        clock.advance_seconds(60);
        let house = House::of(TestCell { cell, clock, folder }, |_| {});
        house.deliver().await;
        assert_eq!(house.gateway.taken().len(), 1);
    }

    async fn what_was_paid_meanwhile_is_not_reminded_of(db: Db) {
        let house = House::new(db);
        house.subscribed(Channel::WhatsApp, BUDI).await;
        house.due(day(2026, 8, 24));
        assert!(house.remind().await);
        house.calendar.0.lock().unwrap().clear();
        house.deliver().await;
        assert!(house.gateway.taken().is_empty());
    }
}
