//! Which credential is meant (section 11.4). Nobody can name another's: the list is asked for the
//! subject that the server found for whoever is signed in.

use ports::signing::{CertificateState, SigningError, Standing, Subject};

use crate::call::{Call, ListAnswer, ListBody};
use crate::client::Csc;
use crate::credential::Credential;

/// More of one person are not looked at.
const MOST: usize = 8;

impl Csc {
    /// The credential of a subject.
    ///
    /// # Errors
    /// `CannotSign` when there is none, `Refused` when it cannot be told which.
    pub(crate) async fn credential_of(
        &self,
        subject: &Subject,
    ) -> Result<Credential, SigningError> {
        self.service().await?;
        match (self.inner.standing, subject) {
            (Standing::Seal, Subject::Key(id)) if self.inner.credential_id.as_ref() == Some(id) => {
                self.credential(id).await
            }
            (Standing::Seal, _) => Err(SigningError::CannotSign(CertificateState::NotRegistered)),
            (_, Subject::Key(id)) => self.credential(id).await,
            (_, Subject::Nik(nik)) => self.of_user(nik.digits()).await,
            (_, Subject::Email(email)) => self.of_user(email.as_str()).await,
        }
    }

    async fn of_user(&self, user: &str) -> Result<Credential, SigningError> {
        let said = self.ask(Call::CredentialsList, &ListBody { user }).await?;
        let list: ListAnswer = said.asked(&self.veil().await.of(user))?;
        let mut ids = list.credentials;
        if let Some(fixed) = &self.inner.credential_id {
            ids.retain(|id| id == fixed);
        }
        match ids.as_slice() {
            [] => Err(SigningError::CannotSign(CertificateState::NoCertificate)),
            [one] => self.credential(one).await,
            several => self.only_one_that_signs(several).await,
        }
    }

    /// Old ones stay in the list of many services.
    async fn only_one_that_signs(&self, ids: &[String]) -> Result<Credential, SigningError> {
        let now = self.inner.around.clock.now();
        let mut found = Vec::new();
        let mut last = SigningError::CannotSign(CertificateState::NoCertificate);
        for id in ids.iter().take(MOST) {
            match self.credential(id).await {
                Ok(credential) => match credential.state(now) {
                    CertificateState::Issue => found.push(credential),
                    state => last = SigningError::CannotSign(state),
                },
                Err(error @ (SigningError::NotSent(_) | SigningError::Busy(_))) => {
                    return Err(error);
                }
                Err(error) => last = error,
            }
        }
        match (found.pop(), found.is_empty()) {
            (Some(credential), true) => Ok(credential),
            (None, _) => Err(last),
            (Some(_), false) => Err(SigningError::Refused(format!(
                "this person has {} credentials that can sign: the service must say which",
                found.len() + 1
            ))),
        }
    }
}
