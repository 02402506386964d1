//! Listens a little longer to somebody who was refused while still sending.
//!
//! A connection that is closed while bytes arrive is reset, and a browser that sends a file then
//! shows that the connection broke instead of the page that says why. So what is left of a refused
//! request is read and thrown away for a while.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, BodyDataStream, Bytes, HttpBody};
use futures_util::{Stream, StreamExt};

/// Long enough for a browser to look at the answer; short enough to cost nobody anything.
const LINGER: Duration = Duration::from_secs(20);

struct Lingering {
    left: Option<BodyDataStream>,
}

/// The same body, whose rest is thrown away when its reader does not want it.
pub(crate) fn linger(body: Body) -> Body {
    if body.is_end_stream() {
        return body;
    }
    Body::from_stream(Lingering { left: Some(body.into_data_stream()) })
}

impl Stream for Lingering {
    type Item = Result<Bytes, axum::Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Some(left) = self.left.as_mut() else { return Poll::Ready(None) };
        let polled = left.poll_next_unpin(context);
        if matches!(polled, Poll::Ready(None | Some(Err(_)))) {
            self.left = None;
        }
        polled
    }
}

impl Drop for Lingering {
    fn drop(&mut self) {
        let left = self.left.take();
        let runtime = tokio::runtime::Handle::try_current();
        let (Some(mut left), Ok(runtime)) = (left, runtime) else { return };
        runtime.spawn(async move {
            let rest = async { while let Some(Ok(_)) = left.next().await {} };
            // Who still sends then has read the answer, or never will.
            tokio::time::timeout(LINGER, rest).await.unwrap_or_default();
        });
    }
}
