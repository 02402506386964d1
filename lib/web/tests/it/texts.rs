//! Sentences.

use base::{Error, Kind, Language, Rupiah};
use web::{Locale, TextError, Texts};

use crate::support::texts;

#[test]
fn both_languages_have_the_same_keys() {
    assert_eq!(texts().gaps(), Vec::<String>::new());
}

#[test]
fn a_missing_sentence_shows_its_key_and_is_remembered() {
    let texts = texts();
    assert_eq!(texts.say(Language::Id, "no-such-key").to_string(), "no-such-key");
    assert_eq!(texts.missed(), ["id no-such-key"]);
}

#[test]
fn numbers_are_grouped_and_choose_their_plural() {
    let texts = texts();
    let say = |language, n: u32| texts.say(language, "plants").with("n", n).to_string();
    assert_eq!(say(Language::En, 1), "1 plant");
    assert_eq!(say(Language::En, 1_234), "1.234 plants");
    assert_eq!(say(Language::Id, 1_234_567), "1.234.567 tanaman");
}

#[test]
fn values_come_without_isolation_marks() {
    let said = texts().say(Language::Id, "plants").with("n", Rupiah(5_000)).to_string();
    assert_eq!(said, "Rp5.000 tanaman");
}

#[test]
fn an_error_is_explained_by_its_code_and_else_by_its_kind() {
    let texts = texts();
    let known = Error::new(Kind::Invalid, "base/nop-length").with("digits", 17);
    assert_eq!(texts.error(Language::En, &known).title, "A NOP has 18 digits, this has 17");
    let unknown = texts.error(Language::En, &Error::new(Kind::Conflict, "garden/taken"));
    assert_eq!(unknown.title, "The data has changed");
    assert!(!unknown.advice.is_empty());
    assert_eq!(texts.missed(), ["en error-garden-taken"]);
}

#[test]
fn a_mistake_in_a_fluent_file_stops_the_start_and_names_the_crate() {
    let wrong = Locale { language: Language::Id, of: "garden", source: "ok = { $n\n" };
    let error = Texts::new([wrong]).err().expect("refused");
    assert!(matches!(error, TextError::Syntax { of: "garden", .. }), "{error}");
    let twice = web::LOCALES.into_iter().chain(web::LOCALES);
    assert!(matches!(Texts::new(twice).err(), Some(TextError::Repeated { .. })));
}

#[test]
fn how_long_to_wait_is_said_in_words() {
    let texts = texts();
    let said = |language, seconds: u32| {
        let error = Error::new(Kind::TooMany, "web/too-many").with("seconds", seconds);
        texts.error(language, &error).advice
    };
    assert_eq!(said(Language::En, 1), "Wait 1 second, then try again.");
    assert_eq!(said(Language::En, 91), "Wait 2 minutes, then try again.");
    assert_eq!(said(Language::Id, 3_600), "Tunggu 60 menit, lalu coba lagi.");
    assert_eq!(said(Language::Id, 7_201), "Tunggu 3 jam, lalu coba lagi.");
}
