//! The berita acara of an examination: each decision is reported once, in a letter that says what was
//! examined.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use std::sync::Arc;

use contracts::Progress;
use statistics::Neighbours;
use statistics::domain::obligation::Act;
use statistics::usecase::process::acts;
use statistics::usecase::process::minutes::{self, Reports};

use crate::bureau::MIGRATIONS;
use crate::letters_fake::FakeLetters;
use crate::stories_tables::{CLEAN, Owed};

fn code<T: std::fmt::Debug>(result: base::Result<T>) -> String {
    result.unwrap_err().code().to_owned()
}

impl Owed {
    /// With a module of letters beside it, and a table that is being examined.
    async fn examined(db: db::Db, letters: &FakeLetters) -> Self {
        let mut owed = Self::new(db, false).await;
        let letters = Some(Arc::new(letters.clone()) as Arc<dyn contracts::Letters>);
        owed.stage.bureau =
            owed.stage.bureau.beside(Neighbours { letters, ..Neighbours::default() });
        owed.bring("sekolah.csv", CLEAN).await.unwrap();
        owed.hand_in().await.unwrap();
        acts::take_up(&owed.stage.bureau, &owed.stage.walidata, owed.id).await.unwrap();
        owed
    }

    async fn reports(&self) -> Reports {
        minutes::reports(&self.stage.bureau, &self.stage.walidata, self.id).await.unwrap()
    }

    async fn begin(&self) -> base::Result<String> {
        minutes::begin(&self.stage.bureau, &self.stage.walidata, self.id, "KADIS").await
    }
}

testkit::on_each_engine! {
    with &MIGRATIONS;

    async fn a_decision_is_reported_with_what_was_examined(db: Db) {
        let letters = FakeLetters::default();
        let owed = Owed::examined(db, &letters).await;
        assert_eq!(code(owed.begin().await), "statistics/minutes-there", "nothing is decided yet");
        let (bureau, walidata) = (&owed.stage.bureau, &owed.stage.walidata);
        acts::accept(bureau, walidata, owed.id, "Lengkap | sesuai").await.unwrap();
        let wanted = owed.reports().await;
        assert_eq!(wanted.wanted.map(|it| it.act), Some(Act::Accept));
        assert_eq!(wanted.signers.len(), 1);
        assert_eq!(owed.begin().await.unwrap(), "/naskah/1");
        let said = letters.begun.lock().unwrap()[0].clone();
        assert_eq!((&*said.subject, &*said.signer), ("Pemeriksaan data Sekolah 2026", "KADIS"));
        let names: Vec<&str> = said.present.iter().map(|it| it.name.as_str()).collect();
        assert_eq!(names, ["Wati Contoh", "Sari Contoh"]);
        for wanted in ["| Berkas | sekolah.csv |", "| Angka yang dibaca | 4 |", "diterima", "Lengkap | sesuai"] {
            assert!(said.body.contains(wanted), "{wanted}: {}", said.body);
        }
        assert_eq!(code(owed.begin().await), "statistics/minutes-there", "once is enough");
        letters.put(1, Progress::Signed, Some("400/1/BA/2026"));
        let reports = owed.reports().await;
        assert_eq!((reports.written[0].1.progress, reports.wanted), (Progress::Signed, None));
    }

    async fn a_return_is_reported_and_so_is_what_comes_after(db: Db) {
        let letters = FakeLetters::default();
        let owed = Owed::examined(db, &letters).await;
        let (bureau, walidata) = (&owed.stage.bureau, &owed.stage.walidata);
        acts::give_back(bureau, walidata, owed.id, "Satu sekolah terhitung dua kali").await.unwrap();
        owed.begin().await.unwrap();
        let said = letters.begun.lock().unwrap()[0].body.clone();
        assert!(said.contains("Dikembalikan") && said.contains("terhitung dua kali"), "{said}");
        owed.bring("sekolah 2.csv", CLEAN).await.unwrap();
        owed.hand_in().await.unwrap();
        acts::take_up(bureau, walidata, owed.id).await.unwrap();
        assert_eq!(owed.reports().await.wanted, None, "the last decision is reported");
        acts::accept(bureau, walidata, owed.id, "").await.unwrap();
        assert_eq!(owed.begin().await.unwrap(), "/naskah/2");
        assert_eq!(owed.reports().await.written.len(), 2);
    }

    async fn a_letter_that_was_given_up_makes_room_for_another(db: Db) {
        let letters = FakeLetters::default();
        let owed = Owed::examined(db, &letters).await;
        acts::accept(&owed.stage.bureau, &owed.stage.walidata, owed.id, "").await.unwrap();
        *letters.refuses.lock().unwrap() = true;
        assert_eq!(code(owed.begin().await), "documents/position");
        assert_eq!(owed.reports().await.written, [], "nothing is half written");
        *letters.refuses.lock().unwrap() = false;
        owed.begin().await.unwrap();
        letters.put(1, Progress::GivenUp, None);
        assert!(owed.reports().await.wanted.is_some());
        assert_eq!(owed.begin().await.unwrap(), "/naskah/2");
    }

    async fn others_begin_none_and_without_letters_there_are_none(db: Db) {
        let letters = FakeLetters::default();
        let owed = Owed::examined(db, &letters).await;
        let (bureau, walidata) = (&owed.stage.bureau, &owed.stage.walidata);
        acts::accept(bureau, walidata, owed.id, "").await.unwrap();
        let refused = minutes::begin(bureau, &owed.producer, owed.id, "KADIS").await;
        assert_eq!(code(refused), "identity/forbidden");
        let seen = minutes::reports(bureau, &owed.producer, owed.id).await.unwrap();
        assert_eq!(seen.signers, [], "the office sees that it is missing, no more");
        let alone = bureau.clone().beside(Neighbours::default());
        let refused = minutes::begin(&alone, walidata, owed.id, "KADIS").await;
        assert_eq!(code(refused), "statistics/no-letters");
    }
}
