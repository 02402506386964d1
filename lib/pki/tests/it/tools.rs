//! What `openssl` says of what we make. It must be installed (apt-get install openssl).

use std::io::Write as _;
use std::process::{Command, Stdio};

use pki::authority::Serial;
use pki::cms::SignedData;
use pki::revocation::{OcspRequest, Reason, Status};
use pki::timestamp::TimestampRequest;
use pki::{Certificate, DigestAlgorithm, NewKey, Signer as _};

use crate::support::{CONTENT, POLICY, World, answer, at, issued, locations, root};

/// A folder of files that is gone in the end.
pub struct Folder(tempfile::TempDir);

impl Folder {
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub fn put(&self, name: &str, bytes: &[u8]) -> String {
        let path = self.0.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path.to_str().unwrap().to_owned()
    }
}

fn run(arguments: &[&str], input: &[u8]) -> (bool, Vec<u8>, String) {
    let mut child = Command::new("openssl")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("openssl must be installed: apt-get install openssl");
    let written = child.stdin.take().unwrap().write_all(input);
    let output = child.wait_with_output().unwrap();
    // It may well end without having read everything.
    drop(written);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    (output.status.success(), output.stdout, said)
}

/// What it prints; it must succeed.
pub fn openssl(arguments: &[&str], input: &[u8]) -> Vec<u8> {
    let (success, output, said) = run(arguments, input);
    assert!(success, "openssl {arguments:?}: {said}{}", String::from_utf8_lossy(&output));
    output
}

fn pem(certificates: &[&Certificate]) -> Vec<u8> {
    certificates.iter().map(|each| each.to_pem()).collect::<String>().into_bytes()
}

/// The instant of the world for openssl, in seconds.
fn attime(text: &str) -> String {
    (at(text).millis() / 1_000).to_string()
}

#[test]
fn openssl_verifies_our_certificates_strictly() {
    for kind in [NewKey::P256, NewKey::P384, NewKey::Rsa2048] {
        let top = root("Akar Uji", kind, "2026-01-01", "2060-01-01");
        let path_length = Some(0);
        let profile = pki::authority::Profile::Authority { path_length };
        let times = ("2026-01-01", "2055-01-01");
        let mid = issued(&top, "Antara Uji", profile, kind, times, &locations("root"));
        let folder = Folder::new();
        let anchors = folder.put("root.pem", &pem(&[&top.certificate]));
        let middle = folder.put("mid.pem", &pem(&[&mid.certificate]));
        use pki::authority::Profile::{OcspResponder, Person, Seal, TimeStamping};
        for (profile, purpose) in [
            (Person, "smimesign"),
            (Seal, "smimesign"),
            (TimeStamping, "timestampsign"),
            (OcspResponder, "any"),
        ] {
            let leaf = issued(&mid, "Siti Uji", profile, kind, times, &locations("people"));
            let leaf = folder.put("leaf.pem", &pem(&[&leaf.certificate]));
            openssl(
                &[
                    "verify",
                    "-x509_strict",
                    "-check_ss_sig",
                    "-purpose",
                    purpose,
                    "-attime",
                    &attime("2026-06-01"),
                    "-CAfile",
                    &anchors,
                    "-untrusted",
                    &middle,
                    &leaf,
                ],
                b"",
            );
        }
    }
}

#[test]
fn openssl_verifies_our_signatures_and_their_reference_to_the_certificate() {
    use pki::{DigestAlgorithm::Sha512, SignatureAlgorithm::RsaPss};
    let world = World::shared();
    let kinds = [NewKey::Rsa2048, NewKey::Rsa4096, NewKey::P256, NewKey::P384];
    let person = |kind| {
        let times = ("2026-01-01", "2028-01-01");
        let profile = pki::authority::Profile::Person;
        issued(&world.authority, "Siti Uji", profile, kind, times, &locations("people"))
    };
    let mut people: Vec<_> = kinds.into_iter().map(person).collect();
    let mut pss = person(NewKey::Rsa2048);
    pss.key = pss.key.with_algorithm(RsaPss { digest: Sha512, salt: 64 }).unwrap();
    people.push(pss);
    for person in &people {
        let folder = Folder::new();
        let signed = folder.put("sig.der", &world.sign(person, CONTENT, None));
        let content = folder.put("content", CONTENT);
        let anchors = folder.put("root.pem", &pem(&[&world.root.certificate]));
        let time = attime("2026-06-01");
        let (success, output, said) = run(
            &[
                "cms",
                "-verify",
                "-cades",
                "-inform",
                "DER",
                "-in",
                &signed,
                "-content",
                &content,
                "-binary",
                "-CAfile",
                &anchors,
                "-purpose",
                "smimesign",
                "-attime",
                &time,
            ],
            b"",
        );
        assert!(success, "{:?}: {said}", person.key);
        assert_eq!(output, CONTENT);
        assert!(said.contains("CAdES Verification successful"), "{said}");
    }
}

#[test]
fn openssl_finds_the_attributes_of_the_baseline_and_no_others() {
    let world = World::shared();
    let plain = SignedData::parse(&world.sign(&world.person, CONTENT, None)).unwrap();
    let token = world.stamp(plain.signature(), "2026-06-01");
    let stamped = world.sign(&world.person, CONTENT, Some(token.to_der()));
    let printed = openssl(&["cms", "-cmsout", "-print", "-inform", "DER"], &stamped);
    let printed = String::from_utf8_lossy(&printed).into_owned();
    let objects: Vec<&str> = printed
        .lines()
        .filter_map(|line| line.trim().strip_prefix("object: "))
        .map(|object| object.split(' ').next().unwrap())
        // Those of the certificates.
        .filter(|object| !["X509v3", "Authority"].contains(object))
        .collect();
    let expected = [
        "contentType",
        "messageDigest",
        "id-smime-aa-signingCertificateV2",
        "id-smime-aa-timeStampToken",
    ];
    assert_eq!(objects, expected);
}

#[test]
fn openssl_verifies_our_time_stamps() {
    let world = World::shared();
    let folder = Folder::new();
    let data = folder.put("data", CONTENT);
    let query = openssl(&["ts", "-query", "-data", &data, "-sha256", "-cert"], b"");
    let chain = [world.root.certificate.clone()];
    let tsa = pki::authority::TimestampAuthority::new(
        &world.tsa.certificate,
        &world.tsa.key,
        &chain,
        POLICY,
    );
    let reply = tsa.unwrap().answer(&query, &Serial::number(77), at("2026-06-01"));
    let query = folder.put("q.tsq", &query);
    let reply = folder.put("r.tsr", &reply);
    let anchors = folder.put("root.pem", &pem(&[&world.root.certificate]));
    let time = attime("2026-06-01");
    let arguments = [
        "ts",
        "-verify",
        "-in",
        &reply,
        "-queryfile",
        &query,
        "-CAfile",
        &anchors,
        "-attime",
        &time,
    ];
    let said = openssl(&arguments, b"");
    assert!(String::from_utf8_lossy(&said).contains("Verification: OK"), "{said:?}");
    let printed = openssl(&["ts", "-reply", "-in", &reply, "-text"], b"");
    let printed = String::from_utf8_lossy(&printed).into_owned();
    for line in
        ["Serial number: 0x4D", "Time stamp: Jun  1 00:00:00 2026 GMT", "Policy OID: 1.2.3.4.77"]
    {
        assert!(printed.contains(line), "{line} in {printed}");
    }
}

#[test]
fn openssl_understands_our_request_for_a_time_stamp() {
    let digest = DigestAlgorithm::Sha384.digest(&[CONTENT]);
    let request =
        TimestampRequest::new(DigestAlgorithm::Sha384, &digest, &[0x9a, 1, 2, 3, 4, 5, 6, 7]);
    let folder = Folder::new();
    let query = folder.put("q.tsq", &request.under(POLICY).to_der());
    let printed = openssl(&["ts", "-query", "-in", &query, "-text"], b"");
    let printed = String::from_utf8_lossy(&printed).into_owned();
    for line in [
        "Version: 1",
        "Hash Algorithm: sha384",
        "Policy OID: 1.2.3.4.77",
        "Nonce: 0x9A01020304050607",
        "Certificate required: yes",
    ] {
        assert!(printed.contains(line), "{line} in {printed}");
    }
}

#[test]
fn openssl_verifies_our_lists_and_finds_who_is_on_them() {
    let world = World::shared();
    let revoked = (&world.person.certificate, "2026-03-01", Some(Reason::KeyCompromise));
    let crl = world.authority.crl(&[revoked], "2026-05-01", "2026-07-01");
    let folder = Folder::new();
    let crl = folder.put("crl.der", crl.to_der());
    let issuer = folder.put("mid.pem", &pem(&[&world.authority.certificate]));
    let (success, printed, said) =
        run(&["crl", "-in", &crl, "-inform", "DER", "-CAfile", &issuer, "-text", "-verify"], b"");
    let printed = String::from_utf8_lossy(&printed).into_owned();
    assert!(success && said.contains("verify OK"), "{said}");
    assert!(printed.contains("Key Compromise") && printed.contains("Mar  1 00:00:00 2026 GMT"));
    let crl_pem = openssl(&["crl", "-in", &crl, "-inform", "DER"], b"");
    let top = world.root.crl(&[], "2026-05-01", "2026-07-01");
    let top = folder.put("top.der", top.to_der());
    let top = openssl(&["crl", "-in", &top, "-inform", "DER"], b"");
    let lists = folder.put("lists.pem", &[crl_pem, top].concat());
    let anchors = folder.put("root.pem", &pem(&[&world.root.certificate]));
    let check = |certificate: &Certificate| {
        let leaf = folder.put("leaf.pem", &pem(&[certificate]));
        let time = attime("2026-06-01");
        run(
            &[
                "verify",
                "-x509_strict",
                "-crl_check_all",
                "-attime",
                &time,
                "-CRLfile",
                &lists,
                "-CAfile",
                &anchors,
                "-untrusted",
                &issuer,
                &leaf,
            ],
            b"",
        )
    };
    assert!(check(&world.other.certificate).0, "{:?}", check(&world.other.certificate));
    let (success, _, said) = check(&world.person.certificate);
    assert!(!success && said.contains("certificate revoked"), "{said}");
}

#[test]
fn openssl_verifies_our_answers_about_a_certificate() {
    let world = World::shared();
    let folder = Folder::new();
    let issuer = folder.put("mid.pem", &pem(&[&world.authority.certificate]));
    let leaf = folder.put("leaf.pem", &pem(&[&world.person.certificate]));
    let anchors = folder.put("root.pem", &pem(&[&world.root.certificate]));
    let request = folder.put("req.der", b"");
    openssl(&["ocsp", "-issuer", &issuer, "-cert", &leaf, "-reqout", &request], b"");
    let request = OcspRequest::from_der(&std::fs::read(&request).unwrap()).unwrap();
    assert!(request.asks_about(&world.person.certificate, &world.authority.certificate));
    let at = at("2026-06-01");
    let status = Status::Revoked { at, reason: Some(Reason::Superseded) };
    for (status, word) in
        [(Status::Good, "good"), (Status::Unknown, "unknown"), (status, "revoked")]
    {
        let about = answer(&world.person.certificate, status, "2026-06-01");
        let responder: (&Certificate, &dyn pki::Signer) =
            (&world.responder.certificate, &world.responder.key);
        let authority = world.authority.authority();
        for response in [
            authority.ocsp(&about, Some(&request)).unwrap(),
            authority.ocsp_by(responder, &about, Some(&request)).unwrap(),
        ] {
            let response = folder.put("resp.der", response.to_der());
            let time = attime("2026-06-01T01:00:00Z");
            let (success, printed, said) = run(
                &[
                    "ocsp",
                    "-respin",
                    &response,
                    "-issuer",
                    &issuer,
                    "-cert",
                    &leaf,
                    "-CAfile",
                    &anchors,
                    "-verify_other",
                    &issuer,
                    "-no_nonce",
                    "-attime",
                    &time,
                    "-validity_period",
                    "9999999999",
                ],
                b"",
            );
            let printed = String::from_utf8_lossy(&printed).into_owned();
            assert!(success && said.contains("Response verify OK"), "{said}");
            assert!(printed.contains(&format!(": {word}")), "{printed} {said}");
        }
    }
}

#[test]
fn openssl_reads_our_request_about_a_certificate() {
    let world = World::shared();
    let request = OcspRequest::new(
        &world.person.certificate,
        &world.authority.certificate,
        Some(&[0xab; 16]),
    );
    let folder = Folder::new();
    let path = folder.put("req.der", &request.to_der());
    let printed = openssl(&["ocsp", "-reqin", &path, "-req_text"], b"");
    let printed = String::from_utf8_lossy(&printed).to_lowercase();
    assert!(printed.contains(&world.person.certificate.serial_hex()), "{printed}");
    assert!(printed.contains("abababababababab"), "{printed}");
    assert_eq!(OcspRequest::from_der(&request.to_der()), Ok(request));
    assert_eq!(world.person.key.algorithm().name(), "ECDSA");
}
