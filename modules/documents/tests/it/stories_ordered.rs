//! Letters that other modules have begun: ordinary drafts of whoever did what they report.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use contracts::{LetterStanding, Letters, Minutes, Present, Progress};
use db::Tx;
use documents::domain::letter::{Letter, State};
use documents::usecase::ordered::OrderedLetters;
use documents::usecase::{fix, paper, route};

use crate::desk::code;
use crate::house::*;

fn minutes(house: &House) -> Minutes {
    Minutes {
        subject: "Pemeriksaan data Siswa SD 2026".to_owned(),
        opening: "Pada tanggal 21 Agustus 2026 walidata memeriksa data berikut.".to_owned(),
        present: vec![Present { name: "Wati; Contoh".to_owned(), capacity: "walidata".to_owned() }],
        body: "| Hal | Keterangan |\n|---|---|\n| Data | Siswa SD |\n".to_owned(),
        signer: house.position("kadis").to_string(),
    }
}

impl House {
    async fn order(&self, who: &str, minutes: &Minutes) -> base::Result<String> {
        let (letters, actor) = (OrderedLetters(self.office.clone()), self.actor(who));
        let write = async |tx: &mut Tx| letters.begin_minutes(tx, actor, minutes).await;
        self.it.cell.db().write(write).await
    }

    async fn stands(&self, letter: &str) -> Option<LetterStanding> {
        let letters = OrderedLetters(self.office.clone());
        let read = async |tx: &mut Tx| letters.standing(tx, letter).await;
        self.it.cell.db().read(read).await.unwrap()
    }

    async fn offered(&self, who: &str) -> Vec<String> {
        let (letters, actor) = (OrderedLetters(self.office.clone()), self.actor(who));
        let read = async |tx: &mut Tx| letters.signers(tx, actor).await;
        let all = self.it.cell.db().read(read).await.unwrap();
        all.into_iter().map(|it| it.position).collect()
    }
}

testkit::on_each_engine! {
    with &MIGRATIONS;

    async fn minutes_are_a_draft_that_is_signed_like_every_letter(db: Db) {
        let house = House::new(db).await;
        let letter = house.order("tuti", &minutes(&house)).await.unwrap();
        let open = house.stands(&letter).await.unwrap();
        assert_eq!((open.progress, open.number), (Progress::Open, None));
        assert_eq!(open.path, format!("/naskah/{letter}"));
        let id = base::Id::<Letter>::parse(&letter).unwrap();
        let shown = house.shown("tuti", id).await;
        assert_eq!((shown.loaded.record.state, &*shown.loaded.record.kind), (State::Draft, "berita-acara"));
        assert_eq!(shown.loaded.content.fields["pihak"], "Wati  Contoh;;;walidata");
        let mut content = shown.loaded.content.clone();
        content.classification = "000.8.3.3".to_owned();
        content.reviewers = house.memo("x", &["kabid"], "kadis").reviewers;
        let (office, tuti) = (&house.office, house.actor("tuti"));
        documents::usecase::draft::save(office, tuti, id, 1, (content, "")).await.unwrap();
        route::send_up(office, tuti, id, 2).await.unwrap();
        house.paraf("wati", id).await;
        fix::fix(office, tuti, id, None).await.unwrap();
        assert_eq!(house.stands(&letter).await.unwrap().progress, Progress::Open, "not signed yet");
        let pdf = paper::pdf(office, tuti, id).await.unwrap().content();
        fix::signed_on_paper(office, tuti, id, pdf).await.unwrap();
        let signed = house.stands(&letter).await.unwrap();
        assert_eq!(signed.progress, Progress::Signed);
        assert!(signed.number.is_some_and(|it| it.contains("/BA/")) && signed.day.is_some());
    }

    async fn minutes_that_were_withdrawn_are_given_up(db: Db) {
        let house = House::new(db).await;
        let letter = house.order("lina", &minutes(&house)).await.unwrap();
        let id = base::Id::<Letter>::parse(&letter).unwrap();
        route::withdraw(&house.office, house.actor("lina"), id, "salah data").await.unwrap();
        assert_eq!(house.stands(&letter).await.unwrap().progress, Progress::GivenUp);
    }

    async fn only_drafters_begin_them_and_only_officials_of_their_office_are_offered(db: Db) {
        let house = House::new(db).await;
        let offered = house.offered("lina").await;
        assert!(offered.contains(&house.position("kadis").to_string()), "{offered:?}");
        assert!(!offered.contains(&house.position("bupati").to_string()), "{offered:?}");
        assert_eq!(house.offered("hasan").await, Vec::<String>::new());
        assert_eq!(code(house.order("hasan", &minutes(&house)).await), "identity/forbidden");
        let nobody = Minutes { signer: "x".to_owned(), ..minutes(&house) };
        assert_eq!(code(house.order("lina", &nobody).await), "documents/position");
        assert_eq!(house.stands("01ARZ3NDEKTSV4RRFFQ69G5FA9").await, None);
    }
}
