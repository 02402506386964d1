//! What a signer is asked, what its failures allow, and that a secret stays one.

use std::fmt::{Debug, Display};

use base::Nik;
use ports::messenger::Email;
use ports::signing::{
    CertificateState, Mark, Secret, SecretKind, Signed, SigningError, SigningOrder, Standing,
    Subject,
};

/// Compiles only while the type lacks the trait: with it, two ways to read the call would exist.
macro_rules! lacks {
    ($type:ty: $bound:path) => {{
        trait Ambiguous<Way> {
            fn lacks() {}
        }
        impl<T: ?Sized> Ambiguous<()> for T {}
        struct Has;
        impl<T: ?Sized + $bound> Ambiguous<Has> for T {}
        <$type as Ambiguous<_>>::lacks();
    }};
}

#[test]
fn a_secret_can_be_neither_printed_nor_copied_nor_compared() {
    lacks!(Secret: Debug);
    lacks!(Secret: Display);
    lacks!(Secret: Clone);
    lacks!(Secret: PartialEq);
    lacks!(Secret: AsRef<str>);
    lacks!(SigningOrder<'static>: Debug);
    let secret = Secret::passphrase("kata sandi".to_owned());
    assert_eq!((secret.expose(), secret.kind()), ("kata sandi", SecretKind::Passphrase));
    let code = Secret::totp("123456".to_owned()).duplicate();
    assert_eq!((code.expose(), code.kind(), code.is_empty()), ("123456", SecretKind::Totp, false));
}

#[test]
fn a_subject_hides_itself() {
    let nik = Subject::Nik(Nik::parse("6408014107900001").unwrap());
    let email = Subject::Email(Email::parse("siti@contoh.go.id").unwrap());
    let key = Subject::Key("segel-dinas-7".to_owned());
    assert_eq!(nik.masked(), "NIK 6408…");
    assert_eq!(email.masked(), "s…@contoh.go.id");
    assert_eq!(key.masked(), "key sege…");
    assert_eq!(format!("{nik:?} {email:?}"), "Subject(NIK 6408…) Subject(s…@contoh.go.id)");
}

#[test]
fn a_file_or_a_picture_is_printed_by_its_size() {
    let signed = Signed { pdf: b"%PDF-rahasia".to_vec(), reference: None };
    assert_eq!(format!("{signed:?}"), "Signed(12 bytes, reference None)");
    assert_eq!(format!("{:?}", Mark::Picture(vec![0; 9])), "Picture(9 bytes)");
}

#[test]
fn only_what_was_not_done_may_be_repeated() {
    let why = || "link".to_owned();
    let all = [
        (SigningError::NotSent(why()), true, false),
        (SigningError::Busy(why()), true, false),
        (SigningError::Unknown(why()), false, true),
        (SigningError::WrongSecret, false, false),
        (SigningError::CannotSign(CertificateState::Expire), false, false),
        (SigningError::Refused(why()), false, false),
        (SigningError::Garbled(why()), false, false),
    ];
    for (error, repeat, unknown) in all {
        assert_eq!(error.may_repeat(), repeat, "{error}");
        assert_eq!(error.outcome_is_unknown(), unknown, "{error}");
    }
}

#[test]
fn each_standing_and_state_is_read_as_it_is_written() {
    for standing in Standing::ALL {
        assert_eq!(Standing::parse(standing.as_str()), Some(standing));
    }
    assert_eq!(Standing::parse("qualified"), None);
    assert_eq!(Standing::Internal.label(), "TTE tidak tersertifikasi (internal)");
    for state in CertificateState::ALL {
        assert_eq!(CertificateState::parse(state.as_str()), Some(state));
        assert_eq!(state.can_sign(), state == CertificateState::Issue);
    }
    assert_eq!(CertificateState::parse("issue"), None);
}
