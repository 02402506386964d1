//! Numbers: no gap, no double, whatever happens.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use std::collections::BTreeSet;

use base::{Date, Id};
use db::Tx;
use documents::domain::content::{Body, Content};
use documents::domain::letter::{Letter, State};
use documents::domain::number::{NumberOwner, NumberStatus};
use documents::store::numbers;
use documents::usecase::books::{self, OnPaper};
use documents::usecase::register::{self, Filter};
use documents::usecase::{draft, files, fix};
use futures_util::future::join_all;
use identity::{Actor, PositionForm};

use crate::desk::code;
use crate::house::*;

/// Ordinals of a book, with their status, in order.
async fn ordinals(house: &House, series: &str) -> Vec<(i64, NumberStatus)> {
    let tuti = house.actor("tuti");
    let all = register::page(&house.office, tuti, &Filter::default(), 1).await.unwrap();
    let book = all.books.iter().find(|book| book.series == series).unwrap();
    let filter = Filter { book: Some(book.id), ..Filter::default() };
    let page = register::page(&house.office, tuti, &filter, 1_000).await.unwrap();
    let mut found: Vec<(i64, NumberStatus)> =
        page.lines.iter().map(|line| (line.number.ordinal, line.number.status)).collect();
    found.reverse();
    found
}

testkit::on_each_engine! {
    with &MIGRATIONS;

    async fn two_hundred_at_once_leave_no_gap_and_no_double(db: Db) {
        let house = House::new(db).await;
        let office = &house.office;
        // Uploaded letters take a number without being set: four books, fifty letters each.
        let kinds = ["nota-dinas", "surat-dinas", "pengumuman", "surat-keterangan"];
        let mut letters = Vec::new();
        for at in 0..200 {
            let mut memo = house.memo(&format!("Naskah {at}"), &["kabid"], "kadis");
            memo.body = Default::default();
            memo.fields = [("tentang".to_owned(), "Nama: Siti".to_owned())].into();
            let lina = house.actor("lina");
            letters.push(draft::begin(office, lina, kinds[at % 4], memo).await.unwrap());
        }
        let take = |id: Id<Letter>| fix::take_number(office, house.actor("tuti"), id, None);
        let taken = join_all(letters.iter().map(|id| take(*id))).await;
        let texts: Vec<String> = taken.into_iter().map(|one| one.unwrap().number).collect();
        assert_eq!(texts.len(), 200);
        for series in ["nota-dinas", "surat-keluar", "pengumuman", "surat-keterangan"] {
            let found: Vec<i64> = ordinals(&house, series).await.iter().map(|(n, _)| *n).collect();
            assert_eq!(found, (1..=50).collect::<Vec<i64>>(), "{series}");
        }
        // Whoever asks again gets the number the letter has.
        let again = take(letters[7]).await.unwrap();
        assert_eq!(again.number, texts[7]);
        let distinct: BTreeSet<&String> = texts.iter().collect();
        assert_eq!(distinct.len(), 50, "the same text may stand in four books, never twice in one");
    }

    async fn a_kill_between_number_and_paper_leaves_the_number_with_its_letter(db: Db) {
        let house = House::new(db).await;
        let (office, tuti) = (&house.office, house.actor("tuti"));
        let id = house.ready("Naskah pertama").await;
        // The first transaction is through, then the machine is gone: the paper cannot be stored.
        let folder = house.it.folder.path().join("documents");
        std::fs::remove_dir_all(&folder).ok();
        std::fs::write(&folder, b"in the way").unwrap();
        let killed = fix::fix(office, tuti, id, None).await;
        assert_eq!(code(killed), "files/unavailable");
        assert_eq!(house.state(id).await, State::Ready);
        let db = house.it.cell.db();
        let kept = db.read(async |tx: &mut Tx| numbers::of_letter(tx, id).await).await.unwrap().unwrap();
        assert_eq!((kept.ordinal, kept.status), (1, NumberStatus::Dipesan));
        std::fs::remove_file(&folder).unwrap();
        // Another letter goes on; the first one still has its own.
        let other = house.ready("Naskah kedua").await;
        let second = fix::fix(office, tuti, other, None).await.unwrap();
        assert_eq!(second.number, "000.8.3.3/2/DISKOMINFO");
        let first = fix::fix(office, tuti, id, None).await.unwrap();
        assert_eq!(first.number, "000.8.3.3/1/DISKOMINFO");
        let used = NumberStatus::Terpakai;
        assert_eq!(ordinals(&house, "nota-dinas").await, [(1, used), (2, used)]);
        let twice = fix::fix(office, tuti, id, None).await;
        assert_eq!(code(twice), "documents/wrong-state");
    }

    async fn only_the_clerk_of_the_issuing_office_or_the_signer_numbers(db: Db) {
        let house = House::new(db).await;
        let id = house.ready("Naskah").await;
        let office = &house.office;
        for who in ["lina", "wati", "hasan"] {
            let refused = fix::fix(office, house.actor(who), id, None).await;
            assert_eq!(code(refused), "documents/not-numbering", "{who}");
        }
        let stranger = fix::fix(office, house.actor("nia"), id, None).await;
        assert_eq!(code(stranger), "documents/unknown-letter");
        assert!(fix::fix(office, house.actor("rudi"), id, None).await.is_ok());
    }

    async fn numbers_of_another_system_are_typed_in_and_never_doubled(db: Db) {
        let house = House::new(db).await;
        let (office, tuti) = (&house.office, house.actor("tuti"));
        let book = books::open_book(office, tuti, "nota-dinas").await.unwrap();
        let pattern = "{klas}/{urut}/{unit}";
        books::set_book(office, tuti, book, (NumberOwner::Srikandi, pattern)).await.unwrap();
        let (one, two) = (house.ready("Satu").await, house.ready("Dua").await);
        assert_eq!(code(fix::fix(office, tuti, one, None).await), "documents/number-needed");
        let given = Some("000.8.3.3/77/SRIKANDI");
        fix::fix(office, tuti, one, given).await.unwrap();
        assert_eq!(code(fix::fix(office, tuti, two, given).await), "documents/number-taken");
        fix::fix(office, tuti, two, Some("000.8.3.3/78/SRIKANDI")).await.unwrap();
        books::set_book(office, tuti, book, (NumberOwner::Here, pattern)).await.unwrap();
        let three = house.ready("Tiga").await;
        let unwanted = fix::fix(office, tuti, three, Some("1")).await;
        assert_eq!(code(unwanted), "documents/number-unwanted");
    }

    async fn a_number_that_was_typed_in_before_is_void_and_the_book_goes_on(db: Db) {
        let house = House::new(db).await;
        let (office, tuti) = (&house.office, house.actor("tuti"));
        let book = books::open_book(office, tuti, "nota-dinas").await.unwrap();
        let pattern = "{klas}/{urut}/{unit}";
        books::set_book(office, tuti, book, (NumberOwner::Srikandi, pattern)).await.unwrap();
        for (subject, given) in [("Satu", "000.8.3.3/3/DISKOMINFO"), ("Dua", "000.8.3.3/4/DISKOMINFO")] {
            let id = house.ready(subject).await;
            fix::fix(office, tuti, id, Some(given)).await.unwrap();
        }
        books::set_book(office, tuti, book, (NumberOwner::Here, pattern)).await.unwrap();
        let (three, four) = (house.ready("Tiga").await, house.ready("Empat").await);
        assert_eq!(fix::fix(office, tuti, three, None).await.unwrap().number, "000.8.3.3/5/DISKOMINFO");
        assert_eq!(fix::fix(office, tuti, four, None).await.unwrap().number, "000.8.3.3/6/DISKOMINFO");
        let (used, void) = (NumberStatus::Terpakai, NumberStatus::Batal);
        let wanted = [(1, used), (2, used), (3, void), (4, void), (5, used), (6, used)];
        assert_eq!(ordinals(&house, "nota-dinas").await, wanted);
    }

    async fn an_author_takes_no_number_from_the_book_of_another_office(db: Db) {
        let house = House::new(db).await;
        let (office, lina) = (&house.office, house.actor("lina"));
        let bare = |signer| Content { body: Body::Typed(String::new()), ..house.memo("Naskah", &["kabid"], signer) };
        let own = draft::begin(office, lina, "nota-dinas", bare("kadis")).await.unwrap();
        assert!(fix::take_number(office, lina, own, None).await.is_ok());
        let theirs = draft::begin(office, lina, "nota-dinas", bare("bupati")).await.unwrap();
        assert_eq!(code(fix::take_number(office, lina, theirs, None).await), "documents/not-numbering");
        assert!(fix::take_number(office, house.actor("sari"), theirs, None).await.is_ok());
    }

    async fn a_position_that_moved_numbers_nothing_until_the_letter_is_saved_again(db: Db) {
        let house = House::new(db).await;
        let (office, tuti) = (&house.office, house.actor("tuti"));
        let id = house.ready("Naskah").await;
        let form = PositionForm {
            agency: "bapenda".to_owned(),
            parent: house.position("bupati").to_string(),
            title: "Kepala Dinas Komunikasi dan Informatika".to_owned(),
            abbreviation: "KADIS".to_owned(),
            rank: "head".to_owned(),
        };
        let moved = Some(house.position("kadis"));
        office.identity().set_position(&Actor::operator(), moved, &form).await.unwrap();
        assert_eq!(code(fix::fix(office, tuti, id, None).await), "documents/signer-moved");
        assert_eq!(house.state(id).await, State::Ready);
        let db = house.it.cell.db();
        let number = db.read(async |tx: &mut Tx| numbers::of_letter(tx, id).await).await.unwrap();
        assert!(number.is_none(), "no number is taken for what cannot be set");
    }

    async fn a_block_serves_days_without_connection_and_leaves_no_gap(db: Db) {
        let house = House::new(db).await;
        let (office, tuti) = (&house.office, house.actor("tuti"));
        house.fixed("Sebelum").await;
        let book = books::shelf(office, tuti).await.unwrap().books[0].book.id;
        let block = books::reserve_block(office, tuti, book, (3, "jaringan putus")).await.unwrap();
        house.fixed("Sesudah").await;
        let paper = OnPaper {
            ordinal: 3,
            classification: "000.8.3.3",
            subject: "Surat di kertas",
            day: house.it.cell.today(),
        };
        let today = house.it.cell.today();
        let before = Date::new(today.year() - 1, 12, 31).unwrap();
        for day in [before, today.tomorrow().unwrap()] {
            let wrong = books::use_of_block(office, tuti, block, OnPaper { day, ..paper }).await;
            assert_eq!(code(wrong), "documents/paper-day");
        }
        let text = books::use_of_block(office, tuti, block, paper).await.unwrap();
        assert_eq!(text, "000.8.3.3/3/DISKOMINFO");
        let again = books::use_of_block(office, tuti, block, paper).await;
        assert_eq!(code(again), "documents/not-in-block");
        let outside = OnPaper { ordinal: 5, ..paper };
        assert_eq!(code(books::use_of_block(office, tuti, block, outside).await), "documents/not-in-block");
        assert_eq!(code(books::close_block(office, house.actor("nia"), block, "x").await), "documents/unknown-block");
        assert_eq!(books::close_block(office, tuti, block, "jaringan pulih").await.unwrap(), 2);
        use NumberStatus::{Batal, Terpakai};
        let wanted = [(1, Terpakai), (2, Batal), (3, Terpakai), (4, Batal), (5, Terpakai)];
        assert_eq!(ordinals(&house, "nota-dinas").await, wanted);
        assert_eq!(code(books::close_block(office, tuti, block, "lagi").await), "documents/block-closed");
        assert_eq!(code(books::reserve_block(office, tuti, book, (0, "x")).await), "documents/block-size");
    }

    async fn a_new_year_begins_at_one_with_the_pattern_of_the_last(db: Db) {
        let house = House::new(db).await;
        let (office, tuti) = (&house.office, house.actor("tuti"));
        let book = books::open_book(office, tuti, "nota-dinas").await.unwrap();
        let pattern = "{urut:3}/{unit}/{bulan_romawi}/{tahun}";
        books::set_book(office, tuti, book, (NumberOwner::Here, pattern)).await.unwrap();
        let bad = books::set_book(office, tuti, book, (NumberOwner::Here, "{urut")).await.unwrap_err();
        assert_eq!((bad.code(), bad.params()[1].1.as_str()), ("documents/pattern", "open"));
        let year = house.it.cell.today().year();
        let id = house.fixed("Tahun ini").await;
        let number = house.shown("lina", id).await.loaded.record.number.unwrap();
        assert!(number.starts_with("001/DISKOMINFO/") && number.ends_with(&year.to_string()), "{number}");
        house.it.clock.advance_seconds(366 * 86_400);
        let id = house.fixed("Tahun depan").await;
        let number = house.shown("lina", id).await.loaded.record.number.unwrap();
        let next = house.it.cell.today().year();
        assert!(number.starts_with("001/DISKOMINFO/") && number.ends_with(&next.to_string()), "{number}");
    }

    async fn an_uploaded_letter_is_numbered_before_it_is_made(db: Db) {
        let house = House::new(db).await;
        let (office, lina, tuti) = (&house.office, house.actor("lina"), house.actor("tuti"));
        // Any plain PDF will do: that of another letter.
        let paper = house.fixed("Sumber").await;
        let look = documents::usecase::paper::pdf(office, lina, paper).await.unwrap();
        let pdf = look.content();
        let id = house.begun(house.memo("Unggahan", &["kabid"], "kadis")).await;
        let early = files::upload_body(office, lina, id, ("surat.pdf", pdf.clone())).await.unwrap();
        documents::usecase::route::send_up(office, lina, id, early).await.unwrap();
        house.paraf("wati", id).await;
        assert_eq!(code(fix::fix(office, tuti, id, None).await), "documents/number-first");
        documents::usecase::route::recall(office, lina, id).await.unwrap();
        let dated = fix::take_number(office, lina, id, None).await.unwrap();
        assert_eq!(dated.number, "000.8.3.3/2/DISKOMINFO");
        house.it.clock.advance_seconds(60);
        files::drop_body(office, lina, id).await.unwrap();
        let version = files::upload_body(office, lina, id, ("surat.pdf", pdf)).await.unwrap();
        documents::usecase::route::send_up(office, lina, id, version).await.unwrap();
        house.paraf("wati", id).await;
        let fixed = fix::fix(office, tuti, id, None).await.unwrap();
        assert_eq!(fixed.number, dated.number);
        let places = &house.shown("lina", id).await.revisions[0].places;
        assert_eq!(places.len(), 1, "the code of its page goes where nothing is printed");
    }
}
