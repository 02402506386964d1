//! Bodies with secrets in them. Each is written once into memory of the right size, which is wiped
//! when it was sent: growing would leave pieces of a secret behind.

use serde::Serialize;
use zeroize::Zeroizing;

/// Writes a body into memory that never moves.
///
/// # Errors
/// Says what cannot be written.
pub fn written(body: &impl Serialize) -> Result<Zeroizing<Vec<u8>>, String> {
    let mut length = Length(0);
    serde_json::to_writer(&mut length, body).map_err(|e| e.to_string())?;
    let mut bytes = Zeroizing::new(Vec::with_capacity(length.0));
    serde_json::to_writer(&mut *bytes, body).map_err(|e| e.to_string())?;
    Ok(bytes)
}

/// Counts, and keeps nothing.
struct Length(usize);

impl std::io::Write for Length {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0 += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
