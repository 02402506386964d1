//! What the biller answers.

use base::{Date, Nop, Rupiah};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use snap::Timestamp;

use crate::{Code, Ntpd, Reference, Refusal, digits, moment};

/// What is owed on the day that was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InquiryReply {
    #[serde(with = "digits::nop")]
    pub nop: Nop,
    #[serde(rename = "thn", with = "digits::year")]
    pub tax_year: i64,
    #[serde(rename = "nama")]
    pub payer: String,
    /// Where the object lies.
    #[serde(rename = "alamat_op")]
    pub address: String,
    #[serde(rename = "pokok", with = "digits::amount")]
    pub principal: Rupiah,
    /// Before the waiver.
    #[serde(rename = "denda", with = "digits::amount")]
    pub penalty: Rupiah,
    #[serde(rename = "keringanan", with = "digits::amount")]
    pub waived: Rupiah,
    /// What has to be paid.
    #[serde(with = "digits::amount")]
    pub total: Rupiah,
    #[serde(rename = "jatuh_tempo", with = "moment::date")]
    pub due_date: Date,
}

/// It is booked. A repeat gets the same bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentReply {
    #[serde(with = "digits::nop")]
    pub nop: Nop,
    #[serde(rename = "thn", with = "digits::year")]
    pub tax_year: i64,
    #[serde(rename = "referensi")]
    pub reference: Reference,
    pub ntpd: Ntpd,
    #[serde(with = "digits::amount")]
    pub total: Rupiah,
    /// The account of the regency to which the principal belongs.
    #[serde(rename = "akun_pokok")]
    pub principal_account: String,
    #[serde(rename = "akun_denda")]
    pub penalty_account: String,
    /// When it was booked here.
    #[serde(rename = "waktu_buku")]
    pub booked_at: Timestamp,
}

/// The payment was taken back. A repeat gets the same bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReversalReply {
    #[serde(with = "digits::nop")]
    pub nop: Nop,
    #[serde(rename = "thn", with = "digits::year")]
    pub tax_year: i64,
    /// Of the reversal.
    #[serde(rename = "referensi")]
    pub reference: Reference,
    /// Of the payment that was taken back.
    pub ntpd: Ntpd,
    /// What the bank gives back.
    #[serde(with = "digits::amount")]
    pub total: Rupiah,
    #[serde(rename = "waktu_batal")]
    pub reversed_at: Timestamp,
}

/// What became of a payment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusReply {
    #[serde(with = "digits::nop")]
    pub nop: Nop,
    #[serde(rename = "thn", with = "digits::year")]
    pub tax_year: i64,
    #[serde(rename = "referensi")]
    pub reference: Reference,
    pub ntpd: Ntpd,
    #[serde(with = "digits::amount")]
    pub total: Rupiah,
    pub status: PaymentState,
    #[serde(rename = "waktu_buku")]
    pub booked_at: Timestamp,
    #[serde(rename = "waktu_batal", default, skip_serializing_if = "Option::is_none")]
    pub reversed_at: Option<Timestamp>,
}

/// A payment that was booked stands or was taken back; there is nothing between.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum PaymentState {
    #[serde(rename = "BAYAR")]
    Paid,
    #[serde(rename = "BATAL")]
    Reversed,
}

/// Why a reply is not taken for one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReplyError {
    #[error("the reply cannot be read: {0}")]
    Malformed(String),
    #[error("the reply says {code} and travelled with HTTP {status}")]
    Status { code: Code, status: u16 },
    #[error("refused: {0}")]
    Refused(Refusal),
}

#[derive(Serialize)]
struct Approved<'a, R> {
    kode: Code,
    pesan: &'static str,
    #[serde(flatten)]
    reply: &'a R,
}

/// The body of a reply with `kode` 01, which travels with HTTP 200.
pub fn approved<R: Serialize>(reply: &R) -> Vec<u8> {
    let (kode, pesan) = (Code::Approved, Code::Approved.words());
    // The replies are flat and made of texts: they always have a JSON form.
    serde_json::to_vec(&Approved { kode, pesan, reply }).unwrap_or_default()
}

/// Reads the body of a reply. One that does not approve is an error, with its code.
pub fn read_reply<R: DeserializeOwned>(status: u16, body: &[u8]) -> Result<R, ReplyError> {
    let malformed = |error: serde_json::Error| ReplyError::Malformed(error.to_string());
    let head: Refusal = serde_json::from_slice(body).map_err(malformed)?;
    let code = head.code;
    if code.status() != status {
        return Err(ReplyError::Status { code, status });
    }
    if code != Code::Approved {
        return Err(ReplyError::Refused(head));
    }
    serde_json::from_slice(body).map_err(malformed)
}
