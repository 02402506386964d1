//! Sheets and rupiah saved: counted from real pages and copies, with a price that is a setting.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use axum::http::StatusCode;
use base::{Date, Id, Rupiah};
use db::Tx;
use documents::domain::delivery::Means;
use documents::domain::letter::{Letter, State};
use documents::domain::party::Party;
use documents::domain::savings::{Price, Saved, spans};
use documents::store::letters;
use documents::usecase::dispatch::{self, Travel};
use documents::usecase::{draft, fix, route, savings};
use identity::Actor;
use proptest::prelude::*;

use crate::desk::code;
use crate::house::*;

fn price(from: &str, rupiah: i64) -> Price {
    Price { from: day(from), rupiah: Rupiah(rupiah), source: "Perbup contoh".to_owned() }
}

#[test]
fn a_price_holds_from_its_day_on() {
    let prices = [price("2026-03-10", 150), price("2026-03-20", 200)];
    let cut = spans(day("2026-03-01"), day("2026-04-01"), &prices);
    let told: Vec<(String, String, Option<i64>)> = cut
        .iter()
        .map(|one| (one.from.to_string(), one.until.to_string(), one.price.map(|price| price.0)))
        .collect();
    let expected = [
        ("2026-03-01", "2026-03-10", None),
        ("2026-03-10", "2026-03-20", Some(150)),
        ("2026-03-20", "2026-04-01", Some(200)),
    ];
    assert_eq!(told, expected.map(|(a, b, c)| (a.to_owned(), b.to_owned(), c)));
    assert_eq!(spans(day("2026-05-01"), day("2026-06-01"), &prices).len(), 1);
}

#[test]
fn sheets_without_a_price_are_counted_and_not_valued() {
    let saved = Saved::of((1, 2, 6), None).unwrap();
    assert_eq!((saved.sheets, saved.rupiah, saved.unpriced), (6, Rupiah(0), 6));
    assert_eq!(Saved::of((1, 1, i64::MAX), Some(Rupiah(2))), None);
}

proptest! {
    /// However prices change, the spans of a time cover each of its days once, with its own price.
    #[test]
    fn every_day_has_one_price(starts in proptest::collection::btree_set(0..400i64, 0..6), from in 0..200i64, length in 0..200i64) {
        let origin = day("2026-01-01");
        let at = |days: i64| -> Date { origin.checked_add(jiff::Span::new().days(days)).unwrap() };
        let prices: Vec<Price> = starts.iter().map(|days| Price { from: at(*days), rupiah: Rupiah(days + 1), source: String::new() }).collect();
        let cut = spans(at(from), at(from + length), &prices);
        for days in from..from + length {
            let on = at(days);
            let of: Vec<_> = cut.iter().filter(|one| one.from <= on && on < one.until).collect();
            prop_assert_eq!(of.len(), 1);
            let expected = starts.iter().rev().find(|start| **start <= days).map(|start| Rupiah(start + 1));
            prop_assert_eq!(of[0].price, expected);
        }
        prop_assert_eq!(cut.is_empty(), length == 0);
    }
}

impl House {
    /// As if its signature were there: how it is made is told elsewhere.
    async fn signed(&self, id: Id<Letter>) {
        let state = (State::Signed, self.it.cell.now());
        let db = self.it.cell.db();
        db.write(async |tx: &mut Tx| letters::set_state(tx, id, state, 1, &[]).await)
            .await
            .unwrap();
    }

    /// A letter to two offices of this government and one outside, signed and sent; on paper or not.
    async fn sent(&self, subject: &str, on_paper: bool) -> Id<Letter> {
        let mut content = self.memo(subject, &["kabid"], "kadis");
        let outside =
            Party::parse_lines(documents::domain::party::Scope::Outside, "PT Contoh; Sangatta");
        content.to.extend(outside);
        content.cc.push(Party::internal("setda", ""));
        let kind = if on_paper { "berita-acara" } else { "nota-dinas" };
        if on_paper {
            content.fields = [("pembuka", "Pada hari ini"), ("pihak", "Budi; ; ; Kepala")]
                .map(|(a, b)| (a.to_owned(), b.to_owned()))
                .into();
        }
        let (office, lina) = (&self.office, self.actor("lina"));
        let id = draft::begin(office, lina, kind, content).await.unwrap();
        route::send_up(office, lina, id, 1).await.unwrap();
        self.paraf("wati", id).await;
        fix::fix(office, self.actor("tuti"), id, None).await.unwrap();
        match on_paper {
            true => {
                let pdf = self.get("lina", &format!("/naskah/{id}/naskah.pdf")).await.bytes;
                fix::signed_on_paper(office, self.actor("tuti"), id, pdf.into()).await.unwrap();
            }
            false => self.signed(id).await,
        }
        let travel = Travel { government: Means::Srikandi, outside: Means::Courier };
        dispatch::dispatch(office, self.actor("tuti"), id, travel, "").await.unwrap();
        id
    }
}

testkit::on_each_engine! {
    with &MIGRATIONS;

    async fn pages_times_copies_times_the_price_of_the_day(db: Db) {
        let house = House::new(db).await;
        let (office, operator) = (&house.office, Actor::operator());
        let today = house.it.cell.today();
        house.sent("Tanpa harga", false).await;
        let this = today.year();
        let before = savings::year(office, house.actor("bupati"), this).await.unwrap();
        assert_eq!((before.sum.letters, before.sum.copies, before.sum.sheets), (1, 2, 2), "the courier's copy is paper");
        assert_eq!((before.sum.rupiah, before.sum.unpriced), (Rupiah(0), 2));
        let from_today = Price { from: today, rupiah: Rupiah(175), source: "Perbup contoh".to_owned() };
        savings::set_price(office, &operator, &from_today).await.unwrap();
        let after = savings::year(office, house.actor("bupati"), this).await.unwrap();
        assert_eq!((after.sum.rupiah, after.sum.unpriced), (Rupiah(350), 0));
        assert_eq!(after.offices.len(), 1);
        assert_eq!(after.offices[0].agency, "diskominfo");
        let month = usize::try_from(today.month()).unwrap() - 1;
        assert_eq!(after.months[month], after.sum);
        let other = savings::year(office, house.actor("nia"), this).await.unwrap();
        assert_eq!(other.sum, Saved::default(), "another office sees its own");
        let page = house.get("bupati", "/naskah/hemat").await;
        assert!(page.says("2 lembar") && page.says("Rp350") && page.says("Perbup contoh"), "{}", page.text());
        assert_eq!(house.get_in("en", "lina", "/naskah/hemat?tahun=2020").await.status, StatusCode::OK);
        assert_eq!(house.get("lina", "/naskah/hemat/harga").await.status, StatusCode::FORBIDDEN);
        assert_eq!(house.app.texts().missed(), Vec::<String>::new());
        assert_eq!(house.app.texts().gaps(), Vec::<String>::new());
    }

    async fn what_was_signed_on_paper_saved_nothing(db: Db) {
        let house = House::new(db).await;
        house.sent("Di kertas", true).await;
        let year = house.it.cell.today().year();
        let saved = savings::year(&house.office, house.actor("bupati"), year).await.unwrap();
        assert_eq!(saved.sum, Saved::default());
    }

    async fn prices_follow_one_another_and_name_their_source(db: Db) {
        let house = House::new(db).await;
        let (office, operator) = (&house.office, Actor::operator());
        let set = async |price: Price| savings::set_price(office, &operator, &price).await;
        set(price("2026-01-01", 150)).await.unwrap();
        assert_eq!(code(set(price("2026-01-01", 160)).await), "documents/price-day");
        assert_eq!(code(set(price("2025-12-31", 160)).await), "documents/price-day");
        assert_eq!(code(set(price("2026-02-01", 0)).await), "documents/sheet-price");
        assert_eq!(code(set(Price { source: " ".to_owned(), ..price("2026-02-01", 160) }).await), "documents/price-source");
        assert_eq!(code(savings::set_price(office, house.actor("tuti"), &price("2026-02-01", 160)).await), "identity/forbidden");
        assert_eq!(code(savings::year(office, house.actor("bupati"), 1).await), "documents/savings-year");
    }
}
