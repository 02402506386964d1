//! Signing, and the port of signatures of persons.

use ports::signing::Secret;
use ports::signing::{
    CertificateState, Found, Limits, SecretKind, Signed, Signing, SigningError, SigningOrder,
    Standing, Subject,
};
use ports::{Answer, PdfSigner, PortError};

use crate::answer::{Said, lost};
use crate::client::{Bsre, Call};
use crate::file;
use crate::request::{About, CodeBody, Properties, SignBody, Who, written};
use crate::veil::Veil;

impl Bsre {
    /// Signs or seals, once.
    pub(crate) async fn signed(
        &self,
        call: Call,
        order: &SigningOrder<'_>,
    ) -> Result<Signed, SigningError> {
        let refused = |problem: &str| SigningError::Refused(problem.to_owned());
        if !file::is_pdf(order.pdf) {
            return Err(refused("the file that was to be sent is no PDF"));
        }
        if order.pdf.len() > self.largest {
            return Err(refused("the file that was to be sent is larger than the settings allow"));
        }
        if order.secret.is_empty() {
            return Err(SigningError::WrongSecret);
        }
        let properties = Properties::of(order, self.origin).map_err(refused)?;
        let body = written(&SignBody::of(order, properties)).map_err(|e| refused(&e))?;
        let heard = self.post(call, body).await.map_err(lost);
        let result = heard.and_then(|heard| {
            let veil = Veil::over(order.subject, Some(order.secret));
            taken(order.pdf, &Said::of(&heard, veil))
        });
        told(call, order, &result);
        result
    }

    /// Whether this subject could sign.
    pub(crate) async fn state_of(&self, subject: &Subject) -> Result<CertificateState, PortError> {
        let body = written(&About { who: Who::of(subject) }).map_err(PortError::Refused)?;
        let heard = self.post(Call::Status, body).await?;
        let said = Said::of(&heard, Veil::over(subject, None));
        match said.state() {
            Some(state) => Ok(state),
            // It was asked properly and said something that nobody knows.
            None if said.status == 200 && said.code().is_some() => Ok(CertificateState::Unknown),
            None => Err(said.refusal()),
        }
    }

    /// Has a code made, or a seal activated.
    pub(crate) async fn code(
        &self,
        call: Call,
        subject: &Subject,
        previous: Option<&Secret>,
        data: Option<u16>,
    ) -> Result<(), PortError> {
        let totp = crate::request::code(previous);
        let body = CodeBody { who: Who::of(subject), totp, data };
        let heard = self.post(call, written(&body).map_err(PortError::Refused)?).await?;
        let said = Said::of(&heard, Veil::over(subject, previous));
        let wrong = said.code().is_some_and(|code| (2_000..3_000).contains(&code));
        match (said.status, &said.json) {
            (200, Some(_)) if !wrong => Ok(()),
            (200, Some(_)) => Err(PortError::Refused(said.words())),
            _ => Err(said.refusal()),
        }
    }
}

impl PdfSigner for Bsre {
    fn standing(&self) -> Standing {
        Standing::Certified
    }

    fn limits(&self) -> Limits {
        let secrets = &[SecretKind::Passphrase, SecretKind::Totp];
        limits(self.largest, secrets)
    }

    fn sign<'a>(&'a self, order: &'a SigningOrder<'a>) -> Signing<'a, Signed> {
        Box::pin(async move {
            if matches!(order.subject, Subject::Key(_)) {
                let problem = "a person is named by NIK or e-mail";
                return Err(SigningError::Refused(problem.to_owned()));
            }
            self.signed(Call::Sign, order).await
        })
    }

    fn subject_state<'a>(&'a self, subject: &'a Subject) -> Answer<'a, CertificateState> {
        Box::pin(self.state_of(subject))
    }

    fn request_code<'a>(
        &'a self,
        subject: &'a Subject,
        _previous: Option<&'a Secret>,
        signatures: u16,
    ) -> Answer<'a, ()> {
        Box::pin(self.code(Call::SignCode, subject, None, Some(signatures)))
    }

    /// Version 2 keeps no file and has no number by which one could ask.
    fn find<'a>(&'a self, _attempt: &'a str) -> Answer<'a, Found> {
        Box::pin(async { Ok(Found::CannotTell) })
    }
}

pub(crate) fn limits(largest: usize, secrets: &'static [SecretKind]) -> Limits {
    Limits { placements: 1, largest, fills_fields: false, draws: false, secrets, finds: false }
}

/// What is made of an answer. A file that continues the one that was sent is taken whatever stands
/// beside it: it exists, and must not be lost. An answer with another file, or with none, says nothing
/// of what became of the order.
fn taken(sent: &[u8], said: &Said<'_>) -> Result<Signed, SigningError> {
    let has_file = said.json.as_ref().is_some_and(|json| json.get("file").is_some());
    let Some(json) = said.json.as_ref().filter(|_| (200..=299).contains(&said.status) && has_file)
    else {
        return Err(said.refusal_to_sign());
    };
    let pdf = file::only_file(json).map_err(SigningError::Unknown)?;
    file::continues(sent, &pdf).map_err(SigningError::Unknown)?;
    Ok(Signed { pdf, reference: None })
}

/// One line for each attempt, without anything of the person.
fn told(call: Call, order: &SigningOrder<'_>, result: &Result<Signed, SigningError>) {
    let (attempt, subject, path) = (order.attempt, order.subject.masked(), call.path());
    let sent_bytes = order.pdf.len();
    match result {
        Ok(signed) => {
            let bytes = signed.pdf.len();
            tracing::info!(attempt, subject, path, sent_bytes, bytes, "BSrE signed a file");
        }
        Err(error) => {
            let kind = error.as_str();
            tracing::info!(
                attempt,
                subject,
                path,
                sent_bytes,
                kind,
                "BSrE gave no signed file: {error}"
            );
        }
    }
}
