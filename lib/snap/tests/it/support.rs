//! What the tests share: the published vector, and other programs to compare with.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use snap::{ClientSecret, Message, Timestamp};

/// The published example (Midtrans/SNAP-BI-Signature-Demo), a QR request.
pub const SECRET: &str = "myclientsecret";
pub const PATH: &str = "/v1.0/qr/qr-mpm-generate";
pub const TOKEN: &str = "myaccesstoken";
pub const TIME: &str = "2024-03-05T10:37:16.196Z";
pub const BODY: &str = r#"{"partnerReferenceNo":"2020102900000000000001","amount":{"value":"12345678.00","currency":"IDR"},"feeAmount":{"value":"12345678.00","currency":"IDR"},"merchantId":"00007100010926","terminalId":"213141251124","validityPeriod":"2009-07-03T12:08:56-07:00"}"#;
pub const HASH: &str = "01463f60dbb6ca538581579dd95b31c8ba9fc6600eca750e4d8460ca4e402111";
pub const SIGNATURE: &str =
    "wmzT7yjg1SxxCsxNsFgCR9SYXiZGGbceF6fV8xe97sAMHxZ+7OEBMIBmvb6Sj6GcksGp3iv77DiomgSbcST3XQ==";

pub fn time(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}

pub fn secret() -> ClientSecret {
    ClientSecret::new(SECRET).unwrap()
}

/// The message of the published example with another body.
pub fn message(body: &[u8]) -> Message {
    Message::symmetric("POST", PATH, TOKEN, body, &time(TIME)).unwrap()
}

/// What another program prints, given some input. A program that is not there fails the test with
/// what to install.
pub fn run(program: &str, arguments: &[&str], input: &[u8]) -> Vec<u8> {
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
    output.stdout
}

/// Like [`run`], as one line of text.
pub fn line(program: &str, arguments: &[&str], input: &[u8]) -> String {
    String::from_utf8(run(program, arguments, input)).unwrap().trim_end().to_owned()
}

/// A folder with keys that openssl made.
pub struct Keys {
    folder: tempfile::TempDir,
}

impl Keys {
    /// An RSA key of so many bits, private and public half.
    pub fn rsa(bits: u16) -> Self {
        Self::made("RSA", &format!("rsa_keygen_bits:{bits}"))
    }

    pub fn made(algorithm: &str, option: &str) -> Self {
        let keys = Self { folder: tempfile::tempdir().unwrap() };
        let (private, public) = (keys.path("private.pem"), keys.path("public.pem"));
        let arguments = ["genpkey", "-algorithm", algorithm, "-pkeyopt", option, "-out"];
        run("openssl", &[&arguments[..], &[text(&private)]].concat(), b"");
        run("openssl", &["pkey", "-in", text(&private), "-pubout", "-out", text(&public)], b"");
        keys
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn pem(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }
}

pub fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}
