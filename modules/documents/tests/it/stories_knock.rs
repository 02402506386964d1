//! Whoever asked for it is told when letters wait for them, and nobody else.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use std::sync::Arc;

use audit::Who;
use base::Language;
use db::{Db, Tx};
use documents::domain::content::Secrecy;
use documents::domain::delivery::Means;
use documents::domain::incoming::Entry;
use documents::usecase::dispatch::{self, Travel};
use documents::usecase::incoming::register::register;
use documents::usecase::knock::{WaitingLetters, offer_link};
use documents::usecase::{draft, fix, paper, route};
use identity::Basis;
use jobs::{Options, Runner};
use notify::{Post, Subject, Topic, Wish};
use ports::Channel;

use crate::house::*;
use crate::mail::*;

db::statements! {
    AGREE = "update notify_subscription set state = 'confirmed', consent_at = asked_at
        where state = 'asked'";
    SENT = "select d.path, s.subject
        from notify_delivery d
        join notify_subscription s on s.id = d.subscription
        where d.saying = 'letters-wait' and d.state = 'sent'
        order by d.id";
    POINTLESS = "select count(*) as n from notify_delivery where state = 'pointless'";
}

/// A house whose people ask to be told, with a worker that delivers.
struct Told {
    house: House,
    post: Post,
}

impl Told {
    async fn new(db: Db, who: &[&str]) -> Self {
        let house = House::new(db).await;
        let channels = notify::Channels::default();
        let post = Post::new(house.it.cell.clone(), notify::Options::default(), channels).unwrap();
        let told = Self { house, post };
        told.house.it.clock.set(base::Instant::parse("2026-08-18T02:00:00.000Z").unwrap());
        for person in who {
            told.subscribe(person).await;
        }
        told
    }

    async fn subscribe(&self, person: &str) {
        let subject = Subject::new("letters", self.house.actor(person).id()).unwrap();
        let who = Who::public();
        let contact = format!("{person}@contoh.id");
        let wish = Wish {
            subject: &subject,
            topics: &[Topic::Letters],
            channel: Channel::Mail,
            contact: &contact,
            language: Language::Id,
            who: &who,
        };
        let db = self.house.it.cell.db();
        db.write(async |tx: &mut Tx| notify::subscribe(tx, &self.post, &wish).await).await.unwrap();
        db.write(async |tx: &mut Tx| tx.execute(&AGREE, db::params![]).await).await.unwrap();
    }

    /// Who was told since the last time, after so many seconds.
    async fn after(&self, seconds: i64, seen: usize) -> Vec<String> {
        self.house.it.clock.advance_seconds(seconds);
        let cell = self.house.it.cell.clone();
        let handlers = self.post.handlers(vec![Arc::new(WaitingLetters)]);
        let lane = Options { lane: notify::LANE, ..Options::default() };
        Runner::new(cell.clone(), handlers, lane).run_until_idle().await.unwrap();
        let read = async |tx: &mut Tx| tx.rows(&SENT, db::params![]).await;
        let rows = cell.db().read(read).await.unwrap();
        let name = |row: &db::Row| {
            assert_eq!(row.text("path").unwrap(), "/naskah/menunggu");
            let subject = row.text("subject").unwrap().to_owned();
            let people =
                ["lina", "wati", "joko", "rudi", "bupati", "ajudan", "dina", "tuti", "nia"];
            let is = |who: &&&str| subject.ends_with(self.house.actor(who).id());
            people.iter().find(is).unwrap().to_string()
        };
        let mut names: Vec<String> = rows.iter().skip(seen).map(name).collect();
        names.sort();
        names
    }
}

testkit::on_each_engine! {
    with &MIGRATIONS;

    async fn each_is_told_when_their_turn_comes(db: Db) {
        let told = Told::new(db, &["lina", "wati", "joko", "rudi"]).await;
        let house = &told.house;
        let id = house.sent_up(house.memo("Rahasia dapur", &["kabid", "sekdis"], "kadis")).await;
        assert!(told.after(30, 0).await.is_empty(), "what comes together is told together");
        assert_eq!(told.after(60, 0).await, ["wati"]);
        house.paraf("wati", id).await;
        assert_eq!(told.after(90, 1).await, ["joko"]);
        let step = house.shown("joko", id).await.may.paraf.unwrap().0;
        route::send_back(&house.office, house.actor("joko"), id, (step, 1), "Kurang").await.unwrap();
        assert_eq!(told.after(90, 2).await, ["lina"], "what came back waits for its author");
        route::send_up(&house.office, house.actor("lina"), id, 1).await.unwrap();
        house.paraf("wati", id).await;
        house.paraf("joko", id).await;
        assert!(told.after(90, 3).await.is_empty(), "nothing to be signed, and the parafs are given");
        fix::fix(&house.office, house.actor("tuti"), id, None).await.unwrap();
        assert_eq!(told.after(90, 3).await, ["rudi"]);
        let letters = told.post.drawer().unwrap().letters();
        let all = format!("{letters:?}");
        assert!(!all.contains("Rahasia dapur") && !all.contains("Contoh\""), "{all}");
    }

    async fn many_letters_are_one_message_until_it_is_sent(db: Db) {
        let told = Told::new(db, &["wati"]).await;
        let house = &told.house;
        for subject in ["Satu", "Dua", "Tiga"] {
            house.sent_up(house.memo(subject, &["kabid"], "kadis")).await;
        }
        assert_eq!(told.after(90, 0).await, ["wati"]);
        house.sent_up(house.memo("Empat", &["kabid"], "kadis")).await;
        assert_eq!(told.after(90, 1).await, ["wati"]);
    }

    async fn what_was_done_meanwhile_is_not_told(db: Db) {
        let told = Told::new(db, &["wati"]).await;
        let house = &told.house;
        let id = house.sent_up(house.memo("Cepat", &["kabid"], "kadis")).await;
        house.paraf("wati", id).await;
        assert!(told.after(90, 0).await.is_empty());
        let count = async |tx: &mut Tx| tx.one(&POINTLESS, db::params![]).await?.int("n");
        assert_eq!(house.it.cell.db().read(count).await.unwrap(), 1);
    }

    async fn dispositions_knock_below_and_answers_above(db: Db) {
        let told = Told::new(db, &["rudi", "joko", "lina"]).await;
        let house = &told.house;
        let id = house.came("Permintaan data").await;
        assert_eq!(told.after(90, 0).await, ["rudi"]);
        house.give("rudi", id, 0, &["sekdis"]).await;
        assert_eq!(told.after(90, 1).await, ["joko"]);
        house.give("joko", id, 1, &["lina"]).await;
        assert_eq!(told.after(90, 2).await, ["lina"]);
        let (office, lina) = (&house.office, house.actor("lina"));
        documents::usecase::incoming::open::open(office, lina, id).await.unwrap();
        documents::usecase::incoming::follow::answer(office, lina, id, (2, "sudah"), None).await.unwrap();
        assert_eq!(told.after(90, 3).await, ["joko"], "whoever gave it looks at the answer");
    }

    async fn the_adjutant_is_told_of_what_they_sort_and_no_more(db: Db) {
        let told = Told::new(db, &["bupati", "ajudan"]).await;
        let house = &told.house;
        let to_regent = |secrecy| Entry { secrecy, ..house.entry_for("bupati", "Undangan") };
        register(&house.office, house.actor("sari"), fresh(to_regent(Secrecy::Biasa))).await.unwrap();
        assert_eq!(told.after(90, 0).await, ["ajudan", "bupati"]);
        let secret = Entry { their_number: "R-1".to_owned(), ..to_regent(Secrecy::Rahasia) };
        register(&house.office, house.actor("sari"), fresh(secret)).await.unwrap();
        assert_eq!(told.after(90, 2).await, ["bupati"]);
    }

    async fn whoever_stands_in_is_told_while_they_do(db: Db) {
        let told = Told::new(db, &["rudi", "joko"]).await;
        let house = &told.house;
        house.appoint("joko", "kadis", Basis::Plh, ("2026-08-18", "2026-08-18")).await;
        house.came("Hari ini").await;
        let both = told.after(90, 0).await;
        assert!(both.contains(&"joko".to_owned()), "{both:?}");
        house.it.clock.advance_seconds(86_400);
        house.came("Besok").await;
        assert_eq!(told.after(90, both.len()).await, ["rudi"]);
    }

    async fn clerks_are_told_of_what_they_number_send_and_register(db: Db) {
        let told = Told::new(db, &["tuti", "nia"]).await;
        let house = &told.house;
        let (office, lina, tuti) = (&house.office, house.actor("lina"), house.actor("tuti"));
        let record = house.handover("Serah terima");
        let id = draft::begin(office, lina, "berita-acara", record).await.unwrap();
        route::send_up(office, lina, id, 1).await.unwrap();
        house.paraf("wati", id).await;
        assert_eq!(told.after(90, 0).await, ["tuti"]);
        fix::fix(office, tuti, id, None).await.unwrap();
        assert!(told.after(90, 1).await.is_empty(), "it waits for the signature");
        let scan = paper::pdf(office, tuti, id).await.unwrap().content();
        fix::signed_on_paper(office, tuti, id, scan).await.unwrap();
        assert_eq!(told.after(90, 1).await, ["tuti"]);
        let travel = Travel { government: Means::Srikandi, outside: Means::Courier };
        dispatch::dispatch(office, tuti, id, travel, "").await.unwrap();
        assert_eq!(told.after(90, 2).await, ["nia"], "it lies in the office it was sent to");
    }

    async fn the_page_of_what_waits_offers_it(db: Db) {
        let house = House::new(db).await;
        let shown = house.get("rudi", "/naskah/menunggu").await;
        assert!(shown.says("/ingatkan?penawaran="), "{}", shown.text());
        assert!(offer_link(&house.office, house.actor("rudi")).is_some());
    }
}
