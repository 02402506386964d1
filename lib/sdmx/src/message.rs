//! What stands at the head of every message.

use base::Instant;
use serde::Serialize;
use serde_json::{Value, json};

use crate::xml::Xml;

/// A message of SDMX-JSON. What it is stands first: some readers look at its beginning only.
#[derive(Serialize)]
pub(crate) struct Message<B> {
    pub(crate) meta: Value,
    pub(crate) data: B,
}

impl<B: Serialize> Message<B> {
    #[expect(clippy::expect_used, reason = "keys are texts and figures are digits: always JSON")]
    pub(crate) fn to_text(&self) -> String {
        serde_json::to_string(self).expect("texts and digits")
    }
}

/// Who sends a message, and when it was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// Of this message; letters, digits, `-` and `_`.
    pub id: String,
    pub prepared: Instant,
    /// The agency that sends it: `KUTIM`.
    pub sender: String,
}

impl Header {
    /// Its common beginning; what follows depends on the kind of message.
    pub(crate) fn write(&self, xml: &mut Xml) {
        xml.text("mes:ID", &[], &self.id);
        xml.text("mes:Test", &[], "false");
        xml.text("mes:Prepared", &[], &self.prepared.to_string());
        xml.empty("mes:Sender", &[("id", &self.sender)]);
    }

    pub(crate) fn meta(&self, schema: &str) -> Value {
        json!({
            "schema": schema,
            "id": self.id,
            "test": false,
            "prepared": self.prepared.to_string(),
            "contentLanguages": ["id", "en"],
            "sender": { "id": self.sender },
        })
    }
}
