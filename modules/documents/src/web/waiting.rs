//! What waits for somebody: dispositions and follow-ups, paraf, signature, correction, number, sending.

use askama::Template;
use axum::Extension;
use axum::response::Response;
use web::{Access, Entry, Page, Pages, Visit, html};

use crate::domain::letter::Listed;
use crate::permissions::READ;
use crate::usecase::Office;
use crate::usecase::incoming::waiting::Incomings;
use crate::usecase::knock::{self, PATH};
use crate::usecase::lists::{self, Desk};

/// The entry in the navigation, with how many wait.
pub(super) fn entry() -> Entry {
    let waiting = Some(lists_count as web::Waiting);
    Entry { label: "doc-waiting", path: PATH, needs: READ, waiting }
}

fn lists_count<'a>(cell: &'a cell::Cell, actor: &'a identity::Actor) -> web::Count<'a> {
    Box::pin(lists::count(cell, actor))
}

pub(super) fn pages() -> Pages {
    Pages::new().get(PATH, Access::Needs(READ), list)
}

/// Letters under a heading.
struct Pile {
    title: String,
    note: String,
    letters: Vec<Listed>,
}

#[derive(Template)]
#[template(path = "letters-waiting.html", blocks = ["main"])]
struct View {
    page: Page,
    incoming: Incomings,
    piles: Vec<Pile>,
    /// Where somebody asks to be told.
    offer: Option<String>,
}

async fn list(visit: Visit, Extension(office): Extension<Office>) -> web::Result<Response> {
    let actor = visit.signed_in()?;
    let waiting = lists::waiting(&office, actor).await?;
    let offer = knock::offer_link(&office, actor);
    let page = visit.work("doc-waiting");
    let desk = |desk: Desk| Pile {
        title: desk.capacity,
        note: match desk.is_served {
            true => page.t("doc-waiting-served").to_string(),
            false => page.t("doc-waiting-own").to_string(),
        },
        letters: desk.letters,
    };
    let mut piles: Vec<Pile> = waiting.desks.into_iter().map(desk).collect();
    let others = [
        ("doc-waiting-returned", waiting.returned),
        ("doc-waiting-number", waiting.to_number),
        ("doc-waiting-sign", waiting.to_sign),
        ("doc-waiting-dispatch", waiting.to_dispatch),
    ];
    for (title, letters) in others {
        piles.push(Pile { title: page.t(title).to_string(), note: String::new(), letters });
    }
    piles.retain(|pile| !pile.letters.is_empty());
    html(&View { page, incoming: waiting.incoming, piles, offer })
}
