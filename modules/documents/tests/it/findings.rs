//! Every rule of the verifier has a sentence in both languages.

use base::Language;
use pades::verify::Rule;
use web::Texts;

#[test]
fn every_rule_and_verdict_is_said_in_both_languages() {
    let texts = Texts::new(documents::FINDINGS).unwrap();
    for language in [Language::Id, Language::En] {
        for rule in Rule::ALL {
            let key = format!("finding-{}", rule.code().replace('/', "-"));
            assert!(texts.has(language, &key), "{key}");
        }
    }
    assert_eq!(texts.gaps(), Vec::<String>::new());
}
