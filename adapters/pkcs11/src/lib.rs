//! Keys that never leave a token or hardware security module (PKCS #11 v2.40): the agency's seal, the
//! internal authority.
//!
//! [`Token`] stands as [`pki::Signer`] wherever a key in memory could. It finds key and certificate by
//! their label, shows at once that they belong together, and opens its session anew when the token
//! was taken out or restarted. [`Reachable`] is a token that may be away when the program starts. A PIN
//! that was refused once is not tried again: tokens lock themselves.

mod error;
mod library;
mod public_key;
mod reachable;
mod session;
mod token;

pub use error::TokenError;
pub use reachable::Reachable;
pub use token::{Token, TokenSettings};
