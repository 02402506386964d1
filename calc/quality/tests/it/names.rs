//! Codes and names as offices write them.

use base::Fraction;
use proptest::prelude::*;
use quality::names::{Found, Known, find, plain};

const LIST: [Known<'static>; 6] = [
    Known { code: "64.08.10", name: "Kongbeng" },
    Known { code: "64.08.04", name: "Sangatta Utara" },
    Known { code: "64.08.13", name: "Sangatta Selatan" },
    Known { code: "64.08.02.2004", name: "Long Bentuq" },
    Known { code: "64.10", name: "Berau Contoh" },
    Known { code: "64.02.19", name: "Kota Bangun Darat" },
];

#[test]
fn a_code_is_text() {
    assert_eq!(find(" 64.10 ", &LIST), Found::Code("64.10"));
    assert_eq!(find("64.1", &LIST), Found::Near { code: "64.10", likeness: Fraction::ONE });
    assert_eq!(find("64.2", &LIST), Found::Unknown(vec![]));
    assert_eq!(find("6408", &LIST), Found::Unknown(vec![]));
}

#[test]
fn a_name_is_found_however_it_is_dressed() {
    for text in ["Kongbeng", "KEC. KONGBENG", "Kecamatan Kongbeng", "kong beng", "Kong-Beng "] {
        assert_eq!(find(text, &LIST), Found::Name("64.08.10"), "{text}");
    }
    assert_eq!(find("Kel. Kota Bangun Darat", &LIST), Found::Name("64.02.19"));
    assert_eq!(plain("Kec."), "kec", "a kind alone is a name");
}

#[test]
fn a_near_name_is_proposed_and_never_taken() {
    let near = |text: &str| match find(text, &LIST) {
        Found::Near { code, likeness } if likeness < Fraction::ONE => code,
        other => panic!("{text}: {other:?}"),
    };
    assert_eq!(near("Kombeng"), "64.08.10");
    assert_eq!(near("Long Bentuk"), "64.08.02.2004");
    assert_eq!(near("Sangata Utara"), "64.08.04");
    assert_eq!(find("Samarinda", &LIST), Found::Unknown(vec![]));
}

#[test]
fn two_of_one_name_are_for_somebody_to_choose() {
    let list = [
        Known { code: "64.08.01.2001", name: "Long Pejeng" },
        Known { code: "64.08.06.2003", name: "Long Pejeng" },
    ];
    let both = vec!["64.08.01.2001", "64.08.06.2003"];
    assert_eq!(find("long pejeng", &list), Found::Unknown(both));
}

proptest! {
    #[test]
    fn no_text_is_too_strange(text in ".{0,40}") {
        let _ = find(&text, &LIST);
    }
}
