//! What a bank asks and tells.

use base::{Date, Instant, Nop, Rupiah, Zone};
use jiff::civil::Time;
use serde::{Serialize, Serializer};

use crate::fields::Fields;
use crate::{Channel, Ntpd, Reference, Request, digits, moment};

/// What is owed on a bill.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct InquiryRequest {
    #[serde(serialize_with = "digits::nop::serialize")]
    pub nop: Nop,
    #[serde(rename = "thn", serialize_with = "digits::year::serialize")]
    pub tax_year: i64,
    /// The day for which the penalty is asked; left out it is today.
    #[serde(rename = "tgl", with = "moment::maybe_date", skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
}

/// A bill was paid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PaymentRequest {
    #[serde(serialize_with = "digits::nop::serialize")]
    pub nop: Nop,
    #[serde(rename = "thn", serialize_with = "digits::year::serialize")]
    pub tax_year: i64,
    /// When the payer paid, by the clocks of the regency.
    #[serde(rename = "tgl", serialize_with = "moment::date::serialize")]
    pub date: Date,
    #[serde(rename = "jam", serialize_with = "moment::time::serialize")]
    pub time: Time,
    /// The same one again is the same payment.
    #[serde(rename = "referensi")]
    pub reference: Reference,
    #[serde(rename = "pokok", serialize_with = "digits::amount::serialize")]
    pub principal: Rupiah,
    /// Before the waiver.
    #[serde(rename = "denda", serialize_with = "digits::amount::serialize")]
    pub penalty: Rupiah,
    #[serde(
        rename = "keringanan",
        serialize_with = "digits::amount::serialize",
        skip_serializing_if = "is_zero"
    )]
    pub waived: Rupiah,
    /// What the payer gave.
    #[serde(serialize_with = "digits::amount::serialize")]
    pub total: Rupiah,
    #[serde(rename = "kanal", skip_serializing_if = "Option::is_none")]
    pub channel: Option<Channel>,
    /// `Y`: the bank does not know whether its first message arrived.
    #[serde(rename = "ulang", serialize_with = "flag", skip_serializing_if = "is_no")]
    pub repeated: bool,
}

/// A payment is taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReversalRequest {
    #[serde(serialize_with = "digits::nop::serialize")]
    pub nop: Nop,
    #[serde(rename = "thn", serialize_with = "digits::year::serialize")]
    pub tax_year: i64,
    /// On the receipt of the payment.
    pub ntpd: Ntpd,
    /// The bank's number of this reversal, another than that of the payment: the same one again is
    /// the same reversal.
    #[serde(rename = "referensi")]
    pub reference: Reference,
}

/// What became of a payment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StatusRequest {
    #[serde(rename = "referensi")]
    pub reference: Reference,
}

impl PaymentRequest {
    /// The moment of the payment, by the clocks of a zone.
    pub fn paid_at(&self, zone: &Zone) -> Instant {
        zone.instant_of(self.date.to_datetime(self.time))
    }

    /// Whether `pokok + denda - keringanan` is `total`, and the total more than nothing.
    pub fn adds_up(&self) -> bool {
        let sum = self.principal.checked_add(self.penalty);
        let sum = sum.and_then(|sum| sum.checked_sub(self.waived));
        sum == Some(self.total) && self.total > Rupiah::ZERO && self.waived <= self.penalty
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for this form")]
fn is_zero(amount: &Rupiah) -> bool {
    *amount == Rupiah::ZERO
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for this form")]
fn is_no(flag: &bool) -> bool {
    !flag
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for this form")]
fn flag<S: Serializer>(flag: &bool, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(if *flag { "Y" } else { "N" })
}

// Every field is read before one that is missing ends it, so that all problems are told at once.

impl Request for InquiryRequest {
    fn take(fields: &mut Fields) -> Option<Self> {
        let (nop, tax_year, date) = (fields.nop(), fields.year(), fields.maybe_date());
        Some(Self { nop: nop?, tax_year: tax_year?, date: date? })
    }
}

impl Request for PaymentRequest {
    fn take(fields: &mut Fields) -> Option<Self> {
        let (nop, tax_year) = (fields.nop(), fields.year());
        let (date, time, reference) = (fields.date(), fields.time(), fields.reference());
        let (principal, penalty) = (fields.amount("pokok"), fields.amount("denda"));
        let (waived, total) = (fields.amount_or_zero("keringanan"), fields.amount("total"));
        let (channel, repeated) = (fields.channel(), fields.flag("ulang"));
        Some(Self {
            nop: nop?,
            tax_year: tax_year?,
            date: date?,
            time: time?,
            reference: reference?,
            principal: principal?,
            penalty: penalty?,
            waived: waived?,
            total: total?,
            channel: channel?,
            repeated: repeated?,
        })
    }
}

impl Request for ReversalRequest {
    fn take(fields: &mut Fields) -> Option<Self> {
        let (nop, tax_year) = (fields.nop(), fields.year());
        let (ntpd, reference) = (fields.ntpd(), fields.reference());
        Some(Self { nop: nop?, tax_year: tax_year?, ntpd: ntpd?, reference: reference? })
    }
}

impl Request for StatusRequest {
    fn take(fields: &mut Fields) -> Option<Self> {
        Some(Self { reference: fields.reference()? })
    }
}
