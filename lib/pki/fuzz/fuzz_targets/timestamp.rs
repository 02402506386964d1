//! Any bytes as a request, an answer or a token: an error or a value; nothing is accepted that no
//! authority signed.
#![no_main]

use libfuzzer_sys::fuzz_target;
use pki::DigestAlgorithm;
use pki::timestamp::{TimestampRequest, TimestampToken};

fuzz_target!(|bytes: &[u8]| {
    if let Ok(request) = TimestampRequest::from_der(bytes) {
        assert_eq!(TimestampRequest::from_der(&request.to_der()), Ok(request));
    }
    if let Ok(token) = TimestampToken::from_der(bytes) {
        assert!(token.verify_over(&[b"never stamped by anybody".as_slice()]).is_err());
    }
    let digest = DigestAlgorithm::Sha256.digest(&[b"never stamped by anybody".as_slice()]);
    let request = TimestampRequest::new(DigestAlgorithm::Sha256, &digest, &[1, 2, 3, 4]);
    assert!(request.accept(bytes).is_err());
});
