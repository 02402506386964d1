//! Any bytes as a list, an answer or a request: an error or a value that can be asked.
#![no_main]

use libfuzzer_sys::fuzz_target;
use pki::Certificate;
use pki::revocation::{Crl, OcspRequest, OcspResponse};

fuzz_target!(|bytes: &[u8]| {
    let root = include_bytes!("../../tests/fixtures/cms/root.pem");
    let root = Certificate::all_from_bytes(root).expect("a fixture").remove(0);
    if let Ok(crl) = Crl::from_der(bytes) {
        assert_eq!(crl.to_der(), bytes);
        assert!(crl.verify(&root).is_err());
        let _ = crl.statement(&root);
    }
    if let Ok(answer) = OcspResponse::from_der(bytes) {
        assert_eq!(answer.to_der(), bytes);
        assert!(answer.verify(&root).is_err());
        let _ = answer.statement(&root, &root);
    }
    if let Ok(request) = OcspRequest::from_der(bytes) {
        assert_eq!(OcspRequest::from_der(&request.to_der()), Ok(request));
    }
});
