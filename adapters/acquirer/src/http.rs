//! One `POST`, with its limits.

use std::time::Duration;

use reqwest::redirect::Policy;
use reqwest::{Client, Response, Url};

use crate::SettingsError;
use crate::settings::address;

/// The longest answer that is read; SNAP's are a few kilobytes.
const LONGEST: usize = 64 << 10;

const CONNECT: Duration = Duration::from_secs(10);

/// A client for one address. It follows no redirect and knows no proxy: a signed request goes where
/// it was meant to go, or nowhere.
#[derive(Debug, Clone)]
pub(crate) struct Http {
    client: Client,
    base: Url,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answered {
    pub status: u16,
    pub body: Vec<u8>,
}

/// How a request failed. The text names no header and no body.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{problem}")]
pub struct HttpError {
    pub reached: Reached,
    pub problem: String,
}

/// Whether the other side may have seen the request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reached {
    /// No connection was made: nothing happened there.
    No,
    /// Perhaps: the answer did not come, or not whole.
    Perhaps,
}

impl Http {
    pub fn new(base_url: &str, timeout: Duration) -> Result<Self, SettingsError> {
        let base = address(base_url)?;
        // Another part of the program may have chosen the same one before.
        drop(rustls::crypto::ring::default_provider().install_default());
        let builder = Client::builder()
            .redirect(Policy::none())
            .no_proxy()
            .connect_timeout(CONNECT.min(timeout))
            .timeout(timeout);
        // Without TLS no roots are needed, and a small machine may have none.
        let plain = base.scheme() == "http";
        let builder = if plain { builder.tls_certs_only([]) } else { builder };
        let client = builder.build().map_err(|e| SettingsError::Client(e.to_string()))?;
        Ok(Self { client, base })
    }

    /// The path of a service at this address, as it is signed.
    pub fn path(&self, service: &str) -> String {
        format!("{}{service}", self.base.path().trim_end_matches('/'))
    }

    pub async fn post(
        &self,
        path: &str,
        headers: &[(&'static str, String)],
        body: Vec<u8>,
    ) -> Result<Answered, HttpError> {
        let mut url = self.base.clone();
        url.set_path(path);
        let mut request = self.client.post(url).header("Content-Type", "application/json");
        for (name, value) in headers {
            request = request.header(*name, value);
        }
        let response = request.body(body).send().await.map_err(failed)?;
        let status = response.status().as_u16();
        Ok(Answered { status, body: read(response).await? })
    }
}

/// The body, as far as it may be long.
async fn read(mut response: Response) -> Result<Vec<u8>, HttpError> {
    let mut body = Vec::new();
    while let Some(piece) = response.chunk().await.map_err(failed)? {
        body.extend_from_slice(&piece);
        if body.len() > LONGEST {
            let problem = "the answer is longer than 64 KiB".to_owned();
            return Err(HttpError { reached: Reached::Perhaps, problem });
        }
    }
    Ok(body)
}

fn failed(error: reqwest::Error) -> HttpError {
    let reached = if error.is_connect() { Reached::No } else { Reached::Perhaps };
    let error = error.without_url();
    let mut problem = error.to_string();
    let mut cause = std::error::Error::source(&error);
    while let Some(deeper) = cause {
        problem = format!("{problem}: {deeper}");
        cause = deeper.source();
    }
    HttpError { reached, problem }
}
