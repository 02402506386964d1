//! The offices of the authority, read from beside the keys of the cell.

use base::{Error, Kind, Result};
use cell::{Cell, cabinet};
use db::Tx;
use pki::{Certificate, PrivateKey};

use super::fault;
use crate::domain::authority::{Name, Office};
use crate::store::keys::authority as store;

/// The authority of a cell: certificates; keys are read when they sign.
#[derive(Debug, Clone)]
pub struct Authority {
    /// In the order of [`Office::ALL`], then of their generations.
    offices: Vec<(Name, Certificate)>,
}

/// An office as the operator is shown it.
#[derive(Debug, Clone)]
pub struct Shown {
    pub name: Name,
    pub certificate: Certificate,
    /// Whether its private key lies here; a root's may be kept elsewhere.
    pub has_key: bool,
    /// Whether the database has the same certificate.
    pub is_as_stored: bool,
}

impl Authority {
    /// Reads what lies beside the keys; `None` before `pelangi ca init`.
    ///
    /// # Errors
    /// `documents/authority-fault` when a certificate cannot be read or is not for its key.
    pub fn find(cell: &Cell) -> Result<Option<Self>> {
        let mut offices = Vec::new();
        for office in Office::ALL {
            let mut name = Name::first(office);
            while let Some(der) = cabinet::get_public(cell, &certificate_file(name))? {
                offices.push((name, Certificate::from_der(&der).map_err(fault)?));
                name = name.next();
            }
        }
        let whole =
            Office::ALL.iter().all(|office| offices.iter().any(|(n, _)| n.office == *office));
        Ok(whole.then_some(Self { offices }))
    }

    /// The same where there must be one.
    ///
    /// # Errors
    /// `documents/authority-missing`.
    pub fn open(cell: &Cell) -> Result<Self> {
        let missing = || Error::new(Kind::Precondition, "documents/authority-missing");
        Self::find(cell)?.ok_or_else(missing)
    }

    /// The certificate of an office in a generation.
    pub fn certificate(&self, name: Name) -> Option<&Certificate> {
        self.offices.iter().find(|(known, _)| *known == name).map(|(_, certificate)| certificate)
    }

    /// The newest generation of an office.
    ///
    /// # Errors
    /// `documents/authority-missing`.
    pub fn newest(&self, office: Office) -> Result<(Name, &Certificate)> {
        let missing = || Error::new(Kind::Precondition, "documents/authority-missing");
        let found = self.offices.iter().rev().find(|(name, _)| name.office == office);
        found.map(|(name, certificate)| (*name, certificate)).ok_or_else(missing)
    }

    /// All generations of the issuing office: whom a certificate may be from.
    pub fn issuers(&self) -> Vec<Certificate> {
        let issuing = self.offices.iter().filter(|(name, _)| name.office == Office::Issuing);
        issuing.map(|(_, certificate)| certificate.clone()).collect()
    }

    /// What a verifier trusts: the roots.
    pub fn roots(&self) -> Vec<Certificate> {
        let roots = self.offices.iter().filter(|(name, _)| name.office == Office::Root);
        roots.map(|(_, certificate)| certificate.clone()).collect()
    }

    /// What goes with a signature: the issuing office's certificate, then the root's.
    ///
    /// # Errors
    /// `documents/authority-missing`.
    pub fn chain(&self) -> Result<Vec<Certificate>> {
        let issuing = self.newest(Office::Issuing)?.1.clone();
        Ok(vec![issuing, self.newest(Office::Root)?.1.clone()])
    }

    pub fn offices(&self) -> &[(Name, Certificate)] {
        &self.offices
    }
}

/// All offices for the operator, compared with the database.
///
/// # Errors
/// `documents/authority-missing`; those of the database.
pub async fn show(cell: &Cell) -> Result<Vec<Shown>> {
    let authority = Authority::open(cell)?;
    let stored = cell.db().read(async |tx: &mut Tx| store::list(tx).await).await?;
    let mut shown = Vec::new();
    for (name, certificate) in authority.offices() {
        let key = cabinet::get(cell, &key_file(*name))?;
        let known = |(stored, der): &(String, Vec<u8>)| {
            *stored == name.to_string() && der == certificate.to_der()
        };
        shown.push(Shown {
            name: *name,
            certificate: certificate.clone(),
            has_key: key.is_some(),
            is_as_stored: stored.iter().any(known),
        });
    }
    Ok(shown)
}

/// The private key of an office.
///
/// # Errors
/// `documents/authority-key` when it is kept elsewhere; `documents/authority-fault` when it is not
/// that of the certificate.
pub(super) fn key_of(cell: &Cell, name: Name, certificate: &Certificate) -> Result<PrivateKey> {
    let missing = || Error::new(Kind::Precondition, "documents/authority-key").with("office", name);
    let pkcs8 = cabinet::get(cell, &key_file(name))?.ok_or_else(missing)?;
    let key = PrivateKey::from_pkcs8_der(&pkcs8).map_err(fault)?;
    if certificate.public_key().map_err(fault)?.to_der() == key.public_key().to_der() {
        Ok(key)
    } else {
        Err(fault(pki::PkiError::PrivateKey))
    }
}

pub(super) fn certificate_file(name: Name) -> String {
    format!("ca-{name}.cer")
}

pub(super) fn key_file(name: Name) -> String {
    format!("ca-{name}.key")
}
