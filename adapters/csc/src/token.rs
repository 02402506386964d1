//! The token by which the service knows this program (section 8.4.4).

use base::Instant;
use form_urlencoded::Serializer;
use outgoing::{Ask, Authorization, Post};
use ports::signing::SigningError;
use serde::Deserialize;
use zeroize::Zeroizing;

use crate::answer::{Said, Veil};
use crate::call::Hidden;
use crate::client::Csc;
use crate::settings::Access;

const FORM: &str = "application/x-www-form-urlencoded";
const NAME: &str = "oauth2/token";

/// Seconds that a token lives when nobody says (section 8.4.4).
const USUAL: i64 = 3_600;

/// Seconds before its end in which a token is not used any more: a signature takes a while.
const MARGIN: i64 = 60;

/// A token in use.
pub(crate) struct Kept {
    authorization: Authorization,
    text: Zeroizing<String>,
    until: Instant,
}

impl Kept {
    pub fn text(&self) -> &str {
        &self.text
    }
}

#[derive(Deserialize)]
struct TokenAnswer {
    access_token: Hidden,
    #[serde(default)]
    token_type: Option<String>,
    #[serde(default)]
    expires_in: Option<i64>,
}

impl Csc {
    /// Whether another token can be had.
    pub(crate) fn renews(&self) -> bool {
        matches!(self.inner.access, Access::Client { .. })
    }

    pub(crate) async fn forget_token(&self) {
        self.inner.token.lock().await.take();
    }

    /// The token that is in force, or a new one.
    ///
    /// # Errors
    /// `Refused` when the service does not know us.
    pub(crate) async fn authorization(&self) -> Result<Authorization, SigningError> {
        let (id, secret) = match &self.inner.access {
            Access::Client { id, secret } => (id, secret),
            Access::Bearer(token) => {
                let unusable = || SigningError::Refused("the token cannot be sent".to_owned());
                return Authorization::bearer(token).ok_or_else(unusable);
            }
        };
        let mut kept = self.inner.token.lock().await;
        let now = self.inner.around.clock.now();
        if let Some(kept) = kept.as_ref().filter(|kept| now < kept.until) {
            return Ok(kept.authorization.clone());
        }
        let fresh = self.fetch(id, secret).await?;
        let authorization = fresh.authorization.clone();
        *kept = Some(fresh);
        Ok(authorization)
    }

    async fn fetch(&self, id: &str, secret: &str) -> Result<Kept, SigningError> {
        let post = Some(Post::wiped(FORM, form(id, secret)));
        let (url, patience) = (self.token_address().await?, self.inner.patience.ask);
        let asked_at = self.inner.around.clock.now();
        let sent = self.inner.line.send(Ask { url, post, authorization: None, patience }).await;
        // Nothing can have been signed by it.
        let heard = sent.map_err(|it| SigningError::NotSent(format!("{NAME}: {it}")))?;
        let (said, veil) = (Said::of(NAME, heard), Veil::default().over(secret));
        if matches!(said.status, 400 | 401 | 403) {
            let words = said.words(&veil);
            let advice = "compare client_id and the secret in its file with what the service gave";
            return Err(SigningError::Refused(format!("{words}; {advice}")));
        }
        let answer: TokenAnswer = said.asked(&veil)?;
        let is_bearer = answer.token_type.is_none_or(|kind| kind.eq_ignore_ascii_case("bearer"));
        let text = answer.access_token.copied();
        let authorization = Authorization::bearer(&text).filter(|_| is_bearer);
        let strange = || SigningError::Garbled(format!("{NAME}: its token cannot be used"));
        let authorization = authorization.ok_or_else(strange)?;
        let lives = answer.expires_in.unwrap_or(USUAL).saturating_sub(MARGIN).max(1);
        Ok(Kept { authorization, text, until: asked_at.plus_seconds(lives) })
    }
}

/// In memory that need not grow: each byte takes three characters at most.
fn form(id: &str, secret: &str) -> Zeroizing<Vec<u8>> {
    let room = 80 + 3 * (id.len() + secret.len());
    let mut form = Serializer::new(String::with_capacity(room));
    form.append_pair("grant_type", "client_credentials");
    form.append_pair("client_id", id);
    form.append_pair("client_secret", secret);
    Zeroizing::new(form.finish().into_bytes())
}
