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
use pki::trust::TrustList;
use ports::{Answer, PortError, RevocationSource};

use crate::checked_files::*;
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
        let verifier = Verifier::new(stage.cell().clone(), settings, SigningServices::default());
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
