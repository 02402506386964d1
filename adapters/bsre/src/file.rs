//! The file in an answer: whether it continues the one that was sent.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use memchr::memmem;
use serde_json::Value;

/// What every PDF begins with (ISO 32000-2, section 7.5.2).
const MAGIC: &[u8] = b"%PDF-";

/// Every signature has one in the plain: it says which bytes are signed, so it cannot be compressed.
const RANGE: &[u8] = b"/ByteRange";

pub(crate) fn is_pdf(bytes: &[u8]) -> bool {
    bytes.starts_with(MAGIC)
}

/// Takes the one file out of `{"time": 862, "file": ["…"]}`.
///
/// # Errors
/// Says what stands there instead.
pub(crate) fn only_file(json: &Value) -> Result<Vec<u8>, String> {
    let files = json.get("file").and_then(Value::as_array);
    let files = files.ok_or("it has no list of files")?;
    let [file] = files.as_slice() else {
        return Err(format!("it has {} files in place of one", files.len()));
    };
    let text = file.as_str().ok_or("its file is no text")?;
    STANDARD.decode(text).map_err(|_| "its file is no base64".to_owned())
}

/// Checks that a file is the one that was sent, and a signature more.
///
/// # Errors
/// Says what it is instead.
pub(crate) fn continues(sent: &[u8], came: &[u8]) -> Result<(), String> {
    if came.is_empty() {
        return Err("the file is empty".to_owned());
    }
    if !is_pdf(came) {
        return Err(format!("{} bytes that are no PDF", came.len()));
    }
    let Some(added) = came.strip_prefix(sent) else {
        let same = sent.iter().zip(came).take_while(|(a, b)| a == b).count();
        return Err(format!("the file differs from the one that was sent, from byte {same} on"));
    };
    if added.is_empty() {
        return Err("nothing was added to the file".to_owned());
    }
    if memmem::find(added, RANGE).is_none() {
        return Err(format!("{} bytes were added, and no signature is in them", added.len()));
    }
    Ok(())
}
