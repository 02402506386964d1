//! The service's own verdict on a file. Ours is another (`lib/pades`): this one is slow, and some
//! of its answers are known to be wrong (`lastSignature` is always false and is not read).

use ports::PortError;
use serde::Deserialize;
use serde_json::Value;

use crate::answer::Said;
use crate::client::{Bsre, Call};
use crate::request::{Encoded, VerifyBody, written};
use crate::veil::Veil;

/// What the service says of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verification {
    /// `VALID`, `NO_SIGNATURE`, or another word.
    pub conclusion: String,
    pub description: String,
    pub signatures: Vec<SeenSignature>,
}

/// One signature as the service sees it. What is empty there is `None` here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenSignature {
    pub field: Option<String>,
    pub signer: Option<String>,
    pub reason: Option<String>,
    pub location: Option<String>,
    /// As it stands there; it differed from the time of the time-stamp by minutes.
    pub date: Option<String>,
    /// `PAdES-BASELINE-T`, `PAdES-BASELINE-LT`.
    pub format: Option<String>,
    pub is_intact: bool,
    pub is_trusted: bool,
    /// Whether it can be verified long after.
    pub lasts: bool,
    /// Who made its time-stamp, whatever the key is called.
    pub timestamp: Option<Value>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Answer {
    conclusion: String,
    #[serde(default)]
    description: Option<String>,
    signature_count: usize,
    #[serde(default)]
    signature_informations: Option<Vec<Information>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Information {
    #[serde(default)]
    field_name: Option<String>,
    #[serde(default)]
    signer_name: Option<String>,
    #[serde(default)]
    reason: Option<String>,
    #[serde(default)]
    location: Option<String>,
    #[serde(default)]
    signature_date: Option<Value>,
    #[serde(default)]
    signature_format: Option<String>,
    integrity_valid: bool,
    certificate_trusted: bool,
    #[serde(default)]
    ltv: Option<bool>,
    /// So it is spelt in version 2.2.0.
    #[serde(default, alias = "timestampInformation")]
    timestamp_infomation: Option<Value>,
}

impl Bsre {
    /// Asks the service about a file. Eight signatures took it more than forty seconds.
    ///
    /// # Errors
    /// `Refused` for what is no PDF, which is not sent, and for what the service breaks over
    /// (HTTP 500).
    pub async fn verify(
        &self,
        pdf: &[u8],
        password: Option<&str>,
    ) -> Result<Verification, PortError> {
        if !crate::file::is_pdf(pdf) || pdf.len() > self.largest {
            return Err(PortError::Refused("the file is no PDF, or too large".to_owned()));
        }
        let body = VerifyBody { file: Encoded(pdf), password };
        let heard = self.post(Call::Verify, written(&body).map_err(PortError::Refused)?).await?;
        let said = Said::of(&heard, Veil::none());
        match said.status {
            200 => {}
            // It breaks over files that it cannot read, and will again.
            500 => return Err(PortError::Refused(said.words())),
            _ => return Err(said.refusal()),
        }
        let answer: Answer = serde_json::from_slice(&heard.body).map_err(|_| said.refusal())?;
        let seen = answer.signature_informations.unwrap_or_default();
        if seen.len() != answer.signature_count {
            let count = answer.signature_count;
            let problem = format!("it counts {count} signatures and shows {}", seen.len());
            return Err(PortError::Garbled(problem));
        }
        Ok(Verification {
            conclusion: answer.conclusion,
            description: answer.description.unwrap_or_default(),
            signatures: seen.into_iter().map(SeenSignature::from).collect(),
        })
    }
}

impl From<Information> for SeenSignature {
    fn from(seen: Information) -> Self {
        let some = |text: Option<String>| text.filter(|text| !text.is_empty());
        let date = seen.signature_date.map(|date| match date {
            Value::String(text) => text,
            other => other.to_string(),
        });
        Self {
            field: some(seen.field_name),
            signer: some(seen.signer_name),
            reason: some(seen.reason),
            location: some(seen.location),
            date: some(date.filter(|date| date != "null")),
            format: some(seen.signature_format),
            is_intact: seen.integrity_valid,
            is_trusted: seen.certificate_trusted,
            lasts: seen.ltv.unwrap_or(false),
            timestamp: seen.timestamp_infomation.filter(|value| !value.is_null()),
        }
    }
}
