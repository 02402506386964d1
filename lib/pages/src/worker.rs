//! A worker, as the program sees it that asks: a process that can be killed.
//!
//! A thread cannot be killed and the drawing program cannot be told to stop. Work in a file grows with
//! the number of its forms to the power of their depth, and no look at the file tells it before.

use std::ffi::OsString;
use std::io::{self, Read, Write};
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::protocol::{self, Answer, Ask, Drawn, Seen};
use crate::seats::Seat;
use crate::{Limits, PagesError, Picture};

/// What workers run: a program that calls [`crate::work()`] when it is started with these words.
#[derive(Debug, Clone)]
pub struct Program {
    path: PathBuf,
    words: Vec<OsString>,
}

/// The allocator of the house sets a gigabyte of addresses aside, which here would count.
const ENVIRONMENT: [(&str, &str); 1] = [("MIMALLOC_ARENA_RESERVE", "65536")];

/// A process that draws; killed when it is dropped. It hears and answers at its standard input, a
/// socket.
#[derive(Debug)]
pub(crate) struct Worker {
    child: Child,
    link: UnixStream,
    limits: Limits,
    /// It does not hear any more.
    broken: bool,
    _seat: Seat,
}

impl Program {
    pub fn new(
        path: impl Into<PathBuf>,
        words: impl IntoIterator<Item = impl Into<OsString>>,
    ) -> Self {
        Self { path: path.into(), words: words.into_iter().map(Into::into).collect() }
    }

    /// Starts a worker. It does not have its limits yet.
    fn start(&self) -> io::Result<(Child, UnixStream)> {
        let (ours, theirs) = UnixStream::pair()?;
        let mut command = Command::new(&self.path);
        command.args(&self.words).env_clear().envs(ENVIRONMENT).current_dir("/");
        command.stdin(OwnedFd::from(theirs)).stdout(Stdio::null()).stderr(Stdio::null());
        Ok((command.spawn()?, ours))
    }
}

impl Worker {
    pub fn start(program: &Program, limits: &Limits, seat: Seat) -> Result<Self, PagesError> {
        let started = program.start().map_err(|error| PagesError::NoWorker(error.to_string()));
        let (child, link) = started?;
        let mut it = Self { child, link, limits: *limits, broken: false, _seat: seat };
        it.say(limits, &[], Instant::now() + limits.time)?;
        Ok(it)
    }

    /// Whether it can be asked for more.
    pub const fn is_broken(&self) -> bool {
        self.broken
    }

    /// Has it look at a file; the first is number 0.
    pub fn look(&mut self, pdf: &[u8], until: Instant) -> Result<Seen, PagesError> {
        if pdf.len() > self.limits.file {
            let most = self.limits.file as u64;
            return Err(PagesError::TooLarge { what: "the file".into(), most });
        }
        self.say(&Ask::Look, pdf, until)?;
        Ok(self.hear(0, until)?.0)
    }

    pub fn draw(
        &mut self,
        (file, page): (usize, usize),
        width: u32,
        until: Instant,
    ) -> Result<Picture, PagesError> {
        self.say(&Ask::Draw { file, page, width }, &[], until)?;
        let side = u64::from(self.limits.side);
        let (drawn, rgb): (Drawn, _) = self.hear(side * side * 3, until)?;
        drawn.with(rgb, width, &self.limits).ok_or(PagesError::Failed)
    }

    fn say(
        &mut self,
        word: &impl Serialize,
        bytes: &[u8],
        until: Instant,
    ) -> Result<(), PagesError> {
        let said = protocol::write(&mut Timed { link: &self.link, until }, word, bytes);
        said.map_err(|error| self.broke(&error))
    }

    fn hear<T: DeserializeOwned>(
        &mut self,
        most: u64,
        until: Instant,
    ) -> Result<(T, Vec<u8>), PagesError> {
        let heard = protocol::read(&mut Timed { link: &self.link, until }, most);
        let (answer, bytes): (Answer<T>, _) = heard.map_err(|error| self.broke(&error))?;
        Ok((answer?, bytes))
    }

    /// It did not answer in time, or it is no more: killed, or out of memory.
    fn broke(&mut self, error: &io::Error) -> PagesError {
        self.broken = true;
        match error.kind() {
            io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut => PagesError::TooSlow,
            _ => PagesError::Failed,
        }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // Both fail only when it has ended already.
        let _ended = self.child.kill();
        let _gone = self.child.wait();
    }
}

/// A link on which everything has to be done by a moment.
struct Timed<'l> {
    link: &'l UnixStream,
    until: Instant,
}

impl Timed<'_> {
    fn left(&self) -> io::Result<Option<Duration>> {
        let left = self.until.saturating_duration_since(Instant::now());
        if left.is_zero() { Err(io::ErrorKind::TimedOut.into()) } else { Ok(Some(left)) }
    }
}

impl Read for Timed<'_> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        self.link.set_read_timeout(self.left()?)?;
        self.link.read(bytes)
    }
}

impl Write for Timed<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.link.set_write_timeout(self.left()?)?;
        self.link.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.link.flush()
    }
}
