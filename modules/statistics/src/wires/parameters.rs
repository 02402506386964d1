//! What stands behind `?`, or in a body of JSON: names and values, whatever their form.

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

    /// The text of a parameter; empty when it is not there.
    pub fn text(&self, name: &str) -> &str {
        self.0.get(name).and_then(Value::as_str).unwrap_or_default()
    }
}
