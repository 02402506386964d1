//! The calendar of releases: what will be published when, and whether it came in time.

use askama::Template;
use axum::Extension;
use axum::response::Response;
use base::Language;
use web::{Page, Pages, Visit, html};

use super::{ANYBODY, PATH};
use crate::usecase::Bureau;
use crate::usecase::process::calendar::{self, Promise, Standing};

pub(super) fn pages() -> Pages {
    Pages::new().get("/statistik/kalender", ANYBODY, show)
}

#[derive(Template)]
#[template(path = "stat-calendar.html", blocks = ["main"])]
struct View {
    page: Page,
    /// The next one first.
    ahead: Vec<Promise>,
    /// The last one first.
    past: Vec<Promise>,
}

impl View {
    fn language(&self) -> Language {
        self.page.language()
    }

    fn word(&self, it: &Promise) -> String {
        self.page.t(&format!("stat-standing-{}", it.standing.code())).to_string()
    }

    fn colour(&self, it: &Promise) -> &'static str {
        match it.standing {
            Standing::Planned => "",
            Standing::Late => "red",
            Standing::InTime => "green",
            Standing::Delayed => "yellow",
        }
    }

    fn promised(&self, it: &Promise) -> String {
        it.obligation.planned_release.map_or_else(String::new, |at| self.page.moment(at))
    }

    /// When it came; empty until then.
    fn released(&self, it: &Promise) -> String {
        it.released().map_or_else(String::new, |at| self.page.moment(at))
    }

    fn page_of(&self, it: &Promise) -> String {
        format!("{PATH}/{}", it.dataset.id)
    }
}

async fn show(visit: Visit, Extension(bureau): Extension<Bureau>) -> web::Result<Response> {
    let all = calendar::shown(&bureau).await?;
    let waits = |it: &Promise| matches!(it.standing, Standing::Planned | Standing::Late);
    let (ahead, mut past): (Vec<Promise>, Vec<Promise>) = all.into_iter().partition(waits);
    past.reverse();
    html(&View { page: visit.page("stat-calendar"), ahead, past })
}
