//! What holds for every body, every time and every text.

use base::Rupiah;
use proptest::prelude::*;
use serde_json::Value;
use snap::body::{PaymentRequest, read};
use snap::{
    Amount, CaseCode, Dialect, Message, PublicKey, ResponseCode, Signature, Timestamp, minify,
};

use crate::support::{PATH, TIME, TOKEN, message, secret, time};

fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        "[ \\t\\n\"\\\\a-z\u{e9}]{0,12}".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map("[ \"\\\\a-z]{0,4}", inner, 0..4)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn a_pretty_body_minifies_to_the_printed_one(value in json()) {
        let compact = value.to_string();
        let pretty = format!("{value:#}");
        prop_assert_eq!(minify(pretty.as_bytes()).unwrap(), compact.as_str());
        prop_assert_eq!(minify(compact.as_bytes()).unwrap(), compact.as_str());
    }

    #[test]
    fn minifying_keeps_the_value(value in json(), space in "[ \\t\\r\\n]{0,3}") {
        let text = format!("{space}{value:#}{space}");
        let minified = minify(text.as_bytes()).unwrap();
        prop_assert_eq!(serde_json::from_str::<Value>(&minified).unwrap(), value);
    }

    #[test]
    fn pretty_and_compact_have_one_signature_and_another_value_another(a in json(), b in json()) {
        let signature = message(format!("{a:#}").as_bytes()).hmac(&secret());
        prop_assert!(message(a.to_string().as_bytes()).verify_hmac(&secret(), &signature).is_ok());
        prop_assume!(a != b);
        prop_assert!(message(b.to_string().as_bytes()).verify_hmac(&secret(), &signature).is_err());
    }

    #[test]
    fn no_bytes_make_anything_panic(bytes in prop::collection::vec(any::<u8>(), 0..200), text in "\\PC{0,60}") {
        for body in [bytes.as_slice(), text.as_bytes()] {
            let _ = minify(body);
            let _ = Message::symmetric("POST", PATH, TOKEN, body, &time(TIME));
            let _ = read::<PaymentRequest>(body, &Dialect::default());
        }
        let _ = (Timestamp::parse(&text), Signature::parse(&text), ResponseCode::parse(&text));
        let _ = (CaseCode::parse(&text), PublicKey::from_pem(&text));
        let inside = format!("-----BEGIN PUBLIC KEY-----\n{text}\n-----END PUBLIC KEY-----");
        prop_assert!(PublicKey::from_pem(&inside).is_err());
    }

    #[test]
    fn no_drawn_signature_is_right(bytes in prop::collection::vec(any::<u8>(), 1..80)) {
        use base64::Engine as _;
        let text = base64::engine::general_purpose::STANDARD.encode(&bytes);
        let signature = Signature::parse(&text).unwrap();
        prop_assert!(message(b"[]").verify_hmac(&secret(), &signature).is_err());
    }

    #[test]
    fn an_amount_is_read_back(rupiah in 0..10_000_000_000_000_000_i64) {
        let amount = Amount::of(Rupiah(rupiah)).unwrap();
        let json = serde_json::to_string(&amount).unwrap();
        let read: Amount = serde_json::from_str(&json).unwrap();
        prop_assert_eq!(read.rupiah(), Ok(Rupiah(rupiah)));
    }

    #[test]
    fn a_moment_is_the_same_in_every_zone(millis in 0..4_102_444_800_000_i64, zone in 0..4_usize) {
        let zone = ["Asia/Makassar", "Asia/Jakarta", "Asia/Jayapura", "America/New_York"][zone];
        let now = base::Instant::from_millis(millis);
        let ours = Timestamp::at(now, &base::Zone::parse(zone).unwrap());
        prop_assert!(ours.within(now, 1).is_ok());
        prop_assert_eq!(Timestamp::parse(ours.as_str()), Ok(ours));
    }
}
