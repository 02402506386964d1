//! Codes in JSON.

use qris::Qris;

use crate::CODE;

const JSON: &str = concat!(
    r#"{"00":"01","01":"12","#,
    r#""26":{"00":"ID.CO.BANKUJI.WWW","01":"936009991234567890","02":"123456789012345","03":"UME"},"#,
    r#""51":{"00":"ID.CO.QRIS.WWW","02":"ID1020000000001","03":"UME"},"#,
    r#""52":"9311","53":"360","54":"127500","58":"ID","59":"BAPENDA UJI KABUPATEN","#,
    r#""60":"SANGATTA","61":"75611","62":{"01":"2026640801000100012340","07":"PBB01"},"crc":"0452"}"#
);

fn read(json: &str) -> Result<Qris, String> {
    serde_json::from_str(json).map_err(|error| error.to_string())
}

#[test]
fn a_code_in_json_has_its_nested_values_and_its_checksum() {
    assert_eq!(serde_json::to_string(&Qris::parse(CODE).unwrap()).unwrap(), JSON);
    assert_eq!(read(JSON).unwrap().to_string(), CODE);
}

#[test]
fn the_order_of_the_keys_is_the_order_of_the_code() {
    let turned =
        JSON.replace(r#""58":"ID","#, "").replace(r#""01":"12","#, r#""58":"ID","01":"12","#);
    let code = read(&turned).unwrap();
    assert!(code.to_string().starts_with("0002015802ID010212"));
    let crc = format!(r#""crc":"{:04X}""#, code.crc());
    assert_eq!(serde_json::to_string(&code).unwrap(), turned.replace(r#""crc":"0452""#, &crc));
}

#[test]
fn a_value_edited_by_hand_gets_a_new_checksum() {
    let code = read(&JSON.replace("127500", "130000")).unwrap();
    assert_eq!(code.amount(), Some(base::Rupiah(130_000)));
    assert_ne!(code.crc(), 0x0452);
    assert_eq!(Qris::parse(&code.to_string()), Ok(code));
    assert!(read(&JSON.replace(r#","crc":"0452""#, "")).is_ok(), "it may be left out");
}

#[test]
fn what_is_no_code_is_refused_with_a_reason() {
    for (from, to, reason) in [
        (r#""54":"127500""#, r#""54":127500"#, "a text in quotes"),
        (r#""54""#, r#""amount""#, "`amount` is no tag"),
        (r#""54""#, r#""5""#, "`5` is no tag"),
        (r#""07":"PBB01""#, r#""07":{"00":"x"}"#, "invalid type"),
        (r#""58":"ID""#, r#""58":"MY""#, "the country in tag 58 is ID"),
        (r#""58":"ID""#, r#""52":"9311""#, "tag 52 appears a second time"),
        (r#""crc":"0452""#, r#""63":"0452""#, "the checksum (tag 63) is computed"),
        (r#""00":"01","#, "", "begins with the version"),
    ] {
        let reason_given = read(&JSON.replace(from, to)).unwrap_err();
        assert!(reason_given.contains(reason), "{to}: {reason_given}");
    }
    assert!(read("[]").is_err());
}
