//! Bodies without the space that does not count.

use snap::{MinifyError, minify};

#[test]
fn only_space_outside_strings_goes() {
    for (body, minified) in [
        ("", ""),
        ("{}", "{}"),
        (" {\t\"a\" :\r\n 1 } ", r#"{"a":1}"#),
        (r#"{"a": "  b  "}"#, r#"{"a":"  b  "}"#),
        (r#"{" a ": [ 1 , 2 ]}"#, r#"{" a ":[1,2]}"#),
        (r#"{"a": "\" ", "b": " "}"#, r#"{"a":"\" ","b":" "}"#),
        (r#"{"a": "\\", "b": " "}"#, r#"{"a":"\\","b":" "}"#),
        (r#"{"a": "\\\" ", "b": " "}"#, r#"{"a":"\\\" ","b":" "}"#),
        ("[ \"\u{a0} \u{3000}\" ]", "[\"\u{a0} \u{3000}\"]"),
    ] {
        assert_eq!(minify(body.as_bytes()).unwrap(), minified);
    }
}

#[test]
fn nothing_else_changes_its_writing_or_place() {
    let body =
        r#"{"z":1.0,"a":1E+2,"é":"\u00e9\/","n":-0.00,"a":null,"big":123456789012345678901}"#;
    assert_eq!(minify(body.as_bytes()).unwrap(), body);
}

#[test]
fn what_is_no_text_or_no_json_is_an_error() {
    assert_eq!(minify(b"\xff\xfe"), Err(MinifyError::NotUtf8));
    assert_eq!(minify(b"{\"a\":\"\xc3\x28\"}"), Err(MinifyError::NotUtf8));
    for body in [
        " ",
        "{",
        "}",
        "{}{}",
        "{\"a\":}",
        "{'a':1}",
        "{\"a\":01}",
        "nul",
        "{\"a\":\"\n\"}",
        "{\"a\":\"\\x\"}",
        "{\"a\":1,}",
        "\u{feff}{}",
        "{\"a\u{a0}\" :\u{a0}1}",
        "\u{0}",
        "NaN",
    ] {
        assert!(matches!(minify(body.as_bytes()), Err(MinifyError::NotJson(_))), "{body:?}");
    }
}

#[test]
fn deep_and_long_bodies_are_no_danger() {
    let deep = format!("{}{}", "[ ".repeat(200_000), "]".repeat(200_000));
    assert_eq!(minify(deep.as_bytes()).unwrap().len(), 400_000);
    let long = format!("{{\"a\" : \"{}\"}}", " ".repeat(1_000_000));
    assert_eq!(minify(long.as_bytes()).unwrap().len(), long.len() - 2);
}
