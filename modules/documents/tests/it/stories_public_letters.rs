//! The page behind the code on a letter.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use axum::http::StatusCode;
use base::Id;
use db::Tx;
use documents::domain::content::Secrecy;
use documents::domain::letter::{Letter, Revision, State};
use documents::store::signing::public_pages;
use documents::store::{letters, revisions};
use documents::usecase::authority::{self, RootKey};
use documents::usecase::signers::{SealSigner, keep_seal};
use documents::usecase::{draft, fix};
use files::Name;
use identity::Actor;
use ports::PdfSigner;
use ports::signing::Secret;
use sha2::{Digest, Sha256};

use crate::checked_files::order;
use crate::house::*;

const PAGE: &str = "7k3m9q2x5v8b1n4c6z0j7h5d3f";

impl House {
    /// A letter of a type with number and final PDF.
    async fn fixed_as(&self, kind: &str, secrecy: Secrecy) -> Id<Letter> {
        let mut content = self.memo("Jam layanan Natal", &["kabid"], "kadis");
        content.secrecy = secrecy;
        if kind == "pengumuman" {
            content.to.clear();
        }
        let id = draft::begin(&self.office, self.actor("lina"), kind, content).await.unwrap();
        self.give_page(id).await;
        documents::usecase::route::send_up(&self.office, self.actor("lina"), id, 1).await.unwrap();
        self.paraf("wati", id).await;
        fix::fix(&self.office, self.actor("tuti"), id, None).await.unwrap();
        id
    }

    async fn give_page(&self, id: Id<Letter>) {
        let now = self.it.cell.now();
        let write = self
            .it
            .cell
            .db()
            .write(async |tx: &mut Tx| public_pages::of_letter_or(tx, id, PAGE, now).await);
        assert_eq!(write.await.unwrap(), PAGE);
    }

    /// The newest PDF of a letter.
    async fn newest(&self, id: Id<Letter>) -> (Revision, Vec<u8>) {
        let list = self.it.cell.db().read(async |tx: &mut Tx| revisions::list(tx, id).await);
        let revision = list.await.unwrap().pop().unwrap();
        let name = Name::parse(&format!("documents/letters/{}/{}", lower(id), revision.sha256));
        let content = self.it.cell.files().find(&name.unwrap()).await.unwrap().unwrap();
        (revision, content.to_vec())
    }

    /// Seals its PDF and lets it count as signed.
    async fn sealed(&self, id: Id<Letter>) -> Vec<u8> {
        let (cell, operator) = (&self.it.cell, Actor::operator());
        authority::begin(cell, &operator, RootKey::Kept).await.unwrap();
        keep_seal(cell, &operator, "diskominfo", "Dinas Komunikasi").await.unwrap();
        let signer = SealSigner::new(cell.clone(), "diskominfo");
        let (subject, none) = (signer.subject(), Secret::passphrase(String::new()));
        let (before, pdf) = self.newest(id).await;
        let sealed = signer.sign(&order(&pdf, &subject, &none)).await.unwrap().pdf;
        self.add_revision(id, before, &sealed).await;
        sealed
    }

    async fn add_revision(&self, id: Id<Letter>, before: Revision, pdf: &[u8]) {
        let cell = &self.it.cell;
        let sha256: String = Sha256::digest(pdf).iter().map(|b| format!("{b:02x}")).collect();
        let name = Name::parse(&format!("documents/letters/{}/{sha256}", lower(id))).unwrap();
        cell.files().put(&name, pdf.to_vec()).await.unwrap();
        let now = cell.now();
        let number = before.number + 1;
        let bytes = pdf.len() as u64;
        let it = Revision { number, sha256, bytes, producer: "seal".to_owned(), ..before };
        let write = cell.db().write(async |tx: &mut Tx| {
            revisions::add(tx, id, &it).await?;
            letters::set_state(tx, id, (State::Signed, now), 1, &[]).await
        });
        write.await.unwrap();
    }
}

fn lower(id: Id<Letter>) -> String {
    id.to_string().to_lowercase()
}

fn path(rest: &str) -> String {
    format!("/n/{PAGE}{rest}")
}

testkit::on_each_engine! {
    with &MIGRATIONS;

    async fn a_public_letter_is_shown_page_by_page_with_its_very_file(db: Db) {
        let house = House::new(db).await;
        let id = house.fixed_as("pengumuman", Secrecy::Biasa).await;
        let sealed = house.sealed(id).await;
        let page = house.get("", &path("")).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text());
        for said in [
            "tercatat dan bertanda tangan sah",
            "Jam layanan Natal",
            "Pengumuman",
            "Dinas Komunikasi dan Informatika",
            "Segel elektronik",
            "Asli dan utuh",
            "Bandingkan dengan yang Anda pegang",
        ] {
            assert!(page.says(said), "{said}: {}", page.text());
        }
        let picture = house.get("", &path("/halaman/1.png")).await;
        assert_eq!(picture.status, StatusCode::OK, "{}", picture.text());
        assert!(picture.bytes.starts_with(b"\x89PNG"));
        assert_eq!(house.get("", &path("/halaman/1.png")).await.bytes, picture.bytes);
        assert_eq!(house.get("", &path("/naskah.pdf")).await.bytes, sealed);
        for missing in ["/halaman/9.png", "/halaman/0.png", "/halaman/x"] {
            assert_eq!(house.get("", &path(missing)).await.status, StatusCode::NOT_FOUND);
        }
        let again = house.get_in("en", "", &path("")).await;
        assert!(again.says("on record and validly signed"), "{}", again.text());
        assert_eq!(house.app.texts().missed(), Vec::<String>::new());
    }

    async fn of_other_letters_neither_subject_nor_content_is_seen(db: Db) {
        let house = House::new(db).await;
        let id = house.fixed_as("nota-dinas", Secrecy::Biasa).await;
        house.sealed(id).await;
        let page = house.get("", &path("")).await;
        assert!(page.says("tercatat dan bertanda tangan sah"), "{}", page.text());
        assert!(page.says("Isi naskah tidak ditampilkan") && page.says("000.8.3.3/1/DISKOMINFO"));
        assert!(!page.says("Jam layanan Natal") && !page.says("halaman/1.png"));
        for closed in ["/naskah.pdf", "/halaman/1.png"] {
            assert_eq!(house.get("", &path(closed)).await.status, StatusCode::NOT_FOUND);
        }
        assert_eq!(house.app.texts().missed(), Vec::<String>::new());
    }

    async fn a_letter_of_a_public_type_that_is_secret_stays_so(db: Db) {
        let house = House::new(db).await;
        let id = house.fixed_as("pengumuman", Secrecy::Terbatas).await;
        house.sealed(id).await;
        let page = house.get("", &path("")).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(!page.says("Jam layanan Natal"));
        assert_eq!(house.get("", &path("/naskah.pdf")).await.status, StatusCode::NOT_FOUND);
    }

    async fn before_it_is_signed_nothing_of_it_is_shown(db: Db) {
        let house = House::new(db).await;
        let id = house.fixed_as("pengumuman", Secrecy::Biasa).await;
        let page = house.get("", &path("")).await;
        assert!(page.says("belum ditandatangani"), "{}", page.text());
        assert!(!page.says("Jam layanan Natal"));
        assert_eq!(house.get("", &path("/naskah.pdf")).await.status, StatusCode::NOT_FOUND);
        let now = house.it.cell.now();
        let cancel = house.it.cell.db().write(async |tx: &mut Tx| {
            letters::set_state(tx, id, (State::Cancelled, now), 1, &[]).await
        });
        cancel.await.unwrap();
        assert!(house.get("", &path("")).await.says("Naskah ini dibatalkan"));
        assert_eq!(house.app.texts().missed(), Vec::<String>::new());
    }

    async fn a_file_of_ours_that_was_changed_is_doubted(db: Db) {
        let house = House::new(db).await;
        let id = house.fixed_as("pengumuman", Secrecy::Biasa).await;
        let mut sealed = house.sealed(id).await;
        sealed.extend(b"%x\n");
        let before = house.newest(id).await.0;
        house.add_revision(id, before, &sealed).await;
        let page = house.get("", &path("")).await;
        assert!(page.says("belum dapat dipastikan"), "{}", page.text());
        assert!(page.says("Berubah setelah ditandatangani"));
        assert!(!page.says("bertanda tangan sah"));
    }

    async fn a_verdict_is_kept_for_an_hour_and_no_longer(db: Db) {
        let house = House::new(db).await;
        let id = house.fixed_as("pengumuman", Secrecy::Biasa).await;
        house.sealed(id).await;
        assert!(house.get("", &path("")).await.says("bertanda tangan sah"));
        let sha256 = house.newest(id).await.0.sha256;
        let name = Name::parse(&format!("documents/letters/{}/{sha256}", lower(id))).unwrap();
        house.it.cell.files().remove(&name).await.unwrap();
        house.it.clock.advance_seconds(3_500);
        assert!(house.get("", &path("")).await.says("bertanda tangan sah"), "from memory");
        house.it.clock.advance_seconds(200);
        let gone = house.get("", &path("")).await;
        assert_eq!(gone.status, StatusCode::INTERNAL_SERVER_ERROR, "it is looked at again");
    }

    async fn ids_that_lead_nowhere_all_answer_alike(db: Db) {
        let house = House::new(db).await;
        for id in ["x", "7k3m9q2x5v8b1n4c6z0j7h5d3f", "..%2f..", "%00", "AAAA"] {
            let shown = house.get("", &format!("/n/{id}")).await;
            assert_eq!(shown.status, StatusCode::NOT_FOUND, "{id}");
            assert!(shown.says("Naskah itu tidak ditemukan"), "{id}: {}", shown.text());
        }
        assert_eq!(house.app.texts().missed(), Vec::<String>::new());
    }
}
