//! Any bytes as signed data: an error, or something that names its signer and never verifies over
//! content that the fuzzer cannot have signed.
#![no_main]

use libfuzzer_sys::fuzz_target;
use pki::cms::{SignedData, without_padding};

fuzz_target!(|bytes: &[u8]| {
    if let Ok(der) = without_padding(bytes) {
        assert!(bytes.starts_with(der));
        assert!(bytes[der.len()..].iter().all(|byte| *byte == 0));
    }
    let Ok(signed) = SignedData::parse(bytes) else { return };
    let signer = signed.signer_certificate().expect("reading has found it");
    assert!(signed.certificates().contains(signer));
    let _ = (signed.departures(), signed.signature_timestamps(), signed.signed_attributes());
    let digest = signed.digest_algorithm().digest(&[b"never signed by anybody".as_slice()]);
    assert!(signed.verify_signature(&digest).is_err());
});
