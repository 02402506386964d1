//! An authority that answers as openssl does (`openssl ts`, package openssl): what we carry, it
//! verifies.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use ports::TimestampAuthority;
use timestamp::fake::Authority;

use crate::client;

const CONFIG: &str = "
[tsa]
serial = serial
crypto_device = builtin
default_policy = 1.2.3.4.1
digests = sha256, sha384, sha512
signer_digest = sha256
ess_cert_id_alg = sha256
accuracy = secs:1
[ext]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
";

fn openssl(folder: &Path, line: &str) -> String {
    let ran = Command::new("openssl").args(line.split(' ')).current_dir(folder).output();
    let ran = ran.expect("openssl is installed: apt-get install openssl");
    let said = String::from_utf8_lossy(&ran.stdout).into_owned();
    let why = String::from_utf8_lossy(&ran.stderr).into_owned();
    assert!(ran.status.success(), "openssl {line}: {said}{why}");
    format!("{said}{why}")
}

fn prepare(folder: &Path) {
    fs::write(folder.join("tsa.cnf"), CONFIG).expect("a file");
    fs::write(folder.join("serial"), "01\n").expect("a file");
    fs::write(folder.join("letter"), b"surat contoh").expect("a file");
    let key = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes";
    openssl(
        folder,
        &format!("req -x509 {key} -keyout ca.key -out ca.pem -days 2 -subj /CN=CONTOH"),
    );
    openssl(folder, &format!("req {key} -keyout tsa.key -out tsa.csr -subj /CN=CONTOH-TSA"));
    let sign = "x509 -req -in tsa.csr -CA ca.pem -CAkey ca.key -set_serial 7 -days 2";
    openssl(folder, &format!("{sign} -extfile tsa.cnf -extensions ext -out tsa.pem"));
    openssl(folder, "ts -query -data letter -sha256 -cert -out query.tsq");
}

fn reply(folder: &Path, query: &[u8]) -> Vec<u8> {
    fs::write(folder.join("came.tsq"), query).expect("a file");
    let made = "ts -reply -config tsa.cnf -section tsa -queryfile came.tsq -signer tsa.pem";
    openssl(folder, &format!("{made} -inkey tsa.key -chain ca.pem -out made.tsr"));
    fs::read(folder.join("made.tsr")).expect("a reply")
}

#[tokio::test]
async fn what_an_honest_authority_says_is_carried_unchanged() {
    let folder = tempfile::tempdir().expect("a folder");
    prepare(folder.path());
    let there: PathBuf = folder.path().to_owned();
    let answering = there.clone();
    let stamp = Arc::new(move |query: &[u8]| reply(&answering, query));
    let authority = Authority::start(stamp).await.expect("a free port");
    let query = fs::read(there.join("query.tsq")).expect("a query");
    let reply = client(&authority.url()).stamp(&query).await.expect("a reply");
    fs::write(there.join("came.tsr"), &reply).expect("a file");
    let verify = "ts -verify -queryfile query.tsq -in came.tsr -CAfile ca.pem";
    assert!(openssl(&there, verify).contains("Verification: OK"));
}
