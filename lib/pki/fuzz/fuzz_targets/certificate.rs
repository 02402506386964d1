//! Any bytes as a certificate: an error or a certificate with exactly these bytes, and a judgement
//! that ends. Half of them stand in the pool, so that authorities can certify each other.
#![no_main]

use base::Instant;
use libfuzzer_sys::fuzz_target;
use pki::Certificate;
use pki::trust::{Policy, Pool, TrustAnchor, TrustList};

fuzz_target!(|bytes: &[u8]| {
    let mut found = Vec::new();
    let mut rest = bytes;
    // Certificates one after the other, as a chain would stand in a file.
    while let Ok(element) = pki::cms::without_padding(rest) {
        match Certificate::from_der(element) {
            Ok(certificate) => {
                assert_eq!(certificate.to_der(), element);
                assert_eq!(Certificate::all_from_pem(&certificate.to_pem()).unwrap().len(), 1);
                found.push(certificate);
            }
            Err(_) => break,
        }
        rest = &rest[element.len()..];
    }
    let Some((first, others)) = found.split_first() else { return };
    let mut pool = Pool::new();
    others.iter().skip(1).cloned().for_each(|each| pool.add_certificate(each));
    let list: TrustList = others.iter().take(1).cloned().map(TrustAnchor::new).collect();
    let now = Instant::from_millis(1_780_000_000_000);
    let judgement = list.judge_signer(&pool, first, now, now, &Policy::default());
    assert_eq!(judgement.path.first(), Some(first));
    assert_eq!(judgement.is_trusted(), judgement.problems.is_empty());
});
