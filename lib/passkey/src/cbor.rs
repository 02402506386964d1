//! CBOR maps (RFC 8949), read one at a time: what follows stays for whoever reads on.

use ciborium::Value;

use crate::{Fault, Part, PasskeyError};

/// An attestation statement nests three deep: map, array of certificates, bytes.
const DEEPEST: usize = 16;

/// A map whose keys stand once each.
pub(crate) struct Map {
    entries: Vec<(Value, Value)>,
    at: Part,
}

impl Map {
    /// Reads one map from the front of `bytes`, and leaves the rest there.
    pub fn read(bytes: &mut &[u8], at: Part) -> Result<Self, PasskeyError> {
        let read = ciborium::de::from_reader_with_recursion_limit(&mut *bytes, DEEPEST);
        let Ok(Value::Map(entries)) = read else { return Err(PasskeyError::new(Fault::Cbor, at)) };
        let twice = |(i, (key, _)): (usize, &(Value, Value))| {
            entries.iter().take(i).any(|(earlier, _)| earlier == key)
        };
        if entries.iter().enumerate().any(twice) {
            return Err(PasskeyError::new(Fault::Duplicate, at));
        }
        Ok(Self { entries, at })
    }

    /// Reads one map that is all of `bytes`.
    pub fn all(mut bytes: &[u8], at: Part) -> Result<Self, PasskeyError> {
        let map = Self::read(&mut bytes, at)?;
        match bytes.is_empty() {
            true => Ok(map),
            false => Err(PasskeyError::new(Fault::Trailing, at)),
        }
    }

    pub fn len(&self) -> usize {
        self.entries.len()
    }

    fn find(&self, key: &Value) -> Result<&Value, PasskeyError> {
        let found = self.entries.iter().find(|(k, _)| k == key);
        found.map(|(_, value)| value).ok_or_else(|| self.fault())
    }

    /// A text under a text.
    pub fn text(&self, key: &str) -> Result<&str, PasskeyError> {
        self.find(&key.into())?.as_text().ok_or_else(|| self.fault())
    }

    /// Bytes under a text.
    pub fn bytes(&self, key: &str) -> Result<&[u8], PasskeyError> {
        Ok(self.find(&key.into())?.as_bytes().ok_or_else(|| self.fault())?)
    }

    /// How many entries the map under a text has.
    pub fn entries_of(&self, key: &str) -> Result<usize, PasskeyError> {
        Ok(self.find(&key.into())?.as_map().ok_or_else(|| self.fault())?.len())
    }

    /// A whole number under a number, as COSE keys have them.
    pub fn int_at(&self, key: i64) -> Result<i64, PasskeyError> {
        let found = self.find(&key.into())?.as_integer();
        found.and_then(|n| i64::try_from(n).ok()).ok_or_else(|| self.fault())
    }

    /// Bytes under a number.
    pub fn bytes_at(&self, key: i64) -> Result<&[u8], PasskeyError> {
        Ok(self.find(&key.into())?.as_bytes().ok_or_else(|| self.fault())?)
    }

    fn fault(&self) -> PasskeyError {
        PasskeyError::new(Fault::Cbor, self.at)
    }
}
