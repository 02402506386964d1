//! RFC 8291, appendix A; and tokens checked by another implementation.

use base::Instant;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use p256::SecretKey;
use ports::messenger::PushSubscription;
use ring::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};
use serde_json::{Value, json};
use web_push::{Ephemeral, Unencryptable, Vapid, encrypt};

pub fn bytes(text: &str) -> Vec<u8> {
    URL_SAFE_NO_PAD.decode(text).unwrap()
}

pub const UA_PUBLIC: &str =
    "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
pub const AUTH: &str = "BTBZMqHH6r4Tts7J_aSIgg";

fn ephemeral() -> Ephemeral {
    let secret = bytes("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw");
    Ephemeral {
        secret: SecretKey::from_slice(&secret).unwrap(),
        salt: bytes("DGv6ra1nlYgDCS1FRnbzlw").try_into().unwrap(),
    }
}

#[test]
fn the_vector_of_the_standard_is_met_to_the_byte() {
    let to = PushSubscription::new("https://push.example.net/push/x", UA_PUBLIC, AUTH).unwrap();
    let plain = b"When I grow up, I want to be a watermelon";
    let sealed = encrypt(plain, &to, &ephemeral()).unwrap();
    let wanted = "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIg\
                  Dll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2K\
                  s3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN";
    assert_eq!(URL_SAFE_NO_PAD.encode(sealed), wanted);
}

#[test]
fn a_key_off_the_curve_and_a_novel_are_refused() {
    let mut point = bytes(UA_PUBLIC);
    point[64] ^= 1;
    let off = URL_SAFE_NO_PAD.encode(point);
    let to = PushSubscription::new("https://push.example.net/x", &off, AUTH).unwrap();
    assert_eq!(encrypt(b"x", &to, &ephemeral()), Err(Unencryptable::Key));
    let to = PushSubscription::new("https://push.example.net/x", UA_PUBLIC, AUTH).unwrap();
    assert_eq!(encrypt(&[b'x'; 4_000], &to, &ephemeral()), Err(Unencryptable::TooLong));
}

#[test]
fn another_implementation_finds_the_token_genuine() {
    let vapid = Vapid::new(&[7; 32], "https://pelangi.test").unwrap();
    let now = Instant::parse("2026-08-17T00:30:00.000Z").unwrap();
    let header = vapid.authorization("https://fcm.googleapis.com", now);
    let (token, key) = header.strip_prefix("vapid t=").unwrap().split_once(", k=").unwrap();
    assert_eq!(key, vapid.public_key());
    let (signed, signature) = token.rsplit_once('.').unwrap();
    let public = UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, bytes(key));
    public.verify(signed.as_bytes(), &bytes(signature)).unwrap();
    let (head, claims) = signed.split_once('.').unwrap();
    let read = |part: &str| serde_json::from_slice::<Value>(&bytes(part)).unwrap();
    assert_eq!(read(head), json!({ "typ": "JWT", "alg": "ES256" }));
    let wanted = json!({
        "aud": "https://fcm.googleapis.com",
        "exp": now.millis() / 1_000 + 43_200,
        "sub": "https://pelangi.test",
    });
    assert_eq!(read(claims), wanted);
}

#[test]
fn not_every_32_bytes_are_a_key() {
    assert!(Vapid::new(&[0; 32], "https://pelangi.test").is_err());
    assert!(Vapid::new(&[0xff; 32], "https://pelangi.test").is_err());
}
