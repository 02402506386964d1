//! Limits on the names an authority may give (RFC 5280 §4.2.1.10 and §6.1.4 (b)).
//!
//! Directory names are compared. Limits on other kinds of names hold nobody back who has no such
//! name; where somebody has one, the path is refused as not understood, never waved through.

use std::mem::discriminant;
use x509_cert::ext::pkix::constraints::name::GeneralSubtree;
use x509_cert::ext::pkix::name::GeneralName;

use super::problem::PathFault;
use crate::{Certificate, Name, oid};

/// What `authority` forbids among those `below` it, the certificate that is judged first.
pub(super) fn fault(authority: &Certificate, below: &[Certificate]) -> Option<PathFault> {
    let constraints = match authority.name_constraints() {
        Ok(constraints) => constraints?,
        Err(_) => return Some(PathFault::UnknownConstraints),
    };
    let permitted = constraints.permitted_subtrees.unwrap_or_default();
    let excluded = constraints.excluded_subtrees.unwrap_or_default();
    let whole = |subtree: &GeneralSubtree| subtree.minimum == 0 && subtree.maximum.is_none();
    if !permitted.iter().chain(&excluded).all(whole) {
        return Some(PathFault::UnknownConstraints);
    }
    let bound = below.iter().enumerate();
    // A self-issued authority only rolls its key over (§6.1.3 (b)).
    let bound = bound.filter(|(index, certificate)| *index == 0 || !certificate.is_self_issued());
    bound.map(|(_, certificate)| check(certificate, &permitted, &excluded)).find_map(Result::err)
}

fn check(
    certificate: &Certificate,
    permitted: &[GeneralSubtree],
    excluded: &[GeneralSubtree],
) -> Result<(), PathFault> {
    let names = names_of(certificate).ok_or(PathFault::UnknownConstraints)?;
    for name in &names {
        let same_kind =
            |subtree: &&GeneralSubtree| discriminant(&subtree.base) == discriminant(name);
        let mut inside = permitted.iter().filter(same_kind).peekable();
        if inside.peek().is_some() && !any_within(name, inside)? {
            return Err(PathFault::NameConstraints);
        }
        if any_within(name, excluded.iter().filter(same_kind))? {
            return Err(PathFault::NameConstraints);
        }
    }
    Ok(())
}

/// Subject and alternative names; an e-mail address in the subject counts as one of these. None when
/// they cannot be read.
fn names_of(certificate: &Certificate) -> Option<Vec<GeneralName>> {
    use der::Decode as _;
    let mut names = certificate.alternative_names().ok()?;
    let subject = certificate.subject();
    if !subject.is_empty() {
        names.push(GeneralName::DirectoryName(
            x509_cert::name::Name::from_der(subject.to_der()).ok()?,
        ));
    }
    if let Some(address) = subject.attribute(oid::EMAIL_ADDRESS) {
        names.push(GeneralName::Rfc822Name(der::asn1::Ia5String::new(address).ok()?));
    }
    Some(names)
}

fn any_within<'s>(
    name: &GeneralName,
    subtrees: impl Iterator<Item = &'s GeneralSubtree>,
) -> Result<bool, PathFault> {
    for subtree in subtrees {
        let (GeneralName::DirectoryName(name), GeneralName::DirectoryName(base)) =
            (name, &subtree.base)
        else {
            return Err(PathFault::UnknownConstraints);
        };
        if folded(name)?.is_within(&folded(base)?) {
            return Ok(true);
        }
    }
    Ok(false)
}

fn folded(name: &x509_cert::name::Name) -> Result<Name, PathFault> {
    let der = der::Encode::to_der(name).map_err(|_| PathFault::UnknownConstraints)?;
    Name::from_der(&der).map_err(PathFault::Unusable)
}
