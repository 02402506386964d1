//! The small certificate authority of a cell: internal signatures, seals, time-stamps. Keys lie
//! beside those of the cell, sealed with its secret; certificates lie beside them and are believed
//! as they lie there. What was issued and revoked stands in the database.

mod approvals;
mod init;
mod ocsp;
mod offices;
mod publish;
mod revoke;
mod revoked;
mod seals;
mod stamp;

pub use approvals::{Approved, founding, issue_person};
pub use init::{Begun, RootKey, begin, begin_for_demo, renew};
pub use ocsp::{OcspReply, answer_ocsp};
pub use offices::{Authority, Shown, show};
pub use publish::{certificate_of, list_of_revoked};
pub use revoke::{Revocation, revoke};
pub(crate) use revoked::revocation;
pub use seals::{NewCertificate, issue_file, issue_seal};
pub use stamp::answer_stamp;

use base::{Error, Kind};

/// What a fault of the cryptographic library means here: our own fault, never a person's.
pub(crate) fn fault(error: pki::PkiError) -> Error {
    Error::new(Kind::Internal, "documents/authority-fault").caused_by(error)
}

/// How the audit trail calls a certificate.
pub(crate) fn subject(serial: &str) -> String {
    format!("certificate/{serial}")
}
