//! One entry of the audit trail with its details.

use askama::Template;
use audit::Recorded;
use axum::Extension;
use axum::extract::Path;
use axum::response::Response;
use base::{Error, Id, Kind};
use serde_json::Value;
use web::{Page, Visit, html};

use super::{Desk, accounts, names, trail};
use crate::usecase;

#[derive(Template)]
#[template(path = "trail-entry.html", blocks = ["main"])]
struct EntryPage {
    page: Page,
    entry: Recorded,
    who: String,
    agency: String,
    outcome: String,
    colour: &'static str,
    fields: Vec<FieldRow>,
}

/// A field before and after.
struct FieldRow {
    name: String,
    before: String,
    after: String,
    changed: bool,
}

pub(super) async fn show(
    visit: Visit,
    Extension(desk): Extension<Desk>,
    Path(id): Path<String>,
) -> web::Result<Response> {
    let missing = || Error::new(Kind::NotFound, "audit/not-found");
    let id = Id::parse(&id).ok_or_else(missing)?;
    let entry = usecase::trail::get(visit.cell(), visit.signed_in()?, id).await?;
    let agency = accounts::agencies(&desk).await?.remove(&entry.agency);
    let page = visit.work("adm-trail-title");
    let page = {
        let deed = names::deed(&page, &entry.kind);
        page.called(deed)
    };
    let (key, colour) = trail::outcome(entry.outcome);
    html(&EntryPage {
        who: trail::who(&page, &entry),
        agency: agency.unwrap_or_else(|| entry.agency.clone()),
        outcome: page.t(key).to_string(),
        colour,
        fields: fields(entry.before.as_ref(), entry.after.as_ref()),
        page,
        entry,
    })
}

/// The fields of both states side by side, in the order in which they are stored.
fn fields(before: Option<&Value>, after: Option<&Value>) -> Vec<FieldRow> {
    let mut names: Vec<String> = Vec::new();
    for state in [before, after].into_iter().flatten().filter_map(Value::as_object) {
        names.extend(state.keys().cloned());
    }
    names.sort_unstable();
    names.dedup();
    let row = |name: String| {
        let (before, after) = (text(before, &name), text(after, &name));
        FieldRow { changed: before != after, name, before, after }
    };
    names.into_iter().map(row).collect()
}

fn text(state: Option<&Value>, name: &str) -> String {
    match state.and_then(|state| state.get(name)) {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(Value::Array(items)) => {
            let items = items
                .iter()
                .map(|item| item.as_str().map_or_else(|| item.to_string(), str::to_owned));
            items.collect::<Vec<_>>().join(", ")
        }
        Some(other) => other.to_string(),
    }
}
