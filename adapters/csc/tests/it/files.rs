//! The file that comes of it, before our own verifier and before those of others.

use std::path::PathBuf;
use std::process::Command;
use std::sync::Arc;

use csc::Surroundings;
use csc::fake::Mischief;
use pades::verify::{Policy, Verdict, verify};
use pki::trust::TrustList;
use ports::PdfSigner;
use ports::signing::{Mark, Placement, Rectangle, SigningOrder};
use proptest::prelude::*;
use tempfile::TempDir;

use crate::support::{
    NIK, OTHER_NIK, RSA, There, credential, letter, noon, order, person, pin, service, service_of,
    settings, signed_by, world,
};

fn judged(pdf: &[u8]) -> pades::verify::Report {
    let trust = TrustList::from_pem(&world().root_pem()).unwrap();
    verify(pdf, &Policy::new(trust, noon().plus_seconds(60)))
}

/// Siti and Budi sign, visibly, one after the other.
async fn two(there: &There) -> Vec<u8> {
    let (secret, base) = (pin(), letter());
    let placement = |bottom| Placement {
        page: 1,
        page_height: 842.0,
        rectangle: Rectangle { left: 300.0, bottom, width: 220.0, height: 80.0 },
        mark: Some(Mark::Code {
            content: "https://contoh.example/n/abc".to_owned(),
            lines: vec!["Ditandatangani secara elektronik".to_owned()],
        }),
    };
    let mut pdf = base;
    for (nik, bottom) in [(NIK, 100.0), (OTHER_NIK, 300.0)] {
        let (subject, place) = (person(nik), placement(bottom));
        let order = SigningOrder {
            placement: Some(&place),
            reason: "Menyetujui \"surat\"",
            location: "Sangatta",
            ..order(&subject, &pdf, &secret)
        };
        let signed = there.client().sign(&order).await.unwrap();
        assert!(signed.pdf.starts_with(&pdf) && signed.pdf.len() > pdf.len());
        pdf = signed.pdf;
    }
    pdf
}

#[tokio::test]
async fn our_own_verifier_accepts_every_kind_of_signature() {
    let there = service().await;
    let both = two(&there).await;
    let report = judged(&both);
    assert!(report.verdict.is_accepted(), "{:?}", report.signatures);
    let names: Vec<_> = report.signatures.iter().filter_map(|it| it.signer.clone()).collect();
    assert_eq!(names, ["SITI-RSA", "BUDI-P256"]);
    assert!(report.signatures.iter().all(|it| it.level == "B-B"));
    let mut changed = both.clone();
    changed[15] ^= 1;
    assert!(!judged(&changed).verdict.is_accepted());
    there.fake.behave(Mischief::Fixed);
    let fixed = signed_by(&there.client(), OTHER_NIK).await.unwrap();
    assert_eq!(judged(&fixed.pdf).verdict, Verdict::Intact);
}

#[tokio::test]
async fn an_algorithm_without_a_digest_in_its_name_and_pss_are_signed_with() {
    for (name, is_pss) in [("1.2.840.113549.1.1.1", false), ("1.2.840.113549.1.1.10", true)] {
        let mut own = credential(RSA, NIK, 0);
        own.algorithms = vec![name.to_owned()];
        if is_pss {
            let digest = pki::DigestAlgorithm::Sha256;
            let pss = pki::SignatureAlgorithm::RsaPss { digest, salt: 32 };
            own.key = own.key.with_algorithm(pss).unwrap();
        }
        let there = service_of(vec![own]).await;
        let signed = signed_by(&there.client(), NIK).await.unwrap();
        assert_eq!(judged(&signed.pdf).verdict, Verdict::Intact, "{name}");
        let asked = there.fake.algorithms_asked();
        assert!(asked[0].contains("2.16.840.1.101.3.4.2.1"), "{asked:?}");
    }
}

/// An authority that does not answer.
struct Silent;

impl ports::TimestampAuthority for Silent {
    fn stamp<'a>(&'a self, _: &'a [u8]) -> ports::Answer<'a, Vec<u8>> {
        Box::pin(async { Err(ports::PortError::Unreachable("no answer in time".to_owned())) })
    }
}

/// One that answers with a key of its own.
struct Stamping {
    key: pki::PrivateKey,
    certificate: pki::Certificate,
}

impl ports::TimestampAuthority for Stamping {
    fn stamp<'a>(&'a self, request: &'a [u8]) -> ports::Answer<'a, Vec<u8>> {
        use pki::authority::{Serial, TimestampAuthority};
        let chain = [world().root.clone()];
        let policy = pki::ObjectIdentifier::new("1.3.6.1.4.1.99999.1").expect("a policy");
        let authority =
            TimestampAuthority::new(&self.certificate, &self.key, &chain, policy).expect("it");
        let answer = authority.answer(request, &Serial::number(77), noon());
        Box::pin(async move { Ok(answer) })
    }
}

#[tokio::test]
async fn a_time_stamp_raises_the_level_and_a_missing_one_only_lowers_it() {
    let there = service().await;
    let signed_with = async |timestamps: Arc<dyn ports::TimestampAuthority>| {
        let around = Surroundings { timestamps: Some(timestamps), ..there.around() };
        let client = csc::Csc::new(&settings(&there.url()), around).unwrap();
        let signed = signed_by(&client, NIK).await.unwrap();
        judged(&signed.pdf).signatures.iter().map(|it| it.level.clone()).collect::<Vec<_>>()
    };
    assert_eq!(signed_with(Arc::new(Silent)).await, ["B-B"]);
    let key = pki::PrivateKey::generate(pki::NewKey::Rsa2048).unwrap();
    let certificate = world().stamping(&key);
    assert_eq!(signed_with(Arc::new(Stamping { key, certificate })).await, ["B-T"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    /// Whatever stands behind the end of a letter, it is the beginning of the signed one.
    #[test]
    fn the_input_is_the_beginning_of_the_output(tail in "[ -~]{0,60}", curve in any::<bool>()) {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let (pdf, result) = runtime.block_on(async {
            let there = service().await;
            let pdf = [letter(), format!("%{tail}\n").into_bytes()].concat();
            let (subject, secret) = (person(if curve { OTHER_NIK } else { NIK }), pin());
            let result = there.client().sign(&order(&subject, &pdf, &secret)).await;
            (pdf, result)
        });
        let signed = result.unwrap();
        prop_assert!(signed.pdf.starts_with(&pdf) && signed.pdf.len() > pdf.len());
        prop_assert!(judged(&signed.pdf).verdict.is_accepted());
    }
}

/// Other programs, in a folder of their own.
struct Bench(TempDir);

impl Bench {
    fn with(pdf: &[u8]) -> Self {
        let bench = Self(tempfile::tempdir().unwrap());
        std::fs::write(bench.path("file.pdf"), pdf).unwrap();
        std::fs::write(bench.path("root.pem"), world().root_pem()).unwrap();
        bench
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn ok(&self, program: &str, arguments: &[&str]) -> String {
        let output = Command::new(program).args(arguments).current_dir(self.0.path()).output();
        let output = output.unwrap_or_else(|_| {
            panic!("`{program}` is not installed: `cargo xtask tools` provides it")
        });
        let said = [output.stdout, output.stderr].concat();
        let said = String::from_utf8_lossy(&said).into_owned();
        assert!(output.status.success(), "{program}: {said}");
        said
    }
}

#[tokio::test]
async fn pdfsig_and_qpdf_accept_both_signatures() {
    let bench = Bench::with(&two(&service().await).await);
    bench.ok("qpdf", &["--check", "file.pdf"]);
    std::fs::create_dir_all(bench.path("nss")).unwrap();
    bench.ok("certutil", &["-N", "-d", "sql:nss", "--empty-password"]);
    bench.ok("certutil", &["-A", "-d", "sql:nss", "-n", "ca", "-t", "CT,C,C", "-i", "root.pem"]);
    let said = bench.ok("pdfsig", &["-nssdir", "sql:nss", "file.pdf"]);
    assert_eq!(said.matches("Signature is Valid.").count(), 2, "{said}");
    assert_eq!(said.matches("Certificate is Trusted.").count(), 2, "{said}");
    assert_eq!(said.matches("  - Total document signed").count(), 1, "{said}");
}

/// Where Python with pyHanko is: `PELANGI_ORACLES`, or where `make test` installs it.
fn python() -> PathBuf {
    std::env::var_os("PELANGI_ORACLES").map_or_else(
        || PathBuf::from(std::env::var_os("HOME").unwrap()).join(".cache/oracles/bin/python"),
        PathBuf::from,
    )
}

#[tokio::test]
async fn pyhanko_accepts_both_signatures() {
    let bench = Bench::with(&two(&service().await).await);
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../../lib/pades/tests/oracles/validate.py");
    let said = bench.ok(python().to_str().unwrap(), &[script, "root.pem", "file.pdf"]);
    let lines: Vec<&str> = said.lines().filter(|line| line.starts_with('{')).collect();
    assert_eq!(lines.len(), 2, "{said}");
    for line in lines {
        for good in ["intact", "valid", "trusted", "bottom_line", "allowed"] {
            assert!(line.contains(&format!("\"{good}\": true")), "{line}");
        }
    }
}
