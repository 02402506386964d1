//! Positions, and who holds them on a day.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use base::{Date, Id};
use db::Tx;
use identity::{Account, Actor, Basis, Position, PositionForm, TenureForm, held_by, holders};

use crate::support::*;

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

async fn position(it: &House, title: &str, parent: Option<Id<Position>>) -> Id<Position> {
    let form = PositionForm {
        agency: "bapenda".to_owned(),
        parent: parent.map(|id| id.to_string()).unwrap_or_default(),
        title: title.to_owned(),
        abbreviation: "KABAN".to_owned(),
        rank: "head".to_owned(),
    };
    it.identity.set_position(&Actor::operator(), None, &form).await.unwrap()
}

fn tenure(
    position: Id<Position>,
    account: Id<Account>,
    basis: Basis,
    from: &str,
    until: Option<&str>,
) -> TenureForm {
    let (from, until) = (day(from), until.map(day));
    let (decree, grade) = ("821.2/15/2026".to_owned(), "Pembina (IV/a)".to_owned());
    TenureForm { position, account, basis, from, until, decree, grade }
}

async fn holding(it: &House, position: Id<Position>, on: &str) -> Vec<(String, Basis)> {
    let found = it.it.cell.db().read(async |tx: &mut Tx| holders(tx, position, day(on)).await);
    found.await.unwrap().into_iter().map(|t| (t.name, t.basis)).collect()
}

testkit::on_each_engine! {
    with MIGRATIONS;

    async fn the_holder_of_a_day_is_told_and_a_stand_in_beside(db: Db) {
        let it = House::new(db);
        let (ani, budi) = (it.officer("ani").await.id, it.officer("budi").await.id);
        let head = position(&it, "Kepala Badan", None).await;
        let operator = Actor::operator();
        let held = tenure(head, ani, Basis::Definitif, "2026-01-05", None);
        it.identity.appoint(&operator, &held).await.unwrap();
        let away = tenure(head, budi, Basis::Plh, "2026-08-10", Some("2026-08-14"));
        it.identity.appoint(&operator, &away).await.unwrap();
        assert_eq!(holding(&it, head, "2026-01-04").await, vec![]);
        let ani_alone = vec![("Pegawai ani".to_owned(), Basis::Definitif)];
        assert_eq!(holding(&it, head, "2026-08-09").await, ani_alone);
        let both = [ani_alone.clone(), vec![("Pegawai budi".to_owned(), Basis::Plh)]].concat();
        assert_eq!(holding(&it, head, "2026-08-14").await, both);
        assert_eq!(holding(&it, head, "2026-08-15").await, ani_alone);
        let of_budi = it.it.cell.db().read(async |tx: &mut Tx| {
            held_by(tx, &budi.to_string(), day("2026-08-12")).await
        });
        let capacities: Vec<String> = of_budi.await.unwrap().iter().map(|h| h.capacity()).collect();
        assert_eq!(capacities, ["Plh. Kepala Badan"]);
    }

    async fn a_position_has_one_holder_and_one_stand_in(db: Db) {
        let it = House::new(db);
        let (ani, budi) = (it.officer("ani").await.id, it.officer("budi").await.id);
        let head = position(&it, "Kepala Badan", None).await;
        let operator = Actor::operator();
        let first = tenure(head, ani, Basis::Definitif, "2026-01-05", Some("2026-06-30"));
        it.identity.appoint(&operator, &first).await.unwrap();
        let second = tenure(head, budi, Basis::Plt, "2026-06-30", None);
        let refused = it.identity.appoint(&operator, &second).await.unwrap_err();
        assert_eq!(refused.code(), "identity/tenure-clash");
        let after = tenure(head, budi, Basis::Plt, "2026-07-01", None);
        let after = it.identity.appoint(&operator, &after).await.unwrap();
        let endless = tenure(head, ani, Basis::Plh, "2026-07-01", None);
        let refused = it.identity.appoint(&operator, &endless).await.unwrap_err();
        assert_eq!(refused.code(), "identity/tenure-open");
        let backwards = tenure(head, ani, Basis::Plh, "2026-07-02", Some("2026-07-01"));
        let refused = it.identity.appoint(&operator, &backwards).await.unwrap_err();
        assert_eq!(refused.code(), "identity/tenure-days");
        it.identity.end_tenure(&operator, after, day("2026-07-31")).await.unwrap();
        let longer = it.identity.end_tenure(&operator, after, day("2026-08-01")).await.unwrap_err();
        assert_eq!(longer.code(), "identity/tenure-days");
        assert_eq!(holding(&it, head, "2026-08-01").await, vec![]);
    }

    async fn no_position_stands_above_its_superior(db: Db) {
        let it = House::new(db);
        it.agencies().await;
        let head = position(&it, "Kepala Badan", None).await;
        let below = position(&it, "Sekretaris", Some(head)).await;
        let form = PositionForm {
            agency: "bapenda".to_owned(),
            parent: below.to_string(),
            title: "Kepala Badan".to_owned(),
            abbreviation: String::new(),
            rank: "head".to_owned(),
        };
        let operator = Actor::operator();
        let refused = it.identity.set_position(&operator, Some(head), &form).await.unwrap_err();
        assert_eq!(refused.code(), "identity/position-parent");
        let elsewhere = PositionForm { agency: "nowhere".to_owned(), ..form };
        let refused = it.identity.set_position(&operator, Some(head), &elsewhere).await;
        assert_eq!(refused.unwrap_err().code(), "identity/agency-unknown");
    }

    async fn a_held_position_cannot_be_abolished_nor_an_abolished_one_held(db: Db) {
        let it = House::new(db);
        let ani = it.officer("ani").await.id;
        let head = position(&it, "Kepala Badan", None).await;
        let operator = Actor::operator();
        let held = tenure(head, ani, Basis::Definitif, "2026-01-05", None);
        let id = it.identity.appoint(&operator, &held).await.unwrap();
        let refused = it.identity.abolish_position(&operator, head, true).await.unwrap_err();
        assert_eq!(refused.code(), "identity/position-held");
        it.identity.end_tenure(&operator, id, day("2026-01-06")).await.unwrap();
        it.identity.abolish_position(&operator, head, true).await.unwrap();
        let late = tenure(head, ani, Basis::Definitif, "2027-01-05", None);
        let refused = it.identity.appoint(&operator, &late).await.unwrap_err();
        assert_eq!(refused.code(), "identity/position-unknown");
    }
}
