//! `pelangi log copy`: fetches what a copy lacks, checks the whole, and only then takes the newer
//! checkpoint. A copy that was whole before stays whole whatever the server says.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::time::Duration;

use outgoing::{Ask, Line, Reach, Terms, Url, service_address, trust_for};
use ports::Unusable;
use serde_json::json;
use tlog::{Address, Checkpoint, Kind, VerifierKey, verify_copy};

use super::{key_of, verify};
use crate::cli::LogCopyArgs;
use crate::commands::{Answer, Failure, Outcome, runtime};

/// One file may take so long.
const PATIENCE: Duration = Duration::from_secs(60);
/// The longest bundle there can be: 256 entries of 65,535 bytes, each with its length before it.
const LONGEST: usize = 256 * 65_537;
/// How long is waited when the server says that it was asked too often, and how many times.
const REST: Duration = Duration::from_secs(5);
const RESTS: u32 = 24;
/// Eight levels of 256 hashes hold more entries than can be counted.
const LEVELS: u8 = 8;

pub fn run(args: &LogCopyArgs, answer: Answer) -> Outcome {
    let source = Source::new(&args.url)?;
    fs::create_dir_all(&args.dir).map_err(|error| at(&args.dir, error))?;
    let (key, note, fetched) = runtime()?.block_on(async {
        let key = agreed_key(args, &source).await?;
        let note = source.get("checkpoint").await?;
        let fetched = files(&args.dir, &source, &note, &key).await?;
        Ok::<_, Failure>((key, note, fetched))
    })?;
    let checkpoint = take(&args.dir, &note, &key)?;
    let json = json!({
        "origin": checkpoint.origin,
        "size": checkpoint.size,
        "fetched": fetched,
        "key": key.to_string(),
    });
    let words = format!(
        "{} entries of {}; {fetched} files fetched. The copy is whole. Its key, to be compared with \
         the one published elsewhere:\n{key}",
        checkpoint.size, checkpoint.origin
    );
    answer.give(&json, words)
}

/// The key that was said; else the one of the copy; else, the first time, the one the log shows.
async fn agreed_key(args: &LogCopyArgs, source: &Source) -> Result<VerifierKey, Failure> {
    let path = args.dir.join("key");
    let kept = match fs::read_to_string(&path) {
        Ok(text) => Some(text),
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(error) => return Err(at(&path, error)),
    };
    let key = match (&args.key, &kept) {
        (Some(said), _) => key_of(said)?,
        (None, Some(kept)) => key_of(kept)?,
        (None, None) => {
            let shown = source.get("key").await?;
            let shown = String::from_utf8_lossy(&shown).into_owned();
            VerifierKey::parse(&shown)
                .map_err(|error| Failure::work(format_args!("{}key: {error}", source.base)))?
        }
    };
    match kept {
        Some(kept) if kept.trim() != key.to_string() => Err(Failure::input(format_args!(
            "the copy in {} is of a log with another key; take another folder",
            args.dir.display()
        ))),
        Some(_) => Ok(key),
        None => fs::write(&path, format!("{key}\n")).map(|()| key).map_err(|e| at(&path, e)),
    }
}

/// Fetches the files below a checkpoint that the copy does not have; how many.
async fn files(
    dir: &Path,
    source: &Source,
    note: &[u8],
    key: &VerifierKey,
) -> Result<usize, Failure> {
    let size = opened(note, key)?.size;
    let kinds = std::iter::once(Kind::Entries).chain((0..LEVELS).map(Kind::Tile));
    let mut fetched = 0;
    for address in kinds.flat_map(|kind| Address::all(kind, size)) {
        let (name, path) = (address.to_string(), dir.join(address.to_string()));
        if path.exists() {
            continue;
        }
        write(&path, &source.get(&name).await?)?;
        fetched += 1;
    }
    Ok(fetched)
}

fn opened(note: &[u8], key: &VerifierKey) -> Result<Checkpoint, Failure> {
    Checkpoint::open(note, key).map_err(|error| {
        Failure::work(format_args!("the log shows no checkpoint of this key: {error}"))
    })
}

/// Checks everything against the new checkpoint and the one that the copy had; then it is the copy's.
fn take(dir: &Path, note: &[u8], key: &VerifierKey) -> Result<Checkpoint, Failure> {
    let path = dir.join("checkpoint");
    let had = match fs::read(&path) {
        Ok(had) => Some(opened(&had, key)?),
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(error) => return Err(at(&path, error)),
    };
    let read = |name: &str| match name {
        "checkpoint" => Some(note.to_vec()),
        name => fs::read(dir.join(name)).ok(),
    };
    let summary = verify_copy(read, key, had.as_ref());
    let summary = summary.map_err(|flaw| {
        Failure::work(format_args!(
            "{}\nThe checkpoint of the copy was left as it was",
            verify::broken(&flaw)
        ))
    })?;
    write(&path, note)?;
    Ok(summary.checkpoint)
}

/// Whole or not at all.
fn write(path: &Path, content: &[u8]) -> Result<(), Failure> {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder).map_err(|error| at(folder, error))?;
    let unfinished = path.with_extension("unfinished");
    fs::write(&unfinished, content).map_err(|error| at(&unfinished, error))?;
    fs::rename(&unfinished, path).map_err(|error| at(path, error))
}

fn at(path: &Path, error: impl std::fmt::Display) -> Failure {
    Failure::work(format_args!("{}: {error}", path.display()))
}

/// Where a log is published.
struct Source {
    base: Url,
    line: Line,
}

impl Source {
    fn new(url: &str) -> Result<Self, Failure> {
        let refused = |error: Unusable| Failure::input(format_args!("{url}: {error}"));
        let base = service_address("url", &format!("{}/", url.trim_end_matches('/')));
        let base = base.map_err(refused)?;
        let trust = trust_for(&base, None);
        let terms = Terms { connect: PATIENCE, longest: LONGEST, trust, reach: Reach::Anywhere };
        let line = Line::new(terms).map_err(refused)?;
        Ok(Self { base, line })
    }

    async fn get(&self, name: &str) -> Result<Vec<u8>, Failure> {
        let url = self.base.join(name).map_err(Failure::work)?;
        let mut rests = 0;
        loop {
            let ask = Ask { url: url.clone(), post: None, authorization: None, patience: PATIENCE };
            let heard = self.line.send(ask).await;
            let heard = heard.map_err(|lost| Failure::work(format_args!("{url}: {lost}")))?;
            match heard.status {
                200 => return Ok(heard.body),
                429 if rests < RESTS => {
                    rests += 1;
                    tokio::time::sleep(REST).await;
                }
                status => {
                    let problem = "is that the address of a log, and has it entries?";
                    return Err(Failure::work(format_args!("{url} answered {status}; {problem}")));
                }
            }
        }
    }
}
