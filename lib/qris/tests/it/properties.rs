//! What holds for every code and for every text.

use proptest::prelude::*;
use qris::{Element, Qris};

use crate::{CODE, drawn, sealed};

proptest! {
    #[test]
    fn what_is_written_is_read_back_in_the_same_order(elements in drawn::elements()) {
        let code = Qris::from_elements(elements.clone()).unwrap();
        prop_assert_eq!(code.elements(), elements.as_slice());
        let read = Qris::parse(&code.to_string()).unwrap();
        prop_assert_eq!(&read, &code);
        prop_assert_eq!(Qris::from_elements(read.elements().to_vec()), Ok(code));
    }

    #[test]
    fn json_loses_nothing(code in drawn::code()) {
        let json = serde_json::to_string(&code).unwrap();
        let read: Qris = serde_json::from_str(&json).unwrap();
        prop_assert_eq!(read.to_string(), code.to_string());
    }

    #[test]
    fn one_changed_character_is_always_found(code in drawn::code(), place in any::<prop::sample::Index>(), to in "[ -~]") {
        let mut characters: Vec<char> = code.to_string().chars().collect();
        let index = place.index(characters.len());
        let to = to.chars().next().unwrap();
        prop_assume!(characters[index] != to && characters[index].is_ascii());
        characters[index] = to;
        prop_assert!(Qris::parse(&characters.iter().collect::<String>()).is_err());
    }

    #[test]
    fn a_code_cut_anywhere_is_refused(code in drawn::code(), place in any::<prop::sample::Index>()) {
        let characters: Vec<char> = code.to_string().chars().collect();
        let cut: String = characters[..place.index(characters.len())].iter().collect();
        prop_assert!(Qris::parse(&cut).is_err());
    }

    #[test]
    fn no_text_makes_reading_panic(text in "\\PC{0,80}", digits in "[0-9]{0,80}", tail in "[ -~\\n]{0,40}") {
        for text in [text.clone(), digits.clone(), format!("000201{digits}"), format!("{CODE}{tail}")] {
            let _ = Qris::parse(&text);
            let _ = Qris::parse(&sealed(&text));
        }
        let _ = serde_json::from_str::<Qris>(&tail);
    }

    /// The checksum made right after a change: either a rule is broken, or it is a code that is
    /// written again as it stands.
    #[test]
    fn what_is_read_is_written_as_it_stood(place in any::<prop::sample::Index>(), to in "[0-9A-Za-z .&]{1,6}") {
        let body = CODE.strip_suffix("63040452").unwrap();
        let start = place.index(body.len());
        let text = sealed(&format!("{}{to}{}", &body[..start], &body[(start + to.len()).min(body.len())..]));
        if let Ok(code) = Qris::parse(&text) {
            prop_assert_eq!(code.to_string(), text);
            let again: Vec<Element> = code.elements().to_vec();
            prop_assert_eq!(Qris::from_elements(again), Ok(code));
        }
    }
}
