//! What the Cloud API answers.

use ports::{PortError, SentId};
use serde_json::Value;

/// Errors that are about this one recipient: not on WhatsApp or too old a version (131026), the
/// sender itself (131021), not allowed in a test account (131030), the number cannot be one (131009
/// is also said of wrong parameters, so it is none of these).
const ABOUT_THE_PERSON: [i64; 3] = [131_026, 131_021, 131_030];
/// The person does not want messages of this kind at present (131050), or was sent enough of them
/// by all businesses together (131049): not an error of the number, and no use to insist.
const NOT_NOW: [i64; 2] = [131_049, 131_050];

/// Reads the answer. Texts of the API are not passed on, because they may quote the number.
pub fn read(status: u16, body: &[u8]) -> Result<SentId, PortError> {
    let value: Value = serde_json::from_slice(body).unwrap_or_default();
    if (200..300).contains(&status) {
        let id = value.pointer("/messages/0/id").and_then(Value::as_str);
        let none = || PortError::Garbled("the answer names no message".to_owned());
        return id.map(|id| SentId(id.to_owned())).ok_or_else(none);
    }
    let code = value.pointer("/error/code").and_then(Value::as_i64);
    let Some(code) = code else {
        return Err(PortError::Unreachable(format!("status {status} without a code")));
    };
    let shown = format!("code {code}, status {status}");
    Err(match code {
        code if ABOUT_THE_PERSON.contains(&code) => PortError::Refused(shown),
        code if NOT_NOW.contains(&code) => PortError::Unreachable(shown),
        // Token, rights, templates, payment: somebody must mend the settings.
        _ if (400..500).contains(&status) && status != 429 => PortError::Garbled(shown),
        _ => PortError::Unreachable(shown),
    })
}
