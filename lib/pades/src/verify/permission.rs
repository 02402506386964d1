//! What a signature permits to happen after it (ISO 32000-1 §12.8.2.2, §12.8.2.4; ISO 32000-2
//! §12.7.5.5 for `/P` of a lock).

use super::changes::Deed;
use super::finding::{Finding, Findings};
use super::rule::Rule;
use crate::PdfError;
use crate::object::{Dict, Object};
use crate::view::View;

/// The fields that a signature locks.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Lock {
    All,
    Include(Vec<String>),
    Exclude(Vec<String>),
}

/// Permissions that one signature gives.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Permission {
    /// P of a certification.
    pub certified: Option<u8>,
    /// P of a lock that a later version of the standard allows to any signature.
    limited: Option<u8>,
    locks: Vec<Lock>,
}

impl Permission {
    /// Reads `/Reference` of the signature dictionary and `/Lock` of its field, both as signed.
    pub fn read<'d>(
        view: View<'d, '_>,
        signature: &Dict<'d>,
        field: &Dict<'d>,
    ) -> Result<Self, PdfError> {
        let mut permission = Self::default();
        if let Object::Array(references) = view.value(signature, "Reference")? {
            for reference in references {
                let Object::Dict(reference) = view.resolve(&reference)? else { continue };
                let method = view.value(&reference, "TransformMethod")?;
                let parameters = view.value(&reference, "TransformParams")?;
                let empty = Dict::default();
                let parameters = parameters.as_dict().unwrap_or(&empty);
                match method.as_name().map(|name| name.bytes()) {
                    Some(b"DocMDP") => {
                        permission.certified = Some(level(view, parameters)?.unwrap_or(2));
                    }
                    Some(b"FieldMDP") => permission.lock(view, parameters)?,
                    _ => {}
                }
            }
        }
        if let Object::Dict(lock) = view.value(field, "Lock")? {
            permission.lock(view, &lock)?;
        }
        Ok(permission)
    }

    fn lock<'d>(&mut self, view: View<'d, '_>, lock: &Dict<'d>) -> Result<(), PdfError> {
        if let Some(level) = level(view, lock)? {
            self.limited = Some(self.limited.map_or(level, |known| known.min(level)));
        }
        let mut names = Vec::new();
        if let Object::Array(items) = view.value(lock, "Fields")? {
            for item in items {
                if let Object::String(name) = view.resolve(&item)? {
                    names.push(name.to_text());
                }
            }
        }
        let action = view.value(lock, "Action")?;
        self.locks.push(match action.as_name().map(|name| name.bytes()) {
            Some(b"Include") => Lock::Include(names),
            Some(b"Exclude") => Lock::Exclude(names),
            Some(b"All") => Lock::All,
            // No action that the standard knows: nothing is locked.
            _ => return Ok(()),
        });
        Ok(())
    }

    /// Holds what was done in a later revision against what is permitted.
    pub fn check(&self, deeds: &[Deed], revision: usize, findings: &mut Findings) {
        let level = self.certified.into_iter().chain(self.limited).min();
        for deed in deeds {
            let mut say = |rule, name: &str| {
                findings.add(Finding::new(rule).field(name).revision(revision));
            };
            let (Deed::Field { name, is_visible, is_stamp }
            | Deed::Signed { name, is_visible, is_stamp }) = deed
            else {
                continue;
            };
            let is_stamp = *is_stamp && !is_visible;
            if level == Some(1) && !is_stamp {
                say(Rule::DocMdp, name);
            }
            if matches!(deed, Deed::Field { .. }) && level.is_some() && *is_visible {
                say(Rule::CertifiedField, name);
            }
            if matches!(deed, Deed::Signed { .. }) && !is_stamp && self.is_locked(name) {
                say(Rule::FieldMdp, name);
            }
        }
    }

    fn is_locked(&self, name: &str) -> bool {
        let named = |names: &[String]| {
            let below = |of: &str| name.strip_prefix(of).is_some_and(|rest| rest.starts_with('.'));
            names.iter().any(|of| of == name || below(of))
        };
        self.locks.iter().any(|lock| match lock {
            Lock::All => true,
            Lock::Include(names) => named(names),
            Lock::Exclude(names) => !named(names),
        })
    }
}

/// `/P`; what is no level is the strictest one.
fn level<'d>(view: View<'d, '_>, dict: &Dict<'d>) -> Result<Option<u8>, PdfError> {
    Ok(match view.value(dict, "P")? {
        Object::Null => None,
        Object::Integer(2) => Some(2),
        Object::Integer(3) => Some(3),
        _ => Some(1),
    })
}
