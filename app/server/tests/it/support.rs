//! The real program in a folder of the test.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use db::{Db, Options, Target, Tx, Value};
use serde_json::Value as Json;
use tempfile::TempDir;

pub fn pelangi(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pelangi"));
    command.args(arguments).stdin(Stdio::null());
    command
}

/// Runs a command to its end.
pub fn run(arguments: &[&str]) -> Output {
    pelangi(arguments).output().expect("the program starts")
}

/// Runs a command that must succeed, and reads its answer.
pub fn json(arguments: &[&str]) -> Json {
    let done = run(&[arguments, &["--json"]].concat());
    assert!(done.status.success(), "{arguments:?}: {}", said(&done));
    serde_json::from_slice(&done.stdout).expect("an answer in JSON")
}

/// Exit status and everything that was said.
pub fn said(done: &Output) -> String {
    let (out, err) = (String::from_utf8_lossy(&done.stdout), String::from_utf8_lossy(&done.stderr));
    format!("{:?}\n{out}\n{err}", done.status.code())
}

/// Asserts the exit status and that all words were said.
pub fn assert_refused(done: &Output, exit: i32, words: &[&str]) {
    let said = said(done);
    assert_eq!(done.status.code(), Some(exit), "{said}");
    for word in words {
        assert!(said.contains(word), "`{word}` is missing: {said}");
    }
}

/// A cell of its own.
pub struct Place {
    folder: TempDir,
}

impl Place {
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a folder") }
    }

    /// A demo cell that nobody has used.
    pub fn with_cell() -> Self {
        let place = Self::new();
        place.create("cell", &[]);
        place
    }

    /// The same, with an invented extract in it and the example rules.
    pub fn with_data(objects: u32) -> Self {
        let place = Self::with_cell();
        place.generate(objects);
        let config = place.config("cell");
        json(&["property-tax", "import", "--config", &config, &place.path("extract")]);
        json(&["property-tax", "rules", "--config", &config, RULES]);
        place
    }

    pub fn create(&self, name: &str, more: &[&str]) -> Json {
        let config = self.config(name);
        let words = ["cell", "create", "--config", &config, "--code", "64.08", "--zone"];
        let rest = ["Asia/Makassar", "--name", "Kabupaten Kutai Timur", "--demo"];
        json(&[&words[..], &rest[..], more].concat())
    }

    pub fn generate(&self, objects: u32) {
        let (objects, folder) = (objects.to_string(), self.path("extract"));
        let words = ["--objects", &objects, "--seed", "7", "--year", "2026"];
        json(&[&["property-tax", "generate"], &words[..], &[&folder]].concat());
    }

    pub fn path(&self, name: &str) -> String {
        self.folder.path().join(name).display().to_string()
    }

    pub fn config(&self, cell: &str) -> String {
        self.path(&format!("{cell}/pelangi.toml"))
    }

    pub fn database(&self, cell: &str) -> PathBuf {
        self.folder.path().join(cell).join("data/pelangi.db")
    }

    /// Changes rows behind the program's back.
    pub fn change(&self, cell: &str, statement: &db::Statement, values: &[Value]) -> u64 {
        change(&Target::Sqlite(self.database(cell)), statement, values)
    }
}

/// Changes rows of a database behind the program's back.
pub fn change(target: &Target, statement: &db::Statement, values: &[Value]) -> u64 {
    at(target, async |db| {
        db.write(async |tx: &mut Tx| tx.execute(statement, values).await).await.expect("changed")
    })
}

/// The whole first column of a result.
pub fn texts(target: &Target, statement: &db::Statement) -> Vec<String> {
    at(target, async |db| {
        let read = async |tx: &mut Tx| {
            let rows = tx.rows(statement, &[]).await?;
            rows.iter().map(|row| row.get::<String>(0)).collect::<Result<_, db::DbError>>()
        };
        db.read(read).await.expect("read")
    })
}

/// Work at a database beside the program. A thread of its own, as the test may run in a runtime.
fn at<T: Send>(target: &Target, work: impl AsyncFnOnce(&Db) -> T + Send) -> T {
    let work = move || {
        wait(async {
            let db = Db::open(target, Options::default()).await.expect("the database");
            let done = work(&db).await;
            db.close().await;
            done
        })
    };
    std::thread::scope(|scope| scope.spawn(work).join().expect("done"))
}

/// Does something to a command once it says a word on standard error; answers its end.
pub fn when_it_says(mut command: Command, word: &str, act: impl FnOnce(&mut Child)) -> Output {
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("starts");
    let mut act = Some(act);
    let mut said = Vec::new();
    let lines = BufReader::new(child.stderr.take().expect("its progress")).lines();
    for line in lines.map_while(Result::ok) {
        said.extend_from_slice(format!("{line}\n").as_bytes());
        if let Some(act) = act.take_if(|_| line.contains(word)) {
            act(&mut child);
        }
    }
    let done = child.wait_with_output().expect("it ends");
    assert!(act.is_none(), "it never said `{word}`: {}", String::from_utf8_lossy(&said));
    Output { stderr: said, ..done }
}

pub const RULES: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/../../modules/property-tax/data/rules-demo.toml");

/// Asks again until there is an answer, for as long as a test may take.
#[track_caller]
pub fn eventually<T>(what: &str, mut ask: impl FnMut() -> Option<T>) -> T {
    for _ in 0..1_200 {
        if let Some(found) = ask() {
            return found;
        }
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    panic!("it never came true: {what}")
}

/// A database on PostgreSQL, when this run has that engine.
pub fn on_postgres(story: impl FnOnce(&Target)) {
    if !testkit::engines().contains(&testkit::Engine::Postgres) {
        return;
    }
    wait(async {
        let scratch = testkit::Scratch::new(testkit::Engine::Postgres, &[]).await;
        tokio::task::block_in_place(|| story(scratch.target()));
        scratch.discard().await;
    });
}

pub fn wait<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Runtime::new().expect("a runtime").block_on(work)
}

/// A server that is ended with the test.
pub struct Server {
    child: Child,
    pub told: Vec<String>,
    port: u16,
    pub log: PathBuf,
}

impl Server {
    /// Starts `serve` or `demo` and waits for its line `ready http://…`.
    pub fn start(arguments: &[&str], log: &Path) -> Self {
        Self::start_with(arguments, log, &[])
    }

    /// The same with more in the environment.
    pub fn start_with(arguments: &[&str], log: &Path, environment: &[(&str, &str)]) -> Self {
        let file = std::fs::File::create(log).expect("a log");
        let mut command = pelangi(arguments);
        command.env("PELANGI_LOG__LEVEL", "debug").env("PELANGI_SERVER__LISTEN", "127.0.0.1:0");
        command.envs(environment.iter().copied());
        let mut child = command.stdout(Stdio::piped()).stderr(file).spawn().expect("it starts");
        let mut lines = BufReader::new(child.stdout.take().expect("its answer")).lines();
        let mut told = Vec::new();
        let ready = lines.by_ref().map_while(Result::ok).find_map(|line| {
            told.push(line.clone());
            line.strip_prefix("ready http://localhost:").and_then(|port| port.parse().ok())
        });
        let log = log.to_owned();
        let port = ready.unwrap_or_else(|| {
            panic!("never ready: {told:?} {}", std::fs::read_to_string(&log).unwrap_or_default())
        });
        Self { child, told, port, log }
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Everything it wrote into its log so far.
    pub fn logged(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap_or_default()
    }

    /// Ends it as a power cut would.
    pub fn kill(mut self) {
        self.child.kill().expect("killed");
        self.child.wait().expect("gone");
    }

    /// The NOPs that the demo prints, as 18 digits.
    pub fn samples(&self) -> Vec<String> {
        let digits = |line: &String| line.chars().filter(char::is_ascii_digit).collect::<String>();
        let nops = self.told.iter().filter(|line| line.trim_start().starts_with("64.08"));
        nops.map(|line| digits(line)[..18].to_owned()).collect()
    }

    /// Status and whole answer of a page.
    pub fn get(&self, path: &str) -> (u16, String) {
        self.get_with(path, "")
    }

    pub fn get_with(&self, path: &str, headers: &str) -> (u16, String) {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("it answers");
        let request =
            format!("GET {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n{headers}\r\n");
        stream.write_all(request.as_bytes()).expect("asked");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("an answer");
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let status = answer.split_whitespace().nth(1).and_then(|s| s.parse().ok());
        (status.unwrap_or_default(), answer)
    }

    /// Asks it to stop, and waits.
    pub fn stop(mut self) {
        let id = self.child.id().to_string();
        Command::new("kill").args(["-TERM", &id]).status().expect("asked to stop");
        assert!(self.child.wait().expect("it ends").success());
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
