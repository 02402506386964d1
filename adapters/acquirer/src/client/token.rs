//! The access token, kept until it ends.

use base::Instant;
use snap::body::{TokenReply, TokenRequest, read_reply};
use snap::{Bearer, Message, Service, Text, Timestamp, TokenHeaders};
use tokio::sync::Mutex;

use super::SnapAcquirer;
use super::failure::Failure;

/// Seconds before its end in which a token is not used any more: a request takes its time.
const MARGIN: i64 = 30;

/// The token in use. Whoever finds none fetches one while the others wait for it.
#[derive(Default)]
pub(super) struct Cache(Mutex<Option<Kept>>);

struct Kept {
    bearer: Bearer,
    until: Instant,
}

impl SnapAcquirer {
    /// A token that is good for one more request.
    pub(super) async fn token(&self) -> Result<Bearer, Failure> {
        let mut kept = self.token.0.lock().await;
        let now = self.clock.now();
        if let Some(Kept { bearer, until }) = kept.as_ref()
            && now < *until
        {
            return Ok(bearer.clone());
        }
        let fresh = self.fetch(now).await?;
        let bearer = fresh.bearer.clone();
        *kept = Some(fresh);
        Ok(bearer)
    }

    /// Forgets a token that was refused, unless another one was fetched meanwhile.
    pub(super) async fn forget(&self, refused: &Bearer) {
        let mut kept = self.token.0.lock().await;
        kept.take_if(|kept| kept.bearer == *refused);
    }

    async fn fetch(&self, now: Instant) -> Result<Kept, Failure> {
        let timestamp = Timestamp::at(now, &self.settings.zone);
        let client_key = self.names.client_key.clone();
        let message = Message::token(&client_key, &timestamp);
        let signature = message.sign(&self.settings.private_key).map_err(Failure::ours)?;
        let headers = TokenHeaders { timestamp, client_key, signature };
        let grant_type = Text::new(TokenRequest::GRANT).map_err(Failure::ours)?;
        let request = TokenRequest { grant_type, additional_info: None };
        let body = serde_json::to_vec(&request).map_err(Failure::ours)?;
        let path = self.http.path(Service::Token.path());
        let answer = self.http.post(&path, &headers.pairs(), body).await?;
        let dialect = &self.settings.dialect;
        let reply: TokenReply = read_reply(answer.status, &answer.body)
            .map_err(|error| refused(Failure::unreadable(error, answer.status, dialect)))?;
        let bearer = Bearer::new(&reply.access_token);
        let bearer = bearer.ok_or(Failure::garbled("the token cannot travel in a header"))?;
        // A time that is not told is taken to be over: the next request fetches another.
        let seconds = i64::from(reply.seconds().unwrap_or(0));
        Ok(Kept { bearer, until: now.plus_seconds(seconds - MARGIN) })
    }
}

/// Who is refused a token cannot get another one for it.
fn refused(failure: Failure) -> Failure {
    match failure {
        Failure::Token(words) => Failure::Refused(words),
        other => other,
    }
}
