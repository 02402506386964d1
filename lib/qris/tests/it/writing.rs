//! Codes made from elements.

use base::Rupiah;
use qris::{Content, Element, Field, Path, Qris, QrisError, Tag};

use crate::CODE;

fn elements() -> Vec<Element> {
    vec![
        Element::text(Tag::VERSION, "01"),
        Element::text(Tag::INITIATION, "12"),
        Element::template(
            Tag::ACQUIRER,
            [
                (Tag::GUID, "ID.CO.BANKUJI.WWW"),
                (Tag::PAN, "936009991234567890"),
                (Tag::MERCHANT_ID, "123456789012345"),
                (Tag::CRITERIA, "UME"),
            ],
        ),
        Element::template(
            Tag::NATIONAL,
            [
                (Tag::GUID, qris::NATIONAL_GUID),
                (Tag::MERCHANT_ID, "ID1020000000001"),
                (Tag::CRITERIA, "UME"),
            ],
        ),
        Element::text(Tag::CATEGORY, "9311"),
        Element::text(Tag::CURRENCY, "360"),
        Element::amount(Rupiah(127_500)),
        Element::text(Tag::COUNTRY, "ID"),
        Element::text(Tag::NAME, "BAPENDA UJI KABUPATEN"),
        Element::text(Tag::CITY, "SANGATTA"),
        Element::text(Tag::POSTAL_CODE, "75611"),
        Element::template(
            Tag::ADDITIONAL,
            [(Tag::BILL_NUMBER, "2026640801000100012340"), (Tag::TERMINAL, "PBB01")],
        ),
    ]
}

/// The elements with one of them in place of the one with the same tag.
fn with(element: Element) -> Result<Qris, QrisError> {
    let replace = |old: Element| if old.tag == element.tag { element.clone() } else { old };
    Qris::from_elements(elements().into_iter().map(replace))
}

#[test]
fn a_code_made_from_its_elements_is_the_known_text() {
    let code = Qris::from_elements(elements()).unwrap();
    assert_eq!(code.to_string(), CODE);
    assert_eq!(code.elements(), elements());
    assert_eq!(code, Qris::parse(CODE).unwrap());
}

#[test]
fn what_is_written_keeps_the_rules_of_what_is_read() {
    assert_eq!(
        with(Element::amount(Rupiah::ZERO)),
        Err(QrisError::Amount { at: CODE.find("127500").unwrap() + 1 })
    );
    assert!(matches!(with(Element::amount(Rupiah(-5))), Err(QrisError::Amount { .. })));
    assert!(matches!(with(Element::text(Tag::CURRENCY, "840")), Err(QrisError::Currency { .. })));
    let empty = with(Element::text(Tag::NAME, ""));
    assert!(matches!(empty, Err(QrisError::Empty { path, .. }) if path == Path::of(Tag::NAME)));
}

#[test]
fn a_value_that_no_length_can_count_is_refused() {
    let long = "x".repeat(100);
    let error = with(Element::text(Tag::POSTAL_CODE, long.clone())).unwrap_err();
    assert_eq!(error, QrisError::Uncountable { path: Path::of(Tag::POSTAL_CODE) });
    let inner = with(Element::template(Tag::ADDITIONAL, [(Tag::REFERENCE, long)])).unwrap_err();
    let path = Path::within(Tag::ADDITIONAL, Tag::REFERENCE);
    assert_eq!(inner, QrisError::Uncountable { path });
    let sixty = "x".repeat(60);
    let both = [(Tag::REFERENCE, sixty.clone()), (Tag::TERMINAL, sixty)];
    let outer = with(Element::template(Tag::ADDITIONAL, both)).unwrap_err();
    assert_eq!(outer, QrisError::Uncountable { path: Path::of(Tag::ADDITIONAL) });
}

#[test]
fn the_checksum_cannot_be_given() {
    let given = elements().into_iter().chain([Element::text(Tag::CRC, "0452")]);
    assert_eq!(Qris::from_elements(given), Err(QrisError::CrcGiven));
}

#[test]
fn only_templates_hold_elements() {
    let error = with(Element::template(Tag::NAME, [(Tag::GUID, "x")])).unwrap_err();
    assert_eq!(error, QrisError::NoTemplate { tag: Tag::NAME });
    // The text of a template is taken apart, as it would be by whoever reads the code.
    let text = with(Element::text(Tag::ADDITIONAL, "0705PBB01")).unwrap();
    let field = Field { tag: Tag::TERMINAL, value: "PBB01".into() };
    assert_eq!(text.elements().last().unwrap().content, Content::Template(vec![field]));
}
