//! Letters signed per second of one core, and how long a large file with many signatures takes to be
//! judged: beside pyHanko (and pdfsig), in the same run, with the same files and the same keys.
//!
//! `cargo bench -p pades`, best on one core: `taskset -c 0 cargo bench -p pades`. We and the peers take
//! turns, one round each; medians of the rounds count (`PELANGI_BENCH_ROUNDS`, 5). What a core spent
//! stands beside what the clock said, as other programs on the machine change the second alone.
#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a benchmark speaks to people, and ends where it cannot measure"
)]

mod figure;
mod letter;
mod peer;
mod world;

use base::Instant;
use pades::sign::{
    Appearance, Correction, Faces, Layout, Line, QrContent, SignatureRequest, Target, sign,
};
use pades::verify::{Evidence, Policy, Verdict, verify};
use paper::Fonts;
use pki::NewKey;
use pki::trust::{TrustAnchor, TrustList};

use figure::{Figure, Goal, head, row};
use peer::Peer;
use world::{Person, World, noon, wita};

/// What the code in a visible signature says.
pub const ADDRESS: &str = "https://surat.contoh.go.id/v/01J9ZK3V7Q8M5T2R6W4X0Y1B2C";
/// When files are judged, an hour after they were signed.
pub const MOMENT: &str = "2026-11-20T05:00:00+00:00";
/// Bytes of a letter, and of a file with many signatures.
const LETTER: usize = 100_000;
const LARGE: usize = 4_000_000;
/// Signatures of the large file.
const SIGNATURES: usize = 8;

fn main() {
    // `cargo test --benches` builds and starts benchmarks; there is nothing to check here.
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    let rounds = std::env::var("PELANGI_BENCH_ROUNDS").map_or(5, |text| text.parse().unwrap());
    let load = std::fs::read_to_string("/proc/loadavg").unwrap();
    println!("Load average when it began: {}", load.trim());
    let (world, fonts) = (World::new(), Fonts::load().unwrap());
    let mut peer = Peer::start(&world);
    head();
    signing(&world, &fonts, &mut peer, rounds);
    judging(&world, &fonts, &mut peer, rounds);
}

/// Level B-B, into a field that is there: with P-256, with RSA-2048, and with a block that is seen.
fn signing(world: &World, fonts: &Fonts, peer: &mut Peer, rounds: usize) {
    let file = letter::letter(fonts, 1, LETTER, &["TTD"]);
    peer.put("letter.pdf", &file);
    let faces = Faces::load().unwrap();
    let cases = [
        ("P-256", NewKey::P256, false, Some(1_500.0)),
        ("RSA-2048", NewKey::Rsa2048, false, Some(500.0)),
        ("P-256, a block with QR code", NewKey::P256, true, None),
    ];
    for (number, (name, kind, visible, goal)) in (10..).zip(cases) {
        let person = world.person(kind, number);
        let seen = visible.then_some(&faces);
        accept(&signed(world, &person, &file, "TTD", seen), world, 1);
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        for _ in 0..rounds {
            ours.push(Figure::of(1_000, || signed(world, &person, &file, "TTD", seen)));
            theirs.push(peer.sign(&person, visible, 20));
        }
        accept(&std::fs::read(peer.path("peer-signed.pdf")).unwrap(), world, 1);
        let what = format!("B-B signatures of a letter of {} KB, {name}", file.len() / 1_000);
        let peers = [("pyHanko", Figure::median(&theirs))];
        row(&what, Goal::Rate(goal), Figure::median(&ours), &peers);
    }
}

/// A large file, each signature in a block that is seen; both lists of revoked certificates at hand.
fn judging(world: &World, fonts: &Fonts, peer: &mut Peer, rounds: usize) {
    let faces = Faces::load().unwrap();
    let fields: Vec<String> = (1..=SIGNATURES).map(|number| format!("TTD-{number}")).collect();
    let names: Vec<&str> = fields.iter().map(String::as_str).collect();
    let mut file = letter::letter(fonts, SIGNATURES, LARGE, &names);
    for (number, name) in (100..).zip(&names) {
        let person = world.person(NewKey::P256, number);
        file = signed(world, &person, &file, name, Some(&faces));
    }
    peer.put("signed.pdf", &file);
    accept(&file, world, SIGNATURES);
    let policy = policy(world);
    let (mut ours, mut pyhanko, mut pdfsig) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..rounds {
        ours.push(Figure::of(50, || verify(&file, &policy)));
        pyhanko.push(peer.verify(SIGNATURES, 3));
        pdfsig.push(peer.pdfsig(SIGNATURES, 3));
    }
    let what = format!("Judging {} KB with {SIGNATURES} signatures", file.len() / 1_000);
    let peers = [
        ("pyHanko", Figure::median(&pyhanko)),
        ("pdfsig, start included, without revocation", Figure::median(&pdfsig)),
    ];
    row(&what, Goal::Time(60.0), Figure::median(&ours), &peers);
}

fn signed(
    world: &World,
    person: &Person,
    file: &[u8],
    field: &str,
    seen: Option<&Faces>,
) -> Vec<u8> {
    let mut request = SignatureRequest::new(Target::Existing(field.to_owned()), noon(), wita());
    request.appearance = seen.map(block);
    let Person { certificate, key } = person;
    sign(file, &request, key, certificate, &world.chain(), None).unwrap().bytes
}

/// What the house draws for somebody who signs.
fn block(faces: &Faces) -> Appearance<'_> {
    let code = QrContent { text: ADDRESS.to_owned(), correction: Correction::Medium, mark: None };
    let words = ["Ditandatangani secara elektronik oleh", "Kepala Dinas", "Sitti Contoh, S.Sos."];
    let words = words.iter().map(|text| Line::plain(text)).collect();
    Appearance::new(faces, Layout::Beside).with_qr(code).with_text(words)
}

fn policy(world: &World) -> Policy {
    let trust: TrustList = [TrustAnchor::new(world.root.clone())].into_iter().collect();
    let mut policy = Policy::new(trust, Instant::parse("2026-11-20T05:00:00.000Z").unwrap());
    policy.evidence = world.lists().map(Evidence::Crl).into();
    policy
}

/// A figure about a file that nobody accepts would say nothing.
fn accept(file: &[u8], world: &World, signatures: usize) {
    let report = verify(file, &policy(world));
    let is_signed = report.signatures.len() == signatures;
    assert!(report.verdict.is_accepted() && is_signed, "{report:?}");
    let last = report.signatures.last().unwrap();
    assert!(last.verdict == Verdict::Intact && last.covers_whole_document, "{last:?}");
}
