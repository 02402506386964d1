//! A server of answers and lists on a free port that serves what it is told. For tests.

use std::collections::BTreeMap;
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// What stands at a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Page {
    /// Of this type.
    Bytes(&'static str, Vec<u8>),
    /// A status, and where to go instead.
    Elsewhere(u16, String),
    Status(u16),
    /// Nothing, for this long.
    Slow(Duration),
}

/// A request as it came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    pub method: String,
    pub path: String,
    pub content_type: Option<String>,
    pub body: Vec<u8>,
}

/// A server that runs until it is dropped.
#[derive(Debug)]
pub struct Source {
    address: SocketAddr,
    desk: Arc<Desk>,
    task: JoinHandle<()>,
}

#[derive(Debug, Default)]
struct Desk {
    pages: Mutex<BTreeMap<String, Page>>,
    seen: Mutex<Vec<Seen>>,
}

impl Source {
    /// Starts on a free port of this machine.
    ///
    /// # Errors
    /// When there is none.
    pub async fn start() -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let desk = Arc::new(Desk::default());
        let router = Router::new().fallback(answer).with_state(Arc::clone(&desk));
        let task = tokio::spawn(async move {
            // It ends with the task; nobody is left to be told of an error.
            axum::serve(listener, router).await.unwrap_or_default();
        });
        Ok(Self { address, desk, task })
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// Puts something at a path, in place of what was there.
    pub fn put(&self, path: &str, page: Page) {
        let mut pages = self.desk.pages.lock().unwrap_or_else(PoisonError::into_inner);
        pages.insert(path.to_owned(), page);
    }

    /// What came in so far.
    pub fn seen(&self) -> Vec<Seen> {
        self.desk.seen.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Drop for Source {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn answer(
    State(desk): State<Arc<Desk>>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let text = |name: HeaderName| headers.get(name).and_then(|v| v.to_str().ok());
    let path = uri.path().to_owned();
    let page = desk.pages.lock().unwrap_or_else(PoisonError::into_inner).get(&path).cloned();
    let seen = Seen {
        method: method.to_string(),
        path,
        content_type: text(header::CONTENT_TYPE).map(str::to_owned),
        body: body.to_vec(),
    };
    desk.seen.lock().unwrap_or_else(PoisonError::into_inner).push(seen);
    let status = |code| StatusCode::from_u16(code).unwrap_or(StatusCode::IM_A_TEAPOT);
    match page {
        Some(Page::Bytes(kind, bytes)) => ([(header::CONTENT_TYPE, kind)], bytes).into_response(),
        Some(Page::Elsewhere(code, place)) => {
            (status(code), [(header::LOCATION, place)]).into_response()
        }
        Some(Page::Status(code)) => status(code).into_response(),
        Some(Page::Slow(wait)) => {
            tokio::time::sleep(wait).await;
            StatusCode::NO_CONTENT.into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
