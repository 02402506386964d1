//! Bundles: entries behind each other, each with its length before it as two bytes, big-endian
//! (C2SP tlog-tiles, "Log Entries").

use crate::LogError;

/// Packs entries.
pub fn bundle<'a>(entries: impl IntoIterator<Item = &'a [u8]>) -> Result<Vec<u8>, LogError> {
    let mut packed = Vec::new();
    for entry in entries {
        let length = u16::try_from(entry.len()).map_err(|_| LogError::TooLong(entry.len()))?;
        packed.extend_from_slice(&length.to_be_bytes());
        packed.extend_from_slice(entry);
    }
    Ok(packed)
}

/// Unpacks them; nothing may be left over.
pub fn entries_of(mut packed: &[u8]) -> Result<Vec<&[u8]>, LogError> {
    let mut entries = Vec::new();
    while let Some((length, rest)) = packed.split_first_chunk::<2>() {
        let length = usize::from(u16::from_be_bytes(*length));
        let (entry, rest) = rest.split_at_checked(length).ok_or(LogError::Bundle)?;
        entries.push(entry);
        packed = rest;
    }
    if packed.is_empty() { Ok(entries) } else { Err(LogError::Bundle) }
}
