//! Connections on which nobody says anything are closed.
//!
//! Before the server knows which HTTP is spoken it waits for the first words without a limit of its
//! own; the limits of the protocol begin after them.

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum_server::accept::Accept;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Sleep, sleep};

/// How HTTP/2 begins (RFC 9113 §3.4). What begins otherwise is HTTP/1.
const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

/// Accepts as `inner` does, and gives each connection so long to show its protocol.
#[derive(Debug, Clone)]
pub struct FirstWords<A> {
    inner: A,
    patience: Duration,
}

impl<A> FirstWords<A> {
    pub fn new(inner: A, patience: Duration) -> Self {
        Self { inner, patience }
    }
}

impl<A, I, S> Accept<I, S> for FirstWords<A>
where
    A: Accept<I, S>,
    A::Future: Send + 'static,
{
    type Stream = Opening<A::Stream>;
    type Service = A::Service;
    type Future = Pin<Box<dyn Future<Output = io::Result<(Self::Stream, A::Service)>> + Send>>;

    fn accept(&self, stream: I, service: S) -> Self::Future {
        let (accepted, patience) = (self.inner.accept(stream, service), self.patience);
        Box::pin(async move {
            let (stream, service) = accepted.await?;
            Ok((Opening::new(stream, patience), service))
        })
    }
}

/// A connection that fails to be read when its protocol is not known in time.
#[derive(Debug)]
pub struct Opening<S> {
    stream: S,
    /// So much of the preface was read.
    heard: usize,
    /// Ends the waiting; `None` as soon as the protocol is known.
    limit: Option<Pin<Box<Sleep>>>,
}

impl<S> Opening<S> {
    fn new(stream: S, patience: Duration) -> Self {
        Self { stream, heard: 0, limit: Some(Box::pin(sleep(patience))) }
    }

    fn hear(&mut self, words: &[u8]) {
        let rest = &PREFACE[self.heard..];
        self.heard += words.len().min(rest.len());
        if words.is_empty() || !rest.starts_with(words) || self.heard == PREFACE.len() {
            self.limit = None;
        }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Opening<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let read = Pin::new(&mut self.stream).poll_read(context, buffer);
        let Some(limit) = self.limit.as_mut() else { return read };
        if read.is_pending() {
            ready!(limit.as_mut().poll(context));
            return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
        }
        self.hear(&buffer.filled()[before..]);
        read
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Opening<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        words: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(context, words)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        parts: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write_vectored(context, parts)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex};
    use tokio::time::{Instant, timeout};

    use super::{Opening, PREFACE};

    const PATIENCE: Duration = Duration::from_secs(30);

    /// What becomes of a connection on which these words come, and then nothing for an hour.
    async fn after(words: &[u8]) -> Result<Vec<u8>, &'static str> {
        let (mut near, far) = duplex(1024);
        let mut opening = Opening::new(far, PATIENCE);
        let mut heard = Vec::new();
        near.write_all(words).await.map_err(|_| "not sent")?;
        let begun = Instant::now();
        loop {
            match timeout(Duration::from_secs(3600), opening.read_buf(&mut heard)).await {
                Err(_) => return Ok(heard),
                Ok(Ok(_)) => continue,
                Ok(Err(_)) if begun.elapsed() >= PATIENCE => return Err("closed"),
                Ok(Err(_)) => return Err("closed early"),
            }
        }
    }

    #[tokio::test(start_paused = true)]
    async fn who_does_not_say_which_protocol_is_not_waited_for() {
        assert_eq!(after(b"").await, Err("closed"));
        assert_eq!(after(b"P").await, Err("closed"));
        assert_eq!(after(&PREFACE[..23]).await, Err("closed"));
    }

    #[tokio::test(start_paused = true)]
    async fn who_said_it_is_left_to_the_limits_of_the_protocol() {
        for words in [&b"G"[..], b"POST /", b"PRI * HTTP/1", PREFACE] {
            assert_eq!(after(words).await.as_deref(), Ok(words));
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_preface_that_comes_in_pieces_is_one() {
        let (mut near, far) = duplex(1024);
        let mut opening = Opening::new(far, PATIENCE);
        let mut heard = [0; 8];
        for piece in PREFACE.chunks(8) {
            near.write_all(piece).await.expect("the other side is there");
            opening.read_exact(&mut heard).await.expect("it came in time");
        }
        assert!(opening.limit.is_none());
    }
}
