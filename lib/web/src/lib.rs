//! Pages, API, forms, errors and assets shared by every module.
//!
//! A module hands over [`Pages`] and [`Api`]; each route states its [`Access`]. [`Site`] puts them
//! into the frame of the house: it recognises the [`Visit`], checks where forms come from, turns
//! every [`Failure`] into words, and dresses the answer in the headers that keep people safe.
//! Handlers take a [`Visit`], return [`Result`], and answer with [`html`] and a view whose field
//! `page` is a [`Page`]. This crate knows nothing of tax, nor of how people sign in: that comes
//! through [`Sessions`].

mod access;
mod address;
mod android;
mod api;
mod app;
mod assets;
mod cookies;
mod csrf;
mod csrf_field;
mod design;
mod download;
mod failure;
mod form;
mod frame;
mod headers;
mod installable;
mod language;
mod limits;
mod linger;
mod manifest;
mod nav;
mod offline;
mod openapi;
mod page;
mod pages;
mod pagination;
pub mod paths;
mod preferences;
mod problem;
mod rate;
mod site;
mod texts;
mod upload;
mod visit;
mod wires;

pub use access::{Access, Listed};
pub use android::{AndroidApp, AndroidError};
pub use api::Api;
pub use app::{App, AppParts, NoSessions, Sessions, SignedIn};
pub use assets::Assets;
pub use csrf::FIELD as CSRF_FIELD;
pub use download::{download, shown};
pub use failure::{Failure, FieldError, Result};
pub use form::{Choice, Field, Form, Mistake};
pub use headers::{for_anybody, inside_others, revalidated, with_camera, with_pictures_inside};
pub use installable::{Installable, Shortcut, installable};
pub use limits::Limits;
pub use nav::{Count, Entry, Group, Menu, Waiting};
pub use page::{Link, Markup, Number, Page, html, html_with, see_other};
pub use pages::Pages;
pub use pagination::Pagination;
pub use preferences::{end_session, give_pass, pass, session_token, start_session};
pub use rate::Limiter;
pub use site::Site;
pub use texts::{Arg, Explained, Locale, Phrase, TextError, Texts};
pub use upload::{OpenUpload, Part, Upload};
pub use visit::{Shape, Theme, Visit};
pub use wires::{Call, Unread, Wires};

/// The sentences of the frame itself.
pub const LOCALES: [Locale; 2] =
    Locale::pair("web", include_str!("../locales/id.ftl"), include_str!("../locales/en.ftl"));
