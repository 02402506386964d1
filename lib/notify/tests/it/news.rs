//! What is told, to whom, and what a message never holds.

use base::{Language, Nop};
use db::Tx;
use notify::{News, Subject, Topic};
use ports::{Channel, Saying};

use crate::support::{ANI, BUDI, House, MIGRATIONS, PUSH, day, end, object};

testkit::on_each_engine! {
    with MIGRATIONS;

    async fn each_news_is_told_once_to_each(db: Db) {
        let house = House::new(db);
        house.subscribed(Channel::Mail, ANI).await;
        house.subscribed(Channel::WhatsApp, BUDI).await;
        house.subscribed(Channel::Push, PUSH).await;
        assert_eq!(house.paid("NTPD-1").await, 3);
        assert_eq!(house.paid("NTPD-1").await, 0, "the bank told it twice");
        assert_eq!(house.paid("NTPD-2").await, 3);
        house.deliver().await;
        assert_eq!(house.gateway.taken().len(), 6);
    }

    async fn only_those_who_want_it_hear_it(db: Db) {
        let house = House::new(db);
        house.subscribed(Channel::Mail, ANI).await;
        let post = &house.post;
        let told = async |subject: Subject, topic| {
            let saying = Saying::TicketAnswered;
            let news = News { subject: &subject, topic, key: "1", saying, path: "/bayar/tiket" };
            let db = house.cell().db();
            db.write(async |tx: &mut Tx| notify::tell(tx, post, &news).await).await.unwrap()
        };
        assert_eq!(told(object(), Topic::Ticket).await, 0);
        let other = Subject::object(Nop::parse("640801000100201240").unwrap());
        assert_eq!(told(other, Topic::Receipt).await, 0);
        assert_eq!(told(object(), Topic::Receipt).await, 1);
    }

    async fn a_message_holds_no_number_of_an_object_and_no_amount(db: Db) {
        let house = House::new(db);
        house.due(day(2026, 9, 30));
        house.subscribed(Channel::WhatsApp, BUDI).await;
        house.paid("1").await;
        house.deliver().await;
        house.at("2026-09-23T01:00:00.000Z");
        house.remind().await;
        house.deliver().await;
        let sent = house.gateway.taken();
        assert_eq!(sent.len(), 2);
        for message in sent {
            let text = format!("{} {}", message.title, message.as_one_line());
            assert!(!text.contains("Rp") && !text.contains("64080100010020123"), "{text}");
            assert!(!text.contains("bayar/"), "the page itself names the object: {text}");
            assert!(message.as_one_line().len() < 306, "two parts of an SMS: {text}");
        }
    }

    async fn the_link_of_a_message_opens_its_page(db: Db) {
        let house = House::new(db);
        house.subscribed(Channel::Mail, ANI).await;
        house.paid("1").await;
        house.deliver().await;
        let link = house.gateway.taken()[0].link.clone();
        let post = &house.post;
        let open = async |token: &str| {
            let db = house.cell().db();
            db.read(async |tx: &mut Tx| notify::open_message(tx, post, token).await).await
        };
        let opened = open(end(&link)).await.unwrap();
        assert_eq!(opened.path, "/bayar/bukti/1");
        assert!(opened.stop.starts_with("/ingatkan/berhenti/"));
        assert_eq!(open(&end(&link).to_lowercase()).await.unwrap_err().code(), "notify/no-link");
        assert!(house.stop(end(&opened.stop)).await.unwrap());
        assert_eq!(open(end(&link)).await.unwrap_err().code(), "notify/no-link");
    }

    async fn a_message_leads_to_this_site_only(db: Db) {
        let house = House::new(db);
        house.subscribed(Channel::Mail, ANI).await;
        let post = &house.post;
        for path in ["https://evil.id", "//evil.id", "/\\evil.id", "bayar", "/a b"] {
            let tell = house.cell().db().write(async |tx: &mut Tx| {
                notify::receipt_ready(tx, post, &object(), path, 2026, path).await
            });
            assert_eq!(tell.await.unwrap_err().code(), "notify/path", "{path}");
        }
    }

    async fn every_saying_has_words_in_both_languages(db: Db) {
        let house = House::new(db);
        let due = day(2026, 9, 30);
        for language in Language::ALL {
            for saying in [Saying::Confirm, Saying::DueSoon { tax_year: 2026, due },
                Saying::ReceiptReady { tax_year: 2026 }, Saying::TicketAnswered, Saying::LettersWait, Saying::Test] {
                let (title, sentence) = house.post.words(saying, language);
                assert!(!title.starts_with("notify-") && !sentence.starts_with("notify-"), "{title}");
                assert!(!sentence.contains('{') && !sentence.contains("2.026"), "{sentence}");
            }
        }
        let (title, _) = house.post.words(Saying::DueSoon { tax_year: 2026, due }, Language::Id);
        assert_eq!(title, "PBB 2026 jatuh tempo 30 September 2026");
    }

    async fn no_address_stands_in_the_database_in_the_clear(db: Db) {
        let house = House::new(db);
        house.subscribed(Channel::WhatsApp, BUDI).await;
        house.subscribed(Channel::Mail, ANI).await;
        house.paid("1").await;
        house.deliver().await;
        let tables = crate::statements::everything(house.cell().db()).await;
        assert!(tables.len() > 500, "the rows were read");
        for secret in ["81234567890", "ani@contoh", "contoh.id"] {
            assert!(!tables.contains(secret), "{secret}");
        }
    }
}
