//! "Ingatkan saya", as a citizen without an account walks through it.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use base::Nop;
use db::Tx;
use jobs::{Options, Runner};
use notify::{Letter, Offer, Subject, Topic};
use testkit::TestCell;

use crate::support::{Browser, House, MIGRATIONS, between, settings};

const PUSH: &str = "https://fcm.googleapis.com/fcm/send/abc\n\
    BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4\n\
    BTBZMqHH6r4Tts7J_aSIgg";

pub fn demo(db: db::Db) -> House {
    House::of(TestCell::demo(db), settings())
}

pub fn offer() -> Offer {
    let subject = Subject::object(Nop::parse("640801000100201230").unwrap());
    let topics = vec![Topic::Due, Topic::Receipt];
    Offer { subject, topics, back: "/pbb?nop=640801000100201230".to_owned() }
}

/// Delivers what waits, and shows the newest message of the drawer.
pub async fn delivered(house: &House) -> Option<Letter> {
    let options = Options { lane: notify::LANE, ..Options::default() };
    let postman = Runner::new(house.it.cell.clone(), house.post.handlers(Vec::new()), options);
    postman.run_until_idle().await.unwrap();
    house.post.drawer().unwrap().letters().into_iter().next()
}

fn path(link: &str) -> &str {
    link.strip_prefix("https://pelangi.test").expect("an address of this cell")
}

async fn asked(browser: &Browser<'_>, fields: &[(&str, &str)]) -> crate::support::Answer {
    let page = offer().link(&browser.house.it.cell);
    let sealed = offer().seal(&browser.house.it.cell);
    let mut all = vec![("penawaran", &*sealed)];
    all.extend_from_slice(fields);
    browser.post(&page, "/ingatkan", &all).await
}

async fn paid(house: &House, receipt: &str) {
    let (post, subject) = (&house.post, offer().subject);
    let tell = house.it.cell.db().write(async |tx: &mut Tx| {
        notify::receipt_ready(tx, post, &subject, receipt, 2026, "/bayar/bukti/1").await
    });
    tell.await.unwrap();
}

testkit::on_each_engine! {
    with MIGRATIONS;

    async fn a_citizen_asks_agrees_is_told_and_ends_it(db: Db) {
        let house = demo(db);
        let browser = house.browser();
        let page = browser.get(&offer().link(&house.it.cell)).await;
        assert!(page.says("Ingatkan saya") && page.says("WhatsApp") && page.says("/pbb?nop=6408"));
        let fields = [("channel", "whatsapp"), ("contact", "0812 3456 7890"), ("due", "1"), ("receipt", "1")];
        let answer = asked(&browser, &fields).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert!(answer.says("setujui pesannya"), "{}", answer.text);

        let question = delivered(&house).await.unwrap();
        let consent = path(&question.link).to_owned();
        let page = browser.get(&consent).await;
        assert!(page.says("pengingat sebelum jatuh tempo, kabar saat bukti bayar sudah ada."));
        let agreed = browser.post(&consent, &consent, &[]).await;
        assert!(agreed.says("Pengingat sudah aktif"), "{}", agreed.text);

        paid(&house, "1").await;
        let letter = delivered(&house).await.unwrap();
        assert_eq!(letter.title, "Bukti bayar PBB 2026 sudah ada");
        let message = browser.get(path(&letter.link)).await;
        assert!(message.says("href=\"/bayar/bukti/1\""), "{}", message.text);

        let stop = between(&message.text, "href=\"/ingatkan/berhenti/", "\"").unwrap();
        let stop = format!("/ingatkan/berhenti/{stop}");
        let page = browser.get(&stop).await;
        assert!(page.says("Berhenti dan hapus"));
        let ended = browser.post(&stop, &stop, &[]).await;
        assert!(ended.says("sudah dihentikan"));
        assert!(browser.get(&stop).await.says("sudah dihentikan"), "opening it again is no mistake");
        let gone = browser.get(path(&letter.link)).await;
        assert_eq!(gone.status, StatusCode::NOT_FOUND);
        assert!(gone.says("Tautan ini sudah tidak berlaku"));
        assert_eq!(house.app.texts().missed(), Vec::<String>::new());
    }

    async fn mistakes_are_told_at_their_field(db: Db) {
        let house = demo(db);
        let browser = house.browser();
        for (fields, words) in [
            (vec![("channel", "whatsapp"), ("contact", "0541 123"), ("due", "1")], "Nomor ponsel belum benar"),
            (vec![("channel", "mail"), ("contact", "budi"), ("due", "1")], "Alamat surel belum benar"),
            (vec![("channel", "mail"), ("contact", "")], "Pilih sekurangnya satu"),
            (vec![("channel", "merpati"), ("contact", "x"), ("due", "1")], "tidak tersedia"),
            (vec![("channel", "push"), ("browser", "https://evil.id/x\na\nb"), ("due", "1")], "tidak memberikan"),
        ] {
            let answer = asked(&browser, &fields).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{words}");
            assert!(answer.says(words), "{words}: {}", answer.text);
            assert!(answer.says("govuk-error-summary"));
        }
        assert_eq!(house.app.texts().missed(), Vec::<String>::new());
    }

    async fn a_forged_offer_is_refused(db: Db) {
        let house = demo(db);
        let browser = house.browser();
        for query in ["", "?penawaran=", "?penawaran=AAAA"] {
            let answer = browser.get(&format!("/ingatkan{query}")).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(answer.says("sudah tidak berlaku"));
        }
    }

    async fn a_browser_is_subscribed_at_once(db: Db) {
        let house = demo(db);
        let browser = house.browser();
        let page = browser.get(&offer().link(&house.it.cell)).await;
        assert_eq!(between(&page.text, "data-push=\"", "\""), Some("BKey"));
        let fields = [("channel", "push"), ("browser", PUSH), ("due", "1"), ("receipt", "1")];
        let answer = asked(&browser, &fields).await;
        assert!(answer.says("Pengingat sudah aktif"), "{}", answer.text);
    }

    async fn one_machine_asks_so_often(db: Db) {
        let house = demo(db);
        let browser = house.browser();
        for n in 0..10 {
            let contact = format!("budi{n}@contoh.id");
            let fields = [("channel", "mail"), ("contact", &*contact), ("due", "1")];
            assert_eq!(asked(&browser, &fields).await.status, StatusCode::OK);
        }
        let fields = [("channel", "mail"), ("contact", "ani@contoh.id"), ("due", "1")];
        let answer = asked(&browser, &fields).await;
        assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    }

    async fn a_mail_program_ends_it_by_one_click_without_a_cookie(db: Db) {
        let house = demo(db);
        let browser = house.browser();
        let fields = [("channel", "mail"), ("contact", "ani@contoh.id"), ("receipt", "1")];
        asked(&browser, &fields).await;
        let consent = path(&delivered(&house).await.unwrap().link).to_owned();
        browser.post(&consent, &consent, &[]).await;
        paid(&house, "1").await;
        let letter = delivered(&house).await.unwrap();
        let page = browser.get(path(&letter.link)).await.text;
        let token = between(&page, "href=\"/ingatkan/berhenti/", "\"").unwrap();
        let address = format!("/api/v1/messages/stop/{token}");
        let program = house.browser();
        let opened = program.get(&address).await;
        assert_eq!(opened.location, format!("/ingatkan/berhenti/{token}"));
        let click = || {
            Request::post(&address)
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                .body(Body::from("List-Unsubscribe=One-Click"))
                .unwrap()
        };
        assert_eq!(program.send(click()).await.status, StatusCode::NO_CONTENT);
        assert_eq!(program.send(click()).await.status, StatusCode::NO_CONTENT);
        let wrong = Request::post("/api/v1/messages/stop/x").body(Body::empty()).unwrap();
        assert_eq!(program.send(wrong).await.status, StatusCode::NOT_FOUND);
        assert_eq!(browser.get(path(&letter.link)).await.status, StatusCode::NOT_FOUND);
    }

    async fn a_cell_without_channels_says_so(db: Db) {
        let house = House::new(db);
        let browser = house.browser();
        let page = browser.get(&offer().link(&house.it.cell)).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.says("Pengingat belum tersedia") && !page.says("data-push"));
    }
}
