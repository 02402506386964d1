//! A time-stamping authority on a free port that answers as it is told, or misbehaves. For tests.

use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::{QUERY, REPLY};

/// Makes a reply of a query, both in DER.
pub type Stamp = Arc<dyn Fn(&[u8]) -> Vec<u8> + Send + Sync>;

/// What it does from now on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Mischief {
    #[default]
    None,
    /// Answers after this long.
    Slow(Duration),
    /// Breaks the answer off after so many bytes.
    CutAfter(usize),
    /// Answers with nothing, and says that all is well.
    Empty,
    /// Leaves the last byte out.
    Short,
    /// Adds a byte.
    Long,
    /// Adds so much that nobody should read it.
    Endless,
    /// A page of a proxy in its place.
    WrongType,
    Status(u16),
}

/// An authority that runs until it is dropped.
#[derive(Debug)]
pub struct Authority {
    address: SocketAddr,
    desk: Arc<Desk>,
    task: JoinHandle<()>,
}

struct Desk {
    stamp: Stamp,
    mischief: Mutex<Mischief>,
    seen: Mutex<Vec<Seen>>,
}

/// A query as it came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    pub authorization: Option<String>,
    pub query: Vec<u8>,
}

impl Authority {
    /// Starts on a free port of this machine.
    ///
    /// # Errors
    /// When there is none.
    pub async fn start(stamp: Stamp) -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let desk = Arc::new(Desk { stamp, mischief: Mutex::default(), seen: Mutex::default() });
        let router = Router::new().route("/tsa", post(answer)).with_state(Arc::clone(&desk));
        let task = tokio::spawn(async move {
            // It ends with the task; nobody is left to be told of an error.
            axum::serve(listener, router).await.unwrap_or_default();
        });
        Ok(Self { address, desk, task })
    }

    pub fn url(&self) -> String {
        format!("http://{}/tsa", self.address)
    }

    pub fn behave(&self, mischief: Mischief) {
        *self.desk.mischief.lock().unwrap_or_else(PoisonError::into_inner) = mischief;
    }

    /// What came in so far.
    pub fn seen(&self) -> Vec<Seen> {
        self.desk.seen.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Drop for Authority {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl std::fmt::Debug for Desk {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Desk")
    }
}

async fn answer(State(desk): State<Arc<Desk>>, headers: HeaderMap, query: Bytes) -> Response {
    let header = |name| headers.get(name).and_then(|value| value.to_str().ok());
    if header(header::CONTENT_TYPE) != Some(QUERY) {
        return StatusCode::UNSUPPORTED_MEDIA_TYPE.into_response();
    }
    let authorization = header(header::AUTHORIZATION).map(str::to_owned);
    let seen = Seen { authorization, query: query.to_vec() };
    desk.seen.lock().unwrap_or_else(PoisonError::into_inner).push(seen);
    let mischief = desk.mischief.lock().unwrap_or_else(PoisonError::into_inner).clone();
    let mut reply = (desk.stamp)(&query);
    match mischief {
        Mischief::None => {}
        Mischief::Slow(wait) => tokio::time::sleep(wait).await,
        Mischief::CutAfter(bytes) => return cut(&reply, bytes),
        Mischief::Empty => reply.clear(),
        Mischief::Short => drop(reply.pop()),
        Mischief::Long => reply.push(0),
        Mischief::Endless => reply.resize(1 << 20, 0),
        Mischief::WrongType => return "<html>Gateway</html>".into_response(),
        Mischief::Status(status) => {
            let status = StatusCode::from_u16(status).unwrap_or(StatusCode::IM_A_TEAPOT);
            return (status, "told so").into_response();
        }
    }
    ([(header::CONTENT_TYPE, REPLY)], reply).into_response()
}

fn cut(reply: &[u8], bytes: usize) -> Response {
    let start = reply.get(..bytes).unwrap_or(reply).to_vec();
    let pieces = [Ok(start), Err(io::Error::other("cut on purpose"))];
    let body = Body::from_stream(futures_util::stream::iter(pieces));
    ([(header::CONTENT_TYPE, REPLY)], body).into_response()
}
