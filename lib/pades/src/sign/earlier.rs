//! What earlier signatures allow the next one to do.

use crate::object::{Dict, Object};
use crate::sign::field::Lock;
use crate::view::View;
use crate::write::WriteError;

/// The limits that signatures in the file set.
#[derive(Debug, Default)]
pub struct Earlier {
    pub signatures: usize,
    /// P of the certification, if there is one.
    pub certified: Option<i64>,
    pub locks: Vec<Lock>,
}

impl Earlier {
    pub fn read(view: &View<'_, '_>) -> Result<Self, WriteError> {
        let mut earlier = Self::default();
        for field in view.signature_fields()? {
            let Some(signature) = field.signature else { continue };
            earlier.signatures += 1;
            let references = view.value(&signature.dict, "Reference")?;
            for reference in references.as_array().unwrap_or_default() {
                if let Object::Dict(reference) = view.resolve(reference)? {
                    earlier.enter(view, &reference)?;
                }
            }
        }
        Ok(earlier)
    }

    fn enter<'d>(&mut self, view: &View<'d, '_>, reference: &Dict<'d>) -> Result<(), WriteError> {
        let method = view.value(reference, "TransformMethod")?;
        let parameters = match view.value(reference, "TransformParams")? {
            Object::Dict(parameters) => parameters,
            _ => Dict::default(),
        };
        match method.as_name() {
            Some(name) if name == "DocMDP" => {
                // Without /P it is 2 (§12.8.2.2, table 254).
                let permission = view.value(&parameters, "P")?.as_integer().unwrap_or(2);
                let strictest = self.certified.map_or(permission, |known| known.min(permission));
                self.certified = Some(strictest);
            }
            Some(name) if name == "FieldMDP" => self.locks.push(Lock::read(view, &parameters)?),
            _ => {}
        }
        Ok(())
    }

    /// Whether anything at all may follow.
    pub fn check_open(&self) -> Result<(), WriteError> {
        match self.certified {
            Some(..=1) => Err(WriteError::Certified("nothing may follow (P = 1)")),
            _ => Ok(()),
        }
    }

    /// Whether this field may be signed.
    pub fn check_field(&self, name: &str) -> Result<(), WriteError> {
        match self.locks.iter().any(|lock| lock.covers(name)) {
            true => Err(WriteError::Locked { locked: name.to_owned() }),
            false => Ok(()),
        }
    }

    /// A field that is shown and was not there when the document was certified is how pages were
    /// overwritten under P = 2.
    pub fn check_new_visible(&self) -> Result<(), WriteError> {
        match self.certified {
            Some(_) => Err(WriteError::Certified("visible fields must be made before")),
            None => Ok(()),
        }
    }
}
