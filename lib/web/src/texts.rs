//! Sentences in both languages, from the Fluent files of all crates.

use std::collections::BTreeSet;
use std::fmt::{self, Display};
use std::sync::{Arc, Mutex, PoisonError};

use base::{Error, Kind, Language, Rupiah};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

/// One Fluent file: its language, the crate it belongs to, and its text (`include_str!`).
#[derive(Debug, Clone, Copy)]
pub struct Locale {
    pub language: Language,
    pub of: &'static str,
    pub source: &'static str,
}

impl Locale {
    /// The Indonesian and the English file of one crate.
    pub const fn pair(of: &'static str, id: &'static str, en: &'static str) -> [Self; 2] {
        [
            Self { language: Language::Id, of, source: id },
            Self { language: Language::En, of, source: en },
        ]
    }
}

/// Why the sentences cannot be used; found at start, never while serving.
#[derive(Debug, thiserror::Error)]
pub enum TextError {
    #[error("{of} has a mistake in its {language} Fluent file: {problem}")]
    Syntax { of: &'static str, language: &'static str, problem: String },
    #[error("{of} repeats a key that another Fluent file has in {language}: {key}")]
    Repeated { of: &'static str, language: &'static str, key: String },
}

/// All sentences. Cheap to clone.
#[derive(Clone)]
pub struct Texts(Arc<Inner>);

struct Inner {
    id: Bundle,
    en: Bundle,
    missed: Mutex<BTreeSet<String>>,
}

struct Bundle {
    fluent: FluentBundle<FluentResource>,
    keys: BTreeSet<String>,
}

/// A value inside a sentence. Numbers are grouped (`1.234`) and choose plural forms; a year is
/// text, or it would read `2.026`.
pub trait Arg {
    fn value(&self) -> FluentValue<'static>;
}

macro_rules! number_args {
    ($($kind:ty),*) => {$(
        impl Arg for $kind {
            fn value(&self) -> FluentValue<'static> {
                FluentValue::from(*self)
            }
        }
    )*};
}

macro_rules! text_args {
    ($($kind:ty),*) => {$(
        impl Arg for $kind {
            fn value(&self) -> FluentValue<'static> {
                FluentValue::from(self.to_string())
            }
        }
    )*};
}

number_args!(i32, i64, u32, u64, usize);
text_args!(str, String, Rupiah, base::Nop, base::RegionCode);

impl<T: Arg + ?Sized> Arg for &T {
    fn value(&self) -> FluentValue<'static> {
        (**self).value()
    }
}

impl Texts {
    /// Joins the files of all crates. A key may stand in one file only.
    pub fn new(locales: impl IntoIterator<Item = Locale>) -> Result<Self, TextError> {
        let (mut id, mut en) = (Bundle::new(Language::Id), Bundle::new(Language::En));
        for locale in locales {
            match locale.language {
                Language::Id => id.add(locale)?,
                Language::En => en.add(locale)?,
            }
        }
        Ok(Self(Arc::new(Inner { id, en, missed: Mutex::default() })))
    }

    /// The sentence of a key; the key itself when nobody wrote one.
    pub fn say<'a>(&'a self, language: Language, key: &'a str) -> Phrase<'a> {
        Phrase { texts: self, language, key, args: FluentArgs::new() }
    }

    /// What people read about an error: what is true, and what to do. Where the error says how
    /// many `seconds` to wait, `{ $wait }` in its sentences is that time in words.
    pub fn error(&self, language: Language, error: &Error) -> Explained {
        self.explain(language, error.kind(), error.code(), error.params())
    }

    pub(crate) fn explain(
        &self,
        language: Language,
        kind: Kind,
        code: &str,
        params: &[(&'static str, String)],
    ) -> Explained {
        let mut args: FluentArgs<'_> =
            params.iter().map(|(n, v)| (*n, FluentValue::from(&**v))).collect();
        if let Some(seconds) = params.iter().find(|(name, _)| *name == "seconds") {
            args.set("wait", self.duration(language, seconds.1.parse().unwrap_or_default()));
        }
        let key = error_key(code);
        let by_kind = kind_key(kind);
        let title = self.find(language, &key, Some(&args));
        if title.is_none() {
            self.miss(language, &key);
        }
        let advice = self.find(language, &format!("{key}.do"), Some(&args));
        Explained {
            title: title
                .or_else(|| self.find(language, by_kind, None))
                .unwrap_or_else(|| code.to_owned()),
            advice: advice
                .or_else(|| self.find(language, &format!("{by_kind}.do"), None))
                .unwrap_or_default(),
        }
    }

    /// How long to wait, as people say it: rounded up, in seconds, minutes or hours.
    fn duration(&self, language: Language, seconds: i64) -> String {
        let (key, n) = match seconds {
            ..=90 => ("wait-seconds", seconds),
            91..=7_200 => ("wait-minutes", (seconds + 59) / 60),
            _ => ("wait-hours", seconds.saturating_add(3_599) / 3_600),
        };
        self.say(language, key).with("n", n).to_string()
    }

    /// Whether a sentence exists in a language; `key.attribute` asks for an attribute.
    pub fn has(&self, language: Language, key: &str) -> bool {
        let (message, attribute) = split(key);
        let found = self.bundle(language).fluent.get_message(message);
        match attribute {
            None => found.is_some_and(|m| m.value().is_some()),
            Some(name) => found.is_some_and(|m| m.get_attribute(name).is_some()),
        }
    }

    /// Keys that stand in one language only, as `en lacks some-key`. Empty in a sound program.
    pub fn gaps(&self) -> Vec<String> {
        let (id, en) = (&self.0.id.keys, &self.0.en.keys);
        let en_lacks = id.difference(en).map(|key| format!("en lacks {key}"));
        let id_lacks = en.difference(id).map(|key| format!("id lacks {key}"));
        en_lacks.chain(id_lacks).collect()
    }

    /// Keys that were asked for and not found since the start, for house tests.
    pub fn missed(&self) -> Vec<String> {
        self.0.missed.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }

    fn find(&self, language: Language, key: &str, args: Option<&FluentArgs<'_>>) -> Option<String> {
        let bundle = &self.bundle(language).fluent;
        let (message, attribute) = split(key);
        let message = bundle.get_message(message)?;
        let pattern = match attribute {
            None => message.value()?,
            Some(name) => message.get_attribute(name)?.value(),
        };
        let mut problems = Vec::new();
        let text = bundle.format_pattern(pattern, args, &mut problems).into_owned();
        for problem in problems {
            tracing::warn!(key, %problem, "a sentence lacks a value");
        }
        Some(text)
    }

    fn bundle(&self, language: Language) -> &Bundle {
        match language {
            Language::Id => &self.0.id,
            Language::En => &self.0.en,
        }
    }

    fn miss(&self, language: Language, key: &str) {
        let mut missed = self.0.missed.lock().unwrap_or_else(PoisonError::into_inner);
        let text = format!("{} {key}", language.tag());
        if missed.len() < 1_000 && missed.insert(text) {
            tracing::warn!(language = language.tag(), key, "a sentence is missing");
        }
    }
}

/// A sentence on its way to a page: `texts.say(language, "rows").with("n", count)`.
#[must_use = "a phrase is shown or turned into text"]
pub struct Phrase<'a> {
    texts: &'a Texts,
    language: Language,
    key: &'a str,
    args: FluentArgs<'a>,
}

impl<'a> Phrase<'a> {
    /// Gives the sentence a value.
    pub fn with(mut self, name: &'a str, value: impl Arg) -> Self {
        self.args.set(name, value.value());
        self
    }
}

impl Display for Phrase<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.texts.find(self.language, self.key, Some(&self.args)) {
            Some(text) => f.write_str(&text),
            None => {
                self.texts.miss(self.language, self.key);
                f.write_str(self.key)
            }
        }
    }
}

/// An error in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explained {
    /// What happened.
    pub title: String,
    /// What to do now; may be empty.
    pub advice: String,
}

impl Bundle {
    fn new(language: Language) -> Self {
        let tag: LanguageIdentifier = language.tag().parse().unwrap_or_default();
        let mut fluent = FluentBundle::new_concurrent(vec![tag]);
        // No isolation marks: both languages run left to right, and the marks break copied text.
        fluent.set_use_isolating(false);
        fluent.set_formatter(Some(|value, _| match value {
            FluentValue::Number(number) => Some(grouped(number.value)),
            _ => None,
        }));
        Self { fluent, keys: BTreeSet::new() }
    }

    fn add(&mut self, locale: Locale) -> Result<(), TextError> {
        let Locale { language, of, source } = locale;
        let language = language.tag();
        let resource = FluentResource::try_new(source.to_owned()).map_err(|(_, problems)| {
            TextError::Syntax { of, language, problem: joined(&problems) }
        })?;
        self.keys.extend(keys(source));
        self.fluent.add_resource(resource).map_err(|problems| TextError::Repeated {
            of,
            language,
            key: joined(&problems),
        })
    }
}

fn joined(problems: &[impl Display]) -> String {
    problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}

/// Message keys and attributes of a Fluent text, as `key` and `key.attribute`.
fn keys(source: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut message = "";
    for line in source.lines() {
        let Some((name, _)) = line.split_once('=') else { continue };
        if let Some(attribute) = name.trim_start().strip_prefix('.') {
            found.push(format!("{message}.{}", attribute.trim()));
        } else if line.starts_with(|c: char| c.is_ascii_alphabetic()) {
            message = name.trim();
            found.push(message.to_owned());
        }
    }
    found
}

fn split(key: &str) -> (&str, Option<&str>) {
    match key.split_once('.') {
        Some((message, attribute)) => (message, Some(attribute)),
        None => (key, None),
    }
}

/// `base/nop-length` is explained by `error-base-nop-length`.
fn error_key(code: &str) -> String {
    format!("error-{}", code.replace('/', "-"))
}

fn kind_key(kind: Kind) -> &'static str {
    match kind {
        Kind::Invalid => "error-kind-invalid",
        Kind::Unauthenticated => "error-kind-unauthenticated",
        Kind::Forbidden => "error-kind-forbidden",
        Kind::NotFound => "error-kind-not-found",
        Kind::Conflict => "error-kind-conflict",
        Kind::Precondition => "error-kind-precondition",
        Kind::TooLarge => "error-kind-too-large",
        Kind::TooMany => "error-kind-too-many",
        Kind::Unavailable => "error-kind-unavailable",
        Kind::DataLoss | Kind::Internal => "error-kind-internal",
    }
}

/// Fluent keeps numbers as floats; every number we pass is a whole one.
fn grouped(value: f64) -> String {
    if value.fract() == 0.0 && value.abs() < 9.0e15 {
        #[expect(clippy::cast_possible_truncation, reason = "whole and in range, just checked")]
        return base::format::integer(value as i64);
    }
    value.to_string()
}
