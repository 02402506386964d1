//! Files for the public verification, and how a browser or a program sends them.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use std::path::PathBuf;

use base::Instant;
use documents::domain::anchor::Standing;
use documents::usecase::signers::PersonSigner;
use documents::usecase::trust_list::{Answer, Proposal, decide, propose};
use ports::PdfSigner;
use ports::signing::{Secret, SigningOrder};

use crate::keys_site::{Office, Shown};
use crate::keys_stage::*;

/// One empty page.
pub const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n\
    2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n\
    3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>\nendobj\n\
    xref\n0 4\n0000000000 65535 f \n0000000009 00000 n \n0000000054 00000 n \n\
    0000000105 00000 n \ntrailer\n<</Size 4/Root 1 0 R>>\nstartxref\n170\n%%EOF\n";

/// A file of the corpus of `lib/pades`.
pub fn corpus(name: &str) -> Vec<u8> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../lib/pades/tests/corpus");
    std::fs::read(folder.join(name)).unwrap()
}

/// Some days after the corpus was made.
pub fn after_the_corpus(stage: &Stage) {
    stage.it.clock.set(Instant::parse("2026-12-01T00:00:00.000Z").unwrap());
}

/// The roots of the corpus: that of signers, then another one.
pub fn roots() -> Vec<Vec<u8>> {
    let all = pki::Certificate::all_from_bytes(&corpus("trust/root.pem")).unwrap();
    all.iter().map(|one| one.to_pem().into_bytes()).collect()
}

/// The authorities of the corpus, proposed by Adi and approved by Rina.
pub async fn pin_the_corpus(stage: &Stage, standing: Standing) {
    for file in roots() {
        let it = Proposal { file: &file, name: "PSrE Contoh", standing };
        let id = propose(stage.cell(), &stage.actor("adi").await, it).await.unwrap();
        let fingerprint = fingerprint(&file);
        let answer = Answer::Approve { fingerprint: &fingerprint };
        decide(stage.cell(), &stage.actor("rina").await, id, answer).await.unwrap();
    }
}

pub fn fingerprint(file: &[u8]) -> String {
    pki::Certificate::all_from_bytes(file).unwrap()[0].fingerprint_hex()
}

/// The page, signed by Sri with her internal key.
pub async fn signed_by_sri(stage: &Stage, pdf: &[u8]) -> Vec<u8> {
    let signer = PersonSigner::new(stage.keyring.clone(), stage.actor("sri").await);
    let (subject, secret) = (signer.subject(), Secret::passphrase(SRI.to_owned()));
    signer.sign(&order(pdf, &subject, &secret)).await.unwrap().pdf
}

pub fn order<'a>(
    pdf: &'a [u8],
    subject: &'a ports::signing::Subject,
    secret: &'a Secret,
) -> SigningOrder<'a> {
    SigningOrder {
        attempt: "01ARZ3NDEKTSV4RRFFQ69G5FAV",
        subject,
        pdf,
        secret,
        placement: None,
        field: None,
        reason: "Paraf",
        location: "Sangatta",
    }
}

/// The parts of a form: name, name of the file, content.
pub fn form(parts: &[(&str, Option<&str>, &[u8])]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, file, content) in parts {
        let file = file.map(|file| format!("; filename=\"{file}\"")).unwrap_or_default();
        let head =
            format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n");
        body.extend(head.bytes());
        body.extend(*content);
        body.extend(b"\r\n");
    }
    body.extend(b"--edge--\r\n");
    body
}

pub const FORM: &str = "multipart/form-data; boundary=edge";
pub const API: &str = "/api/v1/documents/verify";

impl Office {
    /// A file through the page, by somebody without account and cookie.
    pub async fn checked(&self, name: &str, content: &[u8]) -> Shown {
        self.call("/verifikasi", FORM, form(&[("berkas", Some(name), content)])).await
    }

    /// The verdict that the API gives.
    pub async fn verdict(&self, content: &[u8]) -> String {
        let shown = self.call(API, "application/pdf", content.to_vec()).await;
        let answer: serde_json::Value = serde_json::from_slice(&shown.bytes).unwrap();
        answer["verdict"].as_str().unwrap_or(&shown.text()).to_owned()
    }
}
