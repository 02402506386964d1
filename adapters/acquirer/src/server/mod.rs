//! The fake acquirer behind HTTP: an independent program for trying the real client.
//!
//! It speaks services 47, 51 and 73 below `/v1.0`, verifies like a real one, and posts
//! `qr-mpm-notify` (52) when a code is paid. What a person does there instead of a payment
//! application stands below `/sandbox`, without a signature: listen on this machine only.

mod control;
mod notify;
mod snap_side;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;
use axum::body::Body;
use axum::extract::DefaultBodyLimit;
use axum::response::Response;
use base::{Clock, Instant, Random, Zone};
use snap::{ClientSecret, Dialect, PublicKey};

use crate::{Issuer, Mischief};
pub use notify::{Heard, Notifier};

/// Who may ask for codes: we, the biller.
#[derive(Debug, Clone)]
pub struct Partner {
    pub client_key: String,
    pub partner_id: String,
    /// With which requests for a token are verified.
    pub public_key: PublicKey,
    pub client_secret: ClientSecret,
    pub dialect: Dialect,
}

/// Where the story of each exchange goes, one sentence each. It holds no secret and no token.
pub type Tell = Arc<dyn Fn(&str) + Send + Sync>;

/// What the server is made of.
pub struct Fake {
    pub issuer: Arc<Issuer>,
    pub partner: Partner,
    /// Whom it tells of payments; nobody when left out.
    pub notifier: Option<Notifier>,
    pub clock: Arc<dyn Clock>,
    pub random: Arc<dyn Random>,
    pub zone: Zone,
    pub tell: Tell,
}

/// The server's own memory beside the issuer's.
struct Server {
    fake: Fake,
    memory: Mutex<Memory>,
}

#[derive(Default)]
struct Memory {
    tokens: BTreeMap<String, Instant>,
    /// X-EXTERNAL-ID by day.
    seen: BTreeSet<(base::Date, String)>,
}

/// The routes of the server; serve them with `axum::serve`.
pub fn router(fake: Fake) -> Router {
    let server = Arc::new(Server { fake, memory: Mutex::default() });
    let router = Router::new().merge(snap_side::routes()).merge(control::routes());
    router.layer(DefaultBodyLimit::max(64 << 10)).with_state(server)
}

impl Server {
    fn memory(&self) -> MutexGuard<'_, Memory> {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn tell(&self, line: &str) {
        (self.fake.tell)(line);
    }

    /// What is done before anything else; `Some` is the end of it.
    async fn disturbed(&self) -> (Mischief, Option<Response>) {
        let mischief = self.fake.issuer.mischief();
        match mischief {
            Mischief::Slow(wait) => tokio::time::sleep(wait).await,
            Mischief::Hang => tokio::time::sleep(std::time::Duration::from_secs(3_600)).await,
            Mischief::Unreachable => return (mischief, Some(cut())),
            _ => {}
        }
        (mischief, None)
    }
}

/// An answer that breaks off before its end.
fn cut() -> Response {
    let broken = Err::<Vec<u8>, _>(std::io::Error::other("cut on purpose"));
    Response::new(Body::from_stream(futures_util::stream::iter([broken])))
}
