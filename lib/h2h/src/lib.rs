//! The plain JSON service between a bank and the biller (host to host, H2H), without any I/O.
//!
//! For regional banks that do not speak SNAP: four requests by `POST` below [`BASE`], a bill named
//! by NOP and tax year, amounts as digits, answers with a two-character code. A server takes a
//! request apart in this order, so that nothing unsigned is ever believed:
//!
//! 1. [`Headers::read`]: each there, once, well-formed;
//! 2. [`snap::Timestamp::within`] the partner's tolerance of the clock that is passed in;
//! 3. [`Headers::verify`]: the signature over the bytes that came, space and all;
//! 4. [`read`]: only now the body, with every field named that is missing or wrong.
//!
//! Whatever goes wrong there becomes a [`Refusal`]: a [`Code`], its HTTP status and its bytes.
//!
//! ```
//! use h2h::{Code, Headers, InquiryRequest, Service};
//! use snap::{ClientSecret, Timestamp};
//!
//! let secret = ClientSecret::new("rahasia")?;
//! let body = br#"{"nop": "640801000100012340", "thn": 2026}"#;
//! let time = Timestamp::parse("2026-11-22T10:15:30+08:00")?;
//! let headers = Headers::signed("BPD-UJI", &time, Service::Inquiry.path(), body, &secret)?;
//! headers.verify("POST", "/h2h/v1/inquiry", body, &secret)?;
//! assert!(headers.verify("POST", "/h2h/v1/payment", body, &secret).is_err());
//! assert_eq!(h2h::read::<InquiryRequest>(body)?.tax_year, 2026);
//! let refused = h2h::read::<InquiryRequest>(br#"{"nop": "64"}"#).unwrap_err();
//! assert_eq!((refused.code, refused.status()), (Code::Format, 400));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod code;
mod digits;
mod fields;
mod headers;
mod moment;
mod refusal;
mod reply;
mod request;
mod service;
mod word;

pub use code::Code;
pub use fields::{Request, read};
pub use headers::{ClientKey, Header, HeaderError, Headers};
pub use refusal::{Problem, Refusal};
pub use reply::{
    InquiryReply, PaymentReply, PaymentState, ReplyError, ReversalReply, StatusReply, approved,
    read_reply,
};
pub use request::{InquiryRequest, PaymentRequest, ReversalRequest, StatusRequest};
pub use service::{BASE, Service};
pub use word::{Channel, Ntpd, Reference, WordError};
