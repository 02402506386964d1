//! A server that closes the line at a chosen byte.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};
use tokio::task::JoinHandle;

/// How much of a request is read before the line is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reads {
    /// So many bytes.
    Bytes(usize),
    /// The head, and as much as it announces.
    Whole,
}

/// Reads, says, closes. The buffer of its socket is small, so that a large request cannot wait there
/// unread and look as if it had arrived.
#[derive(Debug)]
pub struct Cutter {
    address: SocketAddr,
    calls: Arc<AtomicUsize>,
    task: JoinHandle<()>,
}

impl Cutter {
    /// Starts on a free port of this machine.
    ///
    /// # Errors
    /// When there is none.
    pub fn start(reads: Reads, says: Vec<u8>) -> io::Result<Self> {
        let socket = TcpSocket::new_v4()?;
        socket.set_recv_buffer_size(4 << 10)?;
        socket.bind(SocketAddr::from(([127, 0, 0, 1], 0)))?;
        let listener = socket.listen(16)?;
        let address = listener.local_addr()?;
        let calls = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&calls);
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                counted.fetch_add(1, Ordering::AcqRel);
                let says = says.clone();
                tokio::spawn(async move { cut(stream, reads, &says).await.unwrap_or_default() });
            }
        });
        Ok(Self { address, calls, task })
    }

    /// `http://127.0.0.1:PORT` and a path.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Connections so far.
    pub fn calls(&self) -> usize {
        self.calls.load(Ordering::Acquire)
    }
}

impl Drop for Cutter {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn cut(mut stream: TcpStream, reads: Reads, says: &[u8]) -> io::Result<()> {
    let mut read = Vec::new();
    let mut piece = [0; 1_024];
    loop {
        let left = match reads {
            Reads::Bytes(limit) => limit.saturating_sub(read.len()),
            Reads::Whole => announced(&read).map_or(1, |whole| whole.saturating_sub(read.len())),
        };
        if left == 0 {
            break;
        }
        let room = piece.len().min(left);
        match stream.read(piece.get_mut(..room).unwrap_or_default()).await? {
            0 => break,
            n => read.extend_from_slice(piece.get(..n).unwrap_or_default()),
        }
    }
    stream.write_all(says).await
}

/// The length of the whole request, once its head is there.
fn announced(read: &[u8]) -> Option<usize> {
    let end = read.windows(4).position(|four| four == b"\r\n\r\n")? + 4;
    let head = String::from_utf8_lossy(read.get(..end)?).to_ascii_lowercase();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length:"));
    let length = length.and_then(|text| text.trim().parse::<usize>().ok()).unwrap_or(0);
    end.checked_add(length)
}
