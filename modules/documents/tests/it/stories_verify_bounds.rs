//! What is granted to strangers who have files verified, and whom their files can make us call.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::http::StatusCode;
use documents::Neighbours;
use documents::domain::anchor::Standing;
use documents::usecase::signing::SigningServices;
use documents::usecase::verification::{LARGEST, Verifier, VerifySettings};
use pades::verify::{Policy, verify};
use pages::Program;
use pki::trust::TrustList;
use ports::{Answer, PortError, RevocationSource};

use crate::checked_files::*;
use crate::drawing::{bomb, drawing};
use crate::house::MIGRATIONS;
use crate::keys_site::Office;
use crate::keys_stage::*;

/// Notes whom it would have called, and answers nothing.
#[derive(Default)]
struct Silent(Mutex<Vec<String>>);

impl RevocationSource for Silent {
    fn ocsp<'a>(&'a self, url: &'a str, _: &'a [u8]) -> Answer<'a, Vec<u8>> {
        self.crl(url)
    }

    fn crl<'a>(&'a self, url: &'a str) -> Answer<'a, Vec<u8>> {
        self.0.lock().unwrap().push(url.to_owned());
        Box::pin(async { Err(PortError::Unreachable("nobody".to_owned())) })
    }

    fn forget(&self, _: &str) {}
}

/// A letter whose certificate names a list of revoked ones, as it was before the list was stored.
fn without_its_list(stage: &Stage) -> Vec<u8> {
    let file = corpus("valid/b-lt-listed.pdf");
    let report = verify(&file, &Policy::new(TrustList::new(), stage.cell().now()));
    file[..report.signatures[0].end].to_vec()
}

testkit::on_each_engine! {
    with &MIGRATIONS;

    async fn only_certificates_below_a_pinned_anchor_make_us_call_anybody(db: Db) {
        let stage = Stage::new(db).await;
        after_the_corpus(&stage);
        let source = Arc::new(Silent::default());
        let mut neighbours = Neighbours::new(stage.identity.clone());
        neighbours.signing.revocation = Some(source.clone());
        let office = Office::with(stage, neighbours);
        let file = without_its_list(&office.stage);
        assert_eq!(office.verdict(&file).await, "UNTRUSTED");
        assert_eq!(*source.0.lock().unwrap(), Vec::<String>::new());
        pin_the_corpus(&office.stage, Standing::Certified).await;
        assert_eq!(office.verdict(&file).await, "INDETERMINATE");
        assert_eq!(*source.0.lock().unwrap(), ["http://crl.contoh.invalid/induk.crl"]);
        let page = office.checked("a.pdf", &file).await;
        assert!(page.says("Belum dapat dipastikan"), "{}", page.text());
        assert!(page.says("Belum diketahui apakah sertifikat dicabut"));
        let whole = corpus("valid/b-lt-listed.pdf");
        assert_eq!(office.verdict(&whole).await, "INTACT_WITH_ALLOWED_CHANGES");
        assert_eq!(source.0.lock().unwrap().len(), 2, "what the file brings need not be asked");
    }

    async fn when_the_room_is_full_others_are_told_to_come_back(db: Db) {
        let stage = Stage::new(db).await;
        let patience = Duration::from_millis(20);
        let settings = VerifySettings { patience, room: LARGEST, ..VerifySettings::default() };
        let services = SigningServices::default();
        let verifier = Verifier::new(stage.cell().clone(), settings, services, None);
        let mut first = verifier.intake();
        first.add(&vec![b'%'; LARGEST]).await.unwrap();
        let mut second = verifier.intake();
        let full = second.add(b"%PDF").await.unwrap_err();
        assert_eq!((full.code(), full.kind()), ("documents/verify-busy", base::Kind::Unavailable));
        let more = first.add(b"x").await.unwrap_err();
        assert_eq!(more.code(), "documents/verify-too-large");
        drop(first);
        second.add(b"%PDF").await.unwrap();
        assert_eq!(second.finish().content(), b"%PDF");
    }

    async fn pages_without_end_cost_their_sender_a_picture_and_nobody_else(db: Db) {
        let stage = Stage::new(db).await;
        let mut neighbours = Neighbours::new(stage.identity.clone());
        neighbours.drawing = drawing();
        neighbours.verify.drawing = Duration::from_secs(4);
        let office = Office::with(stage, neighbours);
        let bomb = bomb(&corpus("valid/table-one.pdf"));
        let compared = async |file: &[u8]| {
            let parts: &[(&str, Option<&str>, &[u8])] =
                &[("tanda", None, b"1"), ("berkas", Some("surat.pdf"), file)];
            office.call("/verifikasi/halaman", FORM, form(parts)).await
        };
        let honest = corpus("valid/table-two.pdf");
        let (one, other, third) =
            tokio::join!(compared(&bomb), compared(&bomb), compared(&honest));
        for bomb in [one, other] {
            assert_eq!(bomb.status, StatusCode::OK, "{}", bomb.text());
            assert!(bomb.says("Tidak dapat digambar"), "{}", bomb.text());
        }
        assert!(third.says("Tidak ada yang berubah pada halaman"), "{}", third.text());
        let after = compared(&honest).await;
        assert!(after.says("Tidak ada yang berubah pada halaman"), "{}", after.text());
    }

    async fn a_file_keeps_its_room_until_its_last_page_is_drawn(db: Db) {
        let stage = Stage::new(db).await;
        let folder = tempfile::tempdir().unwrap();
        let begun = folder.path().join("begun");
        // Begins, and draws nothing.
        let words = format!("echo > {}; exec sleep 60", begun.display());
        let idle = Program::new("/bin/sh", ["-c", &words]);
        let settings = VerifySettings {
            patience: Duration::from_millis(20),
            room: LARGEST,
            drawing: Duration::from_secs(3),
            ..VerifySettings::default()
        };
        let services = SigningServices::default();
        let verifier = Verifier::new(stage.cell().clone(), settings, services, Some(&idle));
        let mut first = verifier.intake();
        first.add(&corpus("valid/table-two.pdf")).await.unwrap();
        let (comparing, sent) = (verifier.clone(), first.finish());
        let compared = tokio::spawn(async move { comparing.compare(sent, 1).await });
        while !begun.exists() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        let large = vec![b'%'; LARGEST];
        let mut second = verifier.intake();
        assert_eq!(second.add(&large).await.unwrap_err().code(), "documents/verify-busy");
        assert_eq!(compared.await.unwrap().unwrap_err().code(), "documents/no-picture");
        second.add(&large).await.unwrap();
    }

    async fn a_version_keeps_the_room_of_its_file(db: Db) {
        let stage = Stage::new(db).await;
        let patience = Duration::from_millis(20);
        let settings = VerifySettings { patience, room: LARGEST, ..VerifySettings::default() };
        let services = SigningServices::default();
        let verifier = Verifier::new(stage.cell().clone(), settings, services, None);
        let mut first = verifier.intake();
        let file = corpus("valid/table-two.pdf");
        for piece in file.chunks(1_000) {
            first.add(piece).await.unwrap();
        }
        let version = verifier.version(first.finish(), 1).await.unwrap();
        assert!(file.starts_with(&version) && version.len() < file.len());
        let large = vec![b'%'; LARGEST];
        let mut second = verifier.intake();
        assert_eq!(second.add(&large).await.unwrap_err().code(), "documents/verify-busy");
        drop(version);
        second.add(&large).await.unwrap();
    }

    async fn a_busy_answer_says_when_to_come_back(db: Db) {
        let stage = Stage::new(db).await;
        let mut neighbours = Neighbours::new(stage.identity.clone());
        neighbours.verify = VerifySettings { patience: Duration::ZERO, room: 0, ..neighbours.verify };
        let office = Office::with(stage, neighbours);
        let large = vec![b'%'; LARGEST - 1_000];
        let small = form(&[("file", Some("a.pdf"), PDF)]);
        // The room has one large file: of two that come together one is sent away.
        let (one, other) = tokio::join!(
            office.call(API, "application/pdf", large.clone()),
            office.call(API, "application/pdf", large)
        );
        let statuses = [one.status, other.status];
        assert!(statuses.contains(&StatusCode::SERVICE_UNAVAILABLE), "{statuses:?}");
        let busy = if one.status == StatusCode::SERVICE_UNAVAILABLE { one } else { other };
        assert!(busy.says("documents/verify-busy"), "{}", busy.text());
        assert_eq!(busy.retry_after, "15");
        assert_eq!(office.call(API, FORM, small).await.status, StatusCode::OK);
    }
}
