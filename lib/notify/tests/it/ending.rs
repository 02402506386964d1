//! Saying stop, asking for erasure, and what is forgotten by itself.

use audit::Who;
use db::Tx;
use ports::Channel;

use crate::support::{ANI, BUDI, House, MIGRATIONS, end};

testkit::on_each_engine! {
    with MIGRATIONS;

    async fn one_click_ends_it_and_removes_everything(db: Db) {
        let house = House::new(db);
        house.subscribed(Channel::Mail, ANI).await;
        house.paid("1").await;
        house.deliver().await;
        house.paid("2").await;
        let stop = house.gateway.taken()[0].stop.clone().unwrap();
        assert!(stop.starts_with("https://pelangi.test/api/v1/messages/stop/"), "{stop}");
        assert!(house.stop(end(&stop)).await.unwrap());
        assert!(!house.stop(end(&stop)).await.unwrap(), "clicking twice is no mistake");
        assert_eq!(house.deliver().await, 1);
        assert_eq!(house.gateway.taken().len(), 1, "what waited is not sent");
        assert_eq!(house.paid("3").await, 0);
        let left = crate::statements::rows(house.cell().db()).await;
        assert_eq!(left, (0, 0));
    }

    async fn somebody_can_have_every_trace_of_an_address_removed(db: Db) {
        let house = House::new(db);
        house.subscribed(Channel::Sms, BUDI).await;
        house.subscribed(Channel::WhatsApp, BUDI).await;
        house.subscribed(Channel::Mail, ANI).await;
        house.paid("1").await;
        let (cell, who) = (house.cell(), Who::public());
        let erase = async |channel, contact: &str| {
            let db = cell.db();
            db.write(async |tx: &mut Tx| notify::erase(tx, cell, channel, contact, &who).await).await
        };
        assert_eq!(erase(Channel::Sms, "+62 812-3456-7890").await.unwrap(), 2, "by both channels");
        assert_eq!(erase(Channel::Sms, BUDI).await.unwrap(), 0);
        assert_eq!(erase(Channel::Mail, "budi").await.unwrap_err().code(), "notify/contact-mail");
        house.deliver().await;
        assert_eq!(house.gateway.taken().len(), 1, "Ani's stays");
    }

    async fn a_question_without_an_answer_is_forgotten(db: Db) {
        let house = House::new(db);
        house.ask(Channel::Sms, BUDI).await.unwrap();
        house.deliver().await;
        let link = house.gateway.taken()[0].link.clone();
        let cell = house.cell();
        let clean = async || {
            cell.db().write(async |tx: &mut Tx| notify::clean_up(tx, cell).await).await.unwrap()
        };
        house.it.clock.advance_seconds(86_400);
        assert_eq!(clean().await, 0);
        house.it.clock.advance_seconds(86_401);
        assert_eq!(clean().await, 1);
        assert_eq!(house.agree(end(&link)).await.unwrap_err().code(), "notify/no-link");
        assert_eq!(crate::statements::rows(cell.db()).await, (0, 0));
    }

    async fn messages_of_long_ago_are_forgotten_and_the_wish_stays(db: Db) {
        let house = House::new(db);
        house.subscribed(Channel::Mail, ANI).await;
        house.paid("1").await;
        house.deliver().await;
        house.it.clock.advance_seconds(366 * 86_400);
        let cell = house.cell();
        let clean = cell.db().write(async |tx: &mut Tx| notify::clean_up(tx, cell).await);
        assert_eq!(clean.await.unwrap(), 2, "the question and the receipt");
        assert_eq!(house.paid("2").await, 1);
    }
}
