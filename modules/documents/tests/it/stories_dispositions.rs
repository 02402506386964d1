//! Dispositions: given, passed on, answered, sent back, late, secret, sorted, printed.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use base::Id;
use bytes::Bytes;
use documents::domain::content::{Secrecy, Urgency};
use documents::domain::incoming::{Entry, EventKind, Incoming, NodeState, Order, State};
use documents::usecase::incoming::desk::{Filter, duties, register as page};
use documents::usecase::incoming::open::open;
use documents::usecase::incoming::register::{correct, register};
use documents::usecase::incoming::show::show;
use documents::usecase::incoming::sort::{Sorting, sort};
use documents::usecase::incoming::{dispose, follow, scans, sheet};
use documents::usecase::lists::{self, waiting};
use identity::Basis;

use crate::desk::code;
use crate::house::*;
use crate::mail::*;

/// The subjects of what waits for somebody, desk by desk, in their order.
async fn waits(house: &House, who: &str) -> Vec<String> {
    let all = waiting(&house.office, house.actor(who)).await.unwrap().incoming;
    all.piles.into_iter().flat_map(|pile| pile.waits).map(|one| one.subject).collect()
}

async fn answered(house: &House, who: &str, id: Id<Incoming>, ordinal: u32) {
    follow::answer(&house.office, house.actor(who), id, (ordinal, "sudah"), None).await.unwrap();
}

fn kinds(shown: &documents::usecase::incoming::show::Shown) -> Vec<EventKind> {
    shown.events.iter().map(|event| event.kind).collect()
}

testkit::on_each_engine! {
    with &MIGRATIONS;

    async fn a_letter_goes_down_and_its_answer_comes_up(db: Db) {
        let house = House::new(db).await;
        let office = &house.office;
        let id = house.came("Permintaan data jaringan").await;
        assert_eq!(waits(&house, "rudi").await, ["Permintaan data jaringan"]);
        house.give("rudi", id, 0, &["sekdis"]).await;
        assert!(waits(&house, "rudi").await.is_empty());
        assert_eq!(lists::count(office.cell(), house.actor("joko")).await.unwrap(), 1);
        house.give("joko", id, 1, &["kabid"]).await;
        house.give("wati", id, 2, &["lina"]).await;
        assert_eq!(waits(&house, "lina").await, ["Permintaan data jaringan"]);
        let early = follow::answer(office, house.actor("wati"), id, (2, "sudah"), None).await;
        assert_eq!(code(early), "documents/below-open");
        let file = Some(("data jaringan.png", Bytes::from_static(PICTURE)));
        follow::answer(office, house.actor("lina"), id, (3, "data terlampir"), file).await.unwrap();
        answered(&house, "wati", id, 2).await;
        answered(&house, "joko", id, 1).await;
        let shown = house.seen("rudi", id).await;
        let depths: Vec<(u32, usize, NodeState)> =
            shown.steps.iter().map(|step| (step.node.ordinal, step.depth, step.node.state)).collect();
        use NodeState::{Answered, Closed};
        assert_eq!(depths, [(1, 0, Answered), (2, 1, Closed), (3, 2, Closed)]);
        assert!(shown.steps[0].may.close && shown.steps[0].may.ask_again);
        assert_eq!(shown.files[0].disposition, 3);
        dispose::ask_again(office, house.actor("rudi"), id, (1, "tambahkan peta")).await.unwrap();
        assert_eq!(waits(&house, "joko").await, ["Permintaan data jaringan"]);
        answered(&house, "joko", id, 1).await;
        dispose::close(office, house.actor("rudi"), id, 1).await.unwrap();
        let shown = house.seen("lina", id).await;
        assert_eq!(shown.record.state, State::Done);
        use EventKind as E;
        let down = [E::Registered, E::Given, E::PassedOn, E::PassedOn];
        let up = [E::Answered, E::Answered, E::Answered, E::AskedAgain, E::Answered, E::Closed];
        let told = [&down[..], &up].concat();
        assert_eq!(kinds(&shown), told);
        assert_eq!(lists::count(office.cell(), house.actor("rudi")).await.unwrap(), 0);
    }

    async fn who_saw_it_when_is_told_once(db: Db) {
        let house = House::new(db).await;
        let office = &house.office;
        let id = house.came("Undangan").await;
        // Whoever only looks, or sorts, is no proof.
        for who in ["tuti", "lina", "hasan"] {
            open(office, house.actor(who), id).await.unwrap();
        }
        assert_eq!(house.seen("tuti", id).await.record.opened, None);
        let first = house.it.cell.now();
        open(office, house.actor("rudi"), id).await.unwrap();
        house.it.clock.advance_seconds(600);
        open(office, house.actor("rudi"), id).await.unwrap();
        let shown = house.seen("tuti", id).await;
        assert_eq!(shown.record.opened, Some((first, "Rudi Contoh".to_owned())));
        assert_eq!(kinds(&shown), [EventKind::Registered, EventKind::Opened]);
        house.give("rudi", id, 0, &["kabid"]).await;
        assert_eq!(house.seen("wati", id).await.steps[0].node.state, NodeState::Unread);
        open(office, house.actor("wati"), id).await.unwrap();
        let node = &house.seen("rudi", id).await.steps[0].node;
        assert_eq!((node.state, node.read.as_ref().unwrap().1.as_str()), (NodeState::Read, "Wati Contoh"));
    }

    async fn what_was_read_is_not_taken_back(db: Db) {
        let house = House::new(db).await;
        let office = &house.office;
        let id = house.came("Undangan").await;
        house.give("rudi", id, 0, &["kabid", "sekdis"]).await;
        open(office, house.actor("wati"), id).await.unwrap();
        let refused = dispose::cancel(office, house.actor("rudi"), id, 1).await;
        assert_eq!(code(refused), "documents/disposition-state");
        dispose::cancel(office, house.actor("rudi"), id, 2).await.unwrap();
        assert!(waits(&house, "joko").await.is_empty());
        let others = dispose::cancel(office, house.actor("wati"), id, 1).await;
        assert_eq!(code(others), "documents/not-your-desk");
    }

    async fn sent_back_with_a_reason_it_waits_for_its_giver(db: Db) {
        let house = House::new(db).await;
        let office = &house.office;
        let id = house.came("Undangan").await;
        house.give("rudi", id, 0, &["kabid"]).await;
        let wati = house.actor("wati");
        assert_eq!(code(follow::send_back(office, wati, id, (1, " ")).await), "documents/remark");
        follow::send_back(office, wati, id, (1, "bukan tugas bidang kami")).await.unwrap();
        let piles = waiting(office, house.actor("rudi")).await.unwrap().incoming.piles;
        assert_eq!(piles[0].answers[0].state, NodeState::Returned);
        house.give("rudi", id, 0, &["sekdis"]).await;
        dispose::close(office, house.actor("rudi"), id, 1).await.unwrap();
        assert_eq!(house.seen("rudi", id).await.record.state, State::Disposed);
        let other = follow::answer(office, wati, id, (2, "saya saja"), None).await;
        assert_eq!(code(other), "documents/not-your-desk");
    }

    async fn overdue_comes_first(db: Db) {
        let house = House::new(db).await;
        let (office, tuti) = (&house.office, house.actor("tuti"));
        let today = house.it.cell.today();
        let due = |days: i64| today.checked_add(jiff::Span::new().days(days)).unwrap().to_string();
        for (subject, urgency, days) in [("Biasa", Urgency::Biasa, 9), ("Segera", Urgency::Segera, 9), ("Lama", Urgency::Biasa, 1)] {
            let entry = Entry { urgency, ..house.entry(subject) };
            let id = register(office, tuti, fresh(entry)).await.unwrap();
            house.try_give("rudi", id, 0, &["kabid"], order(Some(&due(days)))).await.unwrap();
        }
        assert_eq!(waits(&house, "wati").await, ["Segera", "Lama", "Biasa"]);
        house.it.clock.advance_seconds(2 * 86_400);
        assert_eq!(waits(&house, "wati").await, ["Lama", "Segera", "Biasa"]);
        let late = Filter { only_overdue: true, ..Filter::default() };
        let register = page(office, tuti, &late, 50).await.unwrap();
        assert_eq!(register.lines.len(), 1);
        assert_eq!((register.counts.dispositions_open, register.counts.dispositions_late), (3, 1));
        assert_eq!(register.counts.dispositions_unread, 3);
        let owed = duties(office, house.actor("hasan"), "diskominfo").await.unwrap();
        let now = house.it.cell.today();
        assert_eq!(owed.iter().map(|duty| duty.is_overdue(now)).collect::<Vec<_>>(), [true, false, false]);
        assert_eq!((owed[0].owner.as_str(), owed[0].instructions[0].as_str()), ("Kepala Bidang Aplikasi", "tindak-lanjuti"));
        let past = house.try_give("rudi", house.came("Baru").await, 0, &["kabid"], order(Some(&due(0)))).await;
        assert_eq!(code(past), "documents/due-past");
    }

    async fn only_those_below_are_asked(db: Db) {
        let house = House::new(db).await;
        let id = house.came("Undangan").await;
        for to in ["kaban", "bupati", "ajudan"] {
            let refused = house.try_give("rudi", id, 0, &[to], order(None)).await;
            assert_eq!(code(refused), "documents/receiver-not-below", "{to}");
        }
        let nobody = house.try_give("rudi", id, 0, &[], order(None)).await;
        assert_eq!(code(nobody), "documents/disposition-nobody");
        let nothing = house.try_give("rudi", id, 0, &["kabid"], Order::default()).await;
        assert_eq!(code(nothing), "documents/disposition-nothing");
        for who in ["wati", "tuti", "lina", "hasan", "bupati"] {
            assert!(house.try_give(who, id, 0, &["kabid"], order(None)).await.is_err(), "{who}");
        }
        // The regent asks heads of other offices, and they see the letter.
        let entry = Entry { addressee: house.position("bupati").to_string(), ..house.entry("Kunjungan") };
        let id = register(&house.office, house.actor("sari"), fresh(entry)).await.unwrap();
        assert_eq!(code(show(&house.office, house.actor("dina"), id).await), "documents/unknown-incoming");
        house.give("bupati", id, 0, &["kaban", "kabid"]).await;
        assert!(show(&house.office, house.actor("dina"), id).await.is_ok());
        let owed = duties(&house.office, house.actor("dina"), "bapenda").await.unwrap();
        assert_eq!(owed.len(), 1);
    }

    async fn a_stand_in_disposes_while_the_head_is_away(db: Db) {
        let house = House::new(db).await;
        let office = &house.office;
        let id = house.came("Undangan").await;
        let (today, tomorrow) = {
            let today = house.it.cell.today();
            (today.to_string(), today.checked_add(jiff::Span::new().days(1)).unwrap().to_string())
        };
        let early = house.try_give("joko", id, 0, &["kabid"], order(None)).await;
        assert_eq!(code(early), "documents/not-your-desk");
        house.appoint("joko", "kadis", Basis::Plh, (&today, &tomorrow)).await;
        house.give("joko", id, 0, &["kabid"]).await;
        let shown = house.seen("rudi", id).await;
        assert_eq!(shown.events.last().unwrap().capacity, "Plh. Kepala Dinas Komunikasi dan Informatika");
        assert_eq!(shown.steps[0].node.giver.basis, Basis::Plh);
        answered(&house, "wati", id, 1).await;
        house.it.clock.advance_seconds(3 * 86_400);
        let late = dispose::close(office, house.actor("joko"), id, 1).await;
        assert_eq!(code(late), "documents/not-your-desk");
        dispose::close(office, house.actor("rudi"), id, 1).await.unwrap();
    }

    async fn an_adjutant_sorts_and_decides_nothing(db: Db) {
        let house = House::new(db).await;
        let (office, sari, ajudan) = (&house.office, house.actor("sari"), house.actor("ajudan"));
        let mut ids = Vec::new();
        for subject in ["Satu", "Dua", "Tiga"] {
            let entry = house.entry_for("bupati", subject);
            ids.push(register(office, sari, fresh(entry)).await.unwrap());
        }
        let mark = Sorting { is_urgent: true, place: 0, summary: "tamu besok pagi" };
        sort(office, ajudan, ids[2], mark).await.unwrap();
        sort(office, ajudan, ids[1], Sorting { place: 1, ..Sorting::default() }).await.unwrap();
        assert_eq!(waits(&house, "bupati").await, ["Tiga", "Dua", "Satu"]);
        assert_eq!(waits(&house, "ajudan").await, ["Tiga", "Dua", "Satu"]);
        let note = house.seen("bupati", ids[2]).await.sorted.unwrap();
        assert_eq!((note.summary.as_str(), note.by_name.as_str()), ("tamu besok pagi", "Agus Contoh"));
        assert_eq!(house.seen("sari", ids[2]).await.sorted, None, "a private summary");
        let refused = house.try_give("ajudan", ids[0], 0, &["kadis"], order(None)).await;
        assert_eq!(code(refused), "identity/forbidden");
        assert_eq!(code(dispose::file(office, ajudan, ids[0], "").await), "identity/forbidden");
        house.give("bupati", ids[0], 0, &["kadis"]).await;
        assert_eq!(code(follow::answer(office, ajudan, ids[0], (1, "x"), None).await), "identity/forbidden");
        assert_eq!(code(dispose::cancel(office, ajudan, ids[0], 1).await), "identity/forbidden");
        let other = house.came("Bukan meja bupati").await;
        assert_eq!(code(sort(office, ajudan, other, mark).await), "documents/unknown-incoming");
        assert_eq!(code(sort(office, house.actor("rudi"), other, mark).await), "identity/forbidden");
        let too_far = Sorting { place: 100, ..Sorting::default() };
        assert_eq!(code(sort(office, ajudan, ids[1], too_far).await), "documents/place");
        // A secret letter is not the adjutant's.
        let secret = Entry { secrecy: Secrecy::Rahasia, ..house.entry_for("bupati", "Rahasia") };
        let secret = register(office, sari, fresh(secret)).await.unwrap();
        assert_eq!(code(show(office, ajudan, secret).await), "documents/unknown-incoming");
        assert!(!waits(&house, "ajudan").await.contains(&"Rahasia".to_owned()));
    }

    async fn a_secret_disposition_says_nothing_to_others(db: Db) {
        let house = House::new(db).await;
        let office = &house.office;
        let id = house.came("Undangan").await;
        let secret = Order { note: "periksa diam-diam".to_owned(), is_secret: true, ..order(None) };
        house.try_give("rudi", id, 0, &["kabid"], secret).await.unwrap();
        let file = Some(("hasil.png", Bytes::from_static(PICTURE)));
        follow::answer(office, house.actor("wati"), id, (1, "temuan"), file).await.unwrap();
        for (who, reads) in [("rudi", true), ("wati", true), ("lina", false), ("tuti", false), ("hasan", false)] {
            let shown = house.seen(who, id).await;
            let step = &shown.steps[0];
            assert_eq!((step.is_hidden, shown.files.len()), (!reads, usize::from(reads)), "{who}");
            assert_eq!(step.node.order.note == "periksa diam-diam", reads, "{who}");
            assert_eq!(shown.events.iter().any(|event| event.detail == "temuan"), reads, "{who}");
            assert_eq!(sheet::pdf(office, house.actor(who), id, 1).await.is_ok(), reads, "{who}");
        }
        let file = house.seen("wati", id).await.files[0].file.sha256.clone();
        assert_eq!(code(scans::open(office, house.actor("lina"), id, &file).await), "documents/unknown-incoming");
        let owed = duties(office, house.actor("lina"), "diskominfo").await.unwrap();
        assert!(owed.is_empty(), "it is answered");
    }

    async fn a_letter_that_needs_nothing_is_filed(db: Db) {
        let house = House::new(db).await;
        let (office, rudi) = (&house.office, house.actor("rudi"));
        let id = house.came("Ucapan selamat").await;
        assert_eq!(code(dispose::file(office, house.actor("wati"), id, "").await), "documents/not-your-desk");
        dispose::file(office, rudi, id, "untuk arsip").await.unwrap();
        assert_eq!(house.seen("tuti", id).await.record.state, State::Done);
        assert_eq!(code(dispose::file(office, rudi, id, "").await), "documents/incoming-state");
        house.give("rudi", id, 0, &["kabid"]).await;
        assert_eq!(house.seen("tuti", id).await.record.state, State::Disposed);
        let moved = house.entry_for("sekdis", "Ucapan selamat");
        let refused = correct(office, house.actor("tuti"), id, 1, (moved, "")).await;
        assert_eq!(code(refused), "documents/addressee-fixed");
    }

    async fn a_disposition_is_printed_on_its_sheet(db: Db) {
        let house = House::new(db).await;
        let (office, rudi) = (&house.office, house.actor("rudi"));
        let id = house.came("Undangan rapat").await;
        let said = Order { note: "**Siapkan** bahan: $x #y".to_owned(), ..order(None) };
        house.try_give("rudi", id, 0, &["sekdis", "kabid"], said).await.unwrap();
        let pdf = sheet::pdf(office, rudi, id, 1).await.unwrap();
        assert!(pdf.starts_with(b"%PDF-1.7"));
        assert_eq!(pdf, sheet::pdf(office, house.actor("tuti"), id, 1).await.unwrap(), "the same bytes");
        assert_eq!(code(sheet::pdf(office, rudi, id, 2).await), "documents/unknown-disposition");
    }
}
