//! The document security store: what a verifier needs years later, inside the file
//! (ISO 32000-2 §12.8.4.3, EN 319 142-1 §5.4.2).

use sha1::{Digest, Sha1};

use crate::document::Document;
use crate::object::{Dict, Object, Ref};
use crate::sign::earlier::Earlier;
use crate::view::View;
use crate::write::{Body, Entries, Increment, Value, WriteError, hex_pair};

/// Certificates and revocation data as DER.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Evidence {
    /// The field whose signature they are for; its name leads to an entry of `/VRI`.
    pub field: Option<String>,
    pub certificates: Vec<Vec<u8>>,
    pub crls: Vec<Vec<u8>>,
    pub ocsps: Vec<Vec<u8>>,
}

/// The arrays of a store, and what they are called in an entry of `/VRI`.
const KINDS: [(&str, &str); 3] = [("Certs", "Cert"), ("CRLs", "CRL"), ("OCSPs", "OCSP")];

impl Evidence {
    fn of_kind(&self, kind: usize) -> &[Vec<u8>] {
        match kind {
            0 => &self.certificates,
            1 => &self.crls,
            _ => &self.ocsps,
        }
    }
}

/// Adds evidence to `/DSS` as one revision. What the store has already is not repeated, and nothing
/// is taken away; when nothing is new there is no revision.
///
/// # Errors
/// `NoField` for a field without signature; `Certified` when nothing may follow.
pub fn extend_dss(
    document: &Document<'_>,
    evidence: &[Evidence],
) -> Result<Option<Vec<u8>>, WriteError> {
    let increment = Increment::new(document)?;
    Earlier::read(&increment.base())?.check_open()?;
    let mut store = Store::open(increment)?;
    for part in evidence {
        store.extend(part)?;
    }
    store.close()
}

struct Store<'d, 'a> {
    increment: Increment<'d, 'a>,
    view: View<'d, 'a>,
    dict: Dict<'d>,
    /// The store's object, when it has one of its own.
    id: Option<Ref>,
    /// What each array holds: the data, and the stream it is in.
    held: [Vec<(Vec<u8>, Ref)>; 3],
    lists: [Vec<Value>; 3],
    vri: Entries,
    is_changed: bool,
}

impl<'d, 'a> Store<'d, 'a> {
    fn open(increment: Increment<'d, 'a>) -> Result<Self, WriteError> {
        let view = increment.base();
        let (_, catalog) = view.catalog()?;
        let id = catalog.get("DSS").and_then(Object::as_reference);
        let dict = match view.value(&catalog, "DSS")? {
            Object::Dict(dict) => dict,
            _ => Dict::default(),
        };
        let vri = match view.value(&dict, "VRI")? {
            Object::Dict(vri) => Entries::from(&vri),
            _ => Entries::new(),
        };
        let (held, lists) = (Default::default(), Default::default());
        let mut store = Self { increment, view, dict, id, held, lists, vri, is_changed: false };
        for (kind, (key, _)) in KINDS.iter().enumerate() {
            store.read(kind, key)?;
        }
        Ok(store)
    }

    fn read(&mut self, kind: usize, key: &str) -> Result<(), WriteError> {
        let array = self.view.value(&self.dict, key)?;
        for item in array.as_array().unwrap_or_default() {
            if let Some(list) = self.lists.get_mut(kind) {
                list.push(Value::from(item));
            }
            let Object::Reference(id) = item else { continue };
            let Object::Stream(stream) = self.view.get(*id)? else { continue };
            // What cannot be decoded here is kept, and at worst repeated.
            if let (Ok(data), Some(held)) =
                (stream.decode(self.view.document().limits()), self.held.get_mut(kind))
            {
                held.push((data.into_owned(), *id));
            }
        }
        Ok(())
    }

    fn extend(&mut self, evidence: &Evidence) -> Result<(), WriteError> {
        let mut references: [Vec<Ref>; 3] = Default::default();
        for (kind, list) in references.iter_mut().enumerate() {
            let data = evidence.of_kind(kind).iter();
            *list = data.map(|data| self.hold(kind, data)).collect();
        }
        match &evidence.field {
            Some(field) => self.enter(field, &references),
            None => Ok(()),
        }
    }

    /// The stream with this data, written once.
    fn hold(&mut self, kind: usize, data: &[u8]) -> Ref {
        let held = self.held.get(kind).map(Vec::as_slice).unwrap_or_default();
        if let Some((_, id)) = held.iter().find(|(known, _)| known == data) {
            return *id;
        }
        let id = self.increment.add(Body::Stream(Entries::new(), data.to_vec()));
        if let (Some(held), Some(list)) = (self.held.get_mut(kind), self.lists.get_mut(kind)) {
            held.push((data.to_vec(), id));
            list.push(Value::Reference(id));
        }
        self.is_changed = true;
        id
    }

    /// Tells for which signature the data is.
    fn enter(&mut self, field: &str, references: &[Vec<Ref>; 3]) -> Result<(), WriteError> {
        let key = self.key_of(field)?;
        let (id, mut entry) = match self.vri.get(&key) {
            Some(Value::Reference(id)) => (Some(*id), self.increment.dict(*id)?),
            Some(Value::Dict(entry)) => (None, entry.clone()),
            _ => (None, Entries::new()),
        };
        let before = entry.clone();
        for ((_, name), ids) in KINDS.iter().zip(references) {
            let mut list = self.array(entry.get(name))?;
            for id in ids.iter().copied().map(Value::Reference) {
                if !list.contains(&id) {
                    list.push(id);
                }
            }
            if !ids.is_empty() {
                entry.set(name, Value::Array(list));
            }
        }
        if entry == before {
            return Ok(());
        }
        self.is_changed = true;
        match id {
            Some(id) => self.increment.put(id, entry),
            None => self.vri.set(&key, entry),
        }
        Ok(())
    }

    fn array(&self, value: Option<&Value>) -> Result<Vec<Value>, WriteError> {
        Ok(match value {
            Some(Value::Array(items)) => items.clone(),
            Some(Value::Reference(id)) => {
                let array = self.view.get(*id)?;
                array.as_array().unwrap_or_default().iter().map(Value::from).collect()
            }
            _ => Vec::new(),
        })
    }

    /// SHA-1 of `/Contents` with its padding, in capitals: a name, not a protection.
    fn key_of(&self, name: &str) -> Result<String, WriteError> {
        let none = || WriteError::NoField(name.to_owned());
        let fields = self.view.signature_fields()?;
        let field = fields.iter().find(|field| *field.field.name == *name).ok_or_else(none)?;
        let contents = field.signature.as_ref().and_then(|signature| signature.contents());
        let hash = Sha1::digest(contents.ok_or_else(none)?.bytes());
        let digits = hash.iter().flat_map(|byte| hex_pair(*byte));
        Ok(digits.map(|digit| char::from(digit.to_ascii_uppercase())).collect())
    }

    fn close(mut self) -> Result<Option<Vec<u8>>, WriteError> {
        if !self.is_changed {
            return Ok(None);
        }
        let mut entries = Entries::from(&self.dict);
        entries.set("Type", Value::name("DSS"));
        for ((key, _), list) in KINDS.iter().zip(std::mem::take(&mut self.lists)) {
            if !list.is_empty() {
                entries.set(key, Value::Array(list));
            }
        }
        if self.vri != Entries::new() {
            entries.set("VRI", std::mem::take(&mut self.vri));
        }
        match self.id {
            Some(id) => self.increment.put(id, entries),
            None => {
                let id = self.increment.add(entries);
                let (root, _) = self.view.catalog()?;
                let catalog = self.increment.dict(root)?.with("DSS", id);
                self.increment.put(root, catalog);
            }
        }
        Ok(Some(self.increment.finish().bytes))
    }
}
