//! Letters are found by words, and only by those who may see them.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use documents::domain::content::{Content, Secrecy};
use documents::usecase::search::search;
use documents::usecase::{draft, register};

use crate::desk::code;
use crate::house::*;

async fn subjects(house: &House, who: &str, text: &str) -> Vec<String> {
    let found = search(&house.office, house.actor(who), text, "").await.unwrap();
    found.letters.into_iter().map(|letter| letter.subject).collect()
}

testkit::on_each_engine! {
    with &MIGRATIONS;

    async fn a_letter_is_found_by_subject_number_and_party(db: Db) {
        let house = House::new(db).await;
        house.fixed("Undangan Rapat Koordinasi").await;
        house.begun(house.memo("Laporan rapat bulanan", &["kabid"], "kadis")).await;
        let both = ["Laporan rapat bulanan", "Undangan Rapat Koordinasi"];
        assert_eq!(subjects(&house, "lina", "RAPAT ").await.len(), 2);
        let mut found = subjects(&house, "lina", "pendapatan rap").await;
        found.sort();
        assert_eq!(found, both);
        assert_eq!(subjects(&house, "lina", "000.8.3.3/1/DISKOMINFO").await, [both[1]]);
        assert_eq!(subjects(&house, "lina", "koor").await, [both[1]]);
        assert_eq!(subjects(&house, "lina", "koor ").await, Vec::<String>::new());
        assert_eq!(subjects(&house, "lina", "rapat koordinasi bulanan").await, Vec::<String>::new());
        assert_eq!(subjects(&house, "hasan", "rapat").await.len(), 2, "the auditor sees all offices");
        assert_eq!(subjects(&house, "nia", "rapat").await, Vec::<String>::new());
        assert_eq!(subjects(&house, "lina", "  ").await, Vec::<String>::new());
        let many = search(&house.office, house.actor("lina"), "a b c d e f ", "").await;
        assert_eq!(code(many), "documents/search-words");
    }

    async fn what_a_letter_no_longer_says_does_not_find_it(db: Db) {
        let house = House::new(db).await;
        let (office, lina) = (&house.office, house.actor("lina"));
        let id = house.begun(house.memo("Pengadaan kursi", &["kabid"], "kadis")).await;
        let better = house.memo("Pengadaan meja", &["kabid"], "kadis");
        draft::save(office, lina, id, 1, (better.clone(), "")).await.unwrap();
        assert_eq!(subjects(&house, "lina", "kursi").await, Vec::<String>::new());
        assert_eq!(subjects(&house, "lina", "meja").await, ["Pengadaan meja"]);
        let secret = Content { secrecy: Secrecy::Rahasia, ..better };
        draft::save(office, lina, id, 2, (secret, "")).await.unwrap();
        assert_eq!(subjects(&house, "lina", "meja").await, Vec::<String>::new());
    }

    async fn a_long_answer_comes_page_by_page_the_newest_first(db: Db) {
        let house = House::new(db).await;
        for at in 0..65 {
            let word = if at % 2 == 0 { "genap" } else { "ganjil" };
            house.begun(house.memo(&format!("Naskah {word} {at:03}"), &["kabid"], "kadis")).await;
            house.it.clock.advance_seconds(3_600);
        }
        let lina = house.actor("lina");
        let (mut all, mut from) = (Vec::new(), String::new());
        loop {
            let page = search(&house.office, lina, "naskah", &from).await.unwrap();
            assert!(page.letters.len() <= 30);
            all.extend(page.letters.into_iter().map(|letter| letter.subject));
            match page.next {
                Some(next) => from = next,
                None => break,
            }
        }
        assert_eq!(all.len(), 65);
        let mut sorted = all.clone();
        sorted.sort_by_key(|subject| std::cmp::Reverse(subject.rsplit(' ').next().map(str::to_owned)));
        assert_eq!(all, sorted);
        assert_eq!(subjects(&house, "lina", "ganjil 0").await.len(), 30);
        assert_eq!(subjects(&house, "lina", "genap 064").await, ["Naskah genap 064"]);
    }

    async fn the_register_is_filtered_and_taken_out(db: Db) {
        let house = House::new(db).await;
        house.fixed("Satu").await;
        house.fixed("Dua").await;
        let (office, tuti) = (&house.office, house.actor("tuti"));
        let all = register::Filter::default();
        let page = register::page(office, tuti, &all, 50).await.unwrap();
        let told: Vec<&str> = page.lines.iter().map(|line| line.subject.as_str()).collect();
        assert_eq!(told, ["Dua", "Satu"]);
        let void = register::Filter { status: "batal".to_owned(), ..all.clone() };
        assert!(register::page(office, tuti, &void, 50).await.unwrap().lines.is_empty());
        let words = documents::print::register_sheet::Words::default();
        let (name, bytes) = register::export(office, tuti, &all, &words).await.unwrap();
        assert!(name.starts_with("agenda-diskominfo-nota-dinas-") && bytes.starts_with(b"PK"));
        let stranger = register::Filter { book: page.book.map(|book| book.id), ..all };
        let refused = register::page(office, house.actor("nia"), &stranger, 50).await;
        assert_eq!(code(refused), "documents/unknown-book");
    }
}
