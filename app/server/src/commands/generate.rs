//! `pelangi property-tax generate`: an invented SISMIOP extract.

use base::{Clock, Zone};
use property_tax::generate::{self, GenerateError, Options};
use serde_json::json;

use super::{Answer, Failure, Outcome, Progress};
use crate::cli::GenerateArgs;
use crate::system::SystemClock;

pub fn run(args: &GenerateArgs, answer: Answer) -> Outcome {
    let year = match args.year {
        Some(year) => year,
        None => this_year()?,
    };
    let progress = Progress::start();
    let mut tell = |done: u32| progress.tell("objects", done.into(), args.objects.into());
    let options = Options::default();
    let made = generate::generate(&args.dir, args.objects, args.seed, year, &options, &mut tell);
    progress.end();
    let made = made.map_err(|error| match error {
        GenerateError::Objects | GenerateError::Year | GenerateError::NotEmpty(_) => {
            Failure::input(error)
        }
        GenerateError::Write { ref source, .. } => {
            let cause = source.to_string();
            Failure::work(format_args!(
                "{error}: {cause}; check the folder and the space on the disk"
            ))
        }
        _ => Failure::work(error),
    })?;
    let files = made.files.iter().map(|(file, rows)| format!("\n  {rows:>9}  {file}"));
    let words = format!(
        "An invented extract of {} objects, up to {year}, is in {}:{}\n\
         It only goes into a demo cell.",
        args.objects,
        args.dir.display(),
        files.collect::<String>()
    );
    let files: serde_json::Map<_, _> =
        made.files.iter().map(|(file, rows)| ((*file).to_owned(), json!(rows))).collect();
    answer.give(&json!({ "folder": args.dir, "year": year, "files": files }), words)
}

/// The demo villages lie in central Indonesia.
fn this_year() -> Result<i32, Failure> {
    let zone = Zone::parse("Asia/Makassar").map_err(Failure::work)?;
    Ok(SystemClock.now().date(&zone).year().into())
}
