//! Sending bytes: by a proper client, and by a bare connection that can be cut.

use std::time::{Duration, Instant};

use reqwest::redirect::Policy;
use reqwest::{Client, Url};
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;

use crate::BankError;

/// The longest answer that is read; ours are a few kilobytes.
const LONGEST: usize = 1 << 20;

/// A signed request.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    pub path: String,
    pub headers: Vec<(&'static str, String)>,
    pub body: Vec<u8>,
    /// The string that was signed, without the token; for the story.
    pub message: Option<String>,
}

/// What came back.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
    pub took: Duration,
}

/// The way to one server.
#[derive(Debug, Clone)]
pub(crate) struct Wire {
    client: Client,
    base: Url,
    timeout: Duration,
}

impl Wire {
    pub fn new(url: &str, timeout: Duration) -> Result<Self, BankError> {
        let base = Url::parse(url.trim_end_matches('/'));
        let base = base.map_err(|e| {
            BankError::setup(format!("--url is an address such as http://127.0.0.1:8080: {e}"))
        })?;
        if base.host().is_none() || !matches!(base.scheme(), "http" | "https") {
            return Err(BankError::setup("--url begins with http:// or https:// and names a host"));
        }
        // Another part of the program may have chosen the same one before.
        drop(rustls::crypto::ring::default_provider().install_default());
        let builder = Client::builder().redirect(Policy::none()).no_proxy().timeout(timeout);
        // Without TLS no roots are needed, and a small machine may have none.
        let plain = base.scheme() == "http";
        let builder = if plain { builder.tls_certs_only([]) } else { builder };
        let client = builder.build().map_err(BankError::setup)?;
        Ok(Self { client, base, timeout })
    }

    pub async fn send(&self, request: &Request) -> Result<Answer, BankError> {
        let begun = Instant::now();
        let mut url = self.base.clone();
        url.set_path(&request.path);
        let mut call = self.client.post(url);
        for (name, value) in &request.headers {
            call = call.header(*name, value);
        }
        let mut response = call.body(request.body.clone()).send().await.map_err(failed)?;
        let status = response.status().as_u16();
        let headers = response.headers().iter();
        let text = |value: &[u8]| String::from_utf8_lossy(value).into_owned();
        let headers = headers.map(|(n, v)| (n.to_string(), text(v.as_bytes()))).collect();
        let mut body = Vec::new();
        while let Some(piece) = response.chunk().await.map_err(failed)? {
            body.extend_from_slice(&piece);
            if body.len() > LONGEST {
                return Err(BankError::Silent("the answer is longer than 1 MiB".to_owned()));
            }
        }
        Ok(Answer { status, headers, body, took: begun.elapsed() })
    }

    /// Sends everything and goes away without reading a byte: at once, or when the answer begins to
    /// arrive.
    pub async fn send_and_cut(&self, request: &Request, waits: bool) -> Result<(), BankError> {
        if self.base.scheme() != "http" {
            return Err(BankError::setup("a connection can be cut on purpose over http:// only"));
        }
        let host = self.base.host_str().unwrap_or_default();
        let port = self.base.port_or_known_default().unwrap_or(80);
        let work = async {
            let bare = host.trim_matches(['[', ']']);
            let mut stream = TcpStream::connect((bare, port)).await?;
            let mut bytes = format!("POST {} HTTP/1.1\r\nHost: {host}:{port}\r\n", request.path);
            for (name, value) in &request.headers {
                bytes.push_str(&format!("{name}: {value}\r\n"));
            }
            bytes.push_str(&format!("Content-Length: {}\r\n\r\n", request.body.len()));
            stream.write_all(bytes.as_bytes()).await?;
            stream.write_all(&request.body).await?;
            if waits && stream.peek(&mut [0]).await? == 0 {
                return Err(std::io::ErrorKind::UnexpectedEof.into());
            }
            stream.shutdown().await
        };
        let done = tokio::time::timeout(self.timeout, work).await;
        let done = done.unwrap_or_else(|_| Err(std::io::ErrorKind::TimedOut.into()));
        done.map_err(|error| BankError::NotReached(error.to_string()))
    }
}

fn failed(error: reqwest::Error) -> BankError {
    let never = error.is_connect();
    let error = error.without_url();
    let mut problem = error.to_string();
    let mut cause = std::error::Error::source(&error);
    while let Some(deeper) = cause {
        problem = format!("{problem}: {deeper}");
        cause = deeper.source();
    }
    if never { BankError::NotReached(problem) } else { BankError::Silent(problem) }
}
