//! Nobody is written to who did not agree.

use notify::{Asked, State};
use ports::{Channel, Saying};

use crate::support::{ANI, BUDI, House, MIGRATIONS, PUSH, end, object};

testkit::on_each_engine! {
    with MIGRATIONS;

    async fn only_a_question_is_sent_before_its_reader_agrees(db: Db) {
        let house = House::new(db);
        assert_eq!(house.ask(Channel::WhatsApp, BUDI).await.unwrap(), Asked::MustConsent);
        assert_eq!(house.paid("1").await, 0);
        house.deliver().await;
        let sent = house.gateway.taken();
        assert_eq!(sent.len(), 1);
        assert_eq!((sent[0].saying, &sent[0].stop), (Saying::Confirm, &None));
        assert!(sent[0].link.starts_with("https://pelangi.test/ingatkan/ya/"), "{}", sent[0].link);
        house.agree(end(&sent[0].link)).await.unwrap();
        assert_eq!(house.paid("2").await, 1);
        house.deliver().await;
        assert_eq!(house.gateway.taken()[1].saying, Saying::ReceiptReady { tax_year: 2026 });
    }

    async fn agreeing_twice_is_no_mistake(db: Db) {
        let house = House::new(db);
        house.ask(Channel::Mail, ANI).await.unwrap();
        house.deliver().await;
        let link = house.gateway.taken()[0].link.clone();
        assert_eq!(house.agree(end(&link)).await.unwrap().state, State::Confirmed);
        assert_eq!(house.agree(end(&link)).await.unwrap().state, State::Confirmed);
    }

    async fn a_link_opens_only_what_it_was_made_for(db: Db) {
        let house = House::new(db);
        house.subscribed(Channel::Mail, ANI).await;
        house.paid("1").await;
        house.deliver().await;
        let message = house.gateway.taken()[0].clone();
        let stop = message.stop.unwrap();
        for token in [end(&message.link), end(&stop), "", "x", &"A".repeat(42)] {
            let error = house.agree(token).await.unwrap_err();
            assert_eq!(error.code(), "notify/no-link", "{token}");
        }
        assert_eq!(house.stop(end(&message.link)).await.unwrap_err().code(), "notify/no-link");
    }

    async fn a_browser_has_asked_its_owner_already(db: Db) {
        let house = House::new(db);
        assert_eq!(house.ask(Channel::Push, PUSH).await.unwrap(), Asked::Holds);
        assert_eq!(house.paid("1").await, 1);
        assert_eq!(house.deliver().await, 1);
    }

    async fn a_browser_may_not_name_any_machine_it_likes(db: Db) {
        let house = House::new(db);
        for host in ["169.254.169.254/latest", "fcm.googleapis.com.evil.id/x", "evil.id/fcm.googleapis.com",
            "u@fcm.googleapis.com/x", "fcm.googleapis.com:22/x", "evilfcm.googleapis.com/x"] {
            let contact = PUSH.replace("fcm.googleapis.com/fcm/send/abc", host);
            let error = house.ask(Channel::Push, &contact).await.unwrap_err();
            assert_eq!(error.code(), "notify/contact-push", "{host}");
        }
        let plain = PUSH.replace("https://", "http://");
        assert_eq!(house.ask(Channel::Push, &plain).await.unwrap_err().code(), "notify/contact-push");
    }

    async fn wrong_addresses_are_told_at_their_field(db: Db) {
        let house = House::new(db);
        for (channel, text, code) in [
            (Channel::Mail, "budi", "notify/contact-mail"),
            (Channel::Sms, "+1 202 555 0143", "notify/contact-phone"),
            (Channel::Push, "{}", "notify/contact-push"),
        ] {
            let error = house.ask(channel, text).await.unwrap_err();
            assert_eq!(error.code(), code);
            assert_eq!(error.params(), [("field", "contact".to_owned())]);
        }
    }

    async fn nobody_is_pestered_with_questions(db: Db) {
        let house = House::new(db);
        for _ in 0..3 {
            house.ask(Channel::Sms, BUDI).await.unwrap();
            house.it.clock.advance_seconds(60);
        }
        let error = house.ask(Channel::Sms, "+6281234567890").await.unwrap_err();
        assert_eq!(error.code(), "notify/too-often");
        let seconds = error.params().iter().find(|(name, _)| *name == "seconds").unwrap();
        assert_eq!(seconds.1, (86_400 - 180).to_string());
        let other = notify::Subject::new("ticket", "1").unwrap();
        let error = house.ask_about(&other, Channel::WhatsApp, BUDI).await.unwrap_err();
        assert_eq!(error.code(), "notify/too-often", "another subject or channel is no way round");
        house.it.clock.advance_seconds(86_400);
        house.ask(Channel::Sms, BUDI).await.unwrap();
    }

    async fn a_stranger_does_not_learn_who_is_subscribed(db: Db) {
        let house = House::new(db);
        house.subscribed(Channel::Mail, ANI).await;
        assert_eq!(house.ask(Channel::Mail, ANI).await.unwrap(), Asked::MustConsent);
        assert_eq!(house.deliver().await, 0, "and nothing is sent");
        assert_eq!(house.paid("1").await, 1, "and it holds as before");
    }

    async fn asking_again_before_agreeing_sends_the_question_again(db: Db) {
        let house = House::new(db);
        house.ask(Channel::Mail, ANI).await.unwrap();
        house.it.clock.advance_seconds(1);
        house.ask(Channel::Mail, "Ani@Contoh.ID").await.unwrap();
        house.deliver().await;
        let sent = house.gateway.taken();
        assert_eq!(sent.len(), 2);
        assert_eq!(sent[0].link, sent[1].link, "one wish, one link");
    }

    async fn a_wish_that_is_undone_sends_nothing(db: Db) {
        let house = House::new(db);
        house.subscribed(Channel::Mail, ANI).await;
        let post = &house.post;
        let undone = house.cell().db().write(async |tx: &mut db::Tx| {
            notify::receipt_ready(tx, post, &object(), "1", 2026, "/bayar").await?;
            Err::<(), _>(base::Error::new(base::Kind::Conflict, "test/undone"))
        });
        undone.await.unwrap_err();
        assert_eq!(house.deliver().await, 0);
    }
}
