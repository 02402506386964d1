//! Somebody in front of a page: keeps cookies, sends forms with their token, sends files.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, Shutdown, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use serde_json::Value as Json;

use crate::support::Server;

/// A test that waits for longer hangs.
const PATIENCE: Duration = Duration::from_secs(120);
const BOUNDARY: &str = "----pelangi-test";

/// A person, or the program of one.
pub struct Browser {
    port: u16,
    cookies: BTreeMap<String, String>,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    head: String,
    pub text: String,
}

impl Answer {
    /// The value of a header; empty when it is not there.
    pub fn header(&self, name: &str) -> &str {
        let lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.filter(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, v)| v).next().unwrap_or("")
    }

    pub fn json(&self) -> Json {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("no JSON: {}", self.text))
    }

    /// Asserts the status and that all words are said.
    #[track_caller]
    pub fn expect(self, status: u16, words: &[&str]) -> Self {
        assert_eq!(self.status, status, "{}\n{}", self.head, self.text);
        for word in words {
            assert!(self.text.contains(word), "`{word}` is missing: {}", self.text);
        }
        self
    }

    /// Asserts a problem document with a code, and that it says what to do.
    #[track_caller]
    pub fn expect_problem(self, status: u16, code: &str) -> Self {
        let it = self.expect(status, &[]);
        assert_eq!(it.header("content-type"), "application/problem+json");
        let problem = it.json();
        assert_eq!(problem["code"], code, "{problem}");
        assert!(problem["detail"].as_str().is_some_and(|said| said.len() > 10), "{problem}");
        it
    }
}

impl Browser {
    pub fn new(server: &Server) -> Self {
        Self { port: server.port(), cookies: BTreeMap::new() }
    }

    /// Somebody of the demo, signed in.
    pub fn signed_in(server: &Server, login: &str) -> Self {
        let mut browser = Self::new(server);
        let entered = browser.send_form("/masuk", "/masuk/contoh", &[("login", login)]);
        entered.expect(303, &[]);
        browser.get("/kerja").expect(200, &[]);
        browser
    }

    /// The same person, with the same cookies, at another process.
    pub fn at(&self, server: &Server) -> Self {
        Self { port: server.port(), cookies: self.cookies.clone() }
    }

    /// The values of all cookies, which no log may hold.
    pub fn secrets(&self) -> Vec<String> {
        self.cookies.values().cloned().collect()
    }

    pub fn get(&mut self, path: &str) -> Answer {
        self.ask("GET", path, "", b"")
    }

    /// Sends the form of a page.
    pub fn send_form(&mut self, page: &str, action: &str, fields: &[(&str, &str)]) -> Answer {
        let token = self.token(page);
        let fields = [&[("csrf", token.as_str())], fields].concat();
        let pair = |(name, value): &(&str, &str)| format!("{name}={}", escaped(value));
        let body = fields.iter().map(pair).collect::<Vec<_>>().join("&");
        let kind = "content-type: application/x-www-form-urlencoded\r\n";
        self.ask("POST", action, kind, body.as_bytes())
    }

    /// Sends what a program sends.
    pub fn send_json(&mut self, path: &str, body: &Json) -> Answer {
        let kind = "content-type: application/json\r\n";
        self.ask("POST", path, kind, body.to_string().as_bytes())
    }

    /// Sends files by the form of a page.
    pub fn upload(&mut self, page: &str, files: &[(String, Vec<u8>)]) -> Answer {
        let mut body = self.opening(page);
        for (name, bytes) in files {
            body.extend_from_slice(part(name).as_bytes());
            body.extend_from_slice(bytes);
        }
        body.extend_from_slice(format!("\r\n--{BOUNDARY}--\r\n").as_bytes());
        self.ask("POST", page, &multipart(), &body)
    }

    /// Announces a file of a size and sends it until it is answered; answers also how many bytes
    /// went out.
    pub fn upload_endless(&mut self, page: &str, name: &str, size: u64) -> (Answer, u64) {
        let opening = [self.opening(page), part(name).into_bytes()].concat();
        let length = opening.len() as u64 + size;
        let head = self.head("POST", page, &multipart(), length);
        let (mut to, mut from) = (self.connect(), Vec::new());
        let mut answering = to.try_clone().expect("both ways");
        let answered = AtomicBool::new(false);
        let sent = std::thread::scope(|scope| {
            scope.spawn(|| {
                let mut first = [0; 4096];
                let count = answering.read(&mut first).unwrap_or(0);
                answered.store(true, Ordering::Relaxed);
                from.extend_from_slice(&first[..count]);
                drop(answering.read_to_end(&mut from));
            });
            let piece = vec![b'x'; 1 << 20];
            let mut sent = 0;
            let mut going = [head.as_bytes(), &opening].iter().all(|b| to.write_all(b).is_ok());
            while going && sent < size && !answered.load(Ordering::Relaxed) {
                going = to.write_all(&piece).is_ok();
                sent += piece.len() as u64;
            }
            // It may be closed already.
            drop(to.shutdown(Shutdown::Write));
            sent
        });
        (self.read_answer(&from), sent)
    }

    /// The token of the forms on a page.
    fn token(&mut self, page: &str) -> String {
        let text = self.get(page).expect(200, &["name=\"csrf\""]).text;
        let (_, after) = text.split_once("name=\"csrf\" value=\"").expect("a token");
        after.split('"').next().unwrap_or_default().to_owned()
    }

    /// A multipart form begins with its token.
    fn opening(&mut self, page: &str) -> Vec<u8> {
        let token = self.token(page);
        let head = "Content-Disposition: form-data; name=\"csrf\"";
        format!("--{BOUNDARY}\r\n{head}\r\n\r\n{token}").into_bytes()
    }

    fn ask(&mut self, method: &str, path: &str, headers: &str, body: &[u8]) -> Answer {
        let mut stream = self.connect();
        let head = self.head(method, path, headers, body.len() as u64);
        // A server that refuses may stop listening before everything was sent.
        drop(stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body)));
        self.answer(stream)
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).expect("it answers");
        stream.set_read_timeout(Some(PATIENCE)).expect("a limit");
        stream.set_write_timeout(Some(PATIENCE)).expect("a limit");
        stream
    }

    fn head(&self, method: &str, path: &str, headers: &str, length: u64) -> String {
        let pairs = self.cookies.iter().map(|(name, value)| format!("{name}={value}"));
        let cookies = pairs.collect::<Vec<_>>().join("; ");
        let cookies = match cookies.as_str() {
            "" => String::new(),
            some => format!("cookie: {some}\r\n"),
        };
        format!(
            "{method} {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\
             content-length: {length}\r\n{headers}{cookies}\r\n"
        )
    }

    fn answer(&mut self, mut stream: TcpStream) -> Answer {
        let mut bytes = Vec::new();
        // What was received before the end of a broken connection still counts.
        drop(stream.read_to_end(&mut bytes));
        self.read_answer(&bytes)
    }

    fn read_answer(&mut self, bytes: &[u8]) -> Answer {
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n");
        let (head, body) = bytes.split_at(end.unwrap_or(bytes.len()));
        let head = String::from_utf8_lossy(head).into_owned();
        let body = body.get(4..).unwrap_or_default();
        let status = head.split(' ').nth(1).and_then(|s| s.parse().ok()).unwrap_or(0);
        let mut answer = Answer { status, head, text: String::new() };
        let chunked = answer.header("transfer-encoding") == "chunked";
        let body = if chunked { joined(body) } else { body.to_vec() };
        answer.text = String::from_utf8_lossy(&body).into_owned();
        self.keep_cookies(&answer);
        answer
    }

    fn keep_cookies(&mut self, answer: &Answer) {
        let lines = answer.head.lines().filter_map(|line| line.split_once(": "));
        for (_, value) in lines.filter(|(name, _)| name.eq_ignore_ascii_case("set-cookie")) {
            let pair = value.split(';').next().unwrap_or_default();
            if let Some((name, value)) = pair.split_once('=') {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
    }
}

fn multipart() -> String {
    format!("content-type: multipart/form-data; boundary={BOUNDARY}\r\n")
}

fn part(file: &str) -> String {
    format!(
        "\r\n--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"berkas\"; \
         filename=\"{file}\"\r\nContent-Type: application/octet-stream\r\n\r\n"
    )
}

/// For the value of a form or an address.
pub fn escaped(value: &str) -> String {
    let escape = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => char::from(byte).into(),
        other => format!("%{other:02X}"),
    };
    value.bytes().map(escape).collect()
}

/// A body that came in pieces.
fn joined(mut body: &[u8]) -> Vec<u8> {
    let mut whole = Vec::new();
    while let Some(end) = body.windows(2).position(|two| two == b"\r\n") {
        let size = String::from_utf8_lossy(&body[..end]).into_owned();
        let size = usize::from_str_radix(size.trim(), 16).unwrap_or(0);
        let piece = body.get(end + 2..end + 2 + size).unwrap_or_default();
        if size == 0 || piece.is_empty() {
            break;
        }
        whole.extend_from_slice(piece);
        body = body.get(end + 2 + size + 2..).unwrap_or_default();
    }
    whole
}
