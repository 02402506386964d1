//! A code in JSON: `{"00": "01", …, "26": {"00": "…"}, …, "crc": "0452"}`, in the order of the text.
//!
//! Reading JSON makes the code anew: `crc` may be there, as in what was written, but it is computed
//! and not compared, so that a value can be edited by hand.

use std::fmt;

use serde::de::{Error as _, IgnoredAny, MapAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::{Content, Element, Field, Qris, Tag};

/// The key of the checksum.
const CRC: &str = "crc";

impl Serialize for Qris {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.elements().len() + 1))?;
        for element in self.elements() {
            map.serialize_entry(&Key(element.tag), &element.content)?;
        }
        map.serialize_entry(CRC, &format!("{:04X}", self.crc()))?;
        map.end()
    }
}

impl Serialize for Content {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Template(fields) => {
                serializer.collect_map(fields.iter().map(|field| (Key(field.tag), &field.value)))
            }
        }
    }
}

impl<'de> Deserialize<'de> for Qris {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let elements = deserializer.deserialize_map(CodeVisitor)?;
        Self::from_elements(elements).map_err(D::Error::custom)
    }
}

impl<'de> Deserialize<'de> for Content {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ContentVisitor)
    }
}

/// A tag as the key of an object.
struct Key(Tag);

impl Serialize for Key {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let key = String::deserialize(deserializer)?;
        tag(&key)
    }
}

fn tag<E: serde::de::Error>(key: &str) -> Result<Key, E> {
    let wrong = || E::custom(format!("`{key}` is no tag; a tag is two digits, for example \"54\""));
    Tag::parse(key).map(Key).ok_or_else(wrong)
}

struct CodeVisitor;

impl<'de> Visitor<'de> for CodeVisitor {
    type Value = Vec<Element>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with the tags of a QRIS code")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut elements = Vec::new();
        while let Some(key) = map.next_key::<String>()? {
            if key == CRC {
                map.next_value::<IgnoredAny>()?;
            } else {
                let Key(tag) = tag(&key)?;
                elements.push(Element { tag, content: map.next_value()? });
            }
        }
        Ok(elements)
    }
}

struct ContentVisitor;

impl<'de> Visitor<'de> for ContentVisitor {
    type Value = Content;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text in quotes, or an object with the tags of a template")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Content, E> {
        Ok(Content::Text(text.to_owned()))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Content, A::Error> {
        let mut fields = Vec::new();
        while let Some((Key(tag), value)) = map.next_entry()? {
            fields.push(Field { tag, value });
        }
        Ok(Content::Template(fields))
    }
}
