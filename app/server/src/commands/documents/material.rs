//! Documents, keys and certificates, read from files.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use pki::trust::{TrustAnchor, TrustList};
use pki::{Certificate, PrivateKey};
use zeroize::Zeroizing;

use crate::commands::Failure;

/// 100 MB: what a verifier promises to end with in ten seconds and 512 MB.
const LARGEST: u64 = 100_000_000;
/// A key or a bundle of certificates.
const LARGEST_PEM: u64 = 4 << 20;

/// A document, if it is not too large.
pub fn document(path: &Path) -> Result<Vec<u8>, Failure> {
    let bytes = read(path, LARGEST)?;
    bytes.ok_or_else(|| {
        Failure::input(format_args!(
            "{} is larger than 100 MB and is not read; split it or make its pictures smaller",
            path.display()
        ))
    })
}

/// What the verifier trusts.
pub fn trust(paths: &[PathBuf]) -> Result<TrustList, Failure> {
    let mut list = TrustList::new();
    for path in paths {
        for certificate in certificates(path)? {
            list.add(TrustAnchor::new(certificate));
        }
    }
    Ok(list)
}

/// All certificates of a file, PEM or one in DER.
pub fn certificates(path: &Path) -> Result<Vec<Certificate>, Failure> {
    let bytes = small(path)?;
    let read = Certificate::all_from_bytes(&bytes);
    read.map_err(|error| Failure::input(format_args!("{}: {error}", path.display())))
}

/// A private key.
pub fn key(path: &Path) -> Result<PrivateKey, Failure> {
    let bytes = Zeroizing::new(small(path)?);
    let unreadable = |why: &str| Failure::input(format_args!("the key {}: {why}", path.display()));
    let text = std::str::from_utf8(&bytes).map_err(|_| unreadable("it is not PEM"))?;
    if text.contains("ENCRYPTED") {
        return Err(unreadable("it is under a passphrase; `openssl pkey` takes that off"));
    }
    PrivateKey::from_pem(text).map_err(|error| unreadable(&error.to_string()))
}

fn small(path: &Path) -> Result<Vec<u8>, Failure> {
    let too_large = || Failure::input(format_args!("{} is no key or certificate", path.display()));
    read(path, LARGEST_PEM)?.ok_or_else(too_large)
}

/// The bytes of a file; `None` when there are more than `most`, without reading on.
fn read(path: &Path, most: u64) -> Result<Option<Vec<u8>>, Failure> {
    let failed = |error| Failure::input(format_args!("{}: {error}", path.display()));
    let file = File::open(path).map_err(failed)?;
    let length = file.metadata().map_err(failed)?.len();
    if length > most {
        return Ok(None);
    }
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or(0));
    // A pipe has no length: it is read no further than a file would be.
    file.take(most + 1).read_to_end(&mut bytes).map_err(failed)?;
    Ok(Some(bytes).filter(|bytes| bytes.len() as u64 <= most))
}
