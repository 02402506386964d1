//! Banks that are slow, fall silent, or send garbage: each gets a refusal, nobody waits for them, and
//! nothing is written.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::thread;
use std::time::Duration;

use bank::{Fault, Teller};
use base::Zone;
use db::Target;
use h2h::{Headers, Service};
use serde_json::{Value, json as object};
use server::system::SystemClock;
use snap::{ClientSecret, Timestamp};

use crate::support::*;
use crate::torture::{OPEN_BILLS, SECRET, let_in, teller};

/// Who hears nothing for so long was left hanging.
const ENDLESS: Duration = Duration::from_secs(120);
/// Connections that are held by half a request each.
const HELD: usize = 64;

struct Stage {
    place: Place,
    server: Server,
    bills: String,
}

impl Stage {
    fn new() -> Self {
        let place = Place::with_data(40);
        let config = place.config("cell");
        let_in(&config);
        let bills = texts(&Target::Sqlite(place.database("cell")), &OPEN_BILLS).join("\n");
        let environment = [("PELANGI_LOG__LEVEL", "error")];
        let log = place.path("log");
        let server =
            Server::start_with(&["serve", "--config", &config], log.as_ref(), &environment);
        Self { place, server, bills }
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.server.port())).expect("it answers");
        stream.set_read_timeout(Some(ENDLESS)).expect("a limit");
        stream.set_write_timeout(Some(ENDLESS)).expect("a limit");
        stream
    }

    /// Sends a body with a good signature.
    fn send(&self, service: Service, body: &[u8]) -> (u16, String) {
        let mut stream = self.connect();
        let head = head(service, body);
        // Whoever is refused early may find the connection closed.
        drop(stream.write_all(&head).and_then(|()| stream.write_all(body)));
        answer(stream)
    }

    fn entries(&self) -> Value {
        json(&["ledger", "verify", "--config", &self.place.config("cell")])["entries"].clone()
    }

    /// A bank that behaves is served.
    fn one_pays(&self) {
        let target = bank::load::read_bills(&self.bills).expect("bills").remove(0);
        let teller: Teller = teller(self.server.port());
        wait(async {
            let owed = teller.owed(&target, Fault::None).await.expect("an inquiry");
            teller.tell(&owed, false, Fault::None).await.expect("a payment");
        });
    }
}

/// The head of a request with all its signatures.
fn head(service: Service, body: &[u8]) -> Vec<u8> {
    let zone = Zone::parse("Asia/Makassar").expect("a zone");
    let time = Timestamp::at(base::Clock::now(&SystemClock), &zone);
    let secret = ClientSecret::new(SECRET).expect("a secret");
    let signed = Headers::signed("BANKUJI-01", &time, service.path(), body, &secret);
    let pairs = signed.expect("signed").pairs();
    let lines: String = pairs.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    let (path, length) = (service.path(), body.len());
    format!(
        "POST {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\
         content-type: application/json\r\ncontent-length: {length}\r\n{lines}\r\n"
    )
    .into_bytes()
}

/// Status and `kode`; 0 when the connection was closed without a word.
fn answer(mut stream: TcpStream) -> (u16, String) {
    let mut bytes = Vec::new();
    drop(stream.read_to_end(&mut bytes));
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let status = text.split(' ').nth(1).and_then(|s| s.parse().ok()).unwrap_or(0);
    let body = text.split_once("\r\n\r\n").map(|(_, body)| body).unwrap_or_default();
    let body: Value = serde_json::from_str(body).unwrap_or_default();
    (status, body["kode"].as_str().unwrap_or_default().to_owned())
}

fn payment() -> Vec<u8> {
    object!({
        "nop": "640801000100012340", "thn": 2026, "tgl": "17082026", "jam": "083000",
        "referensi": "T1", "pokok": "1", "denda": "0", "total": "1",
    })
    .to_string()
    .into_bytes()
}

#[test]
fn garbage_is_refused_by_its_code_and_writes_nothing() {
    let stage = Stage::new();
    let good = String::from_utf8(payment()).expect("text");
    let with = |from: &str, to: &str| good.replace(from, to).into_bytes();
    let deep = [vec![b'['; 10_000], vec![b']'; 10_000]].concat();
    let format = [
        Vec::new(),
        b"null".to_vec(),
        b"\"text\"".to_vec(),
        b"\0\0\0\0".to_vec(),
        b"\xff\xfe{\"nop\"".to_vec(),
        [good.as_bytes(), b"\0"].concat(),
        [b"\xef\xbb\xbf", good.as_bytes()].concat(),
        with("T1", "\\u0000"),
        with("T1", "\0"),
        with("T1", "\\ud800"),
        with("\"T1\"", "{\"T\":1}"),
        with("640801000100012340", "6408010001000123x0"),
        with("\"thn\":2026", "\"thn\":2026,\"thn\":2026"),
        with("17082026", "31022026"),
        with("083000", "256199"),
        deep,
    ];
    for body in &format {
        let shown = String::from_utf8_lossy(&body[..body.len().min(80)]).into_owned();
        assert_eq!(stage.send(Service::Payment, body), (400, "30".to_owned()), "{shown:?}");
    }
    for (from, to, code) in [
        ("\"total\":\"1\"", "\"total\":1e999", "30"),
        ("\"total\":\"1\"", "\"total\":\"99999999999999999999999\"", "31"),
        ("\"total\":\"1\"", "\"total\":\"-1\"", "31"),
        ("2026,", "\"20x6\",", "36"),
    ] {
        let body = with(from, to);
        assert_ne!(body, good.as_bytes(), "{to}");
        assert_eq!(stage.send(Service::Payment, &body), (400, code.to_owned()), "{to}");
    }
    let huge = with("T1", &"x".repeat(10 << 20));
    let refused = stage.send(Service::Payment, &huge);
    // It may be refused before all of it was sent, and the connection then be closed.
    assert!([(413, "42".to_owned()), (0, String::new())].contains(&refused), "{refused:?}");
    for service in Service::ALL {
        assert_eq!(stage.send(service, b"\xff{"), (400, "30".to_owned()), "{service:?}");
    }
    assert_eq!(stage.entries(), 0);
    assert!(!stage.server.logged().contains("ERROR"), "{}", stage.server.logged());
    stage.one_pays();
    assert_eq!(stage.entries(), 1);
    stage.server.stop();
}

#[test]
fn heads_that_are_no_heads_are_refused_and_write_nothing() {
    let stage = Stage::new();
    let body = payment();
    let good = String::from_utf8(head(Service::Payment, &body)).expect("text");
    for (from, to) in [
        ("X-SIGNATURE: ", "X-SIGNATURE: \u{1}"),
        ("X-SIGNATURE: ", "X-SIGNATURE: \u{e9}"),
        ("X-CLIENT-KEY: BANKUJI-01", "X-CLIENT-KEY: BANKUJI-01\u{0}"),
        ("X-CLIENT-KEY: BANKUJI-01", "X-CLIENT-KEY: ' or 1=1 --"),
        ("X-CLIENT-KEY: ", "X-KEY: "),
        ("X-TIMESTAMP: 2", "X-TIMESTAMP: 9"),
        ("/h2h/v1/payment", "/h2h/v1/payment%00"),
        ("/h2h/v1/payment", "/h2h/v1/../v1/payment"),
        ("POST ", "GET "),
        ("HTTP/1.1", "HTTP/9.9"),
    ] {
        let changed = good.replacen(from, to, 1);
        assert_ne!(changed, good, "{from}");
        let mut stream = stage.connect();
        drop(stream.write_all(changed.as_bytes()).and_then(|()| stream.write_all(&body)));
        let (status, code) = answer(stream);
        assert!((400..500).contains(&status), "{to:?}: {status} {code}");
    }
    assert_eq!(stage.entries(), 0);
    stage.server.stop();
}

/// One byte in a second, until the server has enough of it.
fn drip(mut stream: TcpStream, bytes: &[u8]) -> (u16, String) {
    let mut answering = stream.try_clone().expect("both ways");
    let reading = thread::spawn(move || {
        let mut first = [0; 4096];
        let count = answering.read(&mut first).unwrap_or(0);
        String::from_utf8_lossy(&first[..count]).into_owned()
    });
    for byte in bytes {
        if reading.is_finished() || stream.write_all(&[*byte]).is_err() {
            break;
        }
        thread::sleep(Duration::from_secs(1));
    }
    assert!(reading.is_finished(), "it took {} bytes, one in a second", bytes.len());
    let text = reading.join().expect("an answer");
    let status = text.split(' ').nth(1).and_then(|s| s.parse().ok()).unwrap_or(0);
    (status, text)
}

#[test]
fn banks_that_are_slow_or_fall_silent_hold_nobody_up_and_are_ended() {
    let stage = Stage::new();
    let body = payment();
    let head = head(Service::Payment, &body);
    let held: Vec<TcpStream> = (0..HELD)
        .map(|number| {
            let mut stream = stage.connect();
            stream.write_all(&head).expect("sent");
            stream.write_all(&body[..number % body.len()]).expect("sent");
            stream
        })
        .collect();
    let silent: Vec<TcpStream> = (0..HELD)
        .map(|number| {
            let mut stream = stage.connect();
            stream.write_all(&head[..24 + number % (head.len() - 26)]).expect("sent");
            stream
        })
        .collect();
    let mut slow = stage.connect();
    slow.write_all(&head).expect("sent");
    let part = body[..90].to_vec();
    let dripping = thread::spawn(move || drip(slow, &part));

    stage.one_pays();
    assert_eq!(stage.server.get("/healthz").0, 200);

    for stream in held {
        assert_eq!(answer(stream), (400, "30".to_owned()), "half a body");
    }
    for stream in silent {
        let (status, _) = answer(stream);
        assert!([0, 400, 408].contains(&status), "half a head: {status}");
    }
    let (status, said) = dripping.join().expect("an answer");
    assert_eq!(status, 400, "{said}");
    assert_eq!(stage.entries(), 1, "only the one that behaved has paid");
    stage.server.stop();
}
