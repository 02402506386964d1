//! A line to one kind of service: who is trusted, what is reached, how much is read, and after a
//! failure whether the other side can have seen the whole request.

use std::fmt;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use ports::Unusable;
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderValue};
use reqwest::redirect::Policy;
use reqwest::{Certificate, ClientBuilder, Method, Response, Url};
use zeroize::Zeroizing;

use crate::body::Counted;
use crate::lost::{self, Lost};
use crate::reach::{Guarded, Reach};

/// What holds for every request of a line.
#[derive(Debug, Clone)]
pub struct Terms {
    /// A connection may take so long to be made.
    pub connect: Duration,
    /// Bytes of the longest answer that is read.
    pub longest: usize,
    pub trust: Trust,
    pub reach: Reach,
}

/// Whose certificates are believed.
#[derive(Debug, Clone)]
pub enum Trust {
    /// Those of this machine's store.
    Machine,
    /// Those, and these besides (PEM): an authority of the government's own.
    Also(Vec<u8>),
    /// Nobody's: for plain `http://`, which must also work where the machine has no store.
    Nobody,
}

/// A line. Cheap to clone. It follows no redirect, takes no proxy from the environment, and makes no
/// request twice: each has a connection of its own.
#[derive(Debug, Clone)]
pub struct Line {
    client: reqwest::Client,
    longest: usize,
    reach: Reach,
}

/// One request.
pub struct Ask<'a> {
    pub url: Url,
    /// `None` asks with `GET`.
    pub post: Option<Post>,
    pub authorization: Option<&'a Authorization>,
    /// From the name of the host to the last byte of the answer.
    pub patience: Duration,
}

/// What is posted.
pub struct Post {
    pub content_type: &'static str,
    pub body: Bytes,
}

impl Post {
    /// A body whose memory is wiped as soon as the last piece of it was handed over.
    pub fn wiped(content_type: &'static str, body: Zeroizing<Vec<u8>>) -> Self {
        Self { content_type, body: Bytes::from_owner(body) }
    }
}

/// What came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heard {
    pub status: u16,
    /// The media type, in small letters and without its parameters.
    pub content_type: Option<String>,
    pub location: Option<String>,
    /// The header `Date` as it stood there.
    pub date: Option<String>,
    pub body: Vec<u8>,
}

/// Who we are to a service: the header `Authorization`. It never shows itself.
#[derive(Clone)]
pub struct Authorization(HeaderValue);

impl Authorization {
    /// A name and a password (RFC 7617).
    ///
    /// # Errors
    /// When the name holds a colon, or one of the two a control character.
    pub fn basic(user: &str, password: &str) -> Result<Self, Unusable> {
        let plain = |text: &str| !text.chars().any(char::is_control);
        if user.contains(':') || !plain(user) {
            return Err(Unusable::new("user", "write a name without a colon"));
        }
        if !plain(password) {
            return Err(Unusable::new("password_file", "the password holds a control character"));
        }
        let pair = Zeroizing::new(format!("{user}:{password}"));
        let text = Zeroizing::new(format!("Basic {}", STANDARD.encode(pair.as_bytes())));
        Self::sensitive(&text).ok_or_else(|| Unusable::new("user", "it cannot stand in a header"))
    }

    /// A token that the service gave (RFC 6750); nothing for a text that cannot be one.
    pub fn bearer(token: &str) -> Option<Self> {
        let is_token = |c: char| c.is_ascii_alphanumeric() || "-._~+/=".contains(c);
        let fits = !token.is_empty() && token.chars().all(is_token);
        let text = fits.then(|| Zeroizing::new(format!("Bearer {token}")))?;
        Self::sensitive(&text)
    }

    fn sensitive(text: &str) -> Option<Self> {
        let mut value = HeaderValue::from_str(text).ok()?;
        value.set_sensitive(true);
        Some(Self(value))
    }
}

impl fmt::Debug for Authorization {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Authorization(hidden)")
    }
}

impl Line {
    /// # Errors
    /// When the certificates cannot be read.
    pub fn new(terms: Terms) -> Result<Self, Unusable> {
        // Another part of the program may have chosen the same one before.
        drop(rustls::crypto::ring::default_provider().install_default());
        let builder = reqwest::Client::builder()
            .redirect(Policy::none())
            .no_proxy()
            .retry(reqwest::retry::never())
            // A connection that idled may be dead, and then nobody knows what arrived on it.
            .pool_max_idle_per_host(0)
            .connect_timeout(terms.connect);
        let builder = trusting(builder, &terms.trust)?;
        let builder = match &terms.reach {
            Reach::Anywhere => builder,
            reach @ Reach::Public { .. } => builder.dns_resolver(Guarded(reach.clone())),
        };
        let client = builder.build();
        let client = client.map_err(|e| Unusable::new("ca_file", lost::causes(e)))?;
        Ok(Self { client, longest: terms.longest, reach: terms.reach })
    }

    /// Makes one request, once.
    ///
    /// # Errors
    /// [`Lost`]: no text in it names an address, a header or a byte of a body.
    pub async fn send(&self, ask: Ask<'_>) -> Result<Heard, Lost> {
        self.reach.check(&ask.url)?;
        let method = if ask.post.is_some() { Method::POST } else { Method::GET };
        let mut request = self.client.request(method, ask.url).timeout(ask.patience);
        if let Some(Authorization(value)) = ask.authorization {
            request = request.header(AUTHORIZATION, value.clone());
        }
        let (body, progress) = Counted::new(ask.post.as_ref().map(|post| post.body.clone()));
        if let Some(post) = &ask.post {
            request = request.header(CONTENT_TYPE, post.content_type).body(body.into_body());
        }
        // The pieces are held by the request alone, so that they are wiped with it.
        drop(ask.post);
        let response = request.send().await.map_err(|e| lost::classified(e, &progress))?;
        let status = response.status().as_u16();
        let header = |name| text(response.headers(), name);
        let (content_type, location, date) =
            (header("content-type").map(media_type), header("location"), header("date"));
        let body = self.read(response).await?;
        Ok(Heard { status, content_type, location, date, body })
    }

    async fn read(&self, mut response: Response) -> Result<Vec<u8>, Lost> {
        let mut body = Vec::new();
        while let Some(piece) = response.chunk().await.map_err(lost::while_reading)? {
            body.extend_from_slice(&piece);
            if body.len() > self.longest {
                let problem = format!("the answer is longer than {} bytes", self.longest);
                return Err(Lost::Nonsense(problem));
            }
        }
        Ok(body)
    }
}

fn trusting(builder: ClientBuilder, trust: &Trust) -> Result<ClientBuilder, Unusable> {
    match trust {
        Trust::Machine => Ok(builder),
        Trust::Nobody => Ok(builder.tls_certs_only([])),
        Trust::Also(pem) => {
            let certificates = Certificate::from_pem_bundle(pem)
                .map_err(|e| Unusable::new("ca_file", lost::causes(e)))?;
            if certificates.is_empty() {
                return Err(Unusable::new("ca_file", "it holds no certificate in PEM"));
            }
            Ok(builder.tls_certs_merge(certificates))
        }
    }
}

fn text(headers: &HeaderMap, name: &str) -> Option<String> {
    headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
}

fn media_type(text: String) -> String {
    text.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}
