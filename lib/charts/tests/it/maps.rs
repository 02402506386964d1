//! Maps: reading boundaries and colouring them.

use std::collections::BTreeMap;

use charts::{Boundaries, Choropleth, Shade, Tone};

use crate::texts;

pub(crate) const KUTAI_TIMUR: &str =
    include_str!("../../../../modules/property-tax/data/boundaries/64.08.geojson");

/// A collection with a square for each code, one beside the other.
fn squares(codes: &[&str]) -> String {
    let square = |(i, code): (usize, &&str)| {
        let (west, east) = (i, i + 1);
        format!(
            r#"{{"type":"Feature","id":"{code}","properties":{{"nama":"Kecamatan {code}"}},"geometry":{{"type":"Polygon","coordinates":[[[{west},0],[{east},0],[{east},1],[{west},1],[{west},0]]]}}}}"#
        )
    };
    let features: Vec<String> = codes.iter().enumerate().map(square).collect();
    format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(","))
}

fn shade(tone: Tone, title: &str) -> Shade {
    Shade { tone, title: title.to_owned(), link: None }
}

fn map<'a>(boundaries: &'a Boundaries, shades: &[(&str, Shade)]) -> Choropleth<'a> {
    let shades: BTreeMap<_, _> = shades.iter().cloned().map(|(c, s)| (c.to_owned(), s)).collect();
    Choropleth { boundaries, sentence: "Peta PBB per kecamatan".to_owned(), shades }
}

fn refusal(geojson: &str) -> String {
    Boundaries::parse(geojson).err().map(|error| error.to_string()).unwrap_or_default()
}

#[test]
fn the_regency_has_eighteen_kecamatan_in_about_five_kilobytes() {
    let boundaries = Boundaries::parse(KUTAI_TIMUR).expect("the boundaries can be read");
    assert_eq!(boundaries.regions().len(), 18);
    assert_eq!((boundaries.width(), boundaries.height()), (600, 366));
    let svg = map(&boundaries, &[]).draw().to_svg();
    assert!(svg.len() < 6_500, "{} bytes", svg.len());
}

#[test]
fn every_kecamatan_has_its_label_inside() {
    let boundaries = Boundaries::parse(KUTAI_TIMUR).expect("the boundaries can be read");
    for region in boundaries.regions() {
        assert!(crate::neighbours::holds(region, region.middle), "{}", region.name);
    }
    let drawing = map(&boundaries, &[]).draw();
    assert_eq!(texts(&drawing).len(), 18);
    assert_eq!(texts(&drawing)[3], "04");
}

#[test]
fn a_map_is_the_same_bytes_every_time() {
    let draw = || map(&Boundaries::parse(KUTAI_TIMUR).expect("readable"), &[]).draw().to_svg();
    assert_eq!(draw(), draw());
}

#[test]
fn regions_take_tone_title_and_link_of_their_shade() {
    let boundaries = Boundaries::parse(&squares(&["64.08.02", "64.08.01"])).expect("readable");
    let linked = Shade { link: Some("/pbb/64.08.02".to_owned()), ..shade(Tone::Change5, "<Dua>") };
    let svg = map(&boundaries, &[("64.08.02", linked)]).draw().to_svg();
    insta::assert_snapshot!(svg.replace("><", ">\n<"));
}

#[test]
fn figures_without_a_place_on_the_map_are_named() {
    let boundaries = Boundaries::parse(&squares(&["64.08.01"])).expect("readable");
    let both =
        [("64.08.01", shade(Tone::Amount1, "Satu")), ("64.08.19", shade(Tone::Amount1, "Baru"))];
    assert_eq!(map(&boundaries, &both).off_map(), ["64.08.19"]);
}

#[test]
fn a_region_too_small_for_the_grid_is_still_on_the_map() {
    let tiny = r#"{"type":"Feature","id":"64.08.99","geometry":{"type":"Polygon","coordinates":[[[0.2,0.2],[0.20001,0.2],[0.2,0.20001],[0.2,0.2]]]}}]}"#;
    let text = squares(&["64.08.01"]).trim_end_matches("]}").to_owned() + "," + tiny;
    let boundaries = Boundaries::parse(&text).expect("readable");
    assert_eq!(boundaries.regions()[1].rings[0].len(), 4);
}

#[test]
fn bad_boundaries_are_refused_with_the_reason() {
    assert!(refusal("{}").contains("not a GeoJSON collection"));
    assert!(refusal("kosong").contains("not a GeoJSON collection"));
    assert!(refusal(&squares(&[])).contains("no region"));
    assert!(refusal(&squares(&["64.08.01", "64.08.01"])).contains("64.08.01 stands twice"));
    let one = squares(&["64.08.01"]);
    assert!(refusal(&one.replace("\"id\":\"64.08.01\",", "")).contains("feature 1 has no code"));
    assert!(refusal(&one.replace("Polygon", "LineString")).contains("64.08.01 is a LineString"));
    assert!(refusal(&one.replace("[1,0]", "[1]")).contains("64.08.01"));
    assert!(refusal(&one.replace("[1,0],[1,1],", "")).contains("fewer than three"));
    assert!(refusal(&one.replace("[1,1]", "[1,117]")).contains("longitude first"));
    assert!(refusal(&one.replace("[1,1],[0,1]", "[1,0],[0,0]")).contains("on one line"));
}
