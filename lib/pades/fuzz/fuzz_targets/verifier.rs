//! Any bytes to the verifier: a verdict, never a panic. A signed file with fuzzed bytes behind it
//! is accepted only when its signed part still ends where it did.
#![no_main]

use base::Instant;
use libfuzzer_sys::fuzz_target;
use pades::verify::{Policy, verify};
use pki::trust::TrustList;

const SIGNED: &[u8] = include_bytes!("../../tests/corpus/valid/streams-two.pdf");
const ROOT: &str = include_str!("../../tests/corpus/trust/root.pem");

fuzz_target!(|bytes: &[u8]| {
    let policy = policy();
    verify(bytes, &policy);
    let report = verify(&[SIGNED, bytes].concat(), &policy);
    if report.verdict.is_accepted() {
        assert!(bytes.is_empty() || report.signatures.iter().any(|s| s.end == SIGNED.len()));
    }
    // The fuzzed bytes as an object of a further revision.
    let at = SIGNED.len();
    let section = at + bytes.len() + 1;
    let tail = format!(
        "\nxref\n0 1\n0000000000 65535 f \n3 1\n{at:010} 00000 n \ntrailer\n<</Size 40/Root 1 0 R>>\n\
         startxref\n{section}\n%%EOF\n"
    );
    verify(&[SIGNED, bytes, tail.as_bytes()].concat(), &policy);
});

fn policy() -> Policy {
    let trust = TrustList::from_pem(ROOT).expect("the certificates of the corpus");
    let policy = Policy::new(trust, Instant::from_millis(1_796_083_200_000));
    Policy { work: 200_000, ..policy }
}
