//! Signatures and keyed digests.

use cell::{KeyId, Keys, Signature};
use ed25519_dalek::SigningKey;
use testkit::SeededRandom;
use zeroize::Zeroizing;

fn keys(seed: u64) -> Keys {
    Keys::generate(&SeededRandom::new(seed))
}

#[test]
fn a_signature_is_genuine_for_its_message_and_cell_only() {
    let (ours, theirs) = (keys(1), keys(2));
    let made = ours.sign(b"Rp1.234.567");
    assert!(ours.verify(b"Rp1.234.567", &made));
    assert!(!ours.verify(b"Rp1.234.568", &made));
    assert!(!theirs.verify(b"Rp1.234.567", &made));
    let relabelled = Signature { key: theirs.sign(b"").key, ..made };
    assert!(!theirs.verify(b"Rp1.234.567", &relabelled));
    assert!(!ours.verify(b"Rp1.234.567", &relabelled));
}

#[test]
fn any_changed_bit_of_a_signature_is_noticed() {
    let ours = keys(1);
    let made = ours.sign(b"Rp1.234.567");
    for place in 0..64 {
        for bit in 0..8 {
            let mut bytes = made.bytes;
            bytes[place] ^= 1 << bit;
            let changed = Signature { key: made.key.clone(), bytes };
            assert!(!ours.verify(b"Rp1.234.567", &changed), "byte {place} bit {bit}");
        }
    }
}

/// RFC 8032 §7.1, test 1: the empty message.
#[test]
fn the_signature_of_the_published_vector_comes_out() {
    let secret = unhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
    let key = SigningKey::from_bytes(&secret.try_into().unwrap());
    let ours = Keys::new(key, Vec::new(), Zeroizing::new([0; 32]));
    let expected = unhex(concat!(
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155",
        "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
    ));
    assert_eq!(ours.sign(b"").bytes.to_vec(), expected);
}

#[test]
fn digests_for_different_purposes_have_nothing_in_common() {
    let ours = keys(1);
    let mac = ours.mac("csrf", b"visitor");
    assert!(ours.mac_matches("csrf", b"visitor", &mac));
    assert!(!ours.mac_matches("access-code", b"visitor", &mac));
    assert!(!ours.mac_matches("csrf", b"visitors", &mac));
    assert!(!ours.mac_matches("csrf", b"visitor", &mac[..31]));
    assert!(!ours.mac_matches("csrf", b"visitor", b""));
    assert_ne!(ours.mac("ab", b"c"), ours.mac("a", b"bc"), "the border between them counts");
    assert_ne!(keys(2).mac("csrf", b"visitor"), mac);
}

#[test]
fn keys_do_not_show_themselves() {
    let ours = keys(1);
    let id = ours.sign(b"").key;
    assert_eq!(format!("{ours:?}"), format!("Keys({id}, 0 older)"));
    assert_eq!(id, KeyId::of(&ours.verifying_keys().next().unwrap()));
    assert_eq!(id.as_str().len(), 8);
}

fn unhex(text: &str) -> Vec<u8> {
    (0..text.len()).step_by(2).map(|i| u8::from_str_radix(&text[i..i + 2], 16).unwrap()).collect()
}
