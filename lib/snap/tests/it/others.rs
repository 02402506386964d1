//! Signatures compared with openssl and with Python.

use snap::{Message, PrivateKey, PublicKey, Signature, TokenHeaders, Verifier, WrongSignature};

use crate::support::{
    BODY, Keys, PATH, SECRET, SIGNATURE, TIME, TOKEN, line, message, run, secret, text, time,
};

const PYTHON: &str = r"
import base64, hashlib, hmac, json, sys
secret, path, token, at = sys.argv[1:5]
value = json.loads(sys.stdin.buffer.read().decode('utf-8'))
body = json.dumps(value, separators=(',', ':'), ensure_ascii=False).encode('utf-8')
hashed = hashlib.sha256(body).hexdigest()
message = ':'.join(['POST', path, token, hashed, at]).encode('utf-8')
print(base64.b64encode(hmac.new(secret.encode(), message, hashlib.sha512).digest()).decode())
";

fn python(body: &[u8]) -> String {
    line("python3", &["-c", PYTHON, SECRET, PATH, TOKEN, TIME], body)
}

#[test]
fn python_makes_the_same_symmetric_signature() {
    assert_eq!(python(BODY.as_bytes()), SIGNATURE);
    let pretty = serde_json::from_str::<serde_json::Value>(BODY).unwrap();
    let other = "{ \"partnerServiceId\" : \"   12345\",\n\t\"name\": \"Kafé \\\" \\\\ &\" }";
    for body in [format!("{pretty:#}"), other.to_owned(), "[ true , null ]".to_owned()] {
        let ours = message(body.as_bytes()).hmac(&secret()).to_string();
        assert_eq!(ours, python(body.as_bytes()), "{body}");
    }
}

#[test]
fn openssl_makes_the_same_symmetric_signature() {
    let message = message(BODY.as_bytes());
    let hmac = ["dgst", "-sha512", "-hmac", SECRET, "-binary"];
    let bytes = run("openssl", &hmac, message.as_str().as_bytes());
    assert_eq!(message.hmac(&secret()).bytes(), bytes);
}

/// What openssl signs with the private key, in base64.
fn signed_by_openssl(keys: &Keys, message: &str) -> String {
    let private = keys.path("private.pem");
    let bytes = run("openssl", &["dgst", "-sha256", "-sign", text(&private)], message.as_bytes());
    line("openssl", &["base64", "-A"], &bytes)
}

#[test]
fn what_openssl_signs_is_verified_here() {
    let keys = Keys::rsa(2048);
    let public = PublicKey::from_pem(&keys.pem("public.pem")).unwrap();
    assert_eq!(public.bits(), 2048);
    let at = time("2026-01-02T03:04:05+08:00");
    let message = Message::token("CLIENTKEY", &at);
    let signature = signed_by_openssl(&keys, "CLIENTKEY|2026-01-02T03:04:05+08:00");
    let headers = TokenHeaders {
        timestamp: at,
        client_key: "CLIENTKEY".try_into().unwrap(),
        signature: Signature::parse(&signature).unwrap(),
    };
    assert_eq!(headers.verify(&public), Ok(()));
    let other = TokenHeaders { client_key: "CLIENTKEX".try_into().unwrap(), ..headers.clone() };
    assert_eq!(other.verify(&public), Err(WrongSignature));
    let stranger = PublicKey::from_pem(&Keys::rsa(2048).pem("public.pem")).unwrap();
    assert_eq!(headers.verify(&stranger), Err(WrongSignature));
    for bit in (0..headers.signature.bytes().len() * 8).step_by(37) {
        let mut bytes = headers.signature.bytes().to_vec();
        bytes[bit / 8] ^= 1 << (bit % 8);
        let forged = line("openssl", &["base64", "-A"], &bytes);
        let forged = Signature::parse(&forged).unwrap();
        assert_eq!(message.verify_rsa(&public, &forged), Err(WrongSignature));
    }
}

#[test]
fn what_is_signed_here_openssl_verifies_and_would_sign_alike() {
    let keys = Keys::rsa(3072);
    let private = PrivateKey::from_pem(&keys.pem("private.pem")).unwrap();
    let message = Message::asymmetric("POST", PATH, BODY.as_bytes(), &time(TIME)).unwrap();
    let signature = message.sign(&private).unwrap();
    assert_eq!(signature.to_string(), signed_by_openssl(&keys, message.as_str()));
    let file = keys.path("signature");
    std::fs::write(&file, signature.bytes()).unwrap();
    let public = keys.path("public.pem");
    let verify = ["dgst", "-sha256", "-verify", text(&public), "-signature", text(&file)];
    assert_eq!(line("openssl", &verify, message.as_str().as_bytes()), "Verified OK");
    let public = PublicKey::from_pem(&keys.pem("public.pem")).unwrap();
    assert_eq!(message.verify_rsa(&public, &signature), Ok(()));
    // No signature of one kind passes for the other.
    assert_eq!(message.verify_hmac(&secret(), &signature), Err(WrongSignature));
    assert_eq!(message.verify_rsa(&public, &message.hmac(&secret())), Err(WrongSignature));
}

#[test]
fn a_transaction_without_token_is_verified_by_the_partners_key() {
    let keys = Keys::rsa(2048);
    let body = br#"{ "originalReferenceNo" : "A 1" }"#;
    let hash = line("openssl", &["dgst", "-sha256", "-r"], br#"{"originalReferenceNo":"A 1"}"#);
    let hash = hash.split(' ').next().unwrap();
    let path = "/snap/v1.0/qr/qr-mpm-notify";
    let signature = signed_by_openssl(&keys, &format!("POST:{path}:{hash}:{TIME}"));
    let headers = [
        ("x-timestamp", TIME),
        ("x-signature", &signature),
        ("x-partner-id", "ACQ"),
        ("x-external-id", "20260102000001"),
        ("channel-id", "95221"),
    ];
    let headers = headers.map(|(name, value)| (name, value.as_bytes()));
    let dialect =
        snap::Dialect { signature: snap::SignatureKind::Asymmetric, ..snap::Dialect::default() };
    let headers = snap::TransactionHeaders::read(headers, &dialect).unwrap();
    let public = PublicKey::from_pem(&keys.pem("public.pem")).unwrap();
    let verifier = Verifier::Asymmetric(public);
    assert_eq!(headers.verify("POST", path, body, &verifier), Ok(()));
    let changed = br#"{ "originalReferenceNo" : "A  1" }"#;
    assert!(headers.verify("POST", path, changed, &verifier).is_err());
}
