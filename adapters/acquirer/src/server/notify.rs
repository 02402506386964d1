//! Service 52: the acquirer tells of a payment.

use std::sync::Arc;
use std::time::Duration;

use base::{Clock, Random, Zone};
use snap::body::{QrNotifyReply, QrNotifyRequest, TransactionStatus, read_reply};
use snap::{Amount, Message, PrivateKey, Text, Timestamp, TransactionHeaders};

use crate::http::Http;
use crate::{Issued, SettingsError};

/// Tells one biller of payments, signed with the acquirer's own key.
pub struct Notifier {
    http: Http,
    /// The acquirer's key; the biller has its public half.
    private_key: PrivateKey,
    partner_id: Text<36>,
    channel_id: Text<5>,
    zone: Zone,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
}

/// What the biller said to a notification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heard {
    pub took: bool,
    /// The code and words of the answer, or why there is none.
    pub said: String,
}

impl Notifier {
    /// `url` is the whole address, for example
    /// `http://127.0.0.1:8080/snap/v1.0/qr/qr-mpm-notify`; `partner_id` is the name under which the
    /// biller knows the acquirer.
    pub fn new(
        url: &str,
        partner_id: &str,
        private_key: PrivateKey,
        zone: Zone,
        clock: Arc<dyn Clock>,
        random: Arc<dyn Random>,
    ) -> Result<Self, SettingsError> {
        let http = Http::new(url, Duration::from_secs(10))?;
        let partner_id =
            Text::new(partner_id).map_err(|_| SettingsError::Name("the partner id"))?;
        let channel_id = Text::new("95221").map_err(|_| SettingsError::Name("the channel id"))?;
        Ok(Self { http, private_key, partner_id, channel_id, zone, clock, random })
    }

    /// Tells of a code that was paid, once.
    pub async fn tell(&self, issued: &Issued) -> Heard {
        match self.send(issued).await {
            Ok(said) => Heard { took: true, said },
            Err(said) => Heard { took: false, said },
        }
    }

    async fn send(&self, issued: &Issued) -> Result<String, String> {
        let body = serde_json::to_vec(&request(issued)?).map_err(|e| e.to_string())?;
        let path = self.http.path("");
        let headers = self.headers(&path, &body)?;
        let answer = self.http.post(&path, &headers.pairs(), body).await;
        let answer = answer.map_err(|e| e.to_string())?;
        let reply: QrNotifyReply =
            read_reply(answer.status, &answer.body).map_err(|e| e.to_string())?;
        Ok(format!("{} {}", reply.response_code, reply.response_message))
    }

    fn headers(&self, path: &str, body: &[u8]) -> Result<TransactionHeaders, String> {
        let timestamp = Timestamp::at(self.clock.now(), &self.zone);
        let message = Message::asymmetric("POST", path, body, &timestamp);
        let message = message.map_err(|e| e.to_string())?;
        let signature = message.sign(&self.private_key).map_err(|e| e.to_string())?;
        let mut drawn = [0; 20];
        self.random.fill(&mut drawn);
        let digits: String = drawn.iter().map(|b| char::from(b'0' + b % 10)).collect();
        Ok(TransactionHeaders {
            timestamp,
            signature,
            partner_id: self.partner_id.clone(),
            external_id: Text::new(digits).map_err(|e| e.to_string())?,
            channel_id: self.channel_id.clone(),
            token: None,
        })
    }
}

fn request(issued: &Issued) -> Result<QrNotifyRequest, String> {
    let text = |text: &str| Text::new(text).map_err(|e| e.to_string());
    Ok(QrNotifyRequest {
        original_reference_no: text(&issued.acquirer_reference)?,
        original_partner_reference_no: Some(text(&issued.reference)?),
        latest_transaction_status: TransactionStatus::Success,
        transaction_status_desc: Text::new("Success").ok(),
        amount: Amount::of(issued.amount).map_err(|e| e.to_string())?,
        bank_code: None,
        external_store_id: None,
        additional_info: None,
    })
}
