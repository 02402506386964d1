//! A request's body that knows whether its last piece was taken.
//!
//! As long as it was not, the other side cannot have the whole request, whatever became of the
//! connection: the length was announced, and is not reached.

use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};

/// Bytes handed over at a time.
const PIECE: usize = 16 << 10;

pub(crate) struct Counted {
    rest: Bytes,
    whole: Arc<AtomicBool>,
}

/// What can be asked after the request is gone.
#[derive(Clone)]
pub(crate) struct Progress(Arc<AtomicBool>);

impl Progress {
    /// Whether every piece was handed to the connection. It need not have arrived.
    pub fn handed_over(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }
}

impl Counted {
    /// Nothing to send counts as handed over.
    pub fn new(body: Option<Bytes>) -> (Self, Progress) {
        let rest = body.unwrap_or_default();
        let whole = Arc::new(AtomicBool::new(rest.is_empty()));
        (Self { rest, whole: Arc::clone(&whole) }, Progress(whole))
    }

    pub fn into_body(self) -> reqwest::Body {
        reqwest::Body::wrap(self)
    }
}

impl Body for Counted {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        if self.rest.is_empty() {
            return Poll::Ready(None);
        }
        let length = self.rest.len().min(PIECE);
        let piece = self.rest.split_to(length);
        if self.rest.is_empty() {
            self.whole.store(true, Ordering::Release);
        }
        Poll::Ready(Some(Ok(Frame::data(piece))))
    }

    fn is_end_stream(&self) -> bool {
        self.rest.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.rest.len() as u64)
    }
}
