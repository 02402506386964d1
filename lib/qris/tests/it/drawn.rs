//! Codes drawn at random, all of them valid.

use proptest::prelude::*;
use qris::{Element, Qris, Tag};

fn tag(number: u8) -> Tag {
    Tag::new(number).unwrap()
}

/// Letters, spaces, signs and a few characters beyond ASCII.
fn value(longest: usize) -> impl Strategy<Value = String> {
    let character = prop_oneof![8 => "[ -~]", 1 => "[\u{e0}-\u{ff}\u{4e00}-\u{4e20}]"];
    prop::collection::vec(character, 1..=longest).prop_map(|parts| parts.concat())
}

fn account() -> impl Strategy<Value = Element> {
    let parts = (26..=45_u8, "[A-Z]{2}\\.[A-Z]{2,8}", "9360[0-9]{14,15}", value(15), "U[MKB][IE]");
    parts.prop_map(|(number, guid, pan, id, criteria)| {
        let fields =
            [(Tag::GUID, guid), (Tag::PAN, pan), (Tag::MERCHANT_ID, id), (Tag::CRITERIA, criteria)];
        Element::template(tag(number), fields)
    })
}

fn national() -> impl Strategy<Value = Element> {
    "ID[0-9]{13}".prop_map(|nmid| {
        let guid = (Tag::GUID, qris::NATIONAL_GUID.to_owned());
        Element::template(Tag::NATIONAL, [guid, (Tag::MERCHANT_ID, nmid)])
    })
}

fn additional() -> impl Strategy<Value = Element> {
    prop::collection::btree_map(1..=99_u8, value(12), 1..5).prop_map(|fields| {
        let fields = fields.into_iter().map(|(number, value)| (tag(number), value));
        Element::template(Tag::ADDITIONAL, fields)
    })
}

fn optional() -> impl Strategy<Value = Vec<Element>> {
    let initiation = prop_oneof![Just("11"), Just("12")];
    let amount = (1..10_000_000_000_i64).prop_map(|rupiah| Element::amount(base::Rupiah(rupiah)));
    let other = prop::collection::btree_map(prop_oneof![2..=25_u8, 65..=99_u8], value(40), 0..4);
    (
        prop::option::of(initiation.prop_map(|text| Element::text(Tag::INITIATION, text))),
        prop::option::of(national()),
        prop::option::of(amount),
        prop::option::of(value(10).prop_map(|text| Element::text(Tag::POSTAL_CODE, text))),
        prop::option::of(additional()),
        other,
    )
        .prop_map(|(initiation, national, amount, postal, additional, other)| {
            let other = other.into_iter().map(|(number, text)| Element::text(tag(number), text));
            let one = [initiation, national, amount, postal, additional].into_iter().flatten();
            one.chain(other).collect()
        })
}

/// The elements of a valid code in any order after the version.
pub fn elements() -> impl Strategy<Value = Vec<Element>> {
    let needed = (account(), "[0-9]{4}", value(25), value(15));
    (needed, optional())
        .prop_map(|((account, category, name, city), mut all)| {
            all.extend([
                account,
                Element::text(Tag::CATEGORY, category),
                Element::text(Tag::CURRENCY, "360"),
                Element::text(Tag::COUNTRY, "ID"),
                Element::text(Tag::NAME, name),
                Element::text(Tag::CITY, city),
            ]);
            all
        })
        .prop_shuffle()
        .prop_map(|mut all| {
            all.insert(0, Element::text(Tag::VERSION, "01"));
            all
        })
}

/// Any valid code.
pub fn code() -> impl Strategy<Value = Qris> {
    elements().prop_map(|elements| Qris::from_elements(elements).unwrap())
}
