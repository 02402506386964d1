//! QRIS codes and SNAP signatures from the command line.

use std::io::Write;
use std::process::{Output, Stdio};

use serde_json::Value;

use crate::support::*;

/// Synthetic: an invented acquirer, merchant and number.
const CODE: &str = "00020101021226690017ID.CO.BANKUJI.WWW011893600999123456789002151234567890123450303UME51440014ID.CO.QRIS.WWW0215ID10200000000010303UME52049311530336054061275005802ID5921BAPENDA UJI KABUPATEN6008SANGATTA6105756116235012220266408010001000123400705PBB0163040452";

fn fed(words: &[&str], input: &[u8]) -> Output {
    let mut command = pelangi(words);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("it starts");
    drop(child.stdin.take().expect("its input").write_all(input));
    child.wait_with_output().expect("it ends")
}

#[test]
fn a_code_is_taken_apart_and_made_again() {
    let parsed = fed(&["qris", "parse", "--json"], format!("{CODE}\n").as_bytes());
    assert!(parsed.status.success(), "{}", said(&parsed));
    let fields: Value = serde_json::from_slice(&parsed.stdout).expect("JSON");
    assert_eq!(fields["54"], "127500");
    assert_eq!(fields["62"]["07"], "PBB01");
    assert_eq!(fields["crc"], "0452");
    let built = fed(&["qris", "build"], &parsed.stdout);
    assert_eq!(String::from_utf8_lossy(&built.stdout).trim_end(), CODE);
}

#[test]
fn a_code_that_was_changed_is_refused_with_the_reason() {
    let changed = CODE.replace("127500", "127501");
    let done = fed(&["qris", "parse", "--json"], changed.as_bytes());
    assert_eq!(done.status.code(), Some(1));
    let failure: Value = serde_json::from_slice(&done.stdout).expect("JSON, as was asked");
    assert!(failure.to_string().contains("checksum"), "{failure}");
    let plain = fed(&["qris", "parse"], changed.as_bytes());
    assert!(plain.stdout.is_empty() && said(&plain).contains("checksum"), "{}", said(&plain));
    assert_eq!(fed(&["qris", "parse"], b"\xff").status.code(), Some(1));
    assert_eq!(fed(&["qris", "build"], b"{}").status.code(), Some(1));
}

#[test]
fn a_signature_is_the_published_one_however_the_body_is_laid_out() {
    let minified = r#"{"partnerReferenceNo":"2020102900000000000001","amount":{"value":"12345678.00","currency":"IDR"},"feeAmount":{"value":"12345678.00","currency":"IDR"},"merchantId":"00007100010926","terminalId":"213141251124","validityPeriod":"2009-07-03T12:08:56-07:00"}"#;
    let pretty = minified.replace(',', ",\n  ");
    let words = ["snap", "sign", "--method", "POST", "--path", "/v1.0/qr/qr-mpm-generate"];
    let rest = ["--token", "myaccesstoken", "--timestamp", "2024-03-05T10:37:16.196Z"];
    let words = [&words[..], &rest[..], &["--secret", "myclientsecret"]].concat();
    for body in [minified, &pretty] {
        let done = fed(&words, body.as_bytes());
        assert!(done.status.success(), "{}", said(&done));
        assert_eq!(
            String::from_utf8_lossy(&done.stdout).trim_end(),
            "wmzT7yjg1SxxCsxNsFgCR9SYXiZGGbceF6fV8xe97sAMHxZ+7OEBMIBmvb6Sj6GcksGp3iv77DiomgSbcST3XQ=="
        );
    }
    assert_refused(&fed(&words, b"no JSON"), 2, &[]);
}
