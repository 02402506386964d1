//! One-time links as pages.

use axum::http::StatusCode;
use identity::{Actor, Reset, Role};

use crate::support::{House, MIGRATIONS, OTHER, PASSWORD, between, phone_of};

/// What the page of a link gives to be typed into the phone.
fn typed_secret(page: &str) -> String {
    between(page, "<b class=\"log\">", "</b>").unwrap().to_owned()
}

testkit::on_each_engine! {
    with MIGRATIONS;

    async fn the_first_administrator_comes_in_by_a_link(db: Db) {
        let house = House::new(db);
        let link = house.identity.start_first_administrator().await.unwrap();
        let path = format!("/tautan/{}", link.token.reveal());
        let browser = house.browser();
        let page = browser.get(&path).await;
        assert!(page.says("Administrator pertama") && page.says("<svg"), "{}", page.text);
        let phone = phone_of(&typed_secret(&page.text));
        let code = house.code(&phone);
        let fields = [
            ("name", "Siti Rahma"),
            ("login", "siti.rahma"),
            ("password", PASSWORD),
            ("repeat", PASSWORD),
            ("code", &*code),
        ];
        let answer = browser.post(&path, &path, &fields).await;
        assert_eq!((answer.status, &*answer.location), (StatusCode::SEE_OTHER, "/kerja"));
        let home = browser.get("/kerja").await;
        assert!(home.says("Selamat datang, Siti Rahma"));
        assert!(home.says("Baru ada satu akun."), "an empty cell says what comes next");
        let again = house.browser().get(&path).await;
        assert_eq!(again.status, StatusCode::NOT_FOUND);
        assert!(again.says("Tautan ini tidak dapat dipakai lagi"));
    }

    async fn the_code_drawn_is_the_one_to_be_typed(db: Db) {
        let house = House::new(db);
        let link = house.identity.start_first_administrator().await.unwrap();
        let page = house.browser().get(&format!("/tautan/{}", link.token.reveal())).await;
        let uri = read_qr(&page.text);
        let scanned = totp_rs::Totp::from_url(&uri).unwrap();
        assert_eq!(house.code(&scanned), house.code(&phone_of(&typed_secret(&page.text))));
    }

    async fn mistakes_at_a_link_are_told_at_their_fields(db: Db) {
        let house = House::new(db);
        let link = house.identity.start_first_administrator().await.unwrap();
        let path = format!("/tautan/{}", link.token.reveal());
        let browser = house.browser();
        let phone = phone_of(&typed_secret(&browser.get(&path).await.text));
        let code = house.code(&phone);
        let tries = [
            ([("login", "siti"), ("password", PASSWORD), ("repeat", OTHER), ("code", &*code)], "Kedua kata sandi tidak sama"),
            ([("login", "siti"), ("password", "pendek"), ("repeat", "pendek"), ("code", &*code)], "Kata sandi terlalu pendek"),
            ([("login", "S!"), ("password", PASSWORD), ("repeat", PASSWORD), ("code", &*code)], "Nama pengguna ini tidak dapat dipakai"),
            ([("login", "siti"), ("password", PASSWORD), ("repeat", PASSWORD), ("code", "000000")], "Kode tidak cocok"),
            ([("login", "siti"), ("password", PASSWORD), ("repeat", PASSWORD), ("code", "")], "Kode: Isian ini wajib"),
        ];
        for (fields, said) in tries {
            let mut all = vec![("name", "Siti Rahma")];
            all.extend(fields);
            let answer = browser.post(&path, &path, &all).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{said}");
            assert!(answer.says(said), "{said}: {}", answer.text);
            assert!(!answer.says(PASSWORD), "a password came back");
        }
    }

    async fn a_forgotten_password_keeps_the_phone(db: Db) {
        let house = House::new(db);
        let siti = house.person("siti.rahma", &[Role::AUDITOR]).await;
        let admin = Actor::operator();
        let found = house.identity.list_accounts(&admin, "siti", None, 1).await.unwrap();
        let link =
            house.identity.reset_account(&admin, found.rows[0].id, Reset::Password).await.unwrap();
        let path = format!("/tautan/{}", link.token.reveal());
        let browser = house.browser();
        let page = browser.get(&path).await;
        assert!(!page.says("aplikasi autentikator, misalnya"), "no new phone is asked for");
        let code = house.code(&siti.phone);
        let fields = [("password", OTHER), ("repeat", OTHER), ("code", &*code)];
        assert_eq!(browser.post(&path, &path, &fields).await.location, "/kerja");
        house.wait_for_a_new_code();
        let code = house.code(&siti.phone);
        let other = house.browser();
        assert_eq!(other.try_to_sign_in("siti.rahma", OTHER, &code).await.location, "/kerja");
    }

    async fn a_link_that_never_was_is_not_found(db: Db) {
        let house = House::new(db);
        let browser = house.browser();
        let unknown = format!("/tautan/{}", "A".repeat(43));
        for path in ["/tautan/x", "/tautan/..%2f..", &unknown] {
            assert_eq!(browser.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
    }
}

/// Reads the drawing of a page as a phone would.
fn read_qr(page: &str) -> String {
    const SCALE: usize = 4;
    let svg = between(page, "<svg width=\"232\"", "</svg>").unwrap();
    let side: usize = between(svg, "viewBox=\"0 0 ", " ").unwrap().parse().unwrap();
    let mut dark = vec![false; side * side];
    for run in svg.split("<rect x=\"").skip(1) {
        let x: usize = run.split('"').next().unwrap().parse().unwrap();
        let y: usize = between(run, "y=\"", "\"").unwrap().parse().unwrap();
        let width: usize = between(run, "width=\"", "\"").unwrap().parse().unwrap();
        dark[y * side + x..][..width].fill(true);
    }
    let mut image =
        rqrr::PreparedImage::prepare_from_greyscale(side * SCALE, side * SCALE, |x, y| {
            if dark[(y / SCALE) * side + x / SCALE] { 0 } else { 255 }
        });
    image.detect_grids()[0].decode().unwrap().1
}
