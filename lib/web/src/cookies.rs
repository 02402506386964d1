//! The five small cookies of the house.

use axum::http::header::{COOKIE, HeaderMap, HeaderValue, SET_COOKIE};

/// What a cookie is for; its name follows from it and from how the cell is served.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cookie {
    /// The token of a signed-in person. Ends with the browser.
    Session,
    /// A random name for somebody not signed in, so that forms can be tied to them.
    Visitor,
    /// What somebody without an account proved, sealed by the module that checked it; half an hour.
    Pass,
    /// `id` or `en`; a year.
    Language,
    /// `dark` or `light`; a year.
    Theme,
}

/// How cookies of this cell are written. `Secure` with the `__Host-` prefix, except in a demo
/// cell on localhost, where there is no TLS and browsers would drop them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Jar {
    secure: bool,
}

const HALF_AN_HOUR: u32 = 30 * 60;
const YEAR: u32 = 365 * 24 * 60 * 60;

impl Jar {
    pub(crate) fn new(secure: bool) -> Self {
        Self { secure }
    }

    fn name(self, cookie: Cookie) -> &'static str {
        match (cookie, self.secure) {
            (Cookie::Session, true) => "__Host-session",
            (Cookie::Session, false) => "session",
            (Cookie::Visitor, true) => "__Host-visitor",
            (Cookie::Visitor, false) => "visitor",
            (Cookie::Pass, true) => "__Host-pass",
            (Cookie::Pass, false) => "pass",
            (Cookie::Language, true) => "__Host-language",
            (Cookie::Language, false) => "language",
            (Cookie::Theme, true) => "__Host-theme",
            (Cookie::Theme, false) => "theme",
        }
    }

    /// The value of a cookie the browser sent.
    pub(crate) fn read(self, headers: &HeaderMap, cookie: Cookie) -> Option<&str> {
        let name = self.name(cookie);
        headers
            .get_all(COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .find(|(n, _)| *n == name)
            .map(|(_, value)| value)
    }

    /// The header that sets a cookie. A value that cannot stand in a cookie clears it.
    pub(crate) fn set(self, cookie: Cookie, value: &str) -> HeaderValue {
        let age = match cookie {
            Cookie::Session | Cookie::Visitor => None,
            Cookie::Pass => Some(HALF_AN_HOUR),
            Cookie::Language | Cookie::Theme => Some(YEAR),
        };
        self.write(cookie, value, age)
    }

    pub(crate) fn clear(self, cookie: Cookie) -> HeaderValue {
        self.write(cookie, "", Some(0))
    }

    fn write(self, cookie: Cookie, value: &str, age: Option<u32>) -> HeaderValue {
        let secure = if self.secure { "; Secure" } else { "" };
        let age = age.map(|seconds| format!("; Max-Age={seconds}")).unwrap_or_default();
        let sane = value.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.~".contains(&b));
        let value = if sane { value } else { "" };
        let text =
            format!("{}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{age}", self.name(cookie));
        HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static(""))
    }
}

/// Adds a `Set-Cookie` header to a response.
pub(crate) fn put(headers: &mut HeaderMap, value: HeaderValue) {
    headers.append(SET_COOKIE, value);
}
