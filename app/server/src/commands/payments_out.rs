//! `pelangi property-tax payments`: payments that were taken here, as files for SISMIOP.

use std::fs;
use std::path::Path;

use identity::Actor;
use property_tax::usecase::payments_out::{File, PaymentsOut, payments_out};
use serde_json::{Value, json};

use super::{Answer, Failure, Outcome, load, open, runtime};
use crate::cli::PaymentsArgs;

const PAID: &str = "PEMBAYARAN_SPPT.csv";
const TAKEN_BACK: &str = "DIBATALKAN.csv";

pub fn run(args: &PaymentsArgs, answer: Answer) -> Outcome {
    let config = load(&args.config)?;
    if args.dir.exists() {
        return Err(Failure::input(format_args!(
            "{} exists already; name a new folder",
            args.dir.display()
        )));
    }
    let out = runtime()?.block_on(async {
        let house = open(&config).await?;
        let out = payments_out(&house.cell, &Actor::operator(), args.from, args.until).await?;
        audit::seal(&house.cell).await?;
        Ok::<_, Failure>(out)
    })?;
    write(&args.dir, &out).map_err(|error| {
        Failure::work(format_args!("{} cannot be written: {error}", args.dir.display()))
    })?;
    answer.give(&json_of(&out), words(&args.dir, &out))
}

fn write(folder: &Path, out: &PaymentsOut) -> std::io::Result<()> {
    fs::create_dir_all(folder)?;
    fs::write(folder.join(PAID), &out.paid.csv)?;
    fs::write(folder.join(TAKEN_BACK), &out.taken_back.csv)
}

fn json_of(out: &PaymentsOut) -> Value {
    let of = |file: &File| json!({ "rows": file.rows, "rupiah": file.total.0 });
    json!({ "paid": of(&out.paid), "taken_back": of(&out.taken_back) })
}

fn words(folder: &Path, out: &PaymentsOut) -> String {
    let line = |name: &str, file: &File, what: &str| {
        format!("  {}  {} {what}, {}", folder.join(name).display(), file.rows, file.total)
    };
    [
        format!("Recorded here from {} to {}:", out.from, out.until),
        line(PAID, &out.paid, "payments to load into SISMIOP"),
        line(TAKEN_BACK, &out.taken_back, "payments that were taken back, to remove there"),
        "The next period begins the day after.".to_owned(),
    ]
    .join("\n")
}
