//! The certificates of a person, up to the root.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ports::PortError;
use ports::signing::Subject;
use serde_json::Value;

use crate::answer::Said;
use crate::client::Bsre;
use crate::veil::Veil;

impl Bsre {
    /// The chain of a person's certificate in DER, the person's own first; three for a living NIK.
    ///
    /// # Errors
    /// `Refused` for a person without one: the service answers then with a status of 400 and words
    /// that are no JSON, though its header says so.
    pub async fn chain(&self, subject: &Subject) -> Result<Vec<Vec<u8>>, PortError> {
        let id = match subject {
            Subject::Nik(nik) => nik.digits(),
            Subject::Email(email) => email.as_str(),
            Subject::Key(id) => id,
        };
        let heard = self.get(&format!("/api/v2/user/certificate/chain/{id}")).await?;
        let said = Said::of(&heard, Veil::over(subject, None));
        let list = said.json.as_ref().and_then(|json| json.get("data")).and_then(Value::as_array);
        match list {
            Some(list) if said.status == 200 => {
                let certificates: Option<Vec<Vec<u8>>> = list.iter().map(certificate).collect();
                let strange = || PortError::Garbled("its certificates are of no known form".into());
                certificates.filter(|list| !list.is_empty()).ok_or_else(strange)
            }
            _ => Err(said.refusal()),
        }
    }
}

/// A certificate in base64, with the lines of PEM round it or without.
fn certificate(value: &Value) -> Option<Vec<u8>> {
    let lines = value.as_str()?.lines().map(str::trim);
    let base64: String = lines.filter(|line| !line.starts_with("-----")).collect();
    let der = STANDARD.decode(base64).ok()?;
    outgoing::whole_der_sequence(&der).ok().map(|()| der)
}
