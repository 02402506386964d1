//! A client that asks one thing after the other on one connection.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::Instant;

use crate::Measured;

pub struct Client {
    stream: BufReader<TcpStream>,
    port: u16,
    asked: u32,
}

impl Client {
    pub fn new(port: u16) -> Self {
        let stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
        stream.set_nodelay(true).unwrap();
        Self { stream: BufReader::new(stream), port, asked: 0 }
    }

    /// Asks for each address; the first answers warm the caches and are not counted.
    pub fn ask_all(&mut self, paths: &[String]) -> Measured {
        paths.iter().take(5).for_each(|path| drop(self.ask(path)));
        let mut times = Vec::with_capacity(paths.len());
        let mut bytes = 0;
        for path in paths {
            let begun = Instant::now();
            bytes = self.ask(path).len();
            times.push(begun.elapsed().as_secs_f64() * 1e3);
        }
        Measured { times, bytes }
    }

    /// The body of an answer. Every request comes from another citizen's address, since the house
    /// limits what one of them may ask.
    fn ask(&mut self, path: &str) -> Vec<u8> {
        self.asked += 1;
        let [_, a, b, c] = self.asked.to_be_bytes();
        let request = format!(
            "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nX-Forwarded-For: 10.{a}.{b}.{c}\r\n\r\n",
            self.port
        );
        self.stream.get_mut().write_all(request.as_bytes()).unwrap();
        let mut head = String::new();
        self.stream.read_line(&mut head).unwrap();
        assert!(head.contains(" 200 "), "{path}: {head}");
        let mut length = None;
        loop {
            let mut line = String::new();
            self.stream.read_line(&mut line).unwrap();
            let line = line.trim().to_ascii_lowercase();
            if line.is_empty() {
                break;
            }
            if let Some(value) = line.strip_prefix("content-length:") {
                length = Some(value.trim().parse().unwrap());
            }
        }
        match length {
            Some(length) => self.bytes(length),
            None => self.chunks(),
        }
    }

    fn bytes(&mut self, length: usize) -> Vec<u8> {
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body).unwrap();
        body
    }

    fn chunks(&mut self) -> Vec<u8> {
        let mut body = Vec::new();
        loop {
            let mut line = String::new();
            self.stream.read_line(&mut line).unwrap();
            let length = usize::from_str_radix(line.trim(), 16).unwrap();
            body.extend(self.bytes(length));
            self.bytes(2);
            if length == 0 {
                return body;
            }
        }
    }
}
