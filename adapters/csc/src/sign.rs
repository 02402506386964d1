//! Signing, and the port.

use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use pki::DigestAlgorithm;
use pki::timestamp::{TimestampRequest, TimestampToken};
use ports::signing::{
    CertificateState, Found, Limits, Secret, SecretKind, Signed, Signing, SigningError,
    SigningOrder, Standing, Subject,
};
use ports::{Answer, PdfSigner, PortError};

use crate::call::{Call, Hidden, SignAnswer, SignBody, decoded};
use crate::client::Csc;
use crate::credential::Credential;
use crate::letter::{Letter, Ready};

impl Csc {
    /// Signs several letters of one subject with one authorisation: the owner is asked once, for
    /// exactly these digests, and the service signs all or none (section 9, use case 2). The answers
    /// are in the order of the orders.
    pub async fn sign_all(&self, orders: &[SigningOrder<'_>]) -> Vec<Result<Signed, SigningError>> {
        let results = match self.batch(orders).await {
            Ok(results) => results,
            Err(error) => orders.iter().map(|_| Err(error.clone())).collect(),
        };
        for (order, result) in orders.iter().zip(&results) {
            told(order, result);
        }
        results
    }

    async fn batch(
        &self,
        orders: &[SigningOrder<'_>],
    ) -> Result<Vec<Result<Signed, SigningError>>, SigningError> {
        let Some(first) = orders.first() else { return Ok(Vec::new()) };
        self.check(orders, first.subject)?;
        let credential = self.able(first.subject).await?;
        if orders.len() > credential.most {
            let (count, most) = (orders.len(), credential.most);
            let problem = format!("{count} letters at once, and the credential signs {most}");
            return Err(SigningError::Refused(problem));
        }
        let ready = self.prepared(orders, &credential).await?;
        let hashes: Vec<String> =
            ready.iter().map(|it| STANDARD.encode(it.digest(&credential))).collect();
        let sad = self.authorized(&credential, &hashes, first.secret).await?;
        let values = self.sign_hash(&credential, &sad, &hashes).await?;
        let mut results = Vec::new();
        for ((order, ready), value) in orders.iter().zip(ready).zip(values) {
            results.push(self.finished(order, ready, &credential, value).await);
        }
        Ok(results)
    }

    /// What can be said before anybody is asked.
    fn check(&self, orders: &[SigningOrder<'_>], subject: &Subject) -> Result<(), SigningError> {
        let refused = |problem: &str| Err(SigningError::Refused(problem.to_owned()));
        if orders.iter().any(|order| order.subject != subject) {
            return refused("one authorisation is of one person");
        }
        if orders.iter().any(|order| order.pdf.len() > self.inner.largest) {
            return refused("the file is larger than the settings allow");
        }
        Ok(())
    }

    /// The credential, when it can sign now.
    async fn able(&self, subject: &Subject) -> Result<Arc<Credential>, SigningError> {
        let credential = self.credential_of(subject).await?;
        match credential.state(self.inner.around.clock.now()) {
            CertificateState::Issue => Ok(Arc::new(credential)),
            state => Err(SigningError::CannotSign(state)),
        }
    }

    async fn prepared(
        &self,
        orders: &[SigningOrder<'_>],
        credential: &Arc<Credential>,
    ) -> Result<Vec<Ready>, SigningError> {
        let mut all = Vec::new();
        for order in orders {
            let (letter, credential) = (Letter::of(order)?, Arc::clone(credential));
            let (now, zone) = (self.inner.around.clock.now(), self.inner.around.zone.clone());
            all.push(apart(move || letter.prepared(&credential, now, zone)).await?);
        }
        Ok(all)
    }

    /// Asks for the signatures, once. From here on nothing is asked again.
    async fn sign_hash(
        &self,
        credential: &Credential,
        sad: &Hidden,
        hashes: &[String],
    ) -> Result<Vec<String>, SigningError> {
        let body = SignBody {
            credential: &credential.id,
            sad: sad.expose(),
            hashes,
            hash_algorithm: credential.way.named_hash,
            sign_algo: credential.way.name,
            sign_algo_params: credential.way.parameters.as_deref(),
            operation_mode: "S",
        };
        let token = self.authorization().await?;
        let said = self.send(Call::SignHash, &body, Some(&token)).await?;
        let veil = self.veil().await.of(&credential.id).over(sad.expose());
        if said.status == 401 {
            self.forget_token().await;
        }
        if !said.is_good() {
            return Err(said.at_signing(&veil));
        }
        let odd = |problem: &str| SigningError::Unknown(format!("signatures/signHash: {problem}"));
        let answer: SignAnswer = said.read().ok_or_else(|| said.at_signing(&veil))?;
        match (answer.signatures, answer.response) {
            (Some(values), _) if values.len() == hashes.len() => Ok(values),
            (Some(_), _) => Err(odd("not as many signatures as digests")),
            (None, Some(_)) => Err(odd("it signs later, though it was asked to sign at once")),
            (None, None) => Err(odd("no signatures in it")),
        }
    }

    /// Checks the value, has it stamped, and builds the file. Where that cannot be done, a digest was
    /// signed, and nobody knows by whom or of what.
    async fn finished(
        &self,
        order: &SigningOrder<'_>,
        ready: Ready,
        credential: &Arc<Credential>,
        value: String,
    ) -> Result<Signed, SigningError> {
        let odd = |problem: &str| SigningError::Unknown(problem.to_owned());
        let value = decoded(&value).ok_or_else(|| odd("the signature is no base64"))?;
        let taken = credential.way.taken(&value, &ready.message, &credential.certificate);
        let other = "the signature was not made over this letter by the key of the certificate";
        let signature = taken.map_err(|_| odd(other))?;
        let token = self.stamp(&signature).await;
        let credential = Arc::clone(credential);
        let built = apart(move || ready.finished(&credential, &signature, token)).await;
        let pdf = built.map_err(|error| match error {
            SigningError::Garbled(problem) => SigningError::Unknown(problem),
            other => other,
        })?;
        if pdf.len() <= order.pdf.len() || !pdf.starts_with(order.pdf) {
            return Err(odd("the signed file does not continue the one of the order"));
        }
        Ok(Signed { pdf, reference: None })
    }

    /// A time-stamp over the signature, as well as it can be had: a signature is dear.
    async fn stamp(&self, signature: &[u8]) -> Option<TimestampToken> {
        let authority = self.inner.around.timestamps.as_ref()?;
        let mut nonce = [0; 8];
        self.inner.around.random.fill(&mut nonce);
        let digest = DigestAlgorithm::Sha256;
        let request = TimestampRequest::new(digest, &digest.digest(&[signature]), &nonce);
        let answer = authority.stamp(&request.to_der()).await.map_err(|e| e.to_string());
        let token = answer.and_then(|der| request.accept(&der).map_err(|e| e.to_string()));
        token.inspect_err(|error| tracing::warn!(%error, "a signature without its time-stamp")).ok()
    }
}

/// On a thread that may take its time.
async fn apart<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, SigningError> + Send + 'static,
) -> Result<T, SigningError> {
    let done = tokio::task::spawn_blocking(work).await;
    done.unwrap_or_else(|error| Err(SigningError::Garbled(error.to_string())))
}

impl PdfSigner for Csc {
    fn standing(&self) -> Standing {
        self.inner.standing
    }

    fn limits(&self) -> Limits {
        let secrets: &'static [SecretKind] = match self.inner.pin {
            // The seal opens with what is in the settings.
            Some(_) => &[],
            None => &[SecretKind::Passphrase, SecretKind::Totp],
        };
        Limits {
            placements: 1,
            largest: self.inner.largest,
            fills_fields: true,
            draws: true,
            secrets,
            finds: false,
        }
    }

    fn sign<'a>(&'a self, order: &'a SigningOrder<'a>) -> Signing<'a, Signed> {
        Box::pin(async move {
            let nothing = || SigningError::Garbled("nothing came of it".to_owned());
            let mut results = self.sign_all(std::slice::from_ref(order)).await;
            results.pop().unwrap_or_else(|| Err(nothing()))
        })
    }

    fn subject_state<'a>(&'a self, subject: &'a Subject) -> Answer<'a, CertificateState> {
        Box::pin(async move {
            match self.credential_of(subject).await {
                Ok(credential) => Ok(credential.state(self.inner.around.clock.now())),
                Err(SigningError::CannotSign(state)) => Ok(state),
                Err(error) => Err(asked(error)),
            }
        })
    }

    fn request_code<'a>(
        &'a self,
        subject: &'a Subject,
        _previous: Option<&'a Secret>,
        _signatures: u16,
    ) -> Answer<'a, ()> {
        Box::pin(async move { self.challenged(subject).await.map_err(asked) })
    }

    /// The API has no call by which one could ask what became of a `signHash`.
    fn find<'a>(&'a self, _attempt: &'a str) -> Answer<'a, Found> {
        Box::pin(async { Ok(Found::CannotTell) })
    }
}

/// What a failure means for a question.
fn asked(error: SigningError) -> PortError {
    let text = error.to_string();
    match error {
        SigningError::NotSent(_) | SigningError::Busy(_) | SigningError::Unknown(_) => {
            PortError::Unreachable(text)
        }
        SigningError::Garbled(_) => PortError::Garbled(text),
        SigningError::WrongSecret | SigningError::CannotSign(_) | SigningError::Refused(_) => {
            PortError::Refused(text)
        }
    }
}

/// One line for each attempt, without anything of the person.
fn told(order: &SigningOrder<'_>, result: &Result<Signed, SigningError>) {
    let (attempt, subject) = (order.attempt, order.subject.masked());
    match result {
        Ok(signed) => {
            let bytes = signed.pdf.len();
            tracing::info!(attempt, subject, bytes, "a CSC service signed a file");
        }
        Err(error) => {
            let kind = error.as_str();
            tracing::info!(attempt, subject, kind, "a CSC service gave no signed file: {error}");
        }
    }
}
