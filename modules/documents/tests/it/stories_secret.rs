//! What is closed to most stays closed, whichever way one looks.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use base::Id;
use db::Tx;
use documents::domain::content::{Content, Secrecy};
use documents::domain::letter::Letter;
use documents::usecase::show::show;
use documents::usecase::{fix, lists, register, route};

use crate::desk::code;
use crate::house::*;
use crate::stories_retention::cells;

/// A secret letter to the regent, at the regent's desk.
async fn at_the_regent(house: &House) -> Id<Letter> {
    let memo = house.memo("Mutasi pejabat", &["kadis"], "bupati");
    let id = house.sent_up(Content { secrecy: Secrecy::Rahasia, ..memo }).await;
    house.paraf("rudi", id).await;
    id
}

testkit::on_each_engine! {
    with &MIGRATIONS;

    async fn an_adjutant_does_not_know_of_secret_letters(db: Db) {
        let house = House::new(db).await;
        let id = at_the_regent(&house).await;
        let (office, ajudan) = (&house.office, house.actor("ajudan"));
        let waiting = lists::waiting(office, ajudan).await.unwrap();
        assert!(waiting.desks.iter().all(|desk| desk.letters.is_empty()), "{waiting:?}");
        assert_eq!(code(show(office, ajudan, id).await), "documents/unknown-letter");
        let bupati = lists::waiting(office, house.actor("bupati")).await.unwrap();
        assert_eq!(bupati.desks[0].letters[0].subject, "Mutasi pejabat");
        assert!(show(office, house.actor("bupati"), id).await.is_ok());
    }

    async fn the_register_keeps_the_line_of_a_secret_letter_and_not_what_it_is_about(db: Db) {
        let house = House::new(db).await;
        let secret = Content { secrecy: Secrecy::SangatRahasia, ..house.memo("Sandi baru", &["kabid"], "kadis") };
        let id = house.sent_up(secret).await;
        house.paraf("wati", id).await;
        let (office, tuti) = (&house.office, house.actor("tuti"));
        fix::fix(office, tuti, id, None).await.unwrap();
        fix::cancel(office, tuti, id, "kunci bocor").await.unwrap();
        house.fixed("Undangan rapat").await;
        for who in ["lina", "hasan"] {
            let page = house.get(who, "/naskah/agenda").await;
            assert!(page.says("Naskah rahasia") && page.says("000.8.3.3/1/DISKOMINFO") && page.says("Undangan rapat"), "{}", page.text());
            assert!(!page.says("Sandi baru") && !page.says("kunci bocor") && !page.says(&id.to_string()));
            let sheet = cells(&house.get(who, "/naskah/agenda.xlsx").await.bytes);
            assert!(sheet.contains("Naskah rahasia") && !sheet.contains("Sandi baru") && !sheet.contains("kunci bocor"));
        }
        let clerk = house.get("tuti", "/naskah/agenda").await;
        assert!(clerk.says("Sandi baru") && clerk.says("kunci bocor"));
        let all = register::page(office, tuti, &register::Filter::default(), 9).await.unwrap();
        assert_eq!(all.lines.len(), 2);
    }

    async fn the_audit_trail_says_who_did_what_and_not_what_was_said(db: Db) {
        let house = House::new(db).await;
        let id = at_the_regent(&house).await;
        let office = &house.office;
        route::send_back(office, house.actor("bupati"), id, (2, 1), "nama Slamet keliru").await.unwrap();
        let db = house.it.cell.db();
        let all = audit::Filter::default();
        let trail = db.read(async |tx: &mut Tx| audit::list(tx, &all, None, 100).await).await.unwrap();
        assert!(trail.iter().any(|entry| entry.kind.as_str() == "documents/letter-returned"));
        let said = format!("{trail:?}");
        assert!(!said.contains("Slamet") && !said.contains("Mutasi pejabat"), "{said}");
        let story = house.shown("lina", id).await;
        assert!(story.events.iter().any(|event| event.detail == "nama Slamet keliru"));
    }
}
