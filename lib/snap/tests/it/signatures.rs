//! Signatures of the standard, and forged ones.

use snap::{
    Bearer, Case, ClientSecret, Dialect, Message, MessageError, MinifyError, Refusal, Signature,
    Text, TransactionHeaders, Verifier, WrongSignature,
};

use crate::support::{BODY, HASH, PATH, SECRET, SIGNATURE, TIME, TOKEN, message, secret, time};

#[test]
fn the_published_signature_comes_out() {
    let message = message(BODY.as_bytes());
    assert_eq!(message.as_str(), format!("POST:{PATH}:{TOKEN}:{HASH}:{TIME}"));
    assert_eq!(message.hmac(&secret()).to_string(), SIGNATURE);
    let signature = Signature::parse(SIGNATURE).unwrap();
    assert_eq!(message.verify_hmac(&secret(), &signature), Ok(()));
}

#[test]
fn a_token_is_asked_for_with_key_and_time() {
    let message = Message::token("CLIENTKEY", &time("2026-01-02T03:04:05+08:00"));
    assert_eq!(message.as_str(), "CLIENTKEY|2026-01-02T03:04:05+08:00");
}

#[test]
fn without_a_token_the_string_has_one_part_less() {
    let body = BODY.as_bytes();
    let message = Message::asymmetric("post", PATH, body, &time(TIME)).unwrap();
    assert_eq!(message.as_str(), format!("POST:{PATH}:{HASH}:{TIME}"));
}

#[test]
fn an_empty_body_has_the_hash_of_nothing() {
    let path = "/v1.0/transfer-va/report?from=2026-01-01&to=2026-01-02";
    let message = Message::symmetric("GET", path, TOKEN, b"", &time(TIME)).unwrap();
    let nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    assert_eq!(message.as_str(), format!("GET:{path}:{TOKEN}:{nothing}:{TIME}"));
}

#[test]
fn pretty_and_minified_bodies_verify_alike_and_one_changed_byte_does_not() {
    let pretty = br#"
    {
        "partnerServiceId" : "   12345",
        "note"	: "say \"  hi \\",
        "list": [ 1.0 , 2e3 ]
    }"#;
    let minified = br#"{"partnerServiceId":"   12345","note":"say \"  hi \\","list":[1.0,2e3]}"#;
    let signature = message(pretty).hmac(&secret());
    assert_eq!(message(minified).verify_hmac(&secret(), &signature), Ok(()));
    for index in 0..minified.len() {
        for bit in 0..8 {
            let mut changed = minified.to_vec();
            changed[index] ^= 1 << bit;
            let Ok(message) = Message::symmetric("POST", PATH, TOKEN, &changed, &time(TIME)) else {
                continue;
            };
            if message.as_str() != self::message(minified).as_str() {
                assert_eq!(message.verify_hmac(&secret(), &signature), Err(WrongSignature));
            } else {
                let changed = String::from_utf8_lossy(&changed);
                panic!("byte {index}, bit {bit} counts for nothing: {changed}");
            }
        }
    }
}

#[test]
fn method_path_token_and_time_are_all_signed() {
    let body = BODY.as_bytes();
    let signature = Signature::parse(SIGNATURE).unwrap();
    let signed = |method: &str, path: &str, token: &str, at: &str| {
        let message = Message::symmetric(method, path, token, body, &time(at)).unwrap();
        message.verify_hmac(&secret(), &signature)
    };
    assert_eq!(signed("post", PATH, TOKEN, TIME), Ok(()), "the method in capitals");
    assert!(signed("PUT", PATH, TOKEN, TIME).is_err());
    assert!(signed("POST", "/v1.0/qr/qr-mpm-generatE", TOKEN, TIME).is_err());
    assert!(signed("POST", "/v1.0/qr/qr-mpm-generate?x=1", TOKEN, TIME).is_err());
    assert!(signed("POST", PATH, "myaccesstokeN", TIME).is_err());
    assert!(signed("POST", PATH, TOKEN, "2024-03-05T10:37:16.197Z").is_err());
    assert!(signed("POST", PATH, TOKEN, "2024-03-05T18:37:16.196+08:00").is_err(), "same moment");
}

#[test]
fn any_wrong_signature_is_refused() {
    let message = message(BODY.as_bytes());
    let right = Signature::parse(SIGNATURE).unwrap();
    for index in 0..right.bytes().len() * 8 {
        let mut bytes = right.bytes().to_vec();
        bytes[index / 8] ^= 1 << (index % 8);
        assert_eq!(message.verify_hmac(&secret(), &signature(&bytes)), Err(WrongSignature));
    }
    for length in 1..right.bytes().len() {
        let cut = signature(&right.bytes()[..length]);
        assert_eq!(message.verify_hmac(&secret(), &cut), Err(WrongSignature), "{length} bytes");
    }
    let longer = signature(&[right.bytes(), &[0]].concat());
    assert_eq!(message.verify_hmac(&secret(), &longer), Err(WrongSignature));
    let other = ClientSecret::new("myclientsecreT").unwrap();
    assert_eq!(message.verify_hmac(&other, &right), Err(WrongSignature));
}

/// A signature of any bytes, through its text.
fn signature(bytes: &[u8]) -> Signature {
    use base64::Engine as _;
    Signature::parse(&base64::engine::general_purpose::STANDARD.encode(bytes)).unwrap()
}

#[test]
fn a_text_that_is_no_base64_is_a_wrong_signature() {
    let hex = "c26cd3ef28e0d52c710acc4db05802";
    let unpadded = SIGNATURE.trim_end_matches('=');
    for text in ["", "=", "anything", "a b=", &format!("{SIGNATURE} "), unpadded, hex] {
        if let Ok(signature) = Signature::parse(text) {
            let message = message(BODY.as_bytes());
            assert_eq!(message.verify_hmac(&secret(), &signature), Err(WrongSignature), "{text}");
        }
    }
    assert_eq!(Signature::parse(""), Err(WrongSignature));
    assert_eq!(Signature::parse(unpadded), Err(WrongSignature));
}

#[test]
fn an_empty_secret_is_refused() {
    assert!(ClientSecret::new("").is_err());
}

#[test]
fn what_cannot_be_signed_is_an_error() {
    let at = time(TIME);
    let of = |method: &str, path: &str, body: &[u8]| {
        Message::symmetric(method, path, TOKEN, body, &at).unwrap_err()
    };
    assert_eq!(of("", PATH, b"{}"), MessageError::Method);
    assert_eq!(of("PO ST", PATH, b"{}"), MessageError::Method);
    assert_eq!(of("POST", "https://bank.example/v1.0", b"{}"), MessageError::Path);
    assert_eq!(of("POST", "", b"{}"), MessageError::Path);
    assert_eq!(of("POST", "/a b", b"{}"), MessageError::Path);
    assert_eq!(of("POST", PATH, b"\xff"), MessageError::Body(MinifyError::NotUtf8));
    assert!(matches!(of("POST", PATH, b"{"), MessageError::Body(MinifyError::NotJson(_))));
}

#[test]
fn neither_secret_nor_token_nor_message_is_printed() {
    let token = Bearer::new(TOKEN).unwrap();
    let shown = format!("{:?} {:?} {:?}", secret(), token, message(b""));
    assert!(!shown.contains(SECRET) && !shown.contains(TOKEN), "{shown}");
}

fn headers(signature: &str, token: Option<&str>) -> TransactionHeaders {
    TransactionHeaders {
        timestamp: time(TIME),
        signature: Signature::parse(signature).unwrap(),
        partner_id: Text::new("BANKUJI").unwrap(),
        external_id: Text::new("1").unwrap(),
        channel_id: Text::new("95221").unwrap(),
        token: token.and_then(Bearer::new),
    }
}

#[test]
fn a_transaction_is_verified_by_its_headers() {
    let verifier = Verifier::Symmetric(secret());
    let verify =
        |headers: TransactionHeaders, body: &[u8]| headers.verify("POST", PATH, body, &verifier);
    assert_eq!(verify(headers(SIGNATURE, Some(TOKEN)), BODY.as_bytes()), Ok(()));
    let wrong = Refusal::new(Case::Unauthorized);
    assert_eq!(verify(headers("d3Jvbmc=", Some(TOKEN)), BODY.as_bytes()), Err(wrong.clone()));
    assert_eq!(verify(headers(SIGNATURE, Some("other")), BODY.as_bytes()), Err(wrong));
    let no_token = Refusal::new(Case::InvalidToken);
    assert_eq!(verify(headers(SIGNATURE, None), BODY.as_bytes()), Err(no_token));
    let no_json = verify(headers(SIGNATURE, Some(TOKEN)), b"{");
    assert_eq!(no_json, Err(Refusal::new(Case::BadRequest)));
}

#[test]
fn a_wrong_signature_is_told_without_detail() {
    let reply = Refusal::from(WrongSignature).reply(snap::Service::VaPayment, &Dialect::default());
    assert_eq!(
        serde_json::to_string(&reply).unwrap(),
        r#"{"responseCode":"4012500","responseMessage":"Unauthorized"}"#
    );
}
