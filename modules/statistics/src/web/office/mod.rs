//! What officials do with the yearly list of data.

mod acts;
mod list;
mod metadata;
mod one;
mod plan;
mod table;

use base::{Error, Id, Kind};
use web::{Access, Entry, Menu, Page, Pages};

use crate::domain::obligation::{Obligation, State};
use crate::permissions::SEE;
use crate::usecase::{Bureau, process};

const PATH: &str = "/kerja/statistik";
const SEES: Access = Access::Needs(SEE);

/// The entry in the navigation, with how many wait.
pub(crate) fn menu() -> Menu {
    let waiting = Some(count as web::Waiting);
    let entry = Entry { label: "stat-obligations", path: PATH, needs: SEE, waiting };
    Menu { label: "stat-menu", entries: vec![entry], groups: Vec::new() }
}

fn count<'a>(cell: &'a cell::Cell, actor: &'a identity::Actor) -> web::Count<'a> {
    Box::pin(async move { process::lists::waiting(&Bureau::new(cell.clone()), actor).await })
}

pub(super) fn pages() -> Pages {
    Pages::new()
        .merge(list::pages())
        .merge(plan::pages())
        .merge(one::pages())
        .merge(acts::pages())
        .merge(table::pages())
        .merge(metadata::pages())
}

/// The id in an address.
fn id(text: &str) -> base::Result<Id<Obligation>> {
    Id::parse(text).ok_or_else(|| Error::new(Kind::NotFound, "statistics/no-obligation"))
}

/// Where an obligation's page is.
fn path(id: impl std::borrow::Borrow<Id<Obligation>>) -> String {
    format!("{PATH}/{}", id.borrow())
}

/// The colour of a state's tag: yellow waits for the office, teal for whoever examines.
const fn colour(state: State) -> &'static str {
    match state {
        State::Agreed | State::Collecting | State::Returned => "yellow",
        State::Submitted | State::Examining | State::Advising | State::Ready => "teal",
        State::Released => "green",
        State::Planned | State::Withdrawn => "",
    }
}

/// The sentence whose key ends in a stored word.
fn word(page: &Page, beginning: &str, end: &str) -> String {
    page.t(&format!("{beginning}{end}")).to_string()
}
