//! Each exchange told, so that whoever integrates sees why a signature was refused.

use std::fmt::Write as _;
use std::sync::Arc;
use std::time::Duration;

use crate::wire::{Answer, Request};

/// How much is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Detail {
    /// Nothing, as under load.
    Nothing,
    /// A line each way.
    Lines,
    /// String to sign, headers and bodies too.
    Everything,
}

/// A listener.
#[derive(Clone)]
pub struct Story {
    detail: Detail,
    tell: Arc<dyn Fn(&str) + Send + Sync>,
}

/// Bodies are told up to this many characters.
const LONGEST: usize = 4_000;

impl Story {
    pub fn new(detail: Detail, tell: impl Fn(&str) + Send + Sync + 'static) -> Self {
        Self { detail, tell: Arc::new(tell) }
    }

    /// A story nobody hears.
    pub fn silent() -> Self {
        Self::new(Detail::Nothing, |_| {})
    }

    pub(crate) fn asked(&self, request: &Request, about: &str) {
        if self.detail == Detail::Nothing {
            return;
        }
        let mut text = format!("→ POST {} {about}", request.path);
        if self.detail == Detail::Everything {
            if let Some(message) = &request.message {
                // Writing to a text cannot fail.
                let _ = write!(text, "\n    string to sign  {message}");
            }
            for (name, value) in &request.headers {
                let _ = write!(text, "\n    {name}: {}", masked(name, value));
            }
            let _ = write!(text, "\n    {}", shown(&request.body));
        }
        (self.tell)(&text);
    }

    pub(crate) fn answered(&self, answer: &Answer, summary: &str) {
        if self.detail == Detail::Nothing {
            return;
        }
        let mut text = format!("← HTTP {} {summary} ({})", answer.status, millis(answer.took));
        if self.detail == Detail::Everything {
            for (name, value) in &answer.headers {
                let _ = write!(text, "\n    {name}: {value}");
            }
            let _ = write!(text, "\n    {}", without_token(&shown(&answer.body)));
        }
        (self.tell)(&text);
    }

    pub(crate) fn failed(&self, problem: &str, took: Duration) {
        if self.detail > Detail::Nothing {
            (self.tell)(&format!("← {problem} ({})", millis(took)));
        }
    }
}

fn millis(took: Duration) -> String {
    format!("{} ms", took.as_millis())
}

fn shown(body: &[u8]) -> String {
    let text = String::from_utf8_lossy(body);
    let mut shown: String = text.chars().take(LONGEST).collect();
    if shown.len() < text.len() {
        let _ = write!(shown, " … {} bytes in all", body.len());
    }
    shown
}

/// A header as it may be shown: a token is as good as a key while it lasts.
fn masked(name: &str, value: &str) -> String {
    if name.eq_ignore_ascii_case("authorization") {
        "Bearer ****".to_owned()
    } else {
        value.to_owned()
    }
}

/// The answer of service 73 without the token in it.
fn without_token(body: &str) -> String {
    const KEY: &str = "\"accessToken\"";
    let Some((before, after)) = body.split_once(KEY) else { return body.to_owned() };
    let mut quotes = after.splitn(3, '"');
    match (quotes.next(), quotes.next(), quotes.next()) {
        (Some(colon), Some(_token), Some(rest)) => format!("{before}{KEY}{colon}\"****\"{rest}"),
        _ => format!("{before}{KEY} ****"),
    }
}

impl std::fmt::Debug for Story {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Story({:?})", self.detail)
    }
}
