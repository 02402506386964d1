//! The server's own certificate: what the doctor says of it, and that it serves.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::Command;

use crate::support::*;

/// Makes a key and a certificate that ends so many days from now.
fn certificate(place: &Place, name: &str, days: i32) -> (String, String) {
    let (key, request) = (place.path(&format!("{name}.key")), place.path("request.pem"));
    let certificate = place.path(&format!("{name}.pem"));
    let days = days.to_string();
    let new = ["req", "-newkey", "ed25519", "-nodes", "-subj", "/CN=localhost"];
    openssl(&[&new[..], &["-keyout", &key, "-out", &request]].concat());
    let names = place.path("names.cnf");
    fs::write(&names, "subjectAltName=DNS:localhost\n").expect("written");
    let sign = ["x509", "-req", "-in", &request, "-signkey", &key, "-days", &days];
    openssl(&[&sign[..], &["-extfile", &names, "-out", &certificate]].concat());
    fs::set_permissions(&key, fs::Permissions::from_mode(0o600)).expect("private");
    (certificate, key)
}

fn openssl(arguments: &[&str]) {
    let done = Command::new("openssl").args(arguments).output().expect("openssl is installed");
    assert!(done.status.success(), "{}", said(&done));
}

#[test]
fn the_doctor_tells_how_long_the_certificate_lasts_and_what_to_do() {
    let place = Place::with_cell();
    let config = place.config("cell");
    let doctor = |(certificate, key): (String, String)| {
        let mut command = pelangi(&["doctor", "--config", &config]);
        command.env("PELANGI_SERVER__TLS_CERTIFICATE", certificate);
        command.env("PELANGI_SERVER__TLS_KEY", key).output().expect("it starts")
    };
    let good = certificate(&place, "good", 400);
    assert_refused(&doctor(good.clone()), 0, &["ok    tls", "valid until"]);
    let ending = certificate(&place, "ending", 5);
    assert_refused(&doctor(ending), 0, &["warn  tls", "ends at", "renew it, then restart"]);
    let ended = certificate(&place, "ended", -1);
    assert_refused(&doctor(ended), 1, &["FAIL  tls", "ended at", "renew it, then restart"]);
    let other = certificate(&place, "other", 400);
    let mixed = doctor((good.0.clone(), other.1));
    assert_refused(&mixed, 1, &["FAIL  tls", "the key does not fit the certificate"]);
    let nowhere = doctor((place.path("nowhere.pem"), good.1.clone()));
    assert_refused(&nowhere, 1, &["FAIL  tls", "nowhere.pem", "give the service's user"]);
    fs::write(place.path("empty.pem"), "").expect("written");
    let empty = doctor((place.path("empty.pem"), good.1));
    assert_refused(&empty, 1, &["FAIL  tls", "it holds no certificate"]);
}

#[test]
fn a_server_that_cannot_use_its_certificate_says_so_and_does_not_start() {
    let place = Place::with_cell();
    let (certificate, _) = certificate(&place, "good", 400);
    let mut command = pelangi(&["serve", "--config", &place.config("cell")]);
    command.env("PELANGI_SERVER__LISTEN", "127.0.0.1:0");
    command.env("PELANGI_SERVER__TLS_CERTIFICATE", &certificate);
    command.env("PELANGI_SERVER__TLS_KEY", &certificate);
    let done = command.output().expect("it starts");
    assert_refused(&done, 1, &["the certificate or its key cannot be used"]);
}
