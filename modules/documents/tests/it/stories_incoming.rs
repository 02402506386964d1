//! Incoming letters: registered, corrected, received, found, kept secret.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use base::Id;
use bytes::Bytes;
use db::Tx;
use documents::domain::content::Secrecy;
use documents::domain::delivery::Means;
use documents::domain::incoming::{Entry, Incoming, State};
use documents::domain::letter::Letter;
use documents::store::{books, deliveries, numbers};
use documents::usecase::dispatch::{self, Travel};
use documents::usecase::incoming::desk::{Filter, Register, export, register as page};
use documents::usecase::incoming::open::open;
use documents::usecase::incoming::receive::{arrived, receive};
use documents::usecase::incoming::register::{Fresh, correct, register, void};
use documents::usecase::incoming::show::show;
use documents::usecase::incoming::{SERIES, scans};
use documents::usecase::search::search;
use documents::usecase::{draft, fix, paper, route};
use futures_util::future::join_all;

use crate::desk::code;
use crate::house::*;
use crate::mail::*;

/// The register of an office as its clerk sees it.
async fn lines(house: &House, who: &str, filter: &Filter) -> Register {
    page(&house.office, house.actor(who), filter, 1_000).await.unwrap()
}

async fn found(house: &House, who: &str, text: &str) -> Vec<String> {
    let found = search(&house.office, house.actor(who), text, "").await.unwrap();
    found.incoming.into_iter().map(|line| line.subject).collect()
}

testkit::on_each_engine! {
    with &MIGRATIONS;

    async fn two_hundred_at_once_leave_no_gap_and_no_double(db: Db) {
        let house = House::new(db).await;
        let (office, tuti) = (&house.office, house.actor("tuti"));
        let one = |at: usize| {
            let entry = Entry { their_number: format!("{at}/X"), ..house.entry("Undangan") };
            register(office, tuti, fresh(entry))
        };
        let ids: Vec<Id<Incoming>> =
            join_all((0..200).map(one)).await.into_iter().map(Result::unwrap).collect();
        let mut ordinals: Vec<i64> =
            lines(&house, "tuti", &Filter::default()).await.lines.iter().map(|l| l.ordinal).collect();
        ordinals.sort_unstable();
        assert_eq!(ordinals, (1..=200).collect::<Vec<i64>>());
        let last = show(office, tuti, ids[199]).await.unwrap().record;
        assert_eq!(last.number, format!("{}/{}", last.ordinal, house.it.cell.today().year()));
        // Each office has a book of its own.
        let other = register(office, house.actor("nia"), fresh(house.entry_for("kaban", "Lain")));
        let other = show(office, house.actor("nia"), other.await.unwrap()).await.unwrap();
        assert_eq!(other.record.ordinal, 1);
    }

    async fn a_letter_that_is_registered_already_is_pointed_out(db: Db) {
        let house = House::new(db).await;
        let (office, tuti) = (&house.office, house.actor("tuti"));
        let entry = house.entry("Permintaan data");
        register(office, tuti, fresh(entry.clone())).await.unwrap();
        // Written a little differently by the second clerk.
        let mut again = entry.clone();
        again.their_number = again.their_number.to_lowercase().replace('/', " / ");
        again.sender.name = again.sender.name.to_uppercase();
        let refused = register(office, tuti, fresh(again.clone())).await.unwrap_err();
        assert_eq!(refused.code(), "documents/incoming-double");
        assert!(refused.params().iter().any(|(name, text)| *name == "number" && text.starts_with("1/")));
        let accepted = Fresh {
            is_double_accepted: true,
            ..fresh(again)
        };
        register(office, tuti, accepted).await.unwrap();
        let mut unnumbered = entry;
        unnumbered.their_number = String::new();
        register(office, tuti, fresh(unnumbered.clone())).await.unwrap();
        register(office, tuti, fresh(unnumbered)).await.unwrap();
        let ordinals: Vec<i64> =
            lines(&house, "tuti", &Filter::default()).await.lines.iter().map(|l| l.ordinal).collect();
        assert_eq!(ordinals, [4, 3, 2, 1], "what was refused took no number");
    }

    async fn corrections_keep_what_was_there_before(db: Db) {
        let house = House::new(db).await;
        let (office, tuti) = (&house.office, house.actor("tuti"));
        let id = register(office, tuti, fresh(house.entry("Undnagan rapat"))).await.unwrap();
        let better = Entry { enclosures: 2, ..house.entry("Undangan rapat") };
        correct(office, tuti, id, 1, (better.clone(), "salah ketik")).await.unwrap();
        let shown = show(office, tuti, id).await.unwrap();
        assert_eq!((shown.record.entry.subject.as_str(), shown.record.version), ("Undangan rapat", 2));
        let correction = &shown.corrections[0];
        assert_eq!((correction.name.as_str(), correction.note.as_str()), ("Tuti Contoh", "salah ketik"));
        let told: Vec<_> = correction.changes.iter().map(|(f, b, n)| (*f, b.as_str(), n.as_str())).collect();
        let wanted =
            [("hal", "Undnagan rapat", "Undangan rapat"), ("jumlah-lampiran", "0", "2")];
        assert_eq!(told, wanted);
        assert_eq!(found(&house, "lina", "undnagan ").await, Vec::<String>::new());
        assert_eq!(found(&house, "lina", "undangan ").await, ["Undangan rapat"]);
        let stale = correct(office, tuti, id, 1, (house.entry("Lain"), "")).await;
        assert_eq!(code(stale), "documents/newer-version");
        let stranger = correct(office, house.actor("nia"), id, 2, (house.entry("Lain"), "")).await;
        assert_eq!(code(stranger), "documents/unknown-incoming");
        let staff = correct(office, house.actor("lina"), id, 2, (house.entry("Lain"), "")).await;
        assert_eq!(code(staff), "identity/forbidden");
    }

    async fn what_is_wrong_is_refused_with_its_field(db: Db) {
        let house = House::new(db).await;
        let (office, tuti) = (&house.office, house.actor("tuti"));
        let base = house.entry("Undangan");
        let tomorrow = house.it.cell.today().checked_add(jiff::Span::new().days(1)).unwrap().to_string();
        let wrong = [
            (Entry { subject: " ".to_owned(), ..base.clone() }, "web/required"),
            (Entry { received: tomorrow, ..base.clone() }, "documents/day-ahead"),
            (Entry { received: "kemarin".to_owned(), ..base.clone() }, "documents/day"),
            (Entry { their_day: base.received.clone(), received: base.their_day.clone(), ..base.clone() }, "documents/day-after-arrival"),
            (Entry { classification: "abc".to_owned(), ..base.clone() }, "documents/classification"),
            (Entry { addressee: house.position("kaban").to_string(), ..base.clone() }, "documents/addressee"),
            (Entry { addressee: house.position("ajudan").to_string(), ..base.clone() }, "documents/addressee"),
            (Entry { enclosures: 1_000, ..base.clone() }, "documents/enclosures"),
        ];
        for (entry, expected) in wrong {
            assert_eq!(code(register(office, tuti, fresh(entry)).await), expected);
        }
        for who in ["lina", "rudi", "hasan", "ajudan"] {
            let refused = register(office, house.actor(who), fresh(base.clone())).await;
            assert_eq!(code(refused), "identity/forbidden", "{who}");
        }
        assert!(lines(&house, "tuti", &Filter::default()).await.lines.is_empty());
    }

    async fn an_entry_made_by_mistake_is_void_and_its_number_is_gone(db: Db) {
        let house = House::new(db).await;
        let (office, tuti) = (&house.office, house.actor("tuti"));
        let id = register(office, tuti, fresh(house.entry("Salah kantor"))).await.unwrap();
        assert_eq!(code(void(office, tuti, id, "").await), "documents/remark");
        void(office, tuti, id, "untuk kantor lain").await.unwrap();
        let shown = show(office, tuti, id).await.unwrap();
        assert_eq!((shown.record.state, shown.record.reason.as_deref()), (State::Void, Some("untuk kantor lain")));
        assert_eq!(found(&house, "lina", "kantor").await, Vec::<String>::new());
        assert_eq!(code(void(office, tuti, id, "lagi").await), "documents/incoming-state");
        let next = register(office, tuti, fresh(house.entry("Berikutnya"))).await.unwrap();
        assert_eq!(show(office, tuti, next).await.unwrap().record.ordinal, 2);
        let db = house.it.cell.db();
        let (book, ordinal) = (shown.record.book, shown.record.ordinal);
        let number = db.read(async |tx: &mut Tx| numbers::find(tx, book, ordinal).await).await.unwrap();
        assert_eq!(number.unwrap().status.as_str(), "batal");
    }

    async fn a_scan_is_what_its_bytes_say(db: Db) {
        let house = House::new(db).await;
        let (office, tuti) = (&house.office, house.actor("tuti"));
        let scanned = |content: &'static [u8]| Fresh {
            scan: Some(("surat.pdf", Bytes::from_static(content))),
            ..fresh(house.entry("Dengan pindaian"))
        };
        for (content, expected) in [
            (&b"MZ\x90\x00"[..], "documents/file-program"),
            (b"%PDF-1.7 /JavaScript", "documents/file-macros"),
            (b"PK\x03\x04 word/document.xml vbaProject", "documents/file-macros"),
            (b"PK\x03\x04 word/document.xml", "documents/scan-kind"),
            (b"", "documents/file-empty"),
        ] {
            assert_eq!(code(register(office, tuti, scanned(content)).await), expected);
        }
        let id = register(office, tuti, scanned(PICTURE)).await.unwrap();
        let shown = show(office, tuti, id).await.unwrap();
        assert_eq!((shown.record.ordinal, shown.files[0].file.name.as_str()), (1, "surat.png"));
        // Another page later.
        scans::add(office, tuti, id, ("hal 2.pdf", Bytes::from_static(b"%PDF-1.7 two"))).await.unwrap();
        let shown = show(office, house.actor("rudi"), id).await.unwrap();
        let second = shown.files.iter().find(|kept| kept.file.name == "hal 2.pdf").unwrap();
        let (_, content) = scans::open(office, house.actor("rudi"), id, &second.file.sha256).await.unwrap();
        assert_eq!(&content[..], b"%PDF-1.7 two");
        let stranger = scans::open(office, house.actor("dina"), id, &second.file.sha256).await;
        assert_eq!(code(stranger), "documents/unknown-incoming");
        let staff = scans::add(office, house.actor("lina"), id, ("a.png", Bytes::from_static(PICTURE))).await;
        assert_eq!(code(staff), "identity/forbidden");
    }

    async fn a_kill_between_scan_and_registration_leaves_nothing_half(db: Db) {
        let house = House::new(db).await;
        let (office, tuti) = (&house.office, house.actor("tuti"));
        let first = Fresh {
            scan: Some(("a.png", Bytes::from_static(PICTURE))),
            ..fresh(house.entry("Pertama"))
        };
        register(office, tuti, first.clone()).await.unwrap();
        // The scan is stored, then the registration is refused: as if nothing had been there.
        assert_eq!(code(register(office, tuti, first).await), "documents/incoming-double");
        let folder = house.it.folder.path().join("documents/incoming");
        let left = walk(&folder);
        assert_eq!(left.len(), 1, "{left:?}");
        // The machine is gone before the scan is stored: no row, no number.
        std::fs::remove_dir_all(&folder).unwrap();
        std::fs::write(&folder, b"in the way").unwrap();
        let second = Fresh {
            scan: Some(("b.png", Bytes::from_static(PICTURE))),
            ..fresh(house.entry("Kedua"))
        };
        assert_eq!(code(register(office, tuti, second.clone()).await), "files/unavailable");
        std::fs::remove_file(&folder).unwrap();
        let id = register(office, tuti, second).await.unwrap();
        assert_eq!(show(office, tuti, id).await.unwrap().record.ordinal, 2);
    }

    async fn a_letter_from_another_office_is_registered_by_one_click(db: Db) {
        let house = House::new(db).await;
        let (office, nia) = (&house.office, house.actor("nia"));
        let letter = house.dispatched("Laporan kemajuan").await;
        let waiting = arrived(office, nia).await.unwrap();
        assert_eq!(waiting.len(), 1);
        assert_eq!(waiting[0].subject, "Laporan kemajuan");
        assert_eq!(Some(&waiting[0].number), house.shown("lina", letter).await.loaded.record.number.as_ref());
        let delivery = waiting[0].delivery.id;
        assert_eq!(code(receive(office, house.actor("tuti"), delivery, None).await), "documents/unknown-delivery");
        let id = receive(office, nia, delivery, None).await.unwrap();
        assert_eq!(code(receive(office, nia, delivery, None).await), "documents/received-before");
        assert!(arrived(office, nia).await.unwrap().is_empty());
        let shown = show(office, nia, id).await.unwrap();
        assert_eq!(shown.record.addressee, house.position("kaban"));
        assert_eq!(shown.record.entry.sender.name, "Dinas Komunikasi dan Informatika");
        // The office keeps the signed PDF itself.
        let (_, kept) = scans::open(office, nia, id, &shown.files[0].file.sha256).await.unwrap();
        let sent = paper::pdf(office, house.actor("lina"), letter).await.unwrap().content();
        assert_eq!(kept, sent);
        // The sender sees that it arrived, and later that it was read.
        let proof = house.shown("lina", letter).await.deliveries.remove(0);
        assert_eq!((proof.received_by.as_deref(), proof.read_by), (Some("Nia Contoh"), None));
        open(office, house.actor("dina"), id).await.unwrap();
        let proof = house.shown("lina", letter).await.deliveries.remove(0);
        assert_eq!(proof.read_by.as_deref(), Some("Dina Contoh"));
        assert_eq!(proof.means, Means::System);
        let db = house.it.cell.db();
        let left = db.read(async |tx: &mut Tx| deliveries::not_received(tx, "bapenda", 9).await).await.unwrap();
        assert!(left.is_empty());
    }

    async fn the_register_is_searched_and_filtered(db: Db) {
        let house = House::new(db).await;
        let (office, tuti) = (&house.office, house.actor("tuti"));
        for subject in ["Undangan rapat anggaran", "Permintaan data jaringan"] {
            register(office, tuti, fresh(house.entry(subject))).await.unwrap();
        }
        assert_eq!(found(&house, "lina", "kementerian angg").await, ["Undangan rapat anggaran"]);
        assert_eq!(found(&house, "hasan", "rapat").await.len(), 1, "the auditor sees all offices");
        assert_eq!(found(&house, "nia", "rapat").await, Vec::<String>::new());
        let by_number = house.entry("Permintaan data jaringan").their_number;
        assert_eq!(found(&house, "lina", &by_number).await, ["Permintaan data jaringan"]);
        let all = lines(&house, "lina", &Filter::default()).await;
        assert_eq!((all.counts.waiting, all.counts.unread, all.lines.len()), (2, 2, 2));
        let done = Filter { state: "done".to_owned(), ..Filter::default() };
        assert!(lines(&house, "lina", &done).await.lines.is_empty());
        let words = documents::print::incoming_sheet::Words::default();
        let (name, bytes) = export(office, tuti, &Filter::default(), &words).await.unwrap();
        assert!(name.starts_with("agenda-surat-masuk-diskominfo") && bytes.starts_with(b"PK"));
        let other = Filter { agency: "diskominfo".to_owned(), ..Filter::default() };
        assert!(lines(&house, "nia", &other).await.lines.is_empty(), "others see their own office");
        assert_eq!(lines(&house, "hasan", &other).await.lines.len(), 2);
    }

    async fn a_secret_letter_is_for_its_clerk_and_its_tree(db: Db) {
        let house = House::new(db).await;
        let (office, tuti) = (&house.office, house.actor("tuti"));
        let secret = Entry { secrecy: Secrecy::Rahasia, ..house.entry("Audit khusus") };
        let id = register(office, tuti, fresh(secret)).await.unwrap();
        for who in ["tuti", "rudi"] {
            assert!(show(office, house.actor(who), id).await.is_ok(), "{who}");
        }
        for who in ["lina", "wati", "joko", "hasan", "bupati", "nia"] {
            let refused = show(office, house.actor(who), id).await;
            assert_eq!(code(refused), "documents/unknown-incoming", "{who}");
            assert_eq!(found(&house, who, "audit").await, Vec::<String>::new(), "{who}");
        }
        assert_eq!(found(&house, "tuti", "audit").await, Vec::<String>::new(), "no search finds it");
        assert_eq!(lines(&house, "tuti", &Filter::default()).await.lines.len(), 1);
        assert!(lines(&house, "lina", &Filter::default()).await.lines.is_empty());
        // Given to one person, it opens for that one.
        house.give("rudi", id, 0, &["kabid"]).await;
        assert!(show(office, house.actor("wati"), id).await.is_ok());
        assert_eq!(code(show(office, house.actor("joko"), id).await), "documents/unknown-incoming");
        // What it is about stays out of the book of numbers, into which others look.
        let db = house.it.cell.db();
        let year = house.it.cell.today().year();
        let book = db.read(async |tx: &mut Tx| books::of(tx, "diskominfo", SERIES, year).await).await;
        let book = book.unwrap().unwrap().id;
        let number = db.read(async |tx: &mut Tx| numbers::find(tx, book, 1).await).await.unwrap();
        assert_eq!(number.unwrap().subject, "");
        // Closed afterwards, it is found no more.
        let open = register(office, tuti, fresh(house.entry("Kepegawaian"))).await.unwrap();
        assert_eq!(found(&house, "lina", "kepegawaian").await.len(), 1);
        let closed = Entry { secrecy: Secrecy::SangatRahasia, ..house.entry("Kepegawaian") };
        correct(office, tuti, open, 1, (closed, "")).await.unwrap();
        assert_eq!(found(&house, "lina", "kepegawaian").await, Vec::<String>::new());
    }
}

impl House {
    /// A record of Diskominfo, signed on paper and sent to Bapenda.
    async fn dispatched(&self, subject: &str) -> Id<Letter> {
        let (office, tuti, lina) = (&self.office, self.actor("tuti"), self.actor("lina"));
        let mut record = self.memo(subject, &["kabid"], "kadis");
        record.fields = [
            ("pembuka".to_owned(), "Pada hari ini, Minggu.".to_owned()),
            (
                "pihak".to_owned(),
                "Rudi Contoh; ; ; Kepala Dinas\nDina Contoh; ; ; Kepala Badan".to_owned(),
            ),
        ]
        .into();
        let id = draft::begin(office, lina, "berita-acara", record).await.unwrap();
        route::send_up(office, lina, id, 1).await.unwrap();
        self.paraf("wati", id).await;
        fix::fix(office, tuti, id, None).await.unwrap();
        let pdf = paper::pdf(office, lina, id).await.unwrap().content();
        fix::signed_on_paper(office, tuti, id, pdf).await.unwrap();
        let travel = Travel { government: Means::Srikandi, outside: Means::Courier };
        dispatch::dispatch(office, tuti, id, travel, "").await.unwrap();
        id
    }
}

fn walk(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(walk(&path)) } else { found.push(path) }
    }
    found
}
