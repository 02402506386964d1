//! The look-up page under load from `wrk`, beside nginx with the same bytes as a file.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use base::{Nop, Result as Outcome};
use db::Tx;
use property_tax::store::{notices, objects};
use tokio::runtime::Runtime;

use crate::place::{Place, YEAR};
use crate::table::{Figure, Table, median};
use crate::{Fault, setting, tools};

const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/goals/look_up.lua");
const PEER: &str = "nginx, the same bytes as a file";
/// As many citizens at the same moment.
const CONNECTIONS: &str = "-c16";

pub fn measure(table: &mut Table, place: &Place, runtime: &Runtime) -> Result<(), Fault> {
    let nops = runtime.block_on(nops(place))?;
    let list = place.folder().join("nops.txt");
    let lines: Vec<&str> = nops.iter().map(Nop::digits).collect();
    std::fs::write(&list, lines.join("\n"))?;
    let server = place.serve()?;
    let page = fetch(&server.socket(), &format!("/pbb?nop={}", nops[0].digits()))?;
    let peer = Nginx::start(&place.folder().join("nginx"), &page)?;
    for (what, encoding) in [("", ""), (", compressed (br)", "br")] {
        let ours = load(&server.socket(), &list, encoding)?;
        let theirs = load(&peer.socket(), &list, encoding)?;
        let plain = encoding.is_empty();
        table.row(
            format!("Look-up page, requests{what}"),
            Figure::rate(ours.rate, "req/s"),
            plain.then_some(Figure::rate(5_000.0, "req/s")),
            plain.then_some((PEER, Figure::rate(theirs.rate, "req/s"))),
        );
        table.row(
            format!("Look-up page, p99{what}"),
            Figure::cost(ours.p99, "ms"),
            plain.then_some(Figure::cost(20.0, "ms")),
            plain.then_some((PEER, Figure::cost(theirs.p99, "ms"))),
        );
    }
    table.remark(format!(
        "Look-up: {} numbers in turn, a page of {} bytes, 16 connections; wrk shares the two cores. \
         nginx does no work at all, so it is the ceiling of HTTP on this machine.",
        nops.len(),
        page.len()
    ));
    Ok(())
}

/// Numbers that have a notice of the latest year, spread over the regency.
pub async fn nops(place: &Place) -> Result<Vec<Nop>, Fault> {
    let house = place.open().await?;
    let found = house
        .cell
        .db()
        .with_timeout(Duration::from_secs(600))
        .read(async |tx: &mut Tx| -> Outcome<Vec<Nop>> {
            let mut found = Vec::new();
            for village in objects::list_villages(tx).await? {
                let dues = notices::dues_of_village(tx, &village, i64::from(YEAR)).await?;
                let mut numbers: Vec<Nop> = dues.into_keys().collect();
                numbers.sort_unstable();
                found.append(&mut numbers);
            }
            Ok(found)
        })
        .await?;
    house.cell.db().close().await;
    if found.is_empty() { Err("the cell has no notices".into()) } else { Ok(found) }
}

struct Load {
    rate: f64,
    p99: f64,
}

/// The median of several rounds; an answer that is no page would spoil it and is an error.
fn load(socket: &str, list: &Path, encoding: &str) -> Result<Load, Fault> {
    let seconds = setting("PELANGI_BENCH_SECONDS", 5)?;
    let (mut rates, mut p99s) = (Vec::new(), Vec::new());
    for _ in 0..setting("PELANGI_BENCH_ROUNDS", 3)? {
        let output = Command::new("wrk")
            .args(["-t1", CONNECTIONS, &format!("-d{seconds}s"), "-s", SCRIPT])
            .arg(format!("http://{socket}"))
            .env("NOPS", list)
            .env("ENCODING", encoding)
            .output()?;
        let text = String::from_utf8_lossy(&output.stdout);
        let figures = text.lines().find_map(|line| line.strip_prefix("figures "));
        let figures = figures.ok_or_else(|| format!("wrk printed no figures: {text}"))?;
        let figures: Vec<f64> = figures.split(' ').map(str::parse).collect::<Result<_, _>>()?;
        let [requests, micros, _, p99, failed] = figures[..] else {
            return Err(format!("wrk printed other figures: {figures:?}").into());
        };
        if failed > 0.0 {
            return Err(format!("{failed} of {requests} requests failed at {socket}").into());
        }
        rates.push(requests / micros * 1e6);
        p99s.push(p99 / 1e3);
    }
    Ok(Load { rate: median(rates), p99: median(p99s) })
}

/// The body of a page.
fn fetch(socket: &str, path: &str) -> Result<Vec<u8>, Fault> {
    let mut stream = TcpStream::connect(socket)?;
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: {socket}\r\nAccept: text/html\r\nConnection: close\r\n\r\n"
    )?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n").ok_or("no head")?;
    if !answer.starts_with(b"HTTP/1.1 200") {
        return Err(format!("{path}: {}", String::from_utf8_lossy(&answer[..end])).into());
    }
    Ok(answer.split_off(end + 4))
}

/// nginx with one page for every address.
struct Nginx {
    child: Child,
    port: u16,
    folder: PathBuf,
}

impl Nginx {
    fn start(folder: &Path, page: &[u8]) -> Result<Self, Fault> {
        let program = tools::find("nginx").ok_or("nginx is missing")?;
        std::fs::create_dir_all(folder)?;
        std::fs::write(folder.join("page.html"), page)?;
        // Taken and given back: the next to ask for any port gets another one.
        let port = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let folder_text = folder.display();
        let settings = format!(
            "daemon off; worker_processes 2; pid {folder_text}/pid; error_log {folder_text}/log;\n\
             user root; events {{}}\n\
             http {{ access_log off; keepalive_requests 100000000; default_type text/html;\n\
             server {{ listen 127.0.0.1:{port}; root {folder_text};\n\
             location / {{ try_files /page.html =404; }} }} }}\n"
        );
        let file = folder.join("nginx.conf");
        std::fs::write(&file, settings)?;
        let child = Command::new(program)
            .arg("-c")
            .arg(&file)
            .stdin(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        let nginx = Self { child, port, folder: folder.to_owned() };
        for _ in 0..100 {
            if fetch(&nginx.socket(), "/").is_ok() {
                return Ok(nginx);
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        let log = std::fs::read_to_string(nginx.folder.join("log")).unwrap_or_default();
        Err(format!("nginx does not answer: {log}").into())
    }

    fn socket(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        let id = self.child.id().to_string();
        Command::new("kill").args(["-TERM", &id]).status().map(drop).unwrap_or_default();
        self.child.wait().map(drop).unwrap_or_default();
    }
}
