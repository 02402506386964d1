//! A gateway that answers as it is told, or misbehaves. For tests and for trying things out.

mod cutter;

pub use cutter::{Cutter, Reads};

use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// What the gateway does with a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Habit {
    /// Answers with a status and a body.
    Says(u16, String),
    /// Answers 201 and where it keeps the message.
    Keeps(&'static str),
    /// Sends the client elsewhere.
    SendsTo(String),
    /// Takes the request and closes the line.
    Cuts,
    /// Announces more than it says.
    CutsInside,
    /// Speaks no HTTP.
    Babbles,
    /// Never ends.
    Floods,
    /// Says nothing.
    Sleeps,
}

/// A request as it came in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Request {
    pub path: String,
    /// Names in small letters.
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Request {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| &**value)
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// A running gateway; it stops when it is dropped.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    desk: Arc<Desk>,
    task: JoinHandle<()>,
}

#[derive(Debug)]
struct Desk {
    habit: Mutex<Habit>,
    requests: Mutex<Vec<Request>>,
}

impl Server {
    /// Starts on a free port of this machine.
    ///
    /// # Errors
    /// When there is none.
    pub async fn start(habit: Habit) -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let desk = Arc::new(Desk { habit: Mutex::new(habit), requests: Mutex::default() });
        let served = Arc::clone(&desk);
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let served = Arc::clone(&served);
                // A client that goes away is its own trouble.
                tokio::spawn(async move { served.serve(stream).await.unwrap_or_default() });
            }
        });
        Ok(Self { address, desk, task })
    }

    /// `http://127.0.0.1:PORT` and a path.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Behaves so from now on.
    pub fn be(&self, habit: Habit) {
        *self.desk.habit.lock().unwrap_or_else(PoisonError::into_inner) = habit;
    }

    /// What came in so far.
    pub fn requests(&self) -> Vec<Request> {
        self.desk.requests.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Desk {
    async fn serve(&self, stream: TcpStream) -> io::Result<()> {
        let mut stream = BufReader::new(stream);
        let request = read(&mut stream).await?;
        self.requests.lock().unwrap_or_else(PoisonError::into_inner).push(request);
        let habit = self.habit.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let stream = stream.get_mut();
        match habit {
            Habit::Says(status, body) => {
                let head = format!("HTTP/1.1 {status} X\r\nContent-Length: {}", body.len());
                say(stream, &format!("{head}\r\nConnection: close\r\n\r\n{body}")).await
            }
            Habit::Keeps(place) => {
                let head = "HTTP/1.1 201 Created\r\nContent-Length: 0";
                say(stream, &format!("{head}\r\nLocation: {place}\r\n\r\n")).await
            }
            Habit::SendsTo(place) => {
                let head = "HTTP/1.1 307 Elsewhere\r\nContent-Length: 0";
                say(stream, &format!("{head}\r\nLocation: {place}\r\n\r\n")).await
            }
            Habit::Cuts => Ok(()),
            Habit::CutsInside => {
                say(stream, "HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n{\"messages\"").await
            }
            Habit::Babbles => say(stream, "220 mail.contoh.id ESMTP\r\n").await,
            Habit::Floods => {
                say(stream, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n").await?;
                loop {
                    say(stream, &format!("1000\r\n{}\r\n", "x".repeat(4_096))).await?;
                }
            }
            Habit::Sleeps => {
                tokio::time::sleep(Duration::from_secs(3_600)).await;
                Ok(())
            }
        }
    }
}

async fn say(stream: &mut TcpStream, text: &str) -> io::Result<()> {
    stream.write_all(text.as_bytes()).await
}

async fn read(stream: &mut BufReader<TcpStream>) -> io::Result<Request> {
    let mut line = String::new();
    stream.read_line(&mut line).await?;
    let path = line.split(' ').nth(1).unwrap_or_default().to_owned();
    let mut request = Request { path, ..Request::default() };
    loop {
        line.clear();
        stream.read_line(&mut line).await?;
        let Some((name, value)) = line.trim_end().split_once(':') else { break };
        request.headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    let length = request.header("content-length").and_then(|l| l.parse().ok()).unwrap_or(0);
    request.body = vec![0; length];
    stream.read_exact(&mut request.body).await?;
    Ok(request)
}
