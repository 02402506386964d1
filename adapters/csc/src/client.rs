//! One service, and how it is asked.

use std::fmt;
use std::sync::Arc;

use base::{Clock, Random, Zone};
use outgoing::{Ask, Authorization, Line, Post, Reach, Terms, Url};
use ports::signing::{SigningError, Standing};
use ports::{TimestampAuthority, Unusable};
use serde::Serialize;
use tokio::sync::{Mutex, OnceCell};
use zeroize::Zeroizing;

use crate::answer::{Said, Veil, lost};
use crate::call::Call;
use crate::service::Service;
use crate::settings::{Access, Patience, Settings};
use crate::token::Kept;

/// The longest answer is a chain of certificates.
const LONGEST: usize = 1 << 20;

pub(crate) const JSON: &str = "application/json";

/// What a signature needs of the world around it.
#[derive(Clone)]
pub struct Surroundings {
    pub clock: Arc<dyn Clock>,
    /// The zone in which `/M` is written.
    pub zone: Zone,
    pub random: Arc<dyn Random>,
    /// With one, signatures are B-T; without, or when it does not answer, B-B.
    pub timestamps: Option<Arc<dyn TimestampAuthority>>,
}

/// A remote signing service. Cheap to clone; clones share its token.
#[derive(Clone)]
pub struct Csc {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    base: Url,
    pub token_url: Option<Url>,
    pub access: Access,
    pub line: Line,
    pub standing: Standing,
    pub credential_id: Option<String>,
    pub pin: Option<Zeroizing<String>>,
    pub largest: usize,
    pub patience: Patience,
    pub around: Surroundings,
    pub token: Mutex<Option<Kept>>,
    pub service: OnceCell<Service>,
}

/// Tokens and PINs stand in no log.
impl fmt::Debug for Csc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Csc({}, {:?}, {:?})", self.inner.base, self.inner.access, self.inner.standing)
    }
}

impl Csc {
    /// Nobody is called yet.
    ///
    /// # Errors
    /// Names the setting that cannot be used.
    pub fn new(settings: &Settings, around: Surroundings) -> Result<Self, Unusable> {
        let (base, token_url, trust) = settings.checked()?;
        let patience = settings.patience;
        let terms =
            Terms { connect: patience.connect, longest: LONGEST, trust, reach: Reach::Anywhere };
        let inner = Inner {
            base,
            token_url,
            access: settings.access.clone(),
            line: Line::new(terms)?,
            standing: settings.standing,
            credential_id: settings.credential_id.clone(),
            pin: settings.pin.clone(),
            largest: settings.largest,
            patience,
            around,
            token: Mutex::default(),
            service: OnceCell::new(),
        };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// Where a method is called.
    pub(crate) fn at(&self, call: Call) -> Url {
        let mut url = self.inner.base.clone();
        let before = url.path().trim_end_matches('/').to_owned();
        url.set_path(&format!("{before}/{}", call.name()));
        url
    }

    /// Asks with our token. When the service says that the token ended (401), a new one is fetched
    /// and the question asked once more: it was not read. Never for `signHash`.
    pub(crate) async fn ask(
        &self,
        call: Call,
        body: &(impl Serialize + Sync),
    ) -> Result<Said, SigningError> {
        let token = self.authorization().await?;
        let said = self.send(call, body, Some(&token)).await?;
        if said.status != 401 || !self.renews() {
            return Ok(said);
        }
        self.forget_token().await;
        let token = self.authorization().await?;
        self.send(call, body, Some(&token)).await
    }

    /// Makes a call, once.
    pub(crate) async fn send(
        &self,
        call: Call,
        body: &(impl Serialize + Sync),
        authorization: Option<&Authorization>,
    ) -> Result<Said, SigningError> {
        let body = outgoing::written(body).map_err(SigningError::Refused)?;
        let patience = match call {
            Call::SignHash => self.inner.patience.sign,
            _ => self.inner.patience.ask,
        };
        let post = Some(Post::wiped(JSON, body));
        let ask = Ask { url: self.at(call), post, authorization, patience };
        let heard = self.inner.line.send(ask).await.map_err(|it| lost(call, it))?;
        Ok(Said::of(call.name(), heard))
    }

    /// Over everything of ours that a service might repeat.
    pub(crate) async fn veil(&self) -> Veil {
        let veil = match &self.inner.access {
            Access::Client { secret, .. } | Access::Bearer(secret) => Veil::default().over(secret),
        };
        let veil = match &self.inner.pin {
            Some(pin) => veil.over(pin),
            None => veil,
        };
        match &*self.inner.token.lock().await {
            Some(kept) => veil.over(kept.text()),
            None => veil,
        }
    }
}
