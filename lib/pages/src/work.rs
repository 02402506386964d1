//! The inside of a worker: takes its rights away, then draws what it is asked for.

use std::fs;
use std::io;
use std::os::fd::AsFd;
use std::os::unix::net::UnixStream;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;

use rustix::process::{Resource, Rlimit, nice, setrlimit};

use crate::draw::File;
use crate::limits::JOB;
use crate::protocol::{self, Answer, Ask, Drawn, Seen};
use crate::{Limits, PagesError, Picture};

/// Forms lie in forms in forms.
const STACK: usize = 64 << 20;
/// So much further down in the order of those who wait for a core.
const NICE: i32 = 10;

/// Makes this process a worker: it draws for whoever holds the other end of its standard input, and
/// returns when they let go.
///
/// # Errors
/// Standard input is no socket of a renderer, or a limit cannot be set.
pub fn work() -> io::Result<()> {
    let link = UnixStream::from(io::stdin().as_fd().try_clone_to_owned()?);
    let thread = thread::Builder::new().name("pages".to_owned()).stack_size(STACK);
    let work = thread.spawn(move || listen(&link))?;
    work.join().unwrap_or_else(|_| Err(io::ErrorKind::Other.into()))
}

fn listen(mut link: &UnixStream) -> io::Result<()> {
    let (limits, _): (Limits, _) = protocol::read(&mut link, 0)?;
    restrict(&limits)?;
    let mut files = Vec::new();
    loop {
        match protocol::read(&mut link, limits.file as u64) {
            Ok((Ask::Look, bytes)) => {
                let file = kept_in(|| File::read(bytes, &limits));
                protocol::write(&mut link, &seen(&file), &[])?;
                files.push(file);
            }
            Ok((Ask::Draw { file, page, width }, _)) => {
                let picture = kept_in(|| match files.get(file) {
                    Some(Ok(file)) => file.draw(page, width, &limits),
                    Some(Err(error)) => Err(error.clone()),
                    None => Err(PagesError::Failed),
                });
                tell(link, picture)?;
            }
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(()),
            Err(error) => return Err(error),
        }
    }
}

fn seen(file: &Result<File, PagesError>) -> Answer<Seen> {
    file.as_ref().map(|file| file.seen.clone()).map_err(Clone::clone)
}

fn tell(mut link: &UnixStream, picture: Result<Picture, PagesError>) -> io::Result<()> {
    match picture {
        Ok(picture) => protocol::write(&mut link, &Answer::Ok(Drawn::of(&picture)), &picture.rgb),
        Err(error) => protocol::write(&mut link, &Answer::<Drawn>::Err(error), &[]),
    }
}

/// A panic of the drawing program is an error.
fn kept_in<T>(work: impl FnOnce() -> Result<T, PagesError>) -> Result<T, PagesError> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or(Err(PagesError::Failed))
}

/// Takes away what no drawing needs, for good: time without end, memory, files, and the chance to
/// hold up those who answer.
fn restrict(limits: &Limits) -> io::Result<()> {
    // Where memory gets short, it is this process that the system ends first.
    let _hint = fs::write("/proc/self/oom_score_adj", "1000");
    nice(NICE)?;
    let seconds = limits.time.saturating_mul(JOB).as_secs().saturating_add(2);
    limit(Resource::As, address_space()?.saturating_add(limits.memory))?;
    limit(Resource::Cpu, seconds)?;
    limit(Resource::Core, 0)?;
    limit(Resource::Fsize, 0)?;
    limit(Resource::Nofile, 0)
}

fn limit(resource: Resource, most: u64) -> io::Result<()> {
    Ok(setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) })?)
}

/// Bytes of addresses in use.
fn address_space() -> io::Result<u64> {
    let sizes = fs::read_to_string("/proc/self/statm")?;
    let pages = sizes.split(' ').next().and_then(|pages| pages.parse::<u64>().ok());
    let pages = pages.ok_or(io::ErrorKind::InvalidData)?;
    Ok(pages.saturating_mul(rustix::param::page_size() as u64))
}
