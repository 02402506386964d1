//! How keys are wrapped, and what is signed about them.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use base::Instant;
use documents::domain::keys::*;
use testkit::SeededRandom;

/// Cheap enough for tests that try many.
const CHEAP: Cost = Cost { memory_kib: 64, passes: 1, lanes: 1 };
const ACCOUNT: &str = "01ARZ3NDEKTSV4RRFFQ69G5FAV";

fn phrase(text: &str) -> Passphrase {
    Passphrase::new(text.to_owned())
}

fn public_key() -> [u8; 32] {
    std::array::from_fn(|i| u8::try_from(i).unwrap() + 200)
}

/// Made by another program: Argon2id of Python's `cryptography`, HChaCha20 by hand.
const VECTOR: &str = "tte1$argon2id$m=65536,t=3,p=1$AAECAwQFBgcICQoLDA0ODw$\
    ZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXp7$anSgo8ZyGBPbDYhKJFYTKP06VFgT2SkTcUZJsafcNr+C4/+z6DRg";

#[test]
fn a_key_that_another_program_wrapped_opens() {
    let key = WrappedKey::parse(VECTOR).unwrap();
    assert!(!key.is_outdated(Cost::STANDARD));
    let owner = Owner { account: ACCOUNT, public_key: &public_key() };
    let opened = key.unwrap(&phrase("kuda putih lari pagi"), owner).unwrap();
    assert_eq!(&**opened, b"a private key in PKCS#8");
}

#[test]
fn a_wrapped_key_opens_for_its_owner_and_passphrase_only() {
    let public = public_key();
    let owner = Owner { account: ACCOUNT, public_key: &public };
    let right = phrase("kuda putih lari pagi");
    let random = SeededRandom::new(3);
    let key = WrappedKey::wrap(b"secret", &right, owner, CHEAP, &random).unwrap();
    let key = WrappedKey::parse(&key.to_string()).unwrap();
    assert_eq!(&**key.unwrap(&right, owner).unwrap(), b"secret");

    let wrong = key.unwrap(&phrase("kuda putih lari Pagi"), owner).unwrap_err();
    assert_eq!(wrong, WrapFault::WrongPassphrase);
    let moved = Owner { account: "01ARZ3NDEKTSV4RRFFQ69G5FAW", ..owner };
    assert!(key.unwrap(&right, moved).is_err());
    let other = Owner { public_key: &[0; 32], ..owner };
    assert!(key.unwrap(&right, other).is_err());
    assert!(key.is_outdated(Cost::STANDARD));
    let again = WrappedKey::wrap(b"secret", &right, owner, CHEAP, &random).unwrap();
    assert_ne!(key.to_string(), again.to_string(), "salt and nonce are new each time");
}

#[test]
fn no_changed_sign_of_a_wrapped_key_goes_unnoticed() {
    let public = public_key();
    let owner = Owner { account: ACCOUNT, public_key: &public };
    let right = phrase("kuda putih lari pagi");
    let random = SeededRandom::new(3);
    let text = WrappedKey::wrap(b"secret", &right, owner, CHEAP, &random).unwrap().to_string();
    for place in 0..text.len() {
        let mut bytes = text.clone().into_bytes();
        bytes[place] = if bytes[place] == b'1' { b'2' } else { b'1' };
        let changed = String::from_utf8(bytes).unwrap();
        let opened = WrappedKey::parse(&changed).and_then(|key| key.unwrap(&right, owner));
        assert!(opened.is_err(), "{changed}");
    }
}

#[test]
fn a_text_that_is_no_wrapped_key_is_refused_before_it_costs_anything() {
    let huge = VECTOR.replace("m=65536", "m=4294967295");
    let many = VECTOR.replace("t=3", "t=4000000");
    let padded = format!("{VECTOR}=");
    for text in ["", "tte1", "tte2$argon2id$m=8,t=1,p=1$$$", &huge, &many, &padded] {
        assert_eq!(WrappedKey::parse(text).unwrap_err(), WrapFault::Malformed, "{text}");
    }
    assert_eq!(format!("{:?}", WrappedKey::parse(VECTOR).unwrap()).find("anSg"), None);
}

#[test]
fn a_passphrase_is_long_and_not_what_everybody_would_guess() {
    let context = ["sri.contoh", "Sri Rahayu Contoh", "198501012010012001", "Dinas Kominfo"];
    let said = |text: &str| phrase(text).check(&context);
    assert_eq!(said("pendek 123"), Err(PassphraseFault::Short));
    assert_eq!(said("srirahayucontoh"), Err(PassphraseFault::Weak));
    assert_eq!(said("198501012010012001"), Err(PassphraseFault::Weak));
    assert_eq!(said("password123456"), Err(PassphraseFault::Weak));
    assert_eq!(said(&"x".repeat(257)), Err(PassphraseFault::Long));
    assert_eq!(said("perahu kelotok jam tembaga"), Ok(()));
    assert!(phrase("a b").is_repeated_by(&phrase("a b")));
    assert!(!phrase("a b").is_repeated_by(&phrase("a  b")));
}

#[test]
fn the_comparison_code_is_typed_as_people_type() {
    let code = ComparisonCode::of(ACCOUNT, &public_key());
    assert_eq!(code.to_string(), "NXJC-BET5-03TE-Q5F0");
    for typed in ["NXJC-BET5-03TE-Q5F0", "nxjc bet5 03te q5f0", " nxjcbet5o3teq5fO "] {
        assert!(code.is_typed(typed), "{typed}");
    }
    for typed in ["", "NXJC-BET5-03TE-Q5F", "NXJC-BET5-03TE-Q5F1", "NXJC-BET5-03TE-Q5F00"] {
        assert!(!code.is_typed(typed), "{typed}");
    }
    let swapped = ComparisonCode::of(ACCOUNT, &[0; 32]);
    let moved = ComparisonCode::of("01ARZ3NDEKTSV4RRFFQ69G5FAW", &public_key());
    assert!(code != swapped && code != moved);
}

fn binding() -> Binding {
    Binding {
        cell: "64.08".to_owned(),
        account: ACCOUNT.to_owned(),
        name: "Sri Rahayu, S.Kom.".to_owned(),
        nip: "198501012010012001".to_owned(),
        public_key: public_key(),
    }
}

fn approval() -> Approval {
    Approval {
        binding: binding(),
        purpose: Purpose::Signer,
        by: By::Registrar("01aa".to_owned()),
        seen: Seen::IdentityCard,
        at: Instant::parse("2026-08-17T00:30:00.000Z").unwrap(),
        nonce: [7; 16],
    }
}

#[test]
fn statements_read_back_as_they_were_signed() {
    let request = Request { binding: binding(), at: approval().at };
    assert_eq!(Request::parse(&request.text()).unwrap(), request);
    assert_eq!(Approval::parse(&approval().text()).unwrap(), approval());
    let first = Approval {
        by: By::Authority,
        purpose: Purpose::Registrar,
        seen: Seen::AtServer,
        binding: Binding { nip: String::new(), ..binding() },
        ..approval()
    };
    assert_eq!(Approval::parse(&first.text()).unwrap(), first);
    assert!(Request::parse(&approval().text()).is_err(), "one is never taken for the other");
    assert!(Approval::parse(&request.text()).is_err());
}

#[test]
fn a_name_cannot_speak_for_the_line_below_it() {
    let name = "Sri\nnip: 1\npurpose: registrar".to_owned();
    let sly = Approval { binding: Binding { name, ..binding() }, ..approval() };
    assert_eq!(sly.text().lines().count(), approval().text().lines().count());
    let read = Approval::parse(&sly.text()).unwrap();
    assert_eq!((read.purpose, &*read.binding.nip), (Purpose::Signer, "198501012010012001"));
}

#[test]
fn a_statement_in_any_other_form_is_refused() {
    let good = approval().text();
    let others = [
        good.replace("approval 1", "approval 2"),
        good.replace("purpose: signer", "purpose: everything"),
        good.replace("by: 01aa", "by: 01AA"),
        good.replace("cell: 64.08\n", ""),
        good.replace("nonce: 07", "nonce: 7"),
        good.replace('\n', "\r\n"),
        format!("{good}\n"),
        format!("{good}purpose: registrar\n"),
        good.trim_end().to_owned(),
        good.replace(".000Z", "Z"),
    ];
    for text in others {
        assert!(Approval::parse(&text).is_err(), "{text}");
    }
}

#[test]
fn the_serial_number_follows_every_byte_of_approval_and_signature() {
    let expected = "016c3c075278a511afa56e1212a53be08511ea27";
    let serial = serial_of("pelangi certificate approval 1\n", b"\x30\x01\x02");
    let hex: String = serial.iter().map(|b| format!("{b:02x}")).collect();
    assert_eq!(hex, expected, "as Python's hashlib computes it");
    assert_ne!(serial, serial_of("pelangi certificate approval 1\n", b"\x30\x01\x03"));
    assert_ne!(serial, serial_of("pelangi certificate approval 1", b"\n\x30\x01\x02"));
}
