//! Signatures, and forged ones.

use h2h::{Code, Header, HeaderError, Headers, Refusal};
use snap::{ClientSecret, Signature, WrongSignature};

use crate::support::{
    BODY, HASH, KEY, PATH, SECRET, SIGNATURE, TIME, base64, line, secret, signed, time,
};

const PYTHON: &str = "
import base64, hashlib, hmac, sys
body = sys.stdin.buffer.read()
method, path, key, time, secret = sys.argv[1:]
text = ':'.join([method, path, key, hashlib.sha256(body).hexdigest(), time])
print(base64.b64encode(hmac.new(secret.encode(), text.encode(), hashlib.sha512).digest()).decode())
";

#[test]
fn the_string_is_method_path_key_hash_and_time() {
    let headers = signed(BODY.as_bytes());
    let message = headers.message("post", PATH, BODY.as_bytes());
    assert_eq!(message.as_str(), format!("POST:{PATH}:{KEY}:{HASH}:{TIME}"));
    assert_eq!(headers.signature.to_string(), SIGNATURE);
}

#[test]
fn openssl_and_python_make_the_same_signature() {
    let text = format!("POST:{PATH}:{KEY}:{HASH}:{TIME}");
    let hmac = format!("hexkey:{}", hex(SECRET.as_bytes()));
    let words = ["dgst", "-sha512", "-mac", "HMAC", "-macopt", &hmac, "-r"];
    let by_openssl = line("openssl", &words, text.as_bytes());
    let by_openssl = by_openssl.split(' ').next().unwrap();
    assert_eq!(by_openssl, hex(Signature::parse(SIGNATURE).unwrap().bytes()));
    for body in [BODY, "", "{}", "{\"nama\": \"  Åse \\u00e9\"}", "not even JSON \u{0}"] {
        let words = ["-c", PYTHON, "POST", PATH, KEY, TIME, SECRET];
        let by_python = line("python3", &words, body.as_bytes());
        assert_eq!(signed(body.as_bytes()).signature.to_string(), by_python, "{body}");
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

#[test]
fn every_byte_of_the_body_is_signed_space_too() {
    let headers = signed(BODY.as_bytes());
    let verify = |body: &[u8]| headers.verify("POST", PATH, body, &secret());
    assert_eq!(verify(BODY.as_bytes()), Ok(()));
    assert_eq!(verify(BODY.trim_end().as_bytes()), Err(WrongSignature), "without the line end");
    for bit in 0..BODY.len() * 8 {
        let mut changed = BODY.as_bytes().to_vec();
        changed[bit / 8] ^= 1 << (bit % 8);
        assert_eq!(verify(&changed), Err(WrongSignature), "bit {bit}");
    }
}

#[test]
fn method_path_key_time_and_secret_are_all_signed() {
    let headers = signed(BODY.as_bytes());
    let body = BODY.as_bytes();
    assert_eq!(headers.verify("POST", PATH, body, &secret()), Ok(()));
    assert!(headers.verify("GET", PATH, body, &secret()).is_err());
    assert!(headers.verify("POST", "/h2h/v1/reversal", body, &secret()).is_err());
    assert!(headers.verify("POST", "/h2h/v1/payment?x=1", body, &secret()).is_err());
    let other = ClientSecret::new("rahasia bersamA").unwrap();
    assert!(headers.verify("POST", PATH, body, &other).is_err());
    let later = Headers { timestamp: "2026-11-22T10:15:31+08:00".parse_time(), ..headers.clone() };
    assert!(later.verify("POST", PATH, body, &secret()).is_err());
    let somebody = Headers { client_key: "BPD-UJJ".try_into().unwrap(), ..headers };
    assert!(somebody.verify("POST", PATH, body, &secret()).is_err());
}

trait ParseTime {
    fn parse_time(&self) -> snap::Timestamp;
}

impl ParseTime for &str {
    fn parse_time(&self) -> snap::Timestamp {
        snap::Timestamp::parse(self).unwrap()
    }
}

#[test]
fn any_signature_that_is_not_the_right_one_is_refused() {
    use snap::Text;
    let right = Signature::parse(SIGNATURE).unwrap();
    for bit in 0..right.bytes().len() * 8 {
        let mut bytes = right.bytes().to_vec();
        bytes[bit / 8] ^= 1 << (bit % 8);
        let signature = Signature::parse(&base64(&bytes)).unwrap();
        let headers = Headers { signature, client_key: Text::new(KEY).unwrap(), timestamp: time() };
        let verdict = headers.verify("POST", PATH, BODY.as_bytes(), &secret());
        assert_eq!(verdict, Err(WrongSignature), "bit {bit}");
    }
}

/// The three headers as they come, with one of them changed.
fn with(name: &str, values: &[&'static [u8]]) -> Result<Headers, HeaderError> {
    let mut pairs: Vec<(&str, &[u8])> = vec![
        ("Content-Type", b"application/json"),
        ("x-client-key", KEY.as_bytes()),
        ("X-Timestamp", TIME.as_bytes()),
        ("X-SIGNATURE", SIGNATURE.as_bytes()),
    ];
    if !name.is_empty() {
        pairs.retain(|(there, _)| !there.eq_ignore_ascii_case(name));
        pairs.extend(values.iter().map(|value| (name, *value)));
    }
    Headers::read(pairs)
}

#[test]
fn headers_are_found_in_any_case_and_written_as_documented() {
    let headers = with("", &[]).unwrap();
    assert_eq!(headers, signed(BODY.as_bytes()));
    let pairs = headers.pairs();
    assert_eq!(Headers::read(pairs.iter().map(|(n, v)| (*n, v.as_bytes()))), Ok(headers.clone()));
    assert_eq!(pairs.map(|(name, _)| name), ["X-CLIENT-KEY", "X-TIMESTAMP", "X-SIGNATURE"]);
}

#[test]
fn a_header_is_there_once_and_in_its_form() {
    use Header::{ClientKey, Signature, Timestamp};
    use HeaderError::{Malformed, Missing, Repeated};
    let cases: [(&str, &[&'static [u8]], HeaderError); 8] = [
        ("x-client-key", &[], Missing(ClientKey)),
        ("x-client-key", &[b"  "], Missing(ClientKey)),
        ("x-client-key", &[b"BPD UJI"], Malformed(ClientKey)),
        ("x-client-key", &[b"a", b"b"], Repeated(ClientKey)),
        ("x-timestamp", &[b"22112026"], Malformed(Timestamp)),
        ("x-timestamp", &[b"2026-11-22T10:15:30"], Malformed(Timestamp)),
        ("x-signature", &[b"no base64!"], Malformed(Signature)),
        ("x-signature", &[b"\xff"], Malformed(Signature)),
    ];
    for (name, values, error) in cases {
        assert_eq!(with(name, values), Err(error), "{name} {values:?}");
        let refusal = Refusal::from(error);
        assert_eq!((refusal.code, refusal.status()), (Code::Unauthorized, 401));
        assert_eq!(refusal.problems[0].field, error.header().name());
    }
}

#[test]
fn a_stranger_learns_nothing() {
    let said = |refusal: Refusal| String::from_utf8(refusal.bytes()).unwrap();
    let now = base::Instant::parse("2026-11-22T02:15:30.000Z").unwrap();
    assert_eq!(time().within(now, 120), Ok(()));
    let stale = time().within(now.plus_seconds(121), 120).unwrap_err();
    assert_eq!(said(stale.into()), r#"{"kode":"40","pesan":"Tidak diizinkan"}"#);
    assert_eq!(said(WrongSignature.into()), r#"{"kode":"40","pesan":"Tidak diizinkan"}"#);
}

#[test]
fn a_client_key_that_cannot_travel_is_refused_before_it_is_sent() {
    for key in ["", "BPD UJI", "BPD\n", "kunci-é"] {
        assert!(Headers::signed(key, &time(), PATH, b"{}", &secret()).is_err(), "{key}");
    }
}

#[test]
fn neither_secret_nor_string_to_sign_is_printed() {
    let headers = signed(BODY.as_bytes());
    let shown = format!("{:?} {:?}", secret(), headers.message("POST", PATH, BODY.as_bytes()));
    assert!(!shown.contains(SECRET) && !shown.contains(HASH), "{shown}");
}
