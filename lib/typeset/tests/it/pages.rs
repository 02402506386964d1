//! Letters longer than a page.

use serde_json::{Value, json};
use typeset::{Rendered, TypesetError, Typesetter};

use crate::support::{form, paragraphs, render, typesetter, with_prelude, words};

fn long_letter(length: usize) -> Rendered {
    render(&form("surat-dinas", |f| f["isi"] = paragraphs(length)))
}

#[test]
fn the_signature_is_never_alone_on_a_page() {
    let mut breaks = 0;
    for length in (8..=17).chain([1, 24]) {
        let rendered = long_letter(length);
        let place = rendered.places.iter().find(|place| place.name == "TTD").unwrap();
        let page = &rendered.text[place.page - 1];
        assert!(page.contains(&format!("Butir {length}.")), "{length} paragraphs: {page}");
        assert!(page.contains("Ahmad Fauzi Rahman"), "{length} paragraphs: name and space apart");
        let parafs = rendered.places.iter().filter(|place| place.name.starts_with("PARAF"));
        assert!(parafs.clone().count() == 2 && parafs.clone().all(|p| p.page == place.page));
        breaks = breaks.max(rendered.pages);
    }
    assert!(breaks >= 2, "some of these letters have two pages");
}

#[test]
fn the_last_item_of_a_list_goes_with_the_signature() {
    for length in [24, 30, 36] {
        let items: Vec<Value> = (1..=length)
            .map(|n| json!([{ "kind": "paragraph", "runs": [{ "text": format!("Hal ke-{n}.") }] }]))
            .collect();
        let list = json!([{ "kind": "list", "marker": "1.", "start": 1, "items": items }]);
        let rendered = render(&form("surat-dinas", |f| f["isi"] = list));
        let place = rendered.places.iter().find(|place| place.name == "TTD").unwrap();
        let page = &rendered.text[place.page - 1];
        assert!(
            page.contains(&format!("{length}.")) && page.contains(&format!("Hal ke-{length}."))
        );
        assert!(rendered.text[0].contains("Hal ke-19."), "the list is divided, not moved");
    }
}

#[test]
fn a_last_part_of_many_pages_begins_on_the_first() {
    let sentence = "Satu kalimat dari alinea yang sangat panjang. ";
    let rows = (1..=60).map(|n| format!("| {n} | Uraian |\n")).collect::<String>();
    for (typed, sign) in [
        (sentence.repeat(120), "Satu kalimat"),
        (format!("| No | Uraian |\n|---|---|\n{rows}"), "Uraian"),
        (format!("1. pendek\n2. {}", sentence.repeat(120)), "Satu kalimat"),
    ] {
        let body = serde_json::to_value(typeset::markup::parse(&typed)).unwrap();
        let rendered = render(&form("surat-dinas", |f| f["isi"] = body));
        assert!(rendered.pages >= 2 && rendered.text[0].matches(sign).count() > 5, "{sign}");
    }
}

#[test]
fn the_last_dictum_goes_with_the_signature() {
    for length in [1, 2, 3, 5, 7, 9, 14, 25] {
        let dicta: Vec<_> = (1..=length).map(|n| json!(paragraphs(1 + n % 2))).collect();
        let rendered = render(&form("keputusan", |f| f["diktum"] = json!(dicta)));
        let page = &rendered.text[rendered.places[0].page - 1];
        let label = ["KESATU", "KEDUA", "KETIGA"].get(length - 1);
        if let Some(label) = label {
            assert!(page.contains(label), "{length} dicta");
        }
        assert!(page.contains("Butir 1."), "{length} dicta");
    }
}

#[test]
fn sixty_copies_go_over_pages_with_their_numbers() {
    let copies: Vec<_> = (1..=60).map(|n| json!(format!("Kepala Desa Nomor {n}"))).collect();
    let rendered = render(&form("surat-dinas", |f| f["tembusan"] = json!(copies)));
    assert!(rendered.pages >= 2);
    let text = words(&rendered);
    assert!((1..=60).all(|n| text.contains(&format!("{n}. Kepala Desa Nomor {n}"))), "{text}");
    let heading = rendered.text.iter().find(|page| page.contains("Tembusan:")).unwrap();
    assert!(heading.contains("Kepala Desa Nomor 1"), "the word is not left alone");
}

#[test]
fn overlong_names_stay_on_the_sheet() {
    let name = "Prof. Dr. Ir. H. Raden Mas Sosrokartono Wirakusuma Adiningrat Kusumo Hadiprojo, M.Sc., \
                Ph.D., IPU, ASEAN Eng.";
    let title =
        "Pelaksana Tugas Kepala Bidang Perencanaan, Pengendalian, Pengembangan, dan Evaluasi";
    let rendered = render(&form("surat-dinas", |f| {
        f["penandatangan"]["nama"] = json!(name);
        f["penandatangan"]["jabatan"] = json!(title);
        f["hal"] = json!("Permohonan ".repeat(60));
        f["kepada"] = json!(vec![title; 30]);
        f["kop"]["instansi"] = json!(title.to_uppercase());
    }));
    assert!(words(&rendered).contains("Wirakusuma Adiningrat"));
    assert!(rendered.places.iter().all(|place| place.rect.x + place.rect.width < 595.0 - 40.0));
}

#[test]
fn a_word_without_end_does_not_stop_the_letter() {
    let endless = "A".repeat(2_000);
    let rendered = render(&form("surat-dinas", |f| f["isi"] = json!(endless)));
    assert!(words(&rendered).contains("AAAA"));
}

#[test]
fn pages_are_numbered_from_the_second() {
    let rendered = long_letter(30);
    assert!(!rendered.text[0].contains("- 1 -"));
    assert!(rendered.text[1].starts_with("- 2 -"));
}

#[test]
fn a_document_has_at_most_so_many_pages() {
    let limits = typeset::Limits { pages: 3, ..typeset::Limits::default() };
    let strict = Typesetter::with_limits(limits);
    let pages = |count: usize| with_prelude(&"Satu\n#pagebreak()\n".repeat(count - 1));
    assert_eq!(strict.render(&pages(3)).unwrap().pages, 3);
    let refused = strict.render(&pages(4)).unwrap_err();
    assert!(matches!(refused, TypesetError::TooLarge { size: 4, limit: 3, .. }), "{refused}");
    assert_eq!(refused.to_string(), "pages: 4, at most 3 are allowed");
    assert!(typesetter().render(&pages(4)).is_ok());
}
