//! Secrets at rest: encrypted with a key of the cell that is not in the database.

use base::{Error, Kind};
use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use zeroize::Zeroizing;

use crate::Cell;

const NONCE: usize = 24;

/// Encrypts (XChaCha20-Poly1305). `purpose` keeps the keys of different uses apart, for example
/// `identity/secrets-at-rest`; `of` is what the secret belongs to, such as an account's id: it
/// cannot be opened as another's.
pub fn seal(cell: &Cell, purpose: &str, of: &str, secret: &[u8]) -> Result<String, Error> {
    let mut bytes = vec![0_u8; NONCE];
    cell.random().fill(&mut bytes);
    let nonce = nonce(&bytes).ok_or_else(damaged)?;
    let message = Payload { msg: secret, aad: of.as_bytes() };
    let hidden = cipher(cell, purpose).encrypt(&nonce, message).map_err(|_| damaged())?;
    bytes.extend(hidden);
    Ok(STANDARD_NO_PAD.encode(bytes))
}

/// Decrypts what [`seal`] made.
///
/// # Errors
/// `cell/secret-damaged` when it was changed, is another's, or the key of the cell is another.
pub fn open(
    cell: &Cell,
    purpose: &str,
    of: &str,
    sealed: &str,
) -> Result<Zeroizing<Vec<u8>>, Error> {
    let bytes = STANDARD_NO_PAD.decode(sealed).map_err(|_| damaged())?;
    let (start, hidden) = bytes.split_at_checked(NONCE).ok_or_else(damaged)?;
    let nonce = nonce(start).ok_or_else(damaged)?;
    let message = Payload { msg: hidden, aad: of.as_bytes() };
    cipher(cell, purpose).decrypt(&nonce, message).map(Zeroizing::new).map_err(|_| damaged())
}

fn nonce(bytes: &[u8]) -> Option<XNonce> {
    XNonce::try_from(bytes).ok()
}

fn cipher(cell: &Cell, purpose: &str) -> XChaCha20Poly1305 {
    let key = Zeroizing::new(cell.keys().mac(purpose, b"1"));
    XChaCha20Poly1305::new(&(*key).into())
}

fn damaged() -> Error {
    Error::new(Kind::DataLoss, "cell/secret-damaged")
}
