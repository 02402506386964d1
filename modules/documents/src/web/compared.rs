//! Two versions of a PDF beside each other, as a page: a sentence for each page of the file, and a
//! picture with frames where something changed.

use askama::Template;
use axum::response::Response;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use pages::{Change, PICTURES, PageChange, Picture};
use web::{Page, html, with_pictures_inside};

/// One page of the file.
struct Row {
    number: usize,
    /// Colour and words of its tag.
    tag: (&'static str, String),
    picture: Option<String>,
}

#[derive(Template)]
#[template(path = "compared.html", blocks = ["main"])]
struct View {
    page: Page,
    back: (String, &'static str),
    lead: &'static str,
    rows: Vec<Row>,
    verdict: Verdict,
    left_out: usize,
}

/// The answer. `back` is where the reader came from and how that is called, `lead` says what is
/// compared.
pub(crate) fn answer(
    page: Page,
    back: (String, &'static str),
    lead: &'static str,
    changes: &[PageChange],
) -> web::Result<Response> {
    // The answer has to come through a slow line.
    let mut shown = 0;
    let mut left_out = 0;
    let mut row = |one: &PageChange| {
        let picture = match &one.change {
            Change::Differs { picture: Some(picture), .. } if shown < PICTURES => inside(picture),
            Change::Differs { .. } => {
                left_out += 1;
                None
            }
            _ => None,
        };
        shown += usize::from(picture.is_some());
        Row { number: one.page, tag: tag(&page, &one.change), picture }
    };
    let rows: Vec<Row> = changes.iter().map(&mut row).collect();
    Ok(with_pictures_inside(html(&View {
        page,
        back,
        lead,
        rows,
        verdict: verdict(changes),
        left_out,
    })?))
}

/// What all pages together say.
struct Verdict {
    colour: &'static str,
    icon: &'static str,
    title: &'static str,
    more: &'static str,
}

fn verdict(changes: &[PageChange]) -> Verdict {
    let unseen = |one: &PageChange| matches!(one.change, Change::NotDrawn(_) | Change::NotCompared);
    let changed = |one: &PageChange| one.change != Change::Same && !unseen(one);
    match (changes.iter().any(changed), changes.iter().any(unseen)) {
        (true, _) => Verdict {
            colour: "bad",
            icon: "shield-alert",
            title: "doc-pages-verdict-differ",
            more: "doc-pages-verdict-differ-more",
        },
        (false, true) => Verdict {
            colour: "warn",
            icon: "triangle-alert",
            title: "doc-pages-verdict-unseen",
            more: "doc-pages-verdict-unseen-more",
        },
        (false, false) => Verdict {
            colour: "",
            icon: "shield-check",
            title: "doc-pages-verdict-same",
            more: "doc-pages-verdict-same-more",
        },
    }
}

fn tag(page: &Page, change: &Change) -> (&'static str, String) {
    let (colour, key) = match change {
        Change::Same => ("green", "doc-pages-same"),
        Change::Differs { .. } => ("red", "doc-pages-differ"),
        Change::OtherSize => ("red", "doc-pages-other-size"),
        Change::Added => ("red", "doc-pages-added"),
        Change::Removed => ("red", "doc-pages-removed"),
        Change::NotDrawn(_) => ("yellow", "doc-pages-not-drawn"),
        Change::NotCompared => ("yellow", "doc-pages-not-compared"),
    };
    (colour, page.t(key).to_string())
}

/// A picture that stands in the page: it is stored nowhere.
fn inside(picture: &Picture) -> Option<String> {
    let png = picture.to_png().ok()?;
    Some(format!("data:image/png;base64,{}", BASE64_STANDARD.encode(png)))
}
