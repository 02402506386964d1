//! Two versions of a PDF beside each other, as a page: a sentence for each page of the file, and a
//! picture with frames where something changed, or of a page that only one version has.

use askama::Template;
use axum::response::Response;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use pages::{Change, PageChange, Picture};
use web::{Page, html, with_pictures_inside};

use crate::domain::letter::Record;
/// One page of the file.
struct Row {
    number: usize,
    /// Colour and words of its tag.
    tag: (&'static str, String),
    picture: Option<String>,
    /// What the picture is, to whoever does not see it.
    shows: String,
}

/// What is compared: the key of a sentence about it, how it is called, and its number.
pub(crate) struct About {
    pub(crate) lead: &'static str,
    pub(crate) name: String,
    pub(crate) number: Option<String>,
}

impl About {
    pub(crate) fn letter(lead: &'static str, record: Record) -> Self {
        Self { lead, name: record.subject, number: record.number }
    }
}

#[derive(Template)]
#[template(path = "compared.html", blocks = ["main"])]
struct View {
    page: Page,
    back: (String, &'static str),
    about: About,
    rows: Vec<Row>,
    verdict: Verdict,
    left_out: usize,
}

/// The answer. `back` is where the reader came from and how that is called.
pub(crate) fn answer(
    page: Page,
    back: (String, &'static str),
    about: About,
    changes: &[PageChange],
) -> web::Result<Response> {
    let row = |one: &PageChange| Row {
        number: one.page,
        tag: tag(&page, &one.change),
        picture: one.picture.as_ref().and_then(inside),
        shows: page.t(shows(&one.change)).with("n", one.page).to_string(),
    };
    let rows: Vec<Row> = changes.iter().map(row).collect();
    let left_out = rows
        .iter()
        .zip(changes)
        .filter(|(row, one)| row.picture.is_none() && one.change.is_worth_seeing())
        .count();
    Ok(with_pictures_inside(html(&View {
        page,
        back,
        about,
        rows,
        verdict: verdict(changes),
        left_out,
    })?))
}

fn shows(change: &Change) -> &'static str {
    match change {
        Change::Added => "doc-pages-picture-new",
        Change::Removed => "doc-pages-picture-old",
        _ => "doc-pages-picture",
    }
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
        Change::Differs(_) => ("red", "doc-pages-differ"),
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
