//! Any text as a code, as it comes and with its checksum made right: a code or an error, never a
//! panic; and a code is written as it stood, is made again from its elements, and survives JSON.
#![no_main]

use libfuzzer_sys::fuzz_target;
use qris::{Qris, crc16};

fuzz_target!(|text: &str| {
    check(text);
    // Without this nearly everything would end at the checksum.
    let sealed = format!("{text}6304");
    check(&format!("{sealed}{:04X}", crc16(sealed.as_bytes())));
    if let Ok(code) = serde_json::from_str::<Qris>(text) {
        check(&code.to_string());
    }
});

fn check(text: &str) {
    let Ok(code) = Qris::parse(text) else { return };
    assert_eq!(code.to_string(), text);
    assert!(text.ends_with(&format!("6304{:04X}", code.crc())));
    assert!(code.amount().is_none_or(|amount| amount.0 > 0));
    let again = Qris::from_elements(code.elements().to_vec()).expect("its own elements");
    assert_eq!(again, code);
    let json = serde_json::to_string(&code).expect("a code can be written");
    assert_eq!(serde_json::from_str::<Qris>(&json).expect("and read"), code);
}
