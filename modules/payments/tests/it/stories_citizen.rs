//! A citizen chooses, pays, holds the receipt; and what is shown when things go otherwise.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use audit::Who;
use axum::http::StatusCode;
use base::Rupiah;
use contracts::{BillId, Standing};
use db::Tx;
use payments::domain::code::Code;
use payments::domain::outage::{Asked, Outage, Source};
use payments::usecase::partners::{self, Keys};
use payments::usecase::reverse::Reversal;
use testkit::TestCell;

use crate::pages::*;
use crate::shelf::{bill, brought};
use crate::window::Mood;

/// Two years of one object: 2026 not late, 2024 late with half its interest waived.
async fn two_years(house: &House) -> [BillId; 2] {
    let this = house.stage.put(bill(1, 2026), "2027-01-31", 100_000).await;
    let late = house.stage.put(bill(1, 2024), "2024-09-30", 80_000).await;
    [this, late]
}

fn choose() -> String {
    format!("/bayar?nop={}", bill(1, 2026).nop.digits())
}

/// Makes a code on the page, and gives its address.
async fn code(house: &House, years: &[&str]) -> String {
    let nop = bill(1, 2026).nop.digits().to_owned();
    let mut form = vec![("nop", nop.as_str())];
    form.extend(years.iter().map(|year| ("tahun[]", *year)));
    let made = house.post(CITIZEN, &choose(), "/bayar", &form).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text());
    made.location
}

/// The code on its page.
fn digits(page: &Answer) -> Code {
    let text = page.text();
    let (_, rest) = text.split_once("id=\"kode\" value=\"").unwrap();
    Code::parse(rest.split('"').next().unwrap()).unwrap()
}

fn receipt_in(page: &Answer) -> String {
    let text = page.text();
    let (_, rest) = text.split_once("/bayar/stts/").unwrap();
    rest.chars().take(16).collect()
}

testkit::on_each_engine! {
    with &MIGRATIONS;

    async fn years_are_chosen_paid_at_the_example_bank_and_lunas_with_receipts(db: Db) {
        let house = House::new(db);
        let [this, late] = two_years(&house).await;
        let page = house.get(CITIZEN, &format!("{}&tahun=2024&tahun=2026", choose())).await;
        assert_eq!(page.status, StatusCode::OK);
        for said in ["S**** C****", "Rp100.000", "Rp80.400", "Contoh Perbup 1/2026", "Rp180.400"] {
            assert!(page.says(said), "{said}: {}", page.text());
        }
        assert!(!page.says("SITI CONTOH"));

        let path = code(&house, &["2026", "2024"]).await;
        let page = house.get(CITIZEN, &path).await;
        assert!(page.says("Menunggu pembayaran") && page.says("Rp180.400"), "{}", page.text());
        let shown = digits(&page);
        assert!(!path.contains(shown.digits()));
        let before = house.get(CITIZEN, &format!("{path}/keadaan")).await.text();

        let paid = house.post(CITIZEN, &path, &format!("{path}/bank-contoh"), &[]).await;
        assert_eq!(paid.location, path);
        for id in [this, late] {
            assert_eq!(house.stage.bill(id).await.standing, Standing::Paid);
        }
        let page = house.get(CITIZEN, &path).await;
        assert!(page.says("<h1>Lunas</h1>"), "{}", page.text());
        assert_eq!(page.text().matches("stts.pdf").count(), 2);
        assert_ne!(house.get(CITIZEN, &format!("{path}/keadaan")).await.text(), before);
        // A second press changes nothing.
        let again = house.post(CITIZEN, "/bayar/laporan", &format!("{path}/bank-contoh"), &[]).await;
        assert_eq!(again.location, path);
        let totals = house.stage.ledger.verify(|_| ()).await.unwrap();
        assert_eq!((totals.payments, totals.receipts), (1, 2));
        assert_eq!(house.app.texts().missed(), Vec::<String>::new());
    }

    async fn a_receipt_shows_everything_in_full_prints_the_same_bytes_and_verifies(db: Db) {
        let house = House::new(db);
        two_years(&house).await;
        let path = code(&house, &["2024"]).await;
        house.post(CITIZEN, &path, &format!("{path}/bank-contoh"), &[]).await;
        let number = receipt_in(&house.get(CITIZEN, &path).await);

        let page = house.get(CITIZEN, &format!("/bayar/stts/{number}")).await;
        for said in ["SITI CONTOH", "Rp80.400", "delapan puluh ribu empat ratus rupiah",
            "Contoh Perbup 1/2026", "Sementara", "Virtual account", "WITA"] {
            assert!(page.says(said), "{said}");
        }
        let grouped = number.to_lowercase();
        let typed = format!("{}-{} {}", &grouped[..4], &grouped[4..8], &grouped[8..]);
        let check = format!("/bayar/periksa?ntpd={}", typed.replace(' ', "+"));
        assert_eq!(house.get(CITIZEN, &check).await.location, format!("/bayar/stts/{number}"));

        let print = format!("/bayar/stts/{number}/stts.pdf");
        let paper = house.get(CITIZEN, &print).await.bytes;
        assert!(paper.starts_with(b"%PDF-"));
        house.stage.it.clock.advance_seconds(40 * 86_400);
        assert_eq!(house.get(CITIZEN, &print).await.bytes, paper);
        for other in ["f4", "a5"] {
            let other = house.get(CITIZEN, &format!("{print}?kertas={other}")).await.bytes;
            assert!(other.starts_with(b"%PDF-") && other != paper);
        }

        let facts = house.get(CITIZEN, &format!("/api/v1/payments/receipts/{number}")).await.json();
        assert_eq!(facts["total"], 80_400);
        assert_eq!(facts["state"], "provisional");
        let seal = facts["verify_url"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
        assert!(house.get(CITIZEN, &format!("/r/{seal}")).await.says("Tanda terima ini asli"));
        let mut altered = seal.clone().into_bytes();
        altered[32] = if altered[32] == b'A' { b'B' } else { b'A' };
        let altered = String::from_utf8(altered).unwrap();
        let judged = house.get(CITIZEN, &format!("/r/{altered}")).await;
        assert!(judged.says("bukan dari kami") || judged.says("Bukan kode"), "{}", judged.text());
        assert!(house.get(CITIZEN, "/r/abc").await.says("Bukan kode tanda terima"));

        reverse(&house, &number).await;
        assert!(house.get(CITIZEN, &format!("/r/{seal}")).await.says("Asli, tetapi dibatalkan"));
        let page = house.get(CITIZEN, &format!("/bayar/stts/{number}")).await;
        assert!(page.says("ditarik kembali"), "{}", page.text());
        assert_ne!(house.get(CITIZEN, &print).await.bytes, paper);
        assert!(house.get(CITIZEN, &path).await.says("dibatalkan pada"));
    }

    async fn what_cannot_be_chosen_is_told_with_what_to_do(db: Db) {
        let house = House::new(db);
        two_years(&house).await;
        assert_eq!(house.get(CITIZEN, "/bayar").await.status, StatusCode::OK);
        let short = house.get(CITIZEN, "/bayar?nop=640804").await;
        assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
        let unknown = format!("/bayar?nop={}", bill(9, 2026).nop.digits());
        let unknown = house.get(CITIZEN, &unknown).await;
        assert_eq!(unknown.status, StatusCode::NOT_FOUND);
        let near = format!("href=\"/pbb?nop={}\"", bill(9, 2026).nop.digits());
        assert!(unknown.says("Samakan 18 angkanya") && unknown.says(&near), "{}", unknown.text());
        let nop = bill(1, 2026).nop.digits().to_owned();
        let none = house.post(CITIZEN, &choose(), "/bayar", &[("nop", &nop)]).await;
        assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(none.says("Belum ada tahun yang dipilih"));
        let form = [("nop", nop.as_str()), ("tahun[]", "1999")];
        let never = house.post(CITIZEN, &choose(), "/bayar", &form).await;
        assert_eq!(never.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(never.says("Tidak ada tagihan seperti itu"));
        for nothing in ["/bayar/kode/abc", "/bayar/stts/ABC", "/bayar/laporan/abc"] {
            assert_eq!(house.get(CITIZEN, nothing).await.status, StatusCode::NOT_FOUND, "{nothing}");
        }
        assert_eq!(house.app.texts().missed(), Vec::<String>::new());
    }

    async fn a_code_tells_when_a_bill_was_paid_otherwise_and_when_it_expired(db: Db) {
        let house = House::new(db);
        let [this, _] = two_years(&house).await;
        let path = code(&house, &["2026", "2024"]).await;
        let expires = code(&house, &["2024"]).await;
        let who = Who::system();
        house.stage.post(&brought(&house.stage, "A1", &[this], 100_000, &who)).await.unwrap();
        let page = house.get(CITIZEN, &path).await;
        assert!(page.says("Tagihannya berubah"), "{}", page.text());
        let renewed = house.post(CITIZEN, &path, &format!("{path}/baru"), &[]).await.location;
        assert!(house.get(CITIZEN, &renewed).await.says("Rp80.400"));

        house.stage.it.clock.advance_seconds(8 * 86_400);
        let page = house.get(CITIZEN, &expires).await;
        assert!(page.says("Kode bayar kedaluwarsa") && page.says("Buat kode baru"));
    }

    async fn money_for_a_code_that_was_paid_already_is_shown_as_held(db: Db) {
        let house = House::new(db);
        let [this, _] = two_years(&house).await;
        let path = code(&house, &["2026"]).await;
        let shown = digits(&house.get(CITIZEN, &path).await);
        let (who, ids) = (Who::system(), [this]);
        let money = brought(&house.stage, "A1", &ids, 100_000, &who);
        house.stage.post(&money).await.unwrap();
        let late = payments::usecase::Incoming {
            code: Some(&shown),
            source: Some(("bank-uji", "B2")),
            unfit: payments::usecase::Unfit::Book,
            ..money
        };
        house.stage.post(&late).await.unwrap();
        let page = house.get(CITIZEN, &path).await;
        assert!(page.says("Uang diterima, tagihannya sudah lunas"), "{}", page.text());
    }

    async fn the_page_says_from_when_on_it_costs_more(db: Db) {
        let house = House::new(db);
        // The clock of the stage stands at 17 August 2026.
        house.stage.put(bill(1, 2026), "2026-08-31", 100_000).await;
        let path = code(&house, &["2026"]).await;
        let page = house.get_in("en", &path).await;
        assert!(page.says("From 1 September 2026 on it costs Rp101.000"), "{}", page.text());
    }

    async fn a_virtual_account_is_what_the_bank_gave_us_and_the_code(db: Db) {
        let house = House::new(db);
        two_years(&house).await;
        let partner = payments::domain::partner::Partner {
            id: "bank-uji".to_owned(),
            name: "Bank Uji".to_owned(),
            client_key: "BANK-UJI".to_owned(),
            service_id: Some("88088".to_owned()),
            terms: Default::default(),
            networks: Vec::new(),
            active: true,
        };
        let keys = Keys { secret: Some("sixteen-letters-at-least".to_owned()), public_key: None };
        let operator = identity::Actor::operator();
        partners::add(house.stage.cell(), &operator, &partner, &keys).await.unwrap();
        let page = house.get(CITIZEN, &code(&house, &["2026"]).await).await;
        assert!(page.says(&format!("88088{}", digits(&page).digits())), "{}", page.text());
        assert!(page.says("Bank Uji"));
    }

    async fn the_example_bank_pays_in_a_demo_cell_only(db: Db) {
        let house = House::of(TestCell::new(db));
        two_years(&house).await;
        let path = code(&house, &["2026"]).await;
        let page = house.get(CITIZEN, &path).await;
        assert!(!page.says("bank-contoh"));
        let refused = house.post(CITIZEN, &choose(), &format!("{path}/bank-contoh"), &[]).await;
        assert_eq!(refused.status, StatusCode::NOT_FOUND);
        assert_eq!(house.stage.bill(bill(1, 2026)).await.standing, Standing::Open);
    }

    async fn programs_make_and_follow_codes(db: Db) {
        let house = House::new(db);
        two_years(&house).await;
        let nop = bill(1, 2026).nop.digits().to_owned();
        let wish = serde_json::json!({ "bills": [{ "nop": nop, "tax_year": 2026 }] });
        let made = house.send("/api/v1/payments/codes", &wish).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text());
        let made = made.json();
        assert_eq!((&made["total"], &made["state"]), (&100_000.into(), &"waiting".into()));
        assert!(made["qris"]["content"].as_str().unwrap().starts_with("000201"));
        let token = made["token"].as_str().unwrap();
        let page = format!("/bayar/kode/{token}");
        house.post(CITIZEN, &page, &format!("{page}/bank-contoh"), &[]).await;
        let now = house.get(CITIZEN, &format!("/api/v1/payments/codes/{token}")).await.json();
        assert_eq!(now["state"], "paid");
        assert_eq!(now["receipts"][0].as_str().unwrap().len(), 16);
        let again = house.send("/api/v1/payments/codes", &wish).await;
        assert_eq!(again.status, StatusCode::CONFLICT);
        assert_eq!(again.json()["code"], "payments/bill-paid");
    }

    async fn nobody_makes_codes_without_end(db: Db) {
        let house = House::new(db);
        two_years(&house).await;
        let nop = bill(1, 2026).nop.digits().to_owned();
        let wish = serde_json::json!({ "bills": [{ "nop": nop, "tax_year": 2026 }] });
        let mut refused = 0;
        for _ in 0..40 {
            let made = house.send("/api/v1/payments/codes", &wish).await;
            refused += usize::from(made.status == StatusCode::TOO_MANY_REQUESTS);
        }
        assert_eq!(refused, 10);
    }

    async fn whoever_asked_for_it_is_told_that_the_receipt_is_there(db: Db) {
        let house = House::new(db);
        let [this, _] = two_years(&house).await;
        subscribe(&house, this).await;
        let who = Who::system();
        let ids = [this];
        let paid = brought(&house.stage, "A1", &ids, 100_000, &who);
        let ledger = house.stage.ledger.clone().with_post(Some(house.post.clone()));
        let posted = house.stage.cell().db().write(async |tx: &mut Tx| ledger.post(tx, &paid).await);
        posted.await.unwrap();
        let told = house.stage.cell().db().read(async |tx: &mut Tx| {
            Ok::<_, db::DbError>(tx.rows(&TOLD, db::params![]).await?.len())
        });
        assert_eq!(told.await.unwrap(), 1);
    }

    async fn the_acquirer_issues_one_code_for_the_amount_of_the_day(db: Db) {
        let house = House::new(db);
        house.stage.put(bill(1, 2026), "2026-11-30", 100_000).await;
        let path = code(&house, &["2026"]).await;
        for _ in 0..3 {
            assert!(house.get(CITIZEN, &path).await.says("qris.png"));
        }
        let issued = house.window.issued();
        assert_eq!(issued.len(), 1);
        assert_eq!(issued[0].amount, Rupiah(100_000));
        let png = house.get(CITIZEN, &format!("{path}/qris.png")).await;
        assert!(png.bytes.starts_with(b"\x89PNG"));
        // The next day has a code of its own.
        house.stage.it.clock.advance_seconds(86_400);
        assert!(house.get(CITIZEN, &path).await.says("qris.png"));
        assert_eq!(house.window.issued().len(), 2);
    }

    async fn a_code_that_nobody_told_us_about_is_found_by_asking(db: Db) {
        let house = House::new(db);
        let [this, _] = two_years(&house).await;
        let path = code(&house, &["2026"]).await;
        house.get(CITIZEN, &path).await;
        let reference = house.window.issued()[0].reference.clone();
        house.window.pay(&reference);
        house.stage.it.clock.advance_seconds(20);
        assert!(house.work().await >= 1);
        assert_eq!(house.stage.bill(this).await.standing, Standing::Paid);
        let page = house.get(CITIZEN, &path).await;
        assert!(page.says("<h1>Lunas</h1>"), "{}", page.text());
        house.stage.ledger.verify(|_| ()).await.unwrap();
    }

    async fn while_the_acquirer_is_away_the_other_ways_stay(db: Db) {
        let house = House::new(db);
        two_years(&house).await;
        let path = code(&house, &["2026"]).await;
        for mood in [Mood::Away, Mood::LosesAnswers, Mood::Away] {
            house.window.be(mood);
            let page = house.get(CITIZEN, &path).await;
            assert_eq!(page.status, StatusCode::OK);
            assert!(page.says("QRIS sedang tidak bisa dibuat"), "{}", page.text());
            assert!(page.says("Loket"));
        }
        // Three times was enough: it is left alone for a while, also when it is back.
        house.window.be(Mood::Good);
        assert!(house.get(CITIZEN, &path).await.says("QRIS sedang tidak bisa dibuat"));
        house.stage.it.clock.advance_seconds(31);
        assert!(house.get(CITIZEN, &path).await.says("qris.png"));
        assert_eq!(house.window.issued().len(), 1);
    }

    async fn a_clock_that_was_ahead_leaves_the_acquirer_alone_no_longer_than_another(db: Db) {
        let house = House::new(db);
        two_years(&house).await;
        let path = code(&house, &["2026"]).await;
        house.stage.it.clock.advance_seconds(86_400);
        house.window.be(Mood::Away);
        for _ in 0..3 {
            house.get(CITIZEN, &path).await;
        }
        house.window.be(Mood::Good);
        house.stage.it.clock.advance_seconds(-86_400);
        assert!(house.get(CITIZEN, &path).await.says("qris.png"));
    }

    async fn the_log_of_outages_learns_that_the_acquirer_is_away_and_back(db: Db) {
        let house = House::new(db);
        two_years(&house).await;
        let path = code(&house, &["2026"]).await;
        let began = house.stage.cell().now();
        house.window.be(Mood::Away);
        for _ in 0..2 {
            house.get(CITIZEN, &path).await;
        }
        assert!(outages(&house).await.is_empty(), "two failures are no outage");
        house.get(CITIZEN, &path).await;
        let noted = outages(&house).await;
        assert_eq!(noted.len(), 1);
        let outage = &noted[0];
        assert_eq!((outage.what.as_str(), outage.source), ("qris", Source::Channel));
        assert_eq!((outage.began_at, outage.ended_at), (began, None));

        house.stage.it.clock.advance_seconds(600);
        house.get(CITIZEN, &path).await;
        assert_eq!(outages(&house).await.len(), 1, "it lasts, and is noted once");
        house.stage.it.clock.advance_seconds(600);
        house.window.be(Mood::Good);
        assert!(house.get(CITIZEN, &path).await.says("qris.png"));
        let noted = outages(&house).await;
        assert_eq!(noted.len(), 1, "still the same");
        let outage = &noted[0];
        assert_eq!(outage.ended_at, Some(house.stage.cell().now()));
        assert_eq!(outage.asked, Asked::Proposed, "whoever decides about interest was asked");
    }
}

db::statements! {
    AGREE = "update notify_subscription set state = 'confirmed', consent_at = asked_at";
    TOLD = "select id from notify_delivery where saying = 'receipt-ready'";
}

async fn outages(house: &House) -> Vec<Outage> {
    let read = async |tx: &mut Tx| payments::store::outages::before(tx, None, 10).await;
    house.stage.cell().db().read(read).await.unwrap()
}

/// Somebody asks for messages about the object and agrees.
async fn subscribe(house: &House, id: BillId) {
    let subject = notify::Subject::object(id.nop);
    let who = Who::public();
    let wish = notify::Wish {
        subject: &subject,
        topics: &[notify::Topic::Receipt],
        channel: ports::Channel::Mail,
        contact: "siti@contoh.id",
        language: base::Language::Id,
        who: &who,
    };
    let cell = house.stage.cell();
    let asked =
        cell.db().write(async |tx: &mut Tx| notify::subscribe(tx, &house.post, &wish).await);
    asked.await.unwrap();
    let agreed = cell.db().write(async |tx: &mut Tx| tx.execute(&AGREE, db::params![]).await);
    agreed.await.unwrap();
}

async fn reverse(house: &House, number: &str) {
    let cell = house.stage.cell();
    let found =
        cell.db().read(async |tx: &mut Tx| payments::store::receipts::find(tx, number).await);
    let who = Who::system();
    let reversal = Reversal {
        of: found.await.unwrap().unwrap().entry,
        source: Some(("bank-contoh", "R1")),
        at: cell.now(),
        who: &who,
        note: "",
    };
    let done = cell.db().write(async |tx: &mut Tx| house.stage.ledger.reverse(tx, &reversal).await);
    done.await.unwrap();
}
