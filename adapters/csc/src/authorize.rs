//! The owner opens the key for these digests, and no others (sections 11.6 to 11.8).

use ports::signing::{Secret, SigningError, Subject};
use tokio::time::{sleep, timeout};

use crate::answer::{Said, Veil};
use crate::call::{AuthorizeAnswer, AuthorizeBody, Call, ChallengeBody, CheckBody, Hidden};
use crate::client::Csc;
use crate::credential::Credential;
use crate::factors::{Kind, Known};

impl Csc {
    /// Signature activation data for these digests. They are always named, also where the service
    /// would open the key for any (SCAL 1).
    ///
    /// # Errors
    /// Nothing is signed by this call, however it ends.
    pub(crate) async fn authorized(
        &self,
        credential: &Credential,
        hashes: &[String],
        secret: &Secret,
    ) -> Result<Hidden, SigningError> {
        let known = Known::of(secret, self.inner.pin.as_ref().map(|pin| pin.as_str()));
        let factors = credential.factors.satisfied(known).map_err(SigningError::Refused)?;
        let body = AuthorizeBody {
            credential: &credential.id,
            num_signatures: hashes.len(),
            hashes,
            hash_algorithm: credential.way.hash,
            auth_data: &factors,
        };
        let said = self.ask(Call::Authorize, &body).await?;
        let mut veil = self.veil().await.of(&credential.id).over(secret.expose());
        for value in factors.iter().filter_map(|factor| factor.value) {
            veil = veil.over(value);
        }
        let waited = timeout(self.inner.patience.confirm, self.confirmed(said, &veil)).await;
        // The wait is ours: nothing was signed, and asking again by itself would wake them again.
        let late = "the signer did not confirm in time on their own device; nothing was signed";
        waited.unwrap_or_else(|_| Err(SigningError::Refused(late.to_owned())))
    }

    /// Looks until the owner has confirmed (HTTP 202: still under way).
    async fn confirmed(&self, mut said: Said, veil: &Veil) -> Result<Hidden, SigningError> {
        loop {
            let garbled = SigningError::Garbled(said.words(veil));
            let answer: AuthorizeAnswer = said.asked(veil)?;
            match (said.status, answer.sad, answer.handle) {
                (200, Some(sad), _) if !sad.expose().is_empty() => return Ok(sad),
                (202, _, Some(handle)) => {
                    sleep(self.inner.patience.pause).await;
                    let body = CheckBody { handle: handle.expose() };
                    said = self.ask(Call::AuthorizeCheck, &body).await?;
                }
                _ => return Err(garbled),
            }
        }
    }

    /// Has a code made for the owner, where the credential wants one.
    ///
    /// # Errors
    /// `Refused` where codes are not used.
    pub(crate) async fn challenged(&self, subject: &Subject) -> Result<(), SigningError> {
        let credential = self.credential_of(subject).await?;
        let objects = &credential.factors.objects;
        let Some(object) = objects.iter().find(|it| it.given() == Kind::Code) else {
            return Err(SigningError::Refused("the credential uses no codes".to_owned()));
        };
        if object.kind != "ChallengeResponse" && object.generator.as_deref() == Some("totp") {
            // The owner's own application makes it.
            return Ok(());
        }
        let service = self.service().await?;
        let (call, object) = match service.offers(Call::GetChallenge) {
            true => (Call::GetChallenge, Some(object.id.as_str())),
            // The older name, which the list of version 2 still has (section 11, table 4).
            false => (Call::SendOtp, None),
        };
        let body = ChallengeBody { credential: &credential.id, object };
        let said = self.ask(call, &body).await?;
        let veil = self.veil().await.of(&credential.id);
        match said.is_good() {
            true => Ok(()),
            false => Err(said.before_signing(&veil)),
        }
    }
}
