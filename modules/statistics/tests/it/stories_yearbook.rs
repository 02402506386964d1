//! The yearly book: what is released, on paper; what is not, not.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use axum::http::StatusCode;
use base::Kind;
use paper::proof::Proof;
use statistics::usecase::{loading, yearbook};

use crate::bureau::{MIGRATIONS, Stage};
use crate::stories_pages::Front;

/// The texts of each page.
fn pages(pdf: &[u8]) -> Vec<String> {
    let proof = Proof::read(pdf).unwrap();
    proof.pages().iter().map(|page| page.texts.join("\n")).collect()
}

testkit::on_each_engine! {
    with &MIGRATIONS;

    async fn everybody_reads_what_was_released_until_then(db: Db) {
        let stage = Stage::new(db);
        loading::load_built_in(&stage.bureau, &stage.walidata).await.unwrap();
        let book = yearbook::publish(&stage.bureau, &stage.walidata, 2026).await.unwrap();
        assert_eq!(book.edition, 1);
        let front = Front::of(&stage);
        let (status, list) = front.get("id", "/statistik/buku").await;
        assert_eq!(status, StatusCode::OK, "{list}");
        assert!(list.contains("/statistik/buku/2026/1"), "{list}");
        let (status, pdf) = front.fetch("id", "/statistik/buku/2026/1").await;
        assert_eq!((status, pdf.len() as u64), (StatusCode::OK, book.bytes));
        let pages = pages(&pdf);
        assert_eq!(pages.len() as u64, book.pages);
        assert!(pages[0].contains("2026"), "{}", pages[0]);
        let poverty = pages.iter().position(|it| it.contains("/statistik/KEMISKINAN")).unwrap();
        for said in ["8,07", "8,81", "Sumber: ", "Versi 1"] {
            assert!(pages[poverty].contains(said), "{said}: {}", pages[poverty]);
        }
        // The contents name the page whose foot has that number.
        let lines: Vec<&str> = pages[2].lines().collect();
        let at = lines.iter().position(|it| *it == "Kesejahteraan: Kemiskinan").unwrap();
        assert!(pages[poverty].contains(&format!("Halaman {} dari", lines[at + 1])), "{lines:?}");
        assert_eq!(front.get("id", "/statistik/buku/2026/2").await.0, StatusCode::NOT_FOUND);
        assert_eq!(front.get("id", "/statistik/buku/abad/1").await.0, StatusCode::NOT_FOUND);
    }

    async fn a_published_book_stays_and_a_corrected_one_is_another_edition(db: Db) {
        let stage = Stage::with_schools(db).await;
        stage.publish(&[("SEKOLAH/SD/64.08.01", "2024", "13"), ("SEKOLAH/SMP/64.08.01", "2024", "4")]).await;
        yearbook::publish(&stage.bureau, &stage.walidata, 2026).await.unwrap();
        let front = Front::of(&stage);
        let (_, first) = front.fetch("id", "/statistik/buku/2026/1").await;
        stage.pass_seconds(60);
        stage.publish(&[("SEKOLAH/SD/64.08.01", "2024", "17")]).await;
        let second = yearbook::publish(&stage.bureau, &stage.walidata, 2026).await.unwrap();
        assert_eq!((second.edition, second.contents), (2, vec![("SEKOLAH".to_owned(), 2)]));
        let (_, again) = front.fetch("id", "/statistik/buku/2026/1").await;
        assert_eq!(first, again);
        let (_, second) = front.fetch("id", "/statistik/buku/2026/2").await;
        let said = |pdf: &[u8]| pages(pdf).pop().unwrap();
        assert!(said(&first).lines().any(|it| it == "13"), "{}", said(&first));
        assert!(said(&second).lines().any(|it| it == "17r"), "{}", said(&second));
    }

    async fn what_is_under_embargo_stands_in_no_book(db: Db) {
        let stage = Stage::with_schools(db).await;
        stage.prepare(&[("SEKOLAH/SD/64.08.01", "2024", "13")]).await.unwrap();
        let empty = yearbook::publish(&stage.bureau, &stage.walidata, 2026).await.unwrap_err();
        assert_eq!(empty.code(), "statistics/book-empty");
        let hour = stage.bureau.cell().now().plus_seconds(3_600);
        statistics::usecase::releasing::release(&stage.bureau, &stage.walidata, "SEKOLAH", 1, hour)
            .await
            .unwrap();
        let empty = yearbook::publish(&stage.bureau, &stage.walidata, 2026).await.unwrap_err();
        assert_eq!(empty.code(), "statistics/book-empty");
        stage.pass_seconds(3_600);
        yearbook::publish(&stage.bureau, &stage.walidata, 2026).await.unwrap();
    }

    async fn only_the_walidata_publishes_and_only_of_years_that_began(db: Db) {
        let stage = Stage::with_schools(db).await;
        stage.publish(&[("SEKOLAH/SD/64.08.01", "2024", "13")]).await;
        let refused = yearbook::publish(&stage.bureau, &stage.stranger, 2026).await.unwrap_err();
        assert_eq!(refused.kind(), Kind::Forbidden);
        for year in [0, 1999, 2099] {
            let refused = yearbook::publish(&stage.bureau, &stage.walidata, year).await.unwrap_err();
            assert_eq!(refused.code(), "statistics/book-year", "{year}");
        }
        assert_eq!(yearbook::list(&stage.bureau).await.unwrap(), []);
    }
}
