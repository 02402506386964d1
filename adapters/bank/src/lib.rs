//! A fake bank: it drives our server as a real one would, over SNAP BI and over the plain JSON
//! service, and misbehaves when it is told to.
//!
//! - [`SnapBank`]: token, virtual accounts (24, 25, 26), notification of a QRIS payment (52).
//! - [`H2hBank`]: inquiry, payment, reversal, status.
//! - [`Fault`]: what is wrong with one exchange; [`Course`]: in which order a payment is told.
//! - [`load`]: many payers at once, with a line on the disk for every payment that was acknowledged.
//! - [`eod`]: the end-of-day file a bank would send, made from those lines.
//!
//! Every exchange is told as a [`Story`]; secrets and tokens are masked in it.

mod ack;
mod course;
mod credentials;
pub mod eod;
mod error;
mod exchange;
mod fault;
mod h2h_side;
pub mod load;
mod snap_side;
mod story;
mod teller;
mod wire;

pub use ack::{Ack, AckBook, AckKind, AckReadError, read_acks};
pub use course::{Course, CourseError};
pub use credentials::{Credentials, Surroundings};
pub use error::BankError;
pub use fault::{Fault, FaultError};
pub use h2h_side::H2hBank;
pub use snap_side::{Account, QrNotice, SnapBank, VaPayment};
pub use story::{Detail, Story};
pub use teller::{Amounts, Owed, Target, Teller, Told};
