//! Signing whole PDF files with keys that lie here: of a person (internal), of an organisation
//! (seal). Both stand behind [`ports::PdfSigner`], beside the government's signing service.

mod pdf;
mod person;
mod seal;

pub use person::PersonSigner;
pub use seal::{RemoteKey, SealSigner, check_word, keep_seal, keep_seal_of};
