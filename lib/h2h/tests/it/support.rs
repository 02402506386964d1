//! What the tests share: a vector, and other programs to compare with.

use std::io::Write as _;
use std::process::{Command, Stdio};

use h2h::{Headers, Refusal, Request};
use serde_json::{Value, json};
use snap::{ClientSecret, Timestamp};

pub const KEY: &str = "BPD-UJI";
pub const SECRET: &str = "rahasia bersama";
pub const PATH: &str = "/h2h/v1/payment";
pub const TIME: &str = "2026-11-22T10:15:30+08:00";
/// As a person types it: spaces and a line end, all of which are signed.
pub const BODY: &str = "{ \"nop\": \"640801000100012340\",\n  \"thn\": \"2026\" }\n";
/// Computed by openssl and by Python (see `signatures`).
pub const HASH: &str = "e751a37b4da329c4b43faca11b5028aeb75309957f114f525a8067369dcef4cc";
pub const SIGNATURE: &str =
    "SVRVM2Y+SkA5vmbW/+/OgyuXkXcqEdMiHW7aEweXUjuYQ2GrmzU+U48TMszxB7mZ0PRbjy2FyHUJQfOy9rN7cw==";

pub fn time() -> Timestamp {
    Timestamp::parse(TIME).unwrap()
}

pub fn secret() -> ClientSecret {
    ClientSecret::new(SECRET).unwrap()
}

pub fn signed(body: &[u8]) -> Headers {
    Headers::signed(KEY, &time(), PATH, body, &secret()).unwrap()
}

/// A payment that can be read.
pub fn payment() -> Value {
    json!({
        "nop": "640801000100012340", "thn": "2026", "tgl": "22112026", "jam": "101530",
        "referensi": "BPD-0001", "pokok": "127500", "denda": "2550", "total": "130050",
    })
}

/// The same with one field changed; `null` takes it away.
pub fn payment_with(field: &str, value: Value) -> Value {
    let mut payment = payment();
    payment[field] = value;
    payment
}

pub fn read<R: Request>(body: &Value) -> Result<R, Refusal> {
    h2h::read(body.to_string().as_bytes())
}

/// What another program prints, given some input. A program that is not there fails the test with
/// what to install.
pub fn line(program: &str, arguments: &[&str], input: &[u8]) -> String {
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| {
            panic!("{program}: {error}; install it: apt-get install {program}")
        });
    child.stdin.take().unwrap().write_all(input).unwrap();
    let output = child.wait_with_output().unwrap();
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{program} {arguments:?}: {complaint}");
    String::from_utf8(output.stdout).unwrap().trim_end().to_owned()
}

pub fn base64(bytes: &[u8]) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD.encode(bytes)
}
