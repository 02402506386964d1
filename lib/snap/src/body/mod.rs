//! The bodies of the services, and how they are read.
//!
//! Field names and lengths are those of the ASPI developer portal. Fields nobody here needs are
//! ignored on the way in; `additionalInfo` is kept as it is.

mod inquiry;
mod parts;
mod payment;
mod qr;
mod read;
mod status;
mod token;

pub use inquiry::{InquiryAccount, InquiryReply, InquiryRequest};
pub use parts::{Bilingual, BillDetail, Flag, StatusCode};
pub use payment::{PaymentAccount, PaymentReply, PaymentRequest};
pub use qr::{
    QrGenerateReply, QrGenerateRequest, QrNotifyReply, QrNotifyRequest, QrQueryReply,
    QrQueryRequest, TransactionStatus,
};
pub use read::{BodyError, Reply, ReplyError, Request, read, read_reply};
pub use status::{StatusAccount, StatusReply, StatusRequest};
pub use token::{TokenReply, TokenRequest};
