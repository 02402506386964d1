//! SNAP BI (Standar Nasional Open API Pembayaran), the national payment API, without any I/O.
//!
//! Both sides of it: what a biller needs to answer a bank, and what is needed to call an acquirer.
//! A server takes a request apart in this order, so that nothing unsigned is ever believed:
//!
//! 1. [`TransactionHeaders::read`] (or [`TokenHeaders::read`]): present, well-formed;
//! 2. [`Timestamp::within`] the partner's tolerance of the clock that is passed in;
//! 3. [`TransactionHeaders::verify`]: the signature over the bytes that came;
//! 4. [`body::read`]: only now the body, with the field named that is missing or wrong.
//!
//! Whatever goes wrong there becomes a [`Refusal`], and by the partner's [`Dialect`] the
//! [`ErrorReply`] with the code of the service that was called.
//!
//! ```
//! use snap::{ClientSecret, Message, Timestamp};
//!
//! let secret = ClientSecret::new("myclientsecret")?;
//! let timestamp = Timestamp::parse("2024-03-05T10:37:16.196Z")?;
//! let path = "/v1.0/transfer-va/payment";
//! let signed = |body| Message::symmetric("POST", path, "mytoken", body, &timestamp);
//! let signature = signed(br#"{ "partnerServiceId": "   12345" }"#)?.hmac(&secret);
//! // Space outside strings does not count, space inside does.
//! assert!(signed(br#"{"partnerServiceId":"   12345"}"#)?.verify_hmac(&secret, &signature).is_ok());
//! assert!(signed(br#"{"partnerServiceId":"12345"}"#)?.verify_hmac(&secret, &signature).is_err());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Tokens, repeats, partners and the ledger belong to whoever uses this crate.

mod account;
mod amount;
pub mod body;
mod case;
mod code;
mod dialect;
mod headers;
mod keys;
mod message;
mod minify;
mod refusal;
mod service;
mod signature;
mod text;
mod timestamp;
mod verify;

pub use account::{AccountError, CustomerNo, PartnerServiceId, VirtualAccountNo};
pub use amount::{Amount, AmountError};
pub use case::{Case, CaseCode, CaseCodeError};
pub use code::{ResponseCode, ResponseCodeError, ResponseMessage};
pub use dialect::{Dialect, ExternalIdRule, SignatureKind};
pub use headers::{Bearer, ClientKey, Header, HeaderError, TokenHeaders, TransactionHeaders};
pub use keys::{KeyError, PrivateKey, PublicKey};
pub use message::{Message, MessageError};
pub use minify::{MinifyError, minify};
pub use refusal::{ErrorReply, Refusal};
pub use service::Service;
pub use signature::{ClientSecret, SecretError, Signature, WrongSignature};
pub use text::{Text, TextError};
pub use timestamp::{Stale, Timestamp, TimestampError};
pub use verify::Verifier;
