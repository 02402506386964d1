//! What stands behind `?`, or in a body of JSON: names and values, whatever their form.

use base::Language;
use serde_json::{Map, Value};
use web::Call;

/// Parameters by their names.
pub(super) struct Parameters(Map<String, Value>);

impl Parameters {
    /// Those behind `?`. Of a name that stands there twice the first counts.
    pub fn of_query(call: &Call) -> Self {
        let query = call.uri.query().unwrap_or_default();
        let mut all = Map::new();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            all.entry(name.into_owned()).or_insert_with(|| value.into_owned().into());
        }
        Self(all)
    }

    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// The text of a parameter; empty when it is not there.
    pub fn text(&self, name: &str) -> &str {
        self.0.get(name).and_then(Value::as_str).unwrap_or_default()
    }

    /// Those of a body of JSON; an empty one has none. `None` when it is no object.
    pub fn of_json(body: &str) -> Option<Self> {
        if body.trim().is_empty() {
            return Some(Self(Map::new()));
        }
        serde_json::from_str(body).ok().map(Self)
    }

    /// The language of `lang`; that of the house when it is not there.
    ///
    /// # Errors
    /// Status and words for another language.
    pub fn language(&self) -> Result<Language, (u16, String)> {
        match self.text("lang") {
            "" => Ok(Language::default()),
            tag => Language::from_tag(tag)
                .ok_or_else(|| (400, format!("`{tag}` is no language; id and en are"))),
        }
    }

    pub fn value(&self, name: &str) -> Option<&Value> {
        self.0.get(name)
    }

    /// Whether it says so, as text or as JSON does.
    pub fn is_true(&self, name: &str) -> bool {
        let text = matches!(self.text(name), "true" | "True" | "1");
        text || self.value(name) == Some(&Value::Bool(true))
    }

    /// A list of JSON, or a text with commas.
    pub fn texts(&self, name: &str) -> Vec<String> {
        let parts: Vec<&str> = match self.value(name) {
            Some(Value::Array(all)) => all.iter().filter_map(Value::as_str).collect(),
            Some(Value::String(text)) => text.split(',').collect(),
            _ => Vec::new(),
        };
        let parts = parts.into_iter().map(str::trim).filter(|it| !it.is_empty());
        parts.map(str::to_owned).collect()
    }
}
