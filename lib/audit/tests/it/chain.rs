//! The mathematics, against figures computed elsewhere (Python's hashlib).

use audit::{Link, canonical, chained};
use serde_json::json;

const FIRST: &str = concat!(
    r#"{"act":"pbb.bayar.bukukan","actor":"nip:198001012006041001","#,
    r#""at":"2026-11-21T02:00:00.000000Z","#,
    r#""data_sha256":"5bf14cef805d3107a40a352d84435098112904fa302f88d9e7ad68a50debe7b8","#,
    r#""obj":"640801000100200030/2026","seq":1}"#
);
const SECOND: &str = concat!(
    r#"{"act":"pbb.sppt.lihat","actor":"nip:198001012006041001","#,
    r#""at":"2026-11-21T02:00:01.000000Z","data_sha256":"","#,
    r#""obj":"640801000100200030/2026","seq":2}"#
);

#[test]
fn the_chain_of_two_known_texts_has_the_known_hashes() {
    let first = chained([FIRST]);
    assert_eq!(first.hex(), "fcd7de97a206b37149c3354f0829913c7e90375734315e470017656d07fef833");
    let both = chained([FIRST, SECOND]);
    assert_eq!(both.hex(), "11ea07c4d45c3dfeee4e2f3388c6b760430ee703fbff1e424f0cafabd619999b");
    assert_eq!(first.next(SECOND), both);
    assert_eq!(Link::parse(&both.hex()), Some(both));
}

#[test]
fn canonical_json_sorts_keys_at_every_depth_and_leaves_no_space() {
    let value = json!({
        "seq": 1,
        "obj": "640801000100200030/2026",
        "data_sha256": "5bf14cef805d3107a40a352d84435098112904fa302f88d9e7ad68a50debe7b8",
        "at": "2026-11-21T02:00:00.000000Z",
        "actor": "nip:198001012006041001",
        "act": "pbb.bayar.bukukan",
    });
    assert_eq!(canonical(&value), FIRST);
    let nested = json!({ "b": [{ "z": null, "a": "é \"x\"\n" }, 1], "a": true });
    assert_eq!(canonical(&nested), r#"{"a":true,"b":[{"a":"é \"x\"\n","z":null},1]}"#);
}

#[test]
fn every_single_changed_bit_of_a_text_changes_the_hash() {
    let whole = chained([FIRST, SECOND]);
    for place in 0..FIRST.len() {
        for bit in 0..7 {
            let mut bytes = FIRST.as_bytes().to_vec();
            bytes[place] ^= 1 << bit;
            let changed = String::from_utf8(bytes).unwrap();
            assert_ne!(chained([&*changed, SECOND]), whole, "byte {place} bit {bit}");
        }
    }
}

#[test]
fn a_text_that_is_no_hash_is_refused() {
    for bad in ["", "00", &"0".repeat(63), &"g".repeat(64), &"A".repeat(64)] {
        assert_eq!(Link::parse(bad), None, "{bad}");
    }
}
