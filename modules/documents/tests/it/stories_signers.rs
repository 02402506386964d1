//! Whole files signed with keys that lie here, judged by our own verifier.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use documents::domain::authority::Reason;
use documents::usecase::authority::Authority;
use documents::usecase::keys;
use documents::usecase::signers::{PersonSigner, SealSigner, keep_seal};
use identity::Actor;
use pades::verify::{Policy, Report, Verdict, verify};
use pki::trust::{TrustAnchor, TrustList};
use ports::signing::{
    CertificateState, Found, Mark, Placement, Rectangle, Secret, SigningOrder, Standing, Subject,
};
use ports::{PdfSigner, SigningError};

use crate::house::MIGRATIONS;
use crate::keys_stage::*;

/// One empty page.
const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n\
    2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n\
    3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>\nendobj\n\
    xref\n0 4\n0000000000 65535 f \n0000000009 00000 n \n0000000054 00000 n \n\
    0000000105 00000 n \ntrailer\n<</Size 4/Root 1 0 R>>\nstartxref\n170\n%%EOF\n";

fn order<'a>(subject: &'a Subject, secret: &'a Secret) -> SigningOrder<'a> {
    SigningOrder {
        attempt: "01ARZ3NDEKTSV4RRFFQ69G5FAV",
        subject,
        pdf: PDF,
        secret,
        placement: None,
        field: None,
        reason: "Paraf",
        location: "Sangatta",
    }
}

fn secret(phrase: &str) -> Secret {
    Secret::passphrase(phrase.to_owned())
}

/// What a stranger with our root says, a moment later.
fn judged(stage: &Stage, pdf: &[u8]) -> Report {
    let mut trust = TrustList::new();
    for root in Authority::open(stage.cell()).unwrap().roots() {
        trust.add(TrustAnchor::new(root));
    }
    verify(pdf, &Policy::new(trust, stage.cell().now().plus_seconds(60)).without_revocation())
}

testkit::on_each_engine! {
    with &MIGRATIONS;

    async fn a_person_signs_with_their_passphrase_and_the_cells_time_stamp(db: Db) {
        let stage = Stage::new(db).await;
        stage.enrolled("sri", SRI).await;
        let signer = PersonSigner::new(stage.keyring.clone(), stage.actor("sri").await);
        assert_eq!(signer.standing(), Standing::Internal);
        let (subject, phrase) = (signer.subject(), secret(SRI));
        let placement = Placement {
            page: 1,
            page_height: 842.0,
            rectangle: Rectangle { left: 340.0, bottom: 60.0, width: 200.0, height: 70.0 },
            mark: Some(Mark::Code {
                content: "https://pelangi.test/v/abc".to_owned(),
                lines: vec!["Sri Rahayu, S.Kom.".to_owned(), "Paraf internal".to_owned()],
            }),
        };
        let asked = SigningOrder { placement: Some(&placement), ..order(&subject, &phrase) };
        let signed = signer.sign(&asked).await.unwrap();
        assert!(signed.pdf.starts_with(PDF));
        let report = judged(&stage, &signed.pdf);
        assert_eq!(report.verdict, Verdict::Intact, "{report:?}");
        assert_eq!(report.signatures.len(), 1);
        let signature = &report.signatures[0];
        assert_eq!(signature.signer.as_deref(), Some("Sri Rahayu, S.Kom."));
        assert_eq!(signature.level, "B-T");
        assert_eq!(signer.find("x").await.unwrap(), Found::NotSigned);
    }

    async fn nobody_signs_for_another_and_no_wrong_phrase_signs(db: Db) {
        let stage = Stage::new(db).await;
        stage.enrolled("sri", SRI).await;
        stage.enrolled("adi", ADI).await;
        let adi = PersonSigner::new(stage.keyring.clone(), stage.actor("adi").await);
        let sri = Subject::Key(stage.account("sri").await.id.to_string());
        for phrase in [SRI, ADI] {
            let phrase = secret(phrase);
            let refused = adi.sign(&order(&sri, &phrase)).await.unwrap_err();
            assert_eq!(refused, SigningError::CannotSign(CertificateState::NotRegistered));
        }
        let (own, wrong) = (adi.subject(), secret("bukan ini frasanya"));
        assert_eq!(adi.sign(&order(&own, &wrong)).await.unwrap_err(), SigningError::WrongSecret);
        for _ in 0..4 {
            adi.sign(&order(&own, &wrong)).await.unwrap_err();
        }
        let right = secret(ADI);
        let locked = adi.sign(&order(&own, &right)).await.unwrap_err();
        assert!(matches!(locked, SigningError::Busy(_)), "{locked}");
        let code = Secret::totp("123456".to_owned());
        let refused = adi.sign(&order(&own, &code)).await.unwrap_err();
        assert!(matches!(refused, SigningError::Refused(_)));
    }

    async fn the_state_of_a_key_is_known_before_a_letter_goes_its_way(db: Db) {
        let stage = Stage::new(db).await;
        let signer = PersonSigner::new(stage.keyring.clone(), stage.actor("sri").await);
        let subject = signer.subject();
        let state = async || signer.subject_state(&subject).await.unwrap();
        assert_eq!(state().await, CertificateState::NoCertificate);
        stage.enrolled("sri", SRI).await;
        assert_eq!(state().await, CertificateState::Issue);
        stage.it.clock.advance_seconds(731 * 86_400);
        assert_eq!(state().await, CertificateState::Expire);
        let stranger = Subject::Key("another".to_owned());
        let theirs = signer.subject_state(&stranger).await.unwrap();
        assert_eq!(theirs, CertificateState::NotRegistered);
    }

    async fn a_seal_needs_no_person_and_ends_when_it_is_revoked(db: Db) {
        let stage = Stage::new(db).await;
        let (cell, operator) = (stage.cell(), Actor::operator());
        keep_seal(cell, &operator, "bapenda", "Badan Pendapatan Daerah").await.unwrap();
        let again = keep_seal(cell, &operator, "bapenda", "Badan Pendapatan Daerah").await;
        assert_eq!(again.unwrap_err().code(), "documents/seal-exists");
        for word in ["", "a", "../x", "Bapenda"] {
            let refused = keep_seal(cell, &operator, word, "Badan Pendapatan Daerah").await;
            assert_eq!(refused.unwrap_err().code(), "documents/seal-word", "{word}");
        }
        let signer = SealSigner::new(cell.clone(), "bapenda");
        assert_eq!(signer.standing(), Standing::Seal);
        let (subject, none) = (signer.subject(), secret(""));
        let signed = signer.sign(&order(&subject, &none)).await.unwrap();
        let report = judged(&stage, &signed.pdf);
        assert_eq!(report.verdict, Verdict::Intact, "{report:?}");
        let name = "CONTOH - tidak berlaku: Segel Badan Pendapatan Daerah";
        assert_eq!(report.signatures[0].signer.as_deref(), Some(name));
        let der = cell::cabinet::get_public(cell, "seal-bapenda.cer").unwrap().unwrap();
        let serial = pki::Certificate::from_der(&der).unwrap().serial_hex();
        keys::revoke_by_operator(cell, &serial, Reason::KeyCompromise).await.unwrap();
        let refused = signer.sign(&order(&subject, &none)).await.unwrap_err();
        assert_eq!(refused, SigningError::CannotSign(CertificateState::Revoke));
        let nobody = SealSigner::new(cell.clone(), "lain");
        let state = nobody.subject_state(&nobody.subject()).await.unwrap();
        assert_eq!(state, CertificateState::NoCertificate);
    }
}
