//! Signing: who is asked for what, what they agreed to, what became of it.
//!
//! The signer is found on the server from whoever is signed in; no form names one. An attempt is
//! written before anything is sent and sent once; what comes back is kept, then judged by our own
//! verifier, and only then is the letter signed. Passphrases live in memory alone.

mod acceptance;
mod attempt;
mod consent;
mod doubt;
mod evidence;
mod extend;
mod house;
mod mark;
mod prepare;
mod recover;
mod subject;
mod unknown;
mod waiting;

pub use acceptance::trust_list;
pub use consent::{Factor, Running, Sheet, ask, give, sheet};
pub use extend::{Extend, Extension};
pub use house::{Certified, SigningHouse, SigningServices};
pub(crate) use mark::fresh_page;
pub use mark::public_address;
pub use prepare::{Wish, again, prepare};
pub use recover::recover;
pub use subject::{OwnSubject, link, link_for_demo, own_subject, unlink};
pub use unknown::{bring, clear, look_again};
pub use waiting::{Looked, Waiting, look, note_opening, of_letter, waiting};
