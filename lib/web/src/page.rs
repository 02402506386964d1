//! What the layout of a page needs, and what templates ask of it.

use std::fmt;

use askama::Template;
use axum::http::header::{CONTENT_TYPE, HeaderValue};
use axum::response::{IntoResponse, Response};
use base::{Date, Error, Fraction, Instant, Kind, Language, Rupiah, format};
use http::StatusCode;
use identity::Actor;

use crate::assets::Assets;
use crate::failure::Result;
use crate::nav::{Entry, Group, Menu};
use crate::paths;
use crate::texts::Phrase;
use crate::visit::{Theme, Visit};

/// The frame of one page. Every view has a field `page: web::Page`.
#[derive(Clone)]
pub struct Page {
    visit: Visit,
    title: String,
    work: bool,
}

/// Text that is HTML already.
#[derive(Debug, Clone)]
pub struct Markup(String);

impl fmt::Display for Markup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl askama::filters::HtmlSafe for Markup {}

impl Markup {
    /// HTML or SVG that our own code wrote; never what a person typed.
    pub fn trusted(html: String) -> Self {
        Self(html)
    }
}

/// A link of the frame.
#[derive(Debug, Clone)]
pub struct Link {
    pub label: String,
    pub path: &'static str,
    pub current: bool,
}

impl Page {
    pub(crate) fn citizen(visit: Visit, title: &str) -> Self {
        let title = visit.app().texts().say(visit.language(), title).to_string();
        Self { visit, title, work: false }
    }

    pub(crate) fn work(visit: Visit, title: &str) -> Self {
        Self { work: true, ..Self::citizen(visit, title) }
    }

    /// The same page under a title that is not a fixed sentence, such as the number of a notice.
    #[must_use]
    pub fn called(self, title: impl Into<String>) -> Self {
        Self { title: title.into(), ..self }
    }

    /// The sentence of a key. With values: `page.t("rows").with("n", count)`.
    pub fn t<'a>(&'a self, key: &'a str) -> Phrase<'a> {
        self.visit.app().texts().say(self.language(), key)
    }

    /// What people read about an error.
    pub fn error(&self, error: &Error) -> crate::texts::Explained {
        self.visit.app().texts().error(self.language(), error)
    }

    pub(crate) fn field_label(&self, field: &str) -> Option<String> {
        let key = format!("field-{field}");
        let known = self.visit.app().texts().has(self.language(), &key);
        known.then(|| self.t(&key).to_string())
    }

    pub(crate) fn sentence(&self, code: &str, params: &[(&'static str, String)]) -> String {
        let texts = self.visit.app().texts();
        texts.explain(self.language(), Kind::Invalid, code, params).title
    }

    /// What to do about a mistake; nothing where the field only lacks a value.
    pub(crate) fn advice(&self, code: &str, params: &[(&'static str, String)]) -> String {
        if code == "web/required" {
            return String::new();
        }
        self.visit.app().texts().explain(self.language(), Kind::Invalid, code, params).advice
    }

    /// `Rp1.234.567`
    pub fn rupiah(&self, amount: impl std::borrow::Borrow<Rupiah>) -> String {
        amount.borrow().to_string()
    }

    /// `1.234.567`
    pub fn number(&self, value: impl Number) -> String {
        format::integer(value.whole())
    }

    /// `8,7 %`, with at most one decimal.
    pub fn percent(&self, rate: impl std::borrow::Borrow<Fraction>) -> String {
        format::percent(*rate.borrow(), 1)
    }

    /// How much of a whole is done, in whole percent; the width of a progress bar.
    pub fn share(&self, done: impl Number, whole: impl Number) -> i64 {
        let (done, whole) = (done.whole().max(0), whole.whole().max(1));
        (i128::from(done) * 100 / i128::from(whole)).clamp(0, 100).try_into().unwrap_or(100)
    }

    /// `21 November 2026`
    pub fn date(&self, date: impl std::borrow::Borrow<Date>) -> String {
        format::date(*date.borrow(), self.language())
    }

    /// `21 November 2026 10.12 WITA`
    pub fn moment(&self, instant: impl std::borrow::Borrow<Instant>) -> String {
        format::moment(*instant.borrow(), self.visit.cell().zone(), self.language())
    }

    /// An icon of the sprite, hidden from screen readers: there is always a word beside it.
    pub fn icon(&self, name: &str) -> Markup {
        let Some(sprite) = Assets::url("icons.svg") else { return Markup(String::new()) };
        let sane = name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        let name = if sane { name } else { "" };
        let class = "class=\"i\" aria-hidden=\"true\"";
        Markup(format!("<svg {class}><use href=\"{sprite}#{name}\"/></svg>"))
    }

    /// The style sheet of this kind of page.
    pub fn styles(&self) -> Option<String> {
        self.asset(if self.work { "official.css" } else { "citizen.css" })
    }

    /// The script of this kind of page.
    pub fn script(&self) -> Option<String> {
        self.asset(if self.work { "official.js" } else { "citizen.js" })
    }

    pub fn sign_in(&self) -> &'static str {
        paths::SIGN_IN
    }

    pub fn sign_out(&self) -> &'static str {
        paths::SIGN_OUT
    }

    pub fn verify(&self) -> &'static str {
        paths::VERIFY
    }

    pub fn account(&self) -> &'static str {
        paths::ACCOUNT
    }

    /// Where the name of the house leads: officials come home to their work.
    pub fn home(&self) -> &'static str {
        if self.work && self.actor().is_some() { paths::WORK } else { "/" }
    }

    /// Where a built asset lies; `None` when assets were not built.
    pub fn asset(&self, name: &str) -> Option<String> {
        Assets::url(name)
    }

    /// A new token for a form. `forms.html` puts it there.
    pub fn csrf(&self) -> String {
        self.visit.tie().token(self.visit.cell())
    }

    pub fn title(&self) -> &str {
        &self.title
    }

    pub fn visit(&self) -> &Visit {
        &self.visit
    }

    pub fn language(&self) -> Language {
        self.visit.language()
    }

    /// `id` or `en`.
    pub fn lang(&self) -> &'static str {
        self.language().tag()
    }

    pub fn other_language(&self) -> Language {
        match self.language() {
            Language::Id => Language::En,
            Language::En => Language::Id,
        }
    }

    pub fn dark(&self) -> bool {
        self.visit.theme() == Theme::Dark
    }

    pub fn is_work(&self) -> bool {
        self.work
    }

    pub fn path(&self) -> &str {
        self.visit.path()
    }

    /// This page, as the value of a parameter.
    pub fn here(&self) -> String {
        form_urlencoded::byte_serialize(self.visit.path_and_query().as_bytes()).collect()
    }

    /// The name of the government, for example `Kabupaten Kutai Timur`.
    pub fn cell_name(&self) -> &str {
        &self.visit.cell().settings().name
    }

    pub fn demo(&self) -> bool {
        self.visit.cell().settings().demo
    }

    pub fn contact(&self) -> &str {
        self.visit.app().contact()
    }

    pub fn actor(&self) -> Option<&Actor> {
        self.visit.actor()
    }

    /// Whether to show what a permission allows.
    pub fn may(&self, permission: identity::Permission) -> bool {
        self.actor().is_some_and(|actor| actor.has(permission))
    }

    /// The modules this person works in, each leading to its first entry they may open.
    pub fn modules(&self) -> Vec<Link> {
        let Some(actor) = self.actor() else { return Vec::new() };
        let current = self.menu().map(|menu| menu.label);
        let menus = self.visit.app().menus().iter();
        let links = menus.filter_map(|menu| {
            let path = menu.seen_by(actor).next()?.path;
            let current = self.work && current == Some(menu.label);
            Some(Link { label: self.t(menu.label).to_string(), path, current })
        });
        links.collect()
    }

    /// The headings of a long menu, each leading to its first entry; empty where the person finds
    /// everything under one.
    pub fn groups(&self) -> Vec<Link> {
        let (Some(actor), Some(menu)) = (self.actor(), self.menu()) else { return Vec::new() };
        let nearest = menu.nearest(self.path());
        let parts = menu.parts(actor);
        if parts.len() < 2 {
            return Vec::new();
        }
        let link = |(group, own): (Option<&Group>, Vec<&Entry>)| {
            let (group, path) = (group?, own.first()?.path);
            let current = nearest.is_some_and(|path| group.paths.contains(&path));
            Some(Link { label: self.t(group.label).to_string(), path, current })
        };
        parts.into_iter().filter_map(link).collect()
    }

    /// The entries of the module this page belongs to; of a long menu those beside this page.
    pub fn entries(&self) -> Vec<Link> {
        let (Some(actor), Some(menu)) = (self.actor(), self.menu()) else { return Vec::new() };
        let nearest = menu.nearest(self.path());
        let link = |entry: &Entry| Link {
            label: self.t(entry.label).to_string(),
            path: entry.path,
            current: nearest == Some(entry.path),
        };
        let beside = |group: Option<&Group>| {
            group.is_none_or(|group| nearest.is_some_and(|path| group.paths.contains(&path)))
        };
        let parts = menu.parts(actor).into_iter().filter(|(group, _)| beside(*group));
        parts.flat_map(|(_, own)| own).map(link).collect()
    }

    /// The title of the module this page belongs to.
    pub fn module_name(&self) -> Option<String> {
        self.menu().map(|menu| self.t(menu.label).to_string())
    }

    fn menu(&self) -> Option<&Menu> {
        let fits = self.visit.app().menus().iter().map(|menu| (menu.fit(self.path()), menu));
        fits.filter(|(fit, _)| *fit > 0).max_by_key(|(fit, _)| *fit).map(|(_, menu)| menu)
    }
}

/// Whole numbers that a page can show.
pub trait Number {
    fn whole(&self) -> i64;
}

macro_rules! numbers {
    ($($kind:ty),*) => {$(
        impl Number for $kind {
            fn whole(&self) -> i64 {
                i64::try_from(*self).unwrap_or(i64::MAX)
            }
        }
    )*};
}

numbers!(i32, i64, u32, u64, usize);

impl<T: Number> Number for &T {
    fn whole(&self) -> i64 {
        (**self).whole()
    }
}

/// Answers with a page, or with one of its blocks.
pub fn html(view: &impl Template) -> Result<Response> {
    html_with(StatusCode::OK, view)
}

/// The same with another status: a form with mistakes comes back as 422.
pub fn html_with(status: StatusCode, view: &impl Template) -> Result<Response> {
    let text = view
        .render()
        .map_err(|cause| Error::new(Kind::Internal, "web/template").caused_by(cause))?;
    Ok(html_response(status, text))
}

/// Sends the browser on after a form was accepted.
pub fn see_other(path: &str) -> Response {
    let location = HeaderValue::from_str(path).unwrap_or(HeaderValue::from_static("/"));
    (StatusCode::SEE_OTHER, [(http::header::LOCATION, location)]).into_response()
}

pub(crate) fn html_response(status: StatusCode, text: String) -> Response {
    let kind = HeaderValue::from_static("text/html; charset=utf-8");
    (status, [(CONTENT_TYPE, kind)], text).into_response()
}
