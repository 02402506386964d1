//! What differs is found, and nothing else.

use pades::Document;
use pages::{Change, Comparison, Picture, Region, compare};

use crate::{corpus, page, renderer, two_pages};

fn drawn(contents: &str) -> Picture {
    renderer().render(page(contents, ""), 1, 400).unwrap()
}

const LINES: &str = "0 g 10 80 100 4 re f 10 60 100 4 re f";

#[test]
fn a_page_is_like_itself() {
    assert_eq!(compare(&drawn(LINES), &drawn(LINES), &[]), Comparison::Same);
}

#[test]
fn a_change_is_found_where_it_is() {
    let changed = drawn(&format!("{LINES} 150 20 10 10 re f"));
    let Comparison::Differs(regions) = compare(&drawn(LINES), &changed, &[]) else {
        panic!("it differs");
    };
    assert_eq!(regions.len(), 1);
    let it = regions[0];
    // 150 to 160 points from the left, 20 to 30 from below, two pixels for a point.
    assert!(it.left <= 300 && it.left + it.width >= 320, "{it:?}");
    assert!(it.top <= 140 && it.top + it.height >= 160, "{it:?}");
    assert!(it.width <= 48 && it.height <= 48, "{it:?}");
}

#[test]
fn what_lies_in_a_signature_does_not_count() {
    let changed = drawn(&format!("{LINES} 150 20 10 10 re f"));
    let signature = changed.region([145.0, 15.0, 165.0, 35.0]);
    assert_eq!(compare(&drawn(LINES), &changed, &[signature]), Comparison::Same);
    let elsewhere = Region { left: 0, ..signature };
    assert_ne!(compare(&drawn(LINES), &changed, &[elsewhere]), Comparison::Same);
}

#[test]
fn two_changes_are_two_regions() {
    let changed = drawn(&format!("{LINES} 150 20 10 10 re f 20 10 10 10 re f"));
    let Comparison::Differs(regions) = compare(&drawn(LINES), &changed, &[]) else {
        panic!("it differs");
    };
    assert_eq!(regions.len(), 2);
}

#[test]
fn pages_of_other_sizes_are_told_apart() {
    let wide = renderer().render(page(LINES, ""), 1, 500).unwrap();
    assert_eq!(compare(&drawn(LINES), &wide, &[]), Comparison::OtherSize);
}

#[test]
fn an_attack_on_a_signed_letter_is_seen() {
    let file = corpus("attacks/contents-replaced.pdf");
    let document = Document::open(&file).unwrap();
    let signed = document.revisions()[document.revisions().len() - 2].range.end;
    let renderer = renderer();
    let before = renderer.render(&file[..signed], 1, 600).unwrap();
    let after = renderer.render(&file[..], 1, 600).unwrap();
    assert!(matches!(compare(&before, &after, &[]), Comparison::Differs(_)));
}

#[test]
fn a_later_signature_changes_nothing_but_its_own_place() {
    let file = corpus("valid/table-two.pdf");
    let document = Document::open(&file).unwrap();
    let first = document.revisions()[0].range.end;
    let pages = renderer().changes(&file[..first], &file[..], 600).unwrap();
    assert!(!pages.is_empty());
    assert!(pages.iter().all(|page| page.change == Change::Same), "{pages:?}");
}

#[test]
fn an_attacked_page_is_shown_with_a_frame_around_the_change() {
    let file = corpus("attacks/contents-replaced.pdf");
    let document = Document::open(&file).unwrap();
    let signed = document.revisions()[document.revisions().len() - 2].range.end;
    let pages = renderer().changes(&file[..signed], &file[..], 600).unwrap();
    let Change::Differs(regions) = &pages[0].change else { panic!("{pages:?}") };
    let picture = pages[0].picture.as_ref().unwrap();
    let corner = (regions[0].top as usize * 600 + regions[0].left as usize) * 3;
    assert_eq!(&picture.rgb[corner..corner + 3], [200, 30, 30]);
}

#[test]
fn a_page_more_or_less_is_told() {
    let short = page("0 0 10 10 re f", "");
    let long = two_pages();
    let last = |before: &[u8], after: &[u8]| {
        let last = renderer().changes(before, after, 200).unwrap().pop().unwrap();
        (last.change, last.picture.unwrap())
    };
    let second = renderer().render(&long[..], 2, 200).unwrap();
    assert_eq!(last(&short, &long), (Change::Added, second.clone()));
    assert_eq!(last(&long, &short), (Change::Removed, second));
}
