//! What the authority answers, read by OpenSSL.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot set up its stage has failed"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use axum::http::StatusCode;
use cell::cabinet;
use documents::audit_kinds::{AUTHORITY_MADE, AUTHORITY_RENEWED, CERTIFICATE_ISSUED};
use documents::domain::authority::{Name, Office as AuthorityOffice, Reason};
use documents::usecase::authority::{self, Authority, RootKey};
use documents::usecase::keys;
use identity::Actor;
use pki::revocation::{OcspRequest, Responder, Status};
use pki::timestamp::TimestampRequest;
use pki::{Certificate, DigestAlgorithm};
use testkit::TestCell;

use crate::house::MIGRATIONS;
use crate::keys_site::Office;
use crate::keys_stage::*;

/// The test's clock in seconds, for `-attime`.
const NOW: &str = "1786926600";

/// Runs OpenSSL in a folder; what it said, when it agreed.
fn openssl(folder: &Path, arguments: &str) -> Result<String, String> {
    let run = Command::new("openssl").args(arguments.split(' ')).current_dir(folder).output();
    let run = run.expect("openssl is missing: apt-get install openssl");
    let said = [run.stdout, run.stderr].concat();
    let said = String::from_utf8_lossy(&said).into_owned();
    if run.status.success() { Ok(said) } else { Err(said) }
}

/// A folder with the authority's certificates as a stranger fetches them, and Sri's.
async fn fetched(office: &Office) -> PathBuf {
    let folder = office.stage.it.folder.path().join("stranger");
    fs::create_dir(&folder).unwrap();
    for name in ["root-1", "issuing-1", "tsa-1", "ocsp-1"] {
        let shown = office.get("", &format!("/ca/{name}.cer")).await;
        assert_eq!((shown.status, &*shown.kind), (StatusCode::OK, "application/pkix-cert"));
        let pem = Certificate::from_der(&shown.bytes).unwrap().to_pem();
        fs::write(folder.join(format!("{name}.pem")), pem).unwrap();
    }
    let sri = office.stage.unlock("sri", SRI).await.unwrap().certificate;
    fs::write(folder.join("sri.pem"), sri.to_pem()).unwrap();
    let chain =
        ["issuing-1.pem", "root-1.pem"].map(|f| fs::read_to_string(folder.join(f)).unwrap());
    fs::write(folder.join("chain.pem"), chain.concat()).unwrap();
    folder
}

async fn fetch_list(office: &Office, folder: &Path) {
    let shown = office.get("", "/ca/issuing-1.crl").await;
    assert_eq!((shown.status, &*shown.kind), (StatusCode::OK, "application/pkix-crl"));
    fs::write(folder.join("list.crl"), &shown.bytes).unwrap();
    openssl(folder, "crl -inform DER -in list.crl -out list.pem").unwrap();
}

const VERIFY: &str =
    "verify -x509_strict -attime 1786926600 -CAfile root-1.pem -untrusted issuing-1.pem";

testkit::on_each_engine! {
    with &MIGRATIONS;

    async fn openssl_agrees_with_certificates_and_lists(db: Db) {
        let office = Office::over(Stage::new(db).await);
        let (_, serial) = office.stage.enrolled("sri", SRI).await;
        let folder = fetched(&office).await;
        for file in ["sri.pem", "tsa-1.pem", "ocsp-1.pem"] {
            openssl(&folder, &format!("{VERIFY} {file}")).unwrap();
        }
        fetch_list(&office, &folder).await;
        let with_list = format!("{VERIFY} -crl_check -CRLfile list.pem sri.pem");
        openssl(&folder, &with_list).unwrap();
        let text = openssl(&folder, "x509 -in sri.pem -noout -serial -subject -ext keyUsage");
        assert!(text.unwrap().to_lowercase().contains(&serial));
        keys::revoke_by_operator(office.stage.cell(), &serial, Reason::KeyCompromise)
            .await
            .unwrap();
        fetch_list(&office, &folder).await;
        assert!(openssl(&folder, &with_list).unwrap_err().contains("certificate revoked"));
        let text = openssl(&folder, "crl -in list.pem -noout -text").unwrap();
        assert!(text.contains("Key Compromise") && text.contains("CRL Number"));
    }

    async fn openssl_agrees_with_answers_about_revocation(db: Db) {
        let office = Office::over(Stage::new(db).await);
        let (_, serial) = office.stage.enrolled("sri", SRI).await;
        let folder = fetched(&office).await;
        openssl(&folder, "ocsp -issuer issuing-1.pem -cert sri.pem -reqout q.der").unwrap();
        let question = fs::read(folder.join("q.der")).unwrap();
        let ask = async || {
            let shown = office.call("/ocsp", "application/ocsp-request", question.clone()).await;
            assert_eq!((shown.status, &*shown.kind), (StatusCode::OK, "application/ocsp-response"));
            fs::write(folder.join("a.der"), &shown.bytes).unwrap();
            let arguments = "ocsp -no_nonce -issuer issuing-1.pem -cert sri.pem -respin a.der \
                -CAfile root-1.pem -verify_other chain.pem -validity_period 9999999 -attime";
            openssl(&folder, &format!("{arguments} {NOW}")).unwrap()
        };
        let said = ask().await;
        assert!(said.contains("Response verify OK") && said.contains("sri.pem: good"), "{said}");
        keys::revoke_by_operator(office.stage.cell(), &serial, Reason::AffiliationChanged)
            .await
            .unwrap();
        let said = ask().await;
        assert!(said.contains("sri.pem: revoked") && said.contains("affiliationChanged"), "{said}");
    }

    async fn an_answer_is_by_the_responder_and_strangers_learn_nothing(db: Db) {
        let office = Office::over(Stage::new(db).await);
        office.stage.enrolled("sri", SRI).await;
        let sri = office.stage.unlock("sri", SRI).await.unwrap();
        let (certificate, issuer) = (&sri.certificate, &sri.chain[0]);
        let request = OcspRequest::new(certificate, issuer, Some(b"sixteen bytes !!"));
        let kind = "application/ocsp-request";
        let shown = office.call("/ocsp", kind, request.to_der()).await;
        let answer = request.accept(&shown.bytes).unwrap();
        assert!(matches!(answer.verify(issuer).unwrap(), Responder::Delegated(_)));
        assert_eq!(answer.statement(certificate, issuer).unwrap().status, Status::Good);
        assert_eq!(answer.nonce(), Some(&b"sixteen bytes !!"[..]));
        // The same serial number of another issuer, and a number nobody issued.
        let other = OcspRequest::new(certificate, &sri.chain[1], None);
        let shown = office.call("/ocsp", kind, other.to_der()).await;
        assert!(other.accept(&shown.bytes).unwrap_err().to_string().contains("status 6"));
        let shown = office.call("/ocsp", kind, b"scrap".to_vec()).await;
        assert!(other.accept(&shown.bytes).unwrap_err().to_string().contains("status 1"));
        let shown = office.call("/ocsp", "text/plain", request.to_der()).await;
        assert_eq!(shown.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
        let shown = office.call("/ocsp", kind, vec![0; 20_000]).await;
        assert_eq!(shown.status, StatusCode::PAYLOAD_TOO_LARGE);
    }

    async fn openssl_agrees_with_time_stamps(db: Db) {
        let office = Office::over(Stage::new(db).await);
        office.stage.enrolled("sri", SRI).await;
        let folder = fetched(&office).await;
        fs::write(folder.join("letter.txt"), "Nota dinas").unwrap();
        openssl(&folder, "ts -query -data letter.txt -sha256 -cert -out q.tsq").unwrap();
        let question = fs::read(folder.join("q.tsq")).unwrap();
        let shown = office.call("/tsa", "application/timestamp-query", question).await;
        assert_eq!((shown.status, &*shown.kind), (StatusCode::OK, "application/timestamp-reply"));
        fs::write(folder.join("r.tsr"), &shown.bytes).unwrap();
        let verify = "ts -verify -queryfile q.tsq -in r.tsr -CAfile root-1.pem -untrusted issuing-1.pem";
        let said = openssl(&folder, &format!("{verify} -attime {NOW}")).unwrap();
        assert!(said.contains("Verification: OK"), "{said}");
        let said = openssl(&folder, "ts -reply -in r.tsr -text").unwrap();
        assert!(said.contains("Aug 17 00:30:00 2026"), "{said}");
    }

    async fn time_stamps_are_limited_per_address(db: Db) {
        let office = Office::limited(Stage::new(db).await, 3);
        let digest = DigestAlgorithm::Sha256.digest(&[b"x"]);
        let request = TimestampRequest::new(DigestAlgorithm::Sha256, &digest, b"12345678").to_der();
        let kind = "application/timestamp-query";
        for _ in 0..3 {
            let shown = office.call("/tsa", kind, request.clone()).await;
            assert_eq!(shown.status, StatusCode::OK);
        }
        let shown = office.call("/tsa", kind, request.clone()).await;
        assert_eq!(shown.status, StatusCode::TOO_MANY_REQUESTS);
        office.stage.it.clock.advance_seconds(20);
        assert_eq!(office.call("/tsa", kind, request).await.status, StatusCode::OK);
    }

    async fn what_does_not_exist_is_not_found(db: Db) {
        let office = Office::over(Stage::new(db).await);
        for path in ["/ca/root-1.crl", "/ca/root-2.cer", "/ca/issuing-1.key", "/ca/x", "/ca/root-01.cer"] {
            assert_eq!(office.get("", path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        let bare = Office::over(office.stage);
        assert_eq!(bare.get("", "/ca/root-1.cer").await.status, StatusCode::OK);
    }

    async fn an_authority_is_made_once_and_its_root_key_may_leave(db: Db) {
        let it = TestCell::new(db);
        let operator = Actor::operator();
        let begun = authority::begin(&it.cell, &operator, RootKey::HandedOut).await.unwrap();
        assert!(begun.root_key.is_some());
        assert!(cabinet::get(&it.cell, "ca-root-1.key").unwrap().is_none());
        assert!(cabinet::get(&it.cell, "ca-issuing-1.key").unwrap().is_some());
        let again = authority::begin(&it.cell, &operator, RootKey::Kept).await;
        assert_eq!(again.err().unwrap().code(), "documents/authority-exists");
        let shown = authority::show(&it.cell).await.unwrap();
        let has: Vec<(String, bool)> =
            shown.iter().map(|it| (it.name.to_string(), it.has_key)).collect();
        let expected = [("root-1", false), ("issuing-1", true), ("tsa-1", true), ("ocsp-1", true)];
        assert_eq!(has, expected.map(|(name, has)| (name.to_owned(), has)));
        assert!(shown.iter().all(|it| it.is_as_stored));
        assert!(!shown[0].certificate.shown_name().contains("CONTOH"), "no demo");
        let demo = authority::begin_for_demo(&it.cell).await;
        demo.unwrap();
        assert_eq!(authority::show(&it.cell).await.unwrap().len(), 4);
    }

    async fn a_demo_cell_makes_an_authority_that_counts_nowhere(db: Db) {
        let it = TestCell::demo(db);
        authority::begin_for_demo(&it.cell).await.unwrap();
        authority::begin_for_demo(&it.cell).await.unwrap();
        for (_, certificate) in Authority::open(&it.cell).unwrap().offices() {
            assert!(certificate.shown_name().starts_with("CONTOH - tidak berlaku"));
        }
        let real = TestCell::new(it.cell.db().clone());
        authority::begin_for_demo(&real.cell).await.unwrap();
        assert!(Authority::find(&real.cell).unwrap().is_none());
    }

    async fn the_time_stamping_office_gets_a_next_generation(db: Db) {
        let office = Office::over(Stage::new(db).await);
        let (cell, operator) = (office.stage.cell(), Actor::operator());
        let name = authority::renew(cell, &operator, AuthorityOffice::Tsa).await.unwrap();
        assert_eq!(name.to_string(), "tsa-2");
        let open = Authority::open(cell).unwrap();
        assert_eq!(open.newest(AuthorityOffice::Tsa).unwrap().0, name);
        assert!(open.certificate(Name::first(AuthorityOffice::Tsa)).is_some(), "the older stays");
        assert_eq!(office.get("", "/ca/tsa-2.cer").await.status, StatusCode::OK);
        let root = authority::renew(cell, &operator, AuthorityOffice::Root).await;
        assert_eq!(root.unwrap_err().code(), "documents/authority-office");
        assert_eq!(office.stage.told(AUTHORITY_MADE).await.len(), 1);
        assert_eq!(office.stage.told(AUTHORITY_RENEWED).await.len(), 1);
    }

    async fn a_seal_is_no_persons_and_can_be_revoked(db: Db) {
        let office = Office::over(Stage::new(db).await);
        let (cell, operator) = (office.stage.cell(), Actor::operator());
        let made = authority::issue_file(cell, &operator, "Badan Pendapatan Daerah").await.unwrap();
        let name = made.certificate.shown_name();
        assert_eq!(name, "CONTOH - tidak berlaku: Segel Badan Pendapatan Daerah");
        assert_eq!(made.chain.len(), 2);
        let issued = office.stage.told(CERTIFICATE_ISSUED).await;
        let serial = made.certificate.serial_hex();
        assert!(issued.iter().any(|it| it.subject == format!("certificate/{serial}")));
        let rina = office.stage.actor("rina").await;
        let theirs = keys::revoke_by_registrar(&office.stage.keyring, &rina, &serial, Reason::Superseded);
        assert_eq!(theirs.await.unwrap_err().code(), "documents/certificate-unknown", "no person's");
        keys::revoke_by_operator(cell, &serial, Reason::CessationOfOperation).await.unwrap();
        let long = "x".repeat(121);
        for name in ["", "ab", "a\nb c", &long] {
            let refused = authority::issue_file(cell, &operator, name).await;
            assert_eq!(refused.err().unwrap().code(), "documents/seal-name");
        }
    }
}
