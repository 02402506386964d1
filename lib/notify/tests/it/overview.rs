//! What administrators see of the channels.

use audit::Who;
use base::Language;
use db::Tx;
use notify::{Channels, Options, Post, Progress};
use ports::{Channel, Saying};
use testkit::TestCell;

use crate::support::{ANI, BUDI, House, How, MIGRATIONS, PUSH};

testkit::on_each_engine! {
    with MIGRATIONS;

    async fn an_administrator_sees_how_the_channels_are(db: Db) {
        let house = House::new(db);
        house.subscribed(Channel::Mail, ANI).await;
        house.subscribed(Channel::Push, PUSH).await;
        house.paid("1").await;
        house.deliver().await;
        house.gateway.be(How::Garble);
        house.ask(Channel::WhatsApp, BUDI).await.unwrap();
        house.deliver().await;
        let post = &house.post;
        let read = house.cell().db().read(async |tx: &mut Tx| notify::channels(tx, post).await);
        let all = read.await.unwrap();
        let mail = &all[&Channel::Mail];
        assert_eq!((mail.is_set_up, mail.confirmed, mail.messages["sent"]), (true, 1, 2));
        assert_eq!(mail.last_sent, Some(house.cell().now()));
        let whatsapp = &all[&Channel::WhatsApp];
        assert_eq!((whatsapp.asked, whatsapp.messages["waiting"]), (1, 1));
        assert_eq!(whatsapp.trouble.as_ref().unwrap().0, "the answer makes no sense: no JSON");
        assert!(mail.trouble.is_none());
    }

    async fn a_message_tries_a_channel(db: Db) {
        let house = House::new(db);
        let (post, who) = (&house.post, Who::public());
        let attempt = async |channel| {
            let db = house.cell().db();
            db.write(async |tx: &mut Tx| {
                notify::try_channel(tx, post, channel, BUDI, Language::En, &who).await
            }).await
        };
        let first = attempt(Channel::WhatsApp).await.unwrap();
        attempt(Channel::WhatsApp).await.unwrap();
        house.deliver().await;
        let sent = house.gateway.taken();
        assert_eq!((sent.len(), sent[0].saying, sent[0].language), (2, Saying::Test, Language::En));
        let read = house.cell().db().read(async |tx: &mut Tx| notify::progress(tx, first).await);
        assert_eq!(read.await.unwrap(), Some(Progress::Sent));
        house.it.clock.advance_seconds(3 * 86_400);
        let cell = house.cell();
        cell.db().write(async |tx: &mut Tx| notify::clean_up(tx, cell).await).await.unwrap();
        assert_eq!(crate::statements::rows(cell.db()).await, (0, 0), "trials leave nothing behind");
    }

    async fn a_demo_keeps_in_a_drawer_what_it_would_send(db: Db) {
        let it = TestCell::demo(db);
        let post = Post::new(it.cell.clone(), Options::default(), Channels::default()).unwrap();
        assert_eq!(post.channels(), [Channel::WhatsApp, Channel::Sms, Channel::Mail]);
        let who = Who::public();
        let write = it.cell.db().write(async |tx: &mut Tx| {
            notify::try_channel(tx, &post, Channel::Sms, BUDI, Language::Id, &who).await
        });
        write.await.unwrap();
        let options = jobs::Options { lane: notify::LANE, ..jobs::Options::default() };
        let postman = jobs::Runner::new(it.cell.clone(), post.handlers(Vec::new()), options);
        postman.run_until_idle().await.unwrap();
        let letters = post.drawer().unwrap().letters();
        assert_eq!((letters.len(), &*letters[0].to), (1, "+62812…90"));
    }

    async fn a_real_cell_without_settings_offers_nothing(db: Db) {
        let it = TestCell::new(db);
        let post = Post::new(it.cell.clone(), Options::default(), Channels::default()).unwrap();
        assert!(post.channels().is_empty() && post.drawer().is_none() && post.push_key().is_none());
        let who = Who::public();
        let write = it.cell.db().write(async |tx: &mut Tx| {
            notify::try_channel(tx, &post, Channel::Sms, BUDI, Language::Id, &who).await
        });
        assert_eq!(write.await.unwrap_err().code(), "notify/channel");
    }
}
