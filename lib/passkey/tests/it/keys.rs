//! COSE keys: which are keys, and which are not.

use ciborium::Value;
use passkey::{Algorithm, Fault, Part, PasskeyError, PublicKey};

use crate::device::{Device, cbor};

type Entry = (Value, Value);

fn int(n: i64) -> Value {
    Value::from(n)
}

fn read(entries: Vec<Entry>) -> Result<PublicKey, PasskeyError> {
    PublicKey::from_cose(&cbor(&Value::Map(entries)))
}

fn fault(entries: Vec<Entry>) -> Fault {
    let error = read(entries).unwrap_err();
    assert_eq!(error.at, Part::PublicKey);
    error.what
}

fn p256() -> Vec<Entry> {
    Device::new().cose
}

fn ed25519(x: &[u8]) -> Vec<Entry> {
    vec![
        (int(1), int(1)),
        (int(3), int(-8)),
        (int(-1), int(6)),
        (int(-2), Value::Bytes(x.to_vec())),
    ]
}

fn rsa(modulus: Vec<u8>, exponent: &[u8]) -> Vec<Entry> {
    vec![
        (int(1), int(3)),
        (int(3), int(-257)),
        (int(-1), Value::Bytes(modulus)),
        (int(-2), Value::Bytes(exponent.to_vec())),
    ]
}

fn with(mut entries: Vec<Entry>, at: usize, value: Value) -> Vec<Entry> {
    entries[at].1 = value;
    entries
}

#[test]
fn a_key_is_known_by_its_bytes() {
    let bytes = cbor(&Value::Map(p256()));
    let key = PublicKey::from_cose(&bytes).unwrap();
    assert_eq!((key.algorithm(), key.as_cose()), (Algorithm::Es256, &bytes[..]));
    let other = read(ed25519(ed25519_point())).unwrap();
    assert_ne!(key.thumbprint(), other.thumbprint());
}

/// The public key of the first test of RFC 8032 §7.1.
fn ed25519_point() -> &'static [u8] {
    const POINT: [u8; 32] = [
        0xd7, 0x5a, 0x98, 0x01, 0x82, 0xb1, 0x0a, 0xb7, 0xd5, 0x4b, 0xfe, 0xd3, 0xc9, 0x64, 0x07,
        0x3a, 0x0e, 0xe1, 0x72, 0xf3, 0xda, 0xa6, 0x23, 0x25, 0xaf, 0x02, 0x1a, 0x68, 0xf7, 0x07,
        0x51, 0x1a,
    ];
    &POINT
}

#[test]
fn other_algorithms_are_refused() {
    for alg in [-35, -36, -37, -65_535, 7, -8] {
        assert_eq!(fault(with(p256(), 1, int(alg))), Fault::Algorithm, "{alg}");
    }
    assert_eq!(fault(with(p256(), 0, int(1))), Fault::Algorithm);
}

#[test]
fn a_point_off_the_curve_is_no_key() {
    assert_eq!(fault(with(p256(), 4, Value::Bytes(vec![1; 32]))), Fault::Key);
    assert_eq!(fault(with(p256(), 3, Value::Bytes(vec![0xff; 32]))), Fault::Key);
    assert_eq!(fault(with(p256(), 4, Value::Bytes(vec![1; 31]))), Fault::Key);
    assert_eq!(fault(with(p256(), 2, int(2))), Fault::Key, "another curve");
    assert_eq!(fault(with(p256(), 4, Value::Bool(true))), Fault::Cbor, "compressed");
}

#[test]
fn a_weak_point_is_no_key() {
    let mut identity = [0; 32];
    identity[0] = 1;
    read(ed25519(ed25519_point())).unwrap();
    assert_eq!(fault(ed25519(&identity)), Fault::Key);
    assert_eq!(fault(ed25519(&[0; 32])), Fault::Key);
    assert_eq!(fault(ed25519(&[0; 31])), Fault::Key);
    assert_eq!(fault(with(ed25519(ed25519_point()), 2, int(7))), Fault::Key, "another curve");
}

#[test]
fn rsa_has_2048_to_4096_bits_and_the_usual_exponent() {
    let exponent = &[1, 0, 1][..];
    for bytes in [256, 384, 512] {
        assert_eq!(read(rsa(vec![0xff; bytes], exponent)).unwrap().algorithm(), Algorithm::Rs256);
    }
    for bytes in [0, 128, 255, 513] {
        assert_eq!(fault(rsa(vec![0xff; bytes], exponent)), Fault::Key, "{bytes}");
    }
    let mut small = vec![0xff; 256];
    small[0] = 0x7f;
    assert_eq!(fault(rsa(small, exponent)), Fault::Key, "2047 bits");
    let mut even = vec![0xff; 256];
    even[255] = 0xfe;
    assert_eq!(fault(rsa(even, exponent)), Fault::Key);
    for exponent in [&[3][..], &[1], &[0, 1, 0, 1], &[]] {
        assert_eq!(fault(rsa(vec![0xff; 256], exponent)), Fault::Key, "{exponent:?}");
    }
}

#[test]
fn nothing_optional_stands_in_a_key_and_nothing_twice() {
    let mut more = p256();
    more.push((int(2), Value::Bytes(vec![1])));
    assert_eq!(fault(more), Fault::Cbor);
    let mut twice = p256();
    twice[3].0 = int(-1);
    assert_eq!(fault(twice), Fault::Duplicate);
    let mut less = p256();
    less.pop();
    assert_eq!(fault(less), Fault::Cbor);
    let mut bytes = cbor(&Value::Map(p256()));
    bytes.push(0);
    assert_eq!(PublicKey::from_cose(&bytes).unwrap_err().what, Fault::Trailing);
    assert_eq!(PublicKey::from_cose(&[]).unwrap_err().what, Fault::Cbor);
}
