//! The real client: codes from an acquirer over SNAP.

mod calls;
mod failure;
mod token;

use std::sync::Arc;

use base::{Clock, Random, Rupiah};
use ports::{Acquirer, Answer, PortError, QrIssued, QrName, QrOrder, QrStatus};
use snap::body::{
    QrGenerateReply, QrGenerateRequest, QrQueryReply, QrQueryRequest, TransactionStatus,
};
use snap::{Amount, Case, ClientKey, Service, Text, Timestamp};

use crate::http::Http;
use crate::{Settings, SettingsError, check_content};
use failure::Failure;

/// An acquirer that speaks SNAP.
pub struct SnapAcquirer {
    settings: Settings,
    names: Names,
    http: Http,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
    token: token::Cache,
}

/// The names of the settings, in their form.
struct Names {
    client_key: ClientKey,
    partner_id: Text<36>,
    channel_id: Text<5>,
    merchant_id: Text<64>,
    terminal_id: Option<Text<16>>,
}

impl Names {
    fn of(settings: &Settings) -> Result<Self, SettingsError> {
        let terminal = settings.terminal_id.as_deref();
        Ok(Self {
            client_key: name("the client key", &settings.client_key)?,
            partner_id: name("the partner id", &settings.partner_id)?,
            channel_id: name("the channel id", &settings.channel_id)?,
            merchant_id: name("the merchant id", &settings.merchant_id)?,
            terminal_id: terminal.map(|text| name("the terminal id", text)).transpose()?,
        })
    }
}

fn name<const MAX: usize>(what: &'static str, text: &str) -> Result<Text<MAX>, SettingsError> {
    let text = if text.bytes().all(|b| b.is_ascii_graphic()) { Text::new(text).ok() } else { None };
    text.ok_or(SettingsError::Name(what))
}

impl SnapAcquirer {
    /// # Errors
    /// When the settings cannot be used. Nobody is called yet.
    pub fn new(
        settings: Settings,
        clock: Arc<dyn Clock>,
        random: Arc<dyn Random>,
    ) -> Result<Self, SettingsError> {
        let names = Names::of(&settings)?;
        let http = Http::new(&settings.base_url, settings.timeout)?;
        Ok(Self { settings, names, http, clock, random, token: token::Cache::default() })
    }

    async fn issue(&self, order: &QrOrder) -> Result<QrIssued, Failure> {
        let request = self.order(order)?;
        let reply: QrGenerateReply = self.once(Service::QrGenerate, &request).await?;
        let QrGenerateReply { qr_content, reference_no, partner_reference_no, .. } = reply;
        let echoed = partner_reference_no.as_ref().map(Text::as_str);
        if echoed.is_some_and(|echoed| echoed != order.reference) {
            return Err(Failure::garbled("the code answers another reference"));
        }
        let reference = reference_no.ok_or(Failure::garbled("the code has no referenceNo"))?;
        let nmid = self.settings.nmid.as_deref();
        check_content(&qr_content, order.amount, nmid).map_err(Failure::garbled)?;
        Ok(QrIssued { content: qr_content.to_string(), acquirer_reference: reference.to_string() })
    }

    fn order(&self, order: &QrOrder) -> Result<QrGenerateRequest, Failure> {
        let reference = Text::new(&*order.reference);
        let amount = Amount::of(order.amount).ok().filter(|_| order.amount > Rupiah::ZERO);
        Ok(QrGenerateRequest {
            partner_reference_no: reference.map_err(|e| Failure::ours(format!("reference {e}")))?,
            amount: Some(amount.ok_or(Failure::ours("the amount is not above zero"))?),
            merchant_id: self.names.merchant_id.clone(),
            sub_merchant_id: None,
            store_id: None,
            terminal_id: self.names.terminal_id.clone(),
            validity_period: Some(Timestamp::at(order.expires_at, &self.settings.zone)),
            additional_info: None,
        })
    }

    async fn ask(&self, code: QrName<'_>) -> Result<QrStatus, Failure> {
        let named =
            |text: &str| Text::new(text).map_err(|e| Failure::ours(format!("reference {e}")));
        let request = QrQueryRequest {
            original_reference_no: named(code.acquirer_reference)?,
            original_partner_reference_no: Some(named(code.reference)?),
            original_external_id: None,
            service_code: named_service()?,
            merchant_id: Some(self.names.merchant_id.clone()),
            sub_merchant_id: None,
            additional_info: None,
        };
        let reply: QrQueryReply = self.repeated(Service::QrQuery, &request).await?;
        let differs = |there: &Option<Text<64>>, ours: &str| {
            there.as_ref().is_some_and(|there| there.as_str() != ours)
        };
        if differs(&reply.original_partner_reference_no, code.reference)
            || differs(&reply.original_reference_no, code.acquirer_reference)
        {
            return Err(Failure::garbled("the answer is about another code"));
        }
        self.status(reply, code)
    }

    fn status(&self, reply: QrQueryReply, code: QrName<'_>) -> Result<QrStatus, Failure> {
        use TransactionStatus as S;
        match reply.latest_transaction_status {
            S::Success => {
                let amount = reply.amount.ok_or(Failure::garbled("paid, but no amount is told"))?;
                let amount = amount.rupiah().map_err(Failure::garbled)?;
                // Not every acquirer tells when: then the moment in which we hear of it.
                let paid_at = reply.paid_time.map_or(self.clock.now(), |time| time.instant());
                let acquirer_reference = code.acquirer_reference.to_owned();
                Ok(QrStatus::Paid { amount, paid_at, acquirer_reference })
            }
            // An attempt that failed leaves a code that can still be paid.
            S::Initiated | S::Paying | S::Pending | S::Failed => Ok(QrStatus::Pending),
            S::Refunded => Ok(QrStatus::Refunded),
            S::Cancelled | S::Expired | S::Rejected => Ok(QrStatus::Expired),
            S::NotFound => Err(Failure::ours(Case::TransactionNotFound.words())),
            S::Other(other) => Err(Failure::garbled(format!("the unknown status {other}"))),
        }
    }
}

/// The original of a query is a code that was generated.
fn named_service() -> Result<Text<2>, Failure> {
    Text::new(Service::QrGenerate.to_string()).map_err(Failure::ours)
}

impl Acquirer for SnapAcquirer {
    fn generate<'a>(&'a self, order: &'a QrOrder) -> Answer<'a, QrIssued> {
        Box::pin(async move { self.issue(order).await.map_err(PortError::from) })
    }

    fn query<'a>(&'a self, code: QrName<'a>) -> Answer<'a, QrStatus> {
        Box::pin(async move { self.ask(code).await.map_err(PortError::from) })
    }
}

impl std::fmt::Debug for SnapAcquirer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SnapAcquirer({})", self.settings.base_url)
    }
}
