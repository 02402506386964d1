//! What the content of a code must be before it is shown to somebody who pays with it.

use base::Rupiah;
use qris::{Initiation, Qris, QrisError};

/// Why the content of a code is not believed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ContentError {
    #[error("the content is no QRIS code: {0}")]
    Malformed(#[from] QrisError),
    #[error("the code is not dynamic: it could be paid twice")]
    NotDynamic,
    #[error("the code has another amount than was asked for")]
    Amount,
    #[error("the code is of another merchant")]
    Merchant,
}

/// Looks into a code that was issued: checksum and form (and so currency 360), made for one payment,
/// exactly this amount, and our number in the national register where we know it.
pub fn check_content(
    content: &str,
    amount: Rupiah,
    nmid: Option<&str>,
) -> Result<Qris, ContentError> {
    let code = Qris::parse(content)?;
    if code.initiation() != Some(Initiation::Dynamic) {
        return Err(ContentError::NotDynamic);
    }
    if code.amount() != Some(amount) {
        return Err(ContentError::Amount);
    }
    if nmid.is_some() && code.nmid() != nmid {
        return Err(ContentError::Merchant);
    }
    Ok(code)
}
