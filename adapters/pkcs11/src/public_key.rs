//! The public half of a key, from the attributes of its object (PKCS #11 v2.40 §2.1.2, §2.3.3).

use cryptoki::object::{Attribute, AttributeType, ObjectHandle};
use cryptoki::session::Session;
use pki::PublicKey;

use crate::TokenError;

/// AlgorithmIdentifier of rsaEncryption with NULL (RFC 3279 §2.3.1).
const RSA: &[u8] = b"\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01\x05\x00";
/// The object identifier of id-ecPublicKey (RFC 5480 §2.1.1).
const EC: &[u8] = b"\x06\x07\x2a\x86\x48\xce\x3d\x02\x01";

const INTEGER: u8 = 0x02;
const BIT_STRING: u8 = 0x03;
const OCTET_STRING: u8 = 0x04;
const SEQUENCE: u8 = 0x30;

/// Reads the key of a public-key object.
pub fn read(session: &Session, object: ObjectHandle) -> Result<PublicKey, TokenError> {
    let wanted = [
        AttributeType::Modulus,
        AttributeType::PublicExponent,
        AttributeType::EcParams,
        AttributeType::EcPoint,
    ];
    let (mut modulus, mut exponent, mut curve, mut point) = (None, None, None, None);
    for attribute in session.get_attributes(object, &wanted)? {
        match attribute {
            Attribute::Modulus(it) => modulus = Some(it),
            Attribute::PublicExponent(it) => exponent = Some(it),
            Attribute::EcParams(it) => curve = Some(it),
            Attribute::EcPoint(it) => point = Some(it),
            _ => {}
        }
    }
    let info = match (modulus.zip(exponent), curve.zip(point)) {
        (Some((modulus, exponent)), _) => rsa(&modulus, &exponent),
        (None, Some((curve, point))) => ec(&curve, &point),
        (None, None) => return Err(TokenError::Key),
    };
    PublicKey::from_der(&info).map_err(|_| TokenError::Key)
}

/// SubjectPublicKeyInfo of an RSA key.
fn rsa(modulus: &[u8], exponent: &[u8]) -> Vec<u8> {
    let key = value(SEQUENCE, &[integer(modulus), integer(exponent)].concat());
    value(SEQUENCE, &[RSA.to_vec(), bits(&key)].concat())
}

/// SubjectPublicKeyInfo of a point on a curve. The point comes as an OCTET STRING; some tokens leave
/// the wrapping out.
fn ec(curve: &[u8], point: &[u8]) -> Vec<u8> {
    let point = match point {
        [OCTET_STRING, length, rest @ ..] if rest.len() == usize::from(*length) => rest,
        [OCTET_STRING, 0x81, length, rest @ ..] if rest.len() == usize::from(*length) => rest,
        bare => bare,
    };
    let algorithm = value(SEQUENCE, &[EC, curve].concat());
    value(SEQUENCE, &[algorithm, bits(point)].concat())
}

/// A positive number: no zeros before it but the one that keeps it positive.
fn integer(number: &[u8]) -> Vec<u8> {
    let start = number.iter().position(|byte| *byte != 0).unwrap_or(number.len());
    let digits = number.get(start..).unwrap_or_default();
    let sign: &[u8] = if digits.first().is_none_or(|byte| *byte >= 0x80) { &[0] } else { &[] };
    value(INTEGER, &[sign, digits].concat())
}

fn bits(content: &[u8]) -> Vec<u8> {
    value(BIT_STRING, &[&[0], content].concat())
}

/// A value of DER: kind, length, content.
fn value(kind: u8, content: &[u8]) -> Vec<u8> {
    let length = content.len().to_be_bytes();
    let start = length.iter().position(|byte| *byte != 0).unwrap_or(length.len());
    let digits = length.get(start..).unwrap_or_default();
    let mut out = vec![kind];
    match digits {
        [] => out.push(0),
        [short] if *short < 0x80 => out.push(*short),
        long => {
            out.push(0x80 | u8::try_from(long.len()).unwrap_or_default());
            out.extend_from_slice(long);
        }
    }
    out.extend_from_slice(content);
    out
}

#[cfg(test)]
mod tests {
    use pki::{KeyKind, NewKey, PrivateKey};

    use super::*;

    #[test]
    fn numbers_are_positive_and_short() {
        assert_eq!(integer(&[0, 0, 1]), [2, 1, 1]);
        assert_eq!(integer(&[0x80]), [2, 2, 0, 0x80]);
        assert_eq!(integer(&[]), [2, 1, 0]);
        assert_eq!(value(SEQUENCE, &[7; 300])[..4], [0x30, 0x82, 1, 44]);
    }

    #[test]
    fn a_point_is_read_with_and_without_its_wrapping() {
        let curve = b"\x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07";
        let key = PrivateKey::generate(NewKey::P256).unwrap();
        let info = key.public_key().to_der();
        let point = &info[info.len() - 65..];
        for point in [point.to_vec(), value(OCTET_STRING, point)] {
            let read = PublicKey::from_der(&ec(curve, &point)).unwrap();
            assert_eq!((read.kind(), read.to_der()), (KeyKind::P256, info));
        }
    }
}
