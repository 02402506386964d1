//! What the gateway answers.

use ports::{Message, PortError, SentId};
use serde_json::Value;

use crate::Settings;

const LONGEST_CODE: usize = 40;

/// Reads the answer. Only a code that the settings call so refuses for good: a gateway says 400 of
/// a wrong number and of an empty purse alike.
pub fn read(
    settings: &Settings,
    message: &Message,
    status: u16,
    body: &[u8],
) -> Result<SentId, PortError> {
    let value: Option<Value> = serde_json::from_slice(body).ok();
    let code = value.as_ref().and_then(|value| at(value, &settings.code_pointer));
    if let Some(code) = code.as_ref().filter(|code| settings.refused_codes.contains(code)) {
        return Err(PortError::Refused(format!("code {code}")));
    }
    // A code is short and has no spaces; a sentence may quote the number.
    let is_code = |code: &String| code.len() <= LONGEST_CODE && !code.contains(' ');
    let shown = match code.filter(is_code) {
        Some(code) => format!("code {code}, status {status}"),
        None => format!("status {status}"),
    };
    match status {
        200..300 => {}
        400..500 if status != 429 && status != 408 => return Err(PortError::Garbled(shown)),
        _ => return Err(PortError::Unreachable(shown)),
    }
    if settings.id_pointer.is_empty() {
        return Ok(SentId(message.id.clone()));
    }
    let id = value.as_ref().and_then(|value| at(value, &settings.id_pointer));
    id.map(SentId).ok_or_else(|| PortError::Garbled(format!("no id in the answer, {shown}")))
}

fn at(value: &Value, pointer: &str) -> Option<String> {
    if pointer.is_empty() {
        return None;
    }
    match value.pointer(pointer)? {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
